"""The record of what was added when, and what became of every input."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from counterclaim.ledger.asking import unknown
from counterclaim.ledger.records import Run, RunItem
from counterclaim.ledger.tables import RUN_ITEMS, RUNS


def latest(connection: Connection, limit: int) -> tuple[Run, ...]:
    """The latest runs, newest first."""
    rows = connection.execute(select(RUNS).order_by(RUNS.c.pk.desc()).limit(limit))
    return tuple(_run(row) for row in rows)


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
