"""The table of casualty words."""

from __future__ import annotations

from counterclaim.knowledge.casualty_words import casualty_words


def test_plurals_and_singulars() -> None:
    words = casualty_words()
    assert words.people["soldiers"].group == "combatants"
    assert words.people["policemen"].group == "police"
    assert "soldier" in words.singular
    assert "lives" not in words.singular
    assert "army" not in words.singular


def test_a_word_is_not_both_person_and_thing() -> None:
    words = casualty_words()
    assert not set(words.people) & words.things


def test_verbs_know_their_forms() -> None:
    words = casualty_words()
    assert words.verbs["killing"].forms == {"ing"}
    assert words.verbs["captured"].strict
