"""A claim: one proposition that one source puts forward in one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.attribution import Source, Stance
from counterclaim.model.figure import Figure
from counterclaim.model.interval import Interval
from counterclaim.model.place import Place
from counterclaim.model.span import Span

ClaimKind = Literal["casualties", "status", "responsibility", "event", "position"]
Outcome = Literal["killed", "wounded", "killed or wounded", "captured", "missing", "displaced"]
VictimGroup = Literal["combatants", "civilians", "police", "mixed", "unknown"]
State = Literal["open", "partially open", "closed", "reopened", "unknown"]


@dataclass(frozen=True, slots=True)
class Victims:
    """Of whom a casualty figure speaks: the words, the actor, the side, and what kind of people.

    >>> Victims(Span(0, 8, "soldiers"), None, ("Pakistan",), "combatants").group
    'combatants'
    """

    span: Span | None
    actor: str | None = None
    side: tuple[str, ...] = ()
    group: VictimGroup = "unknown"


@dataclass(frozen=True, slots=True)
class Casualties:
    """A casualty figure. ``subset_of``, ``adds_to`` and ``supersedes`` are ids of other claims.

    >>> Casualties("killed", Victims(None), Figure(9, 9, "exact")).cumulative
    False
    """

    outcome: Outcome
    victims: Victims
    figure: Figure
    cumulative: bool = False
    period: Interval | None = None
    subset_of: str | None = None
    adds_to: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a crossing, road, airport or border is open, to whom and since when.

    ``scope`` names the modes (pedestrians, trade, ...) or is None for everything; ``begins`` is printed
    as ``from``.

    >>> Status(Span(0, 7, "Torkham"), "Torkham", None, "closed").expected
    False
    """

    facility: Span
    facility_name: str
    facility_id: str | None
    state: State
    scope: tuple[str, ...] | None = None
    begins: Interval | None = None
    expected: bool = False
    reason: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or did not: PLOVER category, mode, who and to whom (sides or registry ids).

    >>> Event("ASSAULT", "air strike", "Pakistan", "Afghanistan").weapon is None
    True
    """

    type: str
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    weapon: Span | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to have done what. ``own`` (printed ``self``) when a side claims the act as its own.

    >>> Responsibility(None, (), None, own=True).own
    True
    """

    accused: Span | None
    accused_side: tuple[str, ...]
    act: Span | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """An attitude taken publicly: condemn, urge, threaten, demand, support, reject, recognise, welcome.

    >>> Position("urge", ("Pakistan", "Taliban")).topic is None
    True
    """

    type: str
    towards: tuple[str, ...] = ()
    topic: Span | None = None


Payload = Casualties | Status | Event | Responsibility | Position


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition by one source in one report, as `CLAIMS.md` of the design lays down.

    ``source`` is None when the outlet itself asserts. ``side`` is the side that speaks (several when
    they speak together). ``rule`` names what read it. ``confidence`` lies in 0..1.

    >>> c = Claim("c_1", "casualties", "asserts", (Span(0, 4, "nine"),),
    ...           Casualties("killed", Victims(None), Figure(9, 9, "exact")))
    >>> c.source is None and not c.background
    True
    """

    id: str
    kind: ClaimKind
    stance: Stance
    evidence: tuple[Span, ...]
    payload: Payload
    source: Source | None = None
    side: tuple[str, ...] = ()
    cue: Span | None = None
    hedge: Span | None = None
    agency: str | None = None
    chain: tuple[str, ...] = ()
    channel: str | None = None
    said: Interval | None = None
    when: Interval | None = None
    where: tuple[Place, ...] = ()
    background: bool = False
    answers: str | None = None
    confidence: float = 0.5
    rule: str = ""
