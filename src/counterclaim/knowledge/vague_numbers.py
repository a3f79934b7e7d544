"""Words that stand for a number nobody gave ("dozens"), and what a named policy reads them as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from counterclaim.knowledge.toml_table import BadRow, rows


@dataclass(frozen=True, slots=True)
class VagueNumber:
    """One word: ``acled`` is what ACLED's coders write for it, ``floor`` the least it can mean in English.

    >>> vague_number("dozens").acled
    12
    """

    word: str
    acled: int
    floor: int


def _row(row: dict[str, Any]) -> VagueNumber:
    number = VagueNumber(row["word"], row["acled"], row["floor"])
    if not number.floor > 0 or not number.acled > 0:
        raise BadRow("acled and floor must be above nought")
    return number


@lru_cache(maxsize=1)
def vague_numbers() -> Mapping[str, VagueNumber]:
    """The packaged table by word. Raises `CounterclaimError` CC202 for a row that cannot be used.

    >>> vague_numbers()["hundreds"].acled
    100
    """
    return {number.word: number for number in rows("vague_numbers", "word", _row)}


def vague_number(bound: str) -> VagueNumber | None:
    """The row for a figure's bound word, or None where it is none of the table's.

    "several dozen" is found by its last word that the table knows.

    >>> vague_number("several dozen").word, vague_number("exact")
    ('dozens', None)
    """
    table = vague_numbers()
    if found := table.get(bound):
        return found
    for word in reversed(bound.split()):
        if found := table.get(word) or table.get(word + "s"):
            return found
    return None
