"""Happenings told in a dated noun phrase: "Saturday night's assault by X on Y"."""

from __future__ import annotations

from counterclaim.knowledge.event_words import EventWord
from counterclaim.model import Event
from counterclaim.reading.belligerents import source_at
from counterclaim.reading.context import Draft
from counterclaim.reading.event_book import Book
from counterclaim.reading.event_clauses import (
    child,
    is_fact,
    last_plain,
    negated,
    noun_phrase,
    subject,
    words_span,
)
from counterclaim.reading.event_parties import noun_parties, where_struck
from counterclaim.reading.event_types import STRUCK, none_of, weapon_in

_TELLING = frozenset({"report", "confirm", "record", "document"})


def phrase_event(book: Book, i: int, word: EventWord) -> None:
    """ "Saturday night's assault by X on Y", "explosions reported in Z two days before"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    noun = tokens[i]
    if word.type not in ("ASSAULT", "RETREAT", "MOBILIZE"):
        return
    if noun.dep == "compound":
        return
    last = phrase_end(book, i)
    first = _phrase_start(book, i)
    reported = None
    for c in noun.children:
        if tokens[c].dep == "acl" and tokens[c].lemma in ("report", "hear") and c > i:
            reported = c
    above = tokens[noun.head]
    if (
        reported is None
        and noun.dep == "pobj"
        and above.lower == "of"
        and tokens[above.head].lemma == "report"
    ):
        # "After reports of explosions in Z".
        reported = above.head
    if reported is None and noun.dep == "dobj" and above.lemma in _TELLING and above.pos == "VERB":
        _told(book, i, word, first, last)
        return
    owner = child(doc, i, "poss")
    dated = owner is not None and _is_time(book, owner)
    if not dated and reported is None:
        return
    verb = tokens[noun.head]
    if verb.pos == "VERB" and not is_fact(doc, verb.i):
        return
    if none_of(book, i):
        return
    around = ctx.attribution_over(tokens[first].start, tokens[last].end)
    by, on = noun_parties(book, i)
    subject_like = noun.dep in ("nsubj", "nsubjpass")
    if reported is None and not (subject_like and (by or on)):
        return
    if (
        reported is not None
        and not ctx.times_in(tokens[first].start, tokens[last].end)
        and not any(tokens[k].entity in ("DATE", "TIME", "GPE") for k in range(first, last + 1))
    ):
        return
    if any(d.evidence[0].covers(ctx.token_span(i, i)) for d in book.found):
        return
    if not on and word.mode in STRUCK:
        on = where_struck(book, i, last)
    mode = word.mode
    if mode == "attack" and word.type == "ASSAULT" and (by or on) and not any(k == "air" for k in word.words):
        mode = (
            "armed clash"
            if word.words[-1] in ("assault", "offensive", "attack", "onslaught") and by and on
            else mode
        )
    evidence = words_span(ctx, first, last)
    book.found.append(
        Draft(
            f"event:{evidence.start}:{i}",
            Event(
                word.type,
                mode,
                by[0] if by else None,
                next((s for s in on if s not in by), None),
                weapon_in(book, evidence),
            ),
            (evidence,),
            i,
            "event.phrase",
            hedge=ctx.token_span(reported, reported) if reported is not None else None,
            outlet_voice=around is None,
            confidence=0.65,
        )
    )


def _told(book: Book, i: int, word: EventWord, first: int, last: int) -> None:
    """ "Residents reported explosions in Z", "he confirmed the strike"."""
    doc, ctx = book.doc, book.ctx
    verb = doc.tokens[i].head
    if not is_fact(doc, verb) or negated(doc, verb) or doc.tokens[verb].tag == "VBG":
        return
    if any(k.lower in ("no", "any") for k in (doc.tokens[c] for c in doc.tokens[i].children)):
        return
    who = subject(doc, verb)
    after = doc.tokens[min(last + 1, len(doc.tokens) - 1)]
    if after.head == verb and after.dep == "prep" and after.lower in ("in", "on", "near", "at", "across"):
        # "Reported shelling in Z": the parser hangs the place on the verb.
        last = last_plain(doc, after.i)
    evidence = words_span(ctx, first, last)
    around = ctx.attribution_over(evidence.start, evidence.end)
    if who is None or any(d.evidence[0].overlaps(evidence) for d in book.found):
        return
    by, on = noun_parties(book, i)
    if not on and word.mode in STRUCK:
        on = where_struck(book, i, last)
    payload = Event(
        word.type,
        word.mode,
        by[0] if by else None,
        next((s for s in on if s not in by), None),
        weapon_in(book, evidence),
    )
    book.found.append(
        Draft(
            f"event:{evidence.start}:{i}",
            payload,
            (evidence,),
            i,
            "event.told",
            source=source_at(ctx, who) if around is None else None,
            confidence=0.65,
        )
    )


def _is_time(book: Book, i: int) -> bool:
    t = book.doc.tokens[i]
    return t.entity in ("DATE", "TIME") or bool(book.ctx.times_in(book.doc.tokens[t.left].start, t.end))


def _phrase_start(book: Book, i: int) -> int:
    return noun_phrase(book.doc, i)[0]


def phrase_end(book: Book, i: int) -> int:
    """Last token of the noun's phrase with its prepositions and "reported", before a comma or clause."""
    tokens = book.doc.tokens
    noun = tokens[i]
    end = i
    for k in range(i + 1, noun.right + 1):
        t = tokens[k]
        if t.text in (",", ";", ":", "(") or t.dep == "relcl" or t.lower in ("that", "which", "who"):
            break
        end = k
    return end
