"""Bounds: which figures can both be true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.bounds import compatible, figure_text, joined, reach
from counterclaim.model import Figure


def figures() -> st.SearchStrategy[Figure]:
    number = st.integers(0, 5000)
    return st.one_of(
        number.map(lambda n: Figure(n, n, "exact")),
        number.map(lambda n: Figure(n, None, "at least")),
        number.map(lambda n: Figure(n + 1, None, "more than")),
        number.map(lambda n: Figure(None, n, "up to")),
        number.map(lambda n: Figure(None, n, "nearly")),
        number.map(lambda n: Figure(n, n, "about")),
        st.tuples(number, number).map(lambda p: Figure(min(p), max(p), "between")),
        st.sampled_from(["dozens", "hundreds", "several"]).map(lambda w: Figure(None, None, w)),
        st.just(Figure(0, 0, "none")),
    )


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Figure(9, None, "at least"), Figure(11, 11, "exact"), True),
        (Figure(9, 9, "exact"), Figure(58, 58, "exact"), False),
        (Figure(0, 0, "none"), Figure(1, None, "at least"), False),
        (Figure(201, None, "more than"), Figure(9, 9, "exact"), False),
        (Figure(None, None, "hundreds"), Figure(40, 40, "exact"), False),
        (Figure(None, None, "hundreds"), Figure(460, 460, "exact"), True),
        (Figure(None, 40, "up to"), Figure(12, 12, "exact"), True),
        (Figure(None, 300, "nearly"), Figure(12, 12, "exact"), False),
        (Figure(30, 30, "about"), Figure(32, 32, "exact"), True),
        (Figure(15, 20, "between"), Figure(21, 21, "exact"), False),
        (Figure(None, None, "a large number"), Figure(1, 1, "exact"), True),
        (Figure(None, None, "a large number"), Figure(0, 0, "none"), False),
    ],
)
def test_figures_contradict_only_when_no_number_fits_both(one: Figure, other: Figure, both: bool) -> None:
    assert compatible(one, other) is both
    assert compatible(other, one) is both


@given(figures(), figures())
def test_compatible_is_symmetric_and_everything_fits_itself(one: Figure, other: Figure) -> None:
    assert compatible(one, one)
    assert compatible(one, other) == compatible(other, one)
    low, high = reach(one)
    assert high is None or low <= high


@given(figures(), figures())
def test_a_sum_reaches_no_lower_than_its_parts(one: Figure, other: Figure) -> None:
    total = joined(one, other)
    if one.low is not None and other.low is not None:
        assert total.low == one.low + other.low
    assert figure_text(total)
