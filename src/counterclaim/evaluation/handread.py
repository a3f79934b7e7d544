"""Reports of our own, read by hand: what a careful reader finds, and nothing else.

One TOML file a report: ``outlet``, ``published``, ``text``, ``sealed``, and a ``[[claim]]`` for each claim
with ``words`` (its evidence touches them) and the values that must be right. ``complete`` lists the
kinds that are written down in full, so that a claim of such a kind that matches none is a false one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterclaim.evaluation.expectations import Json, matches
from counterclaim.model import Report


@dataclass(slots=True)
class HandreadScore:
    """Counts for one kind of claim over all reports, and the faults one by one."""

    expected: int = 0
    right: int = 0
    shown: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right among those shown."""
        return self.right / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        """Right among those expected."""
        return self.right / self.expected if self.expected else 1.0


def score_handread(paths: Iterable[Path], read_json: Callable[[Report], Json]) -> dict[str, HandreadScore]:
    """Score each kind of claim; a claim is right when every value written down for it is."""
    scores: dict[str, HandreadScore] = {}
    for path in sorted(paths):
        case = tomllib.loads(path.read_text("utf-8"))
        report = Report(case["text"].strip(), outlet=case.get("outlet"), published=case.get("published"))
        found = read_json(report)["claims"]
        used: set[str] = set()
        for wanted in case["claim"]:
            score = scores.setdefault(wanted["kind"], HandreadScore())
            score.expected += 1
            values = {key: value for key, value in wanted.items() if key not in ("words", "optional")}
            places = [m.span() for m in re.finditer(re.escape(wanted["words"]), report.text)]
            hits = [c for c in found if c["id"] not in used and _stands_on(c, places)]
            right = [c for c in hits if matches(c, values)]
            if right:
                used.add(right[0]["id"])
                score.right += 1
                score.shown += 1
            elif wanted.get("optional"):
                score.expected -= 1
            else:
                score.faults.append(f"{path.stem}: missed or wrong: {wanted} ~ {[_brief(c) for c in hits]}")
        for kind in case.get("complete", ["casualties", "status"]):
            score = scores.setdefault(kind, HandreadScore())
            for claim in found:
                if claim["kind"] == kind and claim["id"] not in used:
                    score.shown += 1
                    score.faults.append(f"{path.stem}: not there, or wrong: {_brief(claim)}")
    return scores


def _stands_on(claim: Json, places: list[tuple[int, int]]) -> bool:
    """Whether the evidence shares a character with the words wherever they stand."""
    return any(
        span["start"] < end and start < span["end"] for span in claim["evidence"] for start, end in places
    )


def _brief(claim: Json) -> dict[str, Any]:
    source = claim["source"] or {}
    return {
        "kind": claim["kind"],
        "stance": claim["stance"],
        "source": source.get("text"),
        "side": claim["side"],
        "background": claim["background"],
        "words": [span["text"] for span in claim["evidence"]],
        **{key: value for key, value in (claim[claim["kind"]] or {}).items() if value is not None},
    }
