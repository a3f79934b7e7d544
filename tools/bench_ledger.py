"""The ledger at size: adding and linking, queries, queries as of a day, memory, the cost of one more report.

Usage: python tools/bench_ledger.py [--claims 10000,100000] [--ledger FILE|URL] [--budget SECONDS]

Builds one ledger of invented readings (`counterclaim.samples.generated`) and stops at each size to measure:
claims a second added and linked since a tenth of that size before it, and the 95th percentile of what each
query takes. Processor time is given too, for other work on the machine does not show in it. A size that does
not fit the time budget is named and left out. Nothing is read by the language
model: this measures the ledger alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from counterclaim.ledger import Ledger
from counterclaim.model import Reading
from counterclaim.samples.generated import generated_readings

#: Asked for each query; the 95th percentile of forty is the second slowest but one.
_ASKED = 40
#: Reports added one at a time for the cost of one more.
_SINGLE = 20


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--claims", default="10000,100000", help="sizes in claims, by comma")
    options.add_argument("--ledger", help="where to build it; a temporary folder if not given")
    options.add_argument("--budget", type=float, default=1800.0, help="seconds after which no size is begun")
    given = options.parse_args()
    sizes = sorted(int(size.replace("_", "")) for size in given.claims.split(","))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(given.ledger or f"{folder}/bench.db") as ledger:
        if next(iter(ledger.runs(limit=1)), None) is not None:
            sys.exit(f"{ledger.address} already holds reports: name a ledger that does not exist.")
        Bench(ledger, time.monotonic() + given.budget).run(sizes)


class Bench:
    """One ledger as it grows."""

    def __init__(self, ledger: Ledger, until: float) -> None:
        self.ledger = ledger
        self.until = until
        self.claims = 0
        self.reports = 0
        self.spent = self.busy = 0.0
        self.chance = random.Random(5)  # noqa: S311 - which incidents are asked for

    def run(self, sizes: list[int]) -> None:
        """Grow to each size and measure there."""
        for size in sizes:
            if not self.grow(size):
                print(f"{size:,} claims: not reached in the time given, at {self.claims:,} now")
                return
            self.measure(size)

    def grow(self, size: int) -> bool:
        """Add readings until there are ``size`` claims, in runs of 1,000 reports; whether time sufficed."""
        late = max(self.claims, size - max(5_000, size // 10))
        begun, busy, counted, before = self.spent, self.busy, self.claims, self.spent
        while self.claims < size:
            if time.monotonic() > self.until:
                return False
            if self.claims < late:
                begun, busy, counted = self.spent, self.busy, self.claims
            self.add(min(1_000, max(64, (size - self.claims) // 10)))
        tail, worked = self.spent - begun, self.busy - busy
        whole = self.spent - before
        print(f"\n{self.claims:,} claims in {self.reports:,} reports")
        print(f"  added since the size before         {whole:8.1f} s")
        print(f"  claims a second at this size        {(self.claims - counted) / tail:8.0f}")
        print(f"  claims a second of processor time   {(self.claims - counted) / worked:8.0f}")
        return True

    def add(self, count: int) -> float:
        """Add the next readings; seconds."""
        readings: Iterator[Reading] = generated_readings(count, start=self.reports)
        made = list(readings)
        begun, busy = time.perf_counter(), time.process_time()
        run = self.ledger.add(made)
        taken = time.perf_counter() - begun
        self.busy += time.process_time() - busy
        self.spent += taken
        self.reports += count
        self.claims += run.claims
        return taken

    def measure(self, size: int) -> None:
        """What queries take at this size, and one more report."""
        ledger = self.ledger
        ids = self._some_incidents()
        days = [day for day in (row[1] for row in ids) if day]
        middle = sorted(days)[len(days) // 2]
        crossings = [timeline.facility for timeline in ledger.crossings(limit=40).items]
        sides = [side for row in ids for side in row[2]]
        pick = self.chance.choice
        asked: list[tuple[str, Callable[[], object]]] = [
            ("incidents, newest", lambda: ledger.incidents(limit=25)),
            ("incidents on a day", lambda: ledger.incidents(on=pick(days), limit=25)),
            (
                "incidents of a side, contested",
                lambda: ledger.incidents(side=pick(sides), verdict="contested"),
            ),
            ("one incident", lambda: ledger.incident(pick(ids)[0])),
            ("crossings", lambda: ledger.crossings(limit=25)),
            ("one crossing", lambda: ledger.crossing(pick(crossings))),
            ("claims of a side", lambda: ledger.claims(side=pick(sides))),
            ("search", lambda: ledger.search("bridge market")),
            ("sources", lambda: ledger.sources()),
            ("as of: incidents", lambda: ledger.incidents(as_of=pick(days), limit=25)),
            ("as of: incidents on a day", lambda: ledger.incidents(as_of=middle, on=middle, limit=25)),
            ("as of: one incident", lambda: _one_as_of(ledger, *pick(ids)[:2])),
            ("as of: crossings", lambda: ledger.crossings(as_of=pick(days), on=middle, limit=25)),
            ("as of: one crossing", lambda: ledger.crossing(pick(crossings), as_of=pick(days))),
        ]
        for name, ask in asked:
            print(f"  {name:<35} {_percentile(ask) * 1000:8.1f} ms at the 95th percentile")
        single = sorted(self.add(1) for _ in range(_SINGLE))
        print(f"  one report more                     {single[_SINGLE // 2] * 1000:8.1f} ms (median)")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  memory at its peak                  {peak:8.0f} MB")
        if self.ledger.address.path is not None:
            on_disk = sum(p.stat().st_size for p in _files(Path(self.ledger.address.path))) / 1e6
            each = on_disk * 1000 / size
            print(f"  on disk                             {on_disk:8.0f} MB, {each:.1f} kB a claim")
        sys.stdout.flush()

    def _some_incidents(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Incidents from everywhere in the ledger's time: id, first day, sides."""
        found: list[tuple[str, str, tuple[str, ...]]] = []
        newest = self.ledger.incidents(limit=1).items[0].start or "2021-01-01"
        oldest = "2021-01-01"
        for tenth in range(1, 11):
            day = _between(oldest, newest, tenth / 10)
            page = self.ledger.incidents(until=day, limit=12)
            found += [(item.id, item.start or "", item.sides) for item in page.items]
        return found


def _one_as_of(ledger: Ledger, incident: str, day: str) -> object:
    return ledger.incident(incident, as_of=day or None)


def _between(first: str, last: str, share: float) -> str:
    from datetime import date

    low, high = date.fromisoformat(first).toordinal(), date.fromisoformat(last[:10]).toordinal()
    return date.fromordinal(round(low + (high - low) * share)).isoformat()


def _percentile(ask: Callable[[], object]) -> float:
    """Seconds at the 95th percentile; the first asking is not counted, for it warms the statement's cache."""
    ask()
    taken = []
    for _ in range(_ASKED):
        with _timed(taken):
            ask()
    return sorted(taken)[int(_ASKED * 0.95) - 1]


@contextmanager
def _timed(into: list[float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    into.append(time.perf_counter() - begun)


def _files(path: Path) -> Iterator[Path]:
    return (p for p in islice(path.parent.glob(path.name + "*"), 8) if p.is_file())


if __name__ == "__main__":
    main()
