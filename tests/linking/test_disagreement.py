"""eventreport's measures: the values its own functions give on its own examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.linking import disagreement
from counterclaim.linking.disagreement import VARIABLES, report_rows
from counterclaim.model import Casualties, Event, Told

# The data frame of the package's documentation; the expected values follow from the definitions there.
EVENTS = {
    "1": [{"actor1": "A", "deaths": 10}, {"actor1": "B", "deaths": 20}],
    "2": [{"actor1": "B", "deaths": 5}, {"actor1": "B", "deaths": 15}, {"actor1": "B", "deaths": None}],
    "3": [{"actor1": "C", "deaths": 10}],
}


def test_dscore_counts_a_missing_value_as_one_of_its_own() -> None:
    assert [disagreement.dscore(rows, "deaths") for rows in EVENTS.values()] == [1, 2, 0]
    assert disagreement.dscore([], "deaths") == 0


def test_means_over_events() -> None:
    assert disagreement.mean_dscore(EVENTS, "deaths") == pytest.approx(1.0)
    assert disagreement.mean_dscore(EVENTS, "deaths", normalize=True) == pytest.approx(1 / 5)
    assert disagreement.share_disagreement(EVENTS, "actor1") == pytest.approx(1 / 3)
    assert disagreement.modal_confidence(EVENTS, "deaths") == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert disagreement.mean_sd(EVENTS, "deaths") == pytest.approx(50**0.5)
    assert disagreement.mean_range(EVENTS, "deaths") == pytest.approx(20 / 3)
    assert disagreement.event_level_disagreement(EVENTS["2"], "deaths") == pytest.approx(0.5)


def test_the_diagnostics_gather_all_measures() -> None:
    table = disagreement.aggregation_diagnostics(EVENTS, ["actor1", "deaths"])
    assert table["actor1"]["mean_sd"] is None
    assert table["actor1"]["mean_range"] is None
    assert table["deaths"]["dscore"] == pytest.approx(1.0)
    assert set(table["deaths"]) == {
        "dscore",
        "dscore_normalized",
        "mean_sd",
        "mean_range",
        "share_disagreement",
        "modal_confidence",
    }


def test_nothing_given_is_nothing_measured() -> None:
    empty = {"1": [{"deaths": None}]}
    assert disagreement.mean_sd(empty, "deaths") is None
    assert disagreement.mean_range(empty, "deaths") is None
    assert disagreement.modal_confidence(empty, "deaths") is None
    assert disagreement.mean_dscore({}, "deaths") is None
    assert disagreement.share_disagreement({}, "deaths") is None


def test_rows_hold_each_reports_own_figures(
    tell: Callable[..., Told], dead: Callable[..., Casualties]
) -> None:
    told = [
        tell(dead("Kenya", 12), "Kenya", report="a"),
        tell(dead("Kenya", 15), "Kenya", report="b"),
        tell(dead("Kenya", 30, outcome="wounded"), "Kenya", report="b"),
        tell(Event("ASSAULT", "raid", "al-Shabaab"), report="b"),
    ]
    rows = report_rows(told)
    assert [row["deaths_best"] for row in rows if row["id"] == told[0].report.id] == [12]
    second = next(row for row in rows if row["id"] == told[1].report.id)
    assert (second["deaths_best"], second["injuries_best"], second["actor1"]) == (15, 30, "al-Shabaab")
    assert set(second) == {"id", *VARIABLES}
    assert disagreement.dscore(rows, "deaths_best") == 1
