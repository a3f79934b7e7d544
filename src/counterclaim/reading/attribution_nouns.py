"""Nominal cues: claims that, accusations of, a threat to, the ministry's denial."""

from __future__ import annotations

from counterclaim.knowledge.cues import Cue, cues
from counterclaim.language import Token
from counterclaim.reading.attribution_figures import is_count
from counterclaim.reading.attribution_spans import (
    Candidate,
    Chars,
    Text,
    agent,
    chars,
    noun_phrase,
    over_quotes,
    tidy,
)
from counterclaim.reading.attribution_words import SPEAKERS, TOLLS, words

#: What a toll does when it is given as it is now.
_STAND = words("stand be rise reach climb hit pass exceed grow total remain put say show")


def propose_nouns(text: Text) -> list[Candidate]:
    """One candidate for each noun of the cue table with a complement of its own."""
    table = cues().nouns
    found: list[Candidate] = []
    for token in text.doc.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        lemma = token.lemma.lower()
        candidate = _standing(text, token) if lemma in TOLLS else None
        if candidate is None and (rows := table.get(lemma)):
            candidate = _read(text, token, rows)
        if candidate is not None:
            found.append(candidate)
    return found


def _standing(text: Text, noun: Token) -> Candidate | None:
    """ "The ministry's toll stands at 812 dead", "the Red Cross count is 40"."""
    doc, tokens = text.doc, text.doc.tokens
    owner = next((c for c in doc.children(noun.i) if c.dep == "poss" and c.i < noun.i), None)
    owner = owner or _giver(text, noun)
    verb = tokens[noun.head]
    if owner is None or noun.dep != "nsubj" or verb.i < noun.i or verb.lemma not in _STAND:
        return None
    first, last = noun_phrase(doc, owner.i, noun.i if owner.i < noun.i else verb.i)
    if tokens[last].lower in ("'s", "’s", "'", "’"):
        last -= 1
    sentence = doc.sentence_of(noun.i)
    end = min(verb.right, sentence.last)
    if not is_count(text, verb.i, end):
        return None
    if owner.lemma.lower() not in SPEAKERS and owner.entity != "ORG":
        return None  # "the day's toll", "the toll from a government raid": nobody who counts
    piece = tidy(doc.text, over_quotes(text, chars(doc, verb.i, end)))
    if piece is None:
        return None
    cue = chars(doc, noun.i, noun.i)
    return Candidate(chars(doc, first, last), cue, [piece], "estimate", "toll", -1, cue, confidence=0.65)


def _giver(text: Text, noun: Token) -> Token | None:
    """Who gives a toll: "the toll given by the ministry", "the latest figure from the agency"."""
    doc, tokens = text.doc, text.doc.tokens
    for child in doc.children(noun.i):
        if child.i < noun.i:
            continue
        if (
            child.dep == "prep"
            and child.lower in ("from", "by")
            and (named := _object(text, child)) is not None
        ):
            return tokens[named]
        if child.dep == "acl" and child.tag == "VBN" and (named := agent(doc, child.i)) is not None:
            return tokens[named]
    return None


def _read(text: Text, noun: Token, rows: tuple[Cue, ...]) -> Candidate | None:
    doc, tokens = text.doc, text.doc.tokens
    source: tuple[int, int] | None = None
    content: Chars | None = None
    row: Cue | None = None
    frame = ""
    for child in doc.children(noun.i):
        if child.dep == "poss" and child.i < noun.i:
            first, last = noun_phrase(doc, child.i, noun.i)
            if tokens[last].lower in ("'s", "’s", "'"):
                last -= 1
            source = (first, last)
        elif (
            child.dep in ("compound", "amod")
            and child.entity in ("NORP", "ORG", "GPE", "PERSON")
            and source is None
        ):
            source = (child.left, child.i)
        elif child.dep == "prep" and child.lower in ("by", "from") and child.i > noun.i:
            named = _object(text, child)
            if named is not None:
                source = noun_phrase(doc, named)
    for child in doc.children(noun.i):
        if child.i < noun.i:
            continue
        if child.dep in ("acl", "ccomp", "relcl"):
            words = {tokens[k].lower for k in child.children if k < child.i}
            that = "that" in words or "whether" in words
            mark = any(
                tokens[k].dep in ("mark", "complm") and tokens[k].lower in ("that", "whether")
                for k in child.children
            )
            if that and (mark or child.dep != "relcl"):
                frame = "that"
            elif "to" in words and child.dep in ("acl", "relcl", "ccomp"):
                frame = "to"
            else:
                continue
        elif child.dep == "prep":
            frame = child.lower
        else:
            continue
        row = next((r for r in rows if frame in r.frames), None)
        if row is None:
            continue
        if frame in ("that", "to") and child.dep != "prep":
            content = chars(doc, child.left, child.right)
        else:
            inner = [c for c in doc.children(child.i) if c.i > child.i]
            if not inner:
                row = None
                continue
            if (
                frame == "of"
                and source is None
                and row.cue_class not in _OF_CONTENT
                and _speaker_like(tokens[inner[0].i])
            ):
                row = None
                continue
            content = chars(doc, inner[0].left, max(c.right for c in inner))
        break
    if row is None or content is None:
        return None
    if frame not in ("that",) and source is None and row.cue_class not in _ALONE:
        return None
    piece = tidy(doc.text, over_quotes(text, content))
    if piece is None:
        return None
    cue = (noun.i, noun.i)
    span = chars(doc, *source) if source else None
    if span and span[0] <= piece[0] < span[1]:
        span = None
    return Candidate(
        span,
        chars(doc, *cue),
        [piece],
        row.cue_class,
        f"noun {frame}",
        -1,
        chars(doc, *cue),
        denies=row.stance == "denies",
        confidence=0.7 if span else 0.55,
    )


#: Nouns of these acts take what is said after "of" ("accusations of torture"), not who says it.
_OF_CONTENT = frozenset({"accuse", "condemn", "deny", "reject", "support", "admit", "believe", "warn"})

#: Nouns of these acts are cues without a named source ("reports of shelling").
_ALONE = frozenset({"accuse", "claim", "believe", "deny", "threaten", "admit", "warn"})


def _speaker_like(token: Token) -> bool:
    return token.entity in ("PERSON", "ORG", "NORP") or token.lower in ("officials", "witnesses", "residents")


def _object(text: Text, prep: Token) -> int | None:
    for child in text.doc.children(prep.i):
        if child.dep == "pobj":
            return child.i
    return None
