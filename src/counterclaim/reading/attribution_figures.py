"""How far a count runs: "three dead and seven wounded, among them a medic" after a verb of counting."""

from __future__ import annotations

from counterclaim.language import Token
from counterclaim.reading.attribution_spans import Text
from counterclaim.reading.attribution_words import SPEAKERS, words

#: Words that call somebody a casualty.
CASUALTY = words(
    """dead killed wounded injured hurt missing captured martyred martyrs martyr deaths death fatalities
    casualties injuries killings drowned detained displaced homicides kidnappings bodies losses victims
    abducted died slain maimed fallen wounds"""
)

#: Before a number, and still the number's.
_BEFORE_NUMBER = words(
    """at least more than over some about around nearly almost another a an further up to as many no fewer
    less under close approximately additional other of the"""
)

#: A part of the count before: "among them four", "including", "most of them civilians".
_PARTS = words("among including most mostly mainly all both")

_ITEM = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "NUM", "DET", "ADV", "PART", "PRON"})
_SEPARATORS = words(", and plus or &")
_COMMON_FINITE = frozenset({"MD", "VBZ", "VBP"})

#: Longest list of counts after its verb, in tokens. The longest of those written down by hand has 31.
_LONGEST = 45


def is_count(text: Text, first: int, last: int) -> bool:
    """Whether the tokens hold a number."""
    return any(t.pos == "NUM" for t in text.doc.tokens[first : last + 1])


def is_loss(text: Text, first: int, last: int) -> bool:
    """Whether the tokens hold a number and, at its heels, a word for casualties."""
    inside = text.doc.tokens[first : min(last + 3, text.doc.tokens[last].i + 3, len(text.doc.tokens))]
    return any(t.pos == "NUM" for t in inside) and any(t.lower in CASUALTY for t in inside)


def count_end(text: Text, last: int, stop: int) -> int:
    """The last token of a list of counts whose first words end at ``last``; ``last`` where no more follow.

    The parser hangs "seven wounded" after "three dead and" as a clause of its own, so the list is read
    from the words. It ends before a clause with a finite verb, and at ``stop`` at the latest.
    """
    tokens = text.doc.tokens
    good = end = last
    i = last + 1
    stop = min(stop, last + _LONGEST)
    while i <= stop:
        token = tokens[i]
        if text.quoted(i) or token.lower in ("while", "as", "but", "who", "which", "that", "after", "when"):
            break
        if token.lower in _SEPARATORS:
            following = _item_after(tokens, i, stop)
            if following is None:
                return end
            good, i = end, following
            continue
        if token.pos == "AUX" or token.tag in _COMMON_FINITE:
            return good  # "three dead, and 40 houses were burned": a clause of its own
        if token.lower == "since" and i < stop and _is_time(tokens, i + 1):
            while i < stop and _is_time(tokens, i + 1):
                i += 1
            end = i  # the count's own period, not when it was given
            i += 1
            continue
        if token.lower in ("on", "in", "during") and i < stop and _is_time(tokens, i + 1):
            break
        if _is_time(tokens, i) and token.pos != "NUM":
            break
        if token.pos == "VERB" or token.lower in CASUALTY:
            if not _is_participle(tokens, i, stop):
                return good
            end = i
        elif token.pos in _ITEM:
            if token.pos in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
                end = i
        else:
            break
        i += 1
    return end


def others_count(text: Text, first: int, last: int) -> int | None:
    """The end of a count before somebody else's that the parser took in: "says 40 dead, [the state 12]"."""
    tokens = text.doc.tokens
    for i in range(first + 1, last - 1):
        if tokens[i].text != "," or _item_after(tokens, i, last) is not None:
            continue
        if tokens[last].pos == "NUM" and any(
            t.lemma.lower() in SPEAKERS or t.entity in ("ORG", "GPE") for t in tokens[i + 1 : last]
        ):
            return i - 1
    return None


def _item_after(tokens: list[Token], i: int, stop: int) -> int | None:
    """Where the item after a separator begins, when it is a count or a part of one."""
    while i <= stop and tokens[i].lower in _SEPARATORS:
        i += 1
    if i > stop:
        return None
    if tokens[i].lower in _PARTS:
        return i
    k = i
    while k <= stop and k < i + 5 and tokens[k].lower in _BEFORE_NUMBER and tokens[k].pos != "NUM":
        k += 1
    if k <= stop and tokens[k].pos == "NUM":
        return i
    # "36 captured and a large quantity of ammunition seized"
    return i if tokens[i].lower in ("a", "an", "several", "dozens", "many") else None


def _is_participle(tokens: list[Token], i: int, stop: int) -> bool:
    """Whether a verb form says what became of those counted: nobody's act on an object after it."""
    if tokens[i].tag not in ("VBN", "VBD", "VBG", "JJ", "NN", "NNS"):
        return False
    if tokens[i - 1].pos not in ("NUM", "NOUN", "PROPN", "ADJ", "ADV", "PRON"):
        return False
    return i >= stop or tokens[i + 1].pos not in ("DET", "PRON", "PROPN")


def _is_time(tokens: list[Token], i: int) -> bool:
    return tokens[i].entity in ("DATE", "TIME")
