"""Reporting clauses at the end of a sentence that the parser hangs elsewhere."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def read(text: str) -> list[tuple[str | None, list[str]]]:
    ctx = Context(Report(text), annotator().annotate(text), quotes=find_quotes(text))
    return [
        (a.source.text if a.source else None, [c.text for c in a.content]) for a in find_attributions(ctx)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Two shells fell near Lyman Ukrainian officials said.",
            "Ukrainian officials",
            "Two shells fell near Lyman",
        ),
        ("Nine men were shot police said.Others dispute it.", "police", "Nine men were shot"),
        ("Every road is shut said the Doctors Network.", "the Doctors Network", "Every road is shut"),
        (
            "Nine people were hurt, informed the Ministry of Health.",
            "the Ministry of Health",
            "Nine people were hurt",
        ),
        (
            "Three sailors are dead and two hurt, her managers state.",
            "her managers",
            "Three sailors are dead and two hurt",
        ),
        ("Ten killed in Mopti ambush, army says", "army", "Ten killed in Mopti ambush"),
        (
            "Six men died, an officer who did not want to be named told AFP.",
            "an officer who did not want to be named",
            "Six men died",
        ),
        ("Twelve men had died, state radio quoted a guard as saying.", "a guard", "Twelve men had died"),
        ("Twelve civilians died, so the mayor.", "the mayor", "Twelve civilians died"),
        (
            "A rocket that the army said targeted a chief killed at least 9 in Sirte, the mayor said.",
            "the mayor",
            "A rocket that the army said targeted a chief killed at least 9 in Sirte",
        ),
    ],
)
def test_tails(text: str, source: str, content: str) -> None:
    assert (source, [content]) in read(text), read(text)


def test_a_strike_described_by_one_and_counted_by_another() -> None:
    found = read(
        "A raid that the army said targeted a chief killed at least 9 people in Sirte, the mayor said."
    )
    assert ("the army", ["that", "targeted a chief"]) in found


def test_a_man_who_gave_his_name_as_another() -> None:
    [(source, content)] = read("A colonel who gave his name only as Idris told us that five men had died.")
    assert source == "A colonel who gave his name only as Idris"
    assert content == ["that five men had died"]


@pytest.mark.parametrize(
    "text",
    [
        "Villagers disputed what officials said.",
        "It was not what the ministry had said.",
    ],
)
def test_clauses_under_another_verb_are_no_tails(text: str) -> None:
    assert not any(content == [text.split(" what")[0]] for _, content in read(text))


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Niger's forces shelled the town of Dosso on Friday, killing 15 people, a rebel spokesman said, "
            "hours after troops loyal to the president crossed the border.",
            "a rebel spokesman",
            "Niger's forces shelled the town of Dosso on Friday, killing 15 people",
        ),
        (
            "Shelling near the port killed 12 people, a spokesman for the rebel army that controls it said "
            "on Monday, in what may be the worst raid since May.",
            "a spokesman for the rebel army that controls it",
            "Shelling near the port killed 12 people",
        ),
        (
            "Guards killed 14 men in Lashkar and five in Zaranj on the same day it added.",
            "it",
            "Guards killed 14 men in Lashkar and five in Zaranj on the same day",
        ),
        (
            "Six missing, among them one pilot, leave the raids of Monday, informed the Chief of Police, "
            "Colonel Ana Rios.",
            "the Chief of Police, Colonel Ana Rios",
            "Six missing, among them one pilot, leave the raids of Monday",
        ),
        (
            "Eleven sailors are lying in Kismayo, and two of them are boys, the clinic tells us.",
            "the clinic",
            "Eleven sailors are lying in Kismayo, and two of them are boys",
        ),
        (
            "Thirty people were hurt, clarified the press service of the governor.",
            "the press service of the governor",
            "Thirty people were hurt",
        ),
        (
            "Twelve guards were killed, Col. Abdou Sani, who commands the sector, told the radio.",
            "Col. Abdou Sani",
            "Twelve guards were killed",
        ),
        (
            "Among the dead are three boys, the agency quotes the doctor as saying.",
            "the doctor",
            "Among the dead are three boys",
        ),
        (
            "Four people were killed in the raid (local officials say).",
            "local officials",
            "Four people were killed in the raid",
        ),
    ],
)
def test_whole_statement_before_the_cue(text: str, source: str, content: str) -> None:
    assert (source, [content]) in read(text)


def test_pronoun_that_tells_nothing_more() -> None:
    assert read("The soldiers left the post they added.") == []
