"""Counts that share an outcome told once: lists, parts of a whole, verbs left out."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.language import Sentence, Token
from counterclaim.reading.casualty_phrases import PeoplePhrase
from counterclaim.reading.casualty_slots import AT, Finding, admits, joined, marked_subset, words_between


def lists(tokens: list[Token], phrases: Sequence[PeoplePhrase], found: dict[int, Finding]) -> None:
    """Members of a list without an outcome of their own take their neighbour's."""
    for n in range(1, len(phrases)):
        phrase, before = phrases[n], found.get(n - 1)
        if (
            n in found
            or before is None
            or phrase.thing
            or before.slot == "inner"
            or _elsewhere(tokens, phrase)
        ):
            continue
        if phrase.kind == "plain" and before.phrase.kind != "plain":
            continue
        if phrase.kind in ("plain", "one") and (not phrase.known or tokens[phrase.first].lower == "the"):
            continue
        if before.slot in ("subject", "beside") and before.phrase.last < before.trigger.first < phrase.first:
            if _by_place(tokens, before, phrase):
                found[n] = Finding(phrase, before.trigger, before.outcome, "list", before.parent)
                continue
            if before.slot == "subject":
                continue
        if before.slot == "beside" and not _after_state(tokens, before, phrase):
            continue
        breakdown = phrase.who is None and before.slot in ("object", "of", "list", "toll")
        if before.slot == "beside" or joined(tokens, before.phrase, phrase, breakdown):
            if not admits(phrase, before.trigger, tokens):
                continue
            found[n] = Finding(phrase, before.trigger, before.outcome, "list", before.parent)
    for n in range(len(phrases) - 2, -1, -1):
        phrase, after = phrases[n], found.get(n + 1)
        if (
            n in found
            or after is None
            or phrase.thing
            or phrase.kind == "name"
            or after.slot not in ("subject", "beside", "list")
        ):
            continue
        if after.trigger.first < phrase.first or (phrase.kind in ("plain", "one") and not phrase.known):
            continue
        if phrase.kind == "plain" and after.phrase.kind != "plain":
            continue
        if joined(tokens, phrase, after.phrase, False) and admits(phrase, after.trigger, tokens):
            found[n] = Finding(phrase, after.trigger, after.outcome, "list")


def _by_place(tokens: list[Token], before: Finding, phrase: PeoplePhrase) -> bool:
    """Whether a bare number goes on from a clause by place: "three died in Aden, and two in Lahj"."""
    if phrase.who is not None or phrase.kind != "figure" or phrase.last + 1 >= len(tokens):
        return False
    gap = words_between(tokens, before.trigger.last, phrase.first)
    if not 2 < len(gap) < 10 or gap[0] not in AT or gap[-1] not in ("and", ","):
        return False
    verbs = any(tokens[k].pos in ("VERB", "AUX") for k in range(before.trigger.last + 1, phrase.first))
    return not verbs and tokens[phrase.last + 1].lower in AT | {"elsewhere"}


def _elsewhere(tokens: list[Token], phrase: PeoplePhrase) -> bool:
    """Whether the phrase is the subject of a verb further on, and so on no list before it."""
    head = tokens[phrase.head]
    return (
        head.dep in ("nsubj", "nsubjpass")
        and head.head > phrase.last
        and tokens[head.head].pos in ("VERB", "AUX")
    )


def _after_state(tokens: list[Token], before: Finding, phrase: PeoplePhrase) -> bool:
    """Whether the phrase goes on after "58 soldiers dead": "and nine policemen"."""
    if before.trigger.role != "state" or before.trigger.last >= phrase.first:
        return False
    gap = words_between(tokens, before.trigger.last, phrase.first)
    return (
        phrase.kind == "figure" and bool(gap) and gap[-1] in ("and", ",") and len(gap) <= 2 and phrase.known
    )


