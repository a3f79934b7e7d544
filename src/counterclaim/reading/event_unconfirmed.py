"""What a side will not confirm: "has neither confirmed nor denied the strike"."""

from __future__ import annotations

from counterclaim.knowledge.event_words import EventWord
from counterclaim.model import Event
from counterclaim.reading.belligerents import (
    side_of,
    source_at,
)
from counterclaim.reading.context import Draft
from counterclaim.reading.event_book import Book
from counterclaim.reading.event_clauses import (
    child,
    is_fact,
    negated,
    noun_phrase,
    subject,
    words_span,
)
from counterclaim.reading.event_heads import noun_word, verb_word
from counterclaim.reading.event_parties import noun_parties
from counterclaim.reading.event_phrases import phrase_end

_UNCONFIRMED = frozenset({"confirm", "acknowledge", "admit", "claim", "comment", "deny"})


def unconfirmed(book: Book) -> None:
    """ "Has not confirmed that it was behind the strikes", "neither confirmed nor denied the raid"."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    for t in tokens:
        if t.lemma not in _UNCONFIRMED or t.pos != "VERB" or not _withholds(book, t.i):
            continue
        who = subject(doc, t.i)
        if (
            who is None
            or tokens[who].lower in ("nobody", "none", "one")
            or any(tokens[c].lower in ("no", "neither") for c in tokens[who].children)
        ):
            continue
        head = _event_under(book, t.i)
        if head is None:
            _unconfirmed_reference(book, t.i, who)
            continue
        i, word, own = head
        source = source_at(ctx, who)
        sides = source.side if source is not None and source.side else side_of(ctx, who)
        by, on = noun_parties(book, i)
        if own and sides:
            by = sides
        answers = _earlier(book, word, by)
        if answers is not None and isinstance(answers.payload, Event):
            by = by or ((answers.payload.actor,) if answers.payload.actor else ())
            on = on or ((answers.payload.recipient,) if answers.payload.recipient else ())
        if any(d.evidence[0].covers(ctx.token_span(i, i)) and d.anchor > t.i for d in book.found):
            book.found = [
                d for d in book.found if not (d.evidence[0].covers(ctx.token_span(i, i)) and d.anchor > t.i)
            ]
        verb = next(
            (
                tokens[c]
                for k in [t.i, *t.children]
                for c in tokens[k].children
                if tokens[c].dep in ("ccomp", "xcomp", "advcl") and c > t.i
            ),
            None,
        )
        if verb is not None and verb.left <= i <= verb.right:
            evidence = words_span(ctx, verb.left, verb.right)
        else:
            evidence = words_span(ctx, noun_phrase(doc, i)[0], max(phrase_end(book, i), i))
        frame_attribution = next(
            (
                a
                for a in ctx.attributions
                if a.cue is not None and a.cue.start <= t.start and t.end <= a.cue.end
            ),
            None,
        )
        book.found.append(
            Draft(
                f"event:{evidence.start}:{t.i}",
                Event(word.type, word.mode, by[0] if by else None, on[0] if on else None, None),
                (evidence,),
                t.i,
                "event.unconfirmed",
                stance="does_not_confirm",
                source=source if frame_attribution is None or frame_attribution.speaker is None else None,
                attribution=frame_attribution
                if frame_attribution is not None and frame_attribution.speaker is not None
                else None,
                cue=ctx.token_span(t.i, t.i),
                answers=answers.key if answers is not None else None,
                confidence=0.75,
            )
        )


def _unconfirmed_reference(book: Book, i: int, who: int) -> None:
    """ "Something X has neither confirmed nor denied", "X did not confirm this": the event just told."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    verb = tokens[i]
    thing = child(doc, i, "dobj")
    aside = verb.dep == "relcl" and tokens[verb.head].lower == "something"
    if not aside and (
        thing is None
        or (
            tokens[thing].lower not in ("this", "that", "it", "which")
            and tokens[thing].lemma not in ("report", "claim")
        )
    ):
        return
    before = next(
        (
            d
            for d in sorted(book.found, key=lambda d: d.anchor, reverse=True)
            if d.anchor < i and 0 <= verb.sentence - tokens[d.anchor].sentence <= 1 and d.stance is None
        ),
        None,
    )
    if before is None:
        return
    first = verb.head if aside else min(noun_phrase(doc, who)[0], verb.left)
    evidence = words_span(ctx, first, max(verb.right, i))
    book.found.append(
        Draft(
            f"event:{evidence.start}:{i}",
            before.payload,
            (evidence,),
            i,
            "event.unconfirmed",
            stance="does_not_confirm",
            source=source_at(ctx, who),
            cue=ctx.token_span(i, i),
            answers=before.key,
            confidence=0.65,
        )
    )


def _withholds(book: Book, i: int) -> bool:
    """Whether the verb is under "not", "neither ... nor", "declined to", "refused to", "stopped short of"."""
    doc = book.doc
    tokens = doc.tokens
    verb = tokens[i]
    if verb.lemma == "deny" or verb.pos not in ("VERB", "AUX"):
        # "Neither confirmed nor denied" is read from "confirmed".
        return False
    if negated(doc, i) and is_fact(doc, i):
        return True
    if any(tokens[c].lower in ("neither",) for c in verb.children) or (
        i > 0 and tokens[i - 1].lower in ("neither", "not")
    ):
        return True
    above = tokens[verb.head]
    if verb.dep == "xcomp" and above.lemma in ("decline", "refuse"):
        return True
    if verb.tag == "VBG" and i > 2 and tokens[i - 1].lower == "of" and tokens[i - 2].lower == "short":
        return True
    return (
        verb.tag == "VB"
        and i > 1
        and tokens[i - 1].lower in ("to", "not")
        and above.lemma in ("decline", "refuse", "yet", "have")
    )


def _event_under(book: Book, i: int) -> tuple[int, EventWord, bool] | None:
    """The event noun in what the verb withholds, and whether the speaker is asked about its own deed."""
    doc = book.doc
    tokens = doc.tokens
    own = False
    for k in range(i + 1, min(tokens[i].right, i + 20) + 1):
        t = tokens[k]
        if t.text in (",", ";") and k > i + 3:
            return None
        if t.lower in (
            "behind",
            "responsible",
            "responsibility",
            "involvement",
            "involved",
            "role",
        ) or t.lemma in ("carry", "conduct", "launch"):
            own = True
        if t.pos in ("NOUN", "PROPN") and t.lemma.lower() in book.words.nouns and t.dep != "compound":
            word = noun_word(doc, k, book.words)
        elif t.tag == "VBG" and t.lemma.lower() in book.words.verbs and k <= i + 3:
            # "Has not acknowledged sending troops": the deed is the speaker's own.
            word = verb_word(doc, k, book.words)
            own = own or word is not None
        else:
            continue
        if word is not None and word.type in ("ASSAULT", "MOBILIZE", "RETREAT", "COERCE"):
            return k, word, own
    return None


def _earlier(book: Book, word: EventWord, by: tuple[str, ...]) -> Draft | None:
    """The last event asserted before with the same mode, by the same side when that is known."""
    for draft in reversed(book.found):
        payload = draft.payload
        if not isinstance(payload, Event) or draft.stance not in (None, "asserts"):
            continue
        alike = payload.type == word.type and payload.mode == word.mode
        if alike and (not by or payload.actor in by):
            return draft
    return None
