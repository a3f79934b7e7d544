"""Counts that go on from the sentence before without saying again what became of the people."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Annotation, Sentence, Token
from counterclaim.reading.casualty_phrases import PeoplePhrase
from counterclaim.reading.casualty_slots import Finding, joined, marked_subset, words_between
from counterclaim.reading.casualty_verbs import Trigger

_COUNTS = word_set("figure count tally number estimate total")
_OWNERS = word_set("its their his her the own that this our previous earlier latest")
_STANDS = word_set("is was stands stood remains remained now at")
_COUNTING = word_set("counted counts count gives gave put puts")
_OPENERS = word_set("between at least more than nearly almost about around some up to only as many over it")
_NOT = word_set("not n't never no")


_ASKED = _COUNTS | _COUNTING


def may_resume(doc: Annotation, sentence: Sentence) -> bool:
    """Whether the sentence opens with a number or has a word of counting; asked first, for speed."""
    tokens = doc.tokens
    if any(tokens[k].pos == "NUM" for k in range(sentence.first, min(sentence.first + 4, sentence.last + 1))):
        return True
    return any(tokens[k].lower in _ASKED for k in range(sentence.first, sentence.last + 1))


def resumed(
    doc: Annotation,
    sentence: Sentence,
    phrases: Sequence[PeoplePhrase],
    linked: Sequence[Finding],
    whole: Finding,
) -> list[Finding]:
    """What the sentence says of the people counted by ``whole`` in the sentence before, ``linked`` included.

    Parts ("92 of them Kurds", "138 were police"), and other counts of the same dead ("its figure was
    203", "residents counted 80"). In order of place.
    """
    tokens = doc.tokens
    found = {finding.phrase.first: finding for finding in linked}
    last: Finding | None = None
    for n, phrase in enumerate(phrases):
        own = found.get(phrase.first)
        if own is not None:
            if own.parent is None and _marked(tokens, phrase, sentence.first):
                opening = phrase.first - sentence.first < 3
                if (opening or last is not None) and _smaller(phrase, whole):
                    own.parent, own.slot = last if last is not None else whole, "subset"
            last = own if last is not None else None
            continue
        if phrase.kind != "figure" or phrase.thing or phrase.of_next:
            continue
        of_these = tokens[sentence.first].lower == "of" and phrase.first - sentence.first in (2, 3)
        opens = phrase.first - sentence.first < 2 or of_these
        if opens and _elsewhere(tokens, phrase):
            # "One of them counted 93 bodies".
            continue
        goes_on = last is not None and n > 0 and joined(tokens, phrases[n - 1], phrase, False)
        after_stop = tokens[phrase.first - 1].lower in (",", ";") and last is not None
        if (opens or goes_on or after_stop) and _smaller(phrase, whole):
            people = phrases[n + 1] if n + 1 < len(phrases) else None
            if phrase.of_them:
                part = Finding(phrase, whole.trigger, whole.outcome, "subset", whole)
            elif people is not None and _told_apart(tokens, phrase, people):
                part = Finding(phrase, whole.trigger, whole.outcome, "subset", whole, people)
            elif _marked(tokens, phrase, sentence.first):
                part = Finding(phrase, whole.trigger, whole.outcome, "subset", last or whole)
            else:
                continue
            found[phrase.first] = last = part
        elif (again := _again(tokens, sentence, phrase, whole)) is not None:
            found[phrase.first] = again
    return [found[first] for first in sorted(found)]


def _marked(tokens: list[Token], phrase: PeoplePhrase, start: int) -> bool:
    """Whether the phrase is marked as a part, over a full stop too ("92 Kurds, incl. 28 civilians")."""
    lead = tokens[phrase.first - 1].lower if phrase.first else ""
    cut = phrase.first == start and (
        lead in ("incl.", "incl") or (lead == "." and tokens[phrase.first - 2].lower == "incl")
    )
    return cut or marked_subset(tokens, phrase, start)


def _elsewhere(tokens: list[Token], phrase: PeoplePhrase) -> bool:
    """Whether the phrase does something else in its sentence than being counted."""
    head = tokens[phrase.head if phrase.who is not None else phrase.first]
    verb = tokens[head.head]
    return head.dep == "nsubj" and verb.pos == "VERB" and verb.i > phrase.last


def _smaller(phrase: PeoplePhrase, whole: Finding) -> bool:
    part, size = phrase.figure, whole.phrase.figure
    most = size.high if size.high is not None else size.low
    least = part.low if part.low is not None else part.high
    return most is None or least is None or 0 < least < most


def _told_apart(tokens: list[Token], phrase: PeoplePhrase, people: PeoplePhrase) -> bool:
    """Whether a bare number is told of people after it: "138 were border guards"."""
    if phrase.who is not None or people.kind not in ("plain", "one"):
        return False
    gap = words_between(tokens, phrase.last, people.first)
    return bool(gap) and gap[0] in ("were", "was", "are", "is") and len(gap) <= 5


def _again(tokens: list[Token], sentence: Sentence, phrase: PeoplePhrase, whole: Finding) -> Finding | None:
    """Another count of the same people: "its figure this morning was 203", "residents counted 80 to 100"."""
    if phrase.who is not None or phrase.figure.bound == "none":
        return None
    if phrase.last < sentence.last and tokens[phrase.last + 1].pos not in ("PUNCT", "ADP", "CCONJ", "SCONJ"):
        return None
    k = phrase.first - 1
    while k > sentence.first and tokens[k].lower in _OPENERS:
        k -= 1
    if k <= sentence.first or any(tokens[j].lower in _NOT for j in range(max(sentence.first, k - 3), k + 1)):
        return None
    if tokens[k].lower in _COUNTING and tokens[k].pos == "VERB":
        return Finding(
            phrase, Trigger(k, k, k, whole.outcome, "active"), whole.outcome, "object", again=whole
        )
    if tokens[k].lower not in _STANDS:
        return None
    for j in range(k - 1, max(sentence.first, k - 7), -1):
        if tokens[j].lower in _COUNTS and tokens[j - 1].lower in _OWNERS | {"’s", "'s"}:
            return Finding(
                phrase, Trigger(j, j, j, whole.outcome, "toll"), whole.outcome, "toll", again=whole
            )
        if tokens[j].pos in ("VERB", "PUNCT"):
            return None
    return None
