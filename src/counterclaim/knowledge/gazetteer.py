"""Names of places and what they may stand for: the default gazetteer, our tables, and a person's own file.

Three stores answer a look-up: the shipped index (GeoNames cities and divisions), the tables
`countries.toml` and `places.toml`, and the index that ``counterclaim places add`` made, if any. The
person's file is looked at once, when the gazetteer is first asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import platformdirs

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.gazetteer_index import BadIndex, Entry, Index, fold
from counterclaim.knowledge.toml_table import BadRow, rows

__all__ = ["Entry", "Gazetteer", "fold", "gazetteer", "user_index_path"]

# Features of our tables whose point stands for an area.
AREAS = frozenset({"PCLI", "RGN", "SEA", "ADM1", "ADM2", "CONT", "ISL", "MT", "STM", "LK", "VAL", "DSRT"})
# Two entries nearer than this (degrees of latitude and of longitude) under one name are one place.
_SAME = 0.05


@dataclass(frozen=True, slots=True)
class Country:
    """A country as `countries.toml` has it.

    >>> gazetteer().countries["ML"].capital
    'Bamako'
    """

    id: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    lat: float
    lon: float
    capital: str
    population: int
    geonameid: int


def _country(row: dict[str, Any]) -> Country:
    if not row.get("source"):
        raise BadRow("missing source")
    if not (-90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180):
        raise BadRow("the coordinates are not on the globe")
    return Country(
        row["id"],
        row["name"],
        tuple(row.get("names", ())),
        tuple(row.get("demonyms", ())),
        row["lat"],
        row["lon"],
        row["capital"],
        row["population"],
        row["geonameid"],
    )


def _small_place(row: dict[str, Any]) -> tuple[Entry, tuple[str, ...]]:
    if not row.get("source"):
        raise BadRow("missing source")
    if not (-90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180):
        raise BadRow("the coordinates are not on the globe")
    entry = Entry(
        row["name"],
        row.get("geonameid"),
        float(row["lat"]),
        float(row["lon"]),
        row.get("country", ""),
        row.get("admin1"),
        row.get("feature", "PPL"),
        row.get("population", 0),
    )
    return entry, (row["name"], *row.get("names", ()))


def _qualifier(row: dict[str, Any]) -> tuple[str, dict[str, str]]:
    return row["country"], {str(text): str(division) for text, division in row["texts"].items()}


def _hint(row: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return row["country"], frozenset(map(str, row["words"]))


def _word(row: dict[str, Any]) -> tuple[str, list[str]]:
    return row["kind"], [str(word) for word in row["words"]]


class Gazetteer:
    """Look-up over all stores. Read-only after it is made.

    >>> sorted({e.country for e in gazetteer().find("Tripoli")} & {"LY", "LB"})
    ['LB', 'LY']
    """

    def __init__(self, indexes: Iterable[Index], *, table: str | None = None) -> None:
        self.indexes = tuple(indexes)
        self.countries = {c.id: c for c in rows("countries", "country", _country)}
        self._own: dict[str, list[Entry]] = {}
        self.demonyms: dict[str, tuple[str, ...]] = {}
        for country in self.countries.values():
            for name in (country.name, *country.names):
                entry = Entry(
                    country.name,
                    country.geonameid,
                    country.lat,
                    country.lon,
                    country.id,
                    None,
                    "PCLI",
                    country.population,
                )
                self._own.setdefault(fold(name), []).append(entry)
            for demonym in country.demonyms:
                for form in (demonym, demonym + "s"):
                    self.demonyms[form] = (*self.demonyms.get(form, ()), country.id)
        for entry, names in rows("places", "place", _small_place, text=table):
            for name in dict.fromkeys(map(fold, names)):
                self._own.setdefault(name, []).append(entry)
        # "La.", "Ont.", "U.K.": read as the larger place only after a comma.
        self.qualifiers = {
            text: (country, division)
            for country, texts in rows("place_words", "qualifier", _qualifier)
            for text, division in texts.items()
        }
        self.hints = dict(rows("place_words", "hint", _hint))
        words: dict[str, list[str]] = {}
        for kind, listed in rows("place_words", "words", _word):
            words.setdefault(kind, []).extend(listed)
        self.words = {kind: frozenset(listed) for kind, listed in words.items()}
        # The same few hundred names come back in every report of a war.
        self._found = lru_cache(maxsize=8192)(self._look_up)

    @property
    def places(self) -> int:
        """How many places the indexes hold."""
        return sum(index.places for index in self.indexes)

    def find(self, name: str) -> list[Entry]:
        """Every place that bears the name, ours first; the same place from two stores is given once."""
        return self.find_folded(fold(name))

    def find_folded(self, key: str) -> list[Entry]:
        """As `find`, for a name already folded."""
        return list(self._found(key))

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        found = list(self._own.get(key, ()))
        for index in self.indexes:
            more = index.find(key)
            if not found:
                found = more
            else:
                found.extend(e for e in more if not any(_same(e, f) for f in found))
        return tuple(found)

    def curated(self, key: str) -> bool:
        """Whether one of our own tables has the folded name: a country, or a place that wars made known."""
        return key in self._own

    def country(self, code: str) -> Entry | None:
        """The country as an entry, or None for a code the table does not have.

        >>> gazetteer().country("SD").name
        'Sudan'
        """
        row = self.countries.get(code)
        if row is None:
            return None
        return next(e for e in self._own[fold(row.name)] if e.country == code and e.feature == "PCLI")

    def admin1_name(self, country: str, code: str) -> str | None:
        """The name of a first-level division by its GeoNames code, or None.

        >>> gazetteer().admin1_name("US", "LA")
        'Louisiana'
        """
        for index in self.indexes:
            name = index.admin1.get(f"{country}.{code}")
            if name:
                return name
        return None


def _same(a: Entry, b: Entry) -> bool:
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    kinds = a.feature[:3] == b.feature[:3]
    return kinds and a.country == b.country and abs(a.lat - b.lat) < _SAME and abs(a.lon - b.lon) < _SAME


def default_index_path() -> Path:
    """Where the shipped index lies."""
    return Path(str(resources.files("counterclaim.knowledge").joinpath("data", "places.idx")))


def user_index_path() -> Path:
    """Where a person's own indexes lie: ``COUNTERCLAIM_PLACES`` (a folder, or one .idx file) if set,
    else a folder in the user's data folder."""
    set_by_hand = os.environ.get("COUNTERCLAIM_PLACES")
    if set_by_hand:
        return Path(set_by_hand)
    return Path(platformdirs.user_data_dir("counterclaim")) / "places"


def user_indexes(where: Path | None = None) -> list[Path]:
    """The index files a person has added, in order of name."""
    where = where or user_index_path()
    if where.suffix == ".idx":
        return [where] if where.is_file() else []
    return sorted(where.glob("*.idx")) if where.is_dir() else []


def open_index(path: Path) -> Index:
    """Open an index; CC203 when it is missing, damaged or something else."""
    try:
        return Index(path)
    except FileNotFoundError as error:
        raise CounterclaimError(
            "CC203",
            f"The gazetteer {path} is not there.",
            "The package was installed without building it, or the file was moved.",
            "Install again (pip install .), or run: python tools/build_gazetteer.py",
        ) from error
    except (BadIndex, OSError, ValueError, KeyError, TypeError) as error:
        raise CounterclaimError(
            "CC203",
            f"The gazetteer {path} cannot be read.",
            f"{error}.",
            "Run `counterclaim places remove`, then add your places again.",
        ) from error


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process; a person's own files are looked at then and not again.

    Raises `CounterclaimError` CC203 when an index cannot be read, CC201 or CC202 for a bad table.
    """
    return Gazetteer(open_index(path) for path in (default_index_path(), *user_indexes()))
