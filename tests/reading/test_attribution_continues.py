"""A toll in the next sentence stays with the body that counts, and only with it."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Attribution, Report
from counterclaim.reading.actors import find_actors
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def continued(text: str) -> list[Attribution]:
    doc = annotator().annotate(text)
    ctx = Context(Report(text), doc, quotes=find_quotes(text), actors=find_actors(doc, None))
    return [a for a in find_attributions(ctx) if a.rule == "continues"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Nine people were killed in the raid, the health ministry said. Another 30 were wounded.",
            "the health ministry",
            "Another 30 were wounded",
        ),
        (
            "The shelling killed 40 people, according to the UN. Among them were nine children.",
            "the UN",
            "Among them were nine children",
        ),
        (
            "Six guards were killed, police said on Monday. At least 20 were hurt.",
            "police",
            "At least 20 were hurt",
        ),
        (
            "The ministry gave its toll on Sunday. At least 22 people were killed and 60 wounded.",
            "The ministry",
            "At least 22 people were killed and 60 wounded",
        ),
        (
            "The ministry released its daily bulletin. In the past 24 hours 22 people were killed.",
            "The ministry",
            "In the past 24 hours 22 people were killed",
        ),
    ],
)
def test_a_plain_toll_goes_on(text: str, source: str, content: str) -> None:
    [a] = continued(text)
    assert a.source is not None
    assert (a.source.text, a.cue, a.content[0].text, a.confidence) == (source, None, content, 0.6)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed, residents said. Another 30 were wounded.",  # who saw, not who counts
        "Nine people were killed, the governor said. Three more died in Kharkiv.",  # another place
        "Nine people were killed, the governor said.\n\nAnother 30 were wounded.",  # another paragraph
        "Nine people were killed, the army said. The rebels said another 30 were wounded.",
        "The ministry said the road was open. Two men were killed.",  # no toll before
        "The army said nine died and the rebels said two. Another 30 were wounded.",  # two speakers
        "Nine people were killed. Another 30 were wounded.",
        "Hamas said three hostages were killed. Two Israeli soldiers were killed.",  # the other side's dead
        "Nine people were killed, the mayor said. In March 12 people were killed.",
    ],
)
def test_other_sentences_do_not(text: str) -> None:
    assert continued(text) == []
