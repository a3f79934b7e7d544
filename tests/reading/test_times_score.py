"""The TempEval-3 scorer on a gold file made here."""

from __future__ import annotations

import json
from pathlib import Path

from counterclaim.evaluation.times import f1, score_times
from counterclaim.language import annotator


def gold(text: str, words: str, value: str, kind: str = "DATE") -> dict[str, object]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "type": kind, "value": value}


def test_score(tmp_path: Path) -> None:
    text = "It fell late on Friday and again today, then nothing for a while."
    rows = [
        {
            "doc_id": "a",
            "text": text,
            "dct": "2025-10-12",
            "timexes": [
                gold(text, "Friday", "2025-10-10"),
                gold(text, "today", "2025-10-11"),
                gold(text, "a while", "PXX", "DURATION"),
            ],
        },
        {"doc_id": "b", "text": "No times.", "dct": None, "timexes": []},
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps(r) for r in rows) + "\n\n", encoding="utf-8")
    score = score_times(file, annotator().annotate)
    assert (score["documents"], score["gold"], score["found"]) == (2, 3, 2)
    assert score["relaxed_f1"] == f1(2, 2, 3) == 0.8
    assert score["strict_f1"] == score["value_f1"] == f1(1, 2, 3)
    assert score["value_accuracy"] == 0.5


def test_an_empty_file_scores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("", encoding="utf-8")
    assert score_times(file, annotator().annotate)["value_f1"] == 0.0
