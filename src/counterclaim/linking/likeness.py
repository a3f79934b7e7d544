"""How alike two mentions are: time, place, parties, figures and kind, each worth so many points.

Points are hundredths of log-odds of being one occurrence. Those of time, place, figures and kind come from
a logistic regression over the pairs of mentions at most three days and 100 km apart in half of MAVERICK's
events (those whose id hashes to an even byte), rounded; what that data cannot show (a day known only from
the publication, sides at war, crossings) is set on the sample newsroom. ``counterclaim evaluate`` scores
both; re-fit there when the coding of places or days changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from counterclaim.knowledge.matcher import fold
from counterclaim.linking.blocking import CROSSING_REACH_DAYS, is_opening, numbers, parties
from counterclaim.model import Mention

#: What the evidence of a pair must outweigh: the odds against (-262) less the margin at which pairwise F on
#: the fitted half of MAVERICK is best (-50).
AGAINST = 212

#: Points of what no other evidence outweighs.
NEVER = -10_000

#: Kinds of occurrence are never one, but a charge or a call for restraint speaks of violence told by others.
_WORDS_AND_DEEDS = {"charge", "violence"}

_EARTH_KM = 6371.0

_FINE = frozenset({"exact", "settlement", "admin2"})
_Figure = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Traits:
    """A mention as compared: days as ordinals, places by fineness, parties and figures as sets.

    ``points`` are latitude, longitude (radians) and the cosine of the latitude; ``exact`` when all are
    addresses rather than towns.

    >>> day = ("talks", "2025-10-18", "2025-10-19", "stated", ())
    >>> (t := traits(Mention("m", "r", None, *day))).end - t.start
    1
    """

    mention: Mention
    start: int
    end: int
    stated: bool
    opening: bool
    points: tuple[tuple[float, float, float], ...]
    exact: bool
    names: frozenset[str]
    facilities: frozenset[str]
    regions: frozenset[tuple[str, str]]
    countries: frozenset[str]
    parties: frozenset[str]
    figures: dict[_Figure, tuple[tuple[str, ...], ...]]
    modes: frozenset[str]


def traits(mention: Mention) -> Traits:
    """What `likeness` asks of a mention, worked out once."""
    fine = [s for s in mention.spots if s.precision in _FINE]
    figures: dict[_Figure, tuple[tuple[str, ...], ...]] = {}
    for toll in mention.tolls:
        for number in numbers(toll):
            if number:
                key = (toll.outcome, number)
                figures[key] = (*figures.get(key, ()), toll.side)
    return Traits(
        mention,
        date.fromisoformat(mention.start).toordinal() if mention.start else 0,
        date.fromisoformat(mention.end).toordinal() if mention.end else 0,
        mention.dated == "stated",
        is_opening(mention),
        tuple(dict.fromkeys(_point(s.lat, s.lon) for s in fine if s.lat is not None and s.lon is not None))[
            :4
        ],
        bool(fine) and all(s.precision == "exact" for s in fine),
        frozenset(fold(s.name) for s in mention.spots if s.precision != "country"),
        frozenset(s.facility for s in mention.spots if s.facility),
        frozenset((s.country or "", s.admin1) for s in mention.spots if s.admin1),
        frozenset(s.country for s in mention.spots if s.country),
        frozenset(parties(mention)),
        figures,
        frozenset(mention.modes),
    )


def likeness(a: Traits, b: Traits) -> int:
    """Points for being one occurrence, 0 or less where more speaks against it. Symmetric.

    >>> day = ("violence", "2025-10-12", "2025-10-12", "stated", ())
    >>> one = traits(Mention("m1", "r1", None, *day, parties=("Pakistan", "Taliban")))
    >>> two = traits(Mention("m2", "r2", None, *day, parties=("Pakistan", "Taliban")))
    >>> likeness(one, two) > 0
    True
    """
    if a.mention.report == b.mention.report or a.opening != b.opening:
        return NEVER  # A report's mentions are already told apart.
    if a.mention.family != b.mention.family and {a.mention.family, b.mention.family} != _WORDS_AND_DEEDS:
        return NEVER
    if a.mention.family == "crossing":
        return _crossing(a, b)
    points = _time(a, b)
    if points == NEVER:
        return NEVER
    points += _place(a, b) + _parties(a, b) + _figures(a, b) - AGAINST
    return points + 50 if a.modes & b.modes else points


def reasons(a: Traits, b: Traits) -> str:
    """In words, what two mentions have in common that counted.

    >>> day = ("talks", "2025-10-19", "2025-10-19", "stated", ())
    >>> one, two = (traits(Mention(m, m, None, *day, parties=("Pakistan", "Taliban"))) for m in "ab")
    >>> reasons(one, two)
    'the same day, between the same sides (Pakistan, Taliban)'
    """
    told: list[str] = []
    if a.mention.family == "crossing":
        told.append("the same opening" if a.opening else "the same closing")
    elif (points := _time(a, b)) > 0:
        exact = a.stated and b.stated and points >= 200
        night = "night" if max(a.end - a.start, b.end - b.start) == 1 else "day"
        told.append(f"the same {night}" if exact else "days that meet")
    if a.facilities & b.facilities:
        told.append("the same crossing or airport")
    elif _place(a, b) > 0:
        names = _named(a.names & b.names)
        told.append(f"the same place{names}" if names or a.points else "the same region")
    if len(shared := a.parties & b.parties) >= 2:
        told.append("between the same sides" + _named(shared))
    elif shared:
        told.append("a side in common" + _named(shared))
    if figures := _shared_figures(a, b):
        told.append(f"the same figures ({', '.join(f'{n} {outcome}' for outcome, n in figures[:3])})")
    if a.modes & b.modes:
        told.append("the same kind of act" + _named(a.modes & b.modes))
    return ", ".join(told)


def _named(names: frozenset[str]) -> str:
    return f" ({', '.join(sorted(names)[:3])})" if names else ""


def days_apart(a: Traits, b: Traits) -> bool:
    """Whether their days alone rule out that they are one.

    >>> days = (("2025-10-12", "2025-10-12"), ("2025-10-14", "2025-10-15"))
    >>> days_apart(*(traits(Mention("m", "r", None, "talks", *d, "stated", ())) for d in days))
    True
    """
    if not a.start or not b.start or a.mention.family == "crossing":
        return False
    return b.start - a.end > 1 or a.start - b.end > 1


def _time(a: Traits, b: Traits) -> int:
    if not a.start or not b.start:
        return _undated_time(a, b)
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap > 1:
        return NEVER
    both = a.stated and b.stated
    if gap == 1:
        return -190 if both else -60
    if not both:
        return 170
    shared, whole = 1 - gap, max(a.end, b.end) - min(a.start, b.start) + 1
    if whole > max(a.end - a.start, b.end - b.start) + 1 and whole <= 4:
        return NEVER  # Two nights that share a day are two.
    if whole == 2:
        return 240 if shared == 2 else 200  # A night, told as one or as the evening before it.
    return 220 * shared // whole + (20 if shared == whole else 0)


def _undated_time(a: Traits, b: Traits) -> int:
    if a.mention.hint and b.mention.hint:
        return 250 if a.mention.hint == b.mention.hint else NEVER
    hint, dated = (a.mention.hint, b) if a.mention.hint else (b.mention.hint, a)
    if hint and dated.mention.start and dated.mention.end:
        return 230 if hint in (dated.mention.start[5:10], dated.mention.end[5:10]) else NEVER
    return -120  # As if a day apart: it takes a place or two figures to make up for it.


def _point(lat: float, lon: float) -> tuple[float, float, float]:
    return math.radians(lat), math.radians(lon), math.cos(math.radians(lat))


def _place(a: Traits, b: Traits) -> int:
    """The best that any two of their places say: reports name many, and read ones are not all of the act."""
    if a.facilities & b.facilities:
        return 200
    shared = 90 if a.names & b.names else 0
    if a.points and b.points:
        near = min(_km(p, q) for p in a.points for q in b.points)
        exact = a.exact and b.exact
        if near < 0.1 or (shared and not exact):
            return 200 + shared
        if near > 1 and exact:
            shared -= 200  # Two addresses, not an address and the centre of its town.
        return shared + (60 if near < 3 else -40 if near < 10 else -170 if near < 30 else -270)
    if a.regions and b.regions:
        return 40 + shared if a.regions & b.regions else -150
    if a.countries and b.countries and not a.countries & b.countries:
        return -60 if a.parties & b.parties else -250  # Over a border each side names its own country.
    return shared


def _km(p: tuple[float, float, float], q: tuple[float, float, float]) -> float:
    """Equirectangular distance: within 1 % up to some hundred kilometres, where it is asked."""
    return _EARTH_KM * math.hypot((q[1] - p[1]) * p[2], q[0] - p[0])


def _parties(a: Traits, b: Traits) -> int:
    shared = len(a.parties & b.parties)
    if shared >= 2:
        return 60
    if shared:
        return 0 if shared in (len(a.parties), len(b.parties)) else -80
    return -140 if a.parties and b.parties else 0


def _figures(a: Traits, b: Traits) -> int:
    if a.figures.keys().isdisjoint(b.figures):
        return 0
    shared = _shared_figures(a, b)
    if not shared:
        return 0
    large = sum(number >= 3 for _, number in shared)
    return min(450, 150 + 100 * large) if large else 70


def _shared_figures(a: Traits, b: Traits) -> list[_Figure]:
    """Figures both tell of the same side or of a side one of them leaves open, largest first."""
    found = [
        key
        for key in a.figures.keys() & b.figures.keys()
        if any(not x or not y or not set(x).isdisjoint(y) for x in a.figures[key] for y in b.figures[key])
    ]
    return sorted(found, key=lambda key: (-key[1], key[0]))


def _crossing(a: Traits, b: Traits) -> int:
    """Closings are one when their days are; a closing only observed may be as old as two weeks."""
    if a.facilities != b.facilities or not (a.facilities or a.countries & b.countries):
        return NEVER
    gap = max(0, max(a.start, b.start) - min(a.end, b.end))
    if a.opening:
        fits = gap <= 4
    elif a.stated and b.stated:
        fits = gap <= 3  # "Shut for nearly two weeks" is counted back to a day or three off.
    elif a.stated or b.stated:
        stated, seen = (a, b) if a.stated else (b, a)
        fits = stated.start <= seen.end and gap <= 2 * CROSSING_REACH_DAYS
    else:
        fits = gap <= CROSSING_REACH_DAYS
    return 300 - 20 * gap if fits else NEVER
