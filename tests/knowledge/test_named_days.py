"""The table of days that became names."""

from __future__ import annotations

from datetime import date

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.knowledge.named_days import named_days, read_named_days


def test_the_table_loads() -> None:
    assert named_days()[10, 7, "attack"] == date(2023, 10, 7)


@pytest.mark.parametrize(
    "row",
    [
        'name = "a"\ndate = "2001-02-30"\nwords = ["raid"]\nsource = "x"',
        'name = "a"\ndate = "2001-02-03"\nwords = []\nsource = "x"',
        'name = "a"\ndate = "2001-02-03"\nwords = ["Raid"]\nsource = "x"',
        'name = "a"\ndate = "2001-02-03"\nwords = ["raid"]\nsource = ""',
        'date = "2001-02-03"\nwords = ["raid"]\nsource = "x"',
    ],
)
def test_a_bad_row_is_named(row: str) -> None:
    with pytest.raises(CounterclaimError, match="Row 1"):
        read_named_days(f"[[day]]\n{row}\n")
