"""Quotation marks of every kind, and what goes wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.reading.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We held the ridge," she said. "They ran."', ['"We held the ridge,"', '"They ran."']),
        ("“We held the ridge,” she said.", ["“We held the ridge,”"]),
        ("''It is over,'' he said. ''Go home.''", ["''It is over,''", "''Go home.''"]),
        ("``It is over,'' he said.", ["``It is over,''"]),
        ("« C'est fini », dit-il.", ["« C'est fini »"]),
        ("„Es ist vorbei“, sagte er.", ["„Es ist vorbei“"]),
        (
            "'We will not stop,' the colonel said. 'Not now.'",
            ["'We will not stop,'", "'Not now.'"],
        ),
        ("‘We will not stop,’ the colonel said.", ["‘We will not stop,’"]),
        ("Minister: 'we will stay in Adre'", ["'we will stay in Adre'"]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' lines broke in the '90s and it isn't over; ask 'em.",
        "He is 5'10\" tall.",
        "The Houthis’ drones hit the ship’s bridge.",
        "",
        '"',
        "''",
        "' ' '",
    ],
)
def test_apostrophes_and_stray_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_plural_possessive_inside_single_quotes() -> None:
    text = "'The troops' positions fell,' he said."
    assert quoted(text) == ["'The troops' positions fell,'"]


def test_a_stray_mark_costs_its_paragraph_only() -> None:
    text = '"One mark and no other.\nA line between.\n"We left," said the mayor.'
    assert quoted(text)[-1] == '"We left,"'
    assert not find_quotes(text)[-1].continues


def test_a_speech_over_paragraphs_continues() -> None:
    text = "“We asked for help.\n\n“Nobody answered.\n\n“So we left,” the nurse said."
    first, second, third = find_quotes(text)
    assert (first.closed, second.closed, third.closed) == (False, False, True)
    assert (first.continues, second.continues, third.continues) == (False, True, True)


def test_a_hard_wrapped_line_does_not_end_a_paragraph() -> None:
    text = '"We asked the army for help\nand nobody answered," she said.'
    assert quoted(text) == ['"We asked the army for help\nand nobody answered,"']


def test_nested_quotation_stays_inside() -> None:
    text = "“He told us “leave” and we left,” she said."
    assert quoted(text) == ["“He told us “leave” and we left,”"]
    assert quoted("\"He told us 'leave now' and we left,\" she said.") == [
        "\"He told us 'leave now' and we left,\""
    ]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ('The "liberated" town was empty.', True),
        ('A "special military operation" began.', True),
        ('"Yes," he said.', False),
        ('"We have no more bread and no more water" was written there.', False),
    ],
)
def test_scare_quotes(text: str, scare: bool) -> None:
    assert find_quotes(text)[0].scare is scare


@given(st.text(alphabet="ab \n.,'\"“”‘’«»„`", max_size=80))
def test_any_text_gives_ordered_bounds(text: str) -> None:
    last = 0
    for quote in find_quotes(text):
        assert last <= quote.start < quote.end <= len(text)
        last = quote.end
