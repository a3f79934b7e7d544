"""Whose side words speak of: the two belligerents, nouns, pronouns, and lists of speakers."""

from __future__ import annotations

from functools import lru_cache

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.belligerents import belligerents, conjuncts, other_side, side_of, source_at
from counterclaim.reading.context import Context
from counterclaim.reading.read import prepare


@lru_cache(maxsize=32)
def _context(text: str) -> Context:
    return prepare(Report(text, published="2024-06-12"), annotator().annotate(text))


def _token(ctx: Context, word: str) -> int:
    return next(t.i for t in ctx.doc.tokens if t.text == word)


def test_belligerents_are_the_two_named_beside_words_of_war() -> None:
    text = (
        "Armenia and Azerbaijan fought on Monday. Armenia said Azerbaijan attacked first. "
        "France and Germany sent envoys. France and Germany met. Russia watched."
    )
    assert set(belligerents(_context(text))) == {"Armenia", "Azerbaijan"}


def test_one_named_side_makes_no_pair() -> None:
    assert belligerents(_context("Chad held a vote.")) == ()


def test_the_other_side_needs_a_belligerent() -> None:
    ctx = _context("Armenia and Azerbaijan fought on Monday.")
    assert other_side(ctx, ("Armenia",)) == ("Azerbaijan",)
    assert other_side(ctx, ("France",)) == ()


@pytest.mark.parametrize(
    ("text", "word", "sides"),
    [
        ("Malian troops fired.", "troops", {"Mali"}),
        ("Officials in Kampala spoke.", "Officials", {"Uganda"}),
        ("Kenyan and Somali troops clashed.", "troops", {"Kenya", "Somalia"}),
        ("Colombian guerrillas fired.", "guerrillas", set()),
        ("Opposition forces in Syria fired.", "forces", set()),
        ("Gunmen fired.", "Gunmen", set()),
    ],
)
def test_the_side_of_a_noun(text: str, word: str, sides: set[str]) -> None:
    ctx = _context(text)
    assert set(side_of(ctx, _token(ctx, word))) == sides


def test_both_sides_are_the_belligerents() -> None:
    ctx = _context("Chad and Sudan clashed at the border. Both sides withdrew.")
    assert set(side_of(ctx, _token(ctx, "sides"))) == {"Chad", "Sudan"}


def test_its_forces_are_the_speakers() -> None:
    ctx = _context("Chad said its forces had crossed the river.")
    assert side_of(ctx, _token(ctx, "forces")) == ("Chad",)


def test_a_list_of_speakers_is_taken_apart() -> None:
    ctx = _context("Kenya, Ghana and Togo condemned the raid.")
    heads = conjuncts(ctx, _token(ctx, "Kenya"))
    assert [ctx.doc.tokens[h].text for h in heads] == ["Kenya", "Ghana", "Togo"]


def test_a_source_carries_its_side() -> None:
    ctx = _context("Kenya condemned the raid.")
    source = source_at(ctx, _token(ctx, "Kenya"))
    assert source is not None
    assert source.side == ("Kenya",)
    assert source_at(ctx, None) is None
