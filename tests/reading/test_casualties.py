"""Casualty claims: outcome, bounds, evidence, links, and what is no claim at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.model import Casualties, Report
from counterclaim.reading.casualties import read_casualties
from counterclaim.reading.context import Draft
from counterclaim.reading.read import prepare


def _drafts(text: str, published: str | None = "2024-03-20") -> list[Draft]:
    return read_casualties(prepare(Report(text, published=published), annotator().annotate(text)))


def _payload(draft: Draft) -> Casualties:
    assert isinstance(draft.payload, Casualties)
    return draft.payload


def _brief(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(p.outcome, p.figure.low, p.figure.high) for p in (_payload(draft) for draft in _drafts(text))]


def test_coordinated_verbs_make_two_claims() -> None:
    assert _brief("The raid killed 23 guards and wounded 29.") == [("killed", 23, 23), ("wounded", 29, 29)]


def test_one_verb_shared_by_a_list() -> None:
    text = "The mine killed nine soldiers, two policemen and a driver."
    assert _brief(text) == [("killed", 9, 9), ("killed", 2, 2), ("killed", 1, 1)]


def test_evidence_holds_the_closing_quotation_mark() -> None:
    assert _drafts("The army killed “58 Ruritanian troops” there.")[0].evidence[0].text == (
        "killed “58 Ruritanian troops”"
    )


def test_a_part_points_at_the_whole() -> None:
    whole, part = _drafts("Forty people, including 12 nurses, were killed in Kordofan.")
    assert _payload(part).subset_of == whole.key
    assert part.evidence[0].text == "12 nurses"


def test_parts_that_add_up_point_at_their_sum() -> None:
    drafts = _drafts("There were 19 casualties among civilians in May: 7 killed and 12 injured.")
    assert [_payload(d).subset_of is not None for d in drafts] == [False, True, True]


def test_an_increment_points_at_the_count_before() -> None:
    first, second = _drafts("The strike killed 11 people. A further six people were killed in Izium.")
    assert _payload(second).adds_to == first.key


def test_a_risen_toll_replaces_the_old_one() -> None:
    old, new = _drafts("The death toll rose from 63 to 89.")
    assert _payload(new).supersedes == old.key
    assert _payload(new).cumulative


def test_all_but_some_is_no_part() -> None:
    assert _brief("Eight people were killed, all but two of them women.") == [("killed", 8, 8)]


def test_a_period_before_the_news_is_background() -> None:
    (draft,) = _drafts("More than 9,000 people have been killed in the province since 2019.")
    period = _payload(draft).period
    assert draft.background
    assert period is not None
    assert period.text == "since 2019"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not report any casualties.",
        "There were no immediate reports of casualties.",
        "No casualties were reported.",
        "The strike could have killed thousands.",
        "If the dam breaks, 500 people will be killed.",
        "The toll is expected to rise to 20.",
        "The rebels threatened to kill 30 captives.",
        "The army destroyed three tanks and captured 25 posts.",
        "Russia lost 12 aircraft.",
        "It was feared that hundreds could be killed.",
        "The convoy of 40 trucks fled.",
        "",
        "?",
        "🕊 ١٢ قتيلا",
    ],
)
def test_no_claim(text: str) -> None:
    assert _drafts(text) == []


@pytest.mark.parametrize(
    "text", ["No one was hurt.", "There were no casualties.", "None of them was killed."]
)
def test_a_zero_said_is_a_zero(text: str) -> None:
    (draft,) = _drafts(text)
    assert _payload(draft).figure.bound == "none"
    assert (_payload(draft).figure.low, _payload(draft).figure.high) == (0, 0)


def test_capitals_and_headlines() -> None:
    assert _brief("22 DEAD IN RAIDS ON THE PORT") == [("killed", 22, 22)]
    assert ("killed", 3, 3) in _brief("THREE SUBVERSIVES WERE KILLED AND SEVEN OTHERS WERE WOUNDED")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="kiled 12 three soldiers were killed, “”'’\n.and of them no dead", max_size=90))
def test_any_text_is_read(text: str) -> None:
    for draft in _drafts(text):
        for span in draft.evidence:
            assert text[span.start : span.end] == span.text
