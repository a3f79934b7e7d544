"""The grammar of casualty verbs: voice, and whether a thing is told as fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.model import Outcome

#: Where the victims stand: right of an "active" verb, left of a "passive" one, after the preposition
#: of a "noun", beside a "state", behind a "toll".
Role = Literal["active", "passive", "noun", "state", "toll", "listing"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words ``first`` to ``last`` that say an outcome; ``i`` is the token that heads them.

    ``strict`` ones count only nouns known to be people. ``loss`` marks "lost N soldiers", whose
    subject is the victims' own side. ``bare`` is a participle with no auxiliary of its own.
    """

    i: int
    first: int
    last: int
    outcome: Outcome
    role: Role
    strict: bool = False
    loss: bool = False
    bare: bool = False


BE = word_set("be is are was were been being get gets got getting 's 're am am, having become became")


_AUX = BE | word_set("have has had having 've 'd do does did")


_MODALS = word_set("could would may might will shall should can must 'll cannot ca wo")


_SKIP = word_set(
    "also reportedly allegedly all both either immediately instantly later already now then not n't "
    "never been seriously critically badly slightly lightly severely fatally mortally still just "
    "either even thus only so far reported since confirmed being brutally deliberately today"
)


_IF = word_set("if unless whether lest")


_AVOID = word_set(
    "avoid avoids avoided avoiding risk risks risking prevent prevents prevented preventing without "
    "fear fears feared stop stops stopped oppose"
)


_SAID_TO = word_set(
    "said reported believed known thought understood confirmed claimed found declared managed presumed had"
)


_NUMBERISH = word_set(
    "my our your these those other a an another some many several dozens scores hundreds thousands at "
    "more over up nearly almost about around between fewer less no as its their his her our the both "
    "all two"
)


def auxiliaries(tokens: list[Token], i: int, start: int) -> list[str]:
    """The auxiliary words right before the verb at ``i``, nearest first, over adverbs."""
    found = []
    k = i - 1
    while k >= start and i - k < 8:
        token = tokens[k]
        if token.lower in _AUX or token.lower in _MODALS or token.lower in ("to", "not", "n't", "never"):
            found.append(token.lower)
        elif token.pos != "ADV" and token.lower not in _SKIP:
            break
        k -= 1
    return found


def factual(tokens: list[Token], i: int, sentence: Sentence) -> bool:
    """Whether the verb or state at ``i`` is told as having happened."""
    chain = auxiliaries(tokens, i, sentence.first)
    if any(word in _MODALS for word in chain):
        return False
    if any(word in ("not", "n't", "never") for word in chain):
        return False
    if "to" in chain:
        before = i - 1
        while before > sentence.first and tokens[before].lower != "to":
            before -= 1
        lead = tokens[before - 1].lower if before > sentence.first else ""
        if lead not in _SAID_TO and "have" not in chain:
            return False
    k = i - 1
    while k >= sentence.first and i - k < 18:
        word = tokens[k].lower
        if word in _IF:
            return False
        if word in (",", ";", "that", "but", "“", "”") or (
            tokens[k].pos == "VERB" and tokens[k].tag != "VBN"
        ):
            break
        k -= 1
    return not (i > sentence.first and tokens[i - 1].lower in _AVOID and tokens[i].tag == "VBG")


_OPENERS = word_set("“ \" ‘ ' `` reportedly also")


def object_follows(tokens: list[Token], i: int, stop: int) -> bool:
    k = i + 1
    verbs = casualty_words().verbs
    while k <= stop and k - i < 4:
        word = tokens[k].lower
        joint = word in ("and", "or") and k < stop and tokens[k + 1].lower in verbs
        if not (joint or word in _OPENERS or (k > i + 1 and word in verbs)):
            break
        k += 1
    if k > stop:
        return False
    token = tokens[k]
    if token.lower in _NUMBERISH and token.pos != "ADP":
        return not (token.lower in ("two", "some") and k < stop and tokens[k + 1].lower in ("days", "weeks"))
    if token.pos == "NUM" or token.lower in ("at", "up", "over", "about", "around", "between", "as"):
        if token.pos != "NUM":
            nxt = tokens[k + 1].lower if k < stop else ""
            if token.lower == "at":
                return nxt == "least"
            if token.lower in ("up", "as"):
                return nxt in ("to", "many", "much", "few", "high")
            return k < stop and tokens[k + 1].pos == "NUM"
        nxt = tokens[k + 1].lower if k < stop else ""
        return nxt not in (
            "days",
            "weeks",
            "months",
            "years",
            "hours",
            "km",
            "kilometres",
            "kilometers",
            "miles",
        )
    words = casualty_words()
    return (
        token.lower in words.people
        or token.entity in ("NORP", "PERSON")
        or (tokens[token.head].i == i and token.dep == "dobj")
    )


def voice(tokens: list[Token], i: int, sentence: Sentence, forms: frozenset[str]) -> tuple[Role, bool]:
    """Active or passive for a transitive verb at ``i``, and whether a participle stands bare."""
    token = tokens[i]
    chain = auxiliaries(tokens, i, sentence.first)
    passive = any(word in BE for word in chain)
    if "ing" in forms:
        return ("passive", False) if "being" in chain else ("active", False)
    if "present" in forms and "past" not in forms:
        return "active", False
    if "past" not in forms and "participle" not in forms:
        return "active", False
    if passive:
        return "passive", False
    perfect = any(word in ("have", "has", "had", "having", "'ve") for word in chain)
    if perfect:
        return "active", False
    if object_follows(tokens, i, sentence.last):
        # "12 people killed 10 of them children": a count of people right before, and one of them right after.
        after_people = i > sentence.first and tokens[i - 1].lower in casualty_words().people
        part = "of" in (tokens[k].lower for k in range(i + 1, min(i + 4, sentence.last + 1)))
        if after_people and part and token.tag == "VBN":
            return "passive", True
        return "active", False
    if any(tokens[c].dep in ("dobj",) for c in token.children) and token.tag != "VBN":
        return "active", False
    return "passive", True
