"""What a stand is taken on and towards whom."""

from __future__ import annotations

from counterclaim.knowledge.event_words import event_words
from counterclaim.knowledge.position_words import PositionWord
from counterclaim.model import Span
from counterclaim.reading.belligerents import (
    conjuncts,
    side_of,
    span_side,
)
from counterclaim.reading.event_clauses import (
    child,
    noun_phrase,
    words_span,
)
from counterclaim.reading.position_book import Book

_CHARGES = frozenset(
    {
        "accusation",
        "allegation",
        "charge",
        "claim",
        "assertion",
        "suggestion",
        "report",
        "involvement",
        "responsibility",
        "role",
        "figure",
        "toll",
        "account",
    }
)
_SAID = frozenset({"say", "call", "describe", "term", "label", "see", "characterise", "characterize", "dub"})


def act_asked(book: Book, i: int, target: int | None) -> int | None:
    """The infinitive that says what is asked: "urged both sides to talk"."""
    doc = book.doc
    tokens = doc.tokens
    stop = doc.sentence_of(i).last
    start = target if target is not None else i
    for k in range(start + 1, min(start + 25, stop)):
        if tokens[k].text in (";", "."):
            return None
        if tokens[k].lower == "to" and tokens[k].tag == "TO":
            for j in range(k + 1, min(k + 6, stop + 1)):
                if tokens[j].tag == "VB":
                    return j
            return None
        if tokens[k].lower in ("against", "not", "for") and target is not None and tokens[k].dep == "prep":
            got = child(doc, k, "pobj", "pcomp")
            if got is not None and tokens[i].lemma in ("warn", "caution", "urge", "press"):
                return got
    return None


def noun_between(book: Book, i: int, act: int | None) -> int | None:
    """The noun before the infinitive that says what is asked: who is asked."""
    tokens = book.doc.tokens
    if act is None:
        return None
    for k in range(act - 1, i, -1):
        if tokens[k].pos in ("NOUN", "PROPN") and tokens[k].dep in ("nsubj", "dobj", "pobj", "conj"):
            return k
    return None


def sides(book: Book, head: int) -> tuple[str, ...]:
    """The sides of a noun and of those coordinated with it, once each."""
    found: tuple[str, ...] = ()
    for each in conjuncts(book.ctx, head):
        for side in side_of(book.ctx, each):
            if side not in found:
                found += (side,)
    return found


#: What "it" may stand for when a side rejects it.
_PLANS = frozenset(
    {
        "agreement",
        "ceasefire",
        "deal",
        "demand",
        "initiative",
        "invitation",
        "offer",
        "plan",
        "proposal",
        "truce",
    }
)


