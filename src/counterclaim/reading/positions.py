"""Stands taken in public: who condemns, urges, demands, threatens, supports, rejects, welcomes."""

from __future__ import annotations

from counterclaim.knowledge.position_words import PositionWord
from counterclaim.model import Span
from counterclaim.reading.belligerents import (
    side_of,
    span_side,
)
from counterclaim.reading.context import Context, Draft
from counterclaim.reading.event_clauses import (
    child,
    clause,
    is_fact,
    negated,
    noun_phrase,
    subject,
    words_span,
)
from counterclaim.reading.position_book import Book
from counterclaim.reading.position_objects import (
    act_asked,
    condemned,
    named_before,
    noun_between,
    object_fits,
    object_sides,
    sides,
)
from counterclaim.reading.position_speakers import emit
from counterclaim.reading.position_threats import threats

_OFFICES = frozenset(
    {
        "people",
        "public",
        "reporter",
        "journalist",
        "resident",
        "family",
        "viewer",
        "citizen",
        "patient",
        "driver",
        "passenger",
        "police",
        "crowd",
        "voter",
        "lawmaker",
        "court",
        "worker",
        "student",
    }
)


#: What is urged without saying on whom: "urged calm".
_URGED = frozenset(
    {
        "action", "calm", "caution", "ceasefire", "cease-fire", "compromise", "cooperation", "de-escalation",
        "dialogue", "diplomacy", "end", "halt", "inquiry", "investigation", "moderation", "negotiation",
        "patience", "pause", "peace", "probe", "release", "restraint", "return", "solution", "talk",
        "truce", "unity", "withdrawal",
    }
)  # fmt: skip


def read_positions(ctx: Context) -> list[Draft]:
    """Drafts of positions, one a speaker: three states that urge restraint make three.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.model import Report
    >>> text = "Ghana condemned the bombing of the market."
    >>> found = read_positions(Context(Report(text), annotator().annotate(text)))
    >>> [(d.payload.type, d.evidence[0].text) for d in found]
    [('condemn', 'the bombing of the market')]
    """
    book = Book(ctx)
    verbs = book.words.verbs
    for t in ctx.doc.tokens:
        if t.pos in ("VERB", "AUX") and t.lemma.lower() in verbs:
            _verb(book, t.i)
    threats(book)
    return book.found


def _verb(book: Book, i: int) -> None:
    """A verb of the table, when it stands as a fact and has what its frame asks for."""
    doc = book.doc
    tokens = doc.tokens
    t = tokens[i]
    if t.dep == "amod" or not is_fact(doc, i) or _under_wish(book, i):
        return
    passive = child(doc, i, "auxpass", "nsubjpass") is not None
    for word in book.words.verbs[t.lemma.lower()]:
        end = _matched(book, i, word)
        if end is None:
            continue
        if take(book, i, word, end, passive):
            return


def _under_wish(book: Book, i: int) -> bool:
    """Whether the verb hangs on something not done: an infinitive of purpose, a bare modifier."""
    t = book.doc.tokens[i]
    finite = any(book.doc.tokens[c].dep == "aux" and book.doc.tokens[c].lower != "to" for c in t.children)
    if t.tag == "VB" and not finite and t.dep in ("xcomp", "advcl", "acl", "ccomp", "pcomp", "relcl"):
        return True
    return t.tag == "VBG" and t.dep in ("pcomp", "dobj", "amod", "nsubj", "csubj", "compound", "xcomp")


def _matched(book: Book, i: int, word: PositionWord) -> int | None:
    """Token of the phrase's last word, or None when the phrase does not stand here."""
    tokens = book.doc.tokens
    if len(word.words) == 1:
        return i
    k = i
    for part in word.words[1:]:
        step = k + 1
        # "called again on", "expressed its support for"
        while (
            step < len(tokens)
            and step <= k + 3
            and tokens[step].lower != part
            and tokens[step].lemma != part
            and tokens[step].pos in ("ADV", "ADJ", "DET", "PRON")
        ):
            step += 1
        if step >= len(tokens) or part not in (tokens[step].lower, tokens[step].lemma):
            return None
        k = step
    return k


