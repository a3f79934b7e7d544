"""What could not be taken in, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss with one input. ``lost`` is False when the report was read all the same.

    ``count`` is how many inputs of the same kind it stands for: the requests of a WARC, the lines of a file
    that holds nothing but bad ones.

    >>> str(Problem("a.txt", "CC103", "is empty", "Give it some text."))
    '[CC103] a.txt is empty. Give it some text.'
    """

    where: str
    code: str
    what: str
    do: str
    lost: bool = True
    count: int = 1

    def __str__(self) -> str:
        return f"[{self.code}] {self.where} {self.what}. {self.do}"


def guessed(where: str) -> Problem:
    """The note on text in which bytes of another encoding stood.

    >>> guessed("a").lost
    False
    """
    return Problem(
        where,
        "CC110",
        "mixes encodings; some bytes were guessed",
        "Save it as UTF-8 if names look wrong.",
        lost=False,
    )
