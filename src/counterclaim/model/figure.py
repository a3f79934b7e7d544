"""A number as reported: bounds, and the word that set them."""

from __future__ import annotations

from dataclasses import dataclass

#: Bounds with a number. A vague quantity ("dozens", "several") uses its own word as bound instead.
NUMERIC_BOUNDS = frozenset(
    {"exact", "at least", "more than", "up to", "less than", "nearly", "about", "between", "none"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with bounds; either end may be unknown (``None``).

    "58" is (58, 58, exact); "at least 9" (9, None, at least); "more than 500" (501, None, more than);
    "nearly 300" (None, 300, nearly); "about 30" (30, 30, about); "dozens" (None, None, dozens);
    "no casualties" (0, 0, none). Raises ``ValueError`` when low > high or a bound is negative.

    >>> Figure(501, None, "more than").low
    501
    """

    low: int | None
    high: int | None
    bound: str

    def __post_init__(self) -> None:
        if (self.low is not None and self.low < 0) or (self.high is not None and self.high < 0):
            raise ValueError("a figure cannot be negative")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if not self.bound:
            raise ValueError("a figure needs the word of its bound")
