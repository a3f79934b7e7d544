"""The gazetteer: what is in it, how it is looked up, and that it opens quickly."""

from __future__ import annotations

import time
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.gazetteer import (
    Gazetteer,
    default_index_path,
    gazetteer,
    open_index,
    user_indexes,
)
from counterclaim.knowledge.gazetteer_index import NewPlace, write_index


def test_shipped_file_is_small_and_opens_in_a_moment() -> None:
    assert default_index_path().stat().st_size < 25_000_000
    started = time.perf_counter()
    opened = open_index(default_index_path())
    assert time.perf_counter() - started < 0.1
    assert opened.places > 230_000


def test_tables_and_index_load_within_the_budget() -> None:
    best = 9.0
    for _ in range(3):
        started = time.perf_counter()
        Gazetteer([open_index(default_index_path())])
        best = min(best, time.perf_counter() - started)
    # 0.3 s is the promise on a quiet machine; a busy one is given twice that.
    assert best < 0.6


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Kharkiv", "UA", 49.98, 36.25),
        ("Харків", "UA", 49.98, 36.25),
        ("دمشق", "SY", 33.51, 36.29),
        ("Mek'ele", "ET", 13.50, 39.48),
        ("São Paulo", "BR", -23.55, -46.64),
        ("Sao Paulo", "BR", -23.55, -46.64),
        ("Robotyne", "UA", 47.45, 35.83),
        ("Angoor Adda", "PK", 32.51, 69.30),
        ("Bab el-Mandeb", "", 12.60, 43.35),
        ("Myanmar", "MM", 21.0, 96.0),
        ("Burma", "MM", 21.0, 96.0),
    ],
)
def test_finds(name: str, country: str, lat: float, lon: float) -> None:
    found = [e for e in gazetteer().find(name) if e.country == country]
    assert any(abs(e.lat - lat) < 0.3 and abs(e.lon - lon) < 0.3 for e in found), gazetteer().find(name)


def test_every_country_of_some_size_has_divisions() -> None:
    have = {key.split(".")[0] for key in gazetteer().indexes[0].admin1}
    small = {c.id for c in gazetteer().countries.values() if c.population < 150_000}
    # Curaçao and Singapore are one city each, without divisions in GeoNames.
    assert {c for c in gazetteer().countries if c not in have | small} <= {"CW", "SG"}


def test_each_division_is_found_by_its_name() -> None:
    for code, name in gazetteer().indexes[0].admin1.items():
        found = gazetteer().find(name)
        assert any(e.feature == "ADM1" and e.country == code[:2] for e in found), (code, name)


def test_own_table_holds_what_the_index_cannot() -> None:
    text = resources.files("counterclaim.knowledge").joinpath("tables", "places.toml").read_text("utf-8")
    places = tomllib.loads(text)["place"]
    assert len(places) >= 300
    assert all(row["source"] for row in places)
    labels = [(row["name"], row.get("country"), row["lat"]) for row in places]
    assert len(set(labels)) == len(labels)


def test_a_bad_row_is_named() -> None:
    table = '[[place]]\nname = "X"\nlat = 99\nlon = 0\nsource = "made up"'
    with pytest.raises(CounterclaimError, match=r"CC202.*Row 1 \(X\).*not on the globe"):
        Gazetteer([], table=table)


def test_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CounterclaimError, match="CC203"):
        open_index(tmp_path / "none.idx")
    damaged = tmp_path / "x.idx"
    damaged.write_bytes(b"CCPLACE1\x10\0\0\0\0\0\0\0not json")
    with pytest.raises(CounterclaimError, match="CC203"):
        open_index(damaged)


def test_a_persons_own_file_is_merged_without_doubles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [
        NewPlace(("Zzyzzum",), 99, 13.0, 25.0, "SD", "55", "PPL", 10),
        NewPlace(("Nyala",), 371745, 12.049, 24.881, "SD", "49", "PPL", 565734),
    ]
    write_index(tmp_path / "mine.idx", places, {"SD.55": "North Darfur"}, "test")
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(tmp_path))
    assert [p.name for p in user_indexes()] == ["mine.idx"]
    merged = Gazetteer([open_index(default_index_path()), *map(open_index, user_indexes())])
    assert [e.admin1 for e in merged.find("zzyzzum")] == ["North Darfur"]
    towns = [e for e in merged.find("Nyala") if e.country == "SD" and e.feature == "PPL"]
    assert len(towns) == 1
