"""A compact, memory-mapped index of place names: written once, opened in microseconds.

The file holds four columns of numbers a place, the names as one run of UTF-8, and a hash table from folded
name to places. Nothing is unpacked on opening; a look-up touches a few pages. Standard library only, so
that the build can use this module before the package is installed.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MAGIC = b"CCPLACE1"
_NONE = 0xFFFF
_MANY = 0x80000000
# Letters that NFKD leaves whole but that English spelling replaces.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "ð": "d", "þ": "th", "œ": "oe"})
_DROP = str.maketrans(
    dict.fromkeys("'`´.ʹʺ\u02bb\u02bc\u02bf\u02be‘’“”\"", "") | dict.fromkeys("-‐‑–—/_", " ")
)
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "&": "and"}


def fold(name: str) -> str:
    """The form names are compared in: no case, accents, apostrophes, dots or hyphens; "Saint" as "st".

    >>> fold("Deir ez-Zor"), fold("Kandahār"), fold("St. Paul’s"), fold("Saint Pauls")
    ('deir ez zor', 'kandahar', 'st pauls', 'st pauls')
    """
    plain = name.translate(_DROP).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    return " ".join(_SHORT.get(word, word) for word in plain.split())


# Scripts that the wars we read about are reported in; others would double the file for no reader yet.
_SCRIPTS = frozenset(
    [
        "LATIN",
        "ARABIC",
        "CYRILLIC",
        "HEBREW",
        "GREEK",
        "ARMENIAN",
        "GEORGIAN",
        "ETHIOPIC",
        "DEVANAGARI",
        "MODIFIER",
    ]
)
# Names in other scripts are kept from this population on: below it most are machine transliterations.
_OTHER_SCRIPT_POPULATION = 15000


def useful(name: str, population: int) -> bool:
    """Whether another name is worth its bytes: no code, no machine transliteration, a script we keep.

    >>> useful("Kaboul", 0), useful("kabwl", 0), useful("KBL", 0)
    (True, False, False)
    """
    if not 2 < len(name) < 40 or name.startswith("http"):
        return False
    if name.isascii():
        return any(c.isupper() for c in name) and not (name.isupper() and len(name) < 5)
    scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    if not scripts or not scripts <= _SCRIPTS:
        return False
    if "LATIN" in scripts:
        return scripts <= {"LATIN", "MODIFIER"} and any(c.isupper() for c in name)
    return population >= _OTHER_SCRIPT_POPULATION


class NewPlace(NamedTuple):
    """A place to be written. ``names`` starts with its own name; ``admin1`` is a code, not a name."""

    names: tuple[str, ...]
    geonameid: int | None
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as found. ``admin1`` is the name of its first-level division; ``primary`` tells whether the
    name looked up is the place's own name rather than another one.

    >>> Entry("Gao", 2457161, 16.27, -0.04, "ML", "Gao", "PPLA", 133110, True).country
    'ML'
    """

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str
    admin1: str | None
    feature: str
    population: int
    primary: bool = True
    facility: str | None = None


