"""Which claim a denial speaks to."""

from __future__ import annotations

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.read import read


def _answered(text: str) -> list[str]:
    """Evidence of the claims that the denials of a report answer."""
    claims = read(Report(text, published="2024-06-12"), annotator()).claims
    told = {c.id: c.evidence[0].text for c in claims}
    return [told[c.answers] for c in claims if c.answers is not None]


def test_no_civilian_was_targeted_answers_the_strike_told_before() -> None:
    text = "Turkey struck targets in Iraq on Monday. The Turkish embassy said no civilian was targeted."
    assert _answered(text) == ["Turkey struck targets in Iraq on Monday"]


def test_it_does_not_answer_the_strike_of_another() -> None:
    assert _answered("Iran struck targets in Iraq. The Turkish embassy said no civilian was targeted.") == []
