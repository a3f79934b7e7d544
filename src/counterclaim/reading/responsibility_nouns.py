"""Accusations made by a noun: a charge that, accusations against, the blame, the finger."""

from __future__ import annotations

from counterclaim.model import Responsibility, Source, Span
from counterclaim.reading.belligerents import (
    attribution_with_cue,
    belligerents,
    side_of,
    source_at,
)
from counterclaim.reading.event_clauses import (
    child,
    clause,
    is_fact,
    negated,
    noun_phrase,
    prep_object,
    subject,
    words_span,
)
from counterclaim.reading.responsibility_acts import act_heads
from counterclaim.reading.responsibility_book import DENY, STRONG_CHARGES, Book, Frame


def nominal(book: Book, i: int) -> None:
    """ "X's charge that Y did Z", "accusations against Y", "X and Y traded accusations"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    noun = tokens[i]
    lemma = noun.lemma
    verb = None
    for c in noun.children:
        if tokens[c].dep in ("acl", "ccomp", "relcl") and tokens[c].pos in ("VERB", "AUX") and c > i:
            kids = [tokens[k] for k in tokens[c].children]
            verb = c if any(k.lower == "that" and k.dep == "mark" for k in kids) else verb
    if verb is None and i + 1 < len(tokens) and tokens[i + 1].lower == "that" and tokens[i + 1].dep == "mark":
        above = tokens[i + 1].head
        verb = above if above > i else None
    if lemma == "blame":
        blame_noun(book, i)
        return
    if verb is None:
        if lemma in STRONG_CHARGES and tokens[i].head != i:
            _traded(book, i)
        return
    strong = lemma in STRONG_CHARGES
    if not strong and verb not in act_heads(book, verb):
        return
    accused = subject(doc, verb)
    if accused is None:
        return
    passive_agent = prep_object(doc, verb, "by") if child(doc, verb, "auxpass") is not None else None
    if passive_agent is not None:
        accused = passive_agent
    first = noun_phrase(doc, i)[0]
    while first < i and tokens[first].pos in ("PUNCT",):
        first += 1
    said = clause(ctx, verb)
    start = min(tokens[i].start, said.start)
    evidence = ctx.span(start, said.end) if said.start > tokens[i].start else said
    a_first, a_last = noun_phrase(doc, accused)
    act = words_span(ctx, verb, doc.token_at(max(said.end - 1, said.start)))
    holder = _accuser(book, i)
    if holder is None and tokens[noun.head].lemma in DENY and _is_object(book, i):
        # "Rejected allegations that ...": whose they are is not said, and the denial is read from the verb.
        return
    sides = side_of(ctx, accused)
    if not sides and tokens[accused].pos == "PRON":
        return
    frame: Frame = {"cue": ctx.token_span(i, i), "stance": "asserts"}
    attribution = attribution_with_cue(ctx, i)
    if attribution is not None and attribution.speaker is not None:
        frame["attribution"] = attribution
    elif holder is not None:
        frame["source"] = source_at(ctx, holder)
    else:
        # Nobody is named as the accuser: the side wronged, when the accusation names it.
        wronged = tuple(s for s in _sides_in(book, act) if s not in sides)
        if len(wronged) == 1 and wronged[0] in belligerents(ctx):
            frame["source"] = Source(None, side=wronged)
    book.add(
        "accusation",
        i,
        evidence,
        Responsibility(ctx.token_span(a_first, a_last), sides, act),
        confidence=0.75,
        **frame,
    )


def _is_object(book: Book, i: int) -> bool:
    return book.doc.tokens[i].dep in ("dobj", "nsubjpass")


def _sides_in(book: Book, span: Span) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for mention in book.ctx.actors_in(span.start, span.end):
        if mention.side and mention.side not in found:
            found += (mention.side,)
    return found


def _accuser(book: Book, i: int) -> int | None:
    """Whose accusation: "Juba's charge", "an accusation by Juba", "rebel claims"."""
    doc = book.doc
    owner = child(doc, i, "poss")
    if owner is not None:
        return owner
    by = prep_object(doc, i, "by", "from")
    if by is not None:
        return by
    for c in doc.tokens[i].children:
        if c < i and doc.tokens[c].dep in ("compound", "amod", "nmod") and side_of(book.ctx, c):
            return c
    return None


def _traded(book: Book, i: int) -> None:
    """ "Traded accusations", "accusations against Juba", "accusations of shelling"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    noun = tokens[i]
    against = prep_object(doc, i, "against")
    act_head = prep_object(doc, i, "of")
    verb = tokens[noun.head]
    if verb.lemma in ("trade", "exchange", "swap", "hurl") and noun.dep == "dobj" and is_fact(doc, verb.i):
        agent = subject(doc, verb.i)
        sides = book.subject_sides(agent)
        if len(sides) < 2:
            sides = belligerents(ctx)
        if len(sides) < 2:
            return
        last = max(noun.right, i)
        act = words_span(ctx, tokens[act_head].left, tokens[act_head].right) if act_head is not None else None
        evidence = words_span(ctx, verb.i, last)
        span = ctx.token_span(*noun_phrase(doc, agent)) if agent is not None else None
        for speaker, accused in ((sides[0], sides[1]), (sides[1], sides[0])):
            source = Source(span, name=speaker, side=(speaker,))
            book.add(
                "traded",
                i,
                evidence,
                Responsibility(None, (accused,), act),
                source=source,
                stance="asserts",
                confidence=0.7,
            )
        return
    if against is None or (verb.lemma in DENY and noun.dep in ("dobj", "nsubjpass")):
        return
    holder = _accuser(book, i)
    if holder is None and verb.pos == "VERB" and noun.dep == "dobj":
        holder = subject(doc, verb.i)
    if holder is None:
        return
    last = max(tokens[against].right, tokens[act_head].right if act_head is not None else against)
    evidence = words_span(ctx, i, last)
    act = words_span(ctx, tokens[act_head].left, tokens[act_head].right) if act_head is not None else None
    span = ctx.token_span(*noun_phrase(doc, against))
    frame = book.frame(i, holder)
    frame["stance"] = "asserts"
    payload = Responsibility(span, side_of(ctx, against), act)
    book.add("against", i, evidence, payload, confidence=0.65, **frame)


