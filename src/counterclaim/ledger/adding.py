"""``add``: from paths, reports or readings to the ledger, batch by batch, with a record of the run."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, func, select, update

from counterclaim import __version__
from counterclaim.batch import Pool
from counterclaim.batch.copies import reading_key, retold
from counterclaim.batch.inputs import open_inputs
from counterclaim.batch.pool import Read
from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, Problem
from counterclaim.ledger import faults
from counterclaim.ledger.address import Address
from counterclaim.ledger.asking import UNKNOWN
from counterclaim.ledger.opening import now, reading, writing
from counterclaim.ledger.records import Run, RunItem
from counterclaim.ledger.report_queries import one_reading, reports_with_words
from counterclaim.ledger.rows import storable
from counterclaim.ledger.tables import RUNS
from counterclaim.ledger.writing import Standing, known_reason, label, log, standing, write
from counterclaim.linking.fingerprints import text_key
from counterclaim.model import Reading, Report

#: What `add` takes: a path, folder, pattern or address; a report; a reading made elsewhere; or what could not
#: be taken in elsewhere, for the run's record.
Input = str | Path | Report | Reading | Problem

#: Readings written together. They share linking, and what a crash costs is soon made again; another writer
#: waits for one batch, some seconds at a million claims.
BATCH = 200
#: The same, for each process, where reports must be parsed first, which takes a hundred times as long.
BATCH_TO_READ = 16
#: Reports of a run whose words are remembered, so that copies of them are not read; 40 MB at most.
_REMEMBERED = 200_000
#: What a container holds that is no report, counted: the run's record accounts for all that went in.
_PASSED_OVER = "CC145"
#: Reports looked up in the ledger together.
_LOOKED_UP = 16


@dataclass(frozen=True, slots=True)
class _Copy:
    """A report with the words of another, whose claims it takes over."""

    report: Report
    of: str


@dataclass(slots=True)
class Adding:
    """One run. ``progress`` hears of every input as it is done, ``notice`` of what was amiss but not lost."""

    engine: Engine
    address: Address
    defaults: Defaults
    read: Read | None = None
    reader: str = __version__
    again: bool = False
    jobs: int = 1
    named: Sequence[str] = ()
    progress: Callable[[RunItem], None] | None = None
    notice: Callable[[Problem], None] | None = None
    items: list[RunItem] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _first: dict[str, str] = field(default_factory=dict)

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
            with Pool(1 if self.read else self.jobs, read=self.read) as pool:
                for batch in self._batches(pool, stream):
                    self._add(number, batch, pool)
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

    def _batches(self, pool: Pool, stream: Iterable[Input]) -> Iterator[list[Reading | RunItem | _Copy]]:
        waiting: list[Reading | RunItem | _Copy] = []
        limit = min(BATCH, BATCH_TO_READ * pool.jobs)
        for found in pool.read(self._sorted(stream)):
            waiting.append(cast("Reading | RunItem | _Copy", found))
            if len(waiting) >= (limit if pool.reading else BATCH):
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _sorted(self, stream: Iterable[Input]) -> Iterator[Report | Reading | RunItem | _Copy]:
        """Reports to be read, readings, and what became of everything else, in order."""
        waiting: list[Report | Reading | RunItem] = []
        for found in self._opened(stream):
            if not isinstance(found, Problem):
                waiting.append(found)
            elif found.lost:
                waiting.append(RunItem("failed", found.where, code=found.code, reason=found.what))
            else:
                if self.notice is not None:
                    self.notice(found)
                if found.code == _PASSED_OVER:
                    waiting.append(RunItem("skipped", found.where, code=found.code, reason=found.what))
            if len(waiting) >= _LOOKED_UP:
                yield from self._looked_up(waiting)
                waiting = []
        yield from self._looked_up(waiting)

    def _opened(self, stream: Iterable[Input]) -> Iterator[Report | Reading | Problem]:
        if isinstance(stream, list | tuple) and all(isinstance(found, str | Path) for found in stream):
            yield from open_inputs(map(str, stream), self.defaults)
            return
        for found in stream:
            if isinstance(found, Report | Reading | Problem):
                yield found
            else:
                yield from open_inputs([str(found)], self.defaults)

    def _looked_up(
        self, found: Sequence[Report | Reading | RunItem]
    ) -> Iterator[Report | Reading | RunItem | _Copy]:
        """The same with what the ledger holds skipped, and copies of what has been read named as such."""
        reports = [one for one in found if isinstance(one, Report)]
        held: dict[str, Standing] = {}
        copied: dict[str, str] = {}
        if reports:
            with faults.told(self.address), reading(self.engine) as connection:
                held = standing(connection, [r.id for r in reports])
                copied = self._copied(connection, [r for r in reports if r.id not in held])
        for one in found:
            if not isinstance(one, Report):
                yield one
                continue
            old = held.get(one.id)
            if one.id in self._seen or (old and not (self.again and old.reader != self.reader)):
                reason = known_reason(one.outlet, old) if old else "the same report came twice in this run"
                yield RunItem("skipped", label(Reading(one)), one.id, reason=reason)
                continue
            self._seen.add(one.id)
            words = reading_key(one)
            first = copied.get(one.id) or self._first.get(words)
            if first is not None:
                yield _Copy(one, first)
                continue
            self._first[words] = one.id
            if len(self._first) > _REMEMBERED:
                del self._first[next(iter(self._first))]
            yield one

    def _copied(self, connection: Connection, reports: Sequence[Report]) -> dict[str, str]:
        """The report in the ledger, for each of these, whose claims it may take over."""
        by_words = reports_with_words(connection, {text_key(report.text) for report in reports}, self.reader)
        copied = {}
        for report in reports:
            same = by_words.get(text_key(report.text))
            if same:
                words = reading_key(report)
                first = next((other.id for other in same if reading_key(other) == words), None)
                if first is not None:
                    copied[report.id] = first
        return copied

    def _add(self, run: int, batch: Sequence[Reading | RunItem | _Copy], pool: Pool) -> None:
        line: list[RunItem | Reading] = []
        beside: dict[str, Reading] = {}
        copies: dict[str, str] = {}
        for one in batch:
            made: RunItem | Reading
            if isinstance(one, _Copy):
                taken = self._taken_over(one, beside)
                if taken is not None:
                    copies[one.report.id] = one.of
                made = taken or next(iter(pool.read_here([one.report])))
            else:
                made = one
            if isinstance(made, Reading):
                beside[made.report.id] = made
            line.append(made)
        try:
            self._write(run, line, copies)
        except Exception as error:
            if _of_the_ledger(error):
                raise
            # A fault of ours in one report's linking must not cost the others of its batch.
            for made in line:
                self._write_alone(run, made, copies)

    def _taken_over(self, copy: _Copy, beside: Mapping[str, Reading]) -> Reading | None:
        """What reading a copy would give, from the reading of the other; None where it must be read."""
        first = beside.get(copy.of)
        if first is None:
            try:
                with faults.told(self.address), reading(self.engine) as connection:
                    first = one_reading(connection, copy.of)
            except CounterclaimError as error:
                if error.code != UNKNOWN:
                    raise
                return None
        return retold(first, copy.report)

    def _write(self, run: int, line: Sequence[RunItem | Reading], copies: Mapping[str, str]) -> None:
        readings = [one for one in line if isinstance(one, Reading)]
        with _uncollected(), faults.told(self.address), writing(self.engine) as connection:
            written = iter(
                write(
                    connection,
                    readings,
                    reader=self.reader,
                    moment=now(),
                    again=self.again,
                    copies=copies,
                )
            )
            items = [one if isinstance(one, RunItem) else next(written) for one in line]
            log(connection, run, len(self.items), items)
        for item in items:
            self.items.append(item)
            if self.progress is not None:
                self.progress(item)

    def _write_alone(self, run: int, one: RunItem | Reading, copies: Mapping[str, str]) -> None:
        try:
            self._write(run, [one], copies)
        except Exception as error:
            if _of_the_ledger(error) or isinstance(one, RunItem):
                raise
            reason = f"linking failed on it ({_first_line(error)}); please tell us, with the report"
            self._write(run, [RunItem("failed", label(one), one.report.id, 0, "CC611", reason)], {})

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


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circular garbage meanwhile: a batch makes records by the hundred thousand and no circles.

    At 80,000 claims full collections took 11 to 17 % of the processor time of adding.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
