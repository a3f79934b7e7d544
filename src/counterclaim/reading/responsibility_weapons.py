"""Blame laid by a weapon: "a Turkish shell fell on the house", "a drone of the rebels hit a school"."""

from __future__ import annotations

from counterclaim.model import Responsibility
from counterclaim.reading.belligerents import side_of
from counterclaim.reading.event_clauses import (
    child,
    clause,
    content_around,
    is_fact,
    negated,
    noun_phrase,
    prep_object,
    subject,
    words_span,
)
from counterclaim.reading.responsibility_book import Book

#: What a weapon does to what it should not have struck.
STRUCK = frozenset(
    {
        "hit",
        "strike",
        "fall",
        "land",
        "crash",
        "slam",
        "destroy",
        "kill",
        "wound",
        "injure",
        "go",
        "bomb",
        "shell",
    }
)
_HARM = frozenset({"kill", "wound", "injure"})
_RANKS = frozenset(
    {"commander", "officer", "chief", "member", "operative", "conscript", "servicemen", "general"}
)
_FIRED = frozenset({"fire", "launch", "drop", "send"})
_PIECES = frozenset({"fragment", "debris", "wreckage", "piece", "part", "shrapnel"})


def weapon(book: Book, i: int) -> None:
    """A reported clause in which one side's weapon strikes people or what is theirs.

    Left alone where the speaker's own side fired, where the outlet itself tells it, and where what was
    struck is not civil: a depot hit by a missile is an event of the war and no reproach.
    """
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i]
    if verb.pos != "VERB" or not is_fact(doc, i) or negated(doc, i):
        return
    content = content_around(ctx, verb.start, verb.end)
    if content is None:
        return
    around = ctx.attribution_over(verb.start, verb.end)
    if around is None or around.stance != "asserts" or around.hypothetical:
        return
    if any(
        d.rule == "responsibility.weapon" and d.evidence[0].start <= verb.start < d.evidence[0].end
        for d in book.found
    ):
        return
    passive = child(doc, i, "auxpass") is not None
    arm = prep_object(doc, i, "by") if passive else subject(doc, i)
    head = arm
    if arm is not None and tokens[arm].lemma in _PIECES:
        arm = prep_object(doc, arm, "of", "from")
    groups = book.words.groups
    if (
        arm is None
        or head is None
        or tokens[arm].lemma.lower() not in groups["projectile"] | groups["aircraft"]
    ):
        return
    fired = next(
        (c for c in tokens[arm].children if tokens[c].dep == "acl" and tokens[c].lemma in _FIRED), None
    )
    doer = prep_object(doc, fired, "by", "from") if fired is not None else arm
    sides = side_of(ctx, doer, speaker=False)
    speaker = around.speaker.side if around.speaker is not None else ()
    if doer is None or len(sides) != 1 or set(sides) & set(speaker):
        return
    if not (_civil(book, i, passive) or _astray(book, i)):
        return
    evidence = clause(ctx, i)
    named = tokens[noun_phrase(doc, head)[0]].start
    if named < evidence.start and named >= content.start:
        # "fragments of a missile, shot down on approach, fell on …": the weapon belongs to the words.
        evidence = ctx.span(named, evidence.end)
    last = max(min(verb.right, doc.token_at(max(evidence.end - 1, evidence.start))), i)
    book.add(
        "weapon",
        i,
        evidence,
        Responsibility(ctx.token_span(*noun_phrase(doc, doer)), sides, words_span(ctx, i, last)),
        confidence=0.6,
    )


def _astray(book: Book, i: int) -> bool:
    tokens = book.doc.tokens
    near = {tokens[c].lower for c in tokens[i].children}
    return bool(near & {"astray", "short", "wide"})


def _civil(book: Book, i: int, passive: bool) -> bool:
    """Whether people, or what is theirs, were struck."""
    doc = book.doc
    tokens = doc.tokens
    if tokens[i].lemma == "go":
        return False
    struck = child(doc, i, "nsubjpass") if passive else child(doc, i, "dobj")
    if struck is None:
        struck = prep_object(doc, i, "on", "into", "in", "onto")
    if struck is None:
        return False
    groups = book.words.groups
    lemma = tokens[struck].lemma.lower()
    if tokens[i].lemma in _HARM and tokens[struck].pos == "NOUN":
        # Anybody killed counts but those who fight: "killed two farmers".
        fighting = (
            groups["force"] | groups["armed"] | groups["fighter"] | groups["leader"] | groups["suspect"]
        )
        return lemma not in fighting and lemma not in _RANKS
    return lemma in groups["civil"]
