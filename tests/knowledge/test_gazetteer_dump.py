"""GeoNames dumps: plain, gzipped, zipped, and everything that is none."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.gazetteer_dump import index_dump, read_codes, read_dump
from counterclaim.knowledge.gazetteer_index import Index


def row(number: int, name: str, kind: str, feature: str, *, other: str = "", admin2: str = "") -> str:
    fields = [str(number), name, name, other, "12.5", "24.25", kind, feature, "SD", "", "55", admin2]
    return "\t".join([*fields, "", "", "300", "", "", "Africa/Khartoum", "2024-01-01"]) + "\n"


DUMP = (
    row(1, "Kabga", "P", "PPL", other="Cabga,kabga,KBG")
    + row(2, "Northland", "A", "ADM1")
    + row(3, "Lower Northland", "A", "ADM2", admin2="0101")
    + row(4, "Old Kabga", "P", "PPLH")
    + row(5, "Kabga School", "S", "SCH")
)


def packed(tmp_path: Path, how: str) -> Path:
    path = tmp_path / f"SD.{how}"
    if how == "txt":
        path.write_text(DUMP, "utf-8")
    elif how == "gz":
        path.write_bytes(gzip.compress(DUMP.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "Hello")
            archive.writestr("SD.txt", DUMP)
    return path


@pytest.mark.parametrize("how", ["txt", "gz", "zip"])
def test_reads_settlements_and_divisions(tmp_path: Path, how: str) -> None:
    places = list(read_dump(packed(tmp_path, how)))
    assert [p.names for p in places] == [("Kabga", "Cabga"), ("Northland",), ("Lower Northland",)]


def test_division_names_come_from_the_codes_or_from_the_dump(tmp_path: Path) -> None:
    dump = packed(tmp_path, "txt")
    index_dump(dump, tmp_path / "a.idx")
    assert Index(tmp_path / "a.idx").find("kabga")[0].admin1 == "Northland"
    (tmp_path / "admin1.txt").write_text("SD.55\tThe North\tThe North\t0\n", "utf-8")
    (tmp_path / "admin2.txt").write_text("SD.55.0101\tLow North\tLow North\t0\n", "utf-8")
    index_dump(dump, tmp_path / "b.idx", tmp_path / "admin1.txt", tmp_path / "admin2.txt")
    assert Index(tmp_path / "b.idx").find("kabga")[0].admin1 == "The North"
    assert Index(tmp_path / "b.idx").find("low north")[0].feature == "ADM2"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"one\ttwo\n", "CC132"),
        (b"\xff\xfe\x00", "CC132"),
        (b"", "CC132"),
        (row(1, "X", "P", "PPL").replace("12.5", "north").encode(), "CC132"),
        (row(1, "X", "P", "PPL").replace("12.5", "120.5").encode(), "CC132"),
        (gzip.compress(DUMP.encode(), mtime=0)[:60], "CC131"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "wrong"
    path.write_bytes(content)
    with pytest.raises(CounterclaimError) as caught:
        index_dump(path, tmp_path / "x.idx")
    assert caught.value.code == code
    assert not (tmp_path / "x.idx").exists()


def test_missing_and_empty_archives(tmp_path: Path) -> None:
    with pytest.raises(CounterclaimError, match="CC131"):
        list(read_dump(tmp_path / "none.txt"))
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", "a")
    with pytest.raises(CounterclaimError, match="CC132"):
        list(read_dump(tmp_path / "x.zip"))


def test_bad_codes(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("SD.55\tNorth\nno code here\n", "utf-8")
    with pytest.raises(CounterclaimError, match=r"CC133.*Line 2"):
        read_codes(tmp_path / "codes")
