"""Dates as people and pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.intake.dates import find_dates, iso_date, of_epoch


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-10-12", "2025-10-12"),
        ("2025-10-12T14:05:00+0300", "2025-10-12T14:05:00+03:00"),
        ("2025-10-12T14:05:00+03", "2025-10-12T14:05:00+03:00"),
        ("2025-10-12T14:05:00.000Z", "2025-10-12T14:05:00+00:00"),
        ("2025-10-12 14:05", "2025-10-12T14:05:00"),
        ("Sun Oct 12 2025 14:05:00 GMT+0300 (Arabia Standard Time)", "2025-10-12T14:05:00+03:00"),
        ("Sunday, 12-Oct-25 14:05:00 GMT", "2025-10-12T14:05:00+00:00"),
        ("12th of October 2025", "2025-10-12"),
        ("Oct. 12, 2025, 9.30 p.m. EDT", "2025-10-12T21:30:00-04:00"),
        ("31/12/2025", "2025-12-31"),
        ("12/10/2025", None),
        ("2025-13-40", None),
        ("yesterday", None),
        ("0000-00-00", None),
    ],
)
def test_a_date_by_itself(words: str, iso: str | None) -> None:
    assert iso_date(words) == iso


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Updated 9:05 AM EDT, Sun October 12, 2025", ["2025-10-12T09:05:00-04:00"]),
        ("12.10.2025 - Update : 13.10.2025", ["2025-10-12", "2025-10-13"]),
        ("Sun 12 Oct 2025 14.05 BST", ["2025-10-12T14:05:00+01:00"]),
        ("Published Oct 12, 2025 2:05 pm IST", ["2025-10-12T14:05:00"]),
        ("Monday, 12/10/2025", []),
        ("Friday, 10/10/2025", ["2025-10-10"]),
        ("10 June، 2018", ["2018-06-10"]),
        ("25:61, 12 October 2025", ["2025-10-12"]),
        ("in 2025 and on 12 October", []),
    ],
)
def test_dates_in_a_line(line: str, found: list[str]) -> None:
    assert [dated.iso for dated in find_dates(line)] == found


@given(st.text(max_size=120))
def test_any_words_give_dates_or_nothing(words: str) -> None:
    iso_date(words)
    of_epoch(words)
    assert all(0 <= dated.start < dated.end <= len(words) for dated in find_dates(words))


@given(st.datetimes(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"]))
def test_a_written_day_comes_back(when: object, form: str) -> None:
    from datetime import datetime

    assert isinstance(when, datetime)
    if when.year >= 1971:
        asked = when.date().isoformat() if when.year <= 2100 else None
        assert next((d.iso for d in find_dates(when.strftime(form))), None) == asked
