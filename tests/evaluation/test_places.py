"""The scorer counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.evaluation.places import score_places
from counterclaim.language import annotator


def gold(text: str, name: str, lat: float | None, lon: float | None) -> dict[str, object]:
    start = text.index(name)
    return {"start": start, "end": start + len(name), "lat": lat, "lon": lon}


def test_unresolved_counts_as_wrong(tmp_path: Path) -> None:
    text = "Soldiers left Bamako for Qqqville and Gao in Mali."
    row = {
        "text": text,
        "toponyms": [
            gold(text, "Bamako", 12.65, -8.0),
            gold(text, "Qqqville", 10.0, 10.0),
            gold(text, "Gao", 60.0, 60.0),
            gold(text, "Mali", None, None),
        ],
    }
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(row) + "\n\n", "utf-8")
    score = score_places(path, annotator().annotate)
    assert (score["toponyms"], score["resolved"]) == (3, 2)
    assert score["acc161"] == round(1 / 3, 4)
    assert score["resolved_acc161"] == 0.5
    assert score["recall"] == 0.75


def test_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "toponyms": []}\n{"text": "b"}\n', "utf-8")
    with pytest.raises(CounterclaimError, match=r"CC501.*Line 2"):
        score_places(path, annotator().annotate)
