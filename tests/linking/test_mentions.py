"""One report's claims to mentions: by day, place and kind, with what has no day of its own."""

from __future__ import annotations

import json

import pytest

from counterclaim.language import annotator
from counterclaim.linking.mention_json import mention_from_json, mention_json
from counterclaim.linking.mentions import mentions_of
from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Mention,
    Place,
    Position,
    Reading,
    Report,
    Span,
    Status,
    TimeMention,
    Victims,
)
from counterclaim.model.claim import Payload
from counterclaim.reading.read import read

NIGHT = Interval("2031-05-03", "2031-05-04", "overnight", "part of day")
DAY = Interval("2031-05-04", "2031-05-04", "on Sunday")
BEFORE = Interval("2031-05-01", "2031-05-01", "on Thursday")


def _claim(
    number: int, payload: Payload, when: Interval | None = None, *, at: int | None = None, **more: object
) -> Claim:
    kind = {Casualties: "casualties", Event: "event", Status: "status", Position: "position"}[type(payload)]
    start = 100 * number if at is None else at
    evidence = (Span(start, start + 5, "words"),)
    return Claim(f"c_{number}", kind, "asserts", evidence, payload, when=when, **more)  # type: ignore[arg-type]


def _killed(side: str, number: int) -> Casualties:
    return Casualties("killed", Victims(None, None, (side,)), Figure(number, number, "exact"))


def _mentions(*claims: Claim, published: str | None = "2031-05-04", **more: object) -> tuple[Mention, ...]:
    report = Report("A report.", published=published)
    return mentions_of(Reading(report, claims, **more))  # type: ignore[arg-type]


def _numbers(mention: Mention) -> set[int]:
    return {int(claim.rsplit("_", 1)[1]) for claim in mention.claims}


def test_claims_of_one_night_are_one_mention_and_undated_ones_follow_the_news() -> None:
    night, old = _mentions(
        _claim(0, Event("ASSAULT", "armed clash", "Xland", "Yland"), NIGHT),
        _claim(1, _killed("Xland", 58)),
        _claim(3, Event("ASSAULT", "air strike", "Yland", "Xland"), BEFORE),
        _claim(4, _killed("Xland", 3)),
        _claim(9, _killed("Yland", 9)),
    )
    assert (night.start, night.end, night.dated) == ("2031-05-03", "2031-05-04", "stated")
    # The third and fourth stand in the passage on Thursday; the ninth is back at the night.
    assert (_numbers(night), _numbers(old)) == ({0, 1, 9}, {3, 4})
    assert night.parties == ("Xland", "Yland")
    assert night.weight > old.weight > 0


def test_two_nights_that_share_a_day_are_two() -> None:
    second = Interval("2031-05-02", "2031-05-03", "the night before", "part of day")
    assert len(_mentions(_claim(0, _killed("Xland", 2), NIGHT), _claim(1, _killed("Xland", 3), second))) == 2


def test_a_vague_day_joins_the_day_that_tells_of_the_same_act() -> None:
    week = Interval("2031-04-28", "2031-05-04", "earlier this week", "week")
    clash, strikes = _mentions(
        _claim(0, Event("ASSAULT", "armed clash", "Xland", "Yland"), NIGHT),
        _claim(1, Event("ASSAULT", "air strike", "Yland", "Xland"), week),
        _claim(2, Event("ASSAULT", "air strike", "Yland", "Xland"), BEFORE),
    )
    assert (_numbers(clash), _numbers(strikes)) == ({0}, {1, 2})
    assert strikes.start == strikes.end == "2031-05-01"


def test_background_and_sums_are_periods() -> None:
    spring = Interval("2031-01-01", "2031-04-30", "since January", "month")
    killed = _killed("Xland", 500)
    total = Casualties(killed.outcome, killed.victims, killed.figure, cumulative=True, period=spring)
    news, period = _mentions(_claim(0, _killed("Xland", 2), DAY), _claim(1, total, DAY))
    assert (news.period, period.period, period.weight) == (False, True, 0.0)
    assert (period.start, period.end) == ("2031-01-01", "2031-04-30")
    undated = _mentions(_claim(0, _killed("Xland", 2), DAY), _claim(1, killed, background=True))
    assert [m.period for m in undated] == [False, True]


