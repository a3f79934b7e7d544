"""Figures: bounds, spelled numbers, vague words, and numbers that count nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.reading.figures import find_figures

Bounds = tuple[int | None, int | None, str]


def _read(text: str) -> list[Bounds]:
    return [(f.figure.low, f.figure.high, f.figure.bound) for f in find_figures(annotator().annotate(text))]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("58 soldiers", (58, 58, "exact")),
        ("1,200 soldiers", (1200, 1200, "exact")),
        ("230000 people", (230000, 230000, "exact")),
        ("Twenty-three soldiers", (23, 23, "exact")),
        ("a hundred and five rebels", (105, 105, "exact")),
        ("two lakh people", (200_000, 200_000, "exact")),
        ("1.2 million people", (1_200_000, 1_200_000, "exact")),
        ("half a dozen men", (6, 6, "exact")),
        ("a dozen men", (12, 12, "exact")),
        ("three hundred thousand people", (300_000, 300_000, "exact")),
        ("at least nine men", (9, None, "at least")),
        ("no fewer than 30 men", (30, None, "at least")),
        ("30 or more men", (30, None, "at least")),
        ("300-plus men", (300, None, "at least")),
        ("more than 500 men", (501, None, "more than")),
        ("upwards of 90 men", (91, None, "more than")),
        ("more than two dozen men", (25, None, "more than")),
        ("more than a dozen men", (13, None, "more than")),
        ("up to 40 men", (None, 40, "up to")),
        ("as many as 40 men", (None, 40, "up to")),
        ("fewer than 20 men", (None, 19, "less than")),
        ("nearly 300 men", (None, 300, "nearly")),
        ("almost a hundred men", (None, 100, "nearly")),
        ("about 30 men", (30, 30, "about")),
        ("some 200 men", (200, 200, "about")),
        ("around a dozen men", (12, 12, "about")),
        ("an estimated 1,500 men", (1500, 1500, "about")),
        ("between 15 and 20 men", (15, 20, "between")),
        ("two to three men", (2, 3, "between")),
        ("200-300 men", (200, 300, "between")),
        ("5 to 10 million people", (5_000_000, 10_000_000, "between")),
        ("dozens of men", (None, None, "dozens")),
        ("several hundred men", (None, None, "hundreds")),
        ("tens of thousands of men", (None, None, "tens of thousands")),
        ("a large number of men", (None, None, "large number")),
        ("several men", (None, None, "several")),
        ("a few men", (None, None, "a few")),
    ],
)
def test_a_figure_keeps_its_bounds(words: str, wanted: Bounds) -> None:
    assert _read(f"The mayor saw {words} there.") == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "An 11-year-old girl ran.",
        "Amina, 11, ran home.",
        "The man, aged 30, ran.",
        "The 205th Corps advanced.",
        "It lies 20 km away.",
        "It began at 5 p.m. on 3 May 2024.",
        "It began on October 26 and 27.",
        "In 2015 it ended.",
        "It cost $500 million.",
        "Half of it, 50 percent, burned.",
        "The truce held for 48 hours.",
        "Resolution 1701 was passed.",
        "A 3,000-strong force came.",
        "Highway 4 was cut.",
    ],
)
def test_a_number_that_counts_nobody_is_left_out(text: str) -> None:
    assert _read(text) == []


def test_a_rise_names_two_counts_and_no_range() -> None:
    assert _read("The toll rose from 63 to 89.") == [(63, 63, "exact"), (89, 89, "exact")]


def test_lost_commas_leave_two_counts() -> None:
    assert _read("The toll had risen to 86 30 of them children") == [(86, 86, "exact"), (30, 30, "exact")]


def test_an_increment_is_marked() -> None:
    found = find_figures(annotator().annotate("A further 30 men and another nine came."))
    assert [(f.span.text, f.more) for f in found] == [("A further 30", True), ("another nine", True)]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_and_every_span_is_its_words(text: str) -> None:
    for found in find_figures(annotator().annotate(text)):
        assert text[found.span.start : found.span.end] == found.span.text
        low, high = found.figure.low, found.figure.high
        assert low is None or high is None or low <= high
