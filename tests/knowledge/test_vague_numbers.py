"""Words that stand for a number nobody gave."""

from __future__ import annotations

import pytest

from counterclaim.knowledge.vague_numbers import vague_number, vague_numbers


def test_acleds_own_three() -> None:
    assert [vague_numbers()[word].acled for word in ("tens", "dozens", "hundreds")] == [10, 12, 100]


@pytest.mark.parametrize(
    ("bound", "word"),
    [
        ("dozens", "dozens"),
        ("several dozen", "dozens"),
        ("tens of thousands", "tens of thousands"),
        ("a few", "a few"),
        ("exact", None),
        ("at least", None),
    ],
)
def test_a_bound_is_found_by_the_word_that_carries_it(bound: str, word: str | None) -> None:
    found = vague_number(bound)
    assert (found.word if found else None) == word


def test_no_word_stands_for_nought() -> None:
    assert all(number.acled > 0 and number.floor > 0 for number in vague_numbers().values())
