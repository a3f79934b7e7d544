"""Asking for crossings: lists in pages, and the whole timeline of one."""

from __future__ import annotations

from sqlalchemy import Connection, select

from counterclaim.ledger.asking import Asked, cursor, place_in_list, unknown
from counterclaim.ledger.facility_words import facility_told, key_of, latest_words, timeline
from counterclaim.ledger.plain import decoded
from counterclaim.ledger.records import Page
from counterclaim.ledger.tables import CLAIMS, FACILITIES
from counterclaim.model import CrossingTimeline, Told


def crossing_list(
    connection: Connection, asked: Asked, every: bool, after: str | None, limit: int
) -> Page[CrossingTimeline]:
    """One page of facilities, latest spoken of first, each by its latest words."""
    query = select(FACILITIES.c.id, FACILITIES.c.last_known, FACILITIES.c.summary)
    query = query.where(FACILITIES.c.id.not_like("border:%"))
    if not every:
        query = query.where(FACILITIES.c.id.not_like("?%"))
    if place := place_in_list(after, str, str):
        last, which = place
        query = query.where(
            (FACILITIES.c.last_known < last) | ((FACILITIES.c.last_known == last) & (FACILITIES.c.id < which))
        )
    if asked.until is not None:
        told_then = select(CLAIMS.c.pk).where(
            CLAIMS.c.facility == FACILITIES.c.id, CLAIMS.c.known <= asked.until, CLAIMS.c.current
        )
        query = query.where(told_then.exists())
    rows = connection.execute(
        query.order_by(FACILITIES.c.last_known.desc(), FACILITIES.c.id.desc()).limit(limit + 1)
    ).all()
    following = cursor(rows[limit - 1].last_known, rows[limit - 1].id) if len(rows) > limit else None
    rows = rows[:limit]
    return Page(
        tuple(
            decoded(CrossingTimeline, row.summary)
            if asked.day is None and (asked.until is None or row.last_known <= asked.until)
            else latest_words(connection, row.id, asked.until, asked.day)
            for row in rows
        ),
        following,
    )


def crossing_file(
    connection: Connection, facility: str, asked: Asked
) -> tuple[CrossingTimeline, tuple[Told, ...]]:
    """The whole timeline of one facility with the claims it is made of."""
    key = key_of(connection, facility)
    if key is None:
        raise unknown("crossing", facility)
    told = facility_told(connection, key, asked.until)
    return timeline(key, told, asked.day), tuple(told)
