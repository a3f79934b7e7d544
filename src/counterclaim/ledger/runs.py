"""The record of what was added when, and what became of every input."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select

from counterclaim.ledger.asking import unknown
from counterclaim.ledger.records import Revision, Run, RunItem
from counterclaim.ledger.tables import JUDGEMENTS, REPORTS, RUN_ITEMS, RUNS


def latest(connection: Connection, limit: int, before: int | None = None) -> tuple[Run, ...]:
    """The latest runs, newest first; with ``before``, those with a smaller number."""
    query = select(RUNS).order_by(RUNS.c.pk.desc()).limit(limit)
    if before is not None:
        query = query.where(RUNS.c.pk < before)
    return tuple(_run(row) for row in connection.execute(query))


def revision(connection: Connection) -> Revision:
    """A mark of the ledger's state. It asks for the ends of indexes and for the judgements' number only."""
    reports = connection.execute(select(func.max(REPORTS.c.pk))).scalar()
    run = connection.execute(select(RUNS.c.pk, RUNS.c.claims).order_by(RUNS.c.pk.desc()).limit(1)).first()
    judged = connection.execute(
        select(func.count(JUDGEMENTS.c.id) + func.count(JUDGEMENTS.c.undone))
    ).scalar()
    return Revision(reports or 0, run.pk if run else 0, judged or 0, run.claims if run else 0)


def one(connection: Connection, number: int) -> Run:
    """One run with its items in order."""
    row = connection.execute(select(RUNS).where(RUNS.c.pk == number)).first()
    if row is None:
        raise unknown("run", str(number))
    query = select(RUN_ITEMS).where(RUN_ITEMS.c.run == number).order_by(RUN_ITEMS.c.number)
    items = tuple(
        RunItem(item.outcome, item.label, item.report, item.claims, item.code, item.reason)
        for item in connection.execute(query)
    )
    return _run(row, items)


def _run(row: Any, items: tuple[RunItem, ...] = ()) -> Run:
    return Run(
        row.pk,
        row.started,
        row.ended,
        row.reader,
        tuple(json.loads(row.inputs)),
        row.read,
        row.skipped,
        row.failed,
        row.claims,
        row.note,
        items,
    )
