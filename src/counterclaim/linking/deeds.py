"""What a claim or a denial speaks of, laid out so that the two can be set side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterclaim.knowledge.question_words import question_words
from counterclaim.model import Casualties, Claim, Event, Place, Position, Responsibility, Status, Told

_FINE = frozenset({"exact", "settlement", "admin2"})
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_AT = re.compile(r"\b(?:in|at|near|outside|around)\s(?:the\s)?([^\W\da-z_][\w’'-]+)")
_WORDS = """
    that this these those with from have been were will would said says saying deny denied denies denying
    reject rejected rejects rejecting accuse accused accuses accusing claim claimed claims report reports
    reported responsibility responsible involvement involved behind carried against their there them they
    which what when where whose into over than also about after before allegation allegations
"""
_EMPTY = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Deed:
    """A claim's matter: who did what to whom, where and when.

    ``topic`` is ``casualties``, ``status``, ``position``, ``who did it``, ``who began``, ``is the charge
    true`` or ``event``; ``act`` its name within the topic ("shelling", "support for armed groups"; "" where
    it says no more than "any responsibility"). ``speakers`` are the sides that speak, ``names`` the places
    it is known to be at, ``unplaced`` names behind "in", "at" or "near" that no gazetteer knew.

    >>> Deed("event", "shelling", frozenset({"Armenia"}), frozenset(), frozenset()).act
    'shelling'
    """

    topic: str
    act: str
    doers: frozenset[str]
    targets: frozenset[str]
    speakers: frozenset[str]
    kind: str = ""
    spots: tuple[tuple[float, float], ...] = ()
    names: frozenset[str] = frozenset()
    start: int | None = None
    end: int | None = None
    words: frozenset[str] = frozenset()
    unplaced: frozenset[str] = frozenset()


def deed(told: Told) -> Deed:
    """Lay out one claim."""
    claim = told.claim
    topic, act, doers, targets, kind = _matter(claim)
    start, end = _days(claim)
    return Deed(
        topic,
        act,
        frozenset(doers),
        frozenset(targets),
        frozenset(claim.side),
        kind,
        tuple(
            (p.lat, p.lon)
            for p in claim.where
            if p.precision in _FINE and p.lat is not None and p.lon is not None
        ),
        frozenset(_place(p) for p in claim.where if p.precision in _FINE or p.facility),
        start,
        end,
        frozenset(
            word.lower()
            for span in claim.evidence
            for word in _WORD.findall(span.text)
            if word.lower() not in _EMPTY
        ),
        frozenset(_unplaced(claim)),
    )


def _unplaced(claim: Claim) -> Iterator[str]:
    known = " ".join(p.name for p in claim.where).lower()
    for span in claim.evidence:
        for found in _AT.finditer(span.text):
            if found.group(1).lower() not in known:
                yield found.group(1).lower()


def _matter(claim: Claim) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
    match claim.payload:
        case Casualties() as c:
            return "casualties", c.outcome, (), c.victims.side, c.victims.group
        case Status() as s:
            return "status", s.facility_id or s.facility_name.lower(), (), (), s.state
        case Event() as e:
            recipients = (e.recipient,) if e.recipient else ()
            return "event", e.mode or "", (e.actor,) if e.actor else (), recipients, e.type
        case Responsibility() as r:
            topic, act = question_words().act(r.act.text if r.act else "")
            return topic, act, r.accused_side or (claim.side if r.own else ()), (), "own" if r.own else ""
        case Position() as p:
            return "position", p.topic.text.lower() if p.topic else "", (), p.towards, p.type


def _days(claim: Claim) -> tuple[int | None, int | None]:
    when = claim.when
    if when is None or when.start is None or when.end is None:
        return None, None
    try:
        return date.fromisoformat(when.start[:10]).toordinal(), date.fromisoformat(when.end[:10]).toordinal()
    except ValueError:
        return None, None


def _place(place: Place) -> str:
    return place.facility or place.name.lower()


#: Kilometres within which two places are one scene, and beyond which two acts are two.
HERE, ELSEWHERE = 25.0, 120.0


def place_sign(one: Deed, other: Deed) -> int:
    """1 where the two happen at one place, -1 where they happen far apart, 0 where it cannot be said.

    >>> far = Deed("event", "", frozenset(), frozenset(), frozenset(), spots=((34.5, 69.2),))
    >>> place_sign(far, Deed("event", "", frozenset(), frozenset(), frozenset(), spots=((24.9, 67.0),)))
    -1
    """
    if one.names & other.names or one.unplaced & other.unplaced:
        return 1
    if (one.unplaced and (other.unplaced or other.names)) or (other.unplaced and one.names):
        # Two names of which one is on no map: two villages rather than one.
        return -1
    if not one.spots or not other.spots:
        return 0
    near = min(_km(p, q) for p in one.spots for q in other.spots)
    return 1 if near <= HERE else -1 if near > ELSEWHERE else 0


def time_sign(one: Deed, other: Deed) -> int:
    """1 where the two may be on one day, -1 where a full day lies between them, 0 where it cannot be said."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0
    return 1 if max(one.start, other.start) - min(one.end, other.end) <= 1 else -1


def _km(p: tuple[float, float], q: tuple[float, float]) -> float:
    """Equirectangular distance: within 1 % up to some hundred kilometres, where it is asked."""
    x = math.radians(q[1] - p[1]) * math.cos(math.radians((p[0] + q[0]) / 2))
    return 6371.0 * math.hypot(x, math.radians(q[0] - p[0]))
