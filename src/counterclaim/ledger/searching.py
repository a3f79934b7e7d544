"""Search: reports by their words, whole words first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Integer, Select, column, func, select, text

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.asking import Asked, cursor, place_in_list
from counterclaim.ledger.folding import find_folded
from counterclaim.ledger.records import Hit, Page
from counterclaim.ledger.rows import report_from_row
from counterclaim.ledger.search_index import Query
from counterclaim.ledger.tables import READINGS, REPORTS

#: Reports above which a word is common: going through a list and asking of each entry is then quicker than
#: gathering all that the reports hold. Measured at 100,000 claims: the two meet at some thousand reports.
_COMMON = 1_500


def search(connection: Connection, words: str, asked: Asked, after: str | None, limit: int) -> Page[Hit]:
    """One page of the reports that hold the words: by whole words, then those that hold them as parts."""
    query = asked_words(words)
    dialect = connection.dialect.name
    stage, known, pk = place_in_list(after, int, str, int) or (0, "", 0)
    whole = _matching(*query.where_words(dialect))
    parts = query.where_parts(dialect)
    stages = [_reports().where(REPORTS.c.pk.in_(whole))]
    if parts is not None:
        stages.append(_reports().where(REPORTS.c.pk.in_(_matching(*parts)), REPORTS.c.pk.not_in(whole)))
    found: list[tuple[int, Any]] = []
    for number, select_ in enumerate(stages):
        if number < stage:
            continue
        wanted = select_.order_by(REPORTS.c.known.desc(), REPORTS.c.pk.desc()).limit(limit + 1 - len(found))
        if asked.until is not None:
            wanted = wanted.where(REPORTS.c.known <= asked.until)
        if number == stage and after is not None:
            wanted = wanted.where(
                (REPORTS.c.known < known) | ((REPORTS.c.known == known) & (REPORTS.c.pk < pk))
            )
        found.extend((number, row) for row in connection.execute(wanted))
        if len(found) > limit:
            break
    more = len(found) > limit
    found = found[:limit]
    last = found[-1] if found else None
    following = cursor(last[0], last[1].known, last[1].pk) if more and last else None
    return Page(tuple(_hit(row, query) for _, row in found), following)


def asked_words(words: str) -> Query:
    """What was asked, or CC617 where it holds no word that can be looked for."""
    query = Query.of(words)
    if not query.parts:
        raise CounterclaimError(
            "CC617",
            f"{words!r} holds nothing to look for.",
            "A search needs a letter or a digit.",
            "Give a word, or a phrase in double quotes.",
            exit_code=2,
        )
    return query


def reports_holding(connection: Connection, words: str) -> tuple[Select[Any], bool]:
    """SQL for the numbers of all reports that hold the words, and whether they are many."""
    query = asked_words(words)
    dialect = connection.dialect.name
    # Whole words are parts of words too, so that one of the two is enough.
    found = _matching(*(query.where_parts(dialect) or query.where_words(dialect)))
    number = connection.execute(
        select(func.count()).select_from(found.limit(_COMMON).subquery())
    ).scalar_one()
    return found, number >= _COMMON


def _matching(statement: str, values: dict[str, str]) -> Select[Any]:
    found = text(statement).bindparams(**values).columns(column("pk", Integer)).subquery()
    return select(found.c.pk)


def _reports() -> Select[Any]:
    return (
        select(REPORTS.c.pk, REPORTS.c.known, REPORTS.c.text, REPORTS.c.record, READINGS.c.claims)
        .join(READINGS, (READINGS.c.report == REPORTS.c.pk) & READINGS.c.current)
        .add_columns(REPORTS.c.title)
    )


def _hit(row: Any, query: Query) -> Hit:
    report = report_from_row(row)
    places = [place for part in query.parts if (place := find_folded(report.text, part))]
    start, end = min(places, default=(0, 0))
    return Hit(report, row.known, start, end, row.claims)
