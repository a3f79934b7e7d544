"""Stance as a function of the cue, and the words of distance."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes
from counterclaim.reading.stance import find_hedges, judge


def read(text: str) -> Context:
    return Context(Report(text), annotator().annotate(text), quotes=find_quotes(text))


@pytest.mark.parametrize(
    ("cue", "cue_class", "content", "denies", "stance"),
    [
        ("said", "claim", "it fell", False, "asserts"),
        ("denied", "deny", "the raid", True, "denies"),
        ("did not deny", "deny", "the raid", True, "does_not_confirm"),
        ("confirmed", "confirm", "the raid", False, "asserts"),
        ("has not confirmed", "confirm", "the raid", False, "does_not_confirm"),
        ("has yet to confirm", "confirm", "the raid", False, "does_not_confirm"),
        ("stopped short of confirming", "confirm", "the raid", False, "does_not_confirm"),
        ("has not acknowledged", "admit", "any loss", False, "does_not_confirm"),
        ("admitted", "admit", "losing a jet", False, "asserts"),
        ("declined", "refuse", "to comment", False, "does_not_confirm"),
        ("refused", "refuse", "to withdraw", False, "asserts"),
        ("rejected", "reject", "the charge", True, "denies"),
        ("rejected", "reject", "the offer of talks", True, "asserts"),
        ("dismissed", "reject", "the video as fabricated", True, "denies"),
        ("did not say", "claim", "how many died", False, "does_not_confirm"),
        ("called", "describe", "the reports fake news", False, "denies"),
        ("called", "describe", "the raid barbaric", False, "asserts"),
        ("questioned", "doubt", "the toll", False, "does_not_confirm"),
        ("does not believe", "believe", "that it fell", False, "denies"),
    ],
)
def test_judge(cue: str, cue_class: str, content: str, denies: bool, stance: str) -> None:
    assert judge(cue.split(), cue_class, content, denies=denies).stance == stance


def test_nobody_confirms() -> None:
    assert judge(["has", "claimed"], "claim", "the attack", nobody=True).stance == "does_not_confirm"


@pytest.mark.parametrize(
    ("text", "hypothetical"),
    [
        ("The envoy would say that the pass is open.", True),
        ("Peru will announce that its consulate is shut.", True),
        ("If the ministry denies that it fired, talks will end.", True),
        ("The ministry can confirm that two men died.", False),
        ("The navy would not confirm that a ship was lost.", False),
        ("The navy said that a ship was lost.", False),
    ],
)
def test_conditional_and_future_reports(text: str, hypothetical: bool) -> None:
    assert find_attributions(read(text))[0].hypothetical is hypothetical


@pytest.mark.parametrize(
    ("text", "kind", "words", "over"),
    [
        ("The depot was reportedly hit.", "adverb", "reportedly", "depot"),
        ("Two alleged spies were hanged.", "adjective", "alleged", "spies"),
        ("The so-called people's council met.", "called", "so-called", "council"),
        ('Troops entered the "liberated" town.', "scare quotes", '"liberated"', "liberated"),
        ("Kyiv condemned what Minsk calls an exercise.", "called", "what Minsk calls", "exercise"),
    ],
)
def test_hedges(text: str, kind: str, words: str, over: str) -> None:
    hedge = find_hedges(read(text))[0]
    assert (hedge.kind, hedge.span.text) == (kind, words)
    assert over in hedge.over.text


def test_plain_text_has_no_hedge() -> None:
    assert find_hedges(read("The army took the town on Friday.")) == []
    assert find_hedges(read("")) == []
