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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Eight persons were admitted with gunshot wounds.", ("wounded", 8, 8)),
        ("A medic treated six people with shrapnel wounds.", ("wounded", 6, 6)),
        ("In Osh 25 persons received wounds.", ("wounded", 25, 25)),
        ("The minister spoke of 124 dead and 1,277 in hospital.", ("wounded", 1277, 1277)),
        ("Five guards died and 14 were flown to Nairobi for treatment.", ("wounded", 14, 14)),
        ("The channel showed seven captured Chadians.", ("captured", 7, 7)),
        ("He spoke of 200 liquidated Malian soldiers.", ("killed", 200, 200)),
        ("Several soldiers and volunteers fell with weapons in hand.", ("killed", None, None)),
        ("“We buried 23,” an elder said.", ("killed", 23, 23)),
        ("The army said it killed four rebels and detained one.", ("captured", 1, 1)),
        ("The owner believes that six sailors are in their hands.", ("captured", 6, 6)),
        ("The agency has registered 25,000 new arrivals.", ("displaced", 25000, 25000)),
        ("Uganda hosts more than 900,000 Congolese refugees.", ("displaced", 900001, None)),
        ("About 50,000 people have left Bentiu.", ("displaced", 50000, 50000)),
        ("More than 4,000 people have been moved to 30 shelters.", ("displaced", 4001, None)),
        ("More than 8,000 persons have entered Zambia by the Kasumbalesa post.", ("displaced", 8001, None)),
        ("More than 90,000 have fled.", ("displaced", 90001, None)),
        ("Georgian losses in the gorge amounted to up to 60 servicemen.", ("killed or wounded", None, 60)),
        ("It put the number of Karen killed since May 3 at 99.", ("killed", 99, 99)),
        ("The raid ended in the injury of 117 persons.", ("wounded", 117, 117)),
        ("In the war of 1992 were killed 36 Moldovans.", ("killed", 36, 36)),
        ("That brings its civilian dead to 24.", ("killed", 24, 24)),
        ("The toll was “certainly above one hundred”.", ("killed", 101, None)),
        ("More than a quarter of a million people have been killed.", ("killed", 250001, None)),
        ("The raid killed “scores” of rebels.", ("killed", None, None)),
    ],
)
def test_ways_of_telling(text: str, wanted: tuple[str, int | None, int | None]) -> None:
    assert wanted in _brief(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A doctor in Aden, reached by phone, put the toll at 22 dead.", [("killed", 22, 22)]),
        ("Two children under five are among the dead.", [("killed", 2, 2)]),
        ("He said that two, not seven, inmates had died.", [("killed", 2, 2)]),
        ("He gave no casualty figure.", []),
        ("He gave no figure for the army's own dead.", []),
        ("For 45 years no soldier had died on that line.", []),
        ("Two of the captured rebels said they were cold.", []),
        ("Seven people from one family died.", [("killed", 7, 7)]),
        ("Three security sources said two guards were hurt.", [("wounded", 2, 2)]),
        ("The toll is well above the one the ministry gave.", []),
        ("Nine in ten of the wounded are women.", []),
        ("The patrol killed two men and detained one, a chief.", [("killed", 2, 2), ("captured", 1, 1)]),
        ("A delegation of nine people left Juba.", []),
    ],
)
def test_what_is_counted_and_what_is_not(text: str, wanted: list[tuple[str, int | None, int | None]]) -> None:
    assert _brief(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Thirteen civilians were killed; 14 soldiers among 46 injured.",
        "Five of the 14 wounded are children.",
        "In Derna 248 people were killed. 92 of them Berbers.",
        "In Derna 248 people were killed. 138 were border guards.",
    ],
)
def test_a_part_before_or_after_its_whole(text: str) -> None:
    drafts = _drafts(text)
    keys = {d.key for d in drafts}
    assert sum(_payload(d).subset_of in keys for d in drafts) == 1


def test_the_same_dead_counted_again() -> None:
    text = "The commission named 45 villagers killed in Sena. Residents counted between 80 and 100."
    assert ("killed", 80, 100) in _brief(text)
    text = "Its monitors count 248 killed in Derna. Their figure on Monday was 203."
    assert ("killed", 203, 203) in _brief(text)


@pytest.mark.parametrize(
    ("text", "background", "cumulative"),
    [
        ("The total since the start of the invasion has reached 2,169 dead.", True, False),
        ("It was revenge for two drivers who were killed.", True, False),
        ("More than 500 people have been killed so far.", None, True),
    ],
)
def test_totals_and_earlier_dead(text: str, background: bool | None, cumulative: bool) -> None:
    (draft,) = _drafts(text)
    assert draft.background is background
    assert _payload(draft).cumulative is cumulative


@pytest.mark.parametrize(
    ("text", "outcome", "low"),
    [
        ("Some 9,000 people had to leave their homes in May.", "displaced", 9000),
        ("Officials placed the number of evacuees at more than 20,000.", "displaced", 20001),
        ("More than 8,000 people have been moved from three border provinces.", "displaced", 8001),
        ("The army said 12 soldiers made the supreme sacrifice.", "killed", 12),
        ("Rebels killed four captured policemen.", "killed", 4),
        ("Sitrep: 50 servicemen KIA.", "killed", 50),
        ("At least 30 farmers sheltering in a barn near Shushi have been killed by shellfire.", "killed", 30),
    ],
)
def test_rarer_ways_of_telling_the_outcome(text: str, outcome: str, low: int) -> None:
    drafts = read_casualties(prepare(Report(text), annotator().annotate(text)))
    assert [(d.payload.outcome, d.payload.figure.low) for d in drafts] == [(outcome, low)]
