"""The forms of news time expressions, as regular expressions over the lexer's word codes.

Rules are tried in this order at each word and the first that matches wins, so the longer and surer
forms come first. What a form means is said in `days`, `years`, `counts` and `units`.
"""

from __future__ import annotations

import re

from counterclaim.reading.times.lexicon import (
    ABBRMON,
    ABOUT,
    AFTER,
    AGO,
    AMPM,
    AND,
    AT,
    BEFORE,
    BETWEEN,
    BREAK,
    CLOCK,
    CLOSE,
    COMMA,
    CURRENT,
    DAYADV,
    DAYNUM,
    DECADE,
    DOT,
    EARLY_HOURS,
    EDGE,
    END,
    EVERY,
    FISCAL,
    FOLLOWING,
    FOR,
    FROM,
    FROM_NOW,
    FUTURE,
    HALF,
    HOURS,
    HYPHEN,
    IN,
    IN_A_ROW,
    INTO,
    JUNK,
    LAST,
    LATER,
    LONG,
    MIL,
    MON,
    MORE,
    NEXT,
    NOW,
    NUM,
    NUMDATE,
    NUMWORD,
    OCLOCK,
    OF,
    ON,
    OPEN,
    ORD,
    OVERNIGHT,
    PART,
    PAST,
    PERIOD,
    POINT,
    POSS,
    PREVIOUS,
    PRIOR,
    QUARTER,
    RECENT,
    RECENTLY,
    RUNUP,
    SAME,
    SEASON,
    SECOND,
    SETADV,
    SO_FAR,
    SOON,
    STRAIGHT,
    THAT,
    THE,
    THIS,
    TO,
    TONIGHT,
    TWILIGHT,
    UNIT,
    UNITS,
    VAGUE,
    WD,
    WEAKMON,
    WEAKWD,
    WEEKEND,
    YEAR,
    YEARWORD,
    ZONE,
    A,
)

_MONTH = f"(?:[{MON}{WEAKMON}]|{ABBRMON}{DOT}?)"
_DAYN = f"[{DAYNUM}{ORD}{SECOND}](?!{AMPM})"
_MD = f"{_MONTH}{THE}?{_DAYN}(?:{COMMA}?{YEAR})?"
_DM = f"{THE}?[{DAYNUM}{ORD}{SECOND}]{OF}?{_MONTH}(?:{COMMA}?{YEAR})?"
_DATE = f"(?:(?:{WD}|{WEAKWD}{DOT}?){COMMA}?)?(?:{NUMDATE}|{_MD}|{_DM})"
# "Following Monday's vote" is no "following Monday": that needs its article.
_WDX = f"(?:{THE}?[{LAST}{PAST}{NEXT}{THIS}{PREVIOUS}]|{THE}{FOLLOWING})?{WD}"

# Bounded, so that a page of number words costs no more than its length.
_WORDS = f"{NUMWORD}(?:{HYPHEN}?{NUMWORD}){{0,5}}"
_COUNT = f"(?:{A}{VAGUE}{OF}?|{A}{_WORDS}|{A}|[{DAYNUM}{NUM}{YEAR}]|{VAGUE}{OF}?|{_WORDS})"
_QTY = f"{ABOUT}?{_COUNT}(?:[{TO}{AND}{HYPHEN}](?:{A}{HALF}|[{DAYNUM}{NUM}]|{_WORDS})|{AND}{A}{HALF})?"
_UNIT1 = f"[{UNIT}{YEARWORD}]"
_UNITX = f"{MORE}?[{UNIT}{UNITS}{HOURS}{QUARTER}{YEARWORD}]"

