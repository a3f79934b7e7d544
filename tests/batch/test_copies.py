"""Claims taken over from a copy are those that reading it would give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.batch.copies import reading_key, retold
from counterclaim.language import annotator
from counterclaim.model import Claim, Event, Reading, Report, Source, Span
from counterclaim.reading.read import read
from counterclaim.samples import sample_newsroom

REPORTS = [sample.report for sample in sample_newsroom()][::16]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.ref)
@pytest.mark.parametrize("outlet", ["The Nowhere Post", "Reuters", None])
def test_as_if_read(report: Report, outlet: str | None) -> None:
    copy = replace(report, outlet=outlet, url="https://copy.example/1", title="A headline of its own")
    first = read(report, annotator(), rules_only=True)
    assert reading_key(first.report) == reading_key(report)
    if reading_key(copy) == reading_key(report):
        made = retold(first, copy)
        assert made is None or made == read(copy, annotator(), rules_only=True)


def test_an_outlet_that_speaks_is_read_again() -> None:
    report = Report("Shots were heard, The Courier said.", outlet="The Courier")
    said = Source(None, name="The Courier")
    claim = Claim(
        "c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"), said, chain=("The Courier",)
    )
    assert retold(Reading(report, (claim,)), replace(report, outlet="The Other")) is None


@pytest.mark.parametrize(
    "change", [{"published": "2024-05-05"}, {"text": "Nine died."}, {"outlet": "Dawn"}, {"language": "fr"}]
)
def test_what_reading_depends_on_makes_another_key(change: dict[str, str]) -> None:
    report = Report("Nine soldiers were killed.", outlet="The Nowhere Post", published="2024-05-04")
    assert reading_key(replace(report, **change)) != reading_key(report)  # type: ignore[arg-type]
