"""The words behind a value: a stretch of a report's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a report's text, in Unicode code points, with its words.

    ``report.text[start:end] == text`` always holds. Raises ``ValueError`` when the length and the
    words disagree, so a wrong offset fails where it is made.

    >>> Span.of("Torkham was closed.", 0, 7)
    Span(start=0, end=7, text='Torkham')
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not fit its text {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut a span out of ``text``."""
        return cls(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end
