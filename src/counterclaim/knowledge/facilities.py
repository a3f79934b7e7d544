"""Crossings, airports, ports, straits, corridors and bridges that wars open and close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from counterclaim.knowledge.matcher import NameMatcher, fold
from counterclaim.knowledge.toml_table import BadRow, rows

KINDS = frozenset({"crossing", "airport", "port", "strait", "corridor", "bridge", "road", "gate"})
MODES = frozenset(
    {
        "pedestrians",
        "vehicles",
        "cargo",
        "rail",
        "aid",
        "patients",
        "transit",
        "passengers",
        "fuel",
        "grain",
        "military",
    }
)

# Words that, right after a town's name, say that its crossing, airport or port is meant. They are part
# of the name as reports print it ("Torkham border crossing"), so a hit takes them in. "Border" alone is
# taken too ("the Torkham border is shut") unless it begins another thing ("Torkham border area").
_NOT_BORDER = "town village area region district city guard police official force patrol province zone side"
_TAILS = {
    "crossing": re.compile(
        r"[ -](?:(?:land|main|key|joint|[Ii]nternational|commercial|trade|goods|humanitarian)[ -])?"
        r"(?:(?:[Bb]order|[Ff]rontier|[Ll]and)[ -])?"
        r"(?:[Cc]rossings?(?: points?)?|[Cc]heckpoints?|[Pp]osts?|[Gg]ates?|[Pp]oints?|[Tt]erminal|[Pp]ort)\b"
        rf"|[ -](?:[Bb]order|[Ff]rontier)\b(?! (?:{_NOT_BORDER.replace(' ', '|')}))"
    ),
    "airport": re.compile(
        r"(?:'s)? (?:(?:[Ii]nternational|[Mm]ilitary|[Cc]ivilian) )?(?:[Aa]irport|[Aa]irfield|[Aa]irbase)\b"
    ),
    "port": re.compile(
        r"(?:'s)? (?:(?:[Cc]ommercial|[Ss]ea|[Oo]il|[Ff]uel) )?"
        r"(?:[Pp]ort|[Ss]eaport|[Hh]arbou?r|[Tt]erminal)\b"
    ),
    "bridge": re.compile(r" (?:[Bb]ridge|[Cc]rossing)\b"),
}
_TAILS["gate"] = _TAILS["crossing"]


@dataclass(frozen=True, slots=True)
class End:
    """One side of a facility: the country (ISO alpha-2) and the place there, "" where it has no name.

    >>> End("PK", "Landi Kotal").country
    'PK'
    """

    country: str
    place: str


@dataclass(frozen=True, slots=True)
class Facility:
    """One row of the table. Coordinates are WGS84 degrees, or None where none was found.

    ``towns`` are names that mean the facility only next to a word of crossing or of opening and
    closing; ``local`` are names in the scripts of the two sides; ``modes`` what passes there.

    >>> facilities().get("torkham").countries
    ('AF', 'PK')
    """

    id: str
    name: str
    kind: str
    ends: tuple[End, ...]
    source: str
    aliases: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    modes: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries it joins, or the one it lies in."""
        return tuple(end.country for end in self.ends)


@dataclass(frozen=True, slots=True)
class FacilityHit:
    """A facility named at ``text[start:end]``: the ids it may be, and whether only its town is named."""

    start: int
    end: int
    ids: tuple[str, ...]
    form: Literal["name", "town"]


