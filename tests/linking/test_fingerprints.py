"""Fingerprints: whose voice a report is, and what it is found by."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.fingerprints import (
    address,
    fingerprint,
    fingerprint_from_json,
    fingerprint_json,
    keys,
    relayed,
    wanted,
)
from counterclaim.model import Claim, Event, Reading, Report, Source, Span

TEXT = "A patrol struck a mine near Ansongo and 14 men died, Captain Diarra said in Labbezanga on Sunday."


@pytest.mark.parametrize(
    ("outlet", "family", "voices"),
    [
        ("Dawn", "dawn-group", ("dawn-group",)),
        ("Nile Post", "outlet:nile post", ("outlet:nile post",)),
        ("Nile Post (Reuters)", "outlet:nile post", ("thomson-reuters",)),
        ("Nile Post (AP/AFP)", "outlet:nile post", ("ap", "afp")),
        ("Nile Post (aggregator, citing Dawn)", "outlet:nile post", ("dawn-group",)),
    ],
)
def test_whose_voice(outlet: str, family: str, voices: tuple[str, ...]) -> None:
    made = fingerprint(Report(TEXT, outlet=outlet))
    assert (made.family, made.voices) == (family, voices)


def test_credits_and_relays() -> None:
    made = fingerprint(Report(TEXT, outlet="Nile Post", agencies=("AFP", "Desert Wire")))
    assert made.voices == ("afp", "outlet:desert wire")
    assert fingerprint(Report(TEXT, outlet="Nile Post"), ("Dawn",)).voice == "dawn-group"
    assert fingerprint(Report(TEXT, outlet="Dawn"), ("Dawn",)).cited == ()


def test_an_outlet_is_known_by_its_address() -> None:
    assert fingerprint(Report(TEXT, url="https://www.dawn.com/news/1")).family == "dawn-group"
    assert fingerprint(Report(TEXT, url="https://paper.example/1")).family == "host:paper.example"


def test_reports_of_nobody_are_not_one_family() -> None:
    one, two = fingerprint(Report(TEXT)), fingerprint(Report(TEXT + " More."))
    assert one.family != two.family


def test_names_and_figures_are_the_storys_own() -> None:
    made = fingerprint(Report(TEXT + " France, the United Nations and Mali's army spoke."))
    assert made.names == ("ansongo", "diarra", "labbezanga")
    assert made.figures == ("14",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a#x"),
        ("https://m.example.org/a?fbclid=1&id=2", "https://example.org/a?id=2"),
        ("https://example.org/a/amp/", "https://example.org/a"),
    ],
)
def test_one_page_has_one_address(one: str, other: str) -> None:
    assert address(one) == address(other)


def test_near_days_find_each_other_and_far_ones_do_not() -> None:
    def dated(day: str) -> Report:
        return Report(TEXT + " He named none of them.", outlet="Post", published=day, url=f"u{day}")

    def other(day: str) -> Report:
        return Report(TEXT + " The road is shut.", outlet="Mail", published=day, url=f"v{day}")

    new = {k for k in wanted(fingerprint(dated("2024-03-03"))) if not k.startswith("b:")}
    assert new & keys(fingerprint(other("2024-03-07")))
    assert not new & keys(fingerprint(other("2024-05-07")))


@given(st.text(max_size=200), st.sampled_from([None, "2024-03-03", "2024-03-03T10:00:00+02:00", "soon"]))
def test_any_report_has_one_that_survives_json(text: str, published: str | None) -> None:
    made = fingerprint(Report(text, published=published, url="http://[bad"))
    assert fingerprint_from_json(json.loads(json.dumps(fingerprint_json(made)))) == made
    assert keys(made) <= wanted(made)


def _claim(number: int, chain: tuple[str, ...], agency: str | None = None) -> Claim:
    source = Source(Span(0, 1, "A"))
    return Claim(
        f"c_{number}",
        "event",
        "asserts",
        (Span(0, 1, "A"),),
        Event("ASSAULT"),
        source,
        chain=chain,
        agency=agency,
    )


def test_one_outlet_behind_most_claims_is_relayed() -> None:
    report = Report(TEXT, outlet="Nile Post")
    dawn = (_claim(1, ("Dawn", "Nile Post"), "Dawn"), _claim(2, ("the army", "Dawn", "Nile Post"), "Dawn"))
    assert relayed(Reading(report, (*dawn, _claim(3, ("Nile Post",))))) == ("Dawn",)
    own = tuple(_claim(n, ("Nile Post",)) for n in (3, 4, 5))
    assert relayed(Reading(report, (*dawn, *own))) == ()
    assert relayed(Reading(report, (*dawn, _claim(6, ("Reuters", "Nile Post"), "Reuters")))) == ()
