"""Time expressions: sixty news phrases, the forms that must be read, and what must never happen."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.language import Annotation, annotator
from counterclaim.model import TimeMention
from counterclaim.reading.times import duration_start, find_times

PHRASES = tomllib.loads((Path(__file__).parent / "time_phrases.toml").read_text(encoding="utf-8"))["case"]
_PARSED: dict[str, Annotation] = {}


def parse(text: str) -> Annotation:
    if text not in _PARSED:
        _PARSED[text] = annotator().annotate(text)
    return _PARSED[text]


def times(text: str, published: str | None = "2025-10-12") -> list[TimeMention]:
    return find_times(parse(text), published)


def interval(text: str, published: str | None = "2025-10-12", at: int = 0) -> tuple[str | None, str | None]:
    found = times(text, published)[at].interval
    return found.start, found.end


def test_there_are_sixty_phrases() -> None:
    assert len(PHRASES) == 60


@pytest.mark.parametrize("case", PHRASES, ids=[f"{n}-{c['phrase']}" for n, c in enumerate(PHRASES, 1)])
def test_phrase(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    start = case["text"].index(case["phrase"])
    end = start + len(case["phrase"])
    near = [t for t in times(case["text"], case["published"]) if t.span.start < end and start < t.span.end]
    got = [(t.interval.start or "", t.interval.end or "") for t in near]
    assert (case["start"], case["end"]) in got
    if "anchor" in case:
        hit = near[got.index((case["start"], case["end"]))]
        assert hit.interval.anchor == case["anchor"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Ministers will meet on Sunday.", "2025-10-12", ("2025-10-12", "2025-10-12")),
        ("Ministers met last Sunday.", "2025-10-12", ("2025-10-05", "2025-10-05")),
        ("The pass reopened on Thursday.", "2025-11-06", ("2025-11-06", "2025-11-06")),
        ("The night to Tuesday was quiet.", "2025-10-15", ("2025-10-13", "2025-10-14")),
        ("The raid came overnight Friday.", "2025-10-12", ("2025-10-10", "2025-10-11")),
        ("Drones came overnight into Sunday.", "2025-10-12", ("2025-10-11", "2025-10-12")),
        ("He could not be reached on Friday.", "2025-10-12", ("2025-10-10", "2025-10-10")),
        ("The truce was extended until Wednesday.", "2025-10-12", ("2025-10-15", "2025-10-15")),
        ("The vote is set for December 5.", "2025-10-12", ("2025-12-05", "2025-12-05")),
        ("The army fled in 2014-16.", "2025-10-12", ("2014-01-01", "2016-12-31")),
        ("More than 300 people were killed this year.", "2025-10-12", ("2025-01-01", "2025-10-12")),
        ("The port was mined in the second half of 2024.", "2025-10-12", ("2024-07-01", "2024-12-31")),
        ("It fell in the first week of October.", "2025-10-12", ("2025-10-01", "2025-10-07")),
        ("A bridge was hit two weeks ago.", "2025-10-12", ("2025-09-22", "2025-09-28")),
        ("The gate has been shut for three weeks.", "2025-10-12", ("2025-09-21", "2025-10-12")),
        ("The fort fell at noon on Friday.", "2025-10-12", ("2025-10-10T12:00", "2025-10-10T12:00")),
        ("The truce ended at 13:00 GMT Friday.", "2025-10-12", ("2025-10-10T13:00", "2025-10-10T13:00")),
        ("They landed on 29 February.", "2025-10-12", ("2024-02-29", "2024-02-29")),
        ("It opened on 2025-10-15.", "2025-10-12", ("2025-10-15", "2025-10-15")),
        ("It opened on 15.10.2025.", None, ("2025-10-15", "2025-10-15")),
        ("Ms April fled in May.", "2025-10-12", ("2025-05-01", "2025-05-31")),
        ("The war is now in its 18th month.", "2024-08-15", ("2024-08-15", "2024-08-15")),
        ("The army said on Tuesday it was hit overnight.", "2024-08-15", ("2024-08-13", "2024-08-13")),
        ("Following Monday's raid, they fled.", "2025-10-12", ("2025-10-06", "2025-10-06")),
        ("It rose from 3 December 2023 to 5 January 2024.", "2025-10-12", ("2023-12-03", "2024-01-05")),
        ("The lull from 28 December to 3 January ended.", "2025-02-01", ("2024-12-28", "2025-01-03")),
        ("It happened in nineteen ninety-six.", "1998-02-27", ("1996-01-01", "1996-12-31")),
    ],
)
def test_interval(text: str, published: str | None, expected: tuple[str, str]) -> None:
    assert interval(text, published) == expected


def test_a_range_is_two_mentions_with_one_interval() -> None:
    found = times("Ten were killed between January and September 15.")
    assert [t.span.text for t in found] == ["January", "September 15"]
    assert {(t.interval.start, t.interval.end) for t in found} == {("2025-01-01", "2025-09-15")}
    assert {t.interval.text for t in found} == {"between January and September 15"}


def test_an_earlier_time_anchors_a_later_one() -> None:
    found = times("Saturday night's assault came after explosions two days prior in the capital.")
    assert [(t.interval.start, t.interval.anchor) for t in found] == [
        ("2025-10-11", "dateline"),
        ("2025-10-09", "event"),
    ]


def test_a_following_time_anchors_too() -> None:
    found = times("Two days before Saturday's raid, he fled.")
    assert (found[0].interval.start, found[0].interval.anchor) == ("2025-10-09", "event")


def test_the_night_before_a_statement_and_the_night_after_a_clash() -> None:
    text = "The army said on Tuesday it was hit overnight. Clashes broke out on Monday and went on overnight."
    found = times(text, "2024-08-15")
    assert [(found[i].interval.start, found[i].interval.end) for i in (1, 3)] == [
        ("2024-08-12", "2024-08-13"),
        ("2024-08-12", "2024-08-13"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine were killed overnight, the army said on Friday.", ("2025-10-09", "2025-10-10")),
        ("Nine were killed overnight near the fort on Friday.", ("2025-10-10", "2025-10-11")),
        ("Nine were killed overnight, the army said on Sunday.", ("2025-10-11", "2025-10-12")),
    ],
)
def test_overnight_goes_with_the_day_that_follows(text: str, expected: tuple[str, str]) -> None:
    assert interval(text, "2025-10-12") == expected


def test_the_day_before_needs_a_day() -> None:
    found = times("It fell on Monday. The day before, a bridge was blown up.", "2024-08-15")
    assert found[1].interval.start == "2024-08-11"
    assert times("The day before, a bridge was blown up.", "2024-08-15")[0].interval.start is None


def test_a_clock_time_belongs_to_the_night_just_told_of() -> None:
    found = times(
        "Four died overnight. The firing began at about 10:30 p.m. and ended at 2 a.m.", "2025-12-06"
    )
    assert [t.interval.start for t in found] == ["2025-12-05", "2025-12-05T22:30", "2025-12-06T02:00"]


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("The crossing stayed closed for a third day.", "2024-05-06", "2024-05-04"),
        ("It was shelled for the tenth consecutive day.", "2024-05-06", "2024-04-27"),
        ("It was the second straight night of raids.", "2024-05-06", "2024-05-05"),
        ("The bridge reopened after 25 days.", "2024-05-06", "2024-04-11"),
        ("Trade has been halted for two weeks.", "2024-05-06", "2024-04-22"),
        ("It ended a closure of 25 days.", "2024-05-06", "2024-04-11"),
        ("It was closed for a third day on Wednesday.", "2024-05-03", "2024-04-29"),
    ],
)
def test_start_of_a_lasting_state(text: str, published: str, start: str) -> None:
    mention = next(t for t in times(text, published) if t.type == "DURATION")
    began = duration_start(mention, published)
    assert began is not None
    assert began.start == start


def test_no_start_without_a_length_or_a_date() -> None:
    assert duration_start(times("It was shut for weeks.")[0], "2025-10-12") is None
    assert duration_start(times("It was shut on Monday.")[0], "2025-10-12") is None
    assert duration_start(times("It was shut for three days.", None)[0], None) is None
    assert duration_start(times("It was shut for three days.", None)[0], "not a date") is None


@pytest.mark.parametrize(
    "text",
    [
        "I may go and they may march on the hill.",
        "The sun set after the second fall of the city; spring the trap.",
        "May said the deal was dead. March on, he told them.",
        "Bloody Sunday and Black September are remembered.",
        "The Sunday Times reported it.",
        "He was quoted by Dawn.",
        "It killed 2000 soldiers and 1500 civilians.",
        "The man, 45 years old, and a 25-year-old woman fled.",
        "The 10th Brigade lost 3 of 12 tanks, 1.5 km from Hill 402.",
    ],
)
def test_no_times(text: str) -> None:
    assert times(text) == []


def test_a_date_that_became_a_name_is_a_date() -> None:
    assert interval("The October 7 attacks", "2024-03-05") == ("2023-10-07", "2023-10-07")
    assert interval("The October 7 attacks", "2025-12-01") == ("2023-10-07", "2023-10-07")
    assert interval("The October 7 attacks", "2025-10-12") == ("2025-10-07", "2025-10-07")
    assert interval("The October 7 attacks", "2020-11-20") == ("2020-10-07", "2020-10-07")


@pytest.mark.parametrize("published", [None, "", "yesterday", "2025-13-40", "12/10/2025"])
def test_without_a_dateline_relative_times_stay_open(published: str | None) -> None:
    found = times(
        "He died on Thursday, on 3 October, yesterday, last week, two days ago, overnight.", published
    )
    assert [t.value for t in found] == [
        "XXXX-WXX-4",
        "XXXX-10-03",
        "PAST_REF",
        "PAST_REF",
        "PAST_REF",
        "XXXX-XX-XXTNI",
    ]
    assert all(
        (t.interval.start, t.interval.end, t.interval.anchor) == (None, None, "unknown") for t in found
    )


def test_without_a_dateline_absolute_times_stand() -> None:
    assert interval("He fled in March 2011.", None) == ("2011-03-01", "2011-03-31")
    assert interval("It has ruled since 2021.", None) == ("2021-01-01", None)


@pytest.mark.parametrize("text", ["on 31 February", "February 30, 2021", "on 31 April 2020"])
def test_impossible_dates_have_no_interval(text: str) -> None:
    found = times(text)
    assert [(t.interval.start, t.interval.end, t.interval.anchor) for t in found] == [(None, None, "unknown")]


def test_impossible_figures_are_skipped() -> None:
    assert times("45/13/2020 and 2025-02-31") == []


def test_the_local_date_of_a_datetime_counts() -> None:
    assert interval("He spoke on Monday.", "2025-10-13T00:10:00+05:00") == ("2025-10-13", "2025-10-13")


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("the third-quarter loss", "DATE", "2025-Q3"),
        ("It is shelled daily.", "SET", "P1D"),
        ("It happens every Friday.", "SET", "XXXX-WXX-5"),
        ("a 48-hour truce", "DURATION", "PT48H"),
        ("It lasted five hours.", "DURATION", "PT5H"),
        ("in the 1990s", "DATE", "199"),
        ("last week", "DATE", "2025-W40"),
        ("It is now quiet.", "DATE", "PRESENT_REF"),
        ("It fell recently.", "DATE", "PAST_REF"),
        ("in the future", "DATE", "FUTURE_REF"),
        ("Sunday morning", "TIME", "2025-10-12TMO"),
        ("for some weeks", "DURATION", "PXW"),
    ],
)
def test_timex_value(text: str, type_: str, value: str) -> None:
    found = times(text)
    assert [(t.type, t.value) for t in found] == [(type_, value)]


_WORDS = st.sampled_from(
    [
        "the",
        "last",
        "next",
        "first",
        "third",
        "31",
        "12",
        "2025",
        "99999",
        "February",
        "May",
        "Sunday",
        "night",
        "week",
        "weeks",
        "days",
        "of",
        "from",
        "to",
        "and",
        "-",
        ",",
        ".",
        "\n\n",
        "between",
        "since",
        "for",
        "after",
        "before",
        "ago",
        "earlier",
        "early",
        "overnight",
        "at",
        "10:99",
        "25:61",
        "pm",
        "GMT",
        "(",
        ")",
        "in",
        "a",
        "couple",
        "quarter",
        "year",
        "years",
        "century",
        "0000",
        "1000",
        "2099",
        "'90s",
        "1990s",
        "today",
        "every",
        "half",
        "fiscal",
        "that",
        "this",
        "'",
        "💥",
        "١٢",
        "12th",
        "00th",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_WORDS, max_size=25).map(" ".join),
    st.sampled_from([None, "2025-10-12", "0001-01-01", "9999-12-31"]),
)
def test_word_salad_never_breaks_it(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_text_keeps_its_offsets(text: str) -> None:
    check(text, "2025-10-12")


def check(text: str, published: str | None) -> None:
    doc = annotator().annotate(text)
    found = find_times(doc, published)
    assert found == find_times(doc, published)
    last = 0
    for t in found:
        assert text[t.span.start : t.span.end] == t.span.text
        assert t.span.start >= last
        last = t.span.end
        for end in (t.interval.start, t.interval.end):
            if end is not None:
                date.fromisoformat(end[:10])
        duration_start(t, published)
