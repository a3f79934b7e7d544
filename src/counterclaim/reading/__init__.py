"""A report's claims, read by rules that each have their table of phrasings."""
