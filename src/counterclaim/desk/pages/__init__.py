"""Routes: one module a page, each with its HTML, JSON and CSV at one address."""
