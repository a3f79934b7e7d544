"""Accusations, denials and avowals, read through the layers before them."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.model import Report, Responsibility
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.read import prepare
from counterclaim.reading.responsibility import read_responsibility


@lru_cache(maxsize=64)
def _context(text: str) -> Context:
    return prepare(Report(text, published="2024-06-12"), annotator().annotate(text))


def _read(text: str) -> list[Draft]:
    return read_responsibility(_context(text))


def _told(draft: Draft) -> tuple[str, tuple[str, ...], str]:
    payload = draft.payload
    assert isinstance(payload, Responsibility)
    return draft.evidence[0].text, payload.accused_side, payload.act.text if payload.act else ""


@pytest.mark.parametrize(
    ("text", "evidence", "side", "act"),
    [
        (
            "Congo accuses Rwanda of arming the rebels.",
            "accuses Rwanda of arming the rebels",
            "Rwanda",
            "arming the rebels",
        ),
        (
            "Tehran is accused by Washington of sending drones to Russia.",
            "accused by Washington of sending drones to Russia",
            "Iran",
            "sending drones to Russia",
        ),
        (
            "Kyiv blamed the blackout on Russia.",
            "blamed the blackout on Russia",
            "Russia",
            "the blackout",
        ),
        (
            "Somalia's president pointed the finger at Ethiopia.",
            "pointed the finger at Ethiopia",
            "Ethiopia",
            "",
        ),
        (
            "India held Pakistan responsible for the bombing.",
            "held Pakistan responsible for the bombing",
            "Pakistan",
            "the bombing",
        ),
        (
            "A UN panel said Rwanda had provided weapons to the M23.",
            "Rwanda had provided weapons to the M23",
            "Rwanda",
            "provided weapons to the M23",
        ),
    ],
)
def test_an_accusation(text: str, evidence: str, side: str, act: str) -> None:
    assert (evidence, (side,), act) in [_told(d) for d in _read(text)]


def test_an_accusing_participle_leaves_the_verb_out_of_the_evidence() -> None:
    text = '"We are ready," the minister said, accusing Eritrea of massing troops on the frontier.'
    assert [_told(d)[0] for d in _read(text)] == ["Eritrea of massing troops on the frontier"]


def test_each_accuses_the_other() -> None:
    drafts = _read("Armenia and Azerbaijan accused each other of shelling villages.")
    assert [(d.source.side, _told(d)[1]) for d in drafts if d.source] == [
        (("Armenia",), ("Azerbaijan",)),
        (("Azerbaijan",), ("Armenia",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Congo accuses Rwanda of arming rebels, a charge that Kigali rejects.",
        "Congo accuses Rwanda of arming rebels, an allegation Kigali has denied.",
        "Congo accuses Rwanda of arming rebels, which Kigali denies.",
        "Congo accuses Rwanda of arming rebels. Rwanda rejected the accusation.",
        "Congo accuses Rwanda of arming rebels; Kigali denies doing so.",
        "Congo accuses Rwanda of arming rebels, an accusation Kigali called absurd.",
    ],
)
def test_a_denial_answers_the_charge(text: str) -> None:
    charge, denial = _read(text)
    assert denial.stance == "denies"
    assert denial.answers == charge.key
    assert denial.source is not None or denial.attribution is not None


def test_a_denied_role() -> None:
    (draft,) = _read("Belarus denied any involvement in the hijacking.")
    assert draft.stance == "denies"
    assert _told(draft) == ("denied any involvement in the hijacking", ("Belarus",), "the hijacking")


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis claimed responsibility for the missile attack.",
        "Responsibility for the missile attack was claimed by the Houthis.",
        "The Houthis claimed the missile attack.",
        '"We struck the tanker with two missiles," a Houthi spokesman said.',
    ],
)
def test_an_avowal(text: str) -> None:
    assert any(isinstance(d.payload, Responsibility) and d.payload.own for d in _read(text))


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the bombing.",
        "Nobody claimed the attack.",
        "The attack has not been claimed.",
        "Neither side has claimed responsibility.",
        "She blamed bad weather for the delay.",
        "Israel has neither confirmed nor denied carrying out the strike.",
        "If Russia accuses Ukraine of sabotage, talks will end.",
        "The accused man was taken to court.",
        "Sudan did not blame Chad for the raid.",
    ],
)
def test_nothing_is_laid_at_a_door(text: str) -> None:
    assert _read(text) == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_raising(text: str) -> None:
    ctx = Context(Report(text), annotator().annotate(text))
    for draft in read_responsibility(ctx):
        for span in draft.evidence:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "accused",
        "ACCUSED OF",
        "blames on",
        "denies",
        "“”",
        "each accused the other",
        "claimed responsibility 🤷",
    ],
)
def test_scraps_do_not_raise(text: str) -> None:
    read_responsibility(Context(Report(text), annotator().annotate(text)))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Baku said an Armenian shell fell on a house in Fuzuli.", "Armenia"),
        ("The council said that a rocket fired by Hezbollah hit a school bus.", "Hezbollah"),
        ("Kigali attributes the shelling to the Burundian army.", "Burundi"),
        ("Syria says a Turkish drone killed two farmers in Kobani.", "Turkey"),
        ("Dushanbe lays the guilt on Bishkek.", "Kyrgyzstan"),
        ("Tripoli said that one guard died and that Chad had fired first.", "Chad"),
    ],
)
def test_blame_without_a_word_of_blame(text: str, side: str) -> None:
    assert side in [s for d in _read(text) for s in _told(d)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "An Armenian shell fell on a house in Fuzuli.",
        "Yerevan said an Armenian shell fell on a house in Fuzuli.",
        "Baku said an Armenian shell hit an army depot.",
        "Baku said an Armenian drone killed two soldiers.",
        "The army attributes its success to training by France.",
        '"We did not win," the coach of Chad said.',
    ],
)
def test_no_blame_where_none_is_laid(text: str) -> None:
    assert not _read(text)


def test_of_two_governments_each_says_it_of_the_other() -> None:
    found = _read("Chad and Libya fought for days. Both governments say the other side broke the truce.")
    pairs = {(d.source.side, _told(d)[1]) for d in found if d.source is not None}
    assert pairs == {(("Chad",), ("Libya",)), (("Libya",), ("Chad",))}


def test_a_first_person_denial_is_one() -> None:
    (one,) = _read('"Our forces did not shell the mosque," the Turkish military said.')
    assert one.stance == "denies"
    assert _told(one)[1] == ("Turkey",)


def test_the_government_is_that_of_the_armed_groups_country() -> None:
    found = _read("Michael Makuei spoke in Juba. The SPLM-IO said government troops had opened fire first.")
    assert ("South Sudan",) in [_told(d)[1] for d in found]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (
            "Serbian artillery shelled the town of Bihac, killing 12 people, a Bosnian spokesman said.",
            "Serbia",
        ),
        ("Boko Haram gunmen shot dead 17 farmers near Maiduguri, the Nigerian army said.", "Boko Haram"),
        ("Nine pupils have been killed by Syrian army shellfire, local doctors say.", "Syria"),
        (
            "Armenia's army said two of its soldiers were killed in an Azerbaijani strike on Jermuk.",
            "Azerbaijan",
        ),
        (
            "Two Lebanese soldiers were killed and four wounded when Islamic State fighters blew up "
            "a lorry near Arsal, the Lebanese army said.",
            "Islamic State",
        ),
        ("BAMAKO - A French warplane bombed a wedding near Bounty, a village elder said.", "France"),
        (
            "Forty Yemenis sheltering in a school were killed by Saudi shellfire, medics say.",
            "Saudi Arabia",
        ),
    ],
)
def test_a_deed_against_people_lays_blame(text: str, side: str) -> None:
    assert [_told(d)[1] for d in _read(text)] == [(side,)]


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish military said its jets killed 14 PKK militants.",
        "Ukraine said Russian missiles struck an airfield near Poltava.",
        "The Taliban said the Kabul bombing killed 12 people.",
        "Serbian artillery shelled the town of Bihac, killing 12 people.",
        "The army of Chad blamed a car bomb.",
        "Chad says its forces operate from Sudan.",
    ],
)
def test_a_deed_of_war_or_of_ones_own_lays_none(text: str) -> None:
    assert _read(text) == []


def test_a_weapon_with_its_owner_can_be_blamed() -> None:
    assert [_told(d)[1] for d in _read("The army of Chad blamed a Boko Haram car bomb.")] == [("Boko Haram",)]


def test_its_neighbour_is_the_other_belligerent() -> None:
    text = (
        "Peru accused Ecuador of moving troops. Ecuador denied firing and accused its neighbour of mining "
        "the border."
    )
    assert [_told(d)[1] for d in _read(text)] == [("Ecuador",), ("Ecuador",), ("Peru",)]


def test_denying_that_it_struck_is_a_denial_of_the_act() -> None:
    (draft,) = _read("Sudan denied that it had hit a clinic.")
    assert (draft.stance, _told(draft)) == (
        "denies",
        ("denied that it had hit a clinic", ("Sudan",), "hit a clinic"),
    )


def test_a_land_that_fighters_operate_from_is_charged() -> None:
    charge, denial = _read("Chad alleges that the Janjaweed operate from Sudan; Khartoum rejects the charge.")
    assert _told(charge)[1] == ("Sudan",)
    assert denial.answers == charge.key


def test_a_named_movement_is_no_movement() -> None:
    (draft,) = _read("Chad blamed the Sudan Liberation Movement (SLM) for the killings.")
    assert _told(draft)[2] == "the killings"


def test_after_a_semicolon_the_second_subject_speaks() -> None:
    (draft,) = _read("One Kenyan driver killed in Adre; Chad blames Sudanese forces.")
    assert draft.source is None or draft.source.side == ("Chad",)
