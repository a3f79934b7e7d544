"""Actors in a text: names, composed institutions, what is no mention, and whose a phrase is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import Annotation, annotator
from counterclaim.reading.actors import (
    country_of_phrase,
    find_actors,
    report_date,
    side_of_phrase,
)


def found(text: str, on: str | None = "2024-05-01") -> list[tuple[str, str, str | None]]:
    return [(m.span.text, m.actor, m.side) for m in find_actors(annotator().annotate(text), on)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Kenya's army left.", None, [("Kenya's army", "KEN-KDF", "Kenya")]),
        ("The Thai navy fired.", None, [("Thai navy", "THA-NAVY", "Thailand")]),
        (
            "Israel’s military said Hezbollah had fired first.",
            None,
            [("Israel’s military", "ISR-IDF", "Israel"), ("Hezbollah", "LBN-HZB", "Hezbollah")],
        ),
        (
            "Armenian Defense Ministry spokesmen denied it.",
            None,
            [("Armenian Defense Ministry", "ARM-MOD", "Armenia")],
        ),
        (
            "The ministry of foreign affairs in Kyiv protested.",
            None,
            [("ministry of foreign affairs in Kyiv", "UKR-MFA", "Ukraine")],
        ),
        (
            "The armed forces of the Russian Federation attacked.",
            None,
            [("armed forces of the Russian Federation", "RUS-ARMY", "Russia")],
        ),
        ("Peru's far-right government fell.", None, [("Peru's far-right government", "PER", "Peru")]),
        (
            "Guinea's military-led government fell.",
            None,
            [("Guinea's military-led government", "GIN", "Guinea")],
        ),
        (
            "Azerbaijan's State Border Service opened fire.",
            None,
            [("Azerbaijan's State Border Service", "AZE-SBS", "Azerbaijan")],
        ),
        (
            "The Taliban government's interior ministry spoke.",
            "2023-01-01",
            [("Taliban government's interior ministry", "AFG-MOI", "Taliban")],
        ),
        (
            "A U.S.-led military coalition struck.",
            None,
            [("U.S.-led military coalition", "US-COAL", "US-led coalition")],
        ),
        ("Congolese police said so.", None, [("Congolese police", "COD", "DR Congo")]),
        ("Republic of Congo officials met.", None, [("Republic of Congo", "COG", "Congo Republic")]),
        (
            "Nigerien soldiers met Nigerian ones.",
            None,
            [("Nigerien", "NER", "Niger"), ("Nigerian", "NGA", "Nigeria")],
        ),
        (
            "The Houthi-run health ministry spoke.",
            None,
            [("Houthi-run health ministry", "YEM-HOUTHI", "Houthis")],
        ),
        ("Russian-installed officials spoke.", None, [("Russian", "RUS", "Russia")]),
        ("The Pakistani Taliban struck.", None, [("Pakistani Taliban", "PAK-TTP", "TTP")]),
        ("Tehrik-e-Taliban Pakistan struck.", None, [("Tehrik-e-Taliban Pakistan", "PAK-TTP", "TTP")]),
        (
            "The Tuareg rebels and JNIM fought.",
            None,
            [("Tuareg rebels", "MLI-TUAREG", "Tuareg rebels"), ("JNIM", "MLI-JNIM", "JNIM")],
        ),
        ("The U.N. Security Council met.", None, [("U.N. Security Council", "UN-SC", "UN")]),
        (
            "Syrias army and Assads allies advanced.",
            "2015-03-01",
            [("Syrias army", "SYR-ARMY", "Syria"), ("Assads", "SYR", "Syria")],
        ),
    ],
)
def test_names_and_institutions(
    text: str, on: str | None, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found(text, on) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chad Smith and Jordan Lee sang.",
        "A tanker sank in the Gulf of Oman.",
        "The Moscow Times and the Washington Post wrote of it.",
        "They studied at the University of Jordan.",
        "Iran-backed gunmen and pro-Russian fighters fled.",
        "Anti-Houthi forces advanced.",
        "A UN-recognised body met in Israeli-occupied land.",
        "Beirut airport closed.",
        "Who is it? It is us.",
        "WHO IS TO BLAME FOR THIS NOW",
        "Latin American leaders met in New Mexico.",
        "The AA served coffee.",
        "",
        " ",
        "😀",
        "שלום",
    ],
)
def test_no_mention(text: str) -> None:
    assert found(text) == []


def test_the_side_of_a_state_changes_with_its_rulers() -> None:
    text = "The Afghan defence ministry denied it."
    assert found(text, "2019-03-01") == [("Afghan defence ministry", "AFG-MOD", "Afghanistan")]
    assert found(text, "2025-03-01") == [("Afghan defence ministry", "AFG-MOD", "Taliban")]
    assert found("HTS fighters entered Aleppo.", "2024-12-01")[0][2] == "HTS"
    assert found("HTS fighters entered Homs.", "2025-02-01")[0][2] == "Syria"


def test_the_taliban_of_a_state_they_rule_have_its_ministries() -> None:
    assert found("The Taliban defence ministry said.", "2024-01-01")[0][1] == "AFG-MOD"
    assert found("The Taliban defence ministry said.", "2015-01-01")[0][1] == "AFG-TALIBAN"


def test_people_speak_while_in_office() -> None:
    assert found("Lloyd Austin said so.", "2023-01-01") == [("Lloyd Austin", "USA-DOD", "US")]
    assert found("Lloyd Austin said so.", "2025-06-01") == []
    assert found("Lloyd Austin said so.", None) == [("Lloyd Austin", "USA-DOD", "US")]
    assert found("Lloyd Austin said so.", "not a date") == [("Lloyd Austin", "USA-DOD", "US")]


def test_an_unsure_abbreviation_needs_company() -> None:
    assert found("The AA took a base from the Myanmar military.")[0] == ("AA", "MMR-AA", "Arakan Army")
    assert [f[1] for f in found("In Libya the GNU spoke.")] == ["LBY", "LBY-GNU"]
    assert found("The GNU tools compile.") == []


def test_georgia_of_the_peaches_is_no_state() -> None:
    assert found("Police in Atlanta, Georgia, made an arrest.") == []
    assert [f[1] for f in found("Georgia said its border post near Tbilisi, not Atlanta, was shelled.")] == [
        "GEO",
        "GEO",
    ]


@pytest.mark.parametrize(
    ("phrase", "sides"),
    [
        ("Six Ugandan troops", ("Uganda",)),
        ("Lebanese Hezbollah fighters", ("Hezbollah",)),
        ("Yemen's Houthis", ("Houthis",)),
        ("the Palestinian militant group Hamas", ("Hamas",)),
        ("Libyan commander Khalifa Haftar", ("LNA",)),
        ("armed forces of Armenia and Azerbaijan", ("Armenia", "Azerbaijan")),
        ("soldiers from Armenia and Azerbaijan", ("Armenia", "Azerbaijan")),
        ("Malian and JNIM fighters", ("Mali", "JNIM")),
        ("Ukrainian President Volodymyr Zelenskiy", ("Ukraine",)),
        ("Israeli and Syrian soldiers", ("Israel", "Syria")),
        ("fighters from the Arakan Army", ("Arakan Army",)),
        ("Ethiopian officials in Eritrea", ("Ethiopia",)),
        ("soldiers in Sudan", ()),
        ("victims of the RSF", ()),
        ("people killed by Israeli forces", ()),
        ("forces loyal to the Houthis", ("Houthis",)),
        ("a spokesman for Ukraine's air force", ("Ukraine",)),
        ("Cambodian soldiers who fled to Thailand", ("Cambodia",)),
        ("the soldiers", ()),
    ],
)
def test_side_of_phrase(phrase: str, sides: tuple[str, ...]) -> None:
    doc = annotator().annotate(phrase + " were seen.")
    last = len(doc.tokens) - 4
    assert side_of_phrase(doc, 0, last, find_actors(doc, "2024-05-01")) == sides


def test_civilians_have_a_country() -> None:
    doc = annotator().annotate("Nine Afghan villagers died.")
    mentions = find_actors(doc, "2025-11-01")
    assert side_of_phrase(doc, 0, 2, mentions) == ("Taliban",)
    assert country_of_phrase(doc, 0, 2, mentions) == ("Afghanistan",)
    assert side_of_phrase(doc, 5, 2, mentions) == ()
    assert side_of_phrase(Annotation("", [], []), 0, 0, []) == ()


def test_report_date() -> None:
    assert report_date(None) is None
    assert report_date("2020") == "2020"
    assert report_date("2020-13-45T00:00") == "2020-13-45"


_WORDS = st.sampled_from(
    re.split(
        " ", "the Taliban 's Ukraine - backed led army of in Kyiv defence ministry US IS WHO Jordan ’s , ."
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_spans_hold_on_any_text(text: str) -> None:
    reach = 0
    for m in find_actors(annotator().annotate(text), "2024-01-01"):
        assert text[m.span.start : m.span.end] == m.span.text
        assert m.span.start >= reach
        reach = m.span.end
