"""The scorer of hand-read claims and the gate: they must be able to fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim.cli.main import app
from counterclaim.errors import CounterclaimError
from counterclaim.evaluation.claims import score_claims
from counterclaim.evaluation.gate import Measure, Value
from counterclaim.language import annotator
from counterclaim.model import Casualties, Claim, Figure, Reading, Report, Source, Span, Victims
from counterclaim.reading.read import read

TEXT = "The army said nine rebels were killed."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wanted = {
        "kind": "casualties",
        "stance": "asserts",
        "evidence": [{"start": 14, "end": 37, "text": TEXT[14:37]}],
        "source": {"start": 0, "end": 8, "text": "The army"},
        "side": "Mali",
        "casualties": {"outcome": "killed", "victim_side": None, "low": 9, "high": 9, "bound": "exact"},
    }
    gold = {"outlet": "X", "agency": "Y", "published": "2024-03-05", "claims": [wanted]}
    (tmp_path / "expected.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    return tmp_path


def claim(**changes: object) -> Claim:
    span = Span.of(TEXT, 14, 37)
    payload = Casualties("killed", Victims(span), Figure(9, 9, "exact"))
    whole = Claim("c", "casualties", "asserts", (span,), payload, Source(Span.of(TEXT, 0, 8)), ("Mali",))
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_a_claim_right_in_everything_counts(folder: Path) -> None:
    score = score_claims(folder, lambda report: Reading(report, (claim(),)))
    assert (score.right, score.expected, score.extra) == (1, 1, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"stance": "denies"},
        {"side": ("Niger",)},
        {"source": None},
        {"payload": Casualties("wounded", Victims(None), Figure(9, 9, "exact"))},
        {"payload": Casualties("killed", Victims(None), Figure(9, None, "at least"))},
        {"payload": Casualties("killed", Victims(None, side=("Mali",)), Figure(9, 9, "exact"))},
    ],
)
def test_each_wrong_value_costs_the_claim(folder: Path, changes: dict[str, object]) -> None:
    score = score_claims(folder, lambda report: Reading(report, (claim(**changes),)))
    assert score.right == 0
    assert len(score.wrong) == 1


def test_what_nobody_expects_is_extra(folder: Path) -> None:
    other = claim(id="d", evidence=(Span.of(TEXT, 0, 8),))
    score = score_claims(folder, lambda report: Reading(report, (claim(), other)))
    assert score.extra == ("casualties: The army",)


def test_a_measure_below_its_floor_fails_and_above_its_ceiling_too() -> None:
    assert not Measure("a", "", Value(0.5, 0.6, False), None, "").passed
    assert not Measure("a", "", Value(5, 4, True), None, "").passed
    assert Measure("a", "", Value(0.1, None, False), None, "").passed


def test_the_gate_fails_with_a_message_when_a_floor_is_broken(folder: Path) -> None:
    seed = folder / "seed"
    seed.mkdir()
    for name in ("expected.json", "report.txt"):
        (folder / name).rename(seed / name)
    result = CliRunner().invoke(app, ["evaluate", "--data", str(folder), "--only", "seed"])
    assert isinstance(result.exception, CounterclaimError)
    assert result.exception.code == "CC503"
    assert "seed.right" in str(result.exception)


def test_a_folder_without_sets_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--data", str(tmp_path)])
    assert isinstance(result.exception, CounterclaimError)
    assert result.exception.code == "CC502"


def test_the_seed_report_is_read_as_a_careful_reader_reads_it(shared: Path) -> None:
    score = score_claims(shared / "seed", lambda report: read(report, annotator()))
    assert score.right >= 34, score.wrong
    assert len(score.extra) <= 4, score.extra
    assert score.casualties_right >= score.casualties - 1, score.wrong
    assert score.status_right == score.status, score.wrong


def test_a_report_is_read_without_its_date_too() -> None:
    assert read(Report(TEXT), annotator()).claims
