"""The figures for origins: wire groups of the sample newsroom, rewritten copies of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.evaluation.origins import PairScore, newsroom_cases, score_origins, score_wire
from counterclaim.linking.origins import group
from counterclaim.model import Reading, Report
from counterclaim.reading.datelines import dateline, report_agencies

WIRE = Path(__file__).parents[1] / "linking" / "wire"


def _credits_only(report: Report) -> Reading:
    agencies = report.agencies or report_agencies(report.text, report.byline)
    return Reading(replace(report, agencies=agencies, dateline=dateline(report.text)))


def test_wire_groups_of_the_sample_newsroom() -> None:
    cases, prints = newsroom_cases(_credits_only)
    assert score_origins(cases, group(prints)).f1 >= 0.9


@pytest.mark.parametrize(("among", "least"), [("copies", 0.9), ("wire", 0.95)])
def test_rewritten_copies(among: str, least: float) -> None:
    # Copies alone, of which some share one edited paragraph and no more, are the harder half.
    scores = score_wire(WIRE)
    seen, held = scores[f"seen {among}"], scores[f"held {among}"]
    both = PairScore(seen.right + held.right, seen.wrong + held.wrong, seen.missed + held.missed)
    assert both.f1 >= least
    assert both.precision >= 0.98
