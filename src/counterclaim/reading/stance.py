"""Stance and hedges: does a cue assert, deny, or leave unconfirmed, and what keeps its distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.knowledge.cues import cues
from counterclaim.language import Token
from counterclaim.model import Span, Stance
from counterclaim.reading.attribution_words import CLAIM_WORDS, FALSE_WORDS, MODALS, NEGATIONS, SILENT
from counterclaim.reading.context import Context

HedgeKind = Literal["adverb", "adjective", "scare quotes", "called", "reports"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words by which the outlet keeps its distance, and the words they cover.

    ``kind`` is adverb ("reportedly"), adjective ("alleged"), "scare quotes", "called" ("so-called",
    "what it termed"), or "reports" ("reports of", "rumours that").
    """

    span: Span
    over: Span
    kind: HedgeKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a cue amounts to: its stance and, where negation changes it, its class."""

    stance: Stance
    cue_class: str


def judge(
    cue: list[str], cue_class: str, content: str, *, denies: bool = False, nobody: bool = False
) -> Verdict:
    """Stance and class of a cue from its words in lower case, its class, and what it takes.

    ``denies`` is the table's word that the cue denies (for rejections: only when the content is a claim);
    ``nobody`` says that the source is negated ("no group", "neither side").

    >>> judge(["denied"], "deny", "the charge", denies=True).stance
    'denies'
    >>> judge(["has", "not", "confirmed"], "confirm", "the strikes").stance
    'does_not_confirm'
    >>> judge(["declined"], "refuse", "to comment")
    Verdict(stance='does_not_confirm', cue_class='no_comment')
    """
    negated = (
        nobody
        or any(word in NEGATIONS for word in cue)
        or ("yet" in cue and "to" in cue)
        or ("short" in cue and "of" in cue)
        or cue[:1] in (["failed"], ["fails"])
    )
    words = content.lower().split()
    if " ".join(words).strip("\"'“”‘’.,! ") == "no comment":
        return Verdict("does_not_confirm", "no_comment")
    if cue_class == "refuse":
        after = words[1] if len(words) > 1 and words[0] == "to" else (words[0] if words else "")
        silent = after.strip(".,") in SILENT or (after in ("be", "rule") and len(words) > 2)
        if silent and not (after == "be" and "drawn" not in words and "quoted" not in words):
            return Verdict(
                "asserts" if negated else "does_not_confirm", "refuse" if negated else "no_comment"
            )
        return Verdict("asserts", cue_class)
    if cue_class == "deny":
        return Verdict("does_not_confirm" if negated else "denies", cue_class)
    if cue_class in ("confirm", "admit"):
        negated = negated or words[:1] in (["neither"], ["none"])
        return Verdict("does_not_confirm" if negated else "asserts", cue_class)
    if cue_class == "reject":
        plain = {w.strip("\"'“”‘’.,;:") for w in words}
        is_claim = denies and bool(plain & CLAIM_WORDS or plain & FALSE_WORDS or words[:1] == ["that"])
        if is_claim:
            return Verdict("does_not_confirm" if negated else "denies", cue_class)
        return Verdict("asserts", cue_class)
    if cue_class == "describe" and not negated and FALSE_WORDS & {w.strip("\"'“”‘’.,;:") for w in words[-6:]}:
        return Verdict("denies", cue_class)
    if cue_class == "doubt":
        return Verdict("asserts" if negated else "does_not_confirm", cue_class)
    if cue_class in ("claim", "report", "cite") and negated:
        return Verdict("does_not_confirm", "no_comment")
    if cue_class == "no_comment":
        return Verdict("does_not_confirm", cue_class)
    if cue_class in ("believe", "agree", "accuse", "blame") and negated:
        return Verdict("denies" if cue_class in ("believe", "agree") else "does_not_confirm", cue_class)
    return Verdict("asserts", cue_class)


def is_hypothetical(verb: Token, children: Sequence[Token], cue: Sequence[str], stance: Stance) -> bool:
    """Whether a report is not (yet) made: conditional, future, modal, or "if he says".

    A refusal ("would not comment") is made, and "can confirm" is a confirmation.
    """
    if any(c.dep == "mark" and c.lower in ("if", "unless", "lest") for c in children):
        return True
    modals = {word for word in cue if word in MODALS}
    if not modals:
        return False
    if stance == "does_not_confirm" or (verb.lemma in ("confirm",) and modals <= {"can", "could"}):
        return False
    return not (modals <= {"must", "can", "ca"} and verb.lemma in ("say", "admit", "acknowledge"))


def find_hedges(ctx: Context) -> list[Hedge]:
    """Words of distance in the order of the text: "reportedly", "alleged", "so-called", scare quotes.

    An adverb covers its clause, an adjective its noun phrase, scare quotes what they hold.
    """
    tokens = ctx.doc.tokens
    adverbs, adjectives = cues().adverbs, cues().adjectives
    found: list[Hedge] = []
    for token in tokens:
        word = token.lower
        if word in adverbs and token.pos == "ADV":
            head = tokens[token.head]
            first, last = min(head.left, token.i), max(head.right, token.i)
            found.append(Hedge(ctx.token_span(token.i, token.i), ctx.token_span(first, last), "adverb"))
        elif word in adjectives and token.dep in ("amod", "compound") and token.head > token.i:
            head = tokens[token.head]
            last = max(head.i, min(head.right, token.i + 12))
            found.append(Hedge(ctx.token_span(token.i, token.i), ctx.token_span(token.i, last), "adjective"))
        elif word == "so" and token.i + 2 < len(tokens) and tokens[token.i + 1].text == "-":
            if tokens[token.i + 2].lower == "called":
                head = tokens[tokens[token.i + 2].head]
                last = head.i if token.i + 2 < head.i <= token.i + 10 else min(token.i + 3, len(tokens) - 1)
                found.append(
                    Hedge(ctx.token_span(token.i, token.i + 2), ctx.token_span(token.i, last), "called")
                )
        elif token.lemma in ("report", "rumour", "rumor", "allegation") and token.pos == "NOUN":
            for child in ctx.doc.children(token.i):
                if child.i == token.i + 1 and child.lower == "of":
                    found.append(
                        Hedge(
                            ctx.token_span(token.i, child.i), ctx.token_span(token.i, child.right), "reports"
                        )
                    )
        elif word == "what" and token.i + 2 < len(tokens):
            hedge = _what_it_calls(ctx, token.i)
            if hedge is not None:
                found.append(hedge)
    for quote in ctx.quotes:
        words = [tokens[i] for i in ctx.doc.tokens_in(quote.start, quote.end)] if quote.scare else []
        if quote.scare and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in words):
            span = ctx.span(quote.start, quote.end)
            found.append(Hedge(span, span, "scare quotes"))
    found.sort(key=lambda h: (h.span.start, h.span.end))
    return found


def _what_it_calls(ctx: Context, i: int) -> Hedge | None:
    """ "What Moscow calls a special operation": the words of naming cover the name."""
    tokens = ctx.doc.tokens
    stop = min(len(tokens), i + 9, ctx.doc.sentence_of(i).last + 1)
    for k in range(i + 1, stop):
        if tokens[k].lemma in ("call", "term", "describe", "label", "dub") and tokens[k].pos == "VERB":
            end = k + 1
            while end < stop and tokens[end].lower in ("as", "were", "was", "a", "an", "the"):
                end += 1
            if end >= len(tokens):
                return None
            verb_right = min(tokens[k].right, ctx.doc.sentence_of(i).last)
            last = max(end, min(verb_right, end + 12))
            return Hedge(ctx.token_span(i, k), ctx.token_span(i, last), "called")
        if tokens[k].lemma == "say" and k + 1 < stop and tokens[k + 1].lower in ("was", "were", "is", "are"):
            last = min(tokens[k].right, ctx.doc.sentence_of(i).last)
            return Hedge(ctx.token_span(i, k + 1), ctx.token_span(i, max(last, k + 1)), "called")
    return None
