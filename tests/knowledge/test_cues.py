"""The cue table: size, checks, and a few rows that readers rely on."""

from __future__ import annotations

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.cues import cues, parse_cues

ROW = '[[cue]]\nlemma = "{lemma}"\npos = "{pos}"\nclass = "{cls}"\nframes = ["clause"]\nsource = "{source}"\n'


def row(lemma: str = "avow", pos: str = "verb", cls: str = "claim", source: str = "test") -> str:
    return ROW.format(lemma=lemma, pos=pos, cls=cls, source=source)


def test_size_and_variety() -> None:
    table = cues()
    assert len(table) >= 350
    assert len(table.verbs) >= 250
    assert len(table.nouns) >= 50
    assert table.adverbs
    assert table.adjectives
    assert table.phrases


@pytest.mark.parametrize(
    ("lemma", "cue_class", "stance"),
    [
        ("say", "claim", "asserts"),
        ("deny", "deny", "denies"),
        ("accuse", "accuse", "asserts"),
        ("blame", "blame", "asserts"),
    ],
)
def test_rows_the_readers_rely_on(lemma: str, cue_class: str, stance: str) -> None:
    found = cues().verb(lemma)[0]
    assert (found.cue_class, found.stance) == (cue_class, stance)


def test_a_verb_may_have_two_rows() -> None:
    assert {c.cue_class for c in cues().verb("call")} == {"describe", "urge"}


def test_unknown_words_have_no_rows() -> None:
    assert cues().verb("xyzzy") == ()
    assert cues().noun("") == ()


def test_no_lemma_stands_twice_with_one_class() -> None:
    seen = [(c.lemma, c.pos, c.cue_class) for c in cues().all]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (row(lemma="Avow"), "lower case"),
        (row(pos="verbal"), "not one of"),
        (row(cls="nonsense"), "no known class"),
        (row(source=""), "source"),
        (row() + 'stance = "maybe"\n', "stance"),
        ('[[cue]]\nlemma = "avow"\npos = "verb"\nclass = "claim"\nsource = "t"\n', "frames"),
        ('[[cue]]\nlemma = "avow"\n', "missing"),
    ],
)
def test_a_bad_row_is_named(text: str, reason: str) -> None:
    with pytest.raises(CounterclaimError) as caught:
        parse_cues(row() + text)
    assert caught.value.code == "CC202"
    assert "Row 2" in caught.value.what
    assert reason in caught.value.why
