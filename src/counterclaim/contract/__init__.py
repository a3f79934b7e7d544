"""The claim contract as JSON, both ways: what is printed, served and kept."""
