"""Accounts and what they amount to: in wars of all kinds, and on the night that the issue names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.linking.accounts import contentions, parties_of, said_at
from counterclaim.model import (
    Account,
    Answer,
    Casualties,
    Claim,
    Contention,
    Event,
    Figure,
    Interval,
    Place,
    Position,
    Question,
    Report,
    Responsibility,
    Source,
    Span,
    State,
    Status,
    Told,
    Victims,
)
from counterclaim.reading.read import read, read_many
from counterclaim.samples import sample_newsroom

Tell = Callable[..., Told]
Dead = Callable[..., Casualties]
Read = Callable[..., list[Told]]


def by_key(found: tuple[Contention, ...]) -> dict[str, Contention]:
    return {contention.question.key: contention for contention in found}


def account(contention: Contention, name: str | None) -> Account:
    return next(a for a in contention.accounts if a.name == name)


def words(contention: Contention) -> list[str]:
    return [verdict.label for verdict in contention.verdicts]


# Figures


def test_two_sides_whose_figures_cannot_both_hold_contest_them(read_told: Read) -> None:
    told = read_told(
        "Armenia's defence ministry said 49 of its soldiers were killed on Tuesday. "
        "Azerbaijan's defence ministry said 110 Armenian soldiers were killed.",
        "2022-09-14",
    )
    found = by_key(contentions(told))["killed/Armenia"]
    assert words(found) == ["contested: figure", "admitted"]
    assert account(found, "Armenia").figure == Figure(49, 49, "exact")
    assert found.accounts[0].name == "Armenia"


def test_figures_that_can_both_hold_are_agreed(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Mali", 9, None, "at least"), "Mali", report="a"),
        tell(dead("Mali", 11), "JNIM", report="b"),
        tell(Event("ASSAULT", "ambush", "JNIM", "Mali"), "Mali", report="a"),
    ]
    found = by_key(contentions(told))["killed/Mali"]
    assert words(found) == ["agreed", "admitted"]


def test_a_side_that_speaks_alone_is_one_sided_and_silence_denies_nothing(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("Somalia", 30), "al-Shabaab"), tell(Event("ASSAULT", "raid", "al-Shabaab", "Somalia"))]
    found = by_key(contentions(told))["killed/Somalia"]
    assert words(found) == ["one-sided"]
    assert "al-Shabaab" in found.verdicts[0].why
    assert [a.name for a in found.accounts] == ["al-Shabaab"]


def test_one_side_says_none_were_killed_and_that_is_a_nought_not_a_silence(tell: Tell, dead: Dead) -> None:
    none = dead("Thailand", 0, 0, "none", outcome="killed or wounded")
    told = [tell(none, "Thailand"), tell(dead("Thailand", 14), "Cambodia")]
    found = by_key(contentions(told))
    assert words(found["killed/Thailand"]) == ["contested: figure"]
    assert words(found["wounded/Thailand"]) == ["one-sided"]


def test_third_parties_alone_are_said_to_be_alone(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("Sudan", 12, group="civilians"), "UN"), tell(dead("Sudan", 12, group="civilians"))]
    found = by_key(contentions(told))["killed/Sudan/civilians"]
    assert words(found) == ["one-sided"]
    assert "no party speaks" in found.verdicts[0].why
    assert [a.voice for a in found.accounts] == ["third party", "report"]


def test_a_side_and_a_named_third_party_can_contest_a_figure(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Ethiopia", 64, group="civilians"), "UN"),
        tell(dead("Ethiopia", 3, group="civilians"), "Ethiopia", report="b"),
    ]
    assert words(by_key(contentions(told))["killed/Ethiopia/civilians"])[0] == "contested: figure"


def test_what_the_parties_agree_on_a_third_party_may_contest(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Eritrea", 40), "Eritrea"),
        tell(dead("Eritrea", 40), "Ethiopia", report="b"),
        tell(dead("Eritrea", 400), "UN", report="c"),
    ]
    found = by_key(contentions(told, parties=("Eritrea", "Ethiopia")))["killed/Eritrea"]
    assert words(found) == ["contested: figure", "agreed", "admitted"]
    assert found.verdicts[1].between == ("Eritrea", "Ethiopia")


def test_speakers_of_no_known_side_and_outlets_contest_no_figure(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Nigeria", 12), "Nigeria"),
        tell(dead("Nigeria", 40), name="residents", report="b"),
        tell(dead("Nigeria", 70), report="c"),
    ]
    found = by_key(contentions(told))["killed/Nigeria"]
    assert words(found) == ["admitted", "one-sided"]
    assert [a.voice for a in found.accounts] == ["side", "not placed", "report"]


def test_only_unnamed_or_hedged_words_are_unconfirmed(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Ukraine", 5), "Russia", anonymous=True),
        tell(dead("Ukraine", 5), report="b", hedge=Span(0, 10, "reportedly")),
    ]
    assert words(by_key(contentions(told))["killed/Ukraine"]) == ["one-sided", "unconfirmed"]


def test_parts_totals_and_the_background_are_shown_but_do_not_count(tell: Tell, dead: Dead) -> None:
    year = Interval("2024-01-01", "2024-12-31", "this year", "year")
    told = [
        tell(dead("Yemen", 12), "Yemen", id="c_whole"),
        tell(dead("Yemen", 3, subset_of="c_whole"), "Yemen", id="c_part"),
        tell(dead("Yemen", 900, cumulative=True, period=year), "Yemen"),
        tell(dead("Yemen", 70), "Yemen", background=True),
        tell(dead("Yemen", 13, cumulative=True), "Yemen", known="2024-05-02", report="b"),
    ]
    found = by_key(contentions(told))["killed/Yemen"]
    own = account(found, "Yemen")
    assert own.figure == Figure(13, 13, "exact")
    assert {s.standing for s in own.statements} == {"current", "earlier", "part", "total", "background"}
    assert [(step.change, step.figure.low) for step in own.toll] == [("first", 12), ("up", 13)]
    assert len(found.claims) == 5
    asked_of_the_year = by_key(contentions(told, period=True))["killed/Yemen"]
    assert {s.standing for s in asked_of_the_year.accounts[0].statements} >= {"current", "part"}


def test_a_further_three_are_added_to_what_the_same_side_said(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Kenya", 9), "Kenya", id="c_first"),
        tell(dead("Kenya", 3, adds_to="c_first"), "Kenya", id="c_more"),
    ]
    own = by_key(contentions(told))["killed/Kenya"].accounts[0]
    assert own.figure == Figure(12, 12, "exact")
    assert {key.partition(":")[2] for key in own.current} == {"c_first", "c_more"}


def test_children_among_the_dead_are_civilians_at_the_least(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Ukraine", 12, group="unknown"), "Ukraine", id="c_all"),
        tell(dead("Ukraine", 3, subset_of="c_all", group="civilians"), "Ukraine", id="c_children"),
    ]
    found = by_key(contentions(told))
    assert found["killed/Ukraine"].accounts[0].figure == Figure(12, 12, "exact")
    assert found["killed/Ukraine/civilians"].accounts[0].figure == Figure(3, None, "at least")


def test_reprints_of_one_text_are_one_voice(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("Chad", 40), "Chad", report=r, origin="o_afp", id=f"c_{r}") for r in "abc"]
    told.append(tell(dead("Chad", 40), "Chad", report="d", origin="o_own", id="c_d"))
    own = by_key(contentions(told))["killed/Chad"].accounts[0]
    assert own.origins == ("o_afp", "o_own")
    assert len(own.current) == 4


def test_a_claim_of_both_sides_stands_in_both_accounts(read_told: Read) -> None:
    told = read_told(
        "Officials from both Armenia and Azerbaijan said the Lachin road was closed.", "2022-12-12"
    )
    assert all(a.voice != "report" for c in contentions(told) for a in c.accounts)


# Deeds


def test_an_act_one_side_alleges_and_the_other_will_not_confirm(read_told: Read) -> None:
    told = read_told(
        "Iran said Israel carried out an air strike near Natanz on Monday. "
        "Israel did not confirm that it carried out the air strike.",
        "2024-04-16",
    )
    found = by_key(contentions(told))["did it happen/Israel/air strike"]
    assert words(found) == ["one-sided", "unconfirmed"]


def test_an_act_alleged_and_denied_is_contested(tell: Tell) -> None:
    shelling = Event("ASSAULT", "shelling", "Tajikistan", "Kyrgyzstan")
    told = [
        tell(shelling, "Kyrgyzstan"),
        tell(shelling, "Tajikistan", stance="denies", report="b"),
    ]
    assert words(by_key(contentions(told))["did it happen/Tajikistan/shelling"]) == ["contested: occurrence"]


def test_a_denial_that_nobody_has_alleged_is_one_sided(tell: Tell) -> None:
    strike = Event("ASSAULT", "air strike", "Rwanda", "DR Congo")
    told = [tell(strike, "Rwanda", stance="denies")]
    found = contentions(told)[0]
    assert words(found) == ["one-sided"]
    assert "denies" in found.verdicts[0].why
    both = [*told, tell(strike, "DR Congo", stance="denies", report="b")]
    assert words(contentions(both)[0]) == ["agreed"]


def test_a_side_that_tells_its_own_strike_admits_it(tell: Tell) -> None:
    told = [tell(Event("ASSAULT", "drone strike", "Ukraine", "Russia"), "Ukraine")]
    assert words(contentions(told)[0]) == ["admitted", "one-sided"]


def test_unnamed_words_confirm_nothing_that_the_side_will_not_confirm(tell: Tell) -> None:
    strike = Event("ASSAULT", "drone strike", "Israel", "Iran")
    told = [
        tell(strike, "Iran"),
        tell(strike, "Israel", stance="does_not_confirm", report="b"),
        tell(strike, "Israel", anonymous=True, report="c"),
        tell(Event("ASSAULT", "drone strike"), "Israel", report="d"),
    ]
    found = by_key(contentions(told))
    assert words(found["did it happen/Israel/drone strike"]) == ["one-sided", "unconfirmed"]
    assert words(found["did it happen/drone strike"]) == ["one-sided"]
    named = tell(strike, "Israel", report="e", known="2024-05-09")
    later = by_key(contentions([*told, named]))["did it happen/Israel/drone strike"]
    assert words(later) == ["agreed", "admitted"]


def test_a_figure_without_a_side_joins_the_one_side_told_with_that_number(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("", 15, group="civilians"), report="a"),
        tell(dead("India", 15, group="civilians"), "India", report="b"),
        tell(dead("", 31, group="civilians"), "Pakistan", report="c"),
    ]
    found = by_key(contentions(told))
    assert len(found["killed/India/civilians"].claims) == 2
    assert len(found["killed/civilians"].claims) == 1


def test_smaller_figures_of_one_report_are_parts_not_moves(tell: Tell, dead: Dead) -> None:
    told = [tell(dead("India", n), "India", id=f"c_{n}") for n in (1, 3, 4)]
    told.append(tell(dead("India", 0, 0, "none"), "India", id="c_none"))
    own = by_key(contentions(told))["killed/India"].accounts[0]
    assert [(s.change, s.figure.low) for s in own.toll] == [("first", 0), ("up", 4)]
    assert sorted(s.standing for s in own.statements) == ["current", "earlier", "part", "part"]


def test_a_clash_is_one_question_whoever_is_named_first(tell: Tell) -> None:
    told = [
        tell(Event("ASSAULT", "armed clash", "India", "China"), "China"),
        tell(Event("ASSAULT", "armed clash", "China", "India"), "India", report="b"),
    ]
    found = contentions(told)
    assert [c.question.key for c in found] == ["did it happen/armed clash"]
    assert words(found[0]) == ["agreed"]


def test_no_further_clashes_deny_no_clash(tell: Tell) -> None:
    none = tell(Event("ASSAULT", "armed clash"), "M23", report="b", stance="denies")
    words_used = "no further clashes were heard"
    none = replace(none, claim=replace(none.claim, evidence=(Span(0, len(words_used), words_used),)))
    told = [tell(Event("ASSAULT", "armed clash", "M23", "DR Congo"), "DR Congo"), none]
    found = by_key(contentions(told, parties=("M23", "DR Congo")))
    assert words(found["did it happen/armed clash"]) == ["one-sided"]
    assert found["is it over"].accounts[0].value == "over"


def test_sides_that_accuse_each_other_of_having_begun_contest_it(tell: Tell) -> None:
    first = Span(0, 20, "opened fire first on")
    told = [
        tell(Responsibility(None, ("Thailand",), first), "Cambodia"),
        tell(Responsibility(None, ("Cambodia",), first), "Thailand", report="b"),
    ]
    found = by_key(contentions(told))["who began"]
    assert words(found) == ["contested: responsibility"]
    assert [a.value for a in found.accounts] == ["Thailand", "Cambodia"]


def test_a_charge_and_its_denial_across_reports(tell: Tell) -> None:
    act = Span(0, 19, "shelling the market")
    charge = tell(Responsibility(None, ("RSF",), act), "Sudan", id="c_charge")
    denial = tell(Event("ASSAULT", "attack"), "RSF", stance="denies", report="b", id="c_denial")
    rejects = _position("RSF")
    alone = by_key(contentions([charge, denial]))["who did it/shelling"]
    assert words(alone) == ["one-sided"]
    for answer in (denial, rejects):
        link = Answer(answer.key, charge.key, "the same deed", 0.9, across=True)
        found = by_key(contentions([charge, answer], [link], parties=("RSF", "Sudan")))
        assert words(found["who did it/shelling"]) == ["contested: responsibility"]
        assert answer.key in found["who did it/shelling"].claims


def _position(side: str) -> Told:
    source, text = Source(None, side), (Span(0, 4, "text"),)
    claim = Claim("c_rejects", "position", "asserts", text, Position("reject"), source, (side,))
    return Told(claim, Report("text of c"), "2024-05-02")


def test_a_truce_that_one_side_calls_broken(tell: Tell) -> None:
    told = [
        tell(Event("AGREE", "truce", "Israel", "Hezbollah"), "Israel"),
        tell(Event("ASSAULT", "ceasefire violation", "Israel", "Hezbollah"), "Hezbollah", report="b"),
    ]
    found = by_key(contentions(told))
    assert words(found["is it over"]) == ["contested: status"]
    assert "did it happen/Israel/ceasefire violation" in found


def test_one_strike_told_of_two_days_is_contested_in_time(tell: Tell) -> None:
    strike = Event("ASSAULT", "air strike", "Turkey", "PKK")
    told = [
        tell(strike, "Turkey", when=Interval("2024-05-01", "2024-05-01", "on Wednesday")),
        tell(strike, "PKK", report="b", when=Interval("2024-05-04", "2024-05-04", "on Saturday")),
    ]
    assert "contested: time" in words(contentions(told)[0])


def test_one_strike_told_of_two_far_places_is_contested_in_place(tell: Tell) -> None:
    strike = Event("ASSAULT", "missile strike", "Iran", "Iraq")
    town = Place(Span(0, 5, "Erbil"), "Erbil", 1, 36.19, 44.01, "IQ", precision="settlement")
    camp = Place(Span(0, 5, "Basra"), "Basra", 2, 30.51, 47.78, "IQ", precision="settlement")
    told = [tell(strike, "Iraq", where=(town,)), tell(strike, "Iran", report="b", where=(camp,))]
    found = words(contentions(told)[0])
    assert found[0] == "contested: place"
    assert "admitted" in found


# Crossings as a question


def _gate(state: State, *scope: str) -> Status:
    return Status(Span(0, 4, "text"), "Rafah", "rafah", state, scope or None)


def test_a_crossing_is_asked_about_between_its_two_ends_whatever_the_incident_says(tell: Tell) -> None:
    told = [tell(_gate("closed"), "Egypt"), tell(_gate("closed"), "Palestine", report="b")]
    found = contentions(told, parties=())[0]
    assert {a.voice for a in found.accounts} <= {"side", "third party"}
    assert found.accounts[0].voice == "side"


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (_gate("closed"), _gate("reopened"), "contested: status"),
        (_gate("closed"), _gate("partially open"), "contested: status"),
        (_gate("open"), _gate("partially open"), "agreed"),
        (_gate("closed", "trade"), _gate("open", "patients"), "one-sided"),
        (_gate("closed", "trade"), _gate("open", "trade"), "contested: status"),
        (_gate("closed"), _gate("closed", "trade"), "agreed"),
    ],
)
def test_two_sides_on_one_crossing(tell: Tell, one: Status, other: Status, label: str) -> None:
    told = [tell(one, "Egypt"), tell(other, "Israel", report="b")]
    assert set(words(contentions(told, parties=("Egypt", "Israel"))[0])) == {label}


def test_an_armed_group_that_speaks_is_a_party(tell: Tell, dead: Dead) -> None:
    told = [
        tell(Event("ASSAULT", "air strike", "Israel", None), "Israel"),
        tell(dead("", 471, group="civilians"), "Hamas", report="b"),
        tell(dead("", 300, group="civilians"), "UN", report="c"),
    ]
    accounts = by_key(contentions(told))["killed/civilians"].accounts
    assert [(a.voice, a.name) for a in accounts] == [("side", "Hamas"), ("third party", "UN")]


# Time and voices


def test_a_weekday_read_six_days_back_is_the_next_day() -> None:
    said = Interval("2025-10-05", "2025-10-05", "on Sunday")
    claim = Claim("c", "event", "asserts", (Span(0, 4, "text"),), Event("ASSAULT"), said=said)
    assert said_at(Told(claim, Report("t"), "2025-10-11")) == "2025-10-12"
    assert said_at(Told(claim, Report("t"), "2025-10-06T10:00:00Z")) == "2025-10-05"


def test_parties_are_those_it_happened_between(tell: Tell, dead: Dead) -> None:
    told = [
        tell(dead("Mali", 3), "UN"),
        tell(Event("ASSAULT", "attack", "JNIM"), "France"),
        tell(dead("Niger", 3), background=True),
    ]
    assert parties_of(told) == {"Mali", "JNIM"}


_SIDES = ("Mali", "JNIM", "UN", None)


def _claims() -> st.SearchStrategy[list[Told]]:
    def one(side: str | None, of: str, number: int, day: int, report: str, stance: str, part: bool) -> Told:
        victims = Victims(Span(0, 4, "text"), None, (of,), "combatants")
        figure = Figure(
            number, None if number % 3 == 0 else number, "at least" if number % 3 == 0 else "exact"
        )
        payload = Casualties("killed", victims, figure, subset_of="c_x" if part else None)
        known = f"2024-05-0{day}"
        source = Source(None, f"{side} spokesman", side=(side,)) if side else None
        claim = Claim(
            f"c_{side}_{of}_{number}_{stance}",
            "casualties",
            stance,  # type: ignore[arg-type]
            (Span(0, 4, "text"),),
            payload,
            source,
            (side,) if side else (),
        )
        return Told(claim, Report(f"text {report} {day}", published=known), known, f"o_{report}")

    built = st.builds(
        one,
        st.sampled_from(_SIDES),
        st.sampled_from(("Mali", "JNIM")),
        st.integers(0, 12),
        st.integers(1, 4),
        st.sampled_from("abcd"),
        st.sampled_from(("asserts", "asserts", "asserts", "denies", "does_not_confirm")),
        st.booleans(),
    )
    return st.lists(built, max_size=14, unique_by=lambda t: t.key)


@settings(deadline=None)
@given(_claims(), st.randoms())
def test_contentions_do_not_depend_on_the_order_of_arrival(told: list[Told], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert contentions(told) == contentions(shuffled) == contentions([*told, *shuffled])


@settings(deadline=None)
@given(_claims())
def test_every_claim_stands_somewhere_and_every_verdict_has_its_claims(told: list[Told]) -> None:
    keys = {t.key for t in told}
    found = contentions(told)
    assert {key for c in found for key in c.claims} == keys
    for contention in found:
        assert bool(contention.verdicts) == any(a.current for a in contention.accounts)
        for verdict in contention.verdicts:
            assert verdict.claims
            assert set(verdict.claims) <= keys
            assert verdict.why
        for one in contention.accounts:
            assert set(one.current) <= keys
            assert one.figure is None or one.current


# The night of 11 to 12 October 2025, in the sample newsroom and the seed report


@cache
def _newsroom(occasion: str, seed: Path | None = None) -> tuple[Told, ...]:
    reports = [s.report for s in sample_newsroom() if s.occasion == occasion]
    readings = list(read_many(reports, annotator()))
    if seed is not None:
        text = (seed / "report.txt").read_text("utf-8")
        report = Report(text, outlet="The EurAsian Times", agencies=("AFP",), published="2025-10-12")
        readings.append(read(report, annotator()))
    return tuple(Told(c, r.report, r.report.published or "") for r in readings for c in r.claims)


def _numbers(contention: Contention, name: str) -> list[int | None]:
    return [step.figure.low for step in account(contention, name).toll]


def test_the_night_as_the_newsroom_tells_it() -> None:
    found = by_key(contentions(_newsroom("ep01-pakafg-2025-10-clashes")))
    pakistan, taliban = found["killed/Pakistan"], found["killed/Taliban"]
    assert account(pakistan, "Taliban").figure == Figure(58, 58, "exact")
    assert account(pakistan, "Pakistan").figure is not None
    assert _numbers(pakistan, "Pakistan")[-1] == 23
    assert account(taliban, "Taliban").figure == Figure(9, 9, "exact")
    assert account(taliban, "Pakistan").figure == Figure(201, None, "more than")
    assert words(pakistan) == words(taliban) == ["contested: figure", "admitted"]


def test_the_night_with_the_seed_report(shared: Path) -> None:
    told = _newsroom("ep01-pakafg-2025-10-clashes", shared / "seed")
    found = by_key(contentions(told))
    pakistan = found["killed/Pakistan"]
    assert [(s.change, s.figure.low) for s in account(pakistan, "Pakistan").toll] == [
        ("first", 0),
        ("up", 23),
    ]
    assert words(pakistan) == ["contested: figure", "admitted"]
    strikes = found["did it happen/Pakistan/air strike"]
    assert words(strikes) == ["one-sided", "unconfirmed"]
    assert strikes.verdicts[0].between == ("Taliban",)
    assert strikes.verdicts[1].between == ("Pakistan",)
    for crossing in ("torkham", "chaman-spin-boldak"):
        status = found[f"is it open/{crossing}"]
        assert words(status) == ["agreed"]
        assert {a.value for a in status.accounts if a.voice == "side"} == {"closed"}


def test_questions_have_names() -> None:
    assert Question("killed", "Mali", "civilians").key == "killed/Mali/civilians"
    assert Question("who began").key == "who began"


@pytest.mark.parametrize("period", [True, False])
def test_nothing_said_is_nothing_found(period: bool) -> None:
    assert contentions((), period=period) == ()
