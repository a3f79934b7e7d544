"""Where incidents lie: their places as linking keeps them, for a map."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from counterclaim.ledger.find import chunks
from counterclaim.ledger.plain import decoded
from counterclaim.ledger.tables import INCIDENTS
from counterclaim.model import Incident, Spot


def spots_of(connection: Connection, incidents: Collection[str]) -> dict[str, tuple[Spot, ...]]:
    """The places of each incident, by the ids incidents have today; one that is unknown is left out."""
    return {
        row.id: decoded(Incident, row.record).spots
        for some in chunks(incidents)
        for row in connection.execute(
            select(INCIDENTS.c.id, INCIDENTS.c.record).where(INCIDENTS.c.id.in_(some))
        )
    }
