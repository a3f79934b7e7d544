"""Rules and encoder made one: who wins where both found a cue, and what only one found."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.attribution_engines import ALONE, combine
from counterclaim.reading.attribution_spans import Candidate, Chars, Text
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def text_of(words: str) -> Text:
    return Text(annotator().annotate(words), find_quotes(words))


def at(words: str, part: str, after: int = 0) -> Chars:
    start = words.index(part, after)
    return start, start + len(part)


def heard(words: str, source: str | None, cue: str, *content: str, **more: object) -> Candidate:
    text = text_of(words)
    found = at(words, cue)
    tokens = text.doc.tokens_in(*found)
    return Candidate(
        at(words, source) if source else None,
        found,
        [at(words, part) for part in content],
        "claim",
        "encoder",
        tokens[-1],
        found,
        **{"confidence": 0.99, **more},  # type: ignore[arg-type]
    )


def read(words: str, *candidates: Candidate) -> list[tuple[str, str | None, list[str]]]:
    ctx = Context(Report(words), annotator().annotate(words))
    ctx.quotes = find_quotes(words)
    found = find_attributions(ctx, hear=lambda text: list(candidates))
    return [(a.engine, a.source.text if a.source else None, [c.text for c in a.content]) for a in found]


def test_a_cue_that_no_table_lists_is_the_encoders() -> None:
    words = "Gao's mayor mumbled that the convoy had left."
    assert read(words) == []
    one = heard(words, "Gao's mayor", "mumbled", "that the convoy had left")
    assert read(words, one) == [("encoder", "Gao's mayor", ["that the convoy had left"])]
    assert one.confidence == ALONE


def test_where_both_found_a_cue_the_content_is_the_encoders_with_the_fuller_source() -> None:
    words = "The head of the port authority in Aden said the quay had sunk on Friday."
    one = heard(words, "The head of the port authority in Aden", "said", "the quay had sunk")
    [found] = read(words, one)
    assert found == ("encoder", "The head of the port authority in Aden", ["the quay had sunk"])
    unsure = heard(words, "The head of the port authority in Aden", "said", "the quay", confidence=0.5)
    assert [content for _, _, content in read(words, unsure)] == [["the quay had sunk on Friday"]]


def test_in_a_fixed_form_the_rules_reading_stands() -> None:
    words = "The quay had sunk on Friday, according to the harbour master."
    [(engine, source, content)] = read(words, heard(words, "the harbour", "according to", "The quay"))
    assert (engine, source) == ("rules", "the harbour master")
    assert content == ["The quay had sunk on Friday"]


def test_a_pronoun_takes_no_name_s_place() -> None:
    words = "It rained. The harbour master said the quay had sunk."
    [(_, source, _)] = read(words, heard(words, "It", "said", "the quay had sunk"))
    assert source == "The harbour master"


def test_what_only_a_loose_rule_found_goes_without_a_figure_or_a_stance() -> None:
    words = "Aden announced a new quay. Aden announced 40 deaths. Aden denied the report."
    assert [content for _, _, content in read(words)] == [["40 deaths"], ["the report"]]


@pytest.mark.parametrize(
    ("words", "source", "kept"),
    [
        ("ADEN - The coast guard said a boat sank.", "ADEN - The coast guard", "The coast guard"),
        (
            "The mayor, who leads the council, said a boat sank.",
            "The mayor, who leads the council",
            "The mayor",
        ),
    ],
)
def test_a_dateline_or_a_clause_makes_no_source_fuller(words: str, source: str, kept: str) -> None:
    [(_, found, _)] = read(words, heard(words, source, "said", "a boat sank"))
    assert found == kept


def test_a_content_that_two_cues_claim_goes_to_the_one_in_its_sentence() -> None:
    words = "Two boats sank, the coast guard whispered. Nine sailors drowned, the navy muttered."
    first = heard(words, "the coast guard", "whispered", "Two boats sank", "Nine sailors drowned")
    second = heard(words, "the navy", "muttered", "Nine sailors drowned")
    combined = combine(text_of(words), [], [first, second])
    assert [[words[slice(*c)] for c in one.content] for one in combined] == [
        ["Two boats sank"],
        ["Nine sailors drowned"],
    ]


def test_whom_somebody_cites_keeps_the_content_that_both_have() -> None:
    words = "State radio muttered, citing a pilot, that the bridge had fallen."
    outer = heard(words, "State radio", "muttered", "that the bridge had fallen")
    inner = heard(words, "a pilot", "citing", "that the bridge had fallen", under=outer)
    combined = combine(text_of(words), [], [outer, inner])
    assert [one.under for one in combined] == [None, outer]


def test_beyond_its_paragraph_only_quotations_are_a_cues_content() -> None:
    words = 'The road is shut, the mayor muttered.\n\nIt rained.\n\n"Nobody came," the paper has it.'
    one = heard(words, "the mayor", "muttered", "The road is shut", "It rained", '"Nobody came,"')
    combined = combine(text_of(words), [], [one])
    assert [words[slice(*c)] for c in combined[0].content] == ["The road is shut", '"Nobody came,"']


def test_a_report_in_a_relative_clause_ends_with_it() -> None:
    words = "A strike that the army said hit a fuel depot killed nine drivers on Monday."
    one = heard(words, "the army", "said", "hit a fuel depot killed nine drivers on Monday")
    [found] = combine(text_of(words), [], [one])
    assert [words[slice(*c)] for c in found.content] == ["hit a fuel depot"]


@pytest.mark.parametrize(
    ("words", "source", "cue", "content"),
    [
        ("It was mumbled about in Gao.", None, "mumbled", "about in Gao"),
        ("Their law deems it a crime.", "Their law deems", "deems", "it a crime"),
    ],
)
def test_what_is_not_worth_believing(words: str, source: str | None, cue: str, content: str) -> None:
    assert combine(text_of(words), [], [heard(words, source, cue, content)]) == []


def test_one_without_a_source_takes_no_words_from_whom_the_rules_heard() -> None:
    words = "The general said that intercepts pointed to 60 dead."
    inner = heard(words, None, "pointed", "to 60 dead")
    assert [source for _, source, _ in read(words, inner)] == ["The general"]
    hedged = heard(words, None, "pointed", "to 60 dead", hedge=(0, 1))
    assert [source for _, source, _ in read(words, hedged)] == ["The general", None]


@pytest.mark.parametrize(("source", "kept"), [("radio", 1), ("It", 1), ("A pilot", 2)])
def test_inside_anothers_words_an_unlisted_cue_needs_a_whole_name(source: str, kept: int) -> None:
    subject = f"{source} messages" if source == "radio" else source
    words = f"The general muttered that {subject} murmured that the bridge fell."
    outer = heard(words, "The general", "muttered", f"that {subject} murmured that the bridge fell")
    inner = heard(words, source, "murmured", "that the bridge fell", under=outer)
    assert len(combine(text_of(words), [], [outer, inner])) == kept