def write_index(path: Path, places: Iterable[NewPlace], admin1: dict[str, str], about: str) -> int:
    """Write an index file and return the number of its places.

    ``admin1`` maps "CC.code" to a name. ``about`` is a line on where the places come from. The same places
    in the same order give the same bytes. Raises ``OSError`` when the file cannot be written.
    """
    numbers, lats, lons, people = array("Q"), array("i"), array("i"), array("I")
    countries, firsts, features, name_at = array("H"), array("H"), array("H"), array("I")
    country_ids: dict[str, int] = {}
    admin_ids: dict[str, int] = {}
    feature_ids: dict[str, int] = {}
    names = bytearray()
    keys: dict[bytes, list[int]] = {}
    for number, place in enumerate(places):
        numbers.append(place.geonameid or 0)
        lats.append(round(place.lat * 1e5))
        lons.append(round(place.lon * 1e5))
        people.append(max(0, min(place.population, 0xFFFFFFFF)))
        countries.append(country_ids.setdefault(place.country, len(country_ids)))
        division = f"{place.country}.{place.admin1}"
        known = place.admin1 and division in admin1
        firsts.append(admin_ids.setdefault(division, len(admin_ids)) if known else _NONE)
        features.append(feature_ids.setdefault(place.feature, len(feature_ids)))
        name_at.append(len(names))
        names += place.names[0].encode()
        own = fold(place.names[0]).encode()
        for key in dict.fromkeys(fold(name).encode() for name in place.names):
            if key:
                keys.setdefault(key, []).append(number << 1 | (key == own))
    name_at.append(len(names))

    bits = max(4, len(keys).bit_length() - 2)
    ordered = sorted(keys, key=lambda key: (zlib.crc32(key) >> (32 - bits), key))
    buckets, key_at, posted = array("I", bytes(4 * (2**bits + 1))), array("I"), array("I")
    blob, postings = bytearray(), array("I")
    for key in ordered:
        buckets[(zlib.crc32(key) >> (32 - bits)) + 1] += 1
        key_at.append(len(blob))
        blob += key
        hits = keys[key]
        if len(hits) == 1:
            posted.append(hits[0])
        else:
            posted.append(_MANY | len(postings))
            postings.append(len(hits))
            postings.extend(hits)
    key_at.append(len(blob))
    for i in range(1, len(buckets)):
        buckets[i] += buckets[i - 1]

    # Who's On First's numbers need eight bytes; GeoNames' fit in four.
    wide = "Q" if max(numbers, default=0) > 0xFFFFFFFF else "I"
    columns: list[tuple[str, str, array[int] | bytearray]] = [
        ("number", wide, array(wide, numbers)),
        ("lat", "i", lats),
        ("lon", "i", lons),
        ("people", "I", people),
        ("name_at", "I", name_at),
        ("bucket", "I", buckets),
        ("key_at", "I", key_at),
        ("posted", "I", posted),
        ("posting", "I", postings),
        ("country", "H", countries),
        ("admin1", "H", firsts),
        ("feature", "H", features),
        ("names", "B", names),
        ("keys", "B", blob),
    ]
    layout, body = {}, bytearray()
    for label, code, column in columns:
        body += bytes(-len(body) % 8)
        if isinstance(column, array) and sys.byteorder == "big":
            column.byteswap()
        raw = column.tobytes() if isinstance(column, array) else bytes(column)
        layout[label] = (code, len(body), len(raw))
        body += raw
    header = json.dumps(
        {
            "about": about,
            "places": len(numbers),
            "names": len(keys),
            "bits": bits,
            "layout": layout,
            "countries": list(country_ids),
            "features": list(feature_ids),
            "divisions": list(admin_ids),
            "admin1": dict(sorted(admin1.items())),
        },
        ensure_ascii=False,
    ).encode()
    header += b" " * (-(len(header) + 16) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(MAGIC + struct.pack("<Q", len(header)) + header + body)
    fresh.replace(path)
    return len(numbers)


class BadIndex(ValueError):
    """The file is no index of ours."""


class Index:
    """An index file opened for reading.

    Raises `BadIndex` when the file is not one of ours (or is cut short) and ``OSError`` when it cannot
    be opened. Safe to share between threads: nothing is written after opening.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(16)
            if len(head) < 16 or head[:8] != MAGIC:
                raise BadIndex(f"{path} is not an index of places")
            (length,) = struct.unpack("<Q", head[8:])
            try:
                header = json.loads(file.read(length))
            except ValueError as error:
                raise BadIndex(f"{path} is damaged") from error
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        whole = memoryview(self._map)
        start = 16 + length
        end = max(at + size for _, at, size in header["layout"].values())
        if len(whole) < start + end:
            raise BadIndex(f"{path} is cut short")

        def column(label: str) -> memoryview:
            code, at, size = header["layout"][label]
            part = whole[start + at : start + at + size]
            if sys.byteorder == "big" and code != "B":
                turned = array(code, part.tobytes())
                turned.byteswap()
                return memoryview(turned)
            return part.cast(code)

        self.path = path
        self.about: str = header["about"]
        self.places: int = header["places"]
        self.names: int = header["names"]
        self.admin1: dict[str, str] = header["admin1"]
        self.countries: list[str] = header["countries"]
        self._features: list[str] = header["features"]
        self._divisions: list[str | None] = [self.admin1.get(d) for d in header["divisions"]]
        self._shift = 32 - header["bits"]
        self._number, self._lat, self._lon = column("number"), column("lat"), column("lon")
        self._people, self._name_at, self._name = column("people"), column("name_at"), column("names")
        self._country, self._admin1 = column("country"), column("admin1")
        self._feature, self._bucket = column("feature"), column("bucket")
        self._key_at, self._posted, self._posting = column("key_at"), column("posted"), column("posting")
        self._keys = column("keys")

    def find(self, key: str) -> list[Entry]:
        """The places that bear this folded name, in file order."""
        wanted = key.encode("utf-8", "surrogatepass")
        at = zlib.crc32(wanted) >> self._shift
        key_at, keys = self._key_at, self._keys
        for i in range(self._bucket[at], self._bucket[at + 1]):
            first, last = key_at[i], key_at[i + 1]
            if last - first == len(wanted) and keys[first:last] == wanted:
                posted = self._posted[i]
                if not posted & _MANY:
                    return [self._entry(posted)]
                start = posted & ~_MANY
                return [self._entry(p) for p in self._posting[start + 1 : start + 1 + self._posting[start]]]
        return []

    def _entry(self, posted: int) -> Entry:
        i = posted >> 1
        division = self._admin1[i]
        name = bytes(self._name[self._name_at[i] : self._name_at[i + 1]]).decode()
        return Entry(
            name,
            self._number[i] or None,
            self._lat[i] / 1e5,
            self._lon[i] / 1e5,
            self.countries[self._country[i]],
            None if division == _NONE else self._divisions[division],
            self._features[self._feature[i]],
            self._people[i],
            bool(posted & 1),
        )
