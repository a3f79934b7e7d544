"""Outer contents made whole, and each inner attribution put into the nearest outer one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.reading.encoder_nesting import Judged, nested


def heard(text: str, source: str, cue: str, *content: str, parent: int | None = None) -> Judged:
    def at(words: str) -> tuple[int, int]:
        found = re.search(re.escape(words), text)
        assert found is not None
        return found.span()

    source_at = at(source) if source else None
    return Judged(source_at, at(cue), tuple(map(at, content)), parent, "asserts", False, False, 0.9)


def test_an_outer_content_takes_in_who_speaks_inside_it() -> None:
    text = "Baku said that its envoy denied any raid on the farm."
    outer = heard(text, "Baku", "said", "that")
    inner = heard(text, "its envoy", "denied", "any raid on the farm", parent=0)
    (start, end), *more = nested([outer, inner])[0].content
    assert text[start:end] == "that its envoy denied any raid on the farm"
    assert not more


def test_what_the_innermost_takes_in_reaches_the_outermost() -> None:
    text = "The cook swore that the guard had said that boys saw ghosts."
    cook = heard(text, "The cook", "swore", "that ")
    guard = heard(text, "the guard", "had said", "that boys", parent=0)
    boys = heard(text, "boys", "saw", "ghosts", parent=1)
    first, second, third = nested([cook, guard, boys])
    assert text[slice(*first.content[0])] == "that the guard had said that boys saw ghosts"
    assert text[slice(*second.content[0])] == "that boys saw ghosts"
    assert (first.parent, second.parent, third.parent) == (None, 0, 1)


def test_a_content_never_swallows_its_own_cue_or_source() -> None:
    text = "Rain fell, said Ana, and the mayor claimed frost."
    outer = heard(text, "Ana", "said", "Rain fell")
    inner = heard(text, "the mayor", "claimed", "frost", parent=0)
    content = nested([outer, inner])[0].content
    assert [text[a:b] for a, b in content] == ["Rain fell", "the mayor claimed frost"]


def test_the_nearest_outer_one_is_that_with_the_smallest_content_around() -> None:
    text = "Oslo said that Rome claims Bern denied it."
    oslo = heard(text, "Oslo", "said", "that Rome claims Bern denied it")
    rome = heard(text, "Rome", "claims", "Bern denied it", parent=0)
    bern = heard(text, "Bern", "denied", "it.", parent=0)
    assert [one.parent for one in nested([oslo, rome, bern])] == [None, 0, 1]


def test_who_passes_on_a_content_stays_under_the_one_who_reports_it() -> None:
    text = "He said radio, citing a pilot, reported the fall of the fort."
    he = heard(text, "He", "said", "radio, citing a pilot, reported the fall of the fort")
    pilot = heard(text, "a pilot", "citing", "the fall of the fort", parent=2)
    radio = heard(text, "radio", "reported", "the fall of the fort", parent=0)
    assert [one.parent for one in nested([he, pilot, radio])] == [None, 2, 0]


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(
    st.lists(
        st.tuples(
            st.none() | SPANS, SPANS, st.lists(SPANS, min_size=1, max_size=3), st.none() | st.integers(0, 5)
        ),
        max_size=6,
    )
)
def test_nothing_stands_inside_itself(rows: list) -> None:
    judged = []
    for source, cue, content, above in rows:
        parent = above if above is not None and above < len(rows) else None
        judged.append(Judged(source, cue, tuple(content), parent, "asserts", False, False, 0.5))
    result = nested(judged)
    assert len(result) == len(judged)
    for k, _ in enumerate(result):
        seen = {k}
        above = result[k].parent
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = result[above].parent
