"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of development sets, where the machine has it."""
    if not (SHARED / "eval").is_dir():
        pytest.skip("the development sets (../shared) are not on this machine")
    return SHARED
