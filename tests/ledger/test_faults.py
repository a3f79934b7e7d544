"""What goes wrong from outside: a killed process, a full disk, others at work."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from counterclaim.contract.claims_json import reading_json
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger
from counterclaim.model import Reading

#: Adds readings from a file of the contract's JSON, a few at a time, and says so.
CHILD = """
import json, sys
from counterclaim.contract.from_json import reading_from_json
from counterclaim.ledger import Ledger
readings = [reading_from_json(json.loads(line)) for line in open(sys.argv[2], encoding="utf-8")]
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    for at in range(0, len(readings), 3):
        ledger.add(readings[at : at + 3])
    print("done", flush=True)
"""


@pytest.fixture
def many(desk: Any) -> list[Reading]:
    """Sixty reports of twenty days."""
    return [
        desk.report(
            desk.killed(5 + n % 7, "Westland", teller, day=day),
            desk.struck("Westland", "Eastland", teller, day=day),
            desk.gate(("open", "closed")[n % 2], day=day),
            outlet=f"Paper {n % 5}",
            day=day,
            url=f"https://paper.example/{n}",
        )
        for n in range(60)
        for day, teller in [(f"2024-05-{1 + n // 3:02}", ("Eastland", "Westland")[n % 2])]
    ]


@pytest.fixture
def kept(many: list[Reading], tmp_path: Path) -> Path:
    path = tmp_path / "readings.jsonl"
    path.write_text("".join(json.dumps(reading_json(r)) + "\n" for r in many), "utf-8")
    return path


def said(ledger: Ledger) -> object:
    incidents = ledger.incidents(limit=500, periods=True).items
    return incidents, sorted(t.key for t in ledger.claims(limit=1000).items), ledger.crossings().items


def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    where: str, many: list[Reading], kept: Path, tmp_path: Path
) -> None:
    with Ledger.open(tmp_path / "whole.db") as whole:
        whole.add(many)
        expected = said(whole)
    rng = random.Random(11)  # noqa: S311 - the same moments every time, as far as a machine allows
    counts = []
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", CHILD, where, str(kept)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Ledger.open(where) as ledger:
            found = ledger.check(deep=True)
            assert found.sound, found.breaches
            counts.append(found.counts["reports"])
    assert counts == sorted(counts)
    with Ledger.open(where) as ledger:
        ledger.add(many)
        assert said(ledger) == expected
        assert ledger.check(deep=True).sound
        assert any(run.ended is None for run in ledger.runs(limit=100)) or counts[-1] in (0, len(many))


def test_a_full_disk_is_told_and_costs_nothing_that_was_added(tmp_path: Path, many: list[Reading]) -> None:
    path = tmp_path / "small.db"
    with Ledger.open(path) as ledger:
        ledger.add(many[:6])
        before = said(ledger)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        # A file that may not grow is what a full disk is to SQLite.
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100_000, limits[1]))
        try:
            with pytest.raises(CounterclaimError, match="CC605") as told:
                ledger.add(many)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert "run the same command again" in str(told.value)
    with Ledger.open(path) as ledger:
        assert ledger.check(deep=True).sound
        reports = ledger.check().counts["reports"]
        assert reports >= 6
        if reports == 6:
            assert said(ledger) == before
        run = ledger.add(many)
        assert run.read == len(many) - reports
        assert ledger.check(deep=True).sound


def test_two_writers_and_a_reader_at_once(where: str, many: list[Reading], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "whole.db") as whole:
        whole.add(many)
        expected = said(whole)
    faults: list[BaseException] = []
    at_work = threading.Event()

    def write(readings: list[Reading]) -> None:
        try:
            with Ledger.open(where) as ledger:
                for at in range(0, len(readings), 4):
                    ledger.add(readings[at : at + 4])
        except BaseException as error:
            faults.append(error)

    def read() -> None:
        try:
            with Ledger.open(where) as ledger:
                seen = 0
                while not at_work.is_set():
                    listed = ledger.incidents(limit=500).items
                    number = len(ledger.claims(limit=1000).items)
                    assert number >= seen
                    seen = number
                    for one in listed[:2]:
                        ledger.incident(one.id)
        except BaseException as error:
            faults.append(error)

    Ledger.open(where).close()
    writers = [threading.Thread(target=write, args=(part,)) for part in (many[:40], many[20:])]
    reader = threading.Thread(target=read)
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join()
    at_work.set()
    reader.join()
    assert faults == []
    with Ledger.open(where) as ledger:
        assert said(ledger) == expected
        assert ledger.check(deep=True).sound


def test_a_reader_sees_one_state_while_others_write(where: str, many: list[Reading]) -> None:
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        ledger.add(many[:3])
        with ledger._reading() as connection:
            from counterclaim.ledger.checking import check

            before = check(connection, deep=False).counts
            other.add(many[3:9])
            assert check(connection, deep=False).counts == before
        assert ledger.check().counts["reports"] == 9


def test_a_writer_that_waits_too_long_says_so(
    where: str, many: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    from counterclaim.ledger import opening

    Ledger.open(where).close()
    monkeypatch.setattr(opening, "BUSY_S", 0.2)
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        with opening.writing(other._engine), pytest.raises(CounterclaimError, match="CC604"):
            ledger.add(many[:1])
        assert ledger.add(many[:1]).read == 1


def test_a_run_broken_off_says_why(where: str, many: list[Reading]) -> None:
    def stream():  # type: ignore[no-untyped-def]
        yield from many[:4]
        raise KeyboardInterrupt

    with Ledger.open(where) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.add(stream())
        (run,) = ledger.runs()
        assert run.ended is None
        assert "KeyboardInterrupt" in (run.note or "")
