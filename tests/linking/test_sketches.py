"""Sketches: the same for good, and right about what two texts share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.sketches import (
    KEPT,
    KEYS_LEAST,
    KEYS_MOST,
    bands_of,
    keys_of,
    overlap,
    pack,
    sketch,
    unpack,
    unquoted,
    words,
)

TEXT = (
    "Two gates on the frontier were shut at dawn after a night of mortar fire, and three hundred lorries "
    "with grapes and onions waited on the road while drivers slept under their trailers."
)

GOLDEN = (28, (324943639, 358383575, 390011190), (16, 7, 0))
GOLDEN_BAND = 2196244644


def _numbered(start: int, end: int) -> str:
    return " ".join(f"w{n}" for n in range(start, end))


def test_hashes_never_change() -> None:
    # A ledger keeps them for years: a change here needs a migration that makes every sketch anew.
    made = sketch(TEXT)
    assert (made.total, made.hashes[:3], made.places[:3]) == GOLDEN
    assert bands_of(made)[0] == GOLDEN_BAND


def test_long_texts_keep_the_lowest() -> None:
    made = sketch(_numbered(0, 3000))
    assert len(made.hashes) == KEPT
    assert not made.whole
    assert made.total == 2995
    assert list(made.hashes) == sorted(made.hashes)


@pytest.mark.parametrize(("length", "keys"), [(10, 5), (60, KEYS_LEAST), (400, 33), (5000, KEYS_MOST)])
def test_keys_grow_with_the_text_and_stop(length: int, keys: int) -> None:
    assert len(keys_of(sketch(_numbered(0, length)))) == keys


def test_overlap_is_exact_while_whole() -> None:
    common = overlap(sketch(_numbered(0, 105)), sketch(_numbered(55, 205)))
    assert common.shared == 45
    assert common.of_first == pytest.approx(0.45)
    assert common.of_second == pytest.approx(45 / 145)
    assert common.run == 50
    assert common.begins == (55, 0)


def test_overlap_is_estimated_beyond() -> None:
    common = overlap(sketch(_numbered(0, 2000)), sketch(_numbered(1000, 3000)))
    assert common.most == pytest.approx(0.5, abs=0.1)
    assert common.run == pytest.approx(1000, rel=0.15)


def test_a_short_text_inside_a_long_one() -> None:
    common = overlap(sketch(_numbered(500, 800)), sketch(_numbered(0, 4000)))
    assert common.of_first > 0.9
    assert common.of_second < 0.15


def test_an_insertion_breaks_a_run() -> None:
    other = f"{_numbered(0, 40)} and so on {_numbered(40, 80)}"
    assert overlap(sketch(_numbered(0, 80)), sketch(other)).run == 40


@pytest.mark.parametrize(
    "text",
    ["He said “we fired back at them” now", 'He said "we fired back at them" now', "He said «we fired» now"],
)
def test_quotations_are_left_out(text: str) -> None:
    assert "fired" not in unquoted(text)
    assert "now" in unquoted(text)


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    assert "road" in unquoted("“We fired back, he said.\nThe road was shut.")


def test_words_fold_case_accents_and_figures() -> None:
    assert words("Spīn Bōldak’s U.S. 1,200") == ["spin", "boldak's", "us", "1200"]
    assert words("چمن بند") == ["چمن", "بند"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_sketch_that_packs(one: str, other: str) -> None:
    a, b = sketch(one), sketch(other)
    assert unpack(pack(a)) == a
    common = overlap(a, b)
    assert 0 <= common.least <= common.most <= 1
    assert overlap(b, a).shared == common.shared


def test_unpack_refuses_other_things() -> None:
    with pytest.raises(ValueError, match="not a packed sketch"):
        unpack("AAAA")
