"""The verb group around a word of opening or closing: voice, negation, mood and what governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.knowledge.status_words import Force, status_words, word_set
from counterclaim.language import Annotation, Sentence, Token
from counterclaim.model import State

Mood = Literal["fact", "expected", "possible", "wished", "feared"]

BE = word_set("is are was were be been being am 's 're ’s ’re get gets got gotten getting")
_HAVE = frozenset(["has", "have", "had", "having", "'ve", "’ve"])
LINK = word_set("remain remains remained remaining stay stays stayed staying")
KEEP = word_set("keep keeps kept keeping hold holds held leave leaves left")
_WILL = word_set("will shall 'll ’ll wo would 'd ’d")
_MAY = frozenset(["may", "might", "could", "can"])
_MUST = frozenset(["must", "should", "ought"])
_NOT = word_set("not n't n’t never hardly nor cannot")
_DO = frozenset(["do", "does", "did", "doing"])
_REPORTED = word_set(
    "reported declared said believed found considered announced ordered forced deemed put knocked taken"
)
_SOON = word_set("set due expected scheduled slated likely about ready poised going planned")
_PARTIAL = word_set("partially partly partial half limited gradually semi")
_FULL = frozenset(["fully", "completely", "entirely", "totally", "all", "permanently"])
_ADVERBS = word_set(
    "also again still now then already once yet just only completely fully totally entirely "
    "temporarily indefinitely briefly officially effectively mostly largely later today yesterday "
    "formally finally meanwhile currently immediately since hurriedly both all soon quickly likewise "
    "firmly virtually practically repeatedly reportedly allegedly apparently technically therefore "
    "permanently together simultaneously down even tightly previously long ever not so"
)
_QUOTES = frozenset({'"', "“", "”", "‘", "'", "’", "``", "''", "*", "**", "`"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "in case"})
_PENDING = frozenset({"until", "till", "once", "before", "when", "pending"})


@dataclass(frozen=True, slots=True)
class Group:
    """The words that belong to a trigger, tokens ``first`` to ``last`` around it.

    ``passive`` when the thing opened or closed is the subject; ``lasting`` for "remains", "kept";
    ``perfect_past`` for "had been shut"; ``infinitive`` when "to" opens the group.
    """

    first: int
    last: int
    passive: bool
    negative: bool
    mood: Mood
    lasting: bool
    partial: bool
    infinitive: bool
    perfect_past: bool
    finite: bool
    again: bool
    habitual: bool = False


def verb_group(doc: Annotation, i: int, sentence: Sentence) -> Group:
    """Read the words to the left of the trigger ``i`` that belong to its verb group.

    Never crosses a sentence edge. An adverb, a quotation mark or a "said to be" may stand inside.
    """
    tokens = doc.tokens
    first = i
    passive = negative = lasting = partial = infinitive = had = finite = again = full = habitual = False
    mood: Mood = "fact"
    k = i - 1
    seen_be = False
    while k >= sentence.first:
        token = tokens[k]
        word = token.lower
        if word in _QUOTES:
            k -= 1
            continue
        if word in BE:
            # "Kyiv's closed roads": a genitive is no verb.
            if token.tag == "POS":
                break
            passive = seen_be = True
            finite = finite or word not in {"be", "been", "being"}
        elif word in LINK or (word in KEEP and (k > sentence.first) and _after_be(tokens, k, sentence)):
            passive = lasting = True
        elif word in _HAVE:
            finite = True
            had = had or word == "had"
        elif word in _WILL:
            mood, finite = "expected", True
        elif word in _MAY and token.tag in {"MD", "NN", "NNP"}:
            if mood == "fact":
                mood = "possible"
            finite = True
        elif word in _MUST:
            mood, finite = "wished", True
        elif word in _NOT:
            # "not only closed" closes; "not fully open" is partly open.
            if tokens[k + 1].lower != "only":
                negative = not negative
                finite = finite or word == "cannot"
        elif word in {"no"} and tokens[k + 1].lower in {"longer", "more"}:
            negative = not negative
        elif word in {"longer"} and k > sentence.first and tokens[k - 1].lower == "no":
            pass
        elif word == "yet" and k + 1 <= i and tokens[k + 1].lower == "to":
            negative = not negative
            infinitive = False
        elif word in _DO:
            finite = True
        elif word == "to":
            infinitive = True
        elif (
            word in _SOON
            and infinitive
            and k > sentence.first
            and (_near_be(tokens, k, sentence) or tokens[k - 1].pos in {"NOUN", "PROPN"})
        ):
            mood, infinitive = "expected", False
        elif (
            word in _REPORTED
            and (seen_be or k == i - 1)
            and k > sentence.first
            and _near_be(tokens, k, sentence)
        ):
            infinitive = False
        elif word in _PARTIAL:
            partial = True
        elif word in _FULL:
            full = True
        elif word in _ADVERBS or (token.tag == "RB" and word not in {"close"}):
            again = again or word in {"again"}
            habitual = habitual or word in {"repeatedly", "previously", "often", "frequently", "periodically"}
        else:
            break
        first = k
        k -= 1
    # "is to reopen", "are to stay closed"
    if infinitive and any(tokens[j].lower in BE for j in range(first, i)):
        before_to = next((j for j in range(i - 1, first - 1, -1) if tokens[j].lower == "to"), None)
        if before_to is not None and any(tokens[j].lower in BE for j in range(first, before_to)):
            infinitive = False
            mood = "expected" if mood == "fact" else mood
            if not any(tokens[j].lower in BE | LINK for j in range(before_to, i)):
                passive = False
    if mood == "expected" and not any(t.lower in BE | LINK | KEEP for t in tokens[first:i]):
        passive = False
    while (
        first < i and tokens[first].lower in _ADVERBS | _FULL and tokens[first].lower not in {"only", "not"}
    ):
        first += 1
    if tokens[i].tag in {"VBD", "VBZ", "VBP"} and not infinitive:
        finite = True
    if negative and full:
        negative, partial = False, True
    last = i
    while last < sentence.last:
        word = tokens[last + 1].lower
        if word in {
            "down",
            "off",
            "up",
            "again",
            "partially",
            "partly",
            "indefinitely",
            "completely",
            "shut",
            "once",
        }:
            again = (
                again
                or word in {"again"}
                or (word == "once" and last + 2 <= sentence.last and tokens[last + 2].lower == "more")
            )
            if word == "once" and not again:
                break
            partial = partial or word in _PARTIAL
            last += 1
        elif word in _QUOTES and last + 1 < sentence.last and tokens[last + 2].lower in {"down", "off"}:
            last += 1
        else:
            break
    if last + 2 <= sentence.last:
        after = [t.lower for t in tokens[last + 1 : min(last + 6, sentence.last + 1)]]
        if after[:2] == ["in", "part"] or _limited(after):
            partial = True
    perfect_past = had and not any(tokens[j].lower in _WILL for j in range(first, i))
    return Group(
        first,
        last,
        passive,
        negative,
        mood,
        lasting,
        partial,
        infinitive,
        perfect_past,
        finite,
        again,
        habitual,
    )


def _limited(after: list[str]) -> bool:
    """Whether "on a limited scale", "for limited hours" follows."""
    return "limited" in after and any(
        w in {"on", "for", "in", "at", "with"}
        for w in after[max(0, after.index("limited") - 2) : after.index("limited")]
    )


def _after_be(tokens: list[Token], k: int, sentence: Sentence) -> bool:
    j = k - 1
    while j >= sentence.first and (tokens[j].lower in _ADVERBS or tokens[j].lower in _NOT):
        j -= 1
    return j >= sentence.first and tokens[j].lower in BE


def _near_be(tokens: list[Token], k: int, sentence: Sentence) -> bool:
    j = k - 1
    while j >= sentence.first and (tokens[j].lower in _ADVERBS or tokens[j].lower in _NOT):
        j -= 1
    return j >= sentence.first and (tokens[j].lower in BE or tokens[j].lower in {"remain", "remains"})


def opposite(state: State) -> State:
    """What holds when the state does not: not open is closed, not closed is open.

    >>> opposite("reopened"), opposite("closed")
    ('closed', 'open')
    """
    return "open" if state == "closed" else "closed"


def condition(doc: Annotation, first: int, sentence: Sentence) -> Literal["if", "until", "none"]:
    """Whether the clause that ends at token ``first`` opens with "if" (nothing is said) or "until".

    Looks back to the start of the clause: a comma, semicolon or another subordinator ends the search.
    """
    tokens = doc.tokens
    # A subordinate clause's subject rarely runs over ten words before its verb.
    for k in range(first - 1, max(sentence.first, first - 11) - 1, -1):
        word = tokens[k].lower
        if word in _CONDITIONS and not (word == "should" and k > sentence.first):
            return "if"
        if word in {"until", "till", "once", "pending", "before", "when"}:
            return "until"
        if word == "soon" and k > sentence.first and tokens[k - 1].lower == "as":
            return "until"
        if word in {",", ";", ":", "that", "because", "although", "while", "and", "but"}:
            return "none"
    return "none"


def governor(doc: Annotation, first: int, sentence: Sentence, *, window: int = 9) -> tuple[Force, int] | None:
    """The word left of token ``first`` that makes the state a plan, a deed, a wish or a fear.

    The parse's head is asked first, then the nearest such word up to ``window`` tokens to the left
    inside the clause (nine: "urged Israel and Egypt to fully reopen" is the longest seen). None when
    nothing governs it.
    """
    words = status_words().governors
    tokens = doc.tokens
    before = tokens[first - 1].lower if first > sentence.first else ""
    if before in {"by", "after", "since", "despite", "following"} and tokens[first].lower.endswith("ing"):
        return "done", first - 1
    if before.startswith(("den", "admit", "acknowledg", "justif", "defend", "regret")):
        return "done", first - 1
    if before in {"of", "for"} and any(
        t.lower.startswith(_CHARGES) for t in tokens[max(sentence.first, first - 8) : first]
    ):
        return "done", first - 1
    for k in range(first - 1, max(sentence.first, first - window) - 1, -1):
        word = tokens[k].lower
        force = words.get(word)
        if force is not None:
            # "the call centre", "plans" as a subject further off: a noun counts only with to, for, of, on.
            if word in {
                "set",
                "about",
                "will",
                "going",
                "start",
                "move",
                "block",
                "date",
                "ways",
                "wait",
                "condition",
                "call",
                "calls",
                "called",
                "calling",
            } and tokens[k + 1].lower not in {"to", "for", "of", "on", "upon"}:
                continue
            return force, k
        if word in {";", ":", "because", "although", "while", "but"}:
            return None
        if word == "," and tokens[k + 1].lower not in {"to", "and", "or", "on", "for"}:
            return None
        if token_is_said(tokens[k]):
            return None
    return None


_CHARGES = ("accus", "blam", "critici", "condemn", "denounc", "suspect", "charge", "fault", "rebuk")


def token_is_said(token: Token) -> bool:
    """Whether the token is a plain verb of saying, which ends a search for a governor."""
    return token.lower in {"said", "says", "told", "announced", "reported", "confirmed", "added"}
