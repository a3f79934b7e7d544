"""Places in reports: found, resolved, and told apart from people, words and actors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.knowledge.gazetteer import Entry, gazetteer
from counterclaim.language import annotator
from counterclaim.model import Place, Report
from counterclaim.reading.context import Context
from counterclaim.reading.place_choice import Name, choose
from counterclaim.reading.places import find_places, resolve_spans


def context(text: str) -> Context:
    return Context(Report(text), annotator().annotate(text))


def places(text: str) -> list[Place]:
    return find_places(context(text))


def named(text: str) -> dict[str, Place]:
    return {p.span.text: p for p in places(text)}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Fighting was reported in Koro, in Mali's Mopti region.", "Koro", "ML", "Mopti"),
        ("Police in Alexandria, La., made two arrests.", "Alexandria", "US", "Louisiana"),
        ("Troops left Tripoli for Misrata and Sirte, the Libyan army said.", "Tripoli", "LY", None),
        ("Shops closed in Tripoli as the Lebanese army moved north from Beirut.", "Tripoli", "LB", None),
        ("Clashes broke out near Las Anod, in northern Somalia.", "Las Anod", "SO", None),
        ("Villagers fled Kreminna in the Luhansk region after shelling.", "Kreminna", "UA", "Luhansk"),
        ("Ministers met in San Jose, Costa Rica, on Friday.", "San Jose", "CR", None),
        ("Rebels took Goma and Bukavu, the Congolese army said.", "Goma", "CD", None),
        ("The army shelled Old Fangak in Jonglei state, South Sudan.", "Old Fangak", "SS", None),
        ("A drone hit Nyala, the capital of South Darfur, in Sudan.", "Nyala", "SD", None),
        ("The Berd region of Armenia was shelled.", "Armenia", "AM", None),
    ],
)
def test_resolves(text: str, name: str, country: str, admin1: str | None) -> None:
    place = named(text)[name]
    assert place.country == country
    assert place.lat is not None
    if admin1:
        assert place.admin1 == admin1


def test_two_places_of_one_name_in_one_report() -> None:
    found = places("In San Jose, Costa Rica, they met; San Jose, Calif., was calm.")
    assert [p.country for p in found if p.span.text == "San Jose"] == ["CR", "US"]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("It was a nice day and reading helped.", "nice"),
        ("Reading the statement, he paused.", "Reading"),
        ("Gen. Paris Davis resigned on Friday.", "Paris"),
        ("President Georgia Meloni spoke in Rome.", "Georgia"),
        ("Mobile phone service was cut.", "Mobile"),
        ("In March the Union of Teachers met.", "Union"),
        ("City Council members voted.", "Council"),
    ],
)
def test_people_and_words_are_no_places(text: str, absent: str) -> None:
    assert absent not in named(text)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Khartoum said its forces had held the town.", "Khartoum", "actor"),
        ("The government in Khartoum said so.", "Khartoum", "location"),
        ("Addis Ababa accused Asmara of sending troops.", "Asmara", "actor"),
        ("Shells hit Khartoum again.", "Khartoum", "location"),
        ("The truce between Israel and Lebanon held.", "Lebanon", "actor"),
        ("The border between Chad and Sudan was shut.", "Sudan", "location"),
        ("Kandahar Police arrested two men.", "Kandahar", "organisation part"),
        ("Eritrean soldiers crossed over.", "Eritrean", "demonym"),
    ],
)
def test_roles(text: str, name: str, role: str) -> None:
    assert named(text)[name].role == role


def test_abstains_with_a_reason() -> None:
    place = named("Three people died in Springfield.")["Springfield"]
    assert place.geonameid is None
    assert place.lat is None
    assert place.reason
    assert place.candidates > 10


def test_a_village_unknown_there_is_not_sought_elsewhere() -> None:
    there = Entry("Argun", 1, 43.29, 45.87, "RU", "Chechnya", "PPL", 30_000)
    names = [Name("argun", [there])]
    for name in ("Kabul", "Khost", "Gardez"):
        names.append(Name(name, [e for e in gazetteer().find(name) if e.country == "AF"]))
    choice = choose(names, {})["argun"]
    assert choice.entry is None
    assert "RU" in (choice.reason or "")
    # With its own country in the report it stands.
    names.append(Name("russia", gazetteer().find("Russia")))
    assert choose(names, {})["argun"].entry == there


def test_dateline() -> None:
    found = named("OUAGADOUGOU (AFP) - Gunmen attacked Djibo and Arbinda, officials said.")
    assert found["OUAGADOUGOU"].country == "BF"
    assert found["OUAGADOUGOU"].role == "location"
    assert found["Djibo"].country == found["Arbinda"].country == "BF"


def test_regions_and_seas_have_their_precision() -> None:
    found = named("From the Red Sea to Darfur and the Gaza Strip, aid was short, and Sudan asked for more.")
    assert {found[n].precision for n in ("Red Sea", "Darfur", "Gaza Strip")} == {"region"}
    assert found["Sudan"].precision == "country"


def test_a_crossing_is_a_facility() -> None:
    found = [p for p in places("Trucks waited at the Rafah crossing on Monday.") if p.facility]
    assert len(found) == 1
    assert found[0].lat is not None


def test_hyphenated_pairs() -> None:
    found = named("The Chad-Sudan border stayed shut.")
    assert found["Chad"].country == "TD"
    assert found["Sudan"].country == "SD"


def test_resolve_spans_keeps_order_and_names_the_unknown() -> None:
    text = "Between Qqqqville and Juba, in South Sudan, the road is cut."
    ctx = context(text)
    spans = [ctx.span(8, 17), ctx.span(22, 26), ctx.span(31, 42)]
    found = resolve_spans(ctx, spans)
    assert [p.span for p in found] == spans
    assert [p.country for p in found] == [None, "SS", "SS"]
    assert found[0].reason
    assert resolve_spans(ctx, []) == []


@pytest.mark.parametrize(
    "text", ["", " ", "A", "😀", "\n\n", "شهد في غزة", "WAR IN KYIV", "((((", "St. St. St."]
)
def test_odd_texts(text: str) -> None:
    for place in places(text):
        assert text[place.span.start : place.span.end] == place.span.text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kabul",
                "in",
                ",",
                "La.",
                "San",
                "Jose",
                "the",
                "U.S.",
                "-",
                "(",
                "al",
                "Bab",
                "\n",
                "Gen.",
                "of",
                "’s",
            ]
        )
        | st.text(max_size=6),
        max_size=14,
    )
)
def test_any_text_reads_the_same_twice(parts: list[str]) -> None:
    text = " ".join(parts)
    once = places(text)
    assert once == places(text)
    end = 0
    for place in once:
        assert text[place.span.start : place.span.end] == place.span.text
        assert place.span.start >= end
        end = place.span.end
