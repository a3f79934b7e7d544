"""The memory: reports, claims, judgements and runs, appended and never edited."""
