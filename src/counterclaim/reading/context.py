"""What the readers of one report share: the parse, and the layers found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from counterclaim.language import Annotation
from counterclaim.model import (
    Attribution,
    Interval,
    Payload,
    Place,
    Report,
    Source,
    Span,
    Stance,
    TimeMention,
)

ActorForm = Literal["name", "abbreviation", "demonym", "capital", "person"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A registry actor named in the text. ``side`` is its side on the report's date.

    >>> ActorMention(Span(0, 7, "Taliban"), "AFG-TALIBAN", "Taliban", "name").form
    'name'
    """

    span: Span
    actor: str
    side: str | None
    form: ActorForm
    kind: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch. ``start``/``end`` include the quotation marks.

    ``closed`` is False when the closing mark is missing (the quote then ends with its paragraph),
    ``scare`` marks one to four quoted words that are no sentence, ``continues`` a paragraph that goes on
    with the quote before it.
    """

    start: int
    end: int
    closed: bool = True
    scare: bool = False
    continues: bool = False


@dataclass(slots=True)
class Context:
    """One report under reading. Layers are filled in the order of `read.py` and not changed after."""

    report: Report
    doc: Annotation
    quotes: list[Quote] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    _contents: tuple[list[Attribution], dict[int, list[tuple[Span, Attribution]]]] | None = field(
        default=None, repr=False
    )

    def span(self, start: int, end: int) -> Span:
        """The report's words from ``start`` to ``end``."""
        return Span(start, end, self.report.text[start:end])

    def token_span(self, first: int, last: int) -> Span:
        """The words from token ``first`` to token ``last``, inclusive."""
        return self.span(self.doc.tokens[first].start, self.doc.tokens[last].end)

    def actors_in(self, start: int, end: int) -> list[ActorMention]:
        """Actor mentions that lie inside ``[start, end)``."""
        return _within(self.actors, start, end)

    def times_in(self, start: int, end: int) -> list[TimeMention]:
        """Time expressions that lie inside ``[start, end)``."""
        return _within(self.times, start, end)

    def places_in(self, start: int, end: int) -> list[Place]:
        """Places that lie inside ``[start, end)``."""
        return _within(self.places, start, end)

    def attribution_over(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution one of whose content spans covers ``[start, end)``, or None.

        Of two with the same content ("state radio quoted a pilot as saying that ...") the one that stands in
        the other.
        """
        best: Attribution | None = None
        size = 0
        for content, attribution in self._contents_at(start):
            if content.start <= start and end <= content.end:
                total = content.end - content.start
                if best is None or total < size or (total == size and self._stands_in(attribution, best)):
                    best, size = attribution, total
        return best

    def _stands_in(self, inner: Attribution, outer: Attribution) -> bool:
        return inner.parent is not None and self.attributions[inner.parent] is outer

    def attribution_by(self, cue: int, content: int) -> Attribution | None:
        """The attribution whose cue holds the character ``cue`` and whose content touches ``content``.

        "The ministry registered 40 dead": the verb that counts is the cue and part of the evidence.
        """
        for span, attribution in self._contents_at(content):
            by = attribution.cue
            if by is not None and span.start <= content <= span.end and by.start <= cue < by.end:
                return attribution
        return None

    def _contents_at(self, offset: int) -> list[tuple[Span, Attribution]]:
        """Contents that touch the stretch of text ``offset`` lies in, so that a search stays local."""
        if self._contents is None or self._contents[0] is not self.attributions:
            buckets: dict[int, list[tuple[Span, Attribution]]] = {}
            for attribution in self.attributions:
                for content in attribution.content:
                    for bucket in range(content.start // _BUCKET, content.end // _BUCKET + 1):
                        buckets.setdefault(bucket, []).append((content, attribution))
            self._contents = (self.attributions, buckets)
        return self._contents[1].get(offset // _BUCKET, [])


#: Characters a bucket of contents covers; a content has 150 on average, a bucket then holds a handful.
_BUCKET = 500

_M = TypeVar("_M", ActorMention, TimeMention, Place)


def _within(mentions: list[_M], start: int, end: int) -> list[_M]:
    """Those inside ``[start, end)``; the layers are in order and do not overlap."""
    first = bisect_left(mentions, start, key=lambda m: m.span.start)
    last = bisect_right(mentions, end, lo=first, key=lambda m: m.span.end)
    return mentions[first:last]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its frame (source, stance, time, place) is set by `framing.py`.

    ``key`` names the draft within its report, so that ``answers`` and the ``subset_of``, ``adds_to``
    and ``supersedes`` of a casualty payload can point at other drafts. ``anchor`` is the index of the
    token that heads the proposition. A field left None is filled from the attribution over the
    evidence; a reader sets it only where it knows better ("neither confirmed nor denied").
    """

    key: str
    payload: Payload
    evidence: tuple[Span, ...]
    anchor: int
    rule: str
    stance: Stance | None = None
    source: Source | None = None
    cue: Span | None = None
    hedge: Span | None = None
    attribution: Attribution | None = None
    outlet_voice: bool = False
    said: Interval | None = None
    when: Interval | None = None
    background: bool | None = None
    answers: str | None = None
    confidence: float = 0.7
