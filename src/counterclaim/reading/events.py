"""What is said to have happened, or not: clashes, strikes, deployments, withdrawals, truces, talks."""

from __future__ import annotations

from counterclaim.knowledge.event_words import EventWord, event_words
from counterclaim.model import Attribution, Event, Source, Span
from counterclaim.reading.belligerents import (
    source_at,
)
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.event_book import Book
from counterclaim.reading.event_clauses import (
    child,
    clause,
    is_fact,
    negated,
    own_subject,
    prep_object,
    subject,
)
from counterclaim.reading.event_heads import Head, carrier, noun_word, verb_word
from counterclaim.reading.event_parties import parties
from counterclaim.reading.event_phrases import phrase_event
from counterclaim.reading.event_requests import read_requests
from counterclaim.reading.event_types import event_type, none_of, weapon_in
from counterclaim.reading.event_unconfirmed import unconfirmed

_HABIT = frozenset(
    {
        "often",
        "frequently",
        "regularly",
        "usually",
        "routinely",
        "always",
        "sometimes",
        "repeatedly",
        "historically",
        "traditionally",
    }
)
_LONG = frozenset({"month", "year", "decade", "century", "generation"})


def read_events(ctx: Context) -> list[Draft]:
    """Drafts of events: one a clause that puts a happening forward as fact, and one a dated noun phrase.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Heavy fighting broke out in Goma on Monday."
    >>> [d.payload.mode for d in read_events(Context(Report(text), annotator().annotate(text)))]
    ['armed clash']
    """
    words = event_words()
    best: dict[int, tuple[int, Head]] = {}
    phrases: list[tuple[int, EventWord]] = []
    for t in ctx.doc.tokens:
        lemma = t.lemma.lower()
        if t.pos in ("NOUN", "PROPN") and lemma in words.nouns:
            found = noun_word(ctx.doc, t.i, words)
            if found is None:
                continue
            carried = carrier(ctx.doc, t.i, words)
            if carried is None:
                phrases.append((t.i, found))
                continue
            anchor, role = carried
            rank = len(found.words) + 1 + (ctx.doc.tokens[t.i].dep in ("dobj", "nsubj", "nsubjpass", "attr"))
            if anchor not in best or rank > best[anchor][0]:
                best[anchor] = (rank, Head(found, t.i, anchor, role))
        elif t.pos == "VERB" and lemma in words.verbs:
            verb = verb_word(ctx.doc, t.i, words)
            if verb is None:
                continue
            rank = len(verb.words)
            if t.i not in best or rank > best[t.i][0]:
                best[t.i] = (rank, Head(verb, t.i, t.i))
    book = Book(ctx, words)
    for anchor in sorted(best):
        _clause_event(book, best[anchor][1])
    for i, word in phrases:
        phrase_event(book, i, word)
    unconfirmed(book)
    return [*book.found, *read_requests(ctx)]


def _clause_event(book: Book, head: Head) -> None:
    """A happening that is the main thing its clause says."""
    ctx, doc = book.ctx, book.doc
    top = _main_clause(book, head.anchor)
    if top is None or not is_fact(doc, head.anchor) or (top != head.anchor and not is_fact(doc, top)):
        return
    verb = doc.tokens[head.anchor]
    around = ctx.attribution_over(verb.start, verb.end)
    if around is not None and (
        around.hypothetical
        or around.cue_class in ("urge", "demand", "threaten", "promise", "accuse", "blame", "condemn")
    ):
        return
    if _is_background(book, top, around):
        return
    if head.word.words == ("war",) and verb.lemma in ("start", "begin", "provoke", "have", "see", "end"):
        # Who started the war is a question of blame.
        return
    if _is_casualty_report(book, top, head):
        return
    if verb.lemma == "protest" and child(doc, verb.i, "dobj") is not None:
        # To protest a deed is a stand, read by `positions`.
        return
    if verb.lemma == "agree" and head.token == verb.i and _only_concurs(book, verb.i):
        return
    kind, mode = event_type(book, head)
    if mode == "ceasefire violation" and around is not None:
        # Reported by a side it is a charge, read by `responsibility`.
        return
    actor, recipient = parties(book, head, kind, around)
    denied = negated(doc, top) or negated(doc, head.anchor) or none_of(book, head.token)
    evidence = clause(ctx, top)
    if len(doc.tokens_in(evidence.start, evidence.end)) < 3:
        return
    if evidence.text.lower().startswith(("what ", "how ", "why ", "where ", "who ", "which ")):
        return
    if (
        verb.dep == "conj"
        and not own_subject(doc, head.anchor)
        and any(
            d.anchor == verb.head and isinstance(d.payload, Event) and d.payload.type == kind
            for d in book.found
        )
    ):
        # "Homes were bombed or shelled": one happening, told in two words.
        return
    if around is None and not _is_news(book, top, kind, actor, recipient, evidence):
        return
    if any(d.evidence[0] == evidence for d in book.found):
        return
    book.found.append(
        Draft(
            f"event:{evidence.start}:{head.anchor}",
            Event(kind, mode, actor, recipient, weapon_in(book, evidence, head)),
            (evidence,),
            head.anchor,
            f"event.{'noun' if head.role else 'verb'}",
            stance="denies" if denied and (around is None or around.stance == "asserts") else None,
            source=_fallback_source(book, top, around),
            confidence=0.75 if around is not None else 0.65,
        )
    )


