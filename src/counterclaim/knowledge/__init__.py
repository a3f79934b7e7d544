"""What the reader knows beforehand: tables a person can read and edit, and their lookups."""
