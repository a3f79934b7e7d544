"""Which people met which outcome: the phrases of a sentence tied to its triggers."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.language import Annotation, Sentence, Token
from counterclaim.reading.casualty_lists import apart, elided, lists, parts, parts_of_next
from counterclaim.reading.casualty_phrases import PeoplePhrase
from counterclaim.reading.casualty_slots import (
    Finding,
    Slot,
    admits,
    among_dead,
    beside,
    conjuncts,
    inverted,
    linear,
    marked_subset,
    object_of,
    of_noun,
    subject_heads,
    subject_of,
    toll_of,
    words_between,
)
from counterclaim.reading.casualty_verbs import Trigger, factual


def link(
    doc: Annotation, sentence: Sentence, phrases: Sequence[PeoplePhrase], triggers: Sequence[Trigger]
) -> list[Finding]:
    """Each phrase of the sentence that met an outcome, in order of place.

    Parts ("including nine children") point at the whole, and members of a list share its outcome.
    """
    tokens = doc.tokens
    subjects: dict[int, set[int]] = {}
    for trigger in triggers:
        if trigger.role in ("passive", "state"):
            heads: set[int] = set()
            for head in subject_heads(doc, trigger):
                heads |= conjuncts(tokens, head)
            subjects[trigger.i] = heads
    found: dict[int, Finding] = {}
    phrases = [phrase for n, phrase in enumerate(phrases) if not _renamed(tokens, phrases, n)]
    for n, phrase in enumerate(phrases):
        best: tuple[int, Trigger, Slot] | None = None
        for trigger in triggers:
            if _unreal(tokens, sentence, phrase, trigger):
                continue
            if not admits(phrase, trigger, tokens) and not (
                _bare(phrase) and n > 0 and _counts_people(phrases[n - 1]) and phrase.kind == "figure"
            ):
                continue
            score = 0
            slot: Slot = "subject"
            if phrase.inner is not None and trigger.first <= phrase.inner <= trigger.last:
                if _already_held(tokens, phrase, trigger, triggers):
                    continue
                # "Two of the wounded died" tells of the dying.
                score, slot = (65 if phrase.of_dead else 100), "inner"
            elif (
                phrase.of_next and not subject_of(doc, phrase, trigger, subjects.get(trigger.i, set()))
            ) or (trigger.role == "toll" and phrase.first < trigger.first and trigger.last <= phrase.last):
                continue
            elif among_dead(tokens, phrase, trigger, sentence.first) and phrase.kind in ("figure", "one"):
                score, slot = 88, "among"
            elif object_of(tokens, phrase, trigger):
                score, slot = 92 - (phrase.first - trigger.last), "object"
            elif of_noun(tokens, phrase, trigger):
                score, slot = 85, "of"
            elif toll_of(tokens, phrase, trigger):
                score, slot = 84, "toll"
            elif marked_subset(tokens, phrase, sentence.first):
                score = 0
                whom = tokens[phrase.last].lower in ("whom", "them") and phrase.of_them
                if beside(tokens, phrase, trigger) and (whom or not trigger.bare):
                    score, slot = 60, "beside"
                elif whom and subject_of(doc, phrase, trigger, subjects.get(trigger.i, set())):
                    score, slot = 55, "subject"
            elif beside(tokens, phrase, trigger):
                score, slot = 90 - (trigger.first - phrase.last), "beside"
            elif subject_of(doc, phrase, trigger, subjects.get(trigger.i, set())):
                score, slot = 70, "subject"
            elif inverted(tokens, phrase, trigger, sentence.first):
                score, slot = 60, "object"
            elif phrase.kind in ("figure", "none") and linear(
                tokens,
                phrase,
                trigger,
                any(
                    q.kind in ("figure", "none", "one")
                    and not q.thing
                    and not marked_subset(tokens, q, sentence.first)
                    for q in phrases[n + 1 :]
                    if q.first < trigger.first
                ),
            ):
                score, slot = 50 - min(20, trigger.first - phrase.last), "subject"
            if score and (best is None or score > best[0]):
                best = (score, trigger, slot)
        if best is not None:
            found[n] = Finding(phrase, best[1], best[1].outcome, best[2])
    lists(tokens, phrases, found)
    parts(tokens, sentence, phrases, found)
    elided(tokens, phrases, found)
    parts_of_next(tokens, phrases, found)
    apart(tokens, phrases, found)
    return [found[n] for n in sorted(found)]


def _already_held(
    tokens: list[Token], phrase: PeoplePhrase, trigger: Trigger, triggers: Sequence[Trigger]
) -> bool:
    """Whether "captured" only says whom another verb killed: "they killed five captured officers"."""
    return (
        trigger.outcome == "captured"
        and trigger.i < phrase.head
        and any(t.outcome == "killed" and object_of(tokens, phrase, t) for t in triggers)
    )


def _counts_people(phrase: PeoplePhrase) -> bool:
    return phrase.known or (phrase.who is not None and not phrase.thing)


def _unreal(tokens: list[Token], sentence: Sentence, phrase: PeoplePhrase, trigger: Trigger) -> bool:
    """Whether an outcome noun is the object of a verb that is no fact ("to prevent 300 deaths")."""
    noun = tokens[trigger.i]
    verb = tokens[noun.head]
    if trigger.role != "noun" or phrase.kind == "none" or noun.dep != "dobj" or verb.i > phrase.first:
        return False
    return verb.lemma in ("avoid", "prevent", "risk", "fear", "expect") or not factual(
        tokens, verb.i, sentence
    )


def _bare(phrase: PeoplePhrase) -> bool:
    return phrase.who is None and not phrase.thing and not phrase.known


def _renamed(tokens: list[Token], phrases: Sequence[PeoplePhrase], n: int) -> bool:
    """Whether the phrase only names again the person before it ("a cleric, Omar Said, was killed")."""
    if n == 0 or phrases[n].kind not in ("name", "one"):
        return False
    before, phrase = phrases[n - 1], phrases[n]
    gap = words_between(tokens, before.last, phrase.first)
    if phrase.kind == "name":
        return (
            before.known
            and gap in ([], [","], ["and"], ["–"], [":"])
            and before.kind != "plain"
            and (gap != ["and"] or (before.kind == "name" and n > 1))
        )
    if gap == [","] and before.kind == "figure" and before.figure.low == before.figure.high == 1:
        # "Arrested one, a local chief".
        return before.who is None
    return before.kind == "name" and gap == [","]
