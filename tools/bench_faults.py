"""What a ledger survives: kill -9 at random moments of `add`, a full disk, two writers, a reader beside.

Usage: python tools/bench_faults.py [--kills 50] [--reports 60] [--seed 1]

Each fault ends with `Ledger.check(deep=True)` and a comparison with a ledger that nothing happened to: the
same reports, claims, incidents and origins. Exit code 1 where anything was lost, doubled or left unsound.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger
from counterclaim.samples.generated import generated_readings

#: What a child process does: adds the readings ``start`` to ``stop``, printing a line when it has begun.
_CHILD = """
import sys
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Ledger
from counterclaim.samples.generated import generated_readings
where, start, stop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
try:
    with Ledger.open(where) as ledger:
        print("begun", flush=True)
        for at in range(start, stop, 5):
            ledger.add(list(generated_readings(min(5, stop - at), start=at)))
except CounterclaimError as error:
    print(error, flush=True)
    sys.exit(3)
"""

State = tuple[dict[str, int], frozenset[str], frozenset[tuple[str, str | None]]]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--kills", type=int, default=50, help="how often to kill")
    options.add_argument("--reports", type=int, default=60, help="reports to add each time")
    options.add_argument("--seed", type=int, default=1, help="of the moments")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        whole = _whole(there / "whole.db", given.reports)
        results = [
            ("kill -9", _kills(there, given.kills, given.reports, given.seed, whole)),
            ("two writers", _writers(there, given.reports, whole)),
            ("a reader during writes", _reader(there, given.reports)),
            ("disk full", _full(there, given.reports, whole)),
        ]
    for name, wrong in results:
        print(f"{name:<24} {'sound' if not wrong else '; '.join(wrong)}")
    sys.exit(any(wrong for _, wrong in results))


def _child(where: Path, start: int, stop: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CHILD, str(where), str(start), str(stop)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _whole(path: Path, reports: int) -> State:
    with Ledger.open(path) as ledger:
        ledger.add(list(generated_readings(reports)))
    return _state(path)


def _state(path: Path) -> State:
    """What a ledger holds, without what tells of runs."""
    with Ledger.open(path) as ledger:
        checked = ledger.check(deep=True)
        if not checked.sound:
            first = checked.breaches[0]
            raise AssertionError(f"{first.rule}: {first.where}: {first.found}")
        counts = {name: n for name, n in checked.counts.items() if "run" not in name}
        incidents: list[str] = []
        after = None
        while True:
            page = ledger.incidents(periods=True, after=after, limit=500)
            incidents += [item.id for item in page.items]
            after = page.next
            if after is None:
                break
        rows = ledger.reports(limit=10_000).items
        if len(incidents) != len(set(incidents)) or len(rows) != len({row.report.id for row in rows}):
            raise AssertionError("something stands twice")
        return counts, frozenset(incidents), frozenset((row.report.id, row.origin) for row in rows)


def _differs(path: Path, whole: State) -> list[str]:
    try:
        found = _state(path)
    except AssertionError as error:
        return [str(error)]
    return [
        f"{name} differ"
        for name, one, other in zip(("counts", "incidents", "reports or origins"), found, whole, strict=True)
        if one != other
    ]


def _kills(there: Path, kills: int, reports: int, seed: int, whole: State) -> list[str]:
    """Kill at random moments until ``kills`` are done; each ledger is filled up afterwards and compared."""
    chance = random.Random(seed)  # noqa: S311 - moments of a test
    wrong: list[str] = []
    done = ledgers = 0
    took = _duration(there, reports)
    while done < kills:
        path = there / f"killed{ledgers}.db"
        for _ in range(min(5, kills - done)):
            child = _child(path, 0, reports)
            if child.stdout is not None:
                child.stdout.readline()
            time.sleep(chance.uniform(0, took))
            child.send_signal(signal.SIGKILL)
            child.wait()
            done += 1
        child = _child(path, 0, reports)
        said, _ = child.communicate()
        if child.returncode:
            wrong.append(f"ledger {ledgers} could not be filled up: {said.strip()[:200]}")
        else:
            wrong += [f"ledger {ledgers}: {fault}" for fault in _differs(path, whole)]
        ledgers += 1
        for file in there.glob(f"{path.name}*"):
            file.unlink()
    print(f"{done} kills in {ledgers} ledgers, at moments within {took:.1f} s of adding")
    return wrong


def _duration(there: Path, reports: int) -> float:
    path = there / "timed.db"
    child = _child(path, 0, reports)
    if child.stdout is not None:
        child.stdout.readline()
    begun = time.monotonic()
    child.communicate()
    return time.monotonic() - begun


def _writers(there: Path, reports: int, whole: State) -> list[str]:
    """Two processes that add overlapping halves at once."""
    path = there / "two.db"
    third = reports // 3
    children = [_child(path, 0, 2 * third), _child(path, third, reports)]
    said = [child.communicate()[0] for child in children]
    failed = [words.strip() for child, words in zip(children, said, strict=True) if child.returncode]
    return [*failed, *_differs(path, whole)]


def _reader(there: Path, reports: int) -> list[str]:
    """One process reads all the time while another adds: counts never fall, every claim has its report."""
    path = there / "read.db"
    with Ledger.open(path):
        pass
    child = _child(path, 0, reports)
    wrong: list[str] = []
    seen = asked = 0
    with Ledger.open(path) as ledger:
        while child.poll() is None:
            try:
                page = ledger.incidents(limit=50)
                for item in page.items[:2]:
                    ledger.incident(item.id)
                count = len(ledger.reports(limit=10_000).items)
            except CounterclaimError as error:
                # An incident of the page may have grown into another between two questions; that is told.
                if error.code != "CC612":
                    wrong.append(str(error))
                continue
            if count < seen:
                wrong.append(f"{seen} reports, then {count}")
            seen, asked = count, asked + 1
    child.communicate()
    print(f"{asked} readings of a ledger that was being written")
    return wrong


def _full(there: Path, reports: int, whole: State) -> list[str]:
    """A file system of two megabytes that fills up; then room is made and the rest is added."""
    mount = there / "small"
    mount.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return _limited(there, reports, whole)
    made = subprocess.run(  # noqa: S603
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(mount)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if made.returncode:
        return _limited(there, reports, whole)
    try:
        wrong = _filled(mount / "full.db", reports)
        subprocess.run(["mount", "-o", "remount,size=256m", str(mount)], check=True)  # noqa: S603, S607
        child = _child(mount / "full.db", 0, reports)
        child.communicate()
        return wrong + _differs(mount / "full.db", whole)
    finally:
        subprocess.run(["umount", str(mount)], check=False)  # noqa: S603, S607


def _filled(path: Path, reports: int) -> list[str]:
    child = _child(path, 0, reports)
    said = child.communicate()[0]
    print(f"disk full: {_last_line(said)}")
    if child.returncode != 3:
        return [f"a full disk ended with {child.returncode}, not with a message"]
    return []


def _last_line(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else "nothing said"


def _limited(there: Path, reports: int, whole: State) -> list[str]:
    """Where no file system can be made: a limit on the size of files does the same."""
    import resource

    path = there / "full.db"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    command = [sys.executable, "-c", _CHILD, str(path), "0", str(reports)]
    child = subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )
    said = child.communicate()[0]
    print(f"disk full (as a limit on files): {_last_line(said)}")
    wrong = (
        [] if child.returncode == 3 else [f"a full disk ended with {child.returncode}, not with a message"]
    )
    _child(path, 0, reports).communicate()
    return wrong + _differs(path, whole)


if __name__ == "__main__":
    main()
