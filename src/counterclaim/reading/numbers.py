"""Numbers in digits and in words: values, vague words, ranges not yet joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.language import Token

_UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}


_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}


SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}


SMALL = _UNITS | _TENS


_VAGUE_UNITS = {
    "dozens": "dozens",
    "scores": "scores",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "millions": "millions",
    "lakhs": "lakhs",
}


_VAGUE = {
    "several": "several",
    "many": "many",
    "numerous": "numerous",
    "countless": "countless",
    "few": "a few",
}


HYPHENS = frozenset("-–—‑")


_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+(?:\.\d+)?")


_RANGE = re.compile(r"(\d[\d,]*)\s?[-–—]\s?(\d[\d,]*)")


_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(k|m|bn|mn)", re.I)


_PLUS = re.compile(r"(\d[\d,]*)\+")


_SUFFIX = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}


STARTS = (
    frozenset(SMALL)
    | frozenset(SCALES)
    | frozenset(_VAGUE_UNITS)
    | frozenset(_VAGUE)
    | {"tens", "dozen", "half", "quarter", "couple", "handful", "number", "numbers", "score"}
)


@dataclass(frozen=True, slots=True)
class Number:
    """A parsed number: tokens up to and including ``last``; ``vague`` is its word when it has no value."""

    value: int | None
    last: int
    vague: str = ""
    high: int | None = None
    plus: bool = False


def lower_at(tokens: list[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def digits(text: str) -> int | None:
    if not _DIGITS.fullmatch(text) or len(text) > 15:
        return None
    plain = re.sub(r"[,\u00a0\u202f]", "", text)
    return int(plain) if plain.isdigit() and plain.isascii() else None


def _scaled(tokens: list[Token], i: int, value: float) -> Number | None:
    """A number in digits with the scale words after it ("1.2 million", "5 lakh", "3 dozen")."""
    last = i
    while lower_at(tokens, last + 1) in SCALES and lower_at(tokens, last + 1) != "lakhs":
        last += 1
        value *= SCALES[tokens[last].lower]
    if lower_at(tokens, last + 1) == "lakhs":
        last += 1
        value *= 100_000
    if lower_at(tokens, last + 1) == "dozen":
        last += 1
        value *= 12
    return Number(round(value), last) if last > i or value == int(value) else None


def _words(tokens: list[Token], i: int) -> Number | None:
    """A number in words from token ``i`` ("a hundred and five", "Twenty-three", "two lakh")."""
    total, current, last, n = 0, 0, i - 1, len(tokens)
    j = i
    seen_unit = False
    while j < n:
        word = tokens[j].lower
        if word in _TENS and not seen_unit:
            current += _TENS[word]
            seen_unit = True
        elif word in _UNITS and (
            not seen_unit or (_UNITS[word] < 10 and current % 100 >= 20 and not current % 10)
        ):
            current += _UNITS[word]
            seen_unit = True
        elif word in ("a", "an") and j == i and lower_at(tokens, j + 1) in SCALES:
            current = 1
        elif word in SCALES and last >= i - 1 and (current or total or j == i or last >= i):
            scale = SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * scale
                current = 0
            seen_unit = False
        elif (word in HYPHENS and last == j - 1 and tokens[last].lower in _TENS and j + 1 < n) or (
            word == "and" and last == j - 1 and tokens[last].lower in SCALES and total + current >= 100
        ):
            nxt = lower_at(tokens, j + 1)
            if nxt not in SMALL or (word in HYPHENS and _UNITS.get(nxt, 99) > 9):
                break
            # "one hundred and two others" is 102; a new noun phrase would repeat its determiner.
            j += 1
            continue
        else:
            break
        last = j
        j += 1
    if last < i:
        return None
    value = total + current
    if lower_at(tokens, last + 1) == "dozen":
        return Number(value * 12, last + 1)
    if lower_at(tokens, last + 1) == "score":
        return Number(value * 20, last + 1)
    return Number(value, last)


def _vague(tokens: list[Token], i: int) -> Number | None:
    word, nxt = tokens[i].lower, lower_at(tokens, i + 1)
    if word in ("tens", "hundreds", "thousands", "dozens", "scores") and nxt == "of":
        after = lower_at(tokens, i + 2)
        if after in ("thousands", "millions", "hundreds", "lakhs"):
            return Number(None, i + 2, f"{word} of {after}")
    if word in ("hundreds", "dozens") and nxt == "of" and lower_at(tokens, i + 2) == "thousands":
        return Number(None, i + 2, f"{word} of thousands")
    if word == "tens":
        return Number(None, i, "tens") if nxt == "of" else None
    if word in _VAGUE_UNITS and word != "lakhs":
        return Number(None, i, _VAGUE_UNITS[word])
    if word in ("several", "many", "few"):
        if nxt in ("dozen", "hundred", "thousand", "million", "lakh"):
            return Number(None, i + 1, nxt + "s")
        if nxt == "tens" and lower_at(tokens, i + 2) == "of":
            return Number(None, i + 1, "tens")
    if word == "many" and lower_at(tokens, i - 1) in ("as", "how", "so", "too", "not", "that"):
        return None
    if word == "few":
        return Number(None, i, "a few") if lower_at(tokens, i - 1) in ("a", "the", "very") else None
    if word in _VAGUE:
        return Number(None, i, _VAGUE[word])
    if word == "couple" and nxt == "of":
        if lower_at(tokens, i + 2) in ("dozen", "hundred", "thousand"):
            return Number(None, i + 2, tokens[i + 2].lower + "s")
        return Number(2, i + 1)
    if word == "handful" and nxt == "of":
        return Number(None, i, "a handful")
    if word in ("number", "numbers") and nxt == "of" and lower_at(tokens, i - 1) in (
        "a", "large", "small", "great", "unknown", "unspecified", "undisclosed", "significant", "huge",
        "considerable", "growing", "high", "substantial", "big", "vast",
    ):  # fmt: skip
        adjective = lower_at(tokens, i - 1)
        return Number(None, i, "a number" if adjective == "a" else f"{adjective} {word}")
    return None


def number_at(tokens: list[Token], i: int) -> Number | None:
    """The number that starts at token ``i``, or None."""
    token = tokens[i]
    word = token.lower
    if token.text[0].isdigit():
        if (value := digits(token.text)) is not None:
            return _scaled(tokens, i, float(value))
        if match := _RANGE.fullmatch(token.text):
            low, high = digits(match[1]), digits(match[2])
            return Number(low, i, high=high) if low is not None and high is not None and low < high else None
        if match := _SUFFIXED.fullmatch(token.text):
            return Number(round(float(match[1]) * _SUFFIX[match[2].lower()]), i)
        if (match := _PLUS.fullmatch(token.text)) and (value := digits(match[1])) is not None:
            return Number(value, i, plus=True)
        if re.fullmatch(r"\d{1,6}\.\d{1,3}", token.text):
            return _scaled(tokens, i, float(token.text))
        return None
    if word == "half" and lower_at(tokens, i + 1) in ("a", "-"):
        last = i + 2
        if lower_at(tokens, last) == "a":
            last += 1
        if lower_at(tokens, last) == "dozen":
            return Number(6, last)
        if lower_at(tokens, last) == "million":
            return Number(500_000, last)
        return None
    if word == "quarter" and [lower_at(tokens, i + k) for k in (1, 2, 3)] == ["of", "a", "million"]:
        return Number(250_000, i + 3)
    if word == "dozen":
        return Number(12, i)
    if found := _vague(tokens, i):
        return found
    if word in SMALL or (word in SCALES and lower_at(tokens, i - 1) in ("a", "an")):
        return _words(tokens, i)
    return None
