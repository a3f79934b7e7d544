"""Texts made of texts: contents cut out, attributions put inside one another, dirt."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import markup
from augment import contents, dirty, frames, made, plain_paragraphs
from data import Document, normalise

MARKED = (
    "{S1 The harbour master} {C1 said} {T1 that two barges had sunk off the northern mole}.\n\n"
    "{S2 Lima} {C2[stance=denies] denied} {T2 that its patrol boats had been near the mole that night}.\n\n"
    "{S3 An old pilot} {C3 reported} {T3 that the beacon had been dark since the storm}.\n\n"
    "The mole was built of stone from the upper valley and is eight hundred metres long."
)


def document(marked: str) -> Document:
    text, found = markup.parse(marked)
    return normalise(markup.MarkedText({"id": "x001", "author": "x"}, text, found))


def said(made_of: Document, k: int) -> tuple[str, str, str]:
    item = made_of.items[k]
    source, cue, content = (
        "".join(made_of.text[a:b] for a, b in s) for s in (item.source, item.cue, item.content)
    )
    return source, cue, content


def test_a_content_is_a_text_of_its_own_with_what_stands_in_it() -> None:
    whole = document(
        "{S1 Quito} {C1 said} "
        "{T1 that {S2 villagers} {C2[in=1;stance=denies] denied} {T2 a raid on the mill}}. "
        "{S3 Lima} {C3 said} {T3 that nobody had crossed the river}."
    )
    first, second = contents(whole)
    assert first.text == "that villagers denied a raid on the mill"
    assert said(first, 0) == ("villagers", "denied", "a raid on the mill")
    assert first.items[0].parent is None
    assert second.text == "that nobody had crossed the river"
    assert second.items == []


def test_what_shares_a_content_does_not_stand_in_it() -> None:
    relayed = document(
        "{S1 State radio}, {C2[in=1] citing} {S2 a pilot}, {C1 reported} {T1,2 that the long bridge stood}."
    )
    assert all(cut.items == [] for cut in contents(relayed))


@pytest.mark.parametrize("seed", range(12))
def test_made_texts_put_attributions_inside_one_another(seed: int) -> None:
    source = document(MARKED)
    pool, plain = frames([source]), plain_paragraphs([source])
    assert len(pool) == 3
    assert len(plain) == 1
    text = made(pool, plain, random.Random(seed), 1)  # noqa: S311
    inner = [i for i in text.items if i.parent is not None]
    assert len(inner) >= 5
    for item in inner:
        outer = text.items[item.parent or 0]
        (start, end), (low, high) = item.content[0], outer.content[0]
        assert low <= start < end <= high
        assert outer.source != item.source
    assert "{" not in text.text


def test_what_is_no_plain_clause_is_no_frame() -> None:
    assert not frames(
        [
            document('{S1 She} {C1 said}: {T1 "We shall never go back to the mill, not for gold."}'),
            document("{S1 She} {C1 urged} {T1 the elders to open the road to the mill at once}."),
            document("{S1 She}, {S2 who} {C2 said} {T2 that the mill had burned down}, {C1 wept} {T1 so}."),
            document("{S1 She} {C1[hypothetical] says} {T1 that the mill had burned to the ground}."),
        ]
    )


def test_dirt_moves_the_spans_with_the_text() -> None:
    clean = document("{S1 Kigali's envoy, a colonel,} {C1 said}, {T1 \"the king's men, all of them, fled\"}.")
    texts = set()
    for seed in range(150):
        soiled = dirty(clean, random.Random(seed))  # noqa: S311
        texts.add(soiled.text)
        source, cue, content = said(soiled, 0)
        assert cue.lower() == "said"
        assert source.lower().startswith("kigali")
        assert source.lower().endswith("colonel")
        assert content.strip("\"'").lower().endswith("fled")
    assert clean.text in texts
    assert any("," not in t for t in texts)
    assert clean.text.upper() in texts
