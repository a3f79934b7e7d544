"""Sources beside a colon, a dash or in brackets; datelines and lists of places are none."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.actors import find_actors
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def read(text: str) -> list[tuple[str | None, list[str]]]:
    doc = annotator().annotate(text)
    ctx = Context(Report(text), doc, quotes=find_quotes(text), actors=find_actors(doc, None))
    return [
        (a.source.text if a.source else None, [c.text for c in a.content]) for a in find_attributions(ctx)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("ACLED: 212 people killed in Ituri since May.", "ACLED", "212 people killed in Ituri since May"),
        (
            "4/ Juba health ministry: a barge sank with 31 aboard.",
            "Juba health ministry",
            "a barge sank with 31 aboard",
        ),
        (
            "13:10 Ethiopian Red Cross: our vans took 16 wounded.",
            "Ethiopian Red Cross",
            "our vans took 16 wounded",
        ),
        (
            "2/ A nurse at the Goma clinic, by phone: “nine dead so far”.",
            "A nurse at the Goma clinic",
            "“nine dead so far”",
        ),
        (
            "Armenian MOD: 3 men killed, 7 wounded near Jermuk.",
            "Armenian MOD",
            "3 men killed, 7 wounded near Jermuk",
        ),
        (
            "Georgia's interior ministry spokesman Lasha Beridze: “No one crossed.”",
            "Georgia's interior ministry spokesman Lasha Beridze",
            "“No one crossed.”",
        ),
        ("UPDATE: Police: 12 dead in the tunnel.", "Police", "12 dead in the tunnel"),
        ("Border Guards: 2 officers wounded at the ford.", "Border Guards", "2 officers wounded at the ford"),
        ("At least 60 drowned off Zuwara (source: IOM).", "IOM", "At least 60 drowned off Zuwara"),
        (
            "Toll of the Bria shelling climbs to 40 - Red Cross",
            "Red Cross",
            "Toll of the Bria shelling climbs to 40",
        ),
        (
            "Six miners missing after raid on pit — relatives",
            "relatives",
            "Six miners missing after raid on pit",
        ),
        ("“We dug thirty graves” - village elder.", "village elder", "“We dug thirty graves”"),
        (
            "Statement by the foreign ministry: Osh broke the truce.",
            "the foreign ministry",
            "Osh broke the truce",
        ),
        ("From the ministry: 3 dead, 9 hurt.", "the ministry", "3 dead, 9 hurt"),
        ("Israel: we hit the launcher.", "Israel", "we hit the launcher"),
    ],
)
def test_labels(text: str, source: str, content: str) -> None:
    assert (source, [content]) in read(text), read(text)


def test_fragments_after_a_label_belong_to_it_and_sentences_do_not() -> None:
    text = "Niger's health ministry: 13 dead, 45 hurt. 11 of the dead in Tera.\nThe road reopened at noon."
    assert read(text) == [("Niger's health ministry", ["13 dead, 45 hurt. 11 of the dead in Tera"])]
    text = "SOHR: 24 killed since Sunday. The town fell silent at noon."
    assert read(text) == [("SOHR", ["24 killed since Sunday"])]


@pytest.mark.parametrize(
    "text",
    [
        "ATBARA: Nine soldiers were killed.",
        "MANILA, Aug 3 - Nine sailors were hurt on Sunday.",
        "Rusumo bridge: reopened for lorries.",
        "Police checkpoint at Bosso: closed since Monday.",
        "Army losses: 12 dead, 40 wounded.",
        "Kenema Hospital: out of service.",
        "Chad: nine killed in a raid.",
        "What we know: the ferry has left.",
        "Crossings, from the drivers: Huwara shut.",
        "Source: City archive",
        "Police: 0800 1111",
        "A message to the minister: resign today.",
        "The key point: the army is losing.",
        "Interview with the governor: “We stand ready for talks”",
        "The column (via the old road) left at six.",
    ],
)
def test_headings_places_and_datelines_are_no_sources(text: str) -> None:
    assert not any(source for source, _ in read(text)), read(text)


def test_a_list_below_a_colon_is_the_speakers() -> None:
    found = read("The ministry said:\n- 22 killed\n- 60 wounded\nMore buses left.")
    assert found == [("The ministry", ["22 killed\n- 60 wounded"])]
    found = read("The governor gave the following figures:\n• 3 dead\n• 9 hurt\n\nThe war began in 2014.")
    assert found[0][0] == "The governor"
    assert found[0][1][-1].endswith("9 hurt")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("b) Ministry of Health, Bamako: 69 civilians dead.", "Ministry of Health", "69 civilians dead"),
        (
            "SUNA (army-run): 12 people were killed in raids on Kosti.",
            "SUNA",
            "12 people were killed in raids on Kosti",
        ),
        (
            "About 15,000 people left their homes, most of them on foot (IOM).",
            "IOM",
            "About 15,000 people left their homes, most of them on foot",
        ),
        ("The governor's office: twelve killed.", "The governor's office", "twelve killed"),
        ("Four people were hurt in the raid (medics).", "medics", "Four people were hurt in the raid"),
    ],
)
def test_items_and_closing_brackets(text: str, source: str, content: str) -> None:
    assert (source, [content]) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The strike killed 12 members of the armed group (JNIM).",
        "Nine people were hurt in clashes in the north (Kidal).",
        "The post office: closed since Monday.",
        "Forty people were hurt in the blast (see map).",
        "Four men work for the International Organization for Migration (IOM).",
    ],
)
def test_other_brackets_name_no_source(text: str) -> None:
    assert read(text) == []
