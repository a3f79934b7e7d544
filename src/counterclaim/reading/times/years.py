"""Months, quarters, years, decades and centuries: "mid-January", "the final quarter of 2025", "the 1990s"."""

from __future__ import annotations

from datetime import date

from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.lexicon import words
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.reader import (
    DEICTIC,
    MONTH_CODES,
    NAMED_DAY_BEFORE,
    UNIT_CODES,
    Found,
    Reader,
)

#: Given names and words before which "May", "March", "Jan" are no months.
_MONTH_LEAD = words(
    "in of since until till through from by to and between during last next this early late mid before "
    "after on throughout or around late- for"
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir"))
_PLURAL_LIKE = frozenset(("NNS", "NNPS"))


def ref_year(r: Reader, first: int, last: int) -> int | None:
    """The year meant by "2024", "last year", "the year" in these words."""
    y = r.find(first, last, lx.YEAR)
    if y >= 0:
        return int(r.words[y])
    if r.today is None:
        return None
    lead = next((r.codes[i] for i in range(last, first - 1, -1) if r.codes[i] in DEICTIC), "")
    if lead in (lx.THAT, lx.SAME, lx.FOLLOWING, lx.PREVIOUS):
        ref = r.last_resolved()
        base = ref.period.start.year if ref and ref.period else r.today.year
        return base + {lx.FOLLOWING: 1, lx.PREVIOUS: -1}.get(lead, 0)
    return r.today.year + {lx.LAST: -1, lx.NEXT: 1}.get(lead, 0)


def month_expr(r: Reader, first: int, last: int) -> Found | None:
    """A month, with its year or part: "mid-January", "October last year", "last May"."""
    codes, words = r.codes, r.words
    mon = r.find(first, last, MONTH_CODES)
    number = lx.MONTHS[words[mon]]
    modified = first != mon or last > mon + (r.code(mon + 1) == lx.DOT)
    if not modified and (not is_month(r, mon) or r.before(mon) in NAMED_DAY_BEFORE):
        return None
    if not modified:
        last = mon
    if codes[last] == lx.DOT and not modified:
        last = mon
    lead = next((codes[i] for i in range(first, mon) if codes[i] in DEICTIC), "")
    year: int | None = None
    explicit = last > mon and r.find(mon + 1, last, lx.YEAR + lx.YEARWORD) >= 0
    forward = False
    if explicit:
        year = ref_year(r, mon + 1, last)
    elif r.today is not None:
        here = r.today.year
        ahead = number > r.today.month
        if lead in (lx.LAST, lx.PAST):
            year = here if number < r.today.month else here - 1
        elif lead == lx.NEXT:
            year = here if ahead else here + 1
        elif lead in (lx.THAT, lx.SAME):
            ref = r.last_resolved()
            year = ref.period.start.year if ref and ref.period else here
        elif lead == lx.THIS or number == r.today.month:
            year = here
        elif r.way(first, last) == "future":
            year, forward = (here if ahead else here + 1), True
        else:
            year = here - 1 if ahead else here
    if year is None or not 1 <= year <= 9999:
        return r.bare(first, last, "month", f"XXXX-{number:02d}")
    period = cal.month(year, number)
    found = r.resolved(
        first,
        last,
        "month",
        edged(r, first, mon, period),
        anchor="absolute" if explicit and r.find(mon, last, lx.YEAR) >= 0 else "dateline",
        explicit=explicit,
        forward=forward,
    )
    found.monthly = True
    return found


def is_month(r: Reader, mon: int) -> bool:
    """Whether a bare month name is a month and no other word or name."""
    before = r.before(mon)
    if r.codes[mon] == lx.MON:
        tokens = r.doc.tokens
        entity = tokens[r.doc.token_at(r.lexed.starts[mon])].entity if tokens else ""
        if r.titled(mon) and (r.tag(mon - 1).startswith("NNP") or before in _TITLES):
            # "Ms April": a person's name.
            return False
        return entity not in ("PERSON", "ORG") or before in _MONTH_LEAD
    return before in _MONTH_LEAD or (
        r.code(mon - 1) in (lx.COMMA, lx.AND, lx.HYPHEN) and r.code(mon - 2) in MONTH_CODES
    )


def edged(r: Reader, first: int, stop: int, period: Period) -> Period:
    """``period`` cut by "early", "mid", "late", "the end of", "earlier", "later" before it."""
    for i in range(first, stop):
        code, word = r.codes[i], r.words[i]
        if code == lx.EDGE:
            return cal.edge(period, word)
        if code == lx.END:
            which = {"end": "end", "close": "end", "eve": "start", "middle": "mid"}.get(word, "start")
            return cal.edge(period, which)
        if code in (lx.LATER, lx.SO_FAR) and r.today is not None and period.start <= r.today <= period.end:
            if word == "later":
                return Period(r.today, period.end, period.precision, period.value)
            return Period(period.start, r.today, period.precision, period.value)
    return period


def quarter(r: Reader, first: int, last: int) -> Found | None:
    """ "the third quarter", "the second half of 2024"."""
    codes, words = r.codes, r.words
    # The ordinal right before "quarter" or "half"; an earlier one belongs to something else.
    unit = r.find(first, last, lx.QUARTER + lx.HALF)
    ordinal = max((i for i in range(first, unit) if codes[i] in lx.ORD + lx.SECOND + lx.LAST), default=-1)
    if ordinal < 0:
        return None
    word = words[ordinal]
    halves = codes[unit] == lx.HALF
    n = lx.ORDINALS.get(word) or (int(word) if word.isdigit() else -1)
    if n == -1:
        n = 2 if halves else 4
    if not 1 <= n <= (2 if halves else 4):
        return None
    stated = r.find(first, last, lx.YEAR + lx.YEARWORD)
    explicit = stated >= 0
    if r.today is None and (stated < 0 or codes[stated] != lx.YEAR):
        return r.bare(first, last, "quarter", f"XXXX-{'H' if halves else 'Q'}{n}")
    year: int | None
    if r.find(first, last, lx.AGO) >= 0 and r.today is not None:
        year = r.today.year - 1
    elif explicit:
        year = ref_year(r, first, last)
    elif r.today is not None:
        year = r.today.year
        # A quarter not yet begun, told of without looking forward, was last year's.
        starts = (n - 1) * (6 if halves else 3) + 1
        if starts > r.today.month + 3 and r.way(first, last) == "past":
            year -= 1
    else:
        year = None
    if year is None or not 1 <= year <= 9999:
        return None
    period = cal.half(year, n) if halves else cal.quarter(year, n)
    found = r.resolved(
        first,
        last,
        "quarter",
        period,
        anchor="absolute" if stated >= 0 and codes[stated] == lx.YEAR else "dateline",
    )
    found.explicit = explicit
    if r.focus is None or (r.today is not None and period.end < r.today):
        r.focus = period.value
    return found


def valued(r: Reader, first: int, last: int, value: str) -> Found | None:
    """A year, quarter or half from its TIMEX3 value."""
    y, _, rest = value.partition("-")
    if not y.isdigit() or not 1 <= int(y) <= 9999:
        return None
    if rest[:1] == "Q":
        return r.resolved(first, last, "relunit", cal.quarter(int(y), int(rest[1])))
    if rest[:1] == "H":
        return r.resolved(first, last, "relunit", cal.half(int(y), int(rest[1])))
    return r.resolved(first, last, "relunit", cal.year(int(y)))


def plain_year(r: Reader, first: int, last: int) -> Found | None:
    """ "2021", "early 2024", "2014-16"."""
    yi = r.find(first, last, lx.YEAR)
    n = int(r.words[yi])
    if last > yi:
        return year_range(r, first, last, n)
    if first == yi and not is_year(r, yi, n):
        return None
    period = cal.year(n)
    return r.resolved(first, last, "year", edged(r, first, last, period), anchor="absolute", explicit=True)


def year_range(r: Reader, first: int, last: int, n: int) -> Found | None:
    """ "2014-16"."""
    word = r.words[last]
    end = n // 100 * 100 + int(word)
    if len(word) != 2 or not n < end or not is_year(r, first, n) or r.code(last + 1) == lx.HYPHEN:
        return None
    period = Period(date(n, 1, 1), date(end, 12, 31), "year", f"{n:04d}")
    return r.resolved(first, last, "year", period, anchor="absolute", explicit=True)


def is_year(r: Reader, i: int, n: int) -> bool:
    """Whether a bare four-digit number is a year: not a count of things, not money, not a model."""
    if not 1900 <= n <= 2060 and not (n < 1900 and r.before(i) in ("in", "since", "of", "by", "until")):
        return False
    raw = r.doc.text[max(0, r.lexed.starts[i] - 1) : r.lexed.starts[i]]
    if raw and raw in "$£€#-/.:@" and raw != "-":
        return False
    nxt = r.code(i + 1)
    after = r.after_word(i)
    if after in (
        "%",
        "percent",
        "per",
        "km",
        "kilometres",
        "kilometers",
        "metres",
        "meters",
        "feet",
        "tons",
        "tonnes",
    ):
        return False
    if nxt in (lx.UNITS, lx.HOURS, lx.ZONE, lx.NUM) or (nxt == lx.HYPHEN and r.code(i + 2) in UNIT_CODES):
        return False
    before = r.before(i)
    if r.tag(i + 1) in _PLURAL_LIKE and not r.raw(i + 1)[0].isupper():
        # "2000 soldiers" is a count; "the 2008 elections" and "the 1990 attacks" name a year.
        return r.code(i - 1) in (lx.THE, lx.POSS) and n != 2000
    return before not in (
        "flight",
        "resolution",
        "number",
        "no",
        "nearly",
        "about",
        "some",
        "over",
        "than",
        "least",
    )


def decade(r: Reader, first: int, last: int) -> Found | None:
    """ "the 1990s", "the early 1980s"."""
    i = r.find(first, last, lx.DECADE)
    word = r.words[i].strip("'’‘").replace("'", "").replace("’", "")
    digits = word.rstrip("s")
    if word in lx.DECADE_WORDS:
        if r.code(i - 1) not in (lx.THE, lx.EDGE, lx.HYPHEN) or (
            r.before(first) in ("in",) and r.words[first] in ("his", "their", "its")
        ):
            return None
        start = 1900 + lx.DECADE_WORDS[word]
    elif len(digits) == 4:
        start = int(digits)
        if not 1000 <= start < 2100:
            return None
    else:
        start = 1900 + int(digits)
        if r.code(i - 1) not in (lx.THE, lx.EDGE, lx.HYPHEN) or r.words[i - 1] in ("his", "their", "its"):
            return None
    period = cal.decade(start)
    edges = r.all_of(first, i, lx.EDGE)
    if len(edges) == 1:
        period = cal.edge(period, r.words[edges[0]])
    return r.resolved(first, last, "decade", period, anchor="absolute", explicit=True)


def century(r: Reader, first: int, last: int) -> Found | None:
    """ "the 20th century"."""
    if r.words[last] != "century":
        return None
    word = r.words[r.find(first, last, lx.ORD)]
    n = lx.ORDINALS.get(word) or (int(word) if word.isdigit() else 0)
    if not 2 <= n <= 21:
        return None
    start = (n - 1) * 100
    period = Period(date(start + 1, 1, 1), date(start + 100, 12, 31), "decade", f"{n - 1:02d}")
    return r.resolved(first, last, "century", period, anchor="absolute", explicit=True)
