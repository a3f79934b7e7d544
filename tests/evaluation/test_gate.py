"""The gate: which sets it measures by whom, and that a broken floor fails it."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from counterclaim.evaluation import gate
from counterclaim.evaluation.gate import Readers, measure
from counterclaim.model import Reading, Report

HEAD = (
    "id,event_id,source,country,city,location,latitude,longitude,geo_precision,date_start,date_end,"
    + ",".join(f"actor{n}_id,actor{n}_violence" for n in range(1, 7))
    + ",deaths_best,deaths_low,deaths_high,injuries_best,injuries_low,injuries_high"
)


def unread(_: Any) -> Any:
    raise AssertionError("this set needs no reading")


def empty(report: Report) -> Reading:
    return Reading(report)


READERS = Readers(empty, unread, unread, unread)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "eval" / "incidents"
    folder.mkdir(parents=True)
    row = ["Kenya", "Lamu", "", "-2.27", "40.9", "3.0", "2010-01-05", "2010-01-05"]
    rest = ["a1", "Shooting", *[""] * 10, "2", "2", "2", "0", "", ""]
    rows = [[f"r{n}", f"KE-{n // 2}", f"s{n}", *row, *rest] for n in range(8)]
    text = "\n".join([HEAD, *(",".join(r) for r in rows)])
    (folder / "maverick_event_report.csv").write_text(text, "utf-8")
    return tmp_path


def test_coded_reports_are_linked_once_without_any_reading(data: Path) -> None:
    found = list(measure(data, READERS, READERS, frozenset({"maverick"})))
    assert [m.name for m in found] == ["maverick.pairwise", "maverick.b3"]
    assert all(m.encoder is None and 0 <= m.rules.figure <= 1 for m in found)


def test_the_newsroom_is_read_by_both_engines(data: Path) -> None:
    b3, spanning = measure(data, READERS, READERS, frozenset({"newsroom"}))
    # reports without a claim each stand alone: pure, and far from whole
    assert b3.rules.figure < 0.84
    assert not b3.passed
    assert spanning.passed
    assert spanning.encoder is not None
    assert spanning.encoder.figure == 0


def test_without_the_sets_nothing_is_measured(tmp_path: Path) -> None:
    assert list(measure(tmp_path, READERS)) == []


def test_every_floor_belongs_to_a_set(data: Path) -> None:
    text = resources.files("counterclaim.evaluation").joinpath("floors.toml").read_text("utf-8")
    rows = tomllib.loads(text)["measure"]
    sets = {name for name, _, _ in gate._sets(data, None, READERS)}
    assert {row["name"].split(".")[0] for row in rows} == sets
    for row in rows:
        both = row["name"].split(".")[0] not in gate._BEFORE_ATTRIBUTION
        assert ("encoder" in row) == both, row["name"]
