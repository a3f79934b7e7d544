"""Which of the places of one name is meant: the document's own countries, hierarchy and neighbours decide.

Every name of a document is scored together. A candidate gains from its population and kind, from a
larger place named right after it ("Alexandria, La.", "Urgun district of Paktika"), from the countries and
provinces that the document's other names point to, and from lying near them. The scores become weights
(softmax) and are counted twice, the second time with the first round's weights. Where no candidate, with
those near it, holds enough weight, the place stays unresolved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counterclaim.knowledge.gazetteer import AREAS, Entry, fold

# All weights were set by hand and then moved, one at a time, on the even lines of LGL and GeoWebNews, with an
# eye on our newsroom's reports; the odd lines were only scored. Re-run `evaluation.places` on change. The
# unit is the softmax's: one point multiplies a candidate's odds by e.
_PEOPLE = 1.1  # for each factor of ten in population
_KIND = {"PCLI": 5.0, "PPLC": 2.5, "ADM1": 2.5, "PPLA": 0.8, "ADM2": -0.7, "PPL": 0.4, "PPLX": 0.6}
_SIZE = 0.5  # for each factor of ten in a division's population
_SEAT = 1.5  # off a division that shares its name with its own city
_OWN_AREA = 5.5  # regions and seas of places.toml: they are there because news means them
_PRIMARY = 1.5
_CAPITAL = 4.0  # off a place that only by another name is called like a capital
_HINTED = 4.0
_INSIDE = 8.0
_COUNTRY = 3.0
_DIVISION = 2.5
_NEAR = 3.5
_NEAR_KM = 120.0
# Below this weight within reach of the best candidate nothing is chosen.
_ENOUGH = 0.45
# ... unless it outweighs each other candidate by this share of the two: forty small namesakes of a large city
# together weigh much, and none of them is meant.
_AHEAD = 0.7
_LEAST = 0.15
# Candidates this near to each other count as one answer: the usual radius of geocoding scores.
_REACH_KM = 161.0
# A town of this size is named in the news of other countries; a smaller one so far away is not.
_FAMOUS = 150_000
_FAR_KM = 60.0
_MOST = 24
_ANCHORS = 14


@dataclass(slots=True)
class Name:
    """One name of the document with all its mentions.

    ``parents`` are larger places that some mention stands next to; ``level`` is what a generic word beside
    it says ("ADM1" for a province, "ADM2" for a district, "PPL" for a town). ``curated`` marks a name of
    our own tables.
    """

    key: str
    entries: list[Entry]
    mentions: int = 1
    parents: list[Entry] = field(default_factory=list)
    level: str | None = None
    curated: bool = False
    weights: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was resolved to; ``entry`` is None, with a reason, where the evidence was too weak."""

    entry: Entry | None
    confidence: float
    candidates: int
    reason: str | None = None


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, on a flat strip: within 1% up to some 500 km.

    >>> round(distance(34.53, 69.17, 34.01, 71.58))
    229
    """
    x = (lon2 - lon1 + 540) % 360 - 180
    return 111.2 * math.hypot(lat2 - lat1, x * math.cos(math.radians((lat1 + lat2) / 2)))


def great_circle(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points on the sphere.

    >>> round(great_circle(40.71, -74.01, 51.51, -0.13))
    5570
    """
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def contains(larger: Entry, smaller: Entry) -> bool:
    """Whether the larger place holds the smaller, as far as the gazetteer tells."""
    if larger.feature == "PCLI":
        return larger.country == smaller.country and smaller.feature != "PCLI"
    if larger.country and smaller.country and larger.country != smaller.country:
        return False
    if larger.feature == "ADM1":
        if smaller.feature == "ADM1" or smaller.feature == "PCLI":
            return False
        if larger.admin1 and smaller.admin1:
            return fold(larger.admin1) == fold(smaller.admin1)
    reach = {"RGN": 500.0, "ADM1": 250.0, "ADM2": 70.0}.get(larger.feature, 50.0)
    return distance(larger.lat, larger.lon, smaller.lat, smaller.lon) < reach


