"""The hand-read reports: floors for precision and recall, which only go up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterclaim.contract.claims_json import reading_json
from counterclaim.evaluation.handread import HandreadScore, score_handread
from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.encoder import available
from counterclaim.reading.read import read

FOLDER = Path(__file__).parent / "handread"

#: Precision and recall measured when last raised; a change that falls below has made reading worse.
FLOORS = {
    "rules": {"casualties": (0.9, 0.9), "status": (0.945, 0.955), "responsibility": (0.98, 0.98)},
    "encoder": {"casualties": (0.91, 0.9), "status": (0.945, 0.955), "responsibility": (0.98, 0.98)},
}


@cache
def scores(engine: str) -> dict[str, HandreadScore]:
    if engine == "encoder" and not available():
        pytest.skip("the encoder cannot run here")

    def read_json(report: Report) -> dict[str, Any]:
        return reading_json(read(report, annotator(), rules_only=engine == "rules"))

    return score_handread(FOLDER.glob("*.toml"), read_json)


@pytest.mark.parametrize("engine", sorted(FLOORS))
@pytest.mark.parametrize("kind", sorted(FLOORS["rules"]))
def test_precision_and_recall_hold(engine: str, kind: str) -> None:
    score = scores(engine)[kind]
    precision, recall = FLOORS[engine][kind]
    told = "\n".join(score.faults)
    assert score.precision >= precision, told
    assert score.recall >= recall, told
