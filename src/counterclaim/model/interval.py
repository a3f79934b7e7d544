"""When something was: an interval at the precision the words allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal[
    "minute", "hour", "part of day", "day", "week", "month", "quarter", "season", "year", "decade", "unknown"
]
Anchor = Literal["dateline", "event", "absolute", "unknown"]


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval with inclusive ends, ISO 8601 (``2025-10-12`` or ``2025-10-12T06:00``), or unknown ends.

    ``text`` is the expression it was read from, ``anchor`` what it was counted from. Without a known
    publication date a relative expression has ``start`` and ``end`` None and anchor ``unknown``.
    Raises ``ValueError`` when the start lies after the end.

    >>> Interval("2025-10-11", "2025-10-12", "overnight", "part of day", "dateline").start
    '2025-10-11'
    """

    start: str | None
    end: str | None
    text: str
    precision: Precision = "day"
    anchor: Anchor = "dateline"

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None:
            width = min(len(self.start), len(self.end))
            if self.start[:width] > self.end[:width]:
                raise ValueError(f"interval starts {self.start} after its end {self.end}")
