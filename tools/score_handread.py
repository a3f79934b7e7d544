"""Score the reading on hand-read reports: the README's figures for unseen reports.

Usage: python tools/score_handread.py [--rules-only] [FOLDER]      (default: tests/handread/sealed)

Do not look at single faults of the sealed folder; that is why only sums are printed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from counterclaim.contract.claims_json import reading_json
from counterclaim.evaluation.expectations import agrees
from counterclaim.evaluation.handread import score_handread
from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.read import read

SEALED = Path(__file__).resolve().parents[1] / "tests" / "handread" / "sealed"
CORE = ("outcome", "low", "high", "bound", "victim_side", "stance")


def read_json(report: Report) -> dict[str, Any]:
    """The claims of a report as the contract prints them."""
    return reading_json(read(report, annotator(), rules_only="--rules-only" in sys.argv))


def core(paths: list[Path]) -> Counter[str]:
    """Casualty claims shown, by whether outcome, bounds, stance and whose dead are right."""
    counts: Counter[str] = Counter()
    for path in paths:
        case = tomllib.loads(path.read_text("utf-8"))
        text = case["text"].strip()
        report = Report(text, outlet=case.get("outlet"), published=case.get("published"))
        for claim in read_json(report)["claims"]:
            if claim["kind"] == "casualties":
                counts[_verdict(claim, case["claim"], text)] += 1
    return counts


def _verdict(claim: dict[str, Any], wanted: list[dict[str, Any]], text: str) -> str:
    near = []
    for one in wanted:
        spots = [found.span() for found in re.finditer(re.escape(one["words"]), text)]
        touched = any(
            e["start"] < end and start < e["end"] for e in claim["evidence"] for start, end in spots
        )
        if one["kind"] == "casualties" and touched:
            bad = [key for key in CORE if key in one and not agrees(claim, key, one[key])]
            near.append((len(bad), bad, one.get("optional", False)))
    if not near:
        return "spurious"
    _, bad, _ = min(near, key=lambda found: found[0])
    if not bad:
        return "right"
    if any(optional for *_, optional in near):
        return "optional"
    return "side open" if bad == ["victim_side"] and not claim["casualties"]["victim_side"] else "wrong"


def main() -> None:
    folders = [word for word in sys.argv[1:] if word != "--rules-only"]
    paths = sorted(Path(folders[0] if folders else SEALED).glob("*.toml"))
    counts = core(paths)
    judged = sum(counts.values()) - counts["optional"]
    print(f"{len(paths)} reports; casualty claims shown: {dict(counts)}")
    if judged:
        right, gaps = counts["right"], counts["side open"]
        print(f"right in outcome, bounds and whose dead: {right / judged:.3f}")
        print(f"the same, an open side taken as an honest gap: {(right + gaps) / judged:.3f}")
    for kind, score in score_handread(paths, read_json).items():
        print(f"{kind}: every value right, precision {score.precision:.3f}, recall {score.recall:.3f}")


if __name__ == "__main__":
    main()