def object_fits(book: Book, word: PositionWord, target: int) -> bool:
    """Whether the object is a thing one takes this stand on."""
    doc = book.doc
    tokens = doc.tokens
    lemma = tokens[target].lemma.lower()
    kind = word.type
    refusable = book.words.lists["refusable"]
    if tokens[target].lower in ("him", "her", "me", "us", "you", "himself", "herself"):
        # A quarrel between persons; sides and deeds have names.
        return False
    if kind == "reject":
        if lemma in _CHARGES:
            return False
        if tokens[target].lower in ("it", "them"):
            # "Oman welcomed the plan, while Aden rejected it": the plan must stand in the sentence.
            said = tokens[doc.sentence_of(target).first : target]
            nouns = {t.lemma.lower() for t in said if t.pos in ("NOUN", "PROPN")}
            return bool(nouns & _PLANS) and not nouns & _CHARGES
        if word.words[0] in ("reject", "oppose", "spurn", "rebuff", "veto") and tokens[target].pos in (
            "NOUN",
            "PROPN",
            "VERB",
        ):
            return True
        return lemma in refusable
    if kind == "recognise":
        first, last = noun_phrase(doc, target)
        lemmas = {tokens[k].lemma.lower() for k in range(first, last + 1)}
        if tokens[target].pos == "PRON":
            before = named_before(book, target)
            return before is not None
        return bool(lemmas & book.words.lists["recognisable"]) or bool(
            book.ctx.actors_in(tokens[first].start, tokens[last].end)
        )
    if kind == "support":
        if word.words[0] in ("back", "support", "defend", "endorse", "champion") and len(word.words) == 1:
            # "troops backed by tanks", "militants who support their families": only stands on a cause.
            return lemma in refusable | book.words.lists["recognisable"] | {
                "right",
                "decision",
                "effort",
                "call",
                "war",
                "integrity",
                "strike",
                "operation",
                "unity",
                "cause",
            }
        return True
    if kind == "welcome":
        if tokens[target].pos not in ("NOUN", "PROPN", "VERB"):
            return False
        return lemma not in (
            "people",
            "guest",
            "visitor",
            "child",
            "fan",
            "delegation",
            "minister",
            "president",
            "refugee",
            "son",
            "leader",
        )
    if kind == "demand":
        return tokens[target].pos in ("NOUN", "PROPN", "VERB") and lemma not in (
            "ransom",
            "money",
            "identity",
        )
    if kind == "threaten":
        return tokens[target].pos in ("NOUN", "PROPN") and (
            lemma
            in (
                "retaliation",
                "action",
                "war",
                "force",
                "strike",
                "revenge",
                "sanction",
                "reprisal",
                "attack",
                "response",
                "invasion",
            )
            or bool(side_of(book.ctx, target, speaker=False))
        )
    if word.words[0] in (
        "regret",
        "lament",
        "protest",
        "rap",
        "blast",
        "assail",
        "blast",
        "bemoan",
        "deride",
    ) and lemma in ("loss", "lack", "shot", "way", "music", "hole"):
        return False
    if kind == "urge":
        return tokens[target].pos in ("NOUN", "PROPN", "VERB") and lemma not in (
            "comment",
            "help",
            "service",
            "number",
        )
    return True


def object_sides(book: Book, target: int, topic: Span, kind: str) -> tuple[str, ...]:
    """Towards whom: who did what is condemned, who is asked, whom one stands by."""
    ctx, doc = book.ctx, book.doc
    tokens = doc.tokens
    if kind in ("condemn", "welcome"):
        nouns = event_words().nouns
        for k in doc.tokens_in(topic.start, topic.end):
            t = tokens[k]
            if t.dep in ("agent", "prep") and t.lower == "by":
                obj = child(doc, k, "pobj")
                if obj is not None and side_of(ctx, obj, speaker=False):
                    return side_of(ctx, obj, speaker=False)
        own = tokens[target]
        before = [m.side for m in ctx.actors_in(tokens[own.left].start, own.end) if m.side]
        if before:
            return (before[0],)
        if own.lemma in nouns or own.pos == "VERB":
            return ()
        return side_of(ctx, target, speaker=False)
    if kind in ("support", "threaten"):
        return sides(book, target)
    if kind in ("urge", "demand"):
        return ()
    return tuple(s for s in span_side(ctx, topic))[:2]


def condemned(book: Book, i: int, target: int, last: int) -> Span:
    """What is condemned, without "what he called" before it."""
    doc = book.doc
    tokens = doc.tokens
    first = min(tokens[target].left, target)
    if any(tokens[k].lower == "what" for k in range(first, min(first + 2, last))):
        for k in range(first, last):
            if tokens[k].lemma in _SAID and k + 1 <= last:
                first = k + 1
                while first < last and (
                    tokens[first].lemma in ("be", "as", "to")
                    or tokens[first].lower in ("as", "was", "were", "is")
                ):
                    first += 1
                break
    return words_span(book.ctx, max(first, i + 1), last)


def named_before(book: Book, i: int) -> Span | None:
    """What "it" stands for: the subject that heads this sentence, when it is a name or a thing."""
    doc = book.doc
    tokens = doc.tokens
    sentence = doc.sentence_of(i)
    for k in range(sentence.first, i):
        if tokens[k].dep in ("nsubj", "nsubjpass") and tokens[k].pos in ("NOUN", "PROPN"):
            span = book.ctx.token_span(*noun_phrase(doc, k))
            lemmas = {tokens[j].lemma.lower() for j in doc.tokens_in(span.start, span.end)}
            if lemmas & book.words.lists["recognisable"] or book.ctx.actors_in(span.start, span.end):
                return span
    return None
