"""The ledger's guide: its examples run."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_the_examples_of_the_guide_run() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"
    found = doctest.testfile(str(guide), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 15
    assert found.failed == 0
