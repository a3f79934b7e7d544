"""Scorers of linking, and the reports of our own under tests/linking/occasions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from counterclaim.evaluation.incidents import Agreement, b_cubed, pairwise, score_maverick, score_occasions
from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.read import read_many

OCCASIONS = Path(__file__).resolve().parents[1] / "linking" / "occasions"


def test_everything_apart_and_everything_together() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    apart, together = {"a": 1, "b": 2, "c": 3}, dict.fromkeys("abc", 1)
    assert b_cubed(gold, gold) == pairwise(gold, gold) == Agreement(1.0, 1.0)
    assert pairwise(gold, apart) == Agreement(1.0, 0.0)
    assert pairwise(gold, apart).f1 == 0.0
    assert b_cubed(gold, apart) == Agreement(1.0, 2 / 3)
    assert pairwise(gold, together) == Agreement(1 / 3, 1.0)


@pytest.mark.parametrize(("name", "floor"), [("seen", 0.9), ("kept", 0.85)])
def test_rival_reports_of_one_occasion_come_together(name: str, floor: float) -> None:
    rows = tomllib.loads((OCCASIONS / f"{name}.toml").read_text("utf-8"))["report"]
    reports = [Report(row["text"], published=row["published"]) for row in rows]
    gold = {report.id: row["occasion"] for report, row in zip(reports, rows, strict=True)}
    days = {report.id: report.published for report in reports}
    figures = score_occasions(read_many(reports, annotator()), gold, days)
    assert figures["b3"] >= floor
    assert figures["spanning"] == 0


def test_maverick_on_the_half_nothing_was_fitted_on(shared: Path) -> None:
    figures = score_maverick(shared / "eval" / "incidents" / "maverick_event_report.csv")
    assert figures["pairwise"] >= 0.65
    assert figures["b3"] > figures["plain b3"]
