"""What stands around a cue: to whom it was said, through whom it came, in what form, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.knowledge.matcher import Hit
from counterclaim.knowledge.outlets import Outlet
from counterclaim.model import Attribution, Interval, Span, TimeMention
from counterclaim.reading.context import Context
from counterclaim.reading.source_channels import channel_in, channel_of

Title = Hit[list[Outlet]]

# What may stand between "told" and a title: "told the local broadcaster X", "to France's X".
_TRADE = (
    r"(?:(?:the|local|private|state|state-run|official|international|a|an|our|broadcaster|channel|"
    r"newspaper|daily|"
    r"outlet|website|TV|news|agency|semi-official|independent|satellite|\w+(?:'s|’s|-based|-run|-owned)|"
    r"media|television|reporters (?:of|from|at|for)) ?){0,5}"
)
_RELAY_BEFORE = re.compile(
    r"\b(?:told|tells|telling|(?:as )?quoted (?:by|in)|cited by|carried by|reported by|published by|"
    r"according to|"
    r"speaking (?:to|with)|spoke (?:to|with)|talking to|interview (?:with|to|by|on)|interviewed by|"
    r"statement to|"
    rf"said to|informed|(?:comments|remarks) to|via|by|to|with|on|in) {_TRADE}\Z",
    re.IGNORECASE,
)
_RELAY_AFTER = re.compile(
    r"(?:'s|’s)?(?: (?:news agency|news|agency|TV|television|newspaper|daily|also))*,? "
    r"(?:report(?:ed|s|ing)|quoted|quotes|quoting|cited|cites|citing|said|says|notes|noted|carried|"
    r"wrote|writes)\b",
    re.IGNORECASE,
)
_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited|as reported|as told|carried|interviewed) (?:by|in|to) [\w’'. -]{0,30}\Z"
)
_TOLD = re.compile(r"\b(?:told|tells?|telling|informed|informs|assured|warned|reminded)\Z", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"\s+((?:the |an? |his |her |its |their |local |state |visiting )?[\w’'.-]+(?: (?:of |"
    r"and )?[A-Z][\w’'.-]*|"
    r" news agency| (?:news|press) conference| television| radio| council| committee){0,4})"
)
_LEAD = frozenset({"", "on", "late on", "early on", "late", "early", "earlier", "later on"})
_NO_MOMENT = ("since ", "until ", "till ", "from ", "between ", "after ", "before ", "of ", "for ", "by ")
_STOPS = frozenset({",", ";", ":", "“", '"', "(", "that"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What the clause of a cue says about the speaking itself.

    >>> Frame(channel="statement").said is None
    True
    """

    relay: Outlet | None = None
    channel: str | None = None
    said: Interval | None = None
    addressee: Span | None = None