def prior(entry: Entry, name: Name) -> float:
    """What the entry is worth before anything else in the document is looked at."""
    people = entry.population
    if entry.feature in ("PCLI", "ADM1", "ADM2"):
        # Divisions hold more people than towns of their fame: they count by kind, and a little by size.
        score = _KIND[entry.feature] + _SIZE * math.log10(people + 1000) + 1.5
        if entry.feature == "ADM1" and not name.level and _seat(entry, name.entries):
            # Alone, "Homs" or "New York" is the city; the division is called so with its generic word.
            score -= _SEAT
    elif entry.feature in AREAS or entry.feature not in _KIND:
        score = _OWN_AREA + 2.0
    else:
        score = _KIND[entry.feature] + _PEOPLE * math.log10(people + 300)
    if entry.primary:
        score += _PRIMARY
    elif any(e.feature == "PPLC" and e.primary for e in name.entries):
        # "Islamabad" is also another name of a town in Kashmir; reports mean the capital.
        score -= _CAPITAL
    if name.level:
        kind = entry.feature if entry.feature in ("ADM1", "ADM2") else "PPL"
        if kind == name.level:
            score += _HINTED
    if name.parents:
        score += _INSIDE if any(contains(parent, entry) for parent in name.parents) else 0.0
    return score


def _seat(division: Entry, entries: Iterable[Entry]) -> bool:
    """Whether a large town of the division bears its name."""
    return any(
        e.feature.startswith("PPL") and e.population >= 50_000 and contains(division, e) for e in entries
    )


def weigh(scores: Sequence[float]) -> list[float]:
    """Softmax.

    >>> weigh([1.0, 1.0])
    [0.5, 0.5]
    """
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


def choose(names: Iterable[Name], countries: dict[str, float]) -> dict[str, Choice]:
    """Resolve each name; ``countries`` holds weights from outside the names (demonyms, hint words).

    The answer does not depend on the order of the names.
    """
    every = [n for n in names if n.entries]
    counts = {n.key: len(n.entries) for n in every}
    priors: dict[str, list[float]] = {}
    for name in every:
        scored = [(prior(entry, name), entry) for entry in name.entries]
        if len(scored) > _MOST:
            # A country the document speaks of must not lose its candidate to the cut.
            scored.sort(key=lambda s: -(s[0] + 4.0 * (countries.get(s[1].country, 0.0) > 0.3)))
            del scored[_MOST:]
        name.entries = [entry for _, entry in scored]
        priors[name.key] = [score for score, _ in scored]
        name.weights = weigh(priors[name.key])
    for _ in range(2):
        _count(every, priors, countries)
    chosen = {n.key: _decide(n, counts[n.key]) for n in every}
    curated = {n.key for n in every if n.curated}
    return {k: c if k in curated else _doubt(k, c, chosen, countries) for k, c in chosen.items()}


