"""Who takes the stand: one draft a speaker, three states make three."""

from __future__ import annotations

from counterclaim.knowledge.event_words import event_words
from counterclaim.model import Attribution, Position, Source, Span
from counterclaim.reading.belligerents import (
    attribution_with_cue,
    conjuncts,
    side_of,
    source_at,
)
from counterclaim.reading.context import Draft
from counterclaim.reading.event_clauses import (
    child,
    noun_phrase,
    prep_object,
    subject,
)
from counterclaim.reading.position_book import Book


def _can_speak(book: Book, agent: int | None, attribution: Attribution | None) -> bool:
    """Whether the source is a side, a name or people in office: a law or a conversation takes no stand."""
    speaker = attribution.speaker if attribution is not None else None
    if speaker is not None and (speaker.side or speaker.role or speaker.actor):
        return True
    if agent is None:
        return attribution is not None
    noun = book.doc.tokens[agent]
    if noun.pos == "PROPN" or side_of(book.ctx, agent):
        return True
    if noun.pos == "PRON":
        return noun.lower in ("he", "she", "they") and speaker is not None
    groups = event_words().groups
    lemma = noun.lemma.lower()
    return any(lemma in groups[name] for name in ("speaker", "blameable", "leader"))


def emit(
    book: Book,
    i: int,
    kind: str,
    evidence: Span,
    towards: tuple[str, ...],
    topic: Span | None,
    passive: bool,
    *,
    recognising: bool,
) -> bool:
    """Make the drafts of one stand, one a speaker; False when nobody takes it."""
    ctx, doc = book.ctx, book.doc
    tokens = doc.tokens
    attribution = attribution_with_cue(ctx, i)
    around = ctx.attribution_over(tokens[i].start, tokens[i].end)
    agent: int | None
    if passive:
        agent = None
        for c in tokens[i].children:
            if tokens[c].lower == "by" and tokens[c].dep in ("agent", "prep"):
                agent = child(doc, c, "pobj")
    else:
        agent = subject(doc, i)
    if agent is not None and tokens[agent].lower in ("nobody", "none", "which", "that"):
        agent = None
    cue = ctx.token_span(i, i)
    if (
        agent is not None
        and tokens[agent].lower in ("we", "i")
        and attribution is not None
        and attribution.parent is not None
        and not (attribution.speaker is not None and attribution.speaker.side)
    ):
        # "'We call on X to leave,' the rebels said": who says "we" is the speaker of the quote.
        attribution = ctx.attributions[attribution.parent]
    if recognising and (passive or agent is None):
        # A standing attitude that nobody voices here: the outlet, or the source around it, reports it.
        add(
            book,
            i,
            kind,
            evidence,
            towards,
            topic,
            outlet_voice=around is None,
            background=True if around is None else None,
        )
        return True
    if agent is None and (attribution is None or attribution.source is None):
        return False
    if recognising and around is not None and around is not attribution and around.cue is not None:
        add(book, i, kind, evidence, towards, topic, stance="asserts")
        return True
    clear = _made_clear(book, i)
    if clear is not None and around is None:
        add(book, i, kind, evidence, towards, topic, source=source_at(ctx, clear), stance="asserts")
        return True
    heads = conjuncts(ctx, agent) if agent is not None else []
    sides = [side_of(ctx, h) for h in heads]
    if len(heads) > 1 and all(len(s) == 1 for s in sides) and len({s[0] for s in sides}) == len(sides):
        for h in heads:
            add(
                book,
                i,
                kind,
                evidence,
                towards,
                topic,
                source=_own_source(book, h),
                cue=cue,
                stance="asserts",
            )
        return True
    if not _can_speak(book, agent, attribution):
        return False
    if attribution is not None and attribution.speaker is not None:
        add(
            book,
            i,
            kind,
            evidence,
            towards,
            topic,
            attribution=attribution,
            cue=attribution.cue,
            stance="asserts",
        )
        return True
    source = source_at(ctx, agent)
    if source is None:
        return False
    add(book, i, kind, evidence, towards, topic, source=source, cue=cue, stance="asserts")
    return True


def _made_clear(book: Book, i: int) -> int | None:
    """Who "made it clear that" this is so: the author of the statement, else the subject."""
    doc = book.doc
    tokens = doc.tokens
    for above in doc.ancestors(i):
        if above.lemma == "make" and above.pos == "VERB":
            who = subject(doc, above.i)
            if who is None or not any(tokens[k].lower in ("clear", "plain") for k in range(above.i, i)):
                return None
            author = prep_object(doc, who, "by", "from")
            return author if author is not None else who
        if above.lemma not in ("clear", "plain"):
            return None
    return None


def _own_source(book: Book, head: int) -> Source:
    """One member of a list of speakers, by itself."""
    ctx, doc = book.ctx, book.doc
    first, last = noun_phrase(doc, head)
    while first < head and (doc.tokens[first].pos in ("PUNCT", "CCONJ") or doc.tokens[first].dep == "cc"):
        first += 1
    span = ctx.token_span(first, last)
    actor = next((m.actor for m in ctx.actors_in(span.start, span.end) if m.side), None)
    return Source(span, name=span.text, actor=actor, side=side_of(ctx, head))


def add(
    book: Book,
    i: int,
    kind: str,
    evidence: Span,
    towards: tuple[str, ...],
    topic: Span | None,
    **frame: object,
) -> None:
    """Keep a draft, unless the same source took the same stand in these words before."""
    source = frame.get("source")
    span = getattr(source, "span", None)
    start = span.start if span is not None else i
    for other in book.found:
        if (
            other.evidence[0].overlaps(evidence)
            and isinstance(other.payload, Position)
            and other.payload.type == kind
            and other.source == source
        ):
            return
    book.found.append(
        Draft(
            f"position:{evidence.start}:{kind}:{start}",
            Position(kind, towards, topic),
            (evidence,),
            i,
            "position.verb" if "rule" not in frame else str(frame.pop("rule")),
            confidence=0.75,
            **frame,  # type: ignore[arg-type]
        )
    )
