"""From a proposition to a claim: who says it, on what stance, when it was said and was so, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from counterclaim.model import (
    Attribution,
    Casualties,
    Claim,
    ClaimKind,
    Event,
    Interval,
    Payload,
    Place,
    Position,
    Responsibility,
    Source,
    Span,
    Stance,
    Status,
    TimeMention,
)
from counterclaim.reading.confidence import calibrated
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.stance import Hedge, find_hedges

#: A happening that ended longer ago than this is background to a news report, not its news. Chosen on
#: the sample newsroom: follow-ups reach back three weeks at most, histories start at two months.
BACKGROUND_DAYS = 40

#: Characters in which a dateline ends; the longest seen, with agency and date, has 58.
_DATELINE = 60

KIND_OF: dict[type, ClaimKind] = {
    Casualties: "casualties",
    Status: "status",
    Event: "event",
    Responsibility: "responsibility",
    Position: "position",
}


def frame(ctx: Context, drafts: Iterable[Draft]) -> list[Claim]:
    """Claims in the order of the text, each with a stable id; repeats of one proposition are dropped.

    Intra-report links (``answers``, ``subset_of``, ...) given as draft keys become claim ids; a link to
    a draft that was dropped becomes None.
    """
    hedges = find_hedges(ctx)
    of_text = hashlib.sha256(ctx.report.text.encode("utf-8", "surrogatepass")).hexdigest()
    kept: dict[tuple[object, ...], tuple[Draft, Claim]] = {}
    ids: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda d: (d.evidence[0].start, d.evidence[-1].end, d.key)):
        attribution = _attribution(ctx, draft)
        if attribution is not None and attribution.hypothetical and attribution.stance == "asserts":
            continue
        claim = _claim(ctx, draft, attribution, hedges)
        claim = replace(claim, id=_identity(of_text, claim))
        same = _sameness(claim)
        if same in kept:
            ids[draft.key] = kept[same][1].id
            continue
        kept[same] = (draft, claim)
        ids[draft.key] = claim.id
    return [_linked(draft, claim, ids) for draft, claim in kept.values()]


def _attribution(ctx: Context, draft: Draft) -> Attribution | None:
    if draft.outlet_voice:
        return None
    if draft.attribution is not None:
        return draft.attribution
    found = ctx.attribution_over(draft.evidence[0].start, draft.evidence[-1].end)
    if found is None:
        anchor = ctx.doc.tokens[draft.anchor]
        found = ctx.attribution_over(anchor.start, anchor.end)
    if found is None:
        found = ctx.attribution_by(anchor.start, draft.evidence[-1].end)
    return found


def _claim(ctx: Context, draft: Draft, attribution: Attribution | None, hedges: list[Hedge]) -> Claim:
    speaker: Source | None = draft.source
    if speaker is None and attribution is not None:
        speaker = attribution.speaker or (Source(attribution.source) if attribution.source else None)
    stance: Stance = "asserts"
    if draft.stance is not None:
        stance = draft.stance
    elif attribution is not None:
        stance = attribution.stance
    said = draft.said or (attribution.said if attribution else None)
    when = draft.when or _when(ctx, draft, attribution)
    kind = KIND_OF[type(draft.payload)]
    frame_confidence = (
        attribution.confidence if attribution is not None and draft.attribution is None else 1.0
    )
    return Claim(
        id="",
        kind=kind,
        stance=stance,
        evidence=draft.evidence,
        payload=draft.payload,
        source=speaker,
        side=speaker.side if speaker else (),
        cue=draft.cue or (attribution.cue if attribution else None),
        hedge=draft.hedge
        or (attribution.hedge if attribution else None)
        or _hedge(ctx, draft, speaker, hedges),
        agency=attribution.agency if attribution else None,
        chain=_chain(ctx, attribution, speaker),
        channel=attribution.channel if attribution else None,
        said=said,
        when=when,
        where=_where(ctx, draft),
        background=_background(ctx, draft, when),
        confidence=calibrated(draft.payload, speaker, draft.confidence, frame_confidence),
        rule=draft.rule,
    )


def _hedge(ctx: Context, draft: Draft, speaker: Source | None, hedges: list[Hedge]) -> Span | None:
    """The outlet's own words of distance over the proposition.

    Quotation marks around a word that a source is named for are a quotation; without one they are distance.
    """
    anchor = ctx.doc.tokens[draft.anchor]
    for hedge in hedges:
        if hedge.span.start > draft.evidence[-1].end:
            break
        if hedge.kind == "scare quotes":
            applies = speaker is None and any(words.covers(hedge.span) for words in draft.evidence)
        else:
            applies = hedge.over.start <= anchor.start and anchor.end <= hedge.over.end
            if hedge.kind != "adverb":
                applies = applies or any(words.overlaps(hedge.over) for words in draft.evidence)
        if applies:
            return hedge.span
    return None


def _identity(of_text: str, claim: Claim) -> str:
    """A hash of what was claimed, by whom, on which words of which text."""
    payload = claim.payload
    if isinstance(payload, Casualties):
        payload = replace(payload, subset_of=None, adds_to=None, supersedes=None)
    source = claim.source.span if claim.source else None
    parts = (
        of_text,
        claim.kind,
        claim.stance,
        repr(payload),
        repr([(e.start, e.end) for e in claim.evidence]),
        repr((source.start, source.end) if source else None),
    )
    return "c_" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _sameness(claim: Claim) -> tuple[object, ...]:
    """Two drafts with the same key say the same: same kind, words, source and content."""
    source = claim.source.span if claim.source else None
    where = (source.start, source.end) if source else None
    return (claim.kind, claim.stance, claim.payload, claim.evidence[0], where)


def _linked(draft: Draft, claim: Claim, ids: dict[str, str]) -> Claim:
    payload: Payload = claim.payload
    if isinstance(payload, Casualties) and (payload.subset_of or payload.adds_to or payload.supersedes):
        payload = replace(
            payload,
            subset_of=_other(ids.get(payload.subset_of or ""), claim.id),
            adds_to=_other(ids.get(payload.adds_to or ""), claim.id),
            supersedes=_other(ids.get(payload.supersedes or ""), claim.id),
        )
    return replace(claim, payload=payload, answers=_other(ids.get(draft.answers or ""), claim.id))


def _other(found: str | None, own: str) -> str | None:
    return found if found != own else None


def _chain(ctx: Context, attribution: Attribution | None, speaker: Source | None) -> tuple[str, ...]:
    """How the words travelled: speaker, whoever relayed them, agency, outlet."""
    links: list[str] = []

    def add(name: str | None) -> None:
        if name and name not in links:
            links.append(name)

    if speaker is not None:
        add(speaker.name or (speaker.span.text if speaker.span else None))
    step, guard = attribution, 0
    while step is not None and step.parent is not None and guard < 10:
        step = ctx.attributions[step.parent]
        relay = step.speaker
        add(relay.name or (relay.span.text if relay.span else None) if relay else None)
        guard += 1
    add(attribution.agency if attribution else None)
    if attribution is None or attribution.agency is None:
        for agency in ctx.report.agencies[:1]:
            add(agency)
    add(ctx.report.outlet)
    return tuple(links)


def _when(ctx: Context, draft: Draft, attribution: Attribution | None) -> Interval | None:
    """The time expression that dates the proposition: in its words, else in its clause, else near it in
    the same stretch of speech. The moment of speaking is not the moment of the thing."""
    first, last = draft.evidence[0], draft.evidence[-1]
    said = attribution.said if attribution else None
    anchor = ctx.doc.tokens[draft.anchor]
    sentence = ctx.doc.sentence_of(draft.anchor)

    def usable(start: int, end: int) -> list[TimeMention]:
        return [
            t
            for t in ctx.times_in(start, end)
            if _dates_something(t) and not (said and t.interval == said) and not _is_an_end(ctx, t)
        ]

    low, high = sentence.start, sentence.end
    if attribution is not None:
        for content in attribution.content:
            if content.overlaps(first):
                low, high = max(low, content.start), min(high, content.end)
    left, right = ctx.doc.tokens[anchor.left].start, ctx.doc.tokens[anchor.right].end
    for start, end in ((first.start, last.end), (max(low, left), min(high, right)), (low, high)):
        if found := usable(start, end):
            return min(found, key=lambda t: abs(t.span.start - anchor.start)).interval
    return None


def _is_an_end(ctx: Context, mention: TimeMention) -> bool:
    """ "Closed until Friday": the day a state is to end does not date it."""
    before = ctx.report.text[max(0, mention.span.start - 6) : mention.span.start].lower()
    return before.endswith(("until ", "till "))


def _dates_something(mention: TimeMention) -> bool:
    interval = mention.interval
    known = interval.start is not None or interval.end is not None or interval.anchor == "unknown"
    return mention.type in ("DATE", "TIME") and known and not mention.value.endswith("_REF")


def _where(ctx: Context, draft: Draft) -> tuple[Place, ...]:
    """Places in the proposition's own words, else in its clause; the closer ones where both stand.

    A place in a relative clause ("the area, which lies between X and Y") describes another place, and a
    country is left out where the clause names a place in it.
    """

    filed_from = ctx.report.dateline or ""

    def located(start: int, end: int) -> list[Place]:
        # The place a report is filed from stands glued to its first sentence and is not where it happened.
        return [
            place
            for place in ctx.places_in(start, end)
            if place.role == "location"
            and not (place.span.start < _DATELINE and place.span.text.lower() in filed_from.lower())
        ]

    found = [place for words in draft.evidence for place in located(words.start, words.end)]
    if not found:
        anchor = ctx.doc.tokens[draft.anchor]
        found = located(ctx.doc.tokens[anchor.left].start, ctx.doc.tokens[anchor.right].end)
    found = [p for p in found if not _in_relative_clause(ctx, p, draft.anchor)]
    inner = {p.country for p in found if p.precision not in ("country", "unknown")}
    return tuple(p for p in found if p.precision != "country" or p.country not in inner)


def _in_relative_clause(ctx: Context, place: Place, anchor: int) -> bool:
    for token in ctx.doc.ancestors(ctx.doc.token_at(place.span.start)):
        if token.i == anchor:
            return False
        if token.dep == "relcl":
            return True
    return False


def _background(ctx: Context, draft: Draft, when: Interval | None) -> bool:
    if draft.background is not None:
        return draft.background
    published = ctx.report.published
    if when is None or when.end is None or published is None:
        return False
    try:
        gap = date.fromisoformat(published[:10]) - date.fromisoformat(_day(when.end))
    except ValueError:
        return False
    return gap > timedelta(days=BACKGROUND_DAYS)


def _day(moment: str) -> str:
    """The date of an ISO date or datetime; a bare year or month counts from its last day roughly."""
    if len(moment) == 4:
        return moment + "-12-31"
    if len(moment) == 7:
        return moment + "-28"
    return moment[:10]