_ZONED = f"[{MIL}{YEAR}{CLOCK}{DAYNUM}{NUM}]{AMPM}?{ZONE}"
_CLK = (
    f"(?:[{DAYNUM}{CLOCK}{NUM}]{AMPM}|{CLOCK}|[{DAYNUM}{NUMWORD}]{OCLOCK}|[{MIL}{YEAR}]{HOURS}?{ZONE}|{MIL}{HOURS}"
    f"|[{DAYNUM}]{ZONE})"
    f"{ZONE}?(?:{OPEN}{_ZONED}{WD}?{CLOSE})?"
)
_PRE = (
    f"(?:{THE}?{PART}{OF}|{THE}?{EARLY_HOURS}(?:{OF}|{ON})?|{EDGE}{HYPHEN}?{PART}?{ON}?|{LATER}{ON}?"
    f"|{OVERNIGHT}[{ON}{INTO}]?|(?:{POINT}|{TWILIGHT})[{ON}{OF}]?|{_CLK}{COMMA}?{ON}?)"
)
_POST = (
    f"(?:{HYPHEN}?{EDGE}?{HYPHEN}?{PART}|{OVERNIGHT}|{COMMA}?{AT}?{_CLK}|{AT}?{POINT}"
    f"|[{AT}{BEFORE}]{TWILIGHT})"
)
_WHICH = f"[{LAST}{THIS}{NEXT}{THAT}{SAME}{PREVIOUS}{FOLLOWING}{CURRENT}]"
_REFYEAR = f"(?:{YEAR}|{THE}?{_WHICH}{FISCAL}?{YEARWORD})"
_OFYEAR = f"(?:{FISCAL}?{YEAR}|{THE}?{_WHICH}?{FISCAL}?{YEARWORD})"
_DEIXIS = f"(?:{THE}?[{LAST}{PAST}{NEXT}{THIS}{THAT}{PREVIOUS}{SAME}{CURRENT}]|{THE}{FOLLOWING})"
_PERIODS = f"[{UNIT}{YEARWORD}{QUARTER}{SEASON}{WEEKEND}]"

