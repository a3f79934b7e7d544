"""Scores time expressions as TempEval-3 does: spans, and spans with the right TIMEX3 value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counterclaim.language import Annotation
from counterclaim.model import TimeMention
from counterclaim.reading.times import find_times


def score_times(path: Path, annotate: Callable[[str], Annotation]) -> dict[str, Any]:
    """F1 of spans (strict and relaxed) and of values, over a JSON Lines file of annotated documents.

    Each line has ``doc_id``, ``text``, ``dct`` (ISO date or datetime) and ``timexes`` (``start``, ``end``,
    ``value``, ``type``), as TimeBank and AQUAINT are laid out for TempEval-3 (UzZaman et al. 2013). A relaxed
    match is a one-to-one overlap; ``value_f1`` counts a match only when its value is equal too,
    ``type_accuracy`` is among relaxed matches. All figures lie in 0..1.

    >>> import tempfile
    >>> from counterclaim.language import annotator
    >>> row = {"doc_id": "d", "text": "It fell today.", "dct": "2024-03-05",
    ...        "timexes": [{"start": 8, "end": 13, "type": "DATE", "value": "2024-03-05"}]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "gold.jsonl"
    ...     _ = file.write_text(json.dumps(row), encoding="utf-8")
    ...     score_times(file, annotator().annotate)["value_f1"]
    1.0
    """
    gold_total = found_total = strict = relaxed = value = kind = documents = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            row = json.loads(line)
            documents += 1
            gold = row["timexes"]
            found = find_times(annotate(row["text"]), row.get("dct"))
            gold_total += len(gold)
            found_total += len(found)
            for g, f in match(gold, found):
                relaxed += 1
                strict += g["start"] == f.span.start and g["end"] == f.span.end
                value += g["value"] == f.value
                kind += g["type"] == f.type
    return {
        "documents": documents,
        "gold": gold_total,
        "found": found_total,
        "strict_f1": f1(strict, found_total, gold_total),
        "relaxed_f1": f1(relaxed, found_total, gold_total),
        "value_f1": f1(value, found_total, gold_total),
        "value_precision": value / found_total if found_total else 0.0,
        "value_recall": value / gold_total if gold_total else 0.0,
        "value_accuracy": value / relaxed if relaxed else 0.0,
        "type_accuracy": kind / relaxed if relaxed else 0.0,
    }


def match(gold: list[dict[str, Any]], found: list[TimeMention]) -> list[tuple[dict[str, Any], TimeMention]]:
    """Pairs that overlap, one to one: exact spans first, then in reading order."""
    pairs: list[tuple[dict[str, Any], TimeMention]] = []
    free = list(found)
    left: list[dict[str, Any]] = []
    for g in gold:
        exact = next((f for f in free if f.span.start == g["start"] and f.span.end == g["end"]), None)
        if exact is None:
            left.append(g)
        else:
            free.remove(exact)
            pairs.append((g, exact))
    for g in left:
        near = next((f for f in free if f.span.start < g["end"] and g["start"] < f.span.end), None)
        if near is not None:
            free.remove(near)
            pairs.append((g, near))
    return pairs


def f1(right: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall, 0 when nothing is there."""
    return 2 * right / (found + gold) if found + gold else 0.0
