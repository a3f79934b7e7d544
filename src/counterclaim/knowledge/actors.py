"""Who acts and speaks: states, armies, armed groups, offices, organisations, and the side each is on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from counterclaim.knowledge.matcher import NameMatcher, fold
from counterclaim.knowledge.toml_table import BadRow, rows

#: The packaged tables, in the order that settles a shared abbreviation when the text does not.
TABLES = (
    "actors_states",
    "actors_forces",
    "actors_groups",
    "actors_organisations",
)

KINDS = frozenset(
    {
        "state",
        "territory",
        "government",
        "ministry",
        "military",
        "police",
        "intelligence",
        "armed group",
        "party",
        "de facto authority",
        "people",
        "coalition",
        "international",
        "bloc",
        "monitor",
        "ngo",
        "court",
        "news agency",
    }
)

NameForm = Literal["name", "abbreviation", "demonym", "capital", "person"]

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Tenure:
    """Something that held from ``since`` to ``until`` (ISO dates, inclusive, possibly short; None is open).

    >>> Tenure("Taliban", "2021-08-15", None).holds("2025-10-12")
    True
    """

    value: str
    since: str | None = None
    until: str | None = None

    def holds(self, on: str | None) -> bool:
        """Whether it held on that date; without a date, whether it still holds."""
        if on is None:
            return self.until is None
        if self.since is not None:
            width = min(len(on), len(self.since))
            if on[:width] < self.since[:width]:
                return False
        if self.until is not None:
            width = min(len(on), len(self.until))
            if on[:width] > self.until[:width]:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks for an actor: the fullest name, all spellings, the office and when it was held.

    >>> Person("Ada Example", ("Ada Example", "Example"), "spokeswoman", "2020", None).role
    'spokeswoman'
    """

    name: str
    names: tuple[str, ...]
    role: str
    since: str | None = None
    until: str | None = None

    def holds(self, on: str | None) -> bool:
        """Whether the office was held on ``on``; without a date every holder counts."""
        return on is None or Tenure(self.role, self.since, self.until).holds(on)


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of the actor tables. ``sides`` is empty where the parent's side holds.

    ``office`` names the institution a row is ("defence ministry", "army"), so that "the Kenyan army"
    finds it. ``needs_context`` are abbreviations that count only when the text names the actor, its
    parent or its country in another way. ``unless`` are words that, found in a text that names the
    actor in no other way, say that something else is meant ("Atlanta" for the state of Georgia).

    >>> actors().get("AFG-TALIBAN").name
    'Taliban'
    """

    id: str
    name: str
    kind: str
    source: str
    sides: tuple[Tenure, ...] = ()
    parent: str | None = None
    country: str | None = None
    office: str | None = None
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    needs_context: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorName:
    """What a name in a text may stand for."""

    actor: Actor
    form: NameForm
    person: Person | None = None
    needs_context: bool = False


@dataclass(frozen=True, slots=True)
class ActorHit:
    """A name found at ``text[start:end]`` and the actors it may stand for, likeliest first."""

    start: int
    end: int
    readings: tuple[ActorName, ...]


def _strings(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    if key not in row:
        return ()
    value = row[key]
    if isinstance(value, str) or not all(isinstance(item, str) and item.strip() for item in value):
        raise BadRow(f"{key} is not a list of names")
    if len(set(value)) != len(value):
        raise BadRow(f"{key} names something twice")
    return tuple(value)


def _dates(text: str) -> tuple[str | None, str | None]:
    since, slash, until = text.strip().partition("/")
    if not slash:
        raise BadRow(f"{text!r} is not a period; write 2021-08-15/ or 2014/2019-04-11")
    for date in (since, until):
        if date and not _DATE.fullmatch(date):
            raise BadRow(f"{date!r} is not a date")
    width = min(len(since), len(until))
    if width and since[:width] > until[:width]:
        raise BadRow(f"the period {text!r} ends before it starts")
    return since or None, until or None


def _tenure(text: str) -> Tenure:
    value, bar, period = text.partition("|")
    return Tenure(value.strip(), *(_dates(period) if bar else (None, None)))


def _person(text: str) -> Person:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (2, 3) or not all(parts):
        raise BadRow(f"{text!r} is not 'Name = Other spelling | role | since/until'")
    names = tuple(name.strip() for name in parts[0].split("="))
    return Person(names[0], names, parts[1], *(_dates(parts[2]) if len(parts) == 3 else (None, None)))


_KEYS = frozenset(Actor.__dataclass_fields__) | {"side"}


def _actor(row: dict[str, Any]) -> Actor:
    if not row.keys() <= _KEYS:
        raise BadRow(f"no such key: {', '.join(sorted(row.keys() - _KEYS))}")
    if row["kind"] not in KINDS:
        raise BadRow(f"unknown kind {row['kind']!r}")
    for key in ("id", "name", "source"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise BadRow(f"{key} is empty")
    country = row.get("country")
    if country is not None and not (len(country) == 2 and country.isupper()):
        raise BadRow(f"country {country!r} is not an ISO 3166 alpha-2 code")
    if "side" in row and "sides" in row:
        raise BadRow("has both side and sides")
    sides = (Tenure(row["side"]),) if "side" in row else tuple(_tenure(s) for s in _strings(row, "sides"))
    if not sides and row.get("parent") is None:
        sides = (Tenure(row["name"]),)
    return Actor(
        row["id"],
        row["name"],
        row["kind"],
        row["source"],
        sides,
        row.get("parent"),
        country,
        row.get("office"),
        _strings(row, "aliases"),
        _strings(row, "abbreviations"),
        _strings(row, "needs_context"),
        _strings(row, "demonyms"),
        _strings(row, "capitals"),
        tuple(_person(p) for p in _strings(row, "people")),
        _strings(row, "unless"),
    )


class ActorTable:
    """All actors, found by id, by name in a text, by side, by country and office.

    ``masks`` are names that hold an actor's name and mean something else ("Gulf of Oman"). Names are
    found without their apostrophes too, and names of states, groups and leaders with a possessive that
    has lost its own ("Syrias army", "the ELNs leader"): many archives strip them.

    >>> table = actors()
    >>> table.side("AFG", "2025-10-12"), table.side("AFG", "2019-05-01")
    ('Taliban', 'Afghanistan')
    >>> [h.readings[0].actor.id for h in table.find("the Pakistani Taliban, not the Taliban")]
    ['PAK-TTP', 'AFG-TALIBAN']
    """

    def __init__(self, table: Iterable[Actor], masks: Sequence[str] = ()) -> None:
        self._by_id: dict[str, Actor] = {}
        for actor in table:
            self._by_id[actor.id] = actor
        self._offices: dict[tuple[str, str], Actor] = {}
        self._states: dict[str, Actor] = {}
        for actor in self._by_id.values():
            if actor.office and actor.parent:
                self._offices.setdefault((actor.parent, actor.office), actor)
            if actor.kind in ("state", "territory") and actor.country:
                self._states.setdefault(actor.country, actor)
        self._matcher: NameMatcher[ActorName | None] = NameMatcher(
            [*self._names(), *((mask, None) for mask in masks)]
        )

    def _names(self) -> Iterable[tuple[str, ActorName]]:
        for name, value in self._written():
            yield name, value
            bare = name.replace("'", "")
            if bare != name:
                yield bare, value
            known = value.form == "name" or (value.form == "person" and " " not in bare)
            known = known or (value.form == "abbreviation" and bare.isupper() and len(bare) > 2)
            if known and not value.needs_context and bare[-1].isalpha() and bare[-1] != "s":
                yield bare + "s", value

    def _written(self) -> Iterable[tuple[str, ActorName]]:
        for actor in self._by_id.values():
            plain = ActorName(actor, "name")
            yield actor.name, plain
            for name in actor.aliases:
                yield name, plain
            demonym = ActorName(actor, "demonym")
            for name in actor.demonyms:
                yield name, demonym
            capital = ActorName(actor, "capital")
            for name in actor.capitals:
                yield name, capital
            abbreviation = ActorName(actor, "abbreviation")
            for name in actor.abbreviations:
                yield name, abbreviation
            for name in actor.needs_context:
                yield name, ActorName(actor, "abbreviation" if name.isupper() else "name", None, True)
            for person in actor.people:
                who = ActorName(actor, "person", person)
                for name in person.names:
                    yield name, who
            if actor.kind == "state":
                # Headlines in capitals; a capital city in capitals is a dateline and stays a place.
                for name, value in ((actor.name, plain), *((d, demonym) for d in actor.demonyms)):
                    if len(name) > 3 and not name.isupper():
                        yield name.upper(), value

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def get(self, actor: str) -> Actor | None:
        """The actor with that id, or None."""
        return self._by_id.get(actor)

    def side(self, actor: str | None, on: str | None = None) -> str | None:
        """The side the actor was on at the ISO date ``on``; without a date, the side it is on now.

        A row without a side of its own is on its parent's. Unknown ids give None.
        """
        for _ in range(8):
            found = self._by_id.get(actor) if actor else None
            if found is None:
                return None
            if found.sides:
                for tenure in found.sides:
                    if tenure.holds(on):
                        return tenure.value
                return found.sides[0].value
            actor = found.parent
        return None

    def find(self, text: str) -> list[ActorHit]:
        """Names in ``text``, left to right, none overlapping; the longest at a place wins."""
        return [
            ActorHit(hit.start, hit.end, tuple(name for name in hit.value if name is not None))
            for hit in self._matcher.find(text)
            if None not in hit.value
        ]

    def people(self, name: str, on: str | None = None) -> list[tuple[Actor, Person]]:
        """Who goes by that name and in which office, of those who hold it on ``on``.

        >>> [(actor.id, person.role) for actor, person in actors().people("Sergey Lavrov", "2022-03-01")]
        [('RUS-MFA', 'foreign minister')]
        """
        return [
            (reading.actor, reading.person)
            for hit in self.find(name)
            if hit.start == 0 and hit.end == len(name)
            for reading in hit.readings
            if reading.person is not None and reading.person.holds(on)
        ]

    def by_side(self, side: str, on: str | None = None) -> list[Actor]:
        """All actors on that side at that date."""
        return [actor for actor in self._by_id.values() if self.side(actor.id, on) == side]

    def office(self, actor: str, office: str) -> Actor | None:
        """The institution of that kind which belongs to an actor: its army, its defence ministry.

        >>> actors().office("UKR", "general staff").id
        'UKR-GENSTAFF'
        """
        return self._offices.get((actor, office))

    def of_country(self, country: str, kind: str | None = None) -> list[Actor]:
        """All actors of a country (ISO alpha-2), or those of one kind."""
        return [
            actor
            for actor in self._by_id.values()
            if self.country(actor.id) == country and (kind is None or actor.kind == kind)
        ]

    def country(self, actor: str | None) -> str | None:
        """The country an actor belongs to (ISO alpha-2), its own or its parent's."""
        for _ in range(8):
            found = self._by_id.get(actor) if actor else None
            if found is None:
                return None
            if found.country:
                return found.country
            actor = found.parent
        return None

    def state(self, country: str | None) -> Actor | None:
        """The state of an ISO alpha-2 code."""
        return self._states.get(country) if country else None


