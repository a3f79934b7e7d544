"""Crossings: states by mode and side, since when, on whose word, and where the words collide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.linking.crossing_words import border_of, mode_of, modes_of
from counterclaim.linking.crossings import crossing_timeline
from counterclaim.model import (
    CrossingMode,
    CrossingTimeline,
    Interval,
    Place,
    Span,
    State,
    Status,
    Told,
)
from counterclaim.samples import sample_newsroom

Tell = Callable[..., Told]
Read = Callable[..., list[Told]]


def status(state: State, facility: str = "torkham", **rest: object) -> Status:
    return Status(Span(0, 4, "text"), facility.title(), facility, state, **rest)  # type: ignore[arg-type]


def day(start: str, end: str | None = None, text: str = "on that day") -> Interval:
    return Interval(start, end or start, text)


def mode(timeline: CrossingTimeline, name: str) -> CrossingMode:
    return next(m for m in timeline.modes if m.mode == name)


def side(found: CrossingMode, name: str | None) -> str:
    return next(v.state for v in found.voices if v.side == name)


def test_nothing_said_is_unknown_not_open() -> None:
    timeline = crossing_timeline("rafah", (), on="2025-01-01")
    assert {m.state for m in timeline.modes} == {"unknown"}
    assert {m.mode for m in timeline.modes} >= {"cargo", "pedestrians", "patients", "transit"}
    for found in timeline.modes:
        assert {v.state for v in found.voices} == {"unknown"}
        assert found.last is found.age is found.begins is None


def test_a_closure_without_modes_shuts_all_and_a_named_mode_only_itself(tell: Tell) -> None:
    told = [
        tell(status("closed", "medyka-shehyni"), "Poland", known="2024-02-12"),
        tell(
            status("open", "medyka-shehyni", scope=("pedestrians",)),
            "Ukraine",
            known="2024-02-13",
            report="b",
        ),
    ]
    timeline = crossing_timeline("medyka-shehyni", told, on="2024-02-14")
    assert set(timeline.sides) == {"Poland", "Ukraine"}
    assert mode(timeline, "cargo").state == mode(timeline, "transit").state == "closed"
    walkers = mode(timeline, "pedestrians")
    assert (walkers.state, walkers.last, walkers.age) == ("open", "2024-02-13", 1)
    assert side(walkers, "Poland") == "closed"
    assert side(mode(timeline, "cargo"), "Ukraine") == "unknown"


def test_since_when_counted_stated_or_the_earliest_word(read_told: Read, tell: Tell) -> None:
    counted = read_told(
        "The Medyka crossing remained closed to trucks for a third day on Tuesday, Polish customs said.",
        "2024-02-13",
    )
    found = mode(crossing_timeline("medyka-shehyni", counted), "cargo")
    assert (found.state, found.begins, found.since) == ("closed", "2024-02-11", "counted")
    assert mode(crossing_timeline("medyka-shehyni", counted), "pedestrians").state == "unknown"
    stated = read_told(
        "The Rafah crossing has been closed since 7 May, Egyptian officials said.", "2024-06-01"
    )
    found = mode(crossing_timeline("rafah", stated, on="2024-06-03"), "patients")
    assert (found.begins, found.since, found.age) == ("2024-05-07", "stated", 2)
    told = [tell(status("closed"), "Pakistan", known=f"2025-02-2{n}", report=str(n)) for n in (2, 4, 8)]
    found = mode(crossing_timeline("torkham", told), "cargo")
    assert (found.begins, found.since, len(found.origins)) == ("2025-02-22", "earliest word", 3)


def test_another_state_in_between_breaks_the_run(tell: Tell) -> None:
    told = [
        tell(status("closed"), "Pakistan", known="2025-02-22", report="a"),
        tell(status("reopened"), "Taliban", known="2025-03-19", report="b"),
        tell(status("closed"), "Pakistan", known="2025-10-12", report="c"),
    ]
    found = mode(crossing_timeline("torkham", told), "cargo")
    assert (found.state, found.begins) == ("closed", "2025-10-12")
    assert [(p.state, p.start, p.until) for p in found.periods] == [
        ("closed", "2025-02-22", "2025-03-19"),
        ("open", "2025-03-19", "2025-10-12"),
        ("closed", "2025-10-12", None),
    ]
    own = next(v for v in found.voices if v.side == "Pakistan")
    assert own.begins == "2025-10-12"


def test_both_sides_may_agree(tell: Tell) -> None:
    told = [
        tell(status("closed"), "Pakistan", known="2025-10-12", report="a"),
        tell(status("closed"), "Taliban", known="2025-10-12", report="b"),
    ]
    found = mode(crossing_timeline("torkham", told, on="2025-10-12"), "cargo")
    assert found.agreed
    assert found.state == "closed"
    assert len(found.origins) == 2


def test_sides_that_contradict_each_other_on_a_day_are_shown_and_not_settled(tell: Tell) -> None:
    told = [
        tell(status("open", "rafah"), "Israel", known="2024-08-01", report="a", id="c_open"),
        tell(status("closed", "rafah"), "Egypt", known="2024-08-01", report="b", id="c_closed"),
    ]
    found = mode(crossing_timeline("rafah", told), "patients")
    assert found.state == "contradicted"
    assert not found.agreed
    assert len(found.contradictions) == 1
    clash = found.contradictions[0]
    assert {*clash.claims, *clash.against} == {t.key for t in told}
    assert "Israel: open" in clash.words
    assert "Egypt: closed" in clash.words
    later = tell(status("closed", "rafah"), "Israel", known="2024-08-05", report="c")
    assert mode(crossing_timeline("rafah", [*told, later]), "patients").state == "closed"


def test_one_report_may_carry_both_sides_or_tell_of_a_change(tell: Tell) -> None:
    told = [
        tell(status("open", "rafah"), "Israel", id="c_open"),
        tell(status("closed", "rafah"), "Egypt", id="c_closed"),
    ]
    assert mode(crossing_timeline("rafah", told), "patients").state == "contradicted"
    change = [
        tell(status("closed", "rafah"), id="c_closed"),
        tell(status("reopened", "rafah"), name="truckers", id="c_open"),
    ]
    assert mode(crossing_timeline("rafah", change), "patients").state in ("open", "closed")


def test_since_reaches_back_and_collides_with_what_was_said_then(tell: Tell) -> None:
    told = [
        tell(status("open"), "Pakistan", known="2025-10-15", report="a"),
        tell(
            status("closed", begins=day("2025-10-11", "2025-10-20")),
            "Taliban",
            known="2025-10-20",
            report="b",
        ),
    ]
    found = mode(crossing_timeline("torkham", told), "cargo")
    assert [c.day for c in found.contradictions] == ["2025-10-15"]
    assert found.state == "closed"


def test_on_a_day_what_was_said_later_of_that_day_counts(tell: Tell) -> None:
    told = [
        tell(status("open"), "Pakistan", known="2025-10-01", report="a"),
        tell(
            status("closed", begins=day("2025-10-11", "2025-11-02")),
            "Taliban",
            known="2025-11-02",
            report="b",
        ),
    ]
    assert mode(crossing_timeline("torkham", told, on="2025-10-10"), "cargo").state == "open"
    during = mode(crossing_timeline("torkham", told, on="2025-10-20"), "cargo")
    assert (during.state, during.begins, during.age) == ("closed", "2025-10-11", 0)
    assert mode(crossing_timeline("torkham", told, on="2025-09-01"), "cargo").state == "unknown"


def test_a_plan_opens_nothing(tell: Tell) -> None:
    told = [
        tell(status("closed"), "Pakistan", known="2025-03-18", report="a"),
        tell(
            status("reopened", expected=True),
            "Pakistan",
            known="2025-03-18",
            report="a",
            when=day("2025-03-24"),
            id="c_plan",
        ),
    ]
    found = mode(crossing_timeline("torkham", told, on="2025-03-20"), "cargo")
    assert found.state == "closed"
    assert [w.day for w in found.announced] == ["2025-03-24"]
    assert not mode(crossing_timeline("torkham", told, on="2025-03-30"), "cargo").announced
    assert not mode(crossing_timeline("torkham", told, on="2025-03-17"), "cargo").announced


def test_an_opening_told_with_its_modes_opens_only_those(tell: Tell) -> None:
    told = [
        tell(status("reopened"), known="2025-11-01", report="a", id="c_general"),
        tell(status("reopened", scope=("refugees",)), "Pakistan", known="2025-11-01", report="a"),
    ]
    timeline = crossing_timeline("torkham", told)
    assert mode(timeline, "refugees").state == "open"
    assert mode(timeline, "cargo").state == "unknown"
    assert mode(timeline, "pedestrians").state == "unknown"


def test_the_past_told_in_passing_is_history_and_no_news(tell: Tell) -> None:
    told = [
        tell(status("reopened"), "Pakistan", known="2023-09-15", report="a"),
        tell(
            status("closed", begins=day("2023-09-06")),
            known="2023-09-15",
            report="a",
            background=True,
            id="c_bg",
        ),
        tell(status("closed"), known="2023-09-15", report="b", background=True, id="c_undated"),
    ]
    found = mode(crossing_timeline("torkham", told), "cargo")
    assert (found.state, found.begins) == ("open", "2023-09-15")
    assert [p.state for p in found.periods] == ["closed", "open"]
    assert {w.claim.partition(":")[2] for w in found.words} >= {"c_undated", "c_bg"}
    assert not found.contradictions


def border(text: str, *countries: str) -> tuple[Status, tuple[Place, ...]]:
    places = tuple(Place(Span(0, 4, "text"), c, country=c, precision="country") for c in countries)
    return Status(Span(0, len(text), text), text, None, "closed"), places


def test_a_closed_border_shuts_each_of_its_crossings_but_major_crossings_name_none(tell: Tell) -> None:
    every, where = border("All border crossings between Thailand and Cambodia", "TH", "KH")
    some, _ = border("Major border crossings between Thailand and Cambodia", "TH", "KH")
    told = [
        tell(every, "Thailand", known="2025-07-24", where=where, id="c_all"),
        tell(some, known="2025-07-24", report="b", where=where, id="c_some"),
    ]
    timeline = crossing_timeline("poipet", told)
    found = mode(timeline, "cargo")
    assert found.state == "closed"
    assert [w.reach for w in found.words] == ["border"]
    assert [key.partition(":")[2] for key in timeline.general] == ["c_some"]
    assert mode(crossing_timeline("torkham", told), "cargo").state == "unknown"
    assert border_of(told[0]) == {"TH", "KH"}


def test_a_border_read_from_text(read_told: Read) -> None:
    told = read_told(
        "The border between Thailand and Cambodia is closed, Cambodia's government said.", "2025-07-25"
    )
    assert mode(crossing_timeline("poipet", told), "transit").state == "closed"


def test_a_place_the_table_has_not_is_found_by_its_name(tell: Tell) -> None:
    gate = Status(Span(0, 4, "text"), "Kamal Gate", None, "closed")
    timeline = crossing_timeline("kamal gate", [tell(gate, "Mali")])
    assert mode(timeline, "cargo").state == "closed"
    assert timeline.sides == ()


def test_denials_and_unknown_states_open_and_shut_nothing(tell: Tell) -> None:
    told = [
        tell(status("closed"), "Pakistan", stance="denies"),
        tell(status("unknown"), "Taliban", report="b"),
        tell(status("closed"), "Taliban", stance="does_not_confirm", report="c"),
    ]
    found = mode(crossing_timeline("torkham", told), "cargo")
    assert found.state == "unknown"
    assert len(found.words) == 3


def test_modes() -> None:
    assert mode_of("lorries") == "lorries"
    assert mode_of("trade") == mode_of("trucks") == "cargo"
    assert "patients" in modes_of(None)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        crossing_timeline("torkham", (), on="yesterday")


_STATES: list[State] = ["open", "closed", "reopened", "partially open", "unknown"]
_WORDS = st.lists(
    st.tuples(
        st.sampled_from(_STATES),
        st.sampled_from(["Pakistan", "Taliban", "UN", None]),
        st.integers(1, 6),
        st.sampled_from("abc"),
        st.sampled_from([None, ("trade",), ("pedestrians", "patients")]),
        st.booleans(),
        st.sampled_from([None, "2025-10-01", "2025-10-03"]),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(_WORDS, st.randoms(), st.sampled_from([None, "2025-10-02", "2025-10-09"]))
def test_timelines_do_not_depend_on_order_and_name_their_claims(
    tell: Tell, said: list[tuple[object, ...]], random: object, on: str | None
) -> None:
    told = list(
        {
            t.key: t
            for state, who, number, report, scope, plan, begins in said
            for t in [
                tell(
                    status(
                        state,  # type: ignore[arg-type]
                        scope=scope,
                        expected=plan,
                        begins=day(str(begins), f"2025-10-0{number}") if begins and number > 2 else None,
                    ),
                    who,
                    known=f"2025-10-0{number}",
                    report=report,
                )
            ]
        }.values()
    )
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    timeline = crossing_timeline("torkham", told, on)
    assert timeline == crossing_timeline("torkham", shuffled, on)
    keys = {t.key for t in told}
    assert set(timeline.claims) <= keys
    for found in timeline.modes:
        assert (found.state == "unknown") == (not found.claims)
        assert set(found.claims) <= keys
        assert found.last is None or on is None or found.last <= on
        starts = [p.start for p in found.periods]
        assert starts == sorted(starts)
        for voice in found.voices:
            assert (voice.state == "unknown") == (not voice.claims)


def test_the_closures_of_12_october_2025_are_agreed_by_both_sides(shared: Path, read_told: Read) -> None:
    text = (shared / "seed" / "report.txt").read_text("utf-8")
    told = read_told(text, "2025-10-12", outlet="The EurAsian Times")
    for sample in sample_newsroom():
        if sample.occasion == "ep01-pakafg-2025-10-clashes":
            report = sample.report
            told += read_told(report.text, report.published or "", outlet=report.outlet or "")
    for facility in ("torkham", "chaman-spin-boldak"):
        timeline = crossing_timeline(facility, told, on="2025-10-12")
        assert set(timeline.sides) == {"Pakistan", "Taliban"}
        for name in ("pedestrians", "cargo"):
            found = mode(timeline, name)
            assert (found.state, found.agreed, found.last, found.age) == ("closed", True, "2025-10-12", 0)
            assert len(found.origins) >= 2 or facility != "torkham"
            assert not found.contradictions
        assert len(timeline.general) == 1
