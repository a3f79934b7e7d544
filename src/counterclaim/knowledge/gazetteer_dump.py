"""Reading a GeoNames dump: nineteen columns, plain, gzipped or zipped."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.gazetteer_index import NewPlace, useful, write_index

_COLUMNS = 19
# Classes A (divisions) and P (settlements), and from the others what news names as places.
_OTHERS = frozenset(
    [
        "RGN",
        "SEA",
        "GULF",
        "STRT",
        "LK",
        "LKS",
        "STM",
        "CNL",
        "BAY",
        "CHN",
        "ISL",
        "ISLS",
        "MT",
        "MTS",
        "PASS",
        "VAL",
        "PEN",
        "DSRT",
        "FRST",
        "AIRP",
        "AIRB",
        "PRT",
        "CMP",
        "RGNE",
        "PRK",
        "RES",
        "RESN",
        "CAPE",
        "DAM",
        "BDG",
        "GATE",
    ]
)


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """A dump as lines of text, whatever it is packed in. CC131 when it cannot be opened.

    In a zip the largest .txt is the dump (GeoNames adds a readme).
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = [m for m in archive.infolist() if m.filename.lower().endswith(".txt")]
                if not members:
                    raise _wrong(path, "the zip holds no .txt file")
                with archive.open(max(members, key=lambda m: m.file_size)) as raw:
                    yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
            return
        with path.open("rb") as probe:
            packed = probe.read(2) == b"\x1f\x8b"
        if packed:
            with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
                yield lines
        else:
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield lines
    except FileNotFoundError as error:
        raise CounterclaimError(
            "CC131", f"Cannot read {path}.", "The file does not exist.", "Check the path.", exit_code=2
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, "it is not UTF-8 text") from error
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise CounterclaimError(
            "CC131", f"Cannot read {path}.", f"Reason: {error}.", "Check the file, or download it again."
        ) from error


def _wrong(path: Path, why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC132",
        f"{path} is not a GeoNames dump.",
        f"Reason: {why}.",
        "Give a file from download.geonames.org/export/dump, such as SD.zip, or one of the same 19 columns.",
    )


def read_codes(path: Path) -> dict[str, str]:
    """Codes to names from ``admin1CodesASCII.txt`` or ``admin2Codes.txt``: "SD.55" to "North Darfur".

    CC133 names the line that is no such row.
    """
    found = {}
    with opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\r\n").split("\t")
            if not line.strip():
                continue
            if len(fields) < 2 or "." not in fields[0]:
                raise CounterclaimError(
                    "CC133",
                    f"Line {number} of {path} is no division code.",
                    "It should be a code such as SD.55, a tab, and a name.",
                    "Give admin1CodesASCII.txt or admin2Codes.txt from download.geonames.org/export/dump.",
                )
            found[fields[0]] = fields[1]
    return found


def read_dump(path: Path, admin2: dict[str, str] | None = None) -> Iterator[NewPlace]:
    """The places of a dump, in file order; rows of other kinds are passed over.

    ``admin2`` gives further names of second-level divisions. CC132 names the first line that does not
    have the nineteen columns, or whose coordinates are no numbers.
    """
    with opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\r\n").split("\t")
            if len(fields) != _COLUMNS:
                if not line.strip():
                    continue
                raise _wrong(path, f"line {number} has {len(fields)} columns, not {_COLUMNS}")
            try:
                place = _place(fields, admin2 or {})
            except ValueError as error:
                raise _wrong(path, f"line {number}: {error}") from error
            if place is not None:
                yield place


def _place(fields: list[str], admin2: dict[str, str]) -> NewPlace | None:
    kind, feature = fields[6], fields[7]
    lat, lon = float(fields[4]), float(fields[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{fields[4]}, {fields[5]} is no place on earth")
    # "PPLH", "ADM1H": what was once and is no more.
    historical = feature.endswith("H") and feature[:3] in ("PPL", "ADM")
    if historical or not fields[1] or (kind not in ("A", "P") and feature not in _OTHERS):
        return None
    population = int(fields[14] or 0)
    names = [fields[1], fields[2], *fields[3].split(",")]
    if feature == "ADM2":
        names.append(admin2.get(f"{fields[8]}.{fields[10]}.{fields[11]}", ""))
    kept = dict.fromkeys(n for n in names[1:] if n != fields[1] and useful(n, population))
    return NewPlace((fields[1], *kept), int(fields[0]), lat, lon, fields[8], fields[10], feature, population)


def index_dump(path: Path, out: Path, admin1: Path | None = None, admin2: Path | None = None) -> int:
    """Index a dump into ``out`` and return how many places it has.

    Division names come from ``admin1``, else from the dump's own ADM1 rows. Raises `CounterclaimError`
    CC131 to CC134; an index that is already there is replaced only when all went well.
    """
    codes = read_codes(admin1) if admin1 else {}
    places = list(read_dump(path, read_codes(admin2) if admin2 else None))
    if not places:
        raise _wrong(path, "it has no settlement and no division in it")
    for place in places:
        if place.feature == "ADM1":
            codes.setdefault(f"{place.country}.{place.admin1}", place.names[0])
    try:
        return write_index(out, places, codes, f"{path.name}, added by hand")
    except OSError as error:
        raise CounterclaimError(
            "CC134",
            f"Cannot write {out}.",
            f"Reason: {error.strerror or error}.",
            "Set COUNTERCLAIM_PLACES to a folder you may write to.",
        ) from error
