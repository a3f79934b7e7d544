"""Lines that are no news, and those that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.intake.cleaning import blanked, is_boilerplate, is_byline, is_caption, unglued


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "- Advertisement -",
        "CLICK HERE to download our app",
        "Also read: Nine killed in raid on Velda",
        "READ MORE | Army says it took the hill",
        "Share this on Facebook",
        "Facebook Twitter WhatsApp",
        "12 Shares",
        "2 min read",
        "Follow us on X",
        "Sign up for our newsletter",
        "Subscribe to our daily letter",
        "Copyright 2025 Gazette. All rights reserved.",
        "Tags: war, Velda",
        "Related stories",
    ],
)
def test_the_sites_own_lines(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up strikes killed nine, the army said.",
        "Shares in arms makers rose after the strike.",
        "Read out in parliament, the statement blamed the rebels.",
        "More news of deaths came from the valley on Monday.",
        "Support for the rebels is growing, the governor said.",
        "Views differ on who fired first.",
        "Register offices were shelled on Sunday, killing two clerks.",
        "Back home, two brothers were arrested.",
        "The army denied it. — AFP",
        "KARSUN: Nine died.",
    ],
)
def test_news_that_begins_like_them(line: str) -> None:
    assert not is_boilerplate(line)
    assert not is_caption(line)
    assert not is_byline(line)


def test_captions_say_whose_the_picture_is() -> None:
    assert is_caption("Smoke over Velda on Sunday. (Jon Vell/AFP)")
    assert is_caption("FILE PHOTO: Soldiers near Velda")
    assert not is_caption("The Unity Front (North/South) said on Sunday that nine had died.")


def test_glue_between_sentences_not_in_numbers_or_initials() -> None:
    assert unglued("Nine died.The army denied it.") == "Nine died.\n\nThe army denied it."
    assert unglued("He paid 3.5 crowns to U.S. forces.") == "He paid 3.5 crowns to U.S. forces."


@given(st.lists(st.sampled_from(["ADVERTISEMENT", "Nine died, the army said.", "", "12 Shares", "é\u2028x"])))
def test_blanking_moves_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    after = blanked(text)
    assert len(after) == len(text)
    at = text.find("Nine died")
    assert at < 0 or after[at : at + 9] == "Nine died"