def stretches(ctx: Context, attribution: Attribution, others: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The parts of the cue's sentence that are neither content nor another speaker's words."""
    cue = attribution.cue or attribution.source
    if cue is None or not ctx.doc.tokens:
        return []
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(cue.start))
    start, end = sentence.start, sentence.end
    # The clause of a nested cue ends where the content it stands in ends.
    if attribution.parent is not None and attribution.parent < len(ctx.attributions):
        for content in ctx.attributions[attribution.parent].content:
            if content.start <= cue.start and cue.end <= content.end:
                start, end = max(start, content.start), min(end, content.end)
    holes = [(c.start, c.end) for c in attribution.content]
    own_start = attribution.source.start if attribution.source else cue.start
    for other in others:
        if other is attribution or other.cue is None or other.cue == attribution.cue:
            continue
        if not start <= other.cue.start < end:
            continue
        if other.source == attribution.source and other.source is not None:
            # "said on Monday ..., adding at a briefing": what stands after the second cue is the second's.
            if other.cue.start > cue.start:
                end = min(end, other.cue.start)
            elif other.cue.end > start and own_start >= other.cue.end:
                start = max(start, other.cue.end)
            continue
        for content in other.content:
            if not (content.start <= cue.start and cue.end <= content.end):
                holes.append((content.start, content.end))
    parts: list[tuple[int, int]] = []
    at = start
    for left, right in sorted(holes):
        if right <= at or left >= end:
            continue
        if left > at:
            parts.append((at, left))
        at = max(at, right)
    if at < end:
        parts.append((at, end))
    return parts


def read_frame(
    ctx: Context,
    attribution: Attribution,
    lemma: str,
    titles: Sequence[Title],
    others: Sequence[Attribution],
) -> Frame:
    """Relay, channel, time of speaking and addressee from the words of the cue's clause.

    ``lemma`` is the source's head noun, ``titles`` the outlets named in the report, ``others`` the
    attributions whose cue stands in the same sentence.
    """
    cue, source = attribution.cue, attribution.source
    parts = stretches(ctx, attribution, others)
    text = ctx.report.text
    relay: Outlet | None = None
    channel: str | None = None
    said: TimeMention | None = None
    if cue is None:
        return Frame(channel=channel_of(lemma))
    parts = [p for p in parts if _near(text, p, cue, source)]
    for left, right in parts:
        if relay is None:
            relay = _relay(ctx, left, right, source, titles)
        if channel is None:
            channel = _channel(ctx, left, right, source)
    if (lead := _leading(ctx, attribution)) is not None:
        parts = [*parts, lead]
    times = [
        t
        for left, right in parts
        for t in ctx.times_in(left, right)
        if t.type in ("DATE", "TIME") and _speaks(ctx, t, cue, source)
    ]
    if times:
        said = min(
            times,
            key=lambda t: (
                abs(t.span.start - cue.end) if t.span.start >= cue.end else 2 + cue.start - t.span.end
            ),
        )
    if channel is None:
        channel = channel_of(lemma)
    addressee = attribution.addressee or _addressee(ctx, attribution)
    return Frame(relay, channel, said.interval if said else None, addressee)


def _channel(ctx: Context, left: int, right: int, source: Span | None) -> str | None:
    """The means of speaking in a stretch, outside the words that name the speaker."""
    if source is None or source.end <= left or source.start >= right:
        return channel_in(ctx, left, right)
    return channel_in(ctx, source.end, right) or channel_in(ctx, left, source.start)


def _leading(ctx: Context, attribution: Attribution) -> tuple[int, int] | None:
    """The first words of content that stand right behind the cue: "said | on Monday it had withdrawn"."""
    cue = attribution.cue
    if cue is None or attribution.form == "direct" or not attribution.content:
        return None
    start = min((c.start for c in attribution.content if c.start >= cue.end), default=-1)
    if start < 0 or start - cue.end > 2:
        return None
    # Long enough for "late on Wednesday night"; what follows must begin a clause of its own.
    for time in ctx.times_in(start, start + 40):
        if time.span.start - start <= 9 and ctx.report.text[start : time.span.start].strip().lower() in _LEAD:
            after = ctx.doc.token_at(time.span.end)
            if ctx.report.text[time.span.end : time.span.end + 1] == " " and ctx.doc.tokens[after].pos in (
                "PRON",
                "DET",
                "PROPN",
                "NOUN",
                "NUM",
                "ADJ",
                "SCONJ",
            ):
                return start, time.span.end
    return None


def _near(text: str, part: tuple[int, int], cue: Span, source: Span | None) -> bool:
    """Whether a stretch belongs to the cue: it holds it or the source, or opens or closes its sentence."""
    left, right = part
    if left <= cue.start < right or (source is not None and left <= source.start < right):
        return True
    # A short stretch before ("On Friday,") or after; a long one is a clause of its own.
    return right - left <= 40 and (right <= cue.start or left >= cue.end)


def _speaks(ctx: Context, time: TimeMention, cue: Span, source: Span | None) -> bool:
    """Whether a time expression dates the speaking rather than a thing named beside it."""
    text, tokens = ctx.report.text, ctx.doc.tokens
    if text[time.span.end : time.span.end + 2] in ("'s", "’s"):
        return False
    start, end = time.span.start, time.span.end
    before = text[max(0, start - 9) : start].lower()
    if before.endswith(_NO_MOMENT):
        return False
    if time.interval.precision in ("year", "decade", "quarter", "season"):
        # "A UN report this year said" dates the report; "has said for a year" does not date the saying.
        return source is not None and source.start <= start and end <= cue.start
    if start >= cue.end:
        gap = [tokens[i] for i in ctx.doc.tokens_in(cue.end, start)]
        nominal = tokens[ctx.doc.token_at(cue.end - 1)].pos in ("NOUN", "PROPN")
        return len(gap) <= (2 if nominal else 9) and not any(t.pos == "VERB" or t.text in _STOPS for t in gap)
    if source is None or start >= source.start:
        gap = [tokens[i] for i in ctx.doc.tokens_in(end, cue.start)]
        return len(gap) <= 9 and not any(t.pos == "VERB" for t in gap)
    sentence = ctx.doc.sentence_of(ctx.doc.token_at(start))
    if ctx.doc.token_at(start) - sentence.first <= 3 and sentence.start <= cue.start < sentence.end:
        # "On Friday, after a night of shelling, the army said": the opening dates the main verb.
        gap = [tokens[i] for i in ctx.doc.tokens_in(end, source.start)]
        return len(gap) <= 3 or (
            bool(gap) and gap[0].text == "," and tokens[ctx.doc.token_at(cue.end - 1)].is_root
        )
    gap = [tokens[i] for i in ctx.doc.tokens_in(end, source.start)]
    return len(gap) <= 1


def _relay(
    ctx: Context, left: int, right: int, source: Span | None, titles: Sequence[Title]
) -> Outlet | None:
    text = ctx.report.text
    for start, end, found in titles:
        if start < left or end > right:
            continue
        if source is not None and source.start <= start and end <= source.end:
            # "The foreign office, quoted by a daily": the relay stands inside the source phrase.
            if _QUOTED_BY.search(text, source.start, start):
                return found[0]
            continue
        # 60 characters hold the longest run of words that _RELAY_BEFORE lets stand before a title.
        if _RELAY_BEFORE.search(text, max(0, start - 60), start) or _RELAY_AFTER.match(text, end):
            return found[0]
    return None


def _addressee(ctx: Context, attribution: Attribution) -> Span | None:
    cue = attribution.cue
    if cue is None or not _TOLD.search(cue.text):
        return None
    match = _ADDRESSEE.match(ctx.report.text, cue.end)
    if match is None:
        return None
    start, end = match.span(1)
    for content in attribution.content:
        if content.start < end and start < content.end:
            end = content.start
    words = ctx.report.text[start:end].split(". ")[0].rstrip(" ,.;:’'")
    if not words or words.lower() in ("that", "how", "why", "whether"):
        return None
    return ctx.span(start, start + len(words))
