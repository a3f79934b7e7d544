"""The words time expressions are built from, each with the one-character code of its class."""

from __future__ import annotations

# One private character a word class. Their order means nothing.
(
    JUNK,
    BREAK,
    DAYNUM,
    NUM,
    YEAR,
    MIL,
    CLOCK,
    NUMDATE,
    DECADE,
    ORD,
    SECOND,
    NUMWORD,
    A,
    VAGUE,
    ABOUT,
    MON,
    WEAKMON,
    WD,
    WEAKWD,
    UNIT,
    UNITS,
    HOURS,
    QUARTER,
    SEASON,
    WEEKEND,
    PART,
    POINT,
    TWILIGHT,
    DAYADV,
    TONIGHT,
    OVERNIGHT,
    THE,
    THIS,
    THAT,
    LAST,
    PAST,
    PREVIOUS,
    NEXT,
    FOLLOWING,
    SAME,
    EDGE,
    LATER,
    END,
    AGO,
    BEFORE,
    AFTER,
    PRIOR,
    OF,
    IN,
    ON,
    AT,
    AND,
    TO,
    HYPHEN,
    COMMA,
    DOT,
    OPEN,
    CLOSE,
    POSS,
    SINCE,
    BETWEEN,
    FROM,
    FOR,
    EVERY,
    SETADV,
    STRAIGHT,
    IN_A_ROW,
    NOW,
    RECENTLY,
    SOON,
    RECENT,
    CURRENT,
    FISCAL,
    PERIOD,
    HALF,
    AMPM,
    OCLOCK,
    ZONE,
    FUTURE,
    SO_FAR,
    LONG,
    MORE,
    INTO,
    RUNUP,
    YEARWORD,
    FROM_NOW,
    EARLY_HOURS,
    ABBRMON,
) = (chr(0xC0 + i) for i in range(88))


def words(text: str) -> frozenset[str]:
    """A set from words written in a row.

    >>> sorted(words("at by"))
    ['at', 'by']
    """
    return frozenset(text.split())


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
#: Month names that are everyday words too: they need a neighbour that makes them a date.
WEAK_MONTHS = frozenset({"may", "march"})

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}

_TEENS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = (
    {word: value for value, word in enumerate(_TEENS.split(), 1)}
    | {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
    | {"hundred": 100, "thousand": 1000}
)

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
#: -1 stands for the last of a kind.
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), 1)} | {
    "thirtieth": 30,
    "hundredth": 100,
    "final": -1,
    "closing": -1,
    "opening": 1,
}

#: Unit name (singular or plural) to its letter: TIMEX3's, but "T..." for the units of a clock.
UNITS_OF = {
    "minute": "TM",
    "hour": "TH",
    "hr": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "2W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
}
PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "nighttime": "NI",
    "midday": "12:00",
    "noon": "12:00",
    "midnight": "24:00",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "dusk": "EV",
    "sunset": "EV",
    "sundown": "EV",
    "nightfall": "EV",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DECADE_WORDS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def _table() -> dict[str, str]:
    groups: dict[str, str] = {
        A: "a an",
        VAGUE: "several few couple some many dozens countless",
        ABOUT: "nearly almost about around roughly approximately",
        UNIT: "minute hour day week fortnight month decade century",
        UNITS: "minutes days weeks fortnights months years decades centuries nights hrs",
        HOURS: "hours",
        QUARTER: "quarter quarters",
        SEASON: "spring summer autumn fall winter",
        WEEKEND: "weekend weekends",
        PART: "morning afternoon evening night",
        POINT: "midnight noon midday",
        TWILIGHT: "dawn daybreak sunrise dusk sunset sundown nightfall",
        DAYADV: "today yesterday tomorrow",
        TONIGHT: "tonight",
        OVERNIGHT: "overnight",
        THE: "the its his their our",
        THIS: "this",
        THAT: "that those",
        LAST: "last latest",
        PAST: "past",
        PREVIOUS: "previous preceding",
        NEXT: "next coming upcoming",
        FOLLOWING: "following ensuing",
        SAME: "same",
        EDGE: "early late mid",
        LATER: "earlier later",
        END: "end start beginning middle close eve",
        AGO: "ago",
        BEFORE: "before",
        AFTER: "after",
        PRIOR: "prior",
        OF: "of",
        IN: "in during over within throughout",
        ON: "on",
        AT: "at by",
        AND: "and or",
        TO: "to until till through thru",
        SINCE: "since",
        BETWEEN: "between",
        FROM: "from",
        FOR: "for",
        EVERY: "every each",
        SETADV: "daily weekly monthly yearly annually nightly hourly",
        STRAIGHT: "consecutive straight successive",
        NOW: "now currently nowadays presently",
        RECENTLY: "recently lately previously",
        SOON: "soon shortly",
        RECENT: "recent",
        CURRENT: "current",
        FISCAL: "fiscal financial",
        PERIOD: "period",
        HALF: "half",
        ZONE: "gmt utc est edt cet eet msk",
        FUTURE: "future",
        LONG: "long old",
        MORE: "more full whole entire trading calendar",
        INTO: "into",
        YEARWORD: "year",
    }
    table = {word: code for code, members in groups.items() for word in members.split()}
    table |= (
        dict.fromkeys(ORDINALS, ORD) | dict.fromkeys(NUMBERS, NUMWORD) | dict.fromkeys(DECADE_WORDS, DECADE)
    )
    table["second"] = SECOND
    return table


WORDS = _table()
