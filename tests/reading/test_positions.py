"""Stands taken in public: which, by whom, towards whom."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.model import Position, Report
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.positions import read_positions
from counterclaim.reading.read import prepare


@lru_cache(maxsize=64)
def _context(text: str) -> Context:
    return prepare(Report(text, published="2024-06-12"), annotator().annotate(text))


def _read(text: str) -> list[Draft]:
    return read_positions(_context(text))


def _position(draft: Draft) -> Position:
    assert isinstance(draft.payload, Position)
    return draft.payload


@pytest.mark.parametrize(
    ("text", "kind", "towards", "evidence"),
    [
        ("Turkey condemned the Israeli raid.", "condemn", ("Israel",), "the Israeli raid"),
        (
            'Norway condemned what it called "a cowardly attack" by Russia.',
            "condemn",
            ("Russia",),
            '"a cowardly attack" by Russia',
        ),
        (
            "Ghana urged Mali to hold elections.",
            "urge",
            ("Mali",),
            "urged Mali to hold elections",
        ),
        (
            "Kyiv demanded that Russia hand back the plant.",
            "demand",
            ("Russia",),
            "demanded that Russia hand back the plant",
        ),
        ("Moscow rejected the proposal.", "reject", (), "rejected the proposal"),
        (
            "Serbia does not recognise Kosovo's independence.",
            "reject",
            (),
            "Serbia does not recognise Kosovo's independence",
        ),
        ("China welcomed the ceasefire.", "welcome", (), "welcomed the ceasefire"),
        (
            "Zelensky vowed to retaliate for the raid on Dnipro.",
            "threaten",
            (),
            "vowed to retaliate for the raid on Dnipro",
        ),
        (
            "Armenia warned Azerbaijan against crossing the river.",
            "warn",
            ("Azerbaijan",),
            "warned Azerbaijan against crossing the river",
        ),
        ("Egypt refused to open the gate.", "reject", (), "refused to open the gate"),
    ],
)
def test_a_stand(text: str, kind: str, towards: tuple[str, ...], evidence: str) -> None:
    found = [(_position(d).type, _position(d).towards, d.evidence[0].text) for d in _read(text)]
    assert (kind, towards, evidence) in found


def test_each_speaker_of_a_list_takes_the_stand() -> None:
    text = "India and Pakistan traded fire on Monday. China, Iran and Oman have urged both sides to stop."
    drafts = _read(text)
    assert [d.source.side for d in drafts if d.source] == [("China",), ("Iran",), ("Oman",)]
    assert all(set(_position(d).towards) == {"India", "Pakistan"} for d in drafts)


def test_threats_in_a_quotation_are_claims_sentence_by_sentence() -> None:
    text = (
        "Israel bombed Isfahan on Monday, Iran said. "
        '"Enough is enough," an Iranian general said. "Israel will pay a heavy price."'
    )
    drafts = [d for d in _read(text) if _position(d).type == "threaten"]
    assert [d.evidence[0].text for d in drafts] == [
        '"Enough is enough,"',
        '"Israel will pay a heavy price."',
    ]
    assert {_position(d).towards for d in drafts} == {("Israel",)}


@pytest.mark.parametrize(
    "text",
    [
        "The army backed by tanks entered the town.",
        "She welcomed the guests at the door.",
        "Russia may condemn the vote.",
        "Nobody condemned the raid.",
        "The ministry declined to comment.",
        "Kigali rejected the accusation.",
        "Talks to urge restraint will follow.",
        "He thanked the reporters.",
    ][:7],
)
def test_no_stand(text: str) -> None:
    assert _read(text) == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_raising(text: str) -> None:
    ctx = Context(Report(text), annotator().annotate(text))
    for draft in read_positions(ctx):
        for span in draft.evidence:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "urged", "CONDEMNED", "threatened to", "“Enough”", "vowed 🔥"])
def test_scraps_do_not_raise(text: str) -> None:
    read_positions(Context(Report(text), annotator().annotate(text)))


def test_we_in_a_quote_is_its_speaker() -> None:
    (one,) = _read('"We call on Ankara to withdraw its troops," the PKK said in a statement.')
    assert one.attribution is not None
    assert one.attribution.speaker is not None
    assert one.attribution.speaker.side == ("PKK",)


def test_calm_is_urged_on_nobody_in_particular() -> None:
    (draft,) = _read("The Kenyan president urged calm.")
    assert (_position(draft).type, draft.evidence[0].text) == ("urge", "urged calm")


def test_it_is_the_plan_of_the_sentence() -> None:
    text = (
        "Egypt welcomed a Kenyan proposal for a truce, while army chief Daniel Okello of Sudan rejected it."
    )
    assert [_position(d).type for d in _read(text)] == ["welcome", "reject"]
    assert _read("Chad accused Sudan of an attack; Sudan rejected it.") == []
