"""The guide's examples run."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_the_examples_in_the_guide_to_asking_run() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "situation.md"
    result = doctest.testfile(str(guide), module_relative=False)
    assert result.attempted > 15
    assert result.failed == 0
