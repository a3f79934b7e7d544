"""The pool: the same readings as here, in order, through the death of its processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from counterclaim.batch.pool import FEW, Pool
from counterclaim.errors import CounterclaimError
from counterclaim.language import annotator
from counterclaim.model import Reading, Report
from counterclaim.reading.read import read_many


def reports(count: int) -> list[Report]:
    return [
        Report(
            f"MOREN - {number + 2} soldiers were killed near Moren on Friday, the defence ministry said. "
            "The rebels denied that they had fired on it.",
            outlet="Example Daily",
            published="2024-05-04",
        )
        for number in range(count)
    ]


def here(given: list[Report]) -> list[Reading]:
    return list(read_many(given, annotator(), rules_only=True))


def test_everything_comes_in_its_place() -> None:
    given = reports(FEW + 9)
    mixed = [item for report in given for item in (report, "a mark")]
    with Pool(2, rules_only=True) as pool:
        found = list(pool.read(mixed))
        assert len(pool.pids) == 2
    assert found == [item for reading in here(given) for item in (reading, "a mark")]
    assert pool.pids == []


def test_few_reports_start_no_process() -> None:
    with Pool(2, rules_only=True) as pool:
        assert list(pool.read(reports(3))) == here(reports(3))
        assert pool.pids == []


def test_a_killed_process_loses_and_doubles_nothing() -> None:
    given = reports(150)
    found = []
    with Pool(2, rules_only=True) as pool:
        for number, reading in enumerate(pool.read(given)):
            found.append(reading)
            if number in (0, 20, 21):
                for pid in pool.pids[: 1 + number % 2]:
                    os.kill(pid, signal.SIGKILL)
    assert found == here(given)


def test_a_report_that_kills_is_left_unread_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = "import counterclaim.reading.read as r, os, signal\n"
    deadly += "real = r.read_many\n"
    deadly += "def read_many(given, *a, **k):\n"
    deadly += (
        "    if any('DEADLY' in report.text for report in given): os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    deadly += "    return real(given, *a, **k)\n"
    deadly += "r.read_many = read_many\n"
    deadly += "from counterclaim.batch.worker import main; main()"
    monkeypatch.setattr("counterclaim.batch.pool._PROGRAM", deadly)
    given = reports(FEW + 4)
    given[5] = Report("DEADLY words.")
    with Pool(2, rules_only=True) as pool:
        found = list(pool.read(given))
    assert [reading.report for reading in found if reading.unread] == [given[5]]
    assert "died 2 times (signal 9)" in found[5].unread[0].reason
    assert found[6:] == here(given[6:])


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterclaim.batch.pool._PROGRAM", "raise SystemExit(3)")
    with Pool(2) as pool, pytest.raises(CounterclaimError, match=r"CC801.*exit code 3"):
        list(pool.read(reports(FEW)))


def test_a_caller_that_leaves_ends_the_processes() -> None:
    def endless() -> Iterator[Report]:
        while True:
            yield from reports(10)

    with Pool(2, rules_only=True) as pool:
        assert next(iter(pool.read(endless()))).claims
        pids = pool.pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
