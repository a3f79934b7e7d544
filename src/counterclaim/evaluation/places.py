"""Scoring places: accuracy within 161 km of gold toponyms, and how many of them the reader finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.language import Annotation
from counterclaim.model import Report, Span
from counterclaim.reading.context import Context
from counterclaim.reading.place_choice import great_circle
from counterclaim.reading.places import find_places, resolve_spans

# Half the width of a large city region in the first papers on geocoding tweets (100 miles); kept since.
RADIUS_KM = 161.0


@dataclass(slots=True)
class PlaceScore:
    """Counts over a corpus. ``resolved`` counts gold names that got coordinates, ``near`` those that
    came within 161 km.

    ``found`` counts gold names (with or without coordinates) that overlap a place the reader found by
    itself, ``offered`` the places it found outside demonyms, ``good`` those that overlap a gold name.
    """

    documents: int = 0
    toponyms: int = 0
    resolved: int = 0
    near: int = 0
    names: int = 0
    found: int = 0
    offered: int = 0
    good: int = 0
    end_to_end: int = 0

    @property
    def accuracy(self) -> float:
        """Near ones among all gold toponyms with coordinates; an unresolved one counts as wrong."""
        return self.near / self.toponyms if self.toponyms else 0.0

    @property
    def precision_when_resolved(self) -> float:
        """Near ones among the resolved."""
        return self.near / self.resolved if self.resolved else 0.0

    @property
    def recall(self) -> float:
        """Gold names that the reader found."""
        return self.found / self.names if self.names else 0.0

    @property
    def precision(self) -> float:
        """Found places that are gold names. Corpora leave some kinds unmarked, so this is a lower bound."""
        return self.good / self.offered if self.offered else 0.0


def score_document(row: dict[str, Any], doc: Annotation, score: PlaceScore) -> None:
    """Add one document's counts to ``score``."""
    text: str = row["text"]
    ctx = Context(Report(text, title=row.get("title")), doc)
    gold = [t for t in row["toponyms"] if text[t["start"] : t["end"]].strip()]
    spans = [Span(t["start"], t["end"], text[t["start"] : t["end"]]) for t in gold]
    score.documents += 1
    for toponym, place in zip(gold, resolve_spans(ctx, spans), strict=True):
        if toponym.get("lat") is None:
            continue
        score.toponyms += 1
        if place.lat is None or place.lon is None:
            continue
        score.resolved += 1
        score.near += great_circle(toponym["lat"], toponym["lon"], place.lat, place.lon) <= RADIUS_KM
    places = [p for p in find_places(ctx) if p.role != "demonym"]
    score.names += len(gold)
    score.offered += len(places)
    for toponym in gold:
        over = [p for p in places if p.span.start < toponym["end"] and toponym["start"] < p.span.end]
        score.found += bool(over)
        if toponym.get("lat") is not None and over and over[0].lat is not None and over[0].lon is not None:
            far = great_circle(toponym["lat"], toponym["lon"], over[0].lat, over[0].lon)
            score.end_to_end += far <= RADIUS_KM
    score.good += sum(any(p.span.start < t["end"] and t["start"] < p.span.end for t in gold) for p in places)


def read_rows(path: Path) -> Iterable[dict[str, Any]]:
    """The documents of a JSONL file with ``text`` and ``toponyms``; CC501 names a line that is not one."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                row["text"], row["toponyms"]
            except (ValueError, KeyError, TypeError) as error:
                raise CounterclaimError(
                    "CC501",
                    f"Line {number} of {path} is no document with places.",
                    f"Reason: {error}.",
                    "Give a JSONL file with text and toponyms on each line.",
                ) from error
            yield row


def score_places(
    path: Path, annotate: Callable[[str], Annotation], *, every: int = 1, offset: int = 0
) -> dict[str, float]:
    """Score the reader on a corpus of gold toponyms.

    Args:
        path: JSONL; each row has ``text`` and ``toponyms`` with ``start``, ``end``, ``lat``, ``lon``.
        annotate: text to parse.
        every, offset: score only each ``every``-th document from ``offset`` on (0 tunes, 1 checks).

    Returns:
        ``acc161`` (denominator: all gold toponyms with coordinates), ``resolved_acc161``, ``resolved``,
        ``toponyms``, ``documents``, and for names found without gold spans ``recall``, ``precision`` and
        ``end_to_end`` (gold toponyms both found and near).
    """
    score = PlaceScore()
    for number, row in enumerate(read_rows(path)):
        if number % every == offset:
            score_document(row, annotate(row["text"]), score)
    return {
        "documents": score.documents,
        "toponyms": score.toponyms,
        "resolved": score.resolved,
        "acc161": round(score.accuracy, 4),
        "resolved_acc161": round(score.precision_when_resolved, 4),
        "recall": round(score.recall, 4),
        "precision": round(score.precision, 4),
        "end_to_end": round(score.end_to_end / score.toponyms if score.toponyms else 0.0, 4),
    }
