"""What the readers of positions share: the report, the table of words, the drafts made so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterclaim.knowledge.position_words import PositionWords, position_words
from counterclaim.language import Annotation
from counterclaim.reading.context import Context, Draft


@dataclass(slots=True)
class Book:
    """One report's positions in the making.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> Book(Context(Report("Calm."), annotator().annotate("Calm."))).found
    []
    """

    ctx: Context
    words: PositionWords = field(default_factory=position_words)
    found: list[Draft] = field(default_factory=list)

    @property
    def doc(self) -> Annotation:
        """The report's parse."""
        return self.ctx.doc