def blame_noun(book: Book, i: int) -> None:
    """ "Put the blame on Y for Z", "laid the blame at Y's door"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i].head
    if tokens[verb].lemma not in (
        "put",
        "lay",
        "place",
        "pin",
        "cast",
        "shift",
        "assign",
        "apportion",
        "lie",
    ) or not is_fact(doc, verb):
        return
    if tokens[verb].lemma == "lie":
        accused = prep_object(doc, verb, "with")
        agent = None
    else:
        accused = prep_object(doc, verb, "on", "upon", "at") or prep_object(doc, i, "on", "upon", "at")
        agent = subject(doc, verb)
    if accused is None:
        return
    if tokens[accused].lemma in ("door", "foot"):
        owner = child(doc, accused, "poss")
        accused = owner if owner is not None else prep_object(doc, accused, "of")
        if accused is None:
            return
    act_head = prep_object(doc, i, "for") or prep_object(doc, verb, "for")
    last = max(noun_phrase(doc, accused)[1], tokens[act_head].right if act_head is not None else 0)
    evidence = words_span(ctx, min(verb, i), last)
    act = words_span(ctx, tokens[act_head].left, tokens[act_head].right) if act_head is not None else None
    span = ctx.token_span(*noun_phrase(doc, accused))
    book.add(
        "blame",
        verb,
        evidence,
        Responsibility(span, side_of(ctx, accused), act),
        confidence=0.8,
        **book.frame(verb, agent),
    )


def finger(book: Book, i: int) -> None:
    """ "X pointed the finger at Y"."""
    doc, ctx = book.doc, book.ctx
    verb = doc.tokens[i].head
    if doc.tokens[verb].lemma != "point" or not is_fact(doc, verb) or negated(doc, verb):
        return
    accused = prep_object(doc, verb, "at", "to", "towards") or prep_object(doc, i, "at", "to", "towards")
    if accused is None:
        return
    first, last = noun_phrase(doc, accused)
    evidence = words_span(ctx, verb, last)
    book.add(
        "finger",
        verb,
        evidence,
        Responsibility(ctx.token_span(first, last), side_of(ctx, accused), None),
        confidence=0.75,
        **book.frame(verb, subject(doc, verb)),
    )
