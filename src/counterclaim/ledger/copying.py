"""Backups, and moving a ledger from one engine to another: every row, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import faults
from counterclaim.ledger.address import Address, address
from counterclaim.ledger.opening import open_engine, reading, writing
from counterclaim.ledger.search_index import index_reports
from counterclaim.ledger.tables import ABOUT, METADATA, REPORTS

#: Rows carried at a time.
_ROWS = 2_000


def backup(engine: Engine, source: Address, path: Path) -> Path:
    """Write the ledger as it stands at this moment to a new SQLite file, while others read and write."""
    if path.exists():
        raise _taken(str(path), "A file of that name exists")
    if not path.parent.is_dir():
        raise _unwritten(path, "Its folder does not exist")
    if source.path is None:
        copy(engine, source, address(path))
        return path
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        # One step for all pages: SQLite then copies one state and never begins anew while others write.
        with closing(sqlite3.connect(source.path)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new, pages=-1)
            new.execute("PRAGMA journal_mode = DELETE")
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise _unwritten(path, str(getattr(error, "strerror", None) or error)) from error
    return path


def _unwritten(path: Path, why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC610",
        f"The backup could not be written to {path}.",
        f"{why}.",
        "Name a file in a folder that exists and has room.",
    )


def restore(engine: Engine, target: Address, path: Path) -> dict[str, int]:
    """Fill an empty ledger from a backup; the backup itself is not changed."""
    if not path.exists():
        raise CounterclaimError(
            "CC609", f"There is no backup at {path}.", "No such file exists.", "Check the path.", exit_code=2
        )
    source = address(path)
    old = open_engine(source, create=False)
    try:
        return _copy(old, source, engine, target)
    finally:
        old.dispose()


def copy(engine: Engine, source: Address, target: Address) -> dict[str, int]:
    """Copy everything into another ledger, which is made where it does not exist and must hold nothing."""
    if str(source) == str(target):
        raise _taken(str(target), "It is the ledger to be copied")
    new = open_engine(target)
    try:
        return _copy(engine, source, new, target)
    finally:
        new.dispose()


def _copy(old: Engine, source: Address, new: Engine, target: Address) -> dict[str, int]:
    with faults.told(source), reading(old) as giving, faults.told(target), writing(new) as taking:
        if taking.execute(select(func.count()).select_from(REPORTS)).scalar_one():
            raise _taken(str(target), "It holds reports already")
        counts = {}
        for table in METADATA.sorted_tables:
            taking.execute(table.delete())
            counts[table.name] = _copy_table(giving, taking, table)
        del counts[ABOUT.name]
        return counts


def _copy_table(giving: Connection, taking: Connection, table: Table) -> int:
    count = 0
    for rows in _in_parts(giving, table):
        taking.execute(insert(table), rows)
        if table is REPORTS:
            index_reports(taking, [(r["pk"], f"{r['title'] or ''} {r['text']}") for r in rows])
        count += len(rows)
    return count


def _in_parts(giving: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows by primary key, some thousand at a time."""
    result = giving.execution_options(yield_per=_ROWS).execute(select(table).order_by(*table.primary_key))
    for part in result.mappings().partitions():
        yield [dict(row) for row in part]


def _taken(where: str, why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC614",
        f"Nothing was written to {where}.",
        f"{why}.",
        "Name one that is empty or does not exist yet.",
        exit_code=2,
    )
