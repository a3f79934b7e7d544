"""The table of status words is whole and consistent."""

from __future__ import annotations

from counterclaim.knowledge.status_words import status_words


def test_every_word_is_lower_case_and_has_a_value() -> None:
    words = status_words()
    for table in (words.ways, words.traffic, words.scopes, words.verbs, words.adjectives, words.nouns):
        assert table
        assert all(word == word.lower() for word in table)
    assert all(words.scopes.values())


def test_a_verb_form_has_one_meaning() -> None:
    verbs = status_words().verbs
    assert verbs["shut"].state == "closed"
    assert verbs["reopens"].state == "reopened"
    assert verbs["halted"].of == "traffic"


def test_governors_do_not_clash_with_states() -> None:
    words = status_words()
    assert not set(words.governors) & set(words.adjectives)
