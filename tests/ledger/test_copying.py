"""Backup, restore, and moving from one engine to the other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger
from counterclaim.model import Reading


def said(ledger: Ledger) -> object:
    return (
        ledger.incidents(periods=True).items,
        ledger.claims(limit=100).items,
        ledger.reports().items,
        ledger.crossings().items,
        ledger.search("karo").items,
        ledger.judgements(undone=True),
        ledger.run(1),
    )


def judged(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    ledger.judge("not same", f"{night[0].report.id}:c_0", f"{night[1].report.id}:c_0", who="A. Desk")


def test_a_backup_holds_everything_and_can_be_restored(
    where: str, night: list[Reading], tmp_path: Path
) -> None:
    with Ledger.open(where) as ledger:
        judged(ledger, night)
        made = ledger.backup(tmp_path / "saved.db")
        assert made.stat().st_mode & 0o077 == 0
        expected = said(ledger)
    with Ledger.open(made) as saved:
        assert said(saved) == expected
        assert saved.check(deep=True).sound
    with Ledger.open(tmp_path / "back.db") as back:
        counts = back.restore(made)
        assert (counts["reports"], counts["claims"]) == (4, 8)
        assert said(back) == expected
        assert back.check(deep=True).sound
        assert back.add(night).skipped == 4


def test_a_ledger_moves_to_postgresql_and_back(
    night: list[Reading], tmp_path: Path, fresh_postgres: Any, desk: Any
) -> None:
    target = fresh_postgres()
    with Ledger.open(tmp_path / "one.db") as ledger:
        judged(ledger, night)
        expected = said(ledger)
        ledger.copy_to(target)
    with Ledger.open(target) as moved:
        assert said(moved) == expected
        assert moved.check(deep=True).sound
        moved.add(desk.report(desk.killed(30, "Westland", "Eastland"), outlet="Third Voice"))
        expected = said(moved)
        moved.copy_to(tmp_path / "two.db")
    with Ledger.open(tmp_path / "two.db") as back:
        assert said(back) == expected
        assert back.check(deep=True).sound


def test_nothing_is_overwritten(where: str, night: list[Reading], tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        ledger.add(night)
        path = ledger.backup(tmp_path / "saved.db")
        with pytest.raises(CounterclaimError, match="CC614"):
            ledger.backup(path)
        with pytest.raises(CounterclaimError, match="CC614"):
            ledger.restore(path)
        with pytest.raises(CounterclaimError, match="CC614"):
            ledger.copy_to(path)
        with pytest.raises(CounterclaimError, match="CC614"):
            ledger.copy_to(where)
        with pytest.raises(CounterclaimError, match="CC609"):
            ledger.restore(tmp_path / "none.db")
        with pytest.raises(CounterclaimError, match="CC610"):
            ledger.backup(tmp_path / "none" / "saved.db")
        assert ledger.check().sound


def test_a_backup_while_others_write_is_whole(night: list[Reading], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one.db") as ledger:
        ledger.add(night[0])
        done = threading.Event()

        def write() -> None:
            with Ledger.open(tmp_path / "one.db") as other:
                for reading in night[1:]:
                    other.add(reading)
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        number = 0
        while not done.is_set() and number < 50:
            number += 1
            path = ledger.backup(tmp_path / f"saved{number}.db")
            with Ledger.open(path) as saved:
                assert saved.check().sound
        writer.join()
    assert number
