"""The claims about one crossing, road or airport, and its timeline by the latest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from counterclaim.knowledge.facilities import facilities
from counterclaim.ledger.find import origins_by_id, tellings, told_query, voiced
from counterclaim.ledger.tables import CLAIMS, REPORTS
from counterclaim.linking.crossings import crossing_timeline
from counterclaim.model import CrossingTimeline, Status, Told

#: Claims a list looks at for one facility: its last word by mode and side is among the latest forty (four
#: modes, two sides and the outlets, some words each); `Ledger.crossing` looks at all.
_LATEST = 40
#: What was said up to so many days after a day still tells of that day ("closed since Sunday").
_LOOKING_BACK = timedelta(days=7)


def facility_told(
    connection: Connection, facility: str, until: str | None, limit: int | None = None
) -> list[Told]:
    """The status claims about a facility and about the whole of its border, latest known first."""
    rows: list[Any] = []
    for key in keys_about(facility):
        query = told_query().where(CLAIMS.c.facility == key)
        if until is not None:
            query = query.where(CLAIMS.c.known <= until)
        # Of claims known at one moment, the same ones whatever order they were added in.
        query = query.order_by(CLAIMS.c.known.desc(), CLAIMS.c.id, REPORTS.c.id)
        rows.extend(connection.execute(query if limit is None else query.limit(limit)))
    told = tellings(connection, rows)
    found, _ = voiced(told, origins_by_id(connection, {t.origin for t in told if t.origin}))
    return found


def keys_about(facility: str) -> list[str]:
    """The facility's own key and that of its border, whose claims speak of it too.

    >>> keys_about("torkham")
    ['torkham', 'border:AF-PK']
    """
    row = facilities().get(facility)
    if row is None or len(row.countries) != 2:
        return [facility]
    return [facility, "border:" + "-".join(sorted(row.countries))]


def on_the_border(border: str) -> list[str]:
    """The facilities that ``border:AF-PK`` speaks of too.

    >>> "torkham" in on_the_border("border:AF-PK")
    True
    """
    ends = border.removeprefix("border:").split("-")
    return [row.id for row in facilities().of_border(*ends)] if len(ends) == 2 else []


def timeline(facility: str, told: Sequence[Told], on: str | None) -> CrossingTimeline:
    """The timeline of a facility by its key in the ledger."""
    return crossing_timeline(printed(facility, told), told, on)


def printed(facility: str, told: Sequence[Told]) -> str:
    """The name linking knows a facility by: its registry id, else its name as printed."""
    if facility.startswith("?"):
        for one in told:
            if isinstance(one.claim.payload, Status):
                return one.claim.payload.facility_name
    return facility


def latest_words(
    connection: Connection, facility: str, until: str | None, on: str | None
) -> CrossingTimeline:
    """The timeline by the latest claims known at a moment that may speak of a day."""
    if on is not None:
        seen = (date.fromisoformat(on) + _LOOKING_BACK).isoformat() + "T23:59:59Z"
        until = min(until, seen) if until is not None else seen
    whole = timeline(facility, facility_told(connection, facility, until, _LATEST), on)
    # A list shows where things stand; each word and period is for the one that is opened.
    return replace(whole, modes=tuple(replace(mode, words=(), periods=()) for mode in whole.modes))


def key_of(connection: Connection, facility: str) -> str | None:
    """The key of a facility given by its registry id or a name; None where nothing was said of it."""
    hits = facilities().find(facility)
    named = hits[0].ids if len(hits) == 1 else ()
    for key in (facility, *named, "?" + facility.casefold()):
        if connection.execute(select(CLAIMS.c.pk).where(CLAIMS.c.facility == key).limit(1)).first():
            return key
    return None
