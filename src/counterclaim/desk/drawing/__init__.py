"""SVG drawn on the server, each drawing with its words for those who do not see it."""
