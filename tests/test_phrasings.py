"""Every phrasing of the news that the reader must read, as text and the claims it must yield.

The cases stand in ``phrasings/*.toml``; a case that cannot be read yet is ``xfail`` with its reason.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from counterclaim.contract.claims_json import reading_json
from counterclaim.evaluation.expectations import matches
from counterclaim.language import annotator
from counterclaim.model import Report
from counterclaim.reading.encoder import available
from counterclaim.reading.read import read

FOLDER = Path(__file__).parent / "phrasings"


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1):
            marks = []
            if "xfail" in case:
                marks.append(pytest.mark.xfail(reason=case["xfail"], strict=True))
            name = f"{path.stem}-{case.get('phrasing', 'trap')}-{number}"
            found.append(pytest.param(case, id=name, marks=marks))
    return found


@lru_cache(maxsize=4)
def _read(text: str, published: str | None, rules_only: bool) -> dict[str, Any]:
    return reading_json(read(Report(text, published=published), annotator(), rules_only=rules_only))


@pytest.mark.parametrize("case", _cases())
@pytest.mark.parametrize("engine", ["rules", "encoder"])
def test_phrasing(engine: str, case: dict[str, Any]) -> None:
    if engine == "encoder" and not available():
        pytest.skip("the encoder cannot run here")
    reading = _read(case["text"], case.get("published"), engine == "rules")
    for wanted in case.get("expect", []):
        assert any(matches(found, wanted) for found in candidates(reading, wanted)), (
            f"nothing matches {wanted} among {[summary(c) for c in candidates(reading, wanted)]}"
        )
    for unwanted in case.get("absent", []):
        hits = [summary(c) for c in candidates(reading, unwanted) if matches(c, unwanted)]
        assert not hits, f"{unwanted} must not be read, but was: {hits}"


def candidates(reading: dict[str, Any], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    if wanted.get("layer", "claim") == "attribution":
        return list(reading["attributions"])
    return list(reading["claims"])


def summary(found: dict[str, Any]) -> dict[str, Any]:
    kept = {key: found[key] for key in ("kind", "stance", "side", "hedge", "background") if key in found}
    kept["source"] = (found.get("source") or {}).get("text")
    if "content" in found:
        kept["content"] = [c["text"] for c in found["content"]]
        kept["cue"] = (found.get("cue") or {}).get("text")
    else:
        kept |= found[found["kind"]]
    return kept
