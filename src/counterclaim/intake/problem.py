"""What could not be taken in, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss with one input. ``lost`` is False when the report was read all the same.

    >>> str(Problem("a.txt", "CC103", "is empty", "Give it some text."))
    '[CC103] a.txt is empty. Give it some text.'
    """

    where: str
    code: str
    what: str
    do: str
    lost: bool = True

    def __str__(self) -> str:
        return f"[{self.code}] {self.where} {self.what}. {self.do}"