def _count(every: list[Name], priors: dict[str, list[float]], outside: dict[str, float]) -> None:
    """One round: votes and anchors from the present weights, then new weights for all names."""
    by_country: dict[str, float] = dict(outside)
    by_division: dict[tuple[str, str], float] = {}
    anchors: list[tuple[float, Entry, str]] = []
    for name in every:
        # A second mention tells less than a first: the same name said twice is not two witnesses.
        force = 1.0 + 0.3 * math.log(name.mentions)
        for weight, entry in zip(name.weights, name.entries, strict=True):
            if weight < 0.05:
                continue
            if entry.country:
                share = force * weight * (1.3 if entry.feature == "PCLI" else 1.0)
                by_country[entry.country] = by_country.get(entry.country, 0.0) + share
            if entry.admin1 and entry.feature != "PCLI":
                key = (entry.country, fold(entry.admin1))
                by_division[key] = by_division.get(key, 0.0) + force * weight
            if entry.feature not in ("PCLI", "SEA", "CONT", "OCN", "RGN") and weight > 0.15:
                # A province's centroid says less about where its villages are than another village.
                anchors.append((weight * (0.5 if entry.feature == "ADM1" else 1.0), entry, name.key))
    anchors.sort(key=lambda a: (-a[0], a[2], a[1].lat, a[1].lon))
    del anchors[_ANCHORS:]
    total = sum(by_country.values()) or 1.0
    for name in every:
        if len(name.entries) == 1:
            continue
        force = 1.0 + 0.3 * math.log(name.mentions)
        own_countries: dict[str, float] = {}
        own_divisions: dict[tuple[str, str], float] = {}
        for weight, entry in zip(name.weights, name.entries, strict=True):
            if weight >= 0.05:
                share = force * weight * (1.3 if entry.feature == "PCLI" else 1.0)
                own_countries[entry.country] = own_countries.get(entry.country, 0.0) + share
                if entry.admin1:
                    key = (entry.country, fold(entry.admin1))
                    own_divisions[key] = own_divisions.get(key, 0.0) + force * weight
        others = max(total - sum(own_countries.values()), 0.5)
        scores = []
        for base, entry in zip(priors[name.key], name.entries, strict=True):
            score = base
            if not entry.country:
                # A sea or a contested region lies in no country; it must not lose for that.
                scores.append(base + _COUNTRY + _DIVISION)
                continue
            votes = by_country.get(entry.country, 0.0) - own_countries.get(entry.country, 0.0)
            score += _COUNTRY * max(votes, 0.0) / others * min(1.0, others)
            if entry.admin1:
                key = (entry.country, fold(entry.admin1))
                votes = by_division.get(key, 0.0) - own_divisions.get(key, 0.0)
                score += _DIVISION * min(1.0, max(votes, 0.0) / 1.5)
            near = 0.0
            for weight, other, key_of in anchors:
                # A cheap box first: three degrees are beyond any use of the kernel.
                if key_of != name.key and abs(other.lat - entry.lat) < 3 and abs(other.lon - entry.lon) < 5:
                    near += weight * math.exp(
                        -distance(entry.lat, entry.lon, other.lat, other.lon) / _NEAR_KM
                    )
            score += _NEAR * (1 - math.exp(-near))
            scores.append(score)
        name.weights = weigh(scores)


def _decide(name: Name, candidates: int) -> Choice:
    best = max(range(len(name.entries)), key=lambda i: (name.weights[i], -name.entries[i].lat))
    chosen = name.entries[best]
    mass = sum(
        weight
        for weight, entry in zip(name.weights, name.entries, strict=True)
        if distance(chosen.lat, chosen.lon, entry.lat, entry.lon) < _REACH_KM
    )
    rival = max(
        (
            weight
            for weight, entry in zip(name.weights, name.entries, strict=True)
            if distance(chosen.lat, chosen.lon, entry.lat, entry.lon) >= _REACH_KM
        ),
        default=0.0,
    )
    ahead = mass >= _LEAST and mass / (mass + rival) >= _AHEAD
    if mass < _ENOUGH and not ahead:
        return Choice(
            None, mass, candidates, f"{candidates} places bear this name, far apart, and nothing tells"
        )
    held = not name.parents or any(contains(p, chosen) for p in name.parents)
    firm = any(p.feature in ("PCLI", "ADM1") for p in name.parents) or all(
        distance(p.lat, p.lon, chosen.lat, chosen.lon) > 250 for p in name.parents
    )
    if not held and firm and chosen.feature in ("PPL", "ADM2"):
        # "X, Nangarhar": no X there is known to us, and an X elsewhere would be a guess.
        return Choice(None, mass, candidates, f"no place of this name is known in {name.parents[0].name}")
    return Choice(chosen, min(mass, 0.99), candidates)


def _doubt(key: str, choice: Choice, chosen: dict[str, Choice], outside: dict[str, float]) -> Choice:
    """Take back a little-known place in a country that nothing else in a well-placed report points to.

    "Urgun" in a report from Afghanistan is not the Urgun of another country, though the gazetteer may
    know only that one: the village meant is missing from it.
    """
    entry = choice.entry
    if entry is None or entry.feature not in ("PPL", "ADM2") or entry.population >= _FAMOUS:
        return choice
    others = [c.entry for k, c in chosen.items() if k != key and c.entry is not None]
    if len(others) < 3 or outside.get(entry.country):
        return choice
    if any(o.country in ("", entry.country) and o.feature != "CONT" for o in others):
        return choice
    if any(distance(o.lat, o.lon, entry.lat, entry.lon) < _FAR_KM for o in others):
        return choice
    where = f"the one we know lies in {entry.country}, which nothing else in the report points to"
    return Choice(None, choice.confidence, choice.candidates, where)
