"""Statuses: what is read of a way through, and what must never be."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.knowledge.status_words import word_set
from counterclaim.language import annotator
from counterclaim.model import Report, Status
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.statuses import read_statuses
from counterclaim.reading.times import find_times


def drafts(text: str, published: str | None = "2024-03-05") -> list[Draft]:
    doc = annotator().annotate(text)
    ctx = Context(Report(text, published=published), doc, times=find_times(doc, published))
    return read_statuses(ctx)


def statuses(text: str, published: str | None = "2024-03-05") -> list[Status]:
    return [d.payload for d in drafts(text, published) if isinstance(d.payload, Status)]


@pytest.mark.parametrize(
    ("text", "facility", "state", "scope", "expected"),
    [
        ("Kuznica was closed on Tuesday.", "Kuznica", "closed", None, False),
        ("Poland will keep its crossing at Medyka shut.", "Medyka", "closed", None, False),
        ("Iran kept its airspace closed.", "its airspace", "closed", None, False),
        ("The Nasib crossing is not closed, Amman said.", "Nasib crossing", "open", None, False),
        ("The Nasib crossing is no longer open.", "Nasib crossing", "closed", None, False),
        ("The Nasib crossing has yet to reopen.", "Nasib crossing", "closed", None, False),
        ("Damascus airport is out of service.", "Damascus airport", "closed", None, False),
        ("The road from Kaya to Djibo is impassable.", "The road from Kaya to Djibo", "closed", None, False),
        ("The port of Odesa resumed grain exports.", "port of Odesa", "reopened", ("trade",), False),
        ("Egypt opened the Rafah gate to patients.", "Rafah gate", "open", ("patients",), False),
        ("Israel allowed Kerem Shalom to reopen.", "Kerem Shalom", "reopened", None, False),
        ("Israel refused to reopen Kerem Shalom.", "Kerem Shalom", "closed", None, False),
        ("Traders want the Gatumba crossing reopened.", "Gatumba crossing", "closed", None, False),
        ("Ankara promised to open the Alican gate.", "Alican gate", "open", None, True),
        ("Latvia to close its border with Russia", "its border with Russia", "closed", None, True),
        ("Yerevan accused Baku of blocking the Lachin road.", "Lachin road", "closed", None, False),
        ("Baku denied blocking the Lachin road.", "Lachin road", "closed", None, False),
        (
            "Only ambulances may use it; the Qalandia checkpoint was sealed.",
            "Qalandia",
            "closed",
            None,
            False,
        ),
    ],
)
def test_one_state(
    text: str, facility: str, state: str, scope: tuple[str, ...] | None, expected: bool
) -> None:
    found = [s for s in statuses(text) if facility in s.facility.text]
    assert [(s.state, s.scope, s.expected) for s in found] == [(state, scope, expected)]


def test_every_gate_of_a_list_has_its_own_words() -> None:
    text = "Guards said crossings at Siret, which serves Suceava, and Halmeu, far to the west, were closed."
    found = drafts(text)
    assert [d.payload.facility.text for d in found if isinstance(d.payload, Status)] == ["Siret", "Halmeu"]
    assert len({d.key for d in found}) == 2
    assert found[1].evidence[0].text == "Halmeu, far to the west, were closed"


def test_the_crossing_is_the_one_named_before() -> None:
    text = "A customs officer at Bunagana, which leads to Rutshuru, said the crossing was “sealed”."
    (one,) = statuses(text)
    assert one.facility.text == "the crossing"
    assert "Bunagana" in one.facility_name


def test_an_exception_does_not_close_the_excepted() -> None:
    found = statuses("All crossings were closed except for diplomats.")
    assert [(s.state, s.scope) for s in found] == [("closed", None), ("open", ("diplomats",))]


def test_stages() -> None:
    found = statuses("Medyka is open to lorries now, with passengers to follow on Friday.")
    assert [(s.state, s.scope, s.expected) for s in found] == [
        ("open", ("trucks",), False),
        ("open", ("passengers",), True),
    ]


def test_two_voices_keep_two_states() -> None:
    found = drafts("Officials insisted that the Zikim crossing was open, but drivers said it had been shut.")
    assert [d.payload.state for d in found if isinstance(d.payload, Status)] == ["open", "closed"]
    assert not any(d.background for d in found)


def test_what_a_reopening_ended_is_background() -> None:
    found = drafts("The Semalka crossing reopened on Monday. It had been shut since 12 February.")
    assert [(d.payload.state, d.background) for d in found if isinstance(d.payload, Status)] == [
        ("reopened", None),
        ("closed", True),
    ]


def test_durations_give_a_start() -> None:
    (one,) = statuses("Goma airport was shut for a third straight day.")
    assert one.begins is not None
    assert one.begins.start == "2024-03-03"
    (two,) = statuses("Upper Lars reopened on Monday after 25 days.")
    assert two.begins is not None
    assert two.begins.start == "2024-03-04"


def test_reason() -> None:
    (one,) = statuses("Iraq closed its Ibrahim Khalil border crossing over a customs row.")
    assert one.reason is not None
    assert one.reason.text == "a customs row"


@pytest.mark.parametrize(
    "text",
    [
        "Talks went on behind closed doors at the border.",
        "Border police closed ranks and opened fire near the bridge.",
        "Shops and schools near the crossing were shut.",
        "The minister, a close aide said, is open to talks on the road map.",
        "If the crossing is closed, food will run out.",
        "Is the Rafah crossing open?",
        "Teheran threatened to close the Strait of Hormuz.",
        "The army closed in on the airport.",
        "A new terminal opened at the airport.",
        "Protesters demanded the closure of the border.",
        "The crossing closes at 6 pm every day.",
        "",
        "\u202eגבול closed 🚧",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert statuses(text) == []


_WORDS = word_set(
    "the crossing border Rafah , . ; : ( ) “ ” - – closed shut open reopened will not until to for trade and "
    "which was is kept closure of airport Goma at CLOSED suspended flights it all except on Monday but with"
) | {"\n"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(sorted(_WORDS)),
        max_size=25,
    )
)
def test_any_text_keeps_the_spans(words: list[str]) -> None:
    text = " ".join(words)
    found = drafts(text)
    assert len({d.key for d in found}) == len(found)
    for d in found:
        assert isinstance(d.payload, Status)
        for span in (d.payload.facility, *d.evidence, *filter(None, [d.payload.reason])):
            assert text[span.start : span.end] == span.text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_odd_text_never_raises(text: str) -> None:
    drafts(text, None)


@pytest.mark.parametrize(
    ("text", "facility", "state"),
    [
        ("The M5 is closed from kilometre 12 to Beira.", "M5", "closed"),
        ("RN 4 was cut by floods.", "RN 4", "closed"),
        ("Tripoli airport is shut, and so is the port of Zuwara.", "port of Zuwara", "closed"),
        ("The road Kindu-Kalima is open.", "The road Kindu-Kalima", "open"),
        ("At Bor the airstrip is working.", "Bor airstrip", "open"),
        ("The Moyale crossing operates around the clock.", "Moyale crossing", "open"),
        ("Berbera: normal operations. The port was quiet.", "Berbera", "open"),
        ("Berbera: berths 2 and 6 out of service. The port was quiet.", "Berbera", "partially open"),
        ("Trucks wait at Pagak, where the gate is closed.", "Pagak gate", "closed"),
        (
            "The bridge at Kazungula is closed. The toll bridge stands. Its side is open.",
            "Kazungula",
            "closed",
        ),
    ],
)
def test_a_state_said_in_other_words(text: str, facility: str, state: str) -> None:
    assert (facility, state) in [(s.facility_name, s.state) for s in statuses(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The airport is working to restore its radar.",
        "(Adds closing of bridge, quotes) The strike went on.",
        "A soldier with an M16 blocked by sand stood there.",
        "Its M2 was blocked by rust.",
        "At the crossing Thai soldiers were closed up in a hut.",
        "The M5 is open to talks.",
        "The D-30 was blocked by mud.",
        "The airport has been in service since 1974.",
        "Soldiers were again moving through the Lachin corridor.",
        "The crossing works as a gate of trade.",
    ],
)
def test_no_state_where_none_is_said(text: str) -> None:
    assert not [s for s in statuses(text) if s.state != "unknown"]


def test_the_age_of_a_closure_gives_its_first_day() -> None:
    (one,) = statuses("The closure of the Galafi crossing entered its third week on Monday.", "2025-03-12")
    assert one.begins is not None
    assert (one.begins.start, one.begins.end) == ("2025-02-24", "2025-03-02")


def test_people_crossing_again_reopen_the_way() -> None:
    (one,) = statuses("People are again crossing into Chad at Adre.")
    assert (one.facility_name, one.state, one.scope) == ("Adre", "reopened", ("people",))


@pytest.mark.parametrize(
    ("text", "facility", "state", "scope"),
    [
        ("The border post at Bela Voda stays closed.", "Bela Voda", "closed", None),
        ("The Lomé-Torkham road remains closed.", "Lomé-Torkham road", "closed", None),
        ("Route Nationale 9 is shut at Bukavu by armed groups.", "Route Nationale 9", "closed", None),
        ("The Banki gate has reopened for those on foot.", "Banki gate", "reopened", ("pedestrians",)),
        ("The Banki gate reopened to people on foot.", "Banki gate", "reopened", ("pedestrians",)),
    ],
)
def test_names_and_walkers(text: str, facility: str, state: str, scope: tuple[str, ...] | None) -> None:
    (status,) = statuses(text)
    assert (status.facility_name, status.state, status.scope) == (facility, state, scope)


def test_what_the_ministry_said_would_reopen() -> None:
    (status,) = statuses(
        "Food passes through the Tonj checkpoint, which the transport ministry said would reopen on Friday."
    )
    assert (status.facility_name, status.state, status.expected) == ("Tonj checkpoint", "reopened", True)


def test_the_one_from_elsewhere_is_another_road() -> None:
    found = statuses("The road from Goma to Beni is open, but the one from Butembo is closed.")
    assert [(s.facility_name, s.state) for s in found] == [
        ("The road from Goma to Beni", "open"),
        ("road from Butembo", "closed"),
    ]


def test_a_road_leading_there_takes_no_other_name() -> None:
    found = statuses("The Tiaret bridge was shelled. Algerian soldiers closed the road leading to it.")
    assert [s.facility_name for s in found] == ["the road"]


def test_the_noun_left_out_after_an_owner() -> None:
    found = statuses("Kenya reopened its airspace on Saturday, while Sudan's remains shut.")
    assert [(s.facility_name, s.state) for s in found] == [
        ("its airspace", "reopened"),
        ("Sudan's airspace", "closed"),
    ]


def test_and_in_another_town_begins_a_clause() -> None:
    found = statuses("Togo declared in emergency its border and in Kpalime the main bridge closed on Monday.")
    assert [s.facility_name for s in found] == ["the main bridge"]
