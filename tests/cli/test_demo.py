"""The demo: the main job on the sample newsroom, labelled, with the disputed figures side by side."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from counterclaim.cli.demo import disputed
from counterclaim.cli.main import app
from counterclaim.language import annotator
from counterclaim.reading.read import read_many
from counterclaim.samples import sample_newsroom


@pytest.fixture(scope="module")
def shown() -> str:
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0
    return result.stdout


def test_it_says_what_it_read_and_that_the_reports_are_re_worded(shown: str) -> None:
    assert "97 reports read" in shown
    assert "re-worded" in shown


def test_the_biggest_occasion_is_told_differently_by_each_side() -> None:
    samples = [s for s in sample_newsroom() if s.occasion == "ep01-pakafg-2025-10-clashes"]
    readings = list(read_many([s.report for s in samples], annotator()))
    accounts = disputed(readings)
    assert {"23", "at least 23"} & set(accounts["Pakistan"]["Pakistan"])
    assert "58" in accounts["Pakistan"]["Taliban"]
    assert "9" in accounts["Taliban"]["Taliban"]
    assert "more than 200" in accounts["Taliban"]["Pakistan"]
    for by_speaker in accounts.values():
        for figures in by_speaker.values():
            for claims in figures.values():
                for reading, claim in claims:
                    span = claim.evidence[0]
                    assert reading.report.text[span.start : span.end] == span.text
