"""Claims against a report read by hand (the layout of ``seed/expected.json``)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.model import Casualties, Claim, Position, Reading, Report, Responsibility, Status


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """``right`` of ``expected`` claims found with right kind, stance, source, side and figure.

    ``found`` counts those matched by words and kind alone; ``extra`` are claims read that match none
    expected, ``wrong`` pairs each missed claim's number with what is wrong about it.
    """

    expected: int
    found: int
    right: int
    extra: tuple[str, ...]
    wrong: tuple[tuple[int, str], ...]
    casualties_right: int
    casualties: int
    status_right: int
    status: int


def score_claims(folder: Path, read: Callable[[Report], Reading]) -> ClaimScore:
    """Score the reading of ``folder/report.txt`` against ``folder/expected.json``.

    A claim read matches one expected when the kind is the same and the words overlap by half of the
    shorter; pairs are made one to one, best agreement first.
    """
    gold = json.loads((folder / "expected.json").read_text("utf-8"))
    text = (folder / "report.txt").read_text("utf-8")
    report = Report(text, outlet=gold["outlet"], agencies=(gold["agency"],), published=gold["published"])
    claims = read(report).claims
    pairs = sorted(
        (
            (_agreement(wanted, claim), -number, -at)
            for number, wanted in enumerate(gold["claims"])
            for at, claim in enumerate(claims)
            if wanted["kind"] == claim.kind and _share(wanted["evidence"], claim) >= 0.5
        ),
        reverse=True,
    )
    partner: dict[int, Claim] = {}
    used: set[int] = set()
    for _, number, at in pairs:
        if -number not in partner and -at not in used:
            partner[-number] = claims[-at]
            used.add(-at)
    wrong: list[tuple[int, str]] = []
    tally = {"casualties": [0, 0], "status": [0, 0]}
    right = 0
    for number, wanted in enumerate(gold["claims"]):
        match = partner.get(number)
        faults = ["not found"] if match is None else _faults(wanted, match)
        if wanted["kind"] in tally:
            tally[wanted["kind"]][0] += not faults
            tally[wanted["kind"]][1] += 1
        if faults:
            wrong.append((number, "; ".join(faults)))
        else:
            right += 1
    extra = tuple(
        f"{claim.kind}: {claim.evidence[0].text}" for at, claim in enumerate(claims) if at not in used
    )
    return ClaimScore(
        len(gold["claims"]), len(partner), right, extra, tuple(wrong), *tally["casualties"], *tally["status"]
    )


def _share(wanted: list[dict[str, Any]], claim: Claim) -> float:
    gold = {c for span in wanted for c in range(span["start"], span["end"])}
    read = {c for span in claim.evidence for c in range(span.start, span.end)}
    return len(gold & read) / (min(len(gold), len(read)) or 1)


def _agreement(wanted: dict[str, Any], claim: Claim) -> float:
    return _share(wanted["evidence"], claim) - 2.0 * len(_faults(wanted, claim))


def _faults(wanted: dict[str, Any], claim: Claim) -> list[str]:
    faults: list[str] = []

    def check(name: str, gold: Any, read: Any) -> None:
        if gold != read:
            faults.append(f"{name} is {read!r}, not {gold!r}")

    check("stance", wanted["stance"], claim.stance)
    gold_source, source = wanted.get("source"), claim.source.span if claim.source else None
    if gold_source is None or source is None:
        check("source", gold_source and gold_source["text"], source and source.text)
    elif source.end <= gold_source["start"] or gold_source["end"] <= source.start:
        check("source", gold_source["text"], source.text)
    check("side", _names(wanted.get("side")), set(claim.side))
    match claim.payload:
        case Casualties() as c:
            gold = wanted["casualties"]
            check("outcome", gold["outcome"], c.outcome)
            figure = (gold["low"], gold["high"], gold["bound"])
            check("figure", figure, (c.figure.low, c.figure.high, c.figure.bound))
            check("victim side", _names(gold["victim_side"]), set(c.victims.side))
        case Status() as s:
            gold = wanted["status"]
            check("state", gold["state"], s.state)
            check("scope", _names(gold["scope"]), set(s.scope or ()))
            name = gold.get("facility_name", gold["facility"]["text"])
            if name.lower() not in s.facility_name.lower() and s.facility_name.lower() not in name.lower():
                check("facility", name, s.facility_name)
        case Responsibility() as r:
            # A denial in the sample names no accused: it points at the charge it answers.
            gold = wanted.get("responsibility", {})
            if "accused_side" in gold:
                check("accused side", _names(gold["accused_side"]), set(r.accused_side))
        case Position() as p:
            check("position", wanted["position"]["type"], p.type)
        case _:
            check("event type", wanted["event"]["type"], claim.payload.type)
    return faults


def _names(value: Any) -> set[str]:
    if value is None:
        return set()
    return {value} if isinstance(value, str) else set(value)
