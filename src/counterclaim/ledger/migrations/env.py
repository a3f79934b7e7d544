"""How Alembic reaches the ledger: through the connection it is handed, never by an address of its own."""

from __future__ import annotations

from alembic import context

from counterclaim.ledger.tables import METADATA

# Alembic runs this file with its context set; whoever only imports it (a test of all modules) has none.
if hasattr(context, "config"):
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        transactional_ddl=True,
        transaction_per_migration=False,
    )
    context.run_migrations()
