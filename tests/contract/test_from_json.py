"""The contract's JSON and back: every record, exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.contract.claims_json import claim_json, reading_json
from counterclaim.contract.from_json import claim_from_json, reading_from_json
from counterclaim.ledger.rows import compact
from counterclaim.model import (
    Attribution,
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Place,
    Position,
    Reading,
    Report,
    Responsibility,
    Source,
    Span,
    Status,
    TimeMention,
    Unread,
    Victims,
)

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
MAYBE = st.none() | WORDS
SIDES = st.lists(WORDS, max_size=3).map(tuple)
SHARE = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, text = draw(st.integers(0, 500)), draw(WORDS)
    return Span(start, start + len(text), text)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, high = sorted(draw(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))))
    return Figure(draw(st.sampled_from([None, low])), draw(st.sampled_from([None, high])), draw(WORDS))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    days = sorted(str(draw(st.dates())) for _ in range(2))
    start, end = (draw(st.sampled_from([None, day])) for day in days)
    precision = draw(st.sampled_from(["day", "week", "part of day", "unknown"]))
    return Interval(start, end, draw(WORDS), precision, draw(st.sampled_from(["dateline", "absolute"])))


SPAN = st.none() | spans()
INTERVAL = st.none() | intervals()
STANCE = st.sampled_from(["asserts", "denies", "does_not_confirm"])
SOURCE = st.builds(Source, SPAN, MAYBE, MAYBE, MAYBE, SIDES, st.booleans(), SPAN)
PLACE = st.builds(
    Place,
    spans(),
    WORDS,
    st.none() | st.integers(1, 10**7),
    st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180),
    MAYBE,
    MAYBE,
    MAYBE,
    st.sampled_from(["exact", "settlement", "country"]),
    st.sampled_from(["location", "actor"]),
    SHARE,
    st.integers(0, 50),
    MAYBE,
    MAYBE,
)
PAYLOADS = {
    "casualties": st.builds(
        Casualties,
        st.sampled_from(["killed", "wounded", "missing"]),
        st.builds(Victims, SPAN, MAYBE, SIDES, st.sampled_from(["combatants", "unknown"])),
        figures(),
        st.booleans(),
        INTERVAL,
        MAYBE,
        MAYBE,
        MAYBE,
    ),
    "status": st.builds(
        Status,
        spans(),
        WORDS,
        MAYBE,
        st.sampled_from(["open", "closed"]),
        st.none() | st.lists(WORDS, min_size=1, max_size=3).map(tuple),
        INTERVAL,
        st.booleans(),
        SPAN,
    ),
    "event": st.builds(Event, WORDS, MAYBE, MAYBE, MAYBE, SPAN),
    "responsibility": st.builds(Responsibility, SPAN, SIDES, SPAN, st.booleans()),
    "position": st.builds(Position, WORDS, SIDES, SPAN),
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(sorted(PAYLOADS)))
    return Claim(
        draw(WORDS),
        kind,  # type: ignore[arg-type]
        draw(STANCE),
        tuple(draw(st.lists(spans(), max_size=3))),
        draw(PAYLOADS[kind]),
        draw(st.none() | SOURCE),
        draw(SIDES),
        draw(SPAN),
        draw(SPAN),
        draw(MAYBE),
        draw(SIDES),
        draw(MAYBE),
        draw(INTERVAL),
        draw(INTERVAL),
        tuple(draw(st.lists(PLACE, max_size=2))),
        draw(st.booleans()),
        draw(MAYBE),
        draw(SHARE),
        draw(WORDS),
    )


ATTRIBUTION = st.builds(
    Attribution,
    SPAN,
    SPAN,
    st.lists(spans(), max_size=2).map(tuple),
    STANCE,
    st.sampled_from(["direct", "indirect", "mixed"]),
    WORDS,
    st.none() | st.integers(0, 9),
    st.none() | SOURCE,
    SPAN,
    st.booleans(),
    SPAN,
    MAYBE,
    MAYBE,
    INTERVAL,
    WORDS,
    st.sampled_from(["rules", "encoder"]),
    SHARE,
)
REPORT = st.builds(
    Report,
    st.text(max_size=40),
    title=MAYBE,
    outlet=MAYBE,
    agencies=SIDES,
    byline=MAYBE,
    dateline=MAYBE,
    published=MAYBE,
    url=MAYBE,
    language=WORDS,
    version=st.integers(1, 9),
    ref=MAYBE,
    published_from=MAYBE,
    container=MAYBE,
)
READING = st.builds(
    Reading,
    REPORT,
    st.lists(claims(), max_size=2).map(tuple),
    st.lists(ATTRIBUTION, max_size=2).map(tuple),
    st.lists(
        st.builds(TimeMention, spans(), intervals(), st.sampled_from(["DATE", "TIME"]), WORDS), max_size=2
    ).map(tuple),
    st.lists(PLACE, max_size=2).map(tuple),
    st.lists(st.builds(Unread, st.integers(0, 9), st.integers(0, 9), WORDS), max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(READING)
def test_every_reading_comes_back_exactly(reading: Reading) -> None:
    assert reading_from_json(json.loads(json.dumps(reading_json(reading)))) == reading


@settings(max_examples=60, deadline=None)
@given(claims())
def test_a_claim_kept_without_its_nulls_comes_back_exactly(claim: Claim) -> None:
    assert claim_from_json(json.loads(compact(claim_json(claim)))) == claim


def test_another_schema_is_refused() -> None:
    data: dict[str, Any] = reading_json(Reading(Report("All quiet."))) | {"schema": 2}
    with pytest.raises(ValueError, match="schema 2"):
        reading_from_json(data)


def test_every_field_of_a_report_is_in_the_contract() -> None:
    from dataclasses import fields

    from counterclaim.contract.claims_json import report_json

    assert {f.name for f in fields(Report)} <= report_json(Report("x")).keys()