def take(book: Book, i: int, word: PositionWord, end: int, passive: bool) -> bool:
    """Read the stand that the table's ``word`` takes at token ``i``; False when its frame is not met."""
    doc, ctx = book.doc, book.ctx
    tokens = doc.tokens
    last_word = tokens[end]
    if end != i:
        target = child(doc, end, "pobj", "pcomp")
        if target is None and last_word.dep in ("prt", "prep"):
            target = child(doc, i, "dobj")
    elif passive:
        target = child(doc, i, "nsubjpass")
        if target is None:
            target = subject(doc, i)
    else:
        target = child(doc, i, "dobj", "dative")
    kind = word.type
    last = _last_of(book, i)
    topic: Span | None = None
    towards: tuple[str, ...] = ()
    no = negated(doc, i)
    evidence: Span
    if word.frame == "addressee":
        act = act_asked(book, i, target)
        if kind == "warn":
            if (
                target is None
                or tokens[target].pos not in ("NOUN", "PROPN")
                or not side_of(ctx, target, speaker=False)
            ):
                return False
            towards = sides(book, target)
            topic = words_span(ctx, tokens[act].left, tokens[act].right) if act is not None else None
        elif act is None and not (word.words[0] in ("urge", "call") and target is not None):
            return False
        else:
            if target is None:
                target = noun_between(book, i, act)
            if target is None:
                return False
            if tokens[target].lower in ("me", "us", "you", "him", "her") or tokens[target].lemma in _OFFICES:
                return False
            towards = sides(book, target)
            wished = act is None and word.words[0] == "urge" and tokens[target].lemma.lower() in _URGED
            if act is None and not towards and not wished:
                return False
            if (
                word.words[0]
                in ("ask", "order", "press", "instruct", "command", "advise", "remind", "beg", "require")
                and not towards
            ):
                return False
            asked = target if wished else act
            topic = (
                words_span(ctx, tokens[asked].left, max(tokens[asked].right, asked))
                if asked is not None
                else None
            )
        if no:
            return False
        evidence = words_span(ctx, i, last)
    elif word.frame == "clause":
        c = child(doc, i, "ccomp")
        if c is None or no or c < i:
            return False
        if kind == "demand" and word.words[0] == "insist" and tokens[c].tag != "VB" and not _modal(book, c):
            return False
        who = subject(doc, c)
        towards = sides(book, who) if who is not None else ()
        evidence = words_span(ctx, i, last)
        topic = words_span(ctx, tokens[c].left, tokens[c].right)
    elif word.frame == "infinitive":
        c = child(doc, i, "xcomp", "advcl", "ccomp")
        if c is None or tokens[c].tag != "VB" or c < i or no:
            return False
        lemma = tokens[c].lemma
        if kind == "reject":
            if lemma in book.words.lists["silent_verbs"]:
                return False
            if lemma not in (
                "recognise",
                "recognize",
                "withdraw",
                "negotiate",
                "accept",
                "surrender",
                "leave",
                "allow",
                "join",
                "talk",
                "sign",
                "hand",
                "meet",
                "cede",
                "disarm",
                "back",
                "stop",
                "end",
                "release",
                "attend",
                "engage",
                "bow",
                "step",
                "extradite",
                "concede",
                "rule",
                "open",
                "condemn",
                "halt",
            ):
                return False
        if kind == "promise":
            if lemma not in book.words.lists["threat_verbs"]:
                return False
            kind = "threaten"
        topic = words_span(ctx, c, tokens[c].right)
        evidence = words_span(ctx, i, last)
        towards = span_side(ctx, topic)
    else:
        if target is None:
            what = child(doc, i, "ccomp")
            if (
                what is None
                or kind != "condemn"
                or not any(tokens[k].lower in ("what", "how") for k in range(tokens[what].left, what))
            ):
                return False
            target = what
        if not object_fits(book, word, target):
            return False
        if tokens[target].lower in ("which", "that", "who", "whom") and tokens[i].dep == "relcl":
            target = tokens[i].head
        first, stop = tokens[target].left, max(tokens[target].right, target)
        if target < i and not passive:
            first, stop = noun_phrase(doc, target)
        topic = words_span(ctx, first, min(stop, last) if target > i else stop)
        towards = object_sides(book, target, topic, kind)
        if kind == "recognise":
            kind = "reject" if no else kind
            evidence = clause(ctx, i)
            topic = (
                words_span(ctx, *noun_phrase(doc, target))
                if tokens[target].pos != "PRON"
                else named_before(book, target)
            )
            towards = ()
        elif no:
            if kind == "support":
                kind = "reject"
                evidence = words_span(ctx, i, last)
            else:
                return False
        elif kind == "condemn" and not passive and target > i:
            evidence = condemned(book, i, target, last)
            topic = evidence
        else:
            evidence = words_span(ctx, tokens[target].left if passive and target < i else i, last)
    return emit(book, i, kind, evidence, towards, topic, passive, recognising=word.type == "recognise")


def _last_of(book: Book, i: int) -> int:
    """Last token of what the verb takes: its dependents to the right, before another clause."""
    doc = book.doc
    tokens = doc.tokens
    last = i
    for c in tokens[i].children:
        if c < i:
            continue
        kid = tokens[c]
        if kid.dep in ("punct", "cc") or (kid.dep == "conj" and c > i):
            if kid.dep == "conj" or kid.text in (";", "—", "–"):
                break
            continue
        before = tokens[max(kid.left - 1, 0)].text
        if (
            kid.dep in ("advcl", "ccomp", "parataxis")
            and before == ","
            and kid.dep != "ccomp"
            and kid.tag == "VBG"
        ):
            break
        if kid.dep == "advcl" and tokens[kid.left].lower in (
            "as",
            "while",
            "after",
            "when",
            "because",
            "although",
        ):
            break
        last = max(last, kid.right)
    for k in range(i + 1, last + 1):
        if tokens[k].text in (";", "—"):
            return k - 1
        if (
            tokens[k].text == ","
            and k < last
            and (tokens[k + 1].tag == "VBG" or tokens[k + 1].lower in ("which", "who", "while"))
        ):
            return k - 1
    return min(last, doc.sentence_of(i).last)


def _modal(book: Book, i: int) -> bool:
    return any(book.doc.tokens[c].lower in ("must", "should") for c in book.doc.tokens[i].children)
