"""The charge that a land gives room to fighters: "the rebels operate from its soil"."""

from __future__ import annotations

from counterclaim.model import Responsibility
from counterclaim.reading.belligerents import side_of
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
from counterclaim.reading.responsibility_book import Book

#: Verbs of what armed groups do from a land that lets them.
BASED = frozenset({"operate", "plan", "launch", "stage", "mount", "orchestrate"})
_SOIL = frozenset({"soil", "territory", "land", "side", "sanctuary"})
_ATTACKS = frozenset({"attack", "raid", "assault", "bombing", "ambush", "strike", "incursion"})


def hosting(book: Book, i: int) -> bool:
    """ "The rebels operate from Chadian soil": a reported clause that charges the land with giving room."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    head = tokens[i]
    if head.pos != "VERB" or not is_fact(doc, i) or negated(doc, i):
        return False
    if any(d.rule == "responsibility.host" and d.anchor == i for d in book.found):
        return True
    around = ctx.attribution_over(head.start, head.end)
    if around is None or around.stance != "asserts" or around.hypothetical or around.speaker is None:
        return False
    land = prep_object(doc, i, "from")
    passive = child(doc, i, "auxpass") is not None
    who = subject(doc, i)
    if land is None or who is None:
        return False
    named = [m for m in ctx.actors_in(tokens[tokens[land].left].start, tokens[land].end) if m.kind == "state"]
    if tokens[land].lemma not in _SOIL and not any(
        m.span.start <= tokens[land].start < m.span.end for m in named
    ):
        return False
    sides = side_of(ctx, land, speaker=False, located=True)
    speaker = around.speaker.side
    if len(sides) != 1 or not speaker or set(sides) & set(speaker):
        return False
    doer = side_of(ctx, who)
    lemma = tokens[who].lemma.lower()
    armed = lemma in book.words.armed or any(m.kind == "armed group" and m.side in doer for m in ctx.actors)
    attack = passive and lemma in book.words.nouns and lemma in _ATTACKS
    if set(doer) & {*sides, *speaker} or not (armed or attack):
        return False
    evidence = clause(ctx, i)
    last = max(min(head.right, doc.token_at(max(evidence.end - 1, evidence.start))), i)
    book.add(
        "host",
        i,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, land)), sides, words_span(ctx, i, last)),
        confidence=0.65,
    )
    return True