def _fallback_source(book: Book, top: int, around: Attribution | None) -> Source | None:
    """Who says it, when no attribution was found but the clause hangs on a verb of saying."""
    if around is not None:
        return None
    head = book.doc.tokens[top]
    if head.dep == "ccomp" and book.doc.tokens[head.head].lemma in book.words.saying:
        who = subject(book.doc, head.head)
        if who is not None and book.doc.tokens[who].lemma.lower() in book.words.nouns:
            # "Repelled an assault …, the spokesman announced": the object taken for the speaker.
            return None
        return source_at(book.ctx, who)
    return None


def _main_clause(book: Book, anchor: int) -> int | None:
    """The verb that heads the clause, when that clause is asserted: a main clause or reported content."""
    doc = book.doc
    tokens = doc.tokens
    at = anchor
    for _ in range(5):
        t = tokens[at]
        if t.dep == "ROOT":
            return at
        if t.dep == "ccomp":
            above = tokens[t.head]
            if above.lemma in book.words.saying:
                return at
            around = book.ctx.attribution_over(t.start, t.end)
            if around is not None and _tops(book, at, around):
                return at
            if above.dep in ("ROOT", "ccomp") and above.i > at:
                return at
            return None
        if t.dep in ("conj", "parataxis") and tokens[t.head].pos in ("VERB", "AUX"):
            if _main_clause(book, t.head) is None:
                return None
            return at
        if t.dep == "xcomp" and tokens[t.head].lemma in (
            "begin",
            "start",
            "continue",
            "resume",
            "keep",
            "stop",
            "cease",
            "appear",
            "seem",
            "manage",
            "go",
            "come",
            "proceed",
        ):
            at = t.head
            continue
        around = book.ctx.attribution_over(t.start, t.end)
        if (
            around is not None
            and t.dep in ("acl", "advcl", "dep", "pcomp")
            and _tops(book, at, around)
            and t.tag in ("VBD", "VBN", "VBZ", "VBP")
        ):
            # "Reports that fighters seized the town": the content's own main verb.
            return at
        return None
    return None


def _tops(book: Book, i: int, around: Attribution) -> bool:
    """Whether verb ``i`` heads one of the attribution's contents."""
    head = book.doc.tokens[book.doc.tokens[i].head]
    here = book.doc.tokens[i]
    for span in around.content:
        if span.start <= here.start and here.end <= span.end:
            return not (span.start <= head.start and head.end <= span.end)
    return False


def _is_background(book: Book, top: int, around: Attribution | None) -> bool:
    """Whether the clause speaks of habit or history: "often", "in recent months", "since 2021"."""
    doc = book.doc
    tokens = doc.tokens
    verb = tokens[top]
    if verb.tag in ("VBZ", "VBP") and child(doc, top, "aux", "auxpass") is None and verb.lemma != "be":
        sentence = doc.sentence_of(top)
        headline = (
            tokens[sentence.last].text not in (".", "”", '"', "!", "?")
            and sentence.last - sentence.first < 18
        )
        if not headline:
            return True
    year = (book.ctx.report.published or "")[:4]
    for k in range(verb.left, verb.right + 1):
        t = tokens[k]
        if t.lower in _HABIT:
            return True
        if (
            t.lemma in _LONG
            and k > 0
            and tokens[k - 1].lower
            in ("recent", "past", "last", "previous", "many", "several", "of", "for", "few")
            and t.tag == "NNS"
        ):
            return True
        if (
            t.pos == "NUM"
            and len(t.text) == 4
            and t.text.isdigit()
            and t.text[:2] in ("18", "19", "20")
            and year
            and t.text != year
        ):
            return True
        if t.lower == "since" and t.dep in ("prep", "mark") and tokens[t.head].i in (top,) and around is None:
            return True
    return False


def _is_casualty_report(book: Book, top: int, head: Head) -> bool:
    """Whether the clause counts victims and the happening is only its setting."""
    verb = book.doc.tokens[top]
    return verb.lemma in ("kill", "die", "wound", "injure", "martyr") and head.token != top


def _only_concurs(book: Book, i: int) -> bool:
    """Whether "agreed that" tells of an opinion shared and not of a deal."""
    said = child(book.doc, i, "ccomp")
    if said is None:
        return prep_object(book.doc, i, "with") is not None and prep_object(book.doc, i, "to", "on") is None
    kids = [book.doc.tokens[c] for c in book.doc.tokens[said].children]
    return not any(k.dep == "aux" and k.lower in ("should", "would", "must", "will", "to") for k in kids)


def _is_news(
    book: Book, top: int, kind: str, actor: str | None, recipient: str | None, evidence: Span
) -> bool:
    """In the outlet's own voice a happening counts when it has a date, a place or a named party."""
    verb = book.doc.tokens[top]
    if verb.dep == "ccomp":
        return True
    sentence = book.doc.sentence_of(top)
    if book.ctx.times_in(sentence.start, sentence.end) or actor or recipient:
        return True
    return any(sentence.start <= p.span.start < sentence.end for p in book.ctx.places) or any(
        book.doc.tokens[k].entity in ("GPE", "LOC", "FAC", "DATE", "TIME")
        for k in range(sentence.first, sentence.last + 1)
    )
