"""Answers: which claim a denial, a non-confirmation or a rejection answers."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from counterclaim.evaluation.answers import AnswerCase, answer_cases, score_answers
from counterclaim.language import annotator
from counterclaim.linking.answers import answers
from counterclaim.model import (
    Answer,
    Casualties,
    Claim,
    ClaimKind,
    Event,
    Figure,
    Position,
    Reading,
    Report,
    Responsibility,
    Span,
    Status,
    Told,
    Victims,
)
from counterclaim.reading.read import read
from counterclaim.samples import sample_newsroom

CASES = Path(__file__).parent / "answers"
ALL = [*answer_cases(CASES / "seen.toml"), *answer_cases(CASES / "held.toml")]

#: Links that reading does not carry so far: one side's denial or charge is not read as a claim.
UNREAD = {"a denial of losses of the other side's claim within a report", "a dam, across papers"}


@lru_cache(maxsize=512)
def _read(report: Report) -> Reading:
    return read(report, annotator())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_links_of_invented_reports(case: AnswerCase) -> None:
    score = score_answers(case, _read)
    assert score.wrong == 0
    if case.name not in UNREAD:
        assert score.missed == 0


def test_denials_of_the_sample_newsroom() -> None:
    by_occasion: dict[str, list[Told]] = {}
    for sample in sample_newsroom():
        report = _read(sample.report).report
        by_occasion.setdefault(sample.occasion, []).extend(
            Told(claim, report, report.published or "2026-01-01") for claim in _read(sample.report).claims
        )
    told = [one for part in by_occasion.values() for one in part]
    found = [answer for part in by_occasion.values() for answer in answers(part)]
    denials = {one.key for one in told if one.claim.stance != "asserts"}
    linked = {answer.answer for answer in found}
    # Three stand alone: nobody in the sample's reports of their occasion makes the charge they answer.
    assert len(denials - linked) <= 3
    # Read by hand: in another report, every link leads to the deed that is denied.
    assert sum(answer.across for answer in found) >= 5


# -- single traits ----------------------------------------------------------------------------------------


def _told(
    payload: Any,
    side: str,
    stance: Any = "asserts",
    *,
    text: str = "It was said.",
    known: str = "2024-05-02",
    answer_to: str | None = None,
    paper: str = "a",
) -> Told:
    kinds: dict[type, ClaimKind] = {
        Casualties: "casualties",
        Status: "status",
        Event: "event",
        Responsibility: "responsibility",
        Position: "position",
    }
    report = Report(text, url=f"https://{paper}.example/1", published=known)
    claim = Claim(
        f"c_{side}_{stance}",
        kinds[type(payload)],
        stance,
        (Span.of(text, 0, len(text)),),
        payload,
        side=(side,) if side else (),
        answers=answer_to,
    )
    return Told(claim, report, known)


def _blame(whom: str, act: str = "shelling the town") -> Responsibility:
    return Responsibility(None, (whom,), Span(0, len(act), act))


def _pairs(*told: Told) -> list[tuple[str, str]]:
    return [(a.answer.rsplit("_", 1)[0], a.answered.rsplit("_", 1)[0]) for a in answers(told)]


def test_no_side_answers_itself() -> None:
    assert answers([_told(_blame("Armenia"), "Armenia"), _told(_blame("Armenia"), "Armenia", "denies")]) == ()


@pytest.mark.parametrize(("known", "links"), [("2024-05-02", 1), ("2024-05-01", 0), ("2024-06-30", 0)])
def test_an_answer_comes_after_and_soon(known: str, links: int) -> None:
    charge = _told(_blame("Armenia"), "Azerbaijan")
    denial = _told(_blame("Armenia"), "Armenia", "denies", known=known, paper="b")
    assert len(answers([charge, denial])) == links


@pytest.mark.parametrize(
    ("first", "second", "links"),
    [
        ("shelling the town", "shelling a village", 1),
        ("shelling the town", "arming the rebels", 0),
        ("arming the rebels", "sheltering the rebels", 1),
        ("shelling the town", "an air strike", 0),
    ],
)
def test_the_act_must_be_the_same(first: str, second: str, links: int) -> None:
    charge = _told(_blame("Rwanda", first), "DR Congo", text="First.")
    denial = _told(_blame("Rwanda", second), "Rwanda", "denies", text="Other.", paper="b")
    assert len(answers([charge, denial])) == links


@pytest.mark.parametrize(("outcome", "links"), [("killed", 1), ("captured", 0)])
def test_figures_of_the_same_people(outcome: Any, links: int) -> None:
    victims = Victims(None, side=("India",), group="combatants")
    charge = _told(Casualties("killed", victims, Figure(20, 20, "exact")), "China")
    denial = _told(Casualties(outcome, victims, Figure(20, 20, "exact")), "India", "denies", paper="b")
    assert len(answers([charge, denial])) == links


def test_a_gate_in_the_state_that_is_denied() -> None:
    def gate(state: Any) -> Status:
        return Status(Span(0, 5, "Rafah"), "Rafah", "rafah", state)

    said = _told(gate("closed"), "Palestine")
    assert len(answers([said, _told(gate("closed"), "Egypt", "denies", paper="b")])) == 1
    assert answers([said, _told(gate("open"), "Egypt", "denies", paper="b")]) == ()


def test_rejected_figures() -> None:
    victims = Victims(None, side=("Pakistan",))
    figure = _told(Casualties("killed", victims, Figure(58, 58, "exact")), "Taliban")
    words = "the figures as lies"
    reject = _told(
        Position("reject", ("Taliban",), Span(0, len(words), words)), "Pakistan", text="He rejected them."
    )
    found = answers([_told(figure.claim.payload, "Taliban", text="He rejected them."), reject])
    assert [a.reason for a in found] == ["what that side said"]


def test_the_link_that_reading_made_is_kept() -> None:
    text = "Baku blamed Yerevan, which denies that."
    charge = _told(_blame("Armenia", "breaking the deal"), "Azerbaijan", text=text)
    denial = _told(_blame("Armenia", "that"), "Armenia", "denies", text=text, answer_to=charge.claim.id)
    (link,) = answers([charge, denial])
    assert link == Answer(denial.key, charge.key, "the report sets it against this claim", 0.95)


def test_order_changes_nothing() -> None:
    told = [
        Told(claim, reading.report, reading.report.published or "")
        for case in ALL
        for reading in map(_read, case.reports)
        for claim in reading.claims
    ]
    first = answers(told)
    random.Random(3).shuffle(told)  # noqa: S311
    assert answers(told) == first
