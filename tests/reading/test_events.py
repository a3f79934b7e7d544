"""Happenings: what counts as one, of which type, by whom and to whom."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.model import Event, Report
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.events import read_events
from counterclaim.reading.read import prepare


@lru_cache(maxsize=64)
def _context(text: str) -> Context:
    return prepare(Report(text, published="2024-06-12"), annotator().annotate(text))


def _read(text: str) -> list[Draft]:
    return read_events(_context(text))


def _event(draft: Draft) -> Event:
    assert isinstance(draft.payload, Event)
    return draft.payload


@pytest.mark.parametrize(
    ("text", "kind", "mode", "actor", "recipient"),
    [
        ("Ukraine shelled Belgorod on Sunday, Russia said.", "ASSAULT", "shelling", "Ukraine", "Russia"),
        (
            "Azerbaijan launched drone strikes on Armenian posts, Yerevan said.",
            "ASSAULT",
            "drone strike",
            "Azerbaijan",
            "Armenia",
        ),
        ("Residents said M23 rebels had seized the town of Sake.", "ASSAULT", "seizure", "M23", None),
        ("Officials said Bunagana had fallen to the M23.", "ASSAULT", "seizure", "M23", None),
        ("Ethiopia said it had withdrawn its troops from Badme.", "RETREAT", "withdrawal", "Ethiopia", None),
        ("Rwanda has deployed soldiers to the border, Burundi said.", "MOBILIZE", "troops", "Rwanda", None),
        (
            "India and Pakistan agreed to an immediate ceasefire on Saturday.",
            "AGREE",
            "truce",
            "India",
            "Pakistan",
        ),
        (
            "A truce between Israel and Hezbollah took effect on Wednesday.",
            "AGREE",
            "truce",
            "Israel",
            "Hezbollah",
        ),
        ("Peace talks opened in Jeddah on Thursday.", "CONSULT", "talks", None, None),
        ("The blast tore through a market in Mogadishu.", "ASSAULT", "explosion", None, None),
        ("Niger expelled the French ambassador on Monday.", "SANCTION", "sanctions", "Niger", "France"),
        ("Burkina Faso imposed a curfew in three provinces.", "COERCE", "curfew", "Burkina Faso", None),
        ("Thousands protested in Tbilisi on Monday.", "PROTEST", "protest", None, None),
        ("The ministry said the operation had ended at dawn.", "RETREAT", "end of fighting", None, None),
    ],
)
def test_a_happening(text: str, kind: str, mode: str, actor: str | None, recipient: str | None) -> None:
    events = [_event(d) for d in _read(text)]
    assert (kind, mode, actor, recipient) in [(e.type, e.mode, e.actor, e.recipient) for e in events]


@pytest.mark.parametrize(
    "text",
    [
        "Russia said Ukraine had bombed a school in Donetsk.",
        "Ukraine bombed a school, Russia's defence ministry said.",
        "A convoy was attacked by bandits, the Nigerian army said.",
        "The Kremlin said a depot had been destroyed.",
        "Armenia's government reported shelling on Monday.",
    ],
)
def test_the_speaker_is_not_the_actor(text: str) -> None:
    assert {_event(d).actor for d in _read(text)} <= {"Ukraine", None}


def test_a_side_that_tells_of_its_own_unnamed_troops_moves_them() -> None:
    (draft,) = _read("A Polish official said extra troops had been sent to the border.")
    assert _event(draft).actor == "Poland"


def test_soldiers_who_withdrew_may_be_the_enemy() -> None:
    events = [_event(d) for d in _read("The M23 said 200 soldiers had withdrawn from the hill.")]
    assert [e.actor for e in events] == [None]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Officials said no further clashes had been reported.", "denies"),
        ("No shelling was reported in Kherson on Sunday.", "denies"),
        ("Israel has not confirmed that it was behind the strikes in Isfahan.", "does_not_confirm"),
        ("Israel has neither confirmed nor denied carrying out the strike.", "does_not_confirm"),
        ("Ukraine declined to confirm the attack on the refinery.", "does_not_confirm"),
    ],
)
def test_the_stance(text: str, stance: str) -> None:
    assert stance in [d.stance for d in _read(text)]


def test_what_is_not_confirmed_answers_what_was_told() -> None:
    told, open_question = _read(
        "Iran said Israel had launched air strikes on Isfahan. "
        "Israel has not confirmed that it was behind Friday's strikes."
    )
    assert open_question.answers == told.key
    assert _event(open_question).recipient == _event(told).recipient


@pytest.mark.parametrize(
    "text",
    [
        "If Russia attacks, NATO will respond.",
        "The army would retake the town, the general said.",
        "Violence has escalated since 2019.",
        "The region has seen fierce fighting in recent years.",
        "Rebels often attack convoys on this road.",
        "Talk spread that the president had fled.",
        "The fighting killed 12 people, the ministry said.",
        "Germany agreed that the war could last for years.",
        "Talks may resume next week.",
    ],
)
def test_no_happening(text: str) -> None:
    assert _read(text) == []


def test_a_dated_phrase_is_a_happening() -> None:
    (draft,) = _read("Monday's assault by Sudanese troops on the RSF base took residents by surprise.")
    assert _event(draft).type == "ASSAULT"
    assert draft.evidence[0].text == "Monday's assault by Sudanese troops on the RSF base"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Pakistan asked for the ceasefire, Indian officials said.", "Pakistan"),
        ("The truce came at Armenia's request, Baku said.", "Armenia"),
        ("The ceasefire was requested by Cambodia, Thailand said.", "Cambodia"),
    ],
)
def test_who_asked_for_the_truce(text: str, actor: str) -> None:
    assert ("REQUEST", actor) in [(_event(d).type, _event(d).actor) for d in _read(text)]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Residents reported heavy shelling in Khiam.", "heavy shelling in Khiam"),
        ("The mayor confirmed an explosion.", "an explosion"),
    ],
)
def test_what_is_reported_as_a_noun(text: str, evidence: str) -> None:
    assert [d.evidence[0].text for d in _read(text)] == [evidence]


def test_a_truce_that_ended_a_war_did_not_end() -> None:
    modes = [_event(d).mode for d in _read("The truce ended a year of fighting in November.")]
    assert "end of truce" not in modes


def test_a_weapon_of_another_clause_is_not_the_weapon() -> None:
    (draft,) = _read("Israel bombed Tyre on Thursday, hours after rockets were fired at Metula.")
    assert _event(draft).weapon is None


def test_the_weapon() -> None:
    (draft,) = _read("Hezbollah said it had fired two rockets at a base in Safed.")
    weapon = _event(draft).weapon
    assert weapon is not None
    assert weapon.text == "rockets"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_raising(text: str) -> None:
    ctx = Context(Report(text), annotator().annotate(text))
    for draft in read_events(ctx):
        for span in draft.evidence:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "strike", "CLASHES ERUPTED", "air - strike", "attacked 🚀"])
def test_scraps_do_not_raise(text: str) -> None:
    read_events(Context(Report(text), annotator().annotate(text)))


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Chad struck what it described as rebel camps in Libya on Sunday.", "ASSAULT", "attack"),
        ("The army foiled on Friday a drone attack on the dam at Kariba.", "ASSAULT", "repulsed attack"),
        ("The army made a tactical withdrawal from Bama on Friday.", "RETREAT", "withdrawal"),
    ],
)
def test_an_object_apart_from_its_verb(text: str, kind: str, mode: str) -> None:
    assert (kind, mode) in [(_event(d).type, _event(d).mode) for d in _read(text)]
