"""What the ledger gives back: pages, runs, listed incidents, files of one incident, search hits, changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from counterclaim.model import (
    Answer,
    Contention,
    Family,
    Figure,
    Incident,
    Judgement,
    Origin,
    Question,
    Report,
    Stance,
    Told,
    Voice,
    VoiceKind,
)

T = TypeVar("T")

Outcome = Literal["read", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; ``next`` is what to pass as ``after`` for the following ones, None at the end.

    >>> Page((1, 2), None).items
    (1, 2)
    """

    items: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A mark of the ledger's state: any two differ once something was added, read anew or judged between.

    ``judgements`` counts decisions and takings back; ``claims`` those of the latest run.

    >>> Revision(3, 1, 0).tag
    '3.1.0.0'
    """

    reports: int
    runs: int
    judgements: int
    claims: int = 0

    @property
    def tag(self) -> str:
        """The mark in one word."""
        return f"{self.reports}.{self.runs}.{self.judgements}.{self.claims}"


@dataclass(frozen=True, slots=True)
class RunItem:
    """What became of one input of a run. ``label`` is how a person knows it, ``report`` its id.

    >>> RunItem("failed", "a.txt", code="CC103", reason="is empty").report is None
    True
    """

    outcome: Outcome
    label: str
    report: str | None = None
    claims: int = 0
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One `add`: when, with which reader, what it was given and what became of it.

    ``ended`` is None while it runs, and for good when it was broken off. ``claims`` counts those added.

    >>> Run(1, "2025-10-12T08:00:00Z", None, "0.1.0", ("a.txt",)).read
    0
    """

    number: int
    started: str
    ended: str | None
    reader: str
    inputs: tuple[str, ...]
    read: int = 0
    skipped: int = 0
    failed: int = 0
    claims: int = 0
    note: str | None = None
    items: tuple[RunItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found: ``start`` and ``end`` frame the first place of the words in its text.

    >>> Hit(Report("Torkham was closed."), "2025-10-12T00:00:00Z", 0, 7, claims=1).excerpt(3)
    ('', 'Torkham', ' wa…')
    """

    report: Report
    known: str
    start: int
    end: int
    claims: int

    def excerpt(self, around: int = 60) -> tuple[str, str, str]:
        """What stands before the words, the words, and what stands after them, on one line."""
        text = self.report.text
        low, high = max(0, self.start - around), min(len(text), self.end + around)
        before = ("…" if low else "") + text[low : self.start]
        after = text[self.end : high] + ("…" if high < len(text) else "")
        return _line(before), _line(text[self.start : self.end]), _line(after)


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of the ledger that does not hold: which, where, and what was found.

    >>> Breach("words", "r_1:c_2", "its evidence is not in the text").rule
    'words'
    """

    rule: str
    where: str
    found: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `Ledger.check` found: how much was looked at, and every breach.

    >>> CheckReport({"reports": 3}).sound
    True
    """

    counts: dict[str, int] = field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every rule holds."""
        return not self.breaches


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """A report as the ledger holds it: when it could be known, when it was added, its origin.

    >>> ReportVersion(Report("x"), "2025-10-12T00:00:00Z", "2025-10-13T09:00:00Z").reader is None
    True
    """

    report: Report
    known: str
    added: str
    origin: str | None = None
    reader: str | None = None
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with the judgements that stand on it.

    >>> from counterclaim.model import Claim, Event, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT"))
    >>> Judged(Told(claim, Report("x"), "2025-10-12T00:00:00Z")).judgements
    ()
    """

    told: Told
    judgements: tuple[Judgement, ...] = ()


#: Why a reading is worth a look: the reader was unsure, its incident is contested, the side of its speaker is
#: open, or its incident has no place.
Doubt = Literal["unsure", "contested", "side", "place"]


@dataclass(frozen=True, slots=True)
class Questioned:
    """A claim worth checking that nobody has dealt with, and why.

    >>> from counterclaim.model import Claim, Event, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT"))
    >>> Questioned(Told(claim, Report("x"), "2025-10-12T00:00:00Z"), ("unsure",)).incident is None
    True
    """

    told: Told
    doubts: tuple[Doubt, ...]
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One voice's current word on one question, for a list (see `Account`): figure or words.

    ``origins`` counts the independent voices that carry it.

    >>> Said("side", "Pakistan", value="closed").stance
    'asserts'
    """

    voice: VoiceKind
    name: str | None
    figure: Figure | None = None
    value: str | None = None
    stance: Stance = "asserts"
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a listed incident: what it amounts to (``contested: figure``), who says what.

    >>> Line(Question("killed", "Mali"), "one-sided", (Said("side", "Mali"),)).label
    'one-sided'
    """

    question: Question
    label: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident as lists show it.

    ``start`` and ``end`` are ISO days or None; ``places`` the names most often given, most frequent first;
    ``voices`` the number of independent voices; ``first_known`` and ``last_known`` moments in UTC. ``lines``
    are its questions, in the order of `contentions`.

    >>> Listed("i_1", "violence", None, None).lines
    ()
    """

    id: str
    family: Family
    start: str | None
    end: str | None
    period: bool = False
    sides: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    reports: int = 0
    claims: int = 0
    voices: int = 0
    first_known: str = ""
    last_known: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two incidents that may be one, and what they share.

    >>> one, other = Listed("i_1", "violence", None, None), Listed("i_2", "violence", None, None)
    >>> Suggested(one, other, "days that touch").other.id
    'i_2'
    """

    one: Listed
    other: Listed
    reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One incident with everything that stands in it, as far as it was known at the moment asked.

    ``told`` are its claims in order of when they were known, each with the name of its independent voice as
    ``origin``; ``voices`` open the count of independent voices into its list, ``origins`` say why reports are
    one; ``judgements`` are those that speak of its claims. ``asked`` is the id asked for, where the incident
    has since been renamed.

    >>> Dossier(Incident("i_1", "violence", None, None, (), (), ())).contentions
    ()
    """

    incident: Incident
    told: tuple[Told, ...] = ()
    contentions: tuple[Contention, ...] = ()
    answers: tuple[Answer, ...] = ()
    voices: tuple[Voice, ...] = ()
    origins: tuple[Origin, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Who speaks, how often, for whom, and how others answered, counted over the ledger.

    ``denied`` and ``not_confirmed`` count claims of this speaker that others answered so;
    ``reports`` those that carry a claim of the speaker. `Ledger.source` opens the counts into their claims.

    >>> SourceRow(1, "army spokesman", None, ("Mali",), False, 3, 2).denied
    0
    """

    number: int
    name: str
    actor: str | None
    sides: tuple[str, ...]
    anonymous: bool
    claims: int
    reports: int
    denied: int = 0
    not_confirmed: int = 0
    first_known: str = ""
    last_known: str = ""


Json = dict[str, Any]
