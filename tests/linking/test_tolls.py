"""Tolls: how a figure moved, and what is left behind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.tolls import toll
from counterclaim.model import Figure, Standing, Statement, TollStep


def say(
    at: str, number: int, origin: str = "a", bound: str = "exact", standing: Standing = "current"
) -> Statement:
    figure = Figure(number, None if bound == "at least" else number, bound)
    key = f"r_{origin}:c_{at}_{number}"
    return Statement(key, at, "asserts", figure=figure, origin=origin, standing=standing)


def moves(steps: tuple[TollStep, ...]) -> list[tuple[str, int | None]]:
    return [(step.change, step.figure.low) for step in steps]


def standings(statements: tuple[Statement, ...]) -> dict[int | None, str]:
    return {s.figure.low: s.standing for s in statements if s.figure is not None}


def test_a_toll_rises_and_is_corrected_downward() -> None:
    said, steps = toll([say("2023-10-17", 500), say("2023-10-18", 471, "b"), say("2023-10-07", 12)])
    assert moves(steps) == [("first", 12), ("up", 500), ("down", 471)]
    assert standings(said) == {12: "earlier", 500: "earlier", 471: "current"}


def test_papers_that_print_an_old_toll_do_not_lower_it() -> None:
    said, steps = toll([say("2022-06-01", 9, "a"), say("2022-06-02", 14, "b"), say("2022-06-03", 9, "c")])
    assert moves(steps) == [("first", 9), ("up", 14)]
    assert [s.standing for s in said] == ["earlier", "current", "repeat"]


def test_one_odd_printing_does_not_displace_what_more_reports_give_that_day() -> None:
    day = "2020-09-27"
    said, steps = toll([say(day, 16, "a"), say(day, 16, "b"), say(day, 61, "c")])
    assert steps[-1].figure.low == 16
    assert standings(said)[61] == "aside"
    after = [say("2020-09-26", 16, "a"), say(day, 16, "b"), say(day, 16, "d"), say(day, 61, "c")]
    assert standings(toll(after)[0])[61] == "aside"


def test_figures_of_one_moment_go_from_none_to_some() -> None:
    day = "2019-02-27"
    _, steps = toll([say(day, 23, "b"), say(day, 0, "a", "none"), say(day, 23, "c")])
    assert moves(steps) == [("first", 0), ("up", 23)]


def test_at_least_nine_and_nine_are_one_word() -> None:
    _, steps = toll([say("2024-01-01", 9, "a", "at least"), say("2024-01-02", 9, "b")])
    assert moves(steps) == [("first", 9)]
    assert steps[0].figure.bound == "exact"


def test_a_figure_the_same_report_replaces_yields_to_the_new_one() -> None:
    old = [say("2024-01-01", 5, origin) for origin in "abc"]
    said, steps = toll([*old, say("2024-01-01", 5, "d", standing="earlier"), say("2024-01-01", 8, "d")])
    assert moves(steps) == [("first", 5), ("up", 8)]
    assert standings(said)[5] == "earlier"


_SAID = st.builds(
    say,
    st.sampled_from(["2024-01-01", "2024-01-01T09:00:00Z", "2024-01-02", "2024-01-03"]),
    st.integers(0, 4),
    st.sampled_from("abcde"),
    st.sampled_from(["exact", "at least"]),
)


@given(st.lists(_SAID, max_size=9, unique_by=lambda s: s.claim), st.randoms())
def test_a_toll_does_not_depend_on_the_order_of_arrival(said: list[Statement], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert toll(said) == toll(shuffled)


@given(st.lists(_SAID, max_size=9, unique_by=lambda s: s.claim))
def test_every_step_has_its_claims_and_the_last_is_current(said: list[Statement]) -> None:
    kept, steps = toll(said)
    keys = {s.claim for s in kept}
    assert len(kept) == len(said)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    for step in steps:
        assert step.claims
        assert set(step.claims) <= keys
        assert step.origins
    current = {s.claim for s in kept if s.standing == "current"}
    assert current == (set(steps[-1].claims) if steps else set())
