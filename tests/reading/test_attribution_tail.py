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
