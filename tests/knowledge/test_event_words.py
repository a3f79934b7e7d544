"""The tables of event words and of positions: whole, checked row by row, and what the readers rely on."""

from __future__ import annotations

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge import event_words, position_words
from counterclaim.knowledge.event_words import PLOVER_TYPES
from counterclaim.knowledge.event_words import event_words as table


def test_the_table_has_at_least_450_words() -> None:
    words = table()
    assert sum(map(len, words.verbs.values())) + sum(map(len, words.nouns.values())) >= 450


def test_every_word_has_a_plover_type_of_2021() -> None:
    words = table()
    types = {w.type for group in (words.verbs, words.nouns) for ws in group.values() for w in ws}
    assert types <= set(PLOVER_TYPES)
    assert {"ASSAULT", "RETREAT", "AGREE", "CONSULT", "MOBILIZE", "COERCE", "SANCTION", "PROTEST"} <= types


def test_longer_phrases_come_before_shorter_ones() -> None:
    for ws in table().nouns.values():
        lengths = [len(w.words) for w in ws]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("head", "phrase", "mode"),
    [
        ("strike", ("drone", "strike"), "drone strike"),
        ("bombing", ("suicide", "bombing"), "suicide attack"),
        ("ceasefire", ("ceasefire",), "truce"),
        ("exchange", ("exchange", "of", "fire"), "armed clash"),
    ],
)
def test_nouns_stand_under_their_head(head: str, phrase: tuple[str, ...], mode: str) -> None:
    assert any(w.words == phrase and w.mode == mode for w in table().nouns[head])


def test_an_unknown_type_is_refused_with_its_row() -> None:
    row = '[[happening]]\nwords = ["zap"]\npos = "verb"\ntype = "ZAP"\nmode = "zap"\nframe = "directed"\n'
    with pytest.raises(CounterclaimError, match="CC202"):
        event_words.load(row)


def test_an_unknown_frame_is_refused() -> None:
    row = '[[happening]]\nwords = ["zap"]\npos = "verb"\ntype = "ASSAULT"\nmode = "zap"\nframe = "sideways"\n'
    with pytest.raises(CounterclaimError, match="CC202"):
        event_words.load(row)


def test_a_blameworthy_act_names_its_objects() -> None:
    acts = table().acts
    assert acts["shelter"].objects == ("armed",)
    assert acts["receive"].accused == "from"


def test_positions_cover_the_stands_of_the_contract() -> None:
    types = {w.type for ws in position_words.position_words().verbs.values() for w in ws}
    assert {
        "condemn",
        "urge",
        "threaten",
        "demand",
        "support",
        "reject",
        "recognise",
        "welcome",
    } <= types


@pytest.mark.parametrize(
    "words",
    [
        "Every attack will be met with force",
        "our patience has run out",
        "Enough is enough",
        "they will pay a heavy price",
        "the country reserves the right to respond",
    ],
)
def test_threats_are_known_by_their_wording(words: str) -> None:
    assert position_words.position_words().threat.search(words)


@pytest.mark.parametrize("words", ["Talks will resume on Monday", "The bridge was rebuilt"])
def test_plain_statements_are_no_threats(words: str) -> None:
    assert not position_words.position_words().threat.search(words)


def test_a_bad_pattern_is_refused() -> None:
    with pytest.raises(CounterclaimError, match="CC202"):
        position_words.load('[[threat]]\npattern = "(open"\n')
