"""Speakers: how often they speak, for whom, and what the other side made of it."""

from __future__ import annotations

from collections.abc import Callable

from counterclaim.linking.accounts import contentions
from counterclaim.linking.speakers import speakers, speaking_sides
from counterclaim.model import Answer, Casualties, Event, Told

Tell = Callable[..., Told]
Dead = Callable[..., Casualties]


def test_each_speaker_is_counted_with_the_share_that_is_anonymous(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Mali", 3), "Mali", name="Colonel A", id="c_1"),
        tell(dead("Mali", 4), "Mali", name="Colonel A", report="b", id="c_2"),
        tell(dead("Mali", 5), "Mali", name="an official", anonymous=True, report="b", id="c_3"),
        tell(dead("Mali", 6), report="c"),
    ]
    found = speakers(told)
    assert [(s.name, s.side, len(s.claims), len(s.origins)) for s in found] == [
        ("Colonel A", "Mali", 2, 2),
        ("an official", "Mali", 1, 1),
    ]
    assert [s.share_anonymous for s in found] == [0.0, 1.0]
    side = speaking_sides(told)[0]
    assert (side.name, len(side.claims)) == ("Mali", 3)
    assert round(side.share_anonymous, 3) == 0.333
    assert side.outlets == ("Outlet a", "Outlet b")


def test_denials_of_the_other_side_within_and_across_reports(tell: Tell) -> None:
    strike = Event("ASSAULT", "air strike", "Rwanda", "DR Congo")
    charge = tell(strike, "DR Congo", id="c_charge")
    within = tell(strike, "Rwanda", stance="denies", id="c_within", answers="c_charge")
    refusal = tell(strike, "Rwanda", stance="does_not_confirm", report="b", id="c_refusal")
    link = Answer(refusal.key, charge.key, "the same strike", 0.9, across=True)
    found = {s.side: s for s in speakers([charge, within, refusal], answers=[link])}
    assert found["DR Congo"].denied == (charge.key,)
    assert found["DR Congo"].not_confirmed == (charge.key,)
    assert found["Rwanda"].denied == ()


def test_what_another_side_contradicts_or_bears_out(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("India", 9), "India", id="c_own"),
        tell(dead("India", 40), "Pakistan", report="b", id="c_theirs"),
        tell(dead("Pakistan", 11), "Pakistan", report="b", id="c_p1"),
        tell(dead("Pakistan", 11), "India", id="c_p2"),
    ]
    found = {s.side: s for s in speaking_sides(told, contentions(told))}
    assert [key.partition(":")[2] for key in found["India"].contradicted] == ["c_own"]
    assert [key.partition(":")[2] for key in found["India"].confirmed] == ["c_p2"]
    assert [key.partition(":")[2] for key in found["Pakistan"].confirmed] == ["c_p1"]


def test_two_spellings_of_a_known_person_are_one_speaker(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Ukraine", 3), "Russia", name="Sergey Lavrov", known="2022-03-01", id="c_1"),
        tell(dead("Ukraine", 3), "Russia", name="Sergei Lavrov", known="2022-03-02", report="b", id="c_2"),
    ]
    assert [len(s.claims) for s in speakers(told)] == [2]


def test_order_does_not_matter_and_no_side_is_said_to_be_none(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("Mali", n), name="residents", report=str(n), id=f"c_{n}") for n in range(4)]
    assert speakers(told) == speakers(told[::-1])
    assert speaking_sides(told)[0].name == "no known side"
    assert speaking_sides(told)[0].side is None