def load(texts: Mapping[str, str] | None = None) -> ActorTable:
    """Read and check the actor tables; ``texts`` replaces the packaged files (table name to TOML).

    Raises `CounterclaimError` CC202 with the row's number when two rows share an id or claim one name,
    when a parent is not in the rows before, when a date is none.

    >>> row = '[[actor]]\\nid = "X"\\nname = "Xland"\\nkind = "state"\\nsource = "made up"'
    >>> load({"mine": row}).side("X")
    'Xland'
    """
    found: dict[str, Actor] = {}
    sure: dict[str, str] = {}

    def checked(row: dict[str, Any]) -> Actor:
        actor = _actor(row)
        if actor.id in found:
            raise BadRow(f"the id {actor.id} is taken")
        if actor.parent is not None and actor.parent not in found:
            raise BadRow(f"the parent {actor.parent} is not in the rows before it")
        # An abbreviation may be shared; a name, demonym or capital may not.
        for name in (actor.name, *actor.aliases, *actor.demonyms, *actor.capitals):
            if (other := sure.setdefault(fold(name), actor.id)) != actor.id:
                raise BadRow(f"the name {name!r} belongs to {other}")
        found[actor.id] = actor
        return actor

    everything: list[Actor] = []
    for table in TABLES if texts is None else texts:
        everything.extend(rows(table, "actor", checked, text=None if texts is None else texts[table]))
    masks: list[str] = []
    if texts is None:
        for group in rows("actors_masks", "mask", lambda row: _strings(row, "names")):
            masks.extend(group)
    return ActorTable(everything, masks)


@lru_cache(maxsize=1)
def actors() -> ActorTable:
    """The packaged actor tables, read once.

    >>> len(actors()) >= 450
    True
    """
    return load()
