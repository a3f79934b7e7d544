"""Cuts a text into words and turns it into a string of codes, one character a word.

The grammar is then a set of short regular expressions over that string: fast, and readable with names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.reading.times.lexicon import (
    ABBRMON,
    ABOUT,
    AMPM,
    BREAK,
    CLOCK,
    CLOSE,
    COMMA,
    DAYNUM,
    DECADE,
    DOT,
    EARLY_HOURS,
    FROM_NOW,
    HYPHEN,
    IN_A_ROW,
    JUNK,
    MIL,
    MON,
    MONTHS,
    NOW,
    NUM,
    NUMBERS,
    NUMDATE,
    OCLOCK,
    OPEN,
    ORD,
    POSS,
    RUNUP,
    SO_FAR,
    WD,
    WEAK_MONTHS,
    WEAKMON,
    WEAKWD,
    WEEKDAYS,
    WORDS,
    YEAR,
    ZONE,
)

# White space is eaten first, so that no alternative is tried on it; line breaks may end a paragraph.
_LEX = re.compile(
    r"""[ \t]*(?:(?=[\d'’‘])(?:
    (?P<NUMDATE>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])
        |(?<![\d./-])(?:\d{1,2}([/.-])\d{1,2}\2\d{4}|\d{1,2}/\d{1,2}/\d{2}|\d{4}/\d{1,2}/\d{1,2})
        (?![\d/]|[.]\d))
  | (?P<MILDATE>\b\d{1,2}
        (?:\ (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC)\ |-(?:[A-Z][A-Za-z]{2})-)
        \d{2}(?:\d{2})?\b)
  | (?P<CLOCK>\d{1,2}:\d{2}(?::\d{2})?(?![:\d]))
  | (?P<ORD>\d{1,4}(?:st|nd|rd|th)\b)
  | (?P<DECADE>(?:\d{3}|['’‘]?[1-9])0['’]?s\b)
  | (?P<NUM>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|['’‘]\d\d\b|\d+))
  | (?P<SPOKEN>\b(?:[eE]igh|[nN]ine)teen[ -](?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty
        (?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?
        |(?:thir|four|fif|six|seven|eigh|nine)teen)\b(?![ -]years?))
  | (?P<AMPM>[aApP]\.\s?[mM]\b\.?)
  | (?P<ABOUT>(?:[mM]ore\ than|[lL]ess\ than|[aA]t\ least|[aA]t\ most|[uU]p\ to|[nN]o\ more\ than)\b)
  | (?P<PHRASE>(?:[eE]arly|[sS]mall|[wW]ee|[pP]re-?dawn)(?:\ morning)?\ hours\b|in\ a\ row\b|[sS]o\ far\b
        |local\ time\b|from\ now\b|run-up\b|[lL]ead-up\b|o['’]clock\b|[rR]ight\ now\b
        |these\ days\b|[aA]t\ the\ moment\b|[Rr]un\s?up\ to\b)
  | (?P<WORD>[^\W\d_]+)
  | (?P<BREAK>\n\s*\n)
  | (?P<POSS>['’]s?(?![^\W_]))
  | (?P<MARK>[^\w\s])
    )""",
    re.X,
)
_PHRASES = {
    "in a row": IN_A_ROW,
    "so far": SO_FAR,
    "local time": ZONE,
    "from now": FROM_NOW,
    "run-up": RUNUP,
    "runup to": RUNUP,
    "run up to": RUNUP,
    "lead-up": RUNUP,
    "o'clock": OCLOCK,
    "o’clock": OCLOCK,
    "right now": NOW,
    "these days": NOW,
    "at the moment": NOW,
}
_MARKS = {
    "-": HYPHEN,
    "–": HYPHEN,
    "—": HYPHEN,
    "‑": HYPHEN,
    ",": COMMA,
    ".": DOT,
    "(": OPEN,
    ")": CLOSE,
}


@dataclass(slots=True)
class Lexed:
    """A text as codes (one character a word) with each word's place and lower-cased form."""

    codes: str
    starts: list[int]
    ends: list[int]
    words: list[str]


def lex(text: str) -> Lexed:
    """Cut a text into words and class each one.

    >>> lex("on 12 October").words
    ['on', '12', 'october']
    """
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    table = WORDS
    for m in _LEX.finditer(text):
        kind = m.lastgroup or "MARK"
        word = m[kind]
        lower = word.lower()
        if kind == "WORD":
            code = table.get(lower, JUNK)
            if code is JUNK and len(lower) > 2:
                code = _name_code(word, lower)
            elif code is JUNK and lower in ("am", "pm"):
                code = AMPM if codes and codes[-1] in (DAYNUM, CLOCK, NUM) else JUNK
        elif kind == "MARK":
            code = _MARKS.get(word, JUNK)
        elif kind == "NUM":
            code, lower = _number_code(lower)
        elif kind == "PHRASE":
            code = _PHRASES.get(lower, EARLY_HOURS)
        elif kind == "SPOKEN":
            code, lower = YEAR, _spoken_year(lower)
        elif kind == "ORD":
            code, lower = ORD, lower[:-2]
        else:
            code = _BY_KIND[kind]
        codes.append(code)
        starts.append(m.start(kind))
        ends.append(m.end())
        words.append(lower)
    return Lexed("".join(codes), starts, ends, words)


_BY_KIND = {
    "NUMDATE": NUMDATE,
    "MILDATE": NUMDATE,
    "CLOCK": CLOCK,
    "DECADE": DECADE,
    "AMPM": AMPM,
    "ABOUT": ABOUT,
    "BREAK": BREAK,
    "POSS": POSS,
    "MARK": JUNK,
}


def _name_code(word: str, lower: str) -> str:
    """Months and weekdays count only with a capital: "may", "march", "sun" and "sat" are words."""
    if not word[0].isupper():
        return JUNK
    if lower in MONTHS:
        if lower in WEAK_MONTHS:
            return WEAKMON
        return ABBRMON if len(lower) < 5 and lower not in ("june", "july") else MON
    if lower in WEEKDAYS:
        return WD if len(lower) > 5 else WEAKWD
    return JUNK


def _spoken_year(phrase: str) -> str:
    """ "nineteen ninety-six" as figures."""
    century, *rest = phrase.replace("-", " ").split()
    return str(NUMBERS[century] * 100 + sum(NUMBERS[word] for word in rest))


def _number_code(word: str) -> tuple[str, str]:
    if word[0] in "'’‘":
        return YEAR, ("19" if word[1:] > "50" else "20") + word[1:]
    if not word.isdigit() or not word.isascii():
        return NUM, word
    if len(word) <= 2:
        return (DAYNUM if 1 <= int(word) <= 31 else NUM), word
    if len(word) == 4:
        if word[0] == "0":
            return MIL, word
        # Years a news text names; earlier ones hardly ever stand without their century.
        if 1000 <= int(word) < 2100:
            return YEAR, word
    return NUM, word
