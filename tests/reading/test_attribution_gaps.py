"""A second count without its verb goes to its own speaker, and only then."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.actors import find_actors
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def read(text: str) -> list[tuple[str | None, list[str]]]:
    doc = annotator().annotate(text)
    ctx = Context(Report(text), doc, quotes=find_quotes(text), actors=find_actors(doc, None))
    return [
        (a.source.text if a.source else None, [c.text for c in a.content]) for a in find_attributions(ctx)
    ]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "The opposition says 40 people were killed, the government 12.",
            ("The opposition", ["40 people were killed"]),
            ("the government", ["12"]),
        ),
        (
            "The opposition says 40, the government 12.",
            ("The opposition", ["40"]),
            ("the government", ["12"]),
        ),
        (
            "Rebels put the toll at 40, the government at 12.",
            ("Rebels", ["the toll at 40"]),
            ("the government", ["at 12"]),
        ),
        (
            "The opposition says 40 people were killed; the government says 12.",
            ("The opposition", ["40 people were killed"]),
            ("the government", ["12"]),
        ),
    ],
)
def test_two_speakers_of_two_counts(
    text: str, first: tuple[str, list[str]], second: tuple[str, list[str]]
) -> None:
    assert read(text) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said the army had lost 40 men, the police 12.",
        "Chad has lost three soldiers and Togo one, the United Nations said.",
        "The army lost 40 men, the police 12.",
        "Monitors said the army shelled two towns, the rebels one.",
    ],
)
def test_one_speaker_of_two_parties_losses(text: str) -> None:
    assert len(read(text)) <= 1
