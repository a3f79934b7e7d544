"""Tail cues read from the words alone: "..., a health official in the town told AFP." """

from __future__ import annotations

from counterclaim.knowledge.cues import Cue
from counterclaim.language import Token
from counterclaim.reading.attribution_spans import (
    Candidate,
    Text,
    chars,
    is_mark,
    over_quotes,
    past_dateline,
    tidy,
)

#: Longest source before a tail cue, in tokens: of 3,092 in PolNeAR's training split the longest has 16 words.
_LONGEST = 22

_STARTS = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "PRON"})
_AFTER = frozenset({"ADP", "NOUN", "PROPN", "DET", "ADJ", "NUM", "ADV", "PRON", "PART"})


def tail_candidate(text: Text, verb: Token, row: Cue) -> Candidate | None:
    """A statement, a comma, a noun phrase, the verb, and no more clause: what stands before is the content.

    Used where the parser hangs the verb or its subject elsewhere.
    """
    doc, tokens = text.doc, text.doc.tokens
    sentence = doc.sentence_of(verb.i)
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or text.quoted(verb.i):
        return None
    end = _end_of_clause(text, verb, sentence.last)
    if end is None:
        return None
    last_of_source = verb.i - 1
    while last_of_source > sentence.first and tokens[last_of_source].pos in ("AUX", "ADV", "PART"):
        last_of_source -= 1
    cue_first = last_of_source + 1
    apposed = tokens[last_of_source].text == ","
    commas = 0
    first: int | None = None
    floor = max(sentence.first + 2, verb.i - _LONGEST)
    for i in range(last_of_source - (1 if apposed else 0), floor - 1, -1):
        token = tokens[i]
        if token.pos in ("VERB", "AUX", "SCONJ") or token.text in (";", ":") or text.quoted(i):
            return None
        if token.text != ",":
            continue
        commas += 1
        if (apposed and commas == 2) or not apposed:
            first = i + 1
            break
    if first is None or first > last_of_source:
        return None
    opening = tokens[first]
    if opening.pos not in _STARTS or opening.lower in ("which", "who", "that", "what"):
        return None
    closing = tokens[last_of_source - (1 if apposed else 0)]
    if closing.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and not is_mark(closing):
        return None
    if row.cue_class not in ("claim", "confirm", "estimate", "admit", "believe"):
        return None
    if tokens[sentence.first].lower in ("according", "asked"):
        return None
    rest: tuple[int, int] | None = None
    if not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[sentence.first : first - 1]):
        # "The pass, guides argue, could ...": the cue stands inside the clause
        on = end + 2
        if (
            on > sentence.last
            or tokens[end + 1].text != ","
            or tokens[on].tag not in ("VBD", "VBZ", "VBP", "MD")
        ):
            return None
        rest = tidy(doc.text, chars(doc, on, sentence.last))
    content = tidy(doc.text, chars(doc, sentence.first, first - 1))
    if content is None:
        return None
    content = past_dateline(doc.text, content[0]), content[1]
    if content[0] >= content[1]:
        return None
    source = chars(doc, first, last_of_source - (1 if apposed else 0))
    addressee = None
    if (
        "addressee" in row.frames
        and verb.i < end
        and tokens[verb.i + 1].pos in ("PROPN", "NOUN", "DET", "PRON")
    ):
        k = verb.i + 1
        while (k < end and tokens[k + 1].pos in ("PROPN", "NOUN")) or (
            k < end and tokens[k].pos in ("DET", "ADJ")
        ):
            k += 1
        addressee = chars(doc, verb.i + 1, k)
    return Candidate(
        source,
        chars(doc, cue_first, verb.i),
        [over_quotes(text, piece) for piece in (content, rest) if piece],
        row.cue_class,
        "tail",
        verb.i,
        (source[0], tokens[end].end),
        addressee,
        denies=row.stance == "denies",
        confidence=0.7,
    )


def _end_of_clause(text: Text, verb: Token, last: int) -> int | None:
    """Last token of the reporting clause when only an addressee, a place or a time follows the verb."""
    tokens = text.doc.tokens
    for i in range(verb.i + 1, min(last, verb.i + 16) + 1):
        token = tokens[i]
        if token.text in (".", ";", "!", "?") or token.text == ",":
            return i - 1
        if token.pos not in _AFTER or token.lower in ("that", "whether", "how"):
            return None
    return last if last <= verb.i + 16 else None
