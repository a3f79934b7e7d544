"""Accounts side by side: questions, what each voice says to them, what that amounts to, and figures.

A *contention* holds the accounts given of one question ("how many of Mali's were killed?") and the
*verdicts* they amount to. Verdicts are not exclusive: a figure may be ``contested`` and the loss itself
``admitted``. They stand in a fixed order, the first is the one to lead with (`VERDICTS`), and each carries
the keys of the claims it rests on and one sentence of why. None of them says who is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.attribution import Stance
from counterclaim.model.claim import State, VictimGroup
from counterclaim.model.figure import Figure

Topic = Literal[
    "killed",
    "wounded",
    "killed or wounded",
    "captured",
    "missing",
    "displaced",
    "who began",
    "who did it",
    "did it happen",
    "is it over",
    "is it open",
    "is the charge true",
]
TOPICS: tuple[Topic, ...] = (
    "killed",
    "wounded",
    "killed or wounded",
    "captured",
    "missing",
    "displaced",
    "who began",
    "who did it",
    "did it happen",
    "is it over",
    "is it open",
    "is the charge true",
)

VoiceKind = Literal["side", "third party", "not placed", "report"]

VerdictWord = Literal["contested", "agreed", "admitted", "one-sided", "unconfirmed"]
#: The order in which verdicts lead: a dispute first, then what both say, what a side says against itself,
#: what one side says alone, what nobody stands for.
VERDICTS: tuple[VerdictWord, ...] = ("contested", "agreed", "admitted", "one-sided", "unconfirmed")

ContestKind = Literal["figure", "responsibility", "occurrence", "status", "place", "time"]

#: What a statement is to its account. ``current`` and ``earlier`` make the account; the others are shown
#: with it and never counted: ``part`` of another figure, ``total`` of a longer period, ``background``,
#: ``repeat`` of a figure the voice has left behind, ``aside`` where fewer independent reports give it to the
#: voice than the current one at the same time.
Standing = Literal["current", "earlier", "repeat", "aside", "part", "total", "background"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an incident. ``of`` is whose dead, whose act, which facility ("" where nobody says);
    ``group`` is ``civilians`` where only they are counted; ``act`` what was done, where acts are asked about.

    >>> Question("killed", "Mali").key
    'killed/Mali'
    """

    topic: Topic
    of: str = ""
    group: str = ""
    act: str = ""

    @property
    def key(self) -> str:
        """Stable name: the parts that are set, joined by slashes."""
        return "/".join(part for part in (self.topic, self.of, self.group, self.act) if part)


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as an answer to one question.

    ``claim`` is the key of its `Told`; ``at`` when it was said, or else known (ISO 8601); ``value`` the
    answer in words where it is no figure ("closed", "Taliban", "yes"); ``figure`` the number, with ``adds``
    naming the claim whose figure was added to it, and ``group`` whose it is. ``origin`` is what counts once
    when voices are counted: the group of reports, else the report.

    >>> Statement("r_1:c_1", "2024-05-01", "asserts", value="yes").standing
    'current'
    """

    claim: str
    at: str
    stance: Stance
    value: str | None = None
    figure: Figure | None = None
    group: VictimGroup | None = None
    standing: Standing = "current"
    reason: str = ""
    speaker: str | None = None
    anonymous: bool = False
    hedge: str | None = None
    origin: str = ""
    outlet: str | None = None
    adds: str | None = None


@dataclass(frozen=True, slots=True)
class TollStep:
    """A figure's move in one account: first, up, down (a correction), or restated with other bounds.

    ``claims`` said it first at that moment or later, ``origins`` are their independent voices.

    >>> TollStep("2024-05-02", Figure(9, 9, "exact"), "first", ("r_1:c_1",), ("o_1",)).change
    'first'
    """

    at: str
    figure: Figure
    change: Literal["first", "up", "down", "restated"]
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says to one question, in time order.

    ``voice`` is ``side`` for a party to the incident, ``third party`` for another named side, ``not placed``
    for speakers of no known side, ``report`` for outlets speaking themselves. ``name`` is the side's name,
    None for the last two. ``figure``/``value`` are its current word, ``current`` the keys of the claims that
    say it, ``origins`` the independent groups of reports that carry it. ``toll`` is how its figure moved.

    >>> Account("side", "Mali", ()).origins
    ()
    """

    voice: VoiceKind
    name: str | None
    statements: tuple[Statement, ...]
    figure: Figure | None = None
    value: str | None = None
    stance: Stance = "asserts"
    current: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    toll: tuple[TollStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that the accounts amount to, with the claims it rests on and why, in a sentence.

    ``kind`` is set where ``word`` is ``contested``; ``between`` names the voices concerned.

    >>> Verdict("contested", "figure", ("Mali", "JNIM"), ("r_1:c_1",), "they differ").label
    'contested: figure'
    """

    word: VerdictWord
    kind: ContestKind | None
    between: tuple[str, ...]
    claims: tuple[str, ...]
    why: str

    @property
    def label(self) -> str:
        """``contested: figure``, ``admitted``."""
        return f"{self.word}: {self.kind}" if self.kind else self.word


@dataclass(frozen=True, slots=True)
class Contention:
    """One question of an incident with every account of it and what they amount to, leading verdict first.

    >>> Contention(Question("killed", "Mali"), (), ()).label
    ''
    """

    question: Question
    accounts: tuple[Account, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The verdict to lead with."""
        return self.verdicts[0] if self.verdicts else None

    @property
    def label(self) -> str:
        """All verdicts in a line, ``contested: figure, admitted``; "" where nothing current is said."""
        return ", ".join(dict.fromkeys(verdict.label for verdict in self.verdicts))

    @property
    def claims(self) -> tuple[str, ...]:
        """Keys of every claim in it, in order of account and time."""
        return tuple(dict.fromkeys(s.claim for a in self.accounts for s in a.statements))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that a figure was not made from, and the reason.

    >>> LeftOut("r_1:c_2", "part of another figure").reason
    'part of another figure'
    """

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class PolicyFigure:
    """A figure made by a named rule: ends and best guess (None where the rule gives none), and its claims.

    ``policy`` names the rule, ``rule`` says in words what it did. Raises ``ValueError`` when the known of
    low, best and high are out of order.

    >>> PolicyFigure("ucdp", Question("killed", "Mali"), 9, 9, 12, ("r_1:c_1",)).high
    12
    """

    policy: str
    question: Question
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    side: str | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if known != sorted(known):
            raise ValueError(f"low, best, high are out of order: {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, how often, for whom, and how the other side answered.

    ``claims`` are all of the speaker's; ``denied``, ``not_confirmed`` and ``contradicted`` those that another
    side denied, would not confirm, or answered with an account that cannot hold beside it; ``confirmed``
    those that another side's account bears out. ``share_anonymous`` lies in 0..1.

    >>> Speaker("army spokesman", "Mali", ("r_1:c_1",), ("o_1",)).share_anonymous
    0.0
    """

    name: str
    side: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    actor: str | None = None
    role: str | None = None
    anonymous: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    not_confirmed: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()

    @property
    def share_anonymous(self) -> float:
        """The part of the claims made without a name."""
        return len(self.anonymous) / len(self.claims) if self.claims else 0.0


Reach = Literal["mode", "facility", "border"]
Since = Literal["stated", "counted", "earliest word", "unknown"]


@dataclass(frozen=True, slots=True)
class CrossingWord:
    """One claim about a facility's state for one mode.

    ``day`` is the day it speaks of, ``begins`` the day it says the state began (None where it does not),
    ``at`` when it was said or else known. ``expected`` marks an announcement, ``background`` an earlier
    state told in passing. ``reach`` is ``border`` where it spoke of all crossings of a border, ``facility``
    where of all traffic, ``mode`` where it names the mode.

    >>> CrossingWord("r_1:c_1", "closed", "2024-05-01", "2024-05-01").expected
    False
    """

    claim: str
    state: State
    day: str
    at: str
    begins: str | None = None
    since: Since = "unknown"
    expected: bool = False
    stance: Stance = "asserts"
    background: bool = False
    reach: Reach = "facility"
    voice: VoiceKind = "report"
    side: str | None = None
    speaker: str | None = None
    anonymous: bool = False
    hedge: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CrossingState:
    """What one voice says of one mode at the moment asked: the last word and the unbroken run it ends.

    ``begins`` is the day the state began and ``since`` how that is known; ``claims`` are the run's,
    ``origins`` its independent voices; ``last`` is the day of the last word, ``age`` how many days before the
    moment asked (None when no moment was asked for). ``announced`` are claims of what is to come.

    >>> CrossingState("side", "Pakistan", "closed").origins
    ()
    """

    voice: VoiceKind
    side: str | None
    state: State
    begins: str | None = None
    since: Since = "unknown"
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    last: str | None = None
    age: int | None = None
    announced: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class CrossingContradiction:
    """Two voices that cannot both be right of one mode on one day; shown, never settled.

    >>> CrossingContradiction("2024-05-01", ("r_1:c_1",), ("r_2:c_1",), "A: open; B: closed").day
    '2024-05-01'
    """

    day: str
    claims: tuple[str, ...]
    against: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class CrossingPeriod:
    """A stretch of days in which the last word stayed the same; ``until`` None where it still holds.

    >>> CrossingPeriod("closed", "2024-05-01", None, ("r_1:c_1",)).until is None
    True
    """

    state: State | Literal["contradicted"]
    start: str
    until: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossingMode:
    """One mode of a facility: its state now by the latest words, by voice, and through time.

    ``state`` is ``unknown`` where nothing was said and ``contradicted`` where the latest words of two voices
    cannot both hold. ``agreed`` when both sides of the facility say the same.

    >>> CrossingMode("cargo").state
    'unknown'
    """

    mode: str
    state: State | Literal["contradicted"] = "unknown"
    agreed: bool = False
    begins: str | None = None
    since: Since = "unknown"
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    last: str | None = None
    age: int | None = None
    announced: tuple[CrossingWord, ...] = ()
    voices: tuple[CrossingState, ...] = ()
    words: tuple[CrossingWord, ...] = ()
    periods: tuple[CrossingPeriod, ...] = ()
    contradictions: tuple[CrossingContradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossingTimeline:
    """A facility by mode at the moment asked. ``sides`` are the sides at its two ends then; ``general`` are
    words about the border's crossings that do not say which.

    >>> CrossingTimeline("torkham", "Torkham").modes
    ()
    """

    facility: str
    name: str
    on: str | None = None
    sides: tuple[str, ...] = ()
    modes: tuple[CrossingMode, ...] = ()
    general: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Keys of every claim in it."""
        return tuple(dict.fromkeys(word.claim for mode in self.modes for word in mode.words))


ChangeKind = Literal[
    "new incident",
    "gone incident",
    "new question",
    "moved figure",
    "corrected figure",
    "new account",
    "changed answer",
    "new denial",
    "new non-confirmation",
    "verdict",
    "crossing opened",
    "crossing shut",
    "crossing contradicted",
    "crossing known",
    "crossing announced",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two states of the ledger, with the claims that made the difference.

    ``subject`` is the incident or facility id; ``before`` and ``after`` are words for people, or None.

    >>> Change("crossing shut", "torkham", before="open", after="closed", claims=("r_1:c_1",)).kind
    'crossing shut'
    """

    kind: ChangeKind
    subject: str
    question: Question | None = None
    voice: str | None = None
    mode: str | None = None
    before: str | None = None
    after: str | None = None
    claims: tuple[str, ...] = ()
