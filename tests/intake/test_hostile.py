"""A share of the hostile inputs (tools/hostile.py reads all), in one process under a bound of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from generator import FAMILIES, hostile_inputs

HOSTILE = Path(__file__).parent / "hostile"

#: Those the suite reads: the worst of each kind that take under two seconds each.
CHOSEN = {
    "gzip": (
        "zeros-4000mb",
        "one-json-line-1gb",
        "open-arrays-1gb",
        "twice",
        "hundred-deep",
        "cut",
        "bad-data",
    ),
    "packed": ("bzip2-many", "xz-dictionary-4gb", "xz-bad", "rar"),
    "zip": (
        "nested-bombs-3",
        "sixty-deep",
        "bz2-bomb",
        "dots",
        "encrypted",
        "zip64-listed",
        "overlapping",
        "link",
    ),
    "tar": ("pax-header-2gb", "sparse-endless", "symlink", "dots", "cut", "bad-second-header", "lying-size"),
    "warc": (
        "bomb-in-record",
        "brotli-in-record",
        "length-too-large",
        "long-header",
        "only-versions",
        "chunks-lie",
    ),
    "json": (
        "deep-array",
        "deep-line",
        "line-100mb",
        "first-line-100mb",
        "lone-surrogates",
        "array-cut",
        "nul-text",
    ),
    "table": ("cell-50mb", "many-quotes", "no-text-column", "nul-cells"),
    "page": ("nested-100k", "comments", "json-ld-deep", "meta-long", "mhtml-bad"),
    "feed": ("billion-laughs", "quadratic", "external-entity", "no-entries"),
    "mail": ("no-text", "bad-base64"),
    "pdf": ("garbage", "page-loop", "form-loop", "deep-array", "encrypted"),
    "text": ("empty", "nuls-100mb", "line-100mb", "stray-bytes"),
}
#: Address space of the reading process, and with the parser's child its peak: the bound of the project.
MEMORY_MB = 1500


def test_there_are_two_hundred_and_each_family_has_its_share() -> None:
    names = [name for _, name, _ in hostile_inputs()]
    assert len(names) == len(set(names)) >= 200
    assert set(CHOSEN) == set(FAMILIES)
    assert sum(map(len, CHOSEN.values())) >= 60
    assert {f"{family}-{name}" for family, wanted in CHOSEN.items() for name in wanted} <= set(names)


@pytest.mark.parametrize("family", CHOSEN)
def test_hostile_inputs_cost_little_and_say_why(family: str, tmp_path: Path) -> None:
    paths = []
    for name, write in FAMILIES[family]():
        if name in CHOSEN[family]:
            paths.append(tmp_path / name)
            write(paths[-1])
    run = subprocess.run(
        [sys.executable, "-P", str(HOSTILE / "reader.py"), str(MEMORY_MB), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    seen = [json.loads(line) for line in run.stdout.splitlines()]
    assert [s["name"] for s in seen] == [p.name for p in paths], run.stderr[-2000:]
    for one in seen:
        assert one["honest"], one
        assert one["codes"] or one["reports"], one
        assert "CC149" not in one["codes"], one
        assert one["megabytes"] < MEMORY_MB, one
