"""The index file: what goes in comes out, the same bytes each time, and no damage goes unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.knowledge.gazetteer_index import BadIndex, Index, NewPlace, fold, useful, write_index

PLACES = [
    NewPlace(("Gorno", "Górno", "Горно"), 1, 42.5, 23.25, "BG", "01", "PPL", 1200),
    NewPlace(("Saint Odo",), None, -0.5, -179.99, "FJ", "", "PPL", 0),
    NewPlace(("Gorno",), 91091705275, 41.0, 20.0, "AL", "7", "ADM2", 5_000_000_000),
]


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "a" / "x.idx"
    assert write_index(path, PLACES, {"BG.01": "North"}, "made up") == 3
    index = Index(path)
    found = index.find(fold("Górno"))
    assert [(e.geonameid, e.country, e.admin1, e.primary) for e in found] == [
        (1, "BG", "North", True),
        (91091705275, "AL", None, True),
    ]
    assert index.find("горно")[0].primary is False
    saint = index.find(fold("St. Odo"))[0]
    assert (saint.geonameid, saint.lat, saint.lon) == (None, -0.5, -179.99)
    assert index.find("nowhere") == []
    assert index.find("\ud800") == []


def test_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_index(tmp_path / name, PLACES, {"BG.01": "North"}, "made up")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("size", [0, 3, 16, 200])
def test_a_cut_file_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.idx"
    write_index(path, PLACES, {}, "made up")
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(BadIndex):
        Index(path)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) == once or any(word in once.split() for word in ("saint", "mount", "fort"))


@given(st.text(max_size=50), st.integers(0, 10**7))
def test_useful_takes_any_text(name: str, population: int) -> None:
    assert useful(name, population) in (True, False)
