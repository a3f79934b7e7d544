"""Asking for reports and their readings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, select

from counterclaim.ledger.asking import Asked, cursor, place_in_list, unknown
from counterclaim.ledger.find import chunks, tellings, told_query
from counterclaim.ledger.records import Page, ReportVersion
from counterclaim.ledger.rows import reading_from_rows, report_from_row, storable
from counterclaim.ledger.tables import CLAIMS, FINGERPRINT_KEYS, READINGS, REPORTS
from counterclaim.model import Reading, Report


def _query() -> Select[Any]:
    return select(
        REPORTS.c.pk,
        REPORTS.c.known,
        REPORTS.c.added,
        REPORTS.c.origin,
        REPORTS.c.text,
        REPORTS.c.record,
        READINGS.c.reader,
        READINGS.c.claims,
        READINGS.c.layers,
        READINGS.c.pk.label("reading"),
    ).join(READINGS, (READINGS.c.report == REPORTS.c.pk) & READINGS.c.current)


def _version(row: Any) -> ReportVersion:
    return ReportVersion(report_from_row(row), row.known, row.added, row.origin, row.reader, row.claims)


def find_reports(
    connection: Connection, asked: Asked, outlet: str | None, after: str | None, limit: int
) -> Page[ReportVersion]:
    """One page of reports, newest first."""
    query = _query().order_by(REPORTS.c.known.desc(), REPORTS.c.pk.desc()).limit(limit + 1)
    if asked.until is not None:
        query = query.where(REPORTS.c.known <= asked.until)
    if outlet is not None:
        query = query.where(REPORTS.c.outlet == outlet)
    if place := place_in_list(after, str, int):
        known, pk = place
        query = query.where((REPORTS.c.known < known) | ((REPORTS.c.known == known) & (REPORTS.c.pk < pk)))
    rows = connection.execute(query).all()
    following = cursor(rows[limit - 1].known, rows[limit - 1].pk) if len(rows) > limit else None
    return Page(tuple(_version(row) for row in rows[:limit]), following)


def one_report(connection: Connection, report_id: str) -> ReportVersion:
    """One report by its id."""
    row = connection.execute(_query().where(REPORTS.c.id == report_id)).first()
    if row is None:
        raise unknown("report", report_id)
    return _version(row)


def versions_at(connection: Connection, url: str) -> tuple[ReportVersion, ...]:
    """The texts at one address in their order."""
    query = _query().where(REPORTS.c.url == storable(url)).order_by(REPORTS.c.version)
    return tuple(_version(row) for row in connection.execute(query))


def reports_with_words(connection: Connection, keys: Collection[str], reader: str) -> dict[str, list[Report]]:
    """The reports of each text (`text_key`) that ``reader`` has read, earliest added first."""
    found: dict[str, list[Report]] = {}
    query = (
        select(FINGERPRINT_KEYS.c.key, REPORTS.c.text, REPORTS.c.record)
        .join(REPORTS, REPORTS.c.pk == FINGERPRINT_KEYS.c.report)
        .join(READINGS, (READINGS.c.report == REPORTS.c.pk) & READINGS.c.current)
        .where(READINGS.c.reader == reader)
        .order_by(REPORTS.c.pk)
    )
    for some in chunks(keys):
        for row in connection.execute(query.where(FINGERPRINT_KEYS.c.key.in_(some))):
            found.setdefault(row.key, []).append(report_from_row(row))
    return found


def one_reading(connection: Connection, report_id: str) -> Reading:
    """The current reading of a report."""
    row = connection.execute(_query().where(REPORTS.c.id == report_id)).first()
    if row is None:
        raise unknown("report", report_id)
    # By the report, for which there is an index; by its reading alone every claim would be looked at.
    of_it = (CLAIMS.c.report == row.pk) & (CLAIMS.c.reading == row.reading)
    claims = connection.execute(told_query().where(of_it).order_by(CLAIMS.c.pk)).all()
    report = report_from_row(row)
    told = tellings(connection, claims, {row.pk: report})
    return reading_from_rows(report, [t.claim for t in told], row.layers)