def test_a_report_that_names_no_day_is_of_its_publication_or_the_day_before() -> None:
    (mention,) = _mentions(_claim(0, _killed("Xland", 2)))
    assert (mention.start, mention.end, mention.dated) == ("2031-05-03", "2031-05-04", "published")
    (undated,) = _mentions(_claim(0, _killed("Xland", 2)), published=None)
    assert (undated.start, undated.end, undated.dated) == (None, None, "unknown")
    (odd,) = _mentions(_claim(0, _killed("Xland", 2)), published="soon")
    assert odd.start is None


def test_a_day_of_an_unknown_year_is_kept_as_a_hint() -> None:
    words = Interval(None, None, "on 3 May", "unknown", "unknown")
    times = (TimeMention(Span(0, 8, "on 3 May"), words, "DATE", "XXXX-05-03"),)
    (mention,) = _mentions(_claim(0, _killed("Xland", 2), words), published=None, times=times)
    assert (mention.hint, mention.start) == ("05-03", None)


def test_the_day_after_publication_is_not_last_week() -> None:
    # Published on a Saturday, "on Sunday" reads as six days ago; east of the clock it is tomorrow's morning.
    sunday = Interval("2031-04-28", "2031-04-28", "on Sunday")
    (mention,) = _mentions(_claim(0, _killed("Xland", 2), sunday))
    assert (mention.start, mention.end, mention.dated) == ("2031-05-03", "2031-05-05", "published")


def test_places_far_apart_are_two_mentions_of_one_day() -> None:
    north = Place(Span(0, 5, "Ostra"), "Ostra", 1, 40.0, 30.0, "XA", "North", precision="settlement")
    south = Place(Span(0, 4, "Vell"), "Vell", 2, 37.0, 30.0, "XA", "South", precision="settlement")
    found = _mentions(
        _claim(0, _killed("Xland", 2), DAY, where=(north,)),
        _claim(1, _killed("Xland", 3), DAY, where=(south,)),
    )
    assert [[s.name for s in m.spots] for m in found] == [["Ostra"], ["Vell"]]


def test_shutting_and_opening_are_two_and_a_gate_shut_for_weeks_was_shut_once() -> None:
    gate = Span(0, 7, "Torkham")
    since = Interval("2031-04-10", "2031-05-04", "since 10 April")
    closed = Status(gate, "Torkham", "torkham", "closed", begins=since)
    opened = Status(gate, "Torkham", "torkham", "reopened")
    shut, opening = _mentions(_claim(0, closed, since), _claim(1, opened, DAY))
    assert (shut.start, shut.end, shut.spots[0].facility) == ("2031-04-10", "2031-04-10", "torkham")
    assert (opening.start, opening.modes) == ("2031-05-04", ("reopened",))
    # "The gate, shut since spring, opened on Sunday": the day is the opening's alone.
    plain = Status(gate, "Torkham", "torkham", "closed")
    both = _mentions(_claim(0, opened, DAY), _claim(1, plain, DAY))
    assert [m.dated for m in both] == ["stated", "published"]


def test_calls_for_restraint_stand_with_the_violence_they_speak_of() -> None:
    (mention,) = _mentions(
        _claim(0, Event("ASSAULT", "armed clash", "Xland", "Yland"), NIGHT),
        _claim(5, Position("urge", ("Xland", "Yland"))),
    )
    assert _numbers(mention) == {0, 5}


def test_json_gives_the_mention_back() -> None:
    text = "Ten soldiers were killed in Herat on Sunday, the army said. Torkham remained closed."
    reading = read(Report(text, published="2025-10-13"), annotator())
    found = mentions_of(reading)
    assert found == mentions_of(reading)
    for mention in found:
        assert mention_from_json(json.loads(json.dumps(mention_json(mention)))) == mention
    assert sorted(c for m in found for c in m.claims) == sorted(
        f"{reading.report.id}:{c.id}" for c in reading.claims
    )


@pytest.mark.parametrize("missing", ["id", "spots", "weight"])
def test_json_of_another_shape_is_refused(missing: str) -> None:
    (mention,) = _mentions(_claim(0, _killed("Xland", 2), DAY))
    row = mention_json(mention)
    del row[missing]
    with pytest.raises(KeyError):
        mention_from_json(row)
