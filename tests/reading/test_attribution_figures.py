"""How far a list of counts runs after a verb of counting."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The colonel deplored three dead and seven wounded.", "The colonel", "three dead and seven wounded"),
        (
            "He reported 36 raiders neutralised, four captured and a heap of ammunition seized.",
            "He",
            "36 raiders neutralised, four captured and a heap of ammunition seized",
        ),
        ("Relatives speak of more than 400 missing.", "Relatives", "more than 400 missing"),
        (
            "Monitors listed 21 dead, among them six children, on Friday.",
            "Monitors",
            "21 dead, among them six children",
        ),
        (
            "The mayor puts the toll at 24 dead and 77 in hospital, and says most were women.",
            "The mayor",
            "the toll at 24 dead and 77 in hospital",
        ),
        ("The ministry now gives nine dead.", "The ministry", "nine dead"),
        ("The clinic counted between 80 and 100.", "The clinic", "between 80 and 100"),
        ("The UN places the number of dead at 1,500.", "The UN", "the number of dead at 1,500"),
        ("Sixteen deaths were recorded by the monitors.", "the monitors", "Sixteen deaths"),
        ("The general says 40 dead, the rebels 12.", "The general", "40 dead"),
        ("The police reported three dead, but two of them were later found.", "The police", "three dead"),
        ("Osh lays the guilt on Batken for the fire.", "Osh", "the guilt on Batken for the fire"),
        ("The ministry's toll stands at 812 dead.", "The ministry", "stands at 812 dead"),
        (
            "The ministry published its toll: 22 dead and 6 hurt.",
            "The ministry",
            "its toll: 22 dead and 6 hurt",
        ),
        ("The toll given by the army is 41 dead.", "the army", "is 41 dead"),
        ("A UN panel estimated in May that 900 people had fled.", "A UN panel", "that 900 people had fled"),
    ],
)
def test_counts(text: str, source: str, content: str) -> None:
    ctx = Context(Report(text), annotator().annotate(text), quotes=find_quotes(text))
    found = [(a.source.text if a.source else None, a.content[0].text) for a in find_attributions(ctx)]
    assert (source, content) in found, found