#: Rule name -> pattern. The order is the priority.
RULES: dict[str, str] = {
    "dayrange": (
        f"(?:{THE}?[{PART}{OVERNIGHT}]{OF})?(?:"
        f"[{BETWEEN}{FROM}]?{THE}?{_DAYN}[{TO}{HYPHEN}]{THE}?{_DAYN}{OF}?{_MONTH}(?:{COMMA}?{YEAR})?"
        f"|{BETWEEN}?{THE}?{_DAYN}{AND}{THE}?{_DAYN}{OF}?{_MONTH}(?:{COMMA}?{YEAR})?"
        f"|[{BETWEEN}{FROM}]?{_MONTH}{_DAYN}[{TO}{HYPHEN}]{THE}?{_DAYN}(?!{OF}?{_MONTH})(?:{COMMA}?{YEAR})?"
        f"|{BETWEEN}{_MONTH}{_DAYN}{AND}{THE}?{_DAYN}(?!{OF}?{_MONTH})(?:{COMMA}?{YEAR})?)"
    ),
    "overday": f"{OVERNIGHT}(?:{FROM}?{WD}[{TO}{INTO}]|{BETWEEN}{WD}{AND}){WD}|{THE}?{PART}[{TO}{INTO}]{WD}",
    "day": (
        f"(?:{_PRE}{THE}?)?(?:[{LAST}{PAST}{NEXT}{THIS}]?{_DATE}|{_WDX}|{DAYADV}|{WEAKWD}(?={DOT}?{PART}))"
        f"{_POST}?"
    ),
    "quarter": (
        f"{THE}?(?:(?:{YEAR}|[{LAST}{THIS}{NEXT}]{YEARWORD}{POSS}){HYPHEN}?)?(?:{YEARWORD}{HYPHEN}{AGO})?"
        f"{FISCAL}?{HYPHEN}?[{ORD}{SECOND}]{HYPHEN}?[{QUARTER}{HALF}](?:{OF}{_OFYEAR})?|{THE}?{LAST}{QUARTER}{OF}{_OFYEAR}"
    ),
    "nunits": f"{THE}?[{ORD}{LAST}]{_QTY}[{UNITS}{QUARTER}](?:{OF}(?:{_MONTH}{YEAR}?|{_OFYEAR}))?",
    "unitof": f"{THE}?[{ORD}{SECOND}{LAST}][{UNIT}{YEARWORD}{WEEKEND}]{OF}(?:{_MONTH}{YEAR}?|{_OFYEAR})",
    "month": (
        f"(?:{EDGE}{HYPHEN}?{TO}?|{THE}?{END}{OF}|{LATER}{IN}?)?(?:{THE}?[{LAST}{PAST}{NEXT}{THIS}{THAT}{SAME}{PREVIOUS}]|{THE}{FOLLOWING})?"
        f"(?:[{MON}{WEAKMON}](?!{_DAYN})|{ABBRMON}(?!{DOT}?{_DAYN}){DOT}?)(?:[{OF}{COMMA}]?{_REFYEAR})?"
    ),
    "part": (
        f"{LATER}?(?:[{THIS}{THAT}{LAST}]|{THE}[{SAME}{FOLLOWING}{PREVIOUS}{NEXT}]){PART}|{TONIGHT}"
        f"|{THE}(?:{PART}|{UNIT}|{YEARWORD})[{BEFORE}{AFTER}]"
    ),
    "pastn": f"{THE}?[{LAST}{PAST}{PREVIOUS}{NEXT}{FOLLOWING}{RECENT}]{MORE}?{_QTY}{_UNITX}",
    "ago": f"{_QTY}{_UNITX}{AGO}",
    "relpost": f"{_QTY}{_UNITX}(?:[{LATER}{BEFORE}{PRIOR}{AFTER}]|{FROM_NOW})",
    "yearago": f"{THE}?{A}?{YEARWORD}{HYPHEN}[{AGO}{LATER}](?:{PERIOD}|{QUARTER})?",
    "nth": f"{FOR}?[{THE}{A}]?[{ORD}{SECOND}]{STRAIGHT}?[{UNIT}{YEARWORD}{PART}](?:{IN_A_ROW})?",
    "relunit": (
        f"{SO_FAR}?(?:{LATER}{IN}?|{EDGE}{HYPHEN}?|{THE}?{END}{OF})?{_DEIXIS}[{FISCAL}{MORE}]?{_PERIODS}"
        f"|{LATER}{IN}{THE}{_PERIODS}|{THE}?{END}{OF}{THE}{_PERIODS}|{THE}?{YEARWORD}{POSS}?{HYPHEN}?{END}"
        f"|{THE}?{WEEKEND}|{THE}{SEASON}|{SEASON}{OF}?{YEAR}|{THE}{DAYNUM}?{FISCAL}{YEARWORD}|{THE}[{QUARTER}]"
        f"|{THE}{MORE}?{YEARWORD}|{THE}{LAST}?{PERIOD}|{THE}{YEAR}(?:{PERIOD}|{QUARTER})"
    ),
    "recentn": f"{THE}?[{RECENT}{NEXT}{PAST}{LAST}][{UNITS}{HOURS}{QUARTER}]",
    "after": f"{AFTER}{_QTY}{_UNITX}",
    "set": (
        f"{EVERY}(?:[{ORD}{SECOND}]|{_QTY})?"
        f"[{UNIT}{UNITS}{HOURS}{YEARWORD}{QUARTER}{WD}{MON}{PART}{SEASON}{WEEKEND}]|{SETADV}"
    ),
    "duration": f"{_QTY}{HYPHEN}?{_UNITX}(?:{HYPHEN}?{LONG})?|[{UNIT}{UNITS}{YEARWORD}]{HYPHEN}?{LONG}",
    "clock": _CLK,
    "overnight": OVERNIGHT,
    "point": f"{THE}?{EARLY_HOURS}|{POINT}|{TWILIGHT}",
    "century": f"{THE}?{ORD}{HYPHEN}?{UNIT}",
    "decade": f"{THE}?(?:{EDGE}{HYPHEN}?(?:{TO}{EDGE}{HYPHEN}?)?)?{DECADE}",
    "year": (
        f"{YEAR}{HYPHEN}[{DAYNUM}{NUM}]|(?:{EDGE}{HYPHEN}?|{THE}?{END}{OF}|{THE}?{YEARWORD})?{FISCAL}?{YEAR}"
    ),
    "bareunits": f"{UNITS}|{HOURS}",
    "now": f"[{NOW}{CURRENT}]",
    "recently": f"{RECENTLY}|{RECENT}|{THE}{PAST}",
    "soon": f"{SOON}|{THE}{FUTURE}",
    "runup": f"{THE}?{RUNUP}",
}

#: The same rules one by one, for when the winner turns out not to be a time after all.
EACH: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in RULES.items()}
#: Classes no rule begins with; most words of a text stop here.
_NEVER_FIRST = "".join((JUNK, BREAK, COMMA, DOT, CLOSE, POSS, HYPHEN, AND, OF, IN, ON, AT, TO))
MASTER = re.compile(
    f"(?=[^{_NEVER_FIRST}])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in RULES.items()) + ")"
)
