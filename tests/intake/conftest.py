"""Fixtures of the intake tests: bytes in, reports and problems out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.intake import Defaults, Problem, open_reports
from counterclaim.model import Report

#: Makers of hostile inputs, which tools/hostile.py uses too, and of saved pages: no tests of their own.
collect_ignore = ["hostile", "pages"]
sys.path[:0] = [str(Path(__file__).parent / folder) for folder in collect_ignore]

Taken = tuple[list[Report], list[Problem]]


@pytest.fixture
def taken(tmp_path: Path) -> Callable[..., Taken]:
    """Write bytes to a file without a telling name and take it in."""

    def take(data: bytes, defaults: Defaults | None = None) -> Taken:
        path = tmp_path / "input"
        path.write_bytes(data)
        found = list(open_reports([str(path)], defaults))
        return [f for f in found if isinstance(f, Report)], [f for f in found if isinstance(f, Problem)]

    return take
