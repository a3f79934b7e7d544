"""The schema's history, one file a step; Alembic runs them inside the ledger's own transaction."""
