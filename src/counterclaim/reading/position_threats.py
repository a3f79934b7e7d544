"""Threats worded in what is said: "every attack will be answered"."""

from __future__ import annotations

from counterclaim.model import Attribution, Span
from counterclaim.reading.belligerents import (
    belligerents,
    span_side,
)
from counterclaim.reading.position_book import Book
from counterclaim.reading.position_speakers import add


def threats(book: Book) -> None:
    """Sentences of reported content worded as a threat, each a claim of its own."""
    ctx, doc = book.ctx, book.doc
    text = ctx.report.text
    threat = book.words.threat
    for attribution in ctx.attributions:
        if attribution.stance != "asserts" or attribution.cue_class in (
            "urge",
            "demand",
            "accuse",
            "blame",
            "condemn",
        ):
            continue
        for content in attribution.content:
            if not threat.search(content.text) or not _at_odds(book, attribution):
                continue
            for number in sorted({doc.tokens[k].sentence for k in doc.tokens_in(content.start, content.end)}):
                sentence = doc.sentences[number]
                start, end = max(content.start, sentence.start), min(content.end, sentence.end)
                while end < content.end and text[end] in '.,!?”"’»':
                    end += 1
                hit = threat.search(text, start, end)
                if hit is None:
                    continue
                if ctx.attribution_over(hit.start(), hit.end()) not in (attribution, None):
                    continue
                while start < end and (text[start].isspace() or text[start : start + 5].lower() == "that "):
                    start += 1 if text[start].isspace() else 5
                if hit.start() < start or end <= start:
                    continue
                evidence = ctx.span(start, end)
                anchor = doc.token_at(hit.start())
                add(
                    book,
                    anchor,
                    "threaten",
                    evidence,
                    _threatened(book, attribution, evidence),
                    None,
                    attribution=attribution,
                    stance="asserts",
                    rule="position.threat",
                )


def _at_odds(book: Book, attribution: Attribution) -> bool:
    """Whether the speaker speaks for a side, or the report knows two sides: else it is no threat of war."""
    speaker = attribution.speaker
    return bool(speaker is not None and speaker.side) or bool(belligerents(book.ctx))


def _threatened(book: Book, attribution: Attribution, evidence: Span) -> tuple[str, ...]:
    """The other side: named in the words said, else the one belligerent that does not speak."""
    ctx = book.ctx
    own = attribution.speaker.side if attribution.speaker is not None else ()
    named = [s for s in span_side(ctx, evidence) if s not in own]
    pair = belligerents(ctx)
    rivals = [s for s in named if s in pair]
    if rivals:
        return (rivals[0],)
    if own and own[0] in pair and len(own) == 1:
        return tuple(s for s in pair if s not in own)
    if len(named) == 1:
        return (named[0],)
    return ()
