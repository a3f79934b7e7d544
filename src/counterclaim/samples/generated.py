"""Invented readings in any number, for measuring a ledger at sizes no sample has.

No report of these was ever printed and no side exists. What they keep of real archives is the shape: wars
that go on for years, a few occasions that everybody reports and many that one paper does, reprints of wire
copy, tolls that move, rival figures, denials, crossings that shut and open, and background from last month.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Outcome,
    Payload,
    Place,
    Position,
    Reading,
    Report,
    Responsibility,
    Source,
    Span,
    Stance,
    State,
    Status,
    Victims,
)

_BEGINS = date(2021, 1, 1)
_WARS = 40
#: Reports of an occasion on average, and days from one occasion of a war to the next: 100,000 reports then
#: tell 25,000 occasions over four years, and an archive that grows grows in time, not in density.
_TOLD, _PACE = 4, 2.4
#: Occasions of a war that are news at once; among them a heavy tail says which everybody reports.
_NEWS = 8
_OUTLETS = 400
_SYLLABLES = ("ar", "bel", "cor", "dun", "el", "fal", "gor", "hav", "is", "kar", "lom", "mir", "nor", "os")
_ENDS = ("ia", "istan", "land", "ova", "mark", "esh")
_AGENCIES = ("Meridian Wire", "Transcontinental Press", "Harbour News Agency")
#: Every gap takes an invented name, so that two stories share no run of six words but by copying: a template
#: that stood whole in every report would make one origin of the whole archive.
_FILLER = (
    "Residents of {} said that {} shops had stayed shut since {} came by",
    "Schools in {} were closed while {} and its neighbour {} buried their dead",
    "Both armies keep {} brigades along {} ridge and below {} pass",
    "A market near {} burned as {} called for help from {}",
    "Aid workers in {} were waiting for {} to let trucks into {}",
    "The road from {} to the {} valley was blocked near {}",
    "Talks held by {} ended without {} signing what {} had drafted",
    "Farmers around {} had moved their {} herds away from {}",
)


@dataclass(frozen=True, slots=True)
class _War:
    """Two sides, their towns and the crossing between them."""

    sides: tuple[str, str]
    towns: tuple[Place, ...]
    crossing: str


@dataclass(frozen=True, slots=True)
class _Occasion:
    """Something that happened: where, when, what each side says of each side's dead, and its wire copy."""

    war: _War
    town: Place
    day: date
    mode: str
    dead: tuple[tuple[int, int], tuple[int, int]]
    wire: int
    shut: bool