def parts(
    tokens: list[Token], sentence: Sentence, phrases: Sequence[PeoplePhrase], found: dict[int, Finding]
) -> None:
    """Parts of a count point at the whole and share its outcome; a list of parts goes on."""
    whole: Finding | None = None
    for n, phrase in enumerate(phrases):
        own = found.get(n)
        if phrase.thing:
            continue
        if marked_subset(tokens, phrase, sentence.first) and phrase.kind != "none":
            if phrase.kind == "plain":
                continue
            if whole is not None:
                if own is None:
                    found[n] = Finding(phrase, whole.trigger, whole.outcome, "subset", whole)
                elif own.slot in ("list", "subject", "beside") or own.trigger is whole.trigger:
                    own.parent, own.slot = whole, "subset"
            continue
        previous = found.get(n - 1)
        if (
            previous is not None
            and previous.slot == "subset"
            and not _elsewhere(tokens, phrase)
            and (own is None or own.slot == "list" or own.trigger is previous.trigger)
            and joined(tokens, previous.phrase, phrase, False)
            and phrase.kind in ("figure", "one")
            and tokens[phrase.first].lower != "the"
            and previous.parent is not None
        ):
            if own is None:
                found[n] = Finding(phrase, previous.trigger, previous.outcome, "subset", previous.parent)
            else:
                own.parent, own.slot = previous.parent, "subset"
            continue
        if own is not None and phrase.kind in ("figure", "none", "one"):
            whole = own


def parts_of_next(tokens: list[Token], phrases: Sequence[PeoplePhrase], found: dict[int, Finding]) -> None:
    """Parts told before their whole: "five of the 14 wounded", "14 soldiers among 46 injured"."""
    for n in range(len(phrases) - 1):
        phrase, own, whole = phrases[n], found.get(n), found.get(n + 1)
        if (
            whole is None
            or whole.phrase.kind != "figure"
            or phrase.thing
            or phrase.kind not in ("figure", "one")
        ):
            continue
        among = words_between(tokens, phrase.last, whole.phrase.first) in (["among"], ["among", "the"])
        if not (phrase.of_next or among) or (own is not None and own.trigger.first > whole.trigger.last):
            continue
        if among and not whole.phrase.first <= whole.trigger.first <= whole.phrase.last + 2:
            continue
        found[n] = Finding(phrase, whole.trigger, whole.outcome, "subset", whole)


def elided(tokens: list[Token], phrases: Sequence[PeoplePhrase], found: dict[int, Finding]) -> None:
    """A verb left out the second time: "Ukraine spoke of 200 dead, Russia of 58"."""
    for n in range(1, len(phrases)):
        phrase, m = phrases[n], n - 1
        while m > 0 and m not in found and phrases[m].kind in ("name", "plain"):
            m -= 1
        before = found.get(m)
        if n in found or before is None or phrase.who is not None or phrase.thing or phrase.kind != "figure":
            continue
        start = max(before.phrase.last, before.trigger.last)
        gap = range(start + 1, phrase.first)
        lead = tokens[phrase.first - 1].lower
        again = lead == "for" and tokens[before.phrase.first - 1].lower == "for"
        if not 2 < len(gap) < 9 or not (again or lead in ("of", "at", "only")):
            continue
        if tokens[gap[0]].lower not in (",", ";", "and", "while", "but") or any(
            tokens[k].pos in ("VERB", "AUX") for k in gap
        ):
            continue
        if any(tokens[k].pos in ("PROPN", "NOUN") for k in gap):
            found[n] = Finding(phrase, before.trigger, before.outcome, "elided")


def apart(tokens: list[Token], phrases: Sequence[PeoplePhrase], found: dict[int, Finding]) -> None:
    """Victims named apart from their count: "the number of rebels killed", "four of the dead were boys"."""
    for n, finding in found.items():
        phrase, trigger = finding.phrase, finding.trigger
        if phrase.kind != "figure" or phrase.who is not None:
            continue
        if finding.slot == "toll":
            for other in phrases:
                if (
                    trigger.first < other.first <= trigger.last + 4
                    and other.kind == "plain"
                    and other.last < phrase.first
                ):
                    finding.people = other
                    break
        elif n + 1 < len(phrases) and phrase.of_dead:
            other = phrases[n + 1]
            gap = words_between(tokens, phrase.last, other.first)
            if (
                gap
                and gap[0] in ("were", "was", "are", "is")
                and len(gap) <= 2
                and other.kind in ("plain", "one")
            ):
                finding.people = other
