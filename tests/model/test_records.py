"""The records check themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import Figure, Interval, Report, Span


@given(st.text(min_size=1), st.data())
def test_a_span_is_the_text_between_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.text


def test_a_span_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Span(0, 3, "four")


@pytest.mark.parametrize(("low", "high"), [(5, 4), (-1, None), (None, -2)])
def test_impossible_figures_are_refused(low: int | None, high: int | None) -> None:
    with pytest.raises(ValueError, match=r"low|negative"):
        Figure(low, high, "exact")


def test_an_interval_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="after its end"):
        Interval("2025-10-12", "2025-10-11", "x")


def test_interval_ends_of_unlike_precision_compare_by_what_both_say() -> None:
    assert Interval("2025-10-12T06:00", "2025-10-12", "x").end == "2025-10-12"


def test_the_same_text_at_the_same_address_is_the_same_report() -> None:
    assert Report("a", url="u").id == Report("a", url="u", title="t").id
    assert Report("a", url="u").id != Report("a", url="v").id != Report("b", url="v").id