class _Draft:
    """A text under way, with the claims read from it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.claims: list[tuple[str, Stance, Span, Payload, Source | None, bool, Interval, Place | None]] = []

    def write(self, sentence: str) -> Span:
        span = Span(self.length, self.length + len(sentence), sentence)
        self.parts.append(sentence)
        self.length += len(sentence) + 1
        return span


def generated_readings(count: int, *, seed: int = 1, start: int = 0) -> Iterator[Reading]:
    """``count`` invented readings of about ten claims each; the same seed gives the same ones.

    Each reading depends on the seed and its own number only, so that ``start`` goes on where another run
    stopped. Texts carry the label "Generated report". A ``count`` below zero gives none.

    >>> a, b = generated_readings(2)
    >>> a.report.text.startswith("Generated report")
    True
    >>> all(a.report.text[e.start : e.end] == e.text for c in a.claims for e in c.evidence)
    True
    >>> [r.report.id for r in generated_readings(1, start=1)] == [b.report.id]
    True
    """
    wars = tuple(_war(seed, k) for k in range(_WARS))
    for number in range(start, start + count):
        yield _reading(seed, number, wars)


def _war(seed: int, k: int) -> _War:
    chance = random.Random(f"war {seed} {k}")  # noqa: S311 - a made-up world, not a secret
    first, second = (_name(chance) + chance.choice(_ENDS) for _ in range(2))
    lat, lon = chance.uniform(-35, 60), chance.uniform(-100, 140)
    towns = []
    for _ in range(24):
        name = _name(chance)
        at = round(lat + chance.gauss(0, 1.2), 4), round(lon + chance.gauss(0, 1.2), 4)
        towns.append(Place(Span(0, len(name), name), name, None, *at, precision="settlement", confidence=0.8))
    return _War((f"{first}", f"{second}"), tuple(towns), f"generated-{k}")


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3)))).capitalize()


def _filler(words: random.Random) -> str:
    return words.choice(_FILLER).format(*(_name(words) for _ in range(3)))


@lru_cache(maxsize=4096)
def _fame(seed: int, war: int, number: int) -> float:
    return min(60.0, random.Random(f"fame {seed} {war} {number}").paretovariate(0.8))  # noqa: S311


@lru_cache(maxsize=4096)
def _occasion(seed: int, war: int, number: int, wars: tuple[_War, ...]) -> _Occasion:
    chance = random.Random(f"occasion {seed} {war} {number}")  # noqa: S311
    own = chance.randint(1, 30), chance.randint(1, 30)
    told = tuple((mine, mine * chance.choice((1, 2, 3)) + chance.randint(0, 9)) for mine in own)
    return _Occasion(
        wars[war],
        chance.choice(wars[war].towns),
        _BEGINS + timedelta(days=int(number * _PACE) + chance.randrange(3)),
        chance.choice(("air strike", "shelling", "clash", "drone strike")),
        cast("tuple[tuple[int, int], tuple[int, int]]", told),
        chance.randrange(len(_AGENCIES)),
        chance.random() < 0.25,
    )


def _reading(seed: int, number: int, wars: tuple[_War, ...]) -> Reading:
    chance = random.Random(f"report {seed} {number}")  # noqa: S311
    war = chance.randrange(_WARS)
    current = number // (_WARS * _TOLD)
    news = range(max(0, current - _NEWS // 2), current + _NEWS // 2)
    chosen = chance.choices(news, [_fame(seed, war, k) for k in news])[0]
    occasion = _occasion(seed, war, chosen, wars)
    before = _occasion(seed, war, max(0, chosen - chance.randint(1, 12)), wars)
    outlet = chance.randrange(_OUTLETS)
    copied = chance.random() < 0.4
    words = random.Random(f"copy {seed} {war} {chosen}") if copied else chance  # noqa: S311
    published = occasion.day + timedelta(days=min(3, int(chance.expovariate(1.5))))
    agency = _AGENCIES[occasion.wire] if copied else None
    draft = _Draft()
    draft.write(f"Generated report from {occasion.town.name}.")
    _tell_fighting(draft, occasion, words, published)
    if occasion.shut:
        _tell_crossing(draft, occasion, words)
    for _ in range(words.randint(1, 3)):
        draft.write(_filler(words) + ".")
    _tell_background(draft, before, words)
    if copied and chance.random() < 0.5:
        draft.write(f"The district office in {chance.choice(occasion.war.towns).name} gave no comment.")
    report = Report(
        " ".join(draft.parts),
        outlet=f"Outlet {outlet}",
        agencies=(agency,) if agency else (),
        published=f"{published.isoformat()}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00+00:00",
        url=f"https://outlet-{outlet}.example/{number}",
        ref=f"generated-{number}",
    )
    chain = (agency, report.outlet) if agency else (report.outlet,)
    return Reading(report, tuple(_claims(draft, report, cast("tuple[str, ...]", chain), agency)))


def _day(day: date, words: str) -> Interval:
    return Interval(day.isoformat(), day.isoformat(), words)


def _speaker(side: str, span: Span) -> Source:
    return Source(span, f"the army of {side}", "army", f"generated-{side}", (side,))


def _tell_fighting(draft: _Draft, occasion: _Occasion, words: random.Random, published: date) -> None:
    sides, town, when = occasion.war.sides, occasion.town, _day(occasion.day, "that day")
    later = (published - occasion.day).days
    span = draft.write(f"The two sides fought at {town.name} in {words.choice(('heavy', 'brief'))} fire.")
    event = Event("ASSAULT", occasion.mode, sides[0], sides[1])
    draft.claims.append(("event", "asserts", span, event, None, False, when, town))
    for victim in (0, 1):
        for teller in (0, 1):
            number = occasion.dead[victim][0 if teller == victim else 1] + (later if teller != victim else 0)
            outcome: Outcome = "killed" if words.random() < 0.75 else "wounded"
            officer, hill = _name(words), _name(words)
            text = (
                f"The army of {sides[teller]}, by {officer}, said {number} soldiers of {sides[victim]} "
                f"were {outcome} near {hill}."
            )
            span = draft.write(text)
            at = text.index(str(number))
            victims = Span(span.start + at, span.start + at + len(str(number)), str(number))
            payload = Casualties(
                outcome,
                Victims(victims, None, (sides[victim],), "combatants"),
                Figure(number, number, "exact"),
            )
            speaker = _speaker(sides[teller], Span(span.start, span.start + 8, text[:8]))
            draft.claims.append(("casualties", "asserts", span, payload, speaker, False, when, town))
    number = occasion.dead[0][0] % 7 + 1
    span = draft.write(f"Witnesses said {number} civilians of {sides[0]} at {_name(words)} were wounded.")
    townsfolk = Victims(None, None, (sides[0],), "civilians")
    hurt = Casualties("wounded", townsfolk, Figure(number, number, "exact"))
    witnesses = Source(Span(span.start, span.start + 9, "Witnesses"), "Witnesses", anonymous=True)
    draft.claims.append(("casualties", "asserts", span, hurt, witnesses, False, when, town))
    span = draft.write(f"{sides[0]} accused {sides[1]} and {_name(words)} of firing first at {town.name}.")
    charge = Responsibility(None, (sides[1],), None)
    source = _speaker(sides[0], Span(span.start, span.start + len(sides[0]), sides[0]))
    draft.claims.append(("responsibility", "asserts", span, charge, source, False, when, town))
    if words.random() < 0.6:
        span = draft.write(f"{sides[1]} denied by {_name(words)} that it had fired first at {town.name}.")
        source = _speaker(sides[1], Span(span.start, span.start + len(sides[1]), sides[1]))
        draft.claims.append(("responsibility", "denies", span, charge, source, False, when, town))
    span = draft.write(f"{sides[1]} urged restraint.")
    source = _speaker(sides[1], Span(span.start, span.start + len(sides[1]), sides[1]))
    draft.claims.append(
        ("position", "asserts", span, Position("urge", (sides[0],)), source, False, when, None)
    )


def _tell_crossing(draft: _Draft, occasion: _Occasion, words: random.Random) -> None:
    name = f"{occasion.war.crossing} crossing"
    state: State = words.choice(("closed", "closed", "partially open", "reopened"))
    side = words.choice(occasion.war.sides)
    text = f"The {name} was {state} to trade, the army of {side} said."
    span = draft.write(text)
    facility = Span(span.start + 4, span.start + 4 + len(name), name)
    status = Status(facility, name, occasion.war.crossing, state, ("trade",), _day(occasion.day, "that day"))
    at = span.start + text.index("the army")
    source = _speaker(side, Span(at, at + 8, "the army"))
    when = _day(occasion.day, "that day")
    draft.claims.append(("status", "asserts", span, status, source, False, when, None))


def _tell_background(draft: _Draft, before: _Occasion, words: random.Random) -> None:
    number = before.dead[0][0]
    span = draft.write(f"On {before.day.isoformat()} {number} people died at {before.town.name}.")
    payload = Casualties("killed", Victims(None, None, (), "unknown"), Figure(number, number, "exact"))
    when = Interval(before.day.isoformat(), before.day.isoformat(), before.day.isoformat(), anchor="absolute")
    draft.claims.append(("casualties", "asserts", span, payload, None, True, when, before.town))
    if words.random() < 0.5:
        draft.write(_filler(words) + " at the time.")


def _claims(draft: _Draft, report: Report, chain: tuple[str, ...], agency: str | None) -> Iterator[Claim]:
    of_text = hashlib.sha256(report.text.encode()).hexdigest()
    for k, (kind, stance, span, payload, source, background, when, place) in enumerate(draft.claims):
        where: tuple[Place, ...] = ()
        if place is not None and place.name in span.text:
            at = span.start + span.text.index(place.name)
            named = Span(at, at + len(place.name), place.name)
            where = (
                Place(named, place.name, None, place.lat, place.lon, precision="settlement", confidence=0.8),
            )
        yield Claim(
            id="c_" + hashlib.sha256(f"{of_text} {k}".encode()).hexdigest()[:20],
            kind=cast("Any", kind),
            stance=stance,
            evidence=(span,),
            payload=payload,
            source=source,
            side=source.side if source else (),
            agency=agency,
            chain=(source.name or "", *chain) if source else chain,
            when=when,
            where=where,
            background=background,
            confidence=0.8,
            rule="generated",
        )
