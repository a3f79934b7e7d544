"""Policies: one number by a rule that can be read, with what made it and what did not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.linking.accounts import contentions
from counterclaim.linking.policies import POLICIES, figures, total
from counterclaim.model import Casualties, Contention, Figure, PolicyFigure, Report, Told

Tell = Callable[..., Told]
Dead = Callable[..., Casualties]


def only(policy: str, told: list[Told]) -> PolicyFigure:
    made = [figure for contention in contentions(told) for figure in figures(policy, contention)]
    assert len(made) == 1
    return made[0]


@pytest.fixture
def war(tell: Tell, dead: Dead) -> list[Told]:
    """Cambodia's dead as Cambodia, Thailand, ASEAN's observers and a newspaper tell them."""
    return [
        tell(dead("Cambodia", 5), "Cambodia", id="c_own"),
        tell(dead("Cambodia", 101, None, "more than"), "Thailand", id="c_enemy", report="b"),
        tell(dead("Cambodia", 13), "ASEAN", id="c_third", report="c"),
        tell(dead("Cambodia", 40), id="c_paper", report="d"),
    ]


def test_ucdp_gives_low_best_and_high_with_a_third_party_first(war: list[Told]) -> None:
    made = only("ucdp", war)
    assert (made.low, made.best, made.high) == (5, 13, 101)
    assert {key.partition(":")[2] for key in made.claims} == {"c_own", "c_enemy", "c_third"}
    assert {left.claim.partition(":")[2]: left.reason for left in made.left_out} == {
        "c_paper": "told by nobody named, where a named side gives a figure"
    }
    assert "third party" in made.rule


def test_ucdp_takes_the_own_report_where_no_third_party_speaks(war: list[Told]) -> None:
    assert only("ucdp", war[:2]).best == 5


def test_acled_takes_the_most_conservative(war: list[Told]) -> None:
    made = only("acled", war)
    assert (made.low, made.best, made.high) == (5, 5, 5)
    assert [key.partition(":")[2] for key in made.claims] == ["c_own"]
    assert {left.reason for left in made.left_out} >= {"101 is less conservative", "13 is less conservative"}


def test_per_side_chooses_nothing(war: list[Told]) -> None:
    found = contentions(war)[0]
    made = figures("per-side", found)
    assert [(f.side, f.low, f.high) for f in made] == [
        ("Cambodia", 5, 5),
        ("Thailand", 101, None),
        ("ASEAN", 13, 13),
    ]


@pytest.mark.parametrize(
    ("word", "acled"), [("dozens", 12), ("tens", 10), ("hundreds", 100), ("several", 3), ("scores", 20)]
)
def test_words_without_a_number_are_read_by_acleds_table_alone(
    tell: Tell, dead: Dead, word: str, acled: int
) -> None:
    told = [tell(dead("Haiti", None, None, word), "Haiti")]
    assert only("acled", told).best == acled
    found = contentions(told)[0]
    assert figures("ucdp", found) == ()
    side = figures("per-side", found)[0]
    assert (side.low, side.best, side.high) == (None, None, None)


def test_up_to_is_an_upper_end_only(tell: Tell, dead: Dead) -> None:
    made = only("ucdp", [tell(dead("Libya", None, 40, "up to"), "Libya")])
    assert (made.low, made.best, made.high) == (None, None, 40)


def test_left_behind_parts_and_denials_say_why(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Iraq", 9), "Iraq", id="c_old"),
        tell(dead("Iraq", 14), "Iraq", id="c_new", report="b", known="2024-05-03"),
        tell(dead("Iraq", 4, subset_of="c_new"), "Iraq", id="c_part", report="b", known="2024-05-03"),
        tell(dead("Iraq", 14), "IS", id="c_denial", stance="denies", report="c"),
        tell(dead("Iraq", None, None, "dozens"), "Iran", id="c_word", report="d"),
    ]
    made = only("ucdp", told)
    assert made.best == 14
    assert {left.claim.partition(":")[2]: left.reason for left in made.left_out} == {
        "c_old": "this voice gave another figure later",
        "c_part": "part of another figure",
        "c_denial": "denies it",
        "c_word": "a word, not a number: dozens",
    }


def test_the_sum_counts_nobody_twice(tell: Tell, dead: Dead) -> None:
    soldiers = [tell(dead("Israel", 3), "Israel"), tell(dead("Hezbollah", 11), "Hezbollah")]
    civilians = tell(dead("Hezbollah", 5, group="civilians"), "Hezbollah")
    assert total("acled", contentions([*soldiers, civilians])).best == 19
    people = tell(dead("Hezbollah", 16, group="unknown"), "Hezbollah", known="2024-05-02", report="b")
    made = total("acled", contentions([*soldiers, civilians, people]))
    assert made is not None
    assert made.best == 19
    assert civilians.key in {left.claim for left in made.left_out}
    assert total("ucdp", ()) is None


def test_a_policy_that_is_not_there_is_refused() -> None:
    empty = contentions(())
    with pytest.raises(ValueError, match="ucdp, acled, per-side"):
        figures("guess", Contention(question(), (), ()))
    with pytest.raises(ValueError, match="no sum"):
        total("per-side", empty)


def question():  # type: ignore[no-untyped-def]
    from counterclaim.model import Question

    return Question("killed", "Mali")


_FIGURES = st.one_of(
    st.integers(0, 60).map(lambda n: Figure(n, n, "exact")),
    st.integers(0, 60).map(lambda n: Figure(n, None, "at least")),
    st.integers(0, 60).map(lambda n: Figure(None, n, "up to")),
    st.integers(0, 60).map(lambda n: Figure(None, n, "nearly")),
    st.sampled_from(["dozens", "several", "a great many"]).map(lambda w: Figure(None, None, w)),
)
_TOLD = st.lists(
    st.tuples(
        st.sampled_from(["Mali", "JNIM", "UN", None]), _FIGURES, st.sampled_from("abcd"), st.integers(1, 3)
    ),
    max_size=10,
)


@settings(deadline=None)
@given(_TOLD)
def test_low_best_high_are_in_order_and_claims_exist(
    tell: Tell, dead: Dead, said: list[tuple[str | None, Figure, str, int]]
) -> None:
    told = [
        tell(dead("Mali", f.low, f.high, f.bound), side, report=report, known=f"2024-05-0{day}")
        for side, f, report, day in said
    ]
    keys = {t.key for t in told}
    found = contentions(told)
    made = [figure for policy in POLICIES for c in found for figure in figures(policy, c)]
    made += [figure for p in ("ucdp", "acled") if (figure := total(p, found)) is not None]
    for figure in made:
        known = [n for n in (figure.low, figure.best, figure.high) if n is not None]
        assert known == sorted(known)
        assert figure.claims
        assert set(figure.claims) <= keys
        left = {item.claim for item in figure.left_out}
        assert left <= keys
        assert not left & set(figure.claims)
        assert all(item.reason for item in figure.left_out)
        if figure.policy != "per-side":
            assert left | set(figure.claims) == keys


def test_reports_hash_to_keys() -> None:
    assert Report("x").id.startswith("r_")
