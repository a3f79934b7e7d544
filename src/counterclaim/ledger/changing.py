"""What changed between two moments of knowing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from counterclaim.ledger.asking import Asked
from counterclaim.ledger.facility_words import facility_told, timeline
from counterclaim.ledger.find import chunks
from counterclaim.ledger.incident_queries import open_files
from counterclaim.ledger.opening import now
from counterclaim.ledger.tables import CLAIMS
from counterclaim.linking.changes import Snapshot, changes
from counterclaim.model import Change


def diff(connection: Connection, before: Asked, after: Asked) -> tuple[Change, ...]:
    """Every difference between what was known then and later, in what was told of since.

    Only incidents and facilities with a claim that became known in between are looked at: nothing else can
    have changed, for the grouping of both moments is today's.
    """
    fresh = CLAIMS.c.current & (CLAIMS.c.known > before.until)
    if after.until is not None:
        fresh &= CLAIMS.c.known <= after.until
    incidents = sorted(
        connection.execute(
            select(CLAIMS.c.incident).distinct().where(fresh, CLAIMS.c.incident.is_not(None))
        ).scalars()
    )
    facilities = sorted(
        connection.execute(
            select(CLAIMS.c.facility).distinct().where(fresh, CLAIMS.c.facility.is_not(None))
        ).scalars()
    )
    return changes(
        _snapshot(connection, incidents, facilities, before.until),
        _snapshot(connection, incidents, facilities, after.until),
    )


def _snapshot(
    connection: Connection, incidents: list[str], facilities: list[str], until: str | None
) -> Snapshot:
    day = (until or now())[:10]
    return Snapshot(
        {
            made.incident.id: made.contentions
            for some in chunks(incidents)
            for made in open_files(connection, list(some), until)
            if made.told
        },
        {
            facility: timeline(facility, told, day)
            for facility in facilities
            if not facility.startswith(("border:", "?"))
            if (told := facility_told(connection, facility, until))
        },
    )
