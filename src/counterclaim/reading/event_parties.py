"""Who did it to whom, as sides, from the words alone: the speaker is never the actor by itself."""

from __future__ import annotations

from counterclaim.model import Attribution
from counterclaim.reading.belligerents import (
    belligerents,
    conjuncts,
    side_of,
)
from counterclaim.reading.event_book import Book
from counterclaim.reading.event_clauses import (
    child,
    noun_phrase,
    prep_object,
    subject,
)
from counterclaim.reading.event_heads import Head, patients
from counterclaim.reading.event_types import STRUCK, event_type

_TARGET_PREPS = (
    "on",
    "against",
    "at",
    "upon",
    "into",
    "with",
    "toward",
    "towards",
    "over",
    "inside",
    "across",
)
# "Were engaged in clashes": passive in form, and the subject still does it.
_STATES = frozenset({"engage", "lock", "involve", "embroil"})
# What a side tells of its own force without naming it; "soldiers withdrew" may be the enemy's.
_OWN_MOVES = frozenset({"troops", "alert", "evacuation", "end of fighting"})
_AIMED = frozenset({"fire", "shoot", "launch", "lob", "aim", "throw", "hurl"})
_BROKER = frozenset({"broker", "mediate", "host", "witness", "report", "announce", "confirm", "hear", "see"})


def parties(book: Book, head: Head, kind: str, around: Attribution | None) -> tuple[str | None, str | None]:
    """Actor and recipient, as sides, from the words alone; the speaker is never the actor by itself."""
    doc, ctx = book.doc, book.ctx
    i = head.anchor
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    if head.role in ("", "does"):
        passive = child(doc, i, "auxpass", "nsubjpass") is not None
        if head.role == "does" and doc.tokens[i].lemma in _STATES and prep_object(doc, i, "in") is not None:
            passive = False
        doer = prep_object(doc, i, "by") if passive else subject(doc, i)
        if (
            head.role == "does"
            and doc.tokens[i].lemma in ("come", "be")
            and prep_object(doc, i, "under") is not None
        ):
            recipient, doer = side_of(ctx, doer), None
        if head.role == "" and head.word.frame == "undergone":
            recipient, doer = side_of(ctx, doer), prep_object(doc, i, "to")
        if doc.tokens[i].lemma in _BROKER:
            doer = None
        actor = sides(book, doer)
        if head.role == "" and head.word.frame != "mutual":
            for p in patients(doc, i):
                recipient = recipient or side_of(ctx, p, located=True)
    if head.role:
        by, on = noun_parties(book, head.token)
        if head.word.frame == "mutual" and by and on:
            return by[0], on[0]
        actor = actor or by
        recipient = recipient or on
    if not recipient:
        target = None
        verb_lemma = doc.tokens[i].lemma
        for c in doc.tokens[i].children:
            if doc.tokens[c].lower == "at" and verb_lemma not in _AIMED:
                continue
            if doc.tokens[c].lower == "with" and head.word.frame != "mutual":
                continue
            if doc.tokens[c].lower in _TARGET_PREPS and c > i and doc.tokens[c].dep == "prep":
                target = child(doc, c, "pobj")
                if target is not None and side_of(ctx, target, speaker=False):
                    break
        recipient = side_of(ctx, target, speaker=False) if target is not None else ()
    if len(actor) == 2 and not recipient and head.word.frame == "mutual":
        return actor[0], actor[1]
    first = actor[0] if len(actor) == 1 else None
    second = next((s for s in recipient if s != first), None) if recipient else None
    if kind == "ASSAULT" and not recipient and first and event_type(book, head)[1] in STRUCK:
        t = doc.tokens[i]
        second = next((s for s in where_struck(book, i, t.right) if s != first), None)
    speaker = around.speaker.side if around is not None and around.speaker is not None else ()
    own_kind = event_type(book, head)[1] in _OWN_MOVES and (not head.role or head.word.frame == "directed")
    if first is None and not actor and own_kind and len(speaker) == 1 and _unmarked(book, head):
        # A side that reports troops sent or operations ended, without saying whose, speaks of its own.
        first = speaker[0]
    if (
        kind == "ASSAULT"
        and first
        and not second
        and len(speaker) == 1
        and speaker[0] != first
        and head.word.frame == "directed"
    ):
        pair = belligerents(ctx)
        if set(pair) == {first, speaker[0]}:
            # One belligerent reports the other's strike: it was struck itself.
            second = speaker[0]
    return first, second


def sides(book: Book, head: int | None) -> tuple[str, ...]:
    """The sides of a noun and of those coordinated with it, once each."""
    found: tuple[str, ...] = ()
    if head is None:
        return found
    for each in conjuncts(book.ctx, head):
        for side in side_of(book.ctx, each):
            if side not in found:
                found += (side,)
    return found


def _unmarked(book: Book, head: Head) -> bool:
    """Whether the force that moves is named by no nation: "security forces", "extra troops"."""
    doc = book.doc
    who = subject(doc, head.anchor)
    if who is None:
        return False
    doc.tokens[who]
    force = book.words.groups["force"]
    lemmas = {doc.tokens[k].lemma.lower() for k in range(noun_phrase(doc, who)[0], who + 1)}
    if head.role == "ends":
        return head.token == who and prep_object(doc, who, "by", "of") is None
    return bool(lemmas & force) and not any(
        doc.tokens[k].lower in ("their", "enemy", "rebel") for k in range(max(0, who - 3), who)
    )


def noun_parties(book: Book, i: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actor and recipient that stand around an event noun: "X's strikes on Y", "clashes between X and Y"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    noun = tokens[i]
    by: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    for k in range(i + 1, noun.right + 1):
        t = tokens[k]
        if t.text in (",", ";") or t.dep == "relcl":
            # What follows only explains: "the raid, which is blamed on ...".
            break
        if t.dep not in ("prep", "agent") or k < i:
            continue
        obj = child(doc, k, "pobj")
        if obj is None:
            continue
        if t.lower == "between":
            both = sides(book, obj)
            if len(both) >= 2:
                return (both[0],), (both[1],)
        elif t.lower in ("by", "from") and not by:
            by = side_of(ctx, obj, speaker=False)
        elif t.lower in ("on", "against", "at", "targeting", "with", "into", "inside") and not on:
            on = side_of(ctx, obj, speaker=False)
            if t.lower in ("with",) and not by and not on:
                continue
    if not by:
        before = ctx.actors_in(tokens[noun.left].start, noun.start)
        named = [m for m in before if m.side]
        if len({m.side for m in named}) == 2 and any(
            tokens[k].text in ("-", "–") for k in range(noun.left, i)
        ):
            first, second = named[0].side, named[-1].side
            return (first,) if first else (), (second,) if second else ()
        if named and named[-1].side:
            by = (named[-1].side,)
    return by, on


def where_struck(book: Book, i: int, last: int) -> tuple[str, ...]:
    """The side whose place a blast or strike hit: the first named after "in", "on" or "near"."""
    ctx = book.ctx
    tokens = book.doc.tokens
    for k in range(i + 1, last):
        if tokens[k].lower not in ("in", "on", "near", "at", "across", "around", "over", "inside"):
            continue
        start, end = tokens[k].start, tokens[last].end
        for mention in ctx.actors_in(start, end):
            if mention.side and mention.kind in ("state", "territory"):
                return (mention.side,)
        for place in ctx.places:
            if start <= place.span.start < end and place.country:
                owner = next(
                    (
                        m.side
                        for m in ctx.actors
                        if m.country == place.country and m.kind == "state" and m.side
                    ),
                    None,
                )
                return (owner,) if owner else ()
    return ()
