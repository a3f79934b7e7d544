"""Days that name what happened on them: "the September 11 attacks" are those of 2001 in any later year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from counterclaim.knowledge.toml_table import BadRow, rows

#: (month, day, word after the date) -> the day meant.
NamedDays = Mapping[tuple[int, int, str], date]


def _row(row: dict[str, Any]) -> tuple[date, tuple[str, ...]]:
    day = date.fromisoformat(row["date"])
    words = tuple(row["words"])
    if not words or any(w != w.lower() for w in words):
        raise BadRow("words must be given, in lower case")
    if not row["name"] or not row["source"]:
        raise BadRow("the name or the source note is empty")
    return day, words


def read_named_days(text: str | None = None) -> NamedDays:
    """The table from TOML ``text``, or the packaged one. Raises `CounterclaimError` CC202 with the row."""
    return {
        (day.month, day.day, word): day
        for day, words in rows("named_days", "day", _row, text=text)
        for word in words
    }


@lru_cache(maxsize=1)
def named_days() -> NamedDays:
    """The packaged table, read once a process.

    >>> named_days()[9, 11, "attacks"]
    datetime.date(2001, 9, 11)
    """
    return read_named_days()
