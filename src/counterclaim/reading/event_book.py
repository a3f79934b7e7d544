"""What the readers of events share: the report, the table of event words, the drafts made so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterclaim.knowledge.event_words import EventWords, event_words
from counterclaim.language import Annotation
from counterclaim.reading.context import Context, Draft


@dataclass(slots=True)
class Book:
    """One report's events in the making.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> Book(Context(Report("Calm."), annotator().annotate("Calm."))).found
    []
    """

    ctx: Context
    words: EventWords = field(default_factory=event_words)
    found: list[Draft] = field(default_factory=list)

    @property
    def doc(self) -> Annotation:
        """The report's parse."""
        return self.ctx.doc