def _strings(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    if key not in row:
        return ()
    value = row[key]
    if isinstance(value, str) or not all(isinstance(item, str) and item.strip() for item in value):
        raise BadRow(f"{key} is not a list of names")
    return tuple(value)


def _end(text: str) -> End:
    country, _, place = text.partition(" ")
    if not re.fullmatch("[A-Z]{2}", country):
        raise BadRow(f"the side {text!r} does not begin with an ISO 3166 alpha-2 code")
    return End(country, place.strip())


_KEYS = (frozenset(Facility.__dataclass_fields__) - {"ends"}) | {"sides"}


def _facility(row: dict[str, Any]) -> Facility:
    if not row.keys() <= _KEYS:
        raise BadRow(f"no such key: {', '.join(sorted(row.keys() - _KEYS))}")
    if row["kind"] not in KINDS:
        raise BadRow(f"unknown kind {row['kind']!r}")
    for key in ("id", "name", "source"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise BadRow(f"{key} is empty")
    if ("lat" in row) != ("lon" in row):
        raise BadRow("has one coordinate without the other")
    lat, lon = (float(row["lat"]), float(row["lon"])) if "lat" in row else (None, None)
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadRow(f"{lat}, {lon} is no place on earth")
    modes = _strings(row, "modes")
    if strange := set(modes) - MODES:
        raise BadRow(f"unknown mode {', '.join(sorted(strange))}")
    ends = tuple(_end(side) for side in _strings(row, "sides"))
    if not ends:
        raise BadRow("has no side")
    return Facility(
        row["id"],
        row["name"],
        row["kind"],
        ends,
        row["source"],
        _strings(row, "aliases"),
        _strings(row, "towns"),
        _strings(row, "local"),
        lat,
        lon,
        modes,
    )


class FacilityTable:
    """All facilities, found by id, by name in a text, by border.

    >>> [(h.ids, h.form) for h in facilities().find("The Torkham crossing shut; Chaman stayed open.")]
    [(('torkham',), 'name'), (('chaman-spin-boldak',), 'town')]
    """

    def __init__(self, table: Iterable[Facility]) -> None:
        self._by_id = {facility.id: facility for facility in table}
        self._matcher: NameMatcher[tuple[str, bool]] = NameMatcher(self._names())

    def _names(self) -> Iterator[tuple[str, tuple[str, bool]]]:
        for facility in self._by_id.values():
            towns = set(facility.towns)
            for name in (facility.name, *facility.aliases, *facility.local):
                if name not in towns:
                    yield name, (facility.id, True)
            for town in facility.towns:
                yield town, (facility.id, False)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Facility]:
        return iter(self._by_id.values())

    def get(self, facility: str) -> Facility | None:
        """The facility with that id, or None."""
        return self._by_id.get(facility)

    def find(self, text: str) -> list[FacilityHit]:
        """Facilities named in ``text``, left to right, none overlapping.

        A town followed by its word ("Torkham border crossing", "Goma airport") is a hit of form
        ``name`` that takes the word in, and only the facilities of the kind that the word fits.
        """
        found: list[FacilityHit] = []
        plain = ""
        for hit in self._matcher.find(text):
            plain = plain or fold(text)
            ids = [fid for fid, _ in hit.value]
            end, fitting = hit.end, []
            for fid in ids:
                tail = _TAILS.get(self._by_id[fid].kind)
                grown = tail.match(plain, hit.end) if tail else None
                if grown and grown.end() > end:
                    end, fitting = grown.end(), [fid]
                elif grown and grown.end() == end and end > hit.end:
                    fitting.append(fid)
            if fitting:
                found.append(FacilityHit(hit.start, end, tuple(fitting), "name"))
                continue
            named = tuple(fid for fid, whole in hit.value if whole)
            found.append(FacilityHit(hit.start, hit.end, named or tuple(ids), "name" if named else "town"))
        return found

    def of_border(self, one: str, other: str) -> list[Facility]:
        """The facilities that join two countries (ISO alpha-2), in table order.

        >>> any(f.id == "torkham" for f in facilities().of_border("PK", "AF"))
        True
        """
        return [
            facility
            for facility in self._by_id.values()
            if one != other and {one, other} <= set(facility.countries)
        ]


def load(text: str | None = None) -> FacilityTable:
    """Read and check the facility table; ``text`` replaces the packaged file.

    Raises `CounterclaimError` CC202 with the row's number for a bad row or an id used twice.

    >>> row = '[[facility]]\\nid="x"\\nname="X Gate"\\nkind="gate"\\nsides=["AF"]\\nsource="made up"'
    >>> load(row).get("x").name
    'X Gate'
    """
    seen: set[str] = set()

    def checked(row: dict[str, Any]) -> Facility:
        facility = _facility(row)
        if facility.id in seen:
            raise BadRow(f"the id {facility.id} is taken")
        seen.add(facility.id)
        return facility

    found: Sequence[Facility] = list(rows("facilities", "facility", checked, text=text))
    return FacilityTable(found)


@lru_cache(maxsize=1)
def facilities() -> FacilityTable:
    """The packaged facility table, read once.

    >>> len(facilities()) >= 160
    True
    """
    return load()
