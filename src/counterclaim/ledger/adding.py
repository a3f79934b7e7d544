"""``add``: from paths, reports or readings to the ledger, batch by batch, with a record of the run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, func, select, update

from counterclaim import __version__
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.ledger import faults
from counterclaim.ledger.address import Address
from counterclaim.ledger.opening import now, reading, writing
from counterclaim.ledger.records import Run, RunItem
from counterclaim.ledger.rows import storable
from counterclaim.ledger.tables import RUNS
from counterclaim.ledger.writing import Standing, known_reason, label, log, standing, write
from counterclaim.model import Reading, Report

#: What `add` takes: a path, folder, pattern or address; a report; a reading made elsewhere; or what could not
#: be taken in elsewhere, for the run's record.
Input = str | Path | Report | Reading | Problem
Read = Callable[[Iterable[Report]], Iterator[Reading]]

#: Readings written together. They share linking, and what a crash costs is soon made again; another writer
#: waits for one batch, some seconds at a million claims.
BATCH = 200
#: The same where reports must be parsed first, which takes a hundred times as long.
BATCH_TO_READ = 16


@dataclass(slots=True)
class Adding:
    """One run. ``progress`` hears of every input as it is done, ``notice`` of what was amiss but not lost."""

    engine: Engine
    address: Address
    defaults: Defaults
    read: Read | None = None
    reader: str = __version__
    again: bool = False
    named: Sequence[str] = ()
    progress: Callable[[RunItem], None] | None = None
    notice: Callable[[Problem], None] | None = None
    items: list[RunItem] = field(default_factory=list)

    def run(self, inputs: Sequence[Input] | Iterable[Input]) -> Run:
        """Add everything and return the run's record; a failure of the ledger itself raises."""
        started = now()
        names, stream = _named(inputs)
        names = list(self.named) or names
        with faults.told(self.address), writing(self.engine) as connection:
            number = int(connection.execute(select(func.coalesce(func.max(RUNS.c.pk), 0))).scalar_one()) + 1
            connection.execute(
                RUNS.insert(),
                {
                    "pk": number,
                    "started": started,
                    "reader": self.reader,
                    "inputs": json.dumps([storable(n) for n in names]),
                    "read": 0,
                    "skipped": 0,
                    "failed": 0,
                    "claims": 0,
                },
            )
        try:
            for batch in self._batches(stream):
                self._add(number, batch)
        except BaseException as error:
            self._close(number, f"broken off: {_first_line(error)}", quietly=True)
            raise
        ended = self._close(number, None)
        count = {o: sum(i.outcome == o for i in self.items) for o in ("read", "skipped", "failed")}
        return Run(
            number,
            started,
            ended,
            self.reader,
            tuple(names),
            count["read"],
            count["skipped"],
            count["failed"],
            sum(i.claims for i in self.items),
            None,
            tuple(self.items),
        )

    def _batches(self, stream: Iterable[Input]) -> Iterator[list[Report | Reading | Problem]]:
        waiting: list[Report | Reading | Problem] = []
        for found in self._opened(stream):
            if isinstance(found, Problem) and not found.lost:
                if self.notice is not None:
                    self.notice(found)
                continue
            waiting.append(found)
            if len(waiting) >= (BATCH if isinstance(found, Reading) else BATCH_TO_READ):
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _opened(self, stream: Iterable[Input]) -> Iterator[Report | Reading | Problem]:
        for found in stream:
            if isinstance(found, Report | Reading | Problem):
                yield found
            else:
                yield from open_reports([str(found)], self.defaults)

    def _add(self, run: int, batch: Sequence[Report | Reading | Problem]) -> None:
        lost = [
            RunItem("failed", p.where, code=p.code, reason=p.what) for p in batch if isinstance(p, Problem)
        ]
        skipped, readings = self._readings([b for b in batch if not isinstance(b, Problem)])
        try:
            self._write(run, readings, [*lost, *skipped])
        except Exception as error:
            if _of_the_ledger(error):
                raise
            # A fault of ours in one report's linking must not cost the others of its batch.
            self._write(run, [], [*lost, *skipped])
            for one in readings:
                self._write_alone(run, one)

    def _write(self, run: int, readings: Sequence[Reading], first: list[RunItem]) -> None:
        before = len(self.items)
        with faults.told(self.address), writing(self.engine) as connection:
            log(connection, run, before, first)
            written = write(
                connection,
                run,
                before + len(first),
                readings,
                reader=self.reader,
                moment=now(),
                again=self.again,
            )
        for item in first + written:
            self.items.append(item)
            if self.progress is not None:
                self.progress(item)

    def _write_alone(self, run: int, one: Reading) -> None:
        try:
            self._write(run, [one], [])
        except Exception as error:
            if _of_the_ledger(error):
                raise
            reason = f"linking failed on it ({_first_line(error)}); please tell us, with the report"
            self._write(run, [], [RunItem("failed", label(one), one.report.id, 0, "CC611", reason)])

    def _readings(self, batch: Sequence[Report | Reading]) -> tuple[list[RunItem], list[Reading]]:
        """What to write: readings as given, and reports read, except those that the ledger holds."""
        reports = [b for b in batch if isinstance(b, Report)]
        held: dict[str, Standing] = {}
        if reports:
            with faults.told(self.address), reading(self.engine) as connection:
                held = standing(connection, [r.id for r in reports])
        skipped = []
        wanted: list[Report] = []
        for report in reports:
            old = held.get(report.id)
            if old is not None and not (self.again and old.reader != self.reader):
                reason = known_reason(report.outlet, old)
                skipped.append(RunItem("skipped", label(Reading(report)), report.id, reason=reason))
            else:
                wanted.append(report)
        made = [b for b in batch if isinstance(b, Reading)]
        if wanted:
            self.read = self.read or _reader()
            made.extend(self.read(wanted))
        return skipped, made

    def _close(self, number: int, note: str | None, *, quietly: bool = False) -> str:
        ended = now()
        try:
            with faults.told(self.address), writing(self.engine) as connection:
                values = {"ended": ended} if note is None else {"note": storable(note)}
                connection.execute(update(RUNS).where(RUNS.c.pk == number).values(values))
        except CounterclaimError:
            if not quietly:
                raise
        return ended


def _reader() -> Read:
    from counterclaim.language import annotator
    from counterclaim.reading.read import read_many

    engine = annotator()
    return lambda reports: read_many(reports, engine, keep_going=True)


def _named(inputs: Iterable[Input]) -> tuple[list[str], Iterable[Input]]:
    """The inputs and what a run's record calls them; a stream is not held in memory to be named."""
    if not isinstance(inputs, list | tuple) or any(isinstance(i, Report | Reading) for i in inputs[:1]):
        return ["(records)"], inputs
    return [str(i) for i in inputs if isinstance(i, str | Path)] or ["(records)"], inputs


def _of_the_ledger(error: Exception) -> bool:
    """Whether the ledger itself failed (no room, locked, damaged), not something in one report."""
    return isinstance(error, CounterclaimError) and error.code != faults.UNEXPECTED


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
