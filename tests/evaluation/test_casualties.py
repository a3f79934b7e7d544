"""The scorers of casualty claims, on rows made up here."""

from __future__ import annotations

import json
from pathlib import Path

from counterclaim.evaluation.casualties import score_tolls, score_whose_dead
from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.context import Context
from counterclaim.reading.read import prepare, read


def _prepared(text: str) -> Context:
    return prepare(Report(text), annotator().annotate(text))


def test_tolls(tmp_path: Path) -> None:
    path = tmp_path / "tolls.jsonl"
    base = {"outlet": "X", "published": "2016-05-05", "title": "T"}
    counts = {"a": ("8", "4"), "b": ("9", "0"), "c": ("0", "0")}
    rows = [
        {
            "id": name,
            "text": "Shelling killed 12 people.",
            "crowd_labels": {
                "nb_civilians": civilians,
                "nb_noncivilians": others,
                "nb_children": "0",
                "nb_women": "0",
            },
        }
        for name, (civilians, others) in counts.items()
    ]
    path.write_text("\n".join(json.dumps(base | row) for row in rows), "utf-8")
    share = score_tolls(path, lambda report: read(report, annotator()))
    assert (share.right, share.total, share.wrong[0][0]) == (1, 2, "b")


def test_whose_dead(tmp_path: Path) -> None:
    path = tmp_path / "whose.jsonl"
    rows = [
        {"sentence": "Twelve Israelis were killed.", "victims": "israel"},
        {"sentence": "Twelve Palestinians were killed.", "victims": "palestine"},
        {"sentence": "Twelve Israelis and nine Palestinians were killed.", "victims": "both"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    share = score_whose_dead(path, _prepared)
    assert share.value == 1.0
