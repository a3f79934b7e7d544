"""A time expression found in a text: its interval and its TIMEX3 value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.interval import Interval
from counterclaim.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One time expression: words, interval, and its value in TIMEX3 (ISO-TimeML).

    >>> today = Interval("2025-10-12", "2025-10-12", "today")
    >>> TimeMention(Span(0, 5, "today"), today, "DATE", "2025-10-12").type
    'DATE'
    """

    span: Span
    interval: Interval
    type: TimexType
    value: str
