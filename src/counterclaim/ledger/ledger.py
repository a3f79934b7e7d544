"""The ledger as programs use it: open, add, ask, judge, keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from counterclaim.batch.pool import Read
from counterclaim.intake import Defaults, Problem
from counterclaim.ledger import checking, copying, faults, judging, runs
from counterclaim.ledger.adding import Adding, Input
from counterclaim.ledger.address import Address, address
from counterclaim.ledger.asking import Asked
from counterclaim.ledger.changing import diff
from counterclaim.ledger.claim_queries import ClaimFilter, find_claims, one_claim, one_source, source_rows
from counterclaim.ledger.crossing_queries import crossing_file, crossing_list
from counterclaim.ledger.incident_queries import IncidentFilter, find_incidents, incident_file, open_files
from counterclaim.ledger.lookups import Kind, incidents_of, whole_id
from counterclaim.ledger.opening import open_engine, reading
from counterclaim.ledger.place_queries import spots_of
from counterclaim.ledger.records import (
    CheckReport,
    Dossier,
    Hit,
    Judged,
    Listed,
    Page,
    Questioned,
    ReportVersion,
    Revision,
    Run,
    RunItem,
    SourceRow,
    Suggested,
)
from counterclaim.ledger.report_queries import find_reports, one_reading, one_report, versions_at
from counterclaim.ledger.review_queries import find_questioned, find_suggested, latest_decisions
from counterclaim.ledger.searching import search
from counterclaim.model import Change, CrossingTimeline, Judgement, Reading, Speaker, Spot, Told, Verb


class Ledger:
    """Reports, claims and what they amount to, kept in a SQLite file or a PostgreSQL database.

    Use it as a context manager. Every query takes ``as_of``, a moment (ISO 8601; a bare date means the end of
    that day in UTC): only what could be known by then counts. ``on`` asks for what was so on a day. Lists
    come in pages (`Page`): pass ``after=page.next`` for the following one. Failures raise
    `CounterclaimError`, CC6xx (docs/errors.md).

    >>> from tempfile import TemporaryDirectory
    >>> from counterclaim.model import Claim, Event, Report, Span
    >>> report = Report("Shots were heard in Rutba.", outlet="Example Daily", published="2024-05-01")
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/my.db") as ledger:
    ...     run = ledger.add([Reading(report, (claim,))])
    ...     again = ledger.add([Reading(report, (claim,))])
    ...     found = [told.claim.id for told in ledger.claims(kind="event").items]
    >>> run.read, again.read, again.skipped, found
    (1, 0, 1, ['c_1'])
    """

    def __init__(self, engine: Engine, at: Address) -> None:
        self._engine = engine
        self.address = at

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Ledger:
        """Open the ledger at a path or a ``postgresql://`` address, bringing its schema up to date.

        None means ``COUNTERCLAIM_LEDGER``, else ``counterclaim.db`` in the user's data folder. A ledger that
        does not exist is made, unless ``create`` is False (CC609).
        """
        at = address(where)
        return cls(open_engine(at, create=create), at)

    def close(self) -> None:
        """Let go of the database. Nothing is lost by not calling it."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Adding

    def add(
        self,
        what: Input | Iterable[Input],
        *,
        defaults: Defaults | None = None,
        read: Read | None = None,
        again: bool = False,
        jobs: int = 1,
        named: Sequence[str] = (),
        progress: Callable[[RunItem], None] | None = None,
        notice: Callable[[Problem], None] | None = None,
    ) -> Run:
        """Add paths, addresses, `Report`s or ready `Reading`s, and link them; the run's record comes back.

        What the ledger holds already is skipped before it is read. Each batch is one transaction with
        everything linked from it: broken off anywhere and run again, nothing is lost and nothing is doubled.
        ``defaults`` says what inputs do not (published, outlet); ``read`` replaces the reader (reports to
        readings, in order); ``jobs`` processes read, with the same result as one; with ``again``, reports
        last read by another version are read anew, beside the old reading. ``named`` is what the record calls
        the inputs where they are a stream. ``progress`` hears of every input when it is done.
        """
        single = isinstance(what, str | Path) or not isinstance(what, Iterable)
        inputs: Iterable[Input] = [what] if single else what  # type: ignore[list-item,assignment]
        return Adding(
            self._engine,
            self.address,
            defaults or Defaults(),
            read,
            again=again,
            jobs=jobs,
            named=named,
            progress=progress,
            notice=notice,
        ).run(inputs)

    # Asking

    def reports(
        self,
        *,
        outlet: str | None = None,
        as_of: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[ReportVersion]:
        """Reports, newest first."""
        with self._reading() as connection:
            return find_reports(connection, Asked.of(as_of), outlet, after, limit)

    def report(self, report_id: str) -> ReportVersion:
        """One report by its id; CC612 where there is none."""
        with self._reading() as connection:
            return one_report(connection, report_id)

    def versions(self, url: str) -> tuple[ReportVersion, ...]:
        """The texts that stood at one address, first to last."""
        with self._reading() as connection:
            return versions_at(connection, url)

    def reading(self, report_id: str) -> Reading:
        """The current reading of a report, with its layers; equal to what was added."""
        with self._reading() as connection:
            return one_reading(connection, report_id)

    def claims(
        self,
        *,
        kind: str | None = None,
        stance: str | None = None,
        side: str | None = None,
        about: str | None = None,
        source: str | None = None,
        place: str | None = None,
        text: str | None = None,
        since: str | None = None,
        until: str | None = None,
        incident: str | None = None,
        report: str | None = None,
        as_of: str | None = None,
        on: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Told]:
        """Claims, latest known first, that fit every filter given.

        ``side`` speaks, ``about`` is spoken of (whose dead, who acted, who is accused); ``source`` is part of
        a speaker's name or its registry id; ``place`` a name, a province or a country code; ``text`` words
        that the report holds (see `search`); ``since``/``until`` bound the day claimed, ``on`` is one day.
        """
        wanted = ClaimFilter(kind, stance, side, about, source, place, text, since, until, incident, report)
        with self._reading() as connection:
            return find_claims(connection, Asked.of(as_of, on), wanted, after, limit)

    def claim(self, key: str) -> Judged:
        """One claim by its key (``REPORT:CLAIM``) with the judgements on it; CC612 where there is none."""
        with self._reading() as connection:
            return one_claim(connection, key)

    def told(self, incident: str, *, as_of: str | None = None) -> tuple[Told, ...]:
        """The claims of an incident in order of when they were known; ``origin`` is the independent voice."""
        return self.incident(incident, as_of=as_of).told

    def incidents(
        self,
        *,
        side: str | Collection[str] = (),
        place: str | None = None,
        family: str | None = None,
        verdict: str | None = None,
        text: str | None = None,
        since: str | None = None,
        until: str | None = None,
        periods: bool = False,
        as_of: str | None = None,
        on: str | None = None,
        after: str | None = None,
        limit: int = 25,
    ) -> Page[Listed]:
        """Incidents by day, newest first, undated ones last, that fit every filter given.

        ``side`` is one or several sides, all of them party to it; ``family`` violence, crossing, talks,
        measure or charge; ``verdict`` a word or label (``contested``, ``contested: figure``);
        ``since``/``until`` bound its days, ``on`` is one day; ``periods`` also lists what is told of whole
        periods.

        With ``as_of``, incidents are grouped as today and told by the claims known then; one of which nothing
        was known then is left out.
        """
        sides = (side,) if isinstance(side, str) else tuple(side)
        wanted = IncidentFilter(sides, place, family, verdict, text, since, until, periods)
        with self._reading() as connection:
            return find_incidents(connection, Asked.of(as_of, on), wanted, after, limit)

    def incident(self, incident: str, *, as_of: str | None = None) -> Dossier:
        """Everything about one incident. An id it had before leads to it; CC612 where there is none."""
        with self._reading() as connection:
            return incident_file(connection, incident, Asked.of(as_of))

    def files(self, incidents: Collection[str], *, as_of: str | None = None) -> tuple[Dossier, ...]:
        """Everything about several incidents in their order, by the ids they have today; see `incident`."""
        with self._reading() as connection:
            return tuple(open_files(connection, list(incidents), Asked.of(as_of).until))

    def spots(self, incidents: Collection[str]) -> dict[str, tuple[Spot, ...]]:
        """The places of incidents, by the ids they have today."""
        with self._reading() as connection:
            return spots_of(connection, incidents)

    def incidents_of(self, claims: Collection[str]) -> dict[str, str]:
        """The incident of each claim that stands in one, by the claim's key."""
        with self._reading() as connection:
            return incidents_of(connection, claims)

    def whole_id(self, kind: Kind, given: str) -> str:
        """The id that a person means by its beginning, or by a part of a crossing's name.

        CC612 where there is none, CC620 where there are several.
        """
        with self._reading() as connection:
            return whole_id(connection, kind, given)

    def crossings(
        self,
        *,
        as_of: str | None = None,
        on: str | None = None,
        every: bool = False,
        after: str | None = None,
        limit: int = 25,
    ) -> Page[CrossingTimeline]:
        """Crossings, roads and airports, latest spoken of first, with their state by mode.

        ``on`` asks for the state on a day (today's is asked with ``on`` today); without it, ages are not
        counted. The words are the latest (`crossing` has all). With ``every`` also roads and gates that the
        table of facilities does not know.
        """
        with self._reading() as connection:
            return crossing_list(connection, Asked.of(as_of, on), every, after, limit)

    def crossing(
        self, facility: str, *, as_of: str | None = None, on: str | None = None
    ) -> tuple[CrossingTimeline, tuple[Told, ...]]:
        """One facility's timeline by mode and side, with the claims it is made of.

        ``facility`` is its registry id or a name; CC612 where nothing was said of it.
        """
        with self._reading() as connection:
            return crossing_file(connection, facility, Asked.of(as_of, on))

    def sources(
        self,
        *,
        side: str | None = None,
        name: str | None = None,
        as_of: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[SourceRow]:
        """Who speaks, most claims first: for whom, in how many reports, how often denied or not confirmed."""
        with self._reading() as connection:
            return source_rows(connection, Asked.of(as_of), side, name, after, limit)

    def source(self, number: int, *, as_of: str | None = None) -> tuple[Speaker, ...]:
        """One row of `sources` opened: its claims, and those that others deny, contradict or bear out."""
        with self._reading() as connection:
            return one_source(connection, number, Asked.of(as_of))

    def search(
        self, text: str, *, as_of: str | None = None, after: str | None = None, limit: int = 25
    ) -> Page[Hit]:
        """Reports whose title or text holds every word of ``text``, whole words before parts.

        Of each, the newest first. Accents, vowel points and case do not matter; a phrase goes in double
        quotes. ``boldak`` finds "Spīn Bōldak". A part of a word must have three letters.
        """
        with self._reading() as connection:
            return search(connection, text, Asked.of(as_of), after, limit)

    def diff(self, since: str, until: str | None = None) -> tuple[Change, ...]:
        """What changed between two moments of knowing: incidents, figures, denials, crossings."""
        with self._reading() as connection:
            return diff(connection, Asked.of(since), Asked.of(until))

    # Judging

    def judge(
        self,
        verb: Verb,
        subject: str,
        other: str | None = None,
        *,
        value: str | None = None,
        note: str | None = None,
        who: str = "",
    ) -> Judgement:
        """Write down a person's decision. It stands beside the machine's reading and can be taken back.

        ``same`` and ``not same`` join or part two claims, or the incidents of two ids, and hold through every
        later linking. The same decision twice is one. CC612 for an unknown id, CC613 for one that cannot be.
        """
        with faults.told(self.address):
            return judging.judge(self._engine, verb, subject, other, value, note, who)

    def undo(self, judgement: str) -> Judgement:
        """Take a judgement back; it stays on record with the date. CC612 where there is none."""
        with faults.told(self.address):
            return judging.undo(self._engine, judgement)

    def judgements(self, *, undone: bool = False) -> tuple[Judgement, ...]:
        """The judgements that stand, oldest first; with ``undone`` also those taken back."""
        with self._reading() as connection:
            return judging.judgements(connection, undone)

    def questioned(
        self, doubts: Collection[str] = (), *, after: str | None = None, limit: int = 25
    ) -> Page[Questioned]:
        """Readings worth checking that nobody has dealt with, newest first; a page may be empty and go on.

        ``doubts`` are any of ``unsure``, ``contested``, ``side``, ``place`` (see `Doubt`); none asks for all.
        """
        with self._reading() as connection:
            return find_questioned(connection, doubts, after, limit)

    def suggested(self, *, after: str | None = None, limit: int = 25) -> Page[Suggested]:
        """Pairs of incidents that may be one and on which nobody has decided, latest first."""
        with self._reading() as connection:
            return find_suggested(connection, after, limit)

    def decisions(
        self,
        *,
        who: str | None = None,
        standing: bool = False,
        claims: Collection[str] | None = None,
        limit: int = 50,
    ) -> tuple[Judgement, ...]:
        """The latest judgements, newest first, those taken back among them unless ``standing``.

        ``who`` asks for one person's, ``claims`` for those that speak of any of these keys.
        """
        with self._reading() as connection:
            return latest_decisions(connection, who, standing, claims, limit)

    # Keeping

    def runs(self, *, before: int | None = None, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first, without their items; with ``before``, those of a smaller number."""
        with self._reading() as connection:
            return runs.latest(connection, limit, before)

    def revision(self) -> Revision:
        """A mark of the ledger's state, which changes when something is added, read anew or judged."""
        with self._reading() as connection:
            return runs.revision(connection)

    def run(self, number: int) -> Run:
        """One run with what became of every input; CC612 where there is none."""
        with self._reading() as connection:
            return runs.one(connection, number)

    def check(self, *, deep: bool = False) -> CheckReport:
        """Verify that the ledger's rules hold; ``deep`` also links everything anew and compares."""
        with self._reading() as connection:
            return checking.check(connection, deep=deep)

    def backup(self, path: str | Path) -> Path:
        """Write a copy to a new SQLite file while others read and write; CC614 where the file exists."""
        return copying.backup(self._engine, self.address, Path(path))

    def restore(self, path: str | Path) -> dict[str, int]:
        """Fill this ledger, which must be empty (CC614), from a backup; rows by table come back."""
        return copying.restore(self._engine, self.address, Path(path))

    def copy_to(self, where: str | Path) -> dict[str, int]:
        """Copy everything to another ledger, which must be empty or not exist; rows by table come back.

        This is how a ledger moves from SQLite to PostgreSQL, and back.
        """
        return copying.copy(self._engine, self.address, address(where))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults.told(self.address), reading(self._engine) as connection:
            yield connection
