"""Counted units: "two days prior", "for a third day", "after 25 days", "the past five years"."""

from __future__ import annotations

import itertools
from datetime import date

from counterclaim.model import Anchor
from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.lexicon import words
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.reader import DEICTIC, PRECISION, Found, Reader, duration_value, moved
from counterclaim.reading.times.years import valued

_ENTERED = words("entered enters entering enter")
_HAVE = frozenset(("has", "have", "'ve", "’ve"))
_NOT_BARE = words("these those working office business school opening light recent coming")
_PEOPLE = words(
    "man woman boy girl child son daughter student teacher soldier worker farmer driver journalist "
    "father mother brother sister resident civilian fighter militant officer leader victim baby infant "
    "teenager youth refugee lawyer activist reporter nurse doctor shopkeeper labourer laborer trader"
)


def span_back(r: Reader, first: int, last: int, n: float | None, unit: str, sign: int) -> Found:
    """[today - n units, today], or ahead of it, as a duration."""
    value = duration_value(n, unit)
    found = Found(first, last, "pastn", "DURATION", value)
    if r.today is None:
        return found
    if n is None:
        found.start, found.end = (None, r.today.isoformat()) if sign < 0 else (r.today.isoformat(), None)
        found.anchor = "dateline"
        return found
    other = moved(r.today, unit, sign * n)
    if other is None:
        return found
    a, b = (other, r.today) if sign < 0 else (r.today, other)
    found.start, found.end = a.isoformat(), b.isoformat()
    found.precision, found.anchor = PRECISION[unit], "dateline"
    found.period = Period(a, b, found.precision, value)
    return found


def pastn(r: Reader, first: int, last: int) -> Found | None:
    """ "the past five years", "the next 48 hours": up to the dateline, or on from it."""
    codes = r.codes
    lead = next((codes[i] for i in range(first, last + 1) if codes[i] in DEICTIC + lx.RECENT), lx.LAST)
    at = next(i for i in range(first, last + 1) if codes[i] in DEICTIC + lx.RECENT + lx.ORD)
    start = at + 1
    while start <= last and codes[start] == lx.MORE:
        start += 1
    n, _ = r.count(start, last)
    return span_back(r, first, last, n, r.unit(start, last), 1 if lead in (lx.NEXT, lx.FOLLOWING) else -1)


def recentn(r: Reader, first: int, last: int) -> Found | None:
    """ "recent days", "the coming weeks": one end known, the other not."""
    lead = next(c for c in r.codes[first:] if c in DEICTIC + lx.RECENT)
    return span_back(r, first, last, None, r.unit(first, last), 1 if lead == lx.NEXT else -1)


def ago(r: Reader, first: int, last: int) -> Found | None:
    """ "three years ago", "two weeks ago": the unit so far back, as wide as the unit."""
    n, _ = r.count(first, last - 1)
    unit = r.unit(first, last)
    if n is None:
        found = r.bare(first, last, "ago", "PAST_REF")
        if r.today is not None:
            found.end, found.anchor = r.today.isoformat(), "dateline"
        return found
    if r.today is None:
        return r.bare(first, last, "ago", "PAST_REF")
    if unit == "Y" and n == 1 and r.focus:
        return valued(r, first, last, f"{int(r.focus[:4]) - 1}{r.focus[4:]}")
    return counted(r, first, last, r.today, -n, unit, "dateline", "ago")


def counted(
    r: Reader, first: int, last: int, base: date, n: float, unit: str, anchor: Anchor, rule: str
) -> Found | None:
    """The day, week, month or year that lies ``n`` units from ``base``."""
    target = moved(base, unit, n)
    if target is None:
        return r.bare(first, last, rule, "PAST_REF" if n < 0 else "FUTURE_REF")
    if unit in ("TH", "TM"):
        found = r.resolved(first, last, rule, cal.day(target), anchor=anchor, kind="TIME")
        found.start = min(target, base).isoformat()
        found.end = max(target, base).isoformat()
        found.precision = "hour"
        return found
    if unit in ("M", "Y", "Q", "E", "C"):
        period = cal.unit_period(target, "Y" if unit in ("E", "C") else unit)
    elif unit in ("W", "2W") and anchor == "dateline":
        week = cal.week(target)
        period = Period(week.start, week.end, "week", target.isoformat())
    else:
        period = cal.day(target)
    return r.resolved(first, last, rule, period, anchor=anchor)


def yearago(r: Reader, first: int, last: int) -> Found | None:
    """ "the year-ago quarter", "a year-earlier loss"."""
    if r.today is None:
        return r.bare(first, last, "yearago", "PAST_REF")
    if r.focus:
        return valued(r, first, last, f"{int(r.focus[:4]) - 1}{r.focus[4:]}")
    return r.resolved(first, last, "yearago", cal.year(r.today.year - 1))


def relpost(r: Reader, first: int, last: int) -> Found | None:
    """ "two days earlier", "a week before", "three days later", "two days before Monday's raid"."""
    word = r.words[last]
    sign = 1 if word in ("later", "after", "from now") else -1
    n, _ = r.count(first, last - 1)
    unit = r.unit(first, last)
    value = duration_value(n, unit)
    if n is None:
        return r.bare(first, last - (word in ("before", "after")), "relpost", value, "DURATION")
    if unit == "Y" and n == 1 and sign < 0 and r.focus and word == "earlier":
        return valued(r, first, last, f"{int(r.focus[:4]) - 1}{r.focus[4:]}")
    if word == "from now" and r.today is not None:
        return counted(r, first, last, r.today, n, unit, "dateline", "relpost")
    found = r.bare(first, last, "relpost", value, "DURATION")
    if word in ("before", "after"):
        found.last = last - 1
        # Counted from the date that follows, set once that has been read.
        found.rule = "relpost+" if sign > 0 else "relpost-"
        found.tail = last
    ref = r.last_period(first, ("day", "part of day", "hour", "minute", "dayrange"), paragraph=True)
    if unit in ("M", "Y", "E") and ref is None:
        ref = r.last_period(first, ("month", "year", "quarter"), paragraph=True)
    if word in ("before", "after") and not r.ends_phrase(last):
        return found
    if ref is not None and ref.period is not None:
        base = ref.period.start
        anchored = counted(r, first, last, base, sign * n, unit, "event", "relpost")
        if anchored is not None:
            return anchored
    if r.today is not None and unit == "Y" and n == 1 and sign < 0:
        return r.resolved(first, last, "relpost", cal.year(r.today.year - 1))
    return found


def nth(r: Reader, first: int, last: int) -> Found | None:
    """ "for a third day", "the third consecutive night", "entered its second week"."""
    codes = r.codes
    strong = codes[first] == lx.FOR or r.find(first, last, lx.STRAIGHT + lx.IN_A_ROW) >= 0
    entered = r.before(first) in _ENTERED or r.code(first - 1) == lx.INTO
    if r.before(first) == "in" and r.words[first] in ("its", "their"):
        # "The war, now in its 18th month".
        entered = True
    if not strong and not entered:
        return None
    ordinal = r.find(first, last, lx.ORD + lx.SECOND)
    word = r.words[ordinal]
    n = lx.ORDINALS.get(word) or (int(word) if word.isdigit() else 0)
    unit = r.unit(ordinal, last)
    if n < 1:
        return None
    value = duration_value(n, unit)
    lead = first
    if codes[first] == lx.FOR:
        first += 1
    found = Found(first, last, "nth", "DURATION", value, lead=lead)
    ref = r.near_day(first)
    base = ref.period.start if ref and ref.period else r.today
    if base is None:
        return found
    start = cal.shift(base, unit, -(n - 1))
    if start is None:
        return found
    found.start, found.end = start.isoformat(), base.isoformat()
    found.precision = PRECISION[unit]
    found.anchor = "event" if ref else "dateline"
    return found


def after_stretch(r: Reader, first: int, last: int) -> Found | None:
    """ "reopened after 25 days": the stretch that ended on the day told of."""
    found = duration(r, first + 1, last)
    if found is None:
        return None
    found.lead = first
    if r.code(last + 1) in (lx.AGO, lx.LATER):
        return None
    return stretch(r, found, first)


def stretch(r: Reader, found: Found, first: int) -> Found:
    """The days a duration covers when it ends on the day told of."""
    n, _ = r.count(found.first, found.last)
    unit = r.unit(found.first, found.last)
    ref = r.near_day(first)
    base = ref.period.start if ref and ref.period else r.today
    if n is None or base is None or unit in ("TH", "TM"):
        return found
    start = moved(base, unit, -n)
    if start is not None:
        found.start, found.end = start.isoformat(), base.isoformat()
        found.precision, found.anchor = PRECISION[unit], "event" if ref else "dateline"
    return found


def duration(r: Reader, first: int, last: int) -> Found | None:
    """ "48-hour", "five hours", "for two months"."""
    codes, words = r.codes, r.words
    n, _at = r.count(first, last)
    if codes[first] == lx.YEAR and codes[last] not in (lx.UNITS, lx.HOURS):
        return None
    unit = r.unit(first, last)
    if codes[first] in (lx.UNIT, lx.UNITS, lx.YEARWORD):
        if words[last] == "old":
            return None
        n = 1 if codes[first] != lx.UNITS else None
    elif r.find(first, last, lx.QUARTER) >= 0 and ({lx.A, lx.HYPHEN} & set(codes[first:last])):
        # "a quarter", "three-quarters": fractions.
        return None
    elif words[last] == "old" and unit == "Y" and n is not None and age(r, first, last):
        return None
    if codes[first] in (lx.VAGUE, lx.A) and words[last] == "night":
        return None
    value = duration_value(n, unit)
    found = r.bare(first, last, "duration", value, "DURATION")
    if unit == "M" and n in (6, 9) and r.before(first) in ("the", "latest") and r.focus:
        # "For the nine months ...": what "a year earlier" means from here on.
        r.focus = r.focus[:4]
    if r.before(first) == "for":
        found.lead = first - 1
        if lasting(r, first, last):
            return stretch(r, found, first)
    return found


def age(r: Reader, first: int, last: int) -> bool:
    """Whether "25-year-old" is the age of a person rather than of a truce."""
    if r.codes[last - 1] != lx.HYPHEN or r.code(first - 1) == lx.COMMA:
        return True
    following = r.after_word(last)
    return (
        not following.isalpha()
        or r.raw(last + 1)[0].isupper()
        or following in _PEOPLE
        or following in ("and", "who", "was", "from", "in", "with")
    )


def lasting(r: Reader, first: int, last: int) -> bool:
    """Whether "for five years" runs up to now: its verb is a present or present perfect."""
    doc = r.doc
    if r.after_word(last) == "now":
        return True
    if not doc.tokens:
        return False
    i = doc.token_at(r.lexed.starts[last])
    verb = next((v for v in doc.ancestors(i) if v.pos in ("VERB", "AUX")), None)
    if verb is not None:
        aux = [c for c in doc.children(verb.i) if c.dep in ("aux", "auxpass")]
        if any(a.lower in _HAVE for a in aux):
            return not any(a.tag == "MD" for a in aux)
    # The parser may have hung the phrase elsewhere: "has been" close by in the sentence is enough.
    sentence = doc.sentence_of(i)
    near = [t.lower for t in doc.tokens[max(sentence.first, i - 8) : min(sentence.last, i + 8) + 1]]
    return any(a in _HAVE and b == "been" for a, b in itertools.pairwise(near))


def bareunits(r: Reader, first: int, last: int) -> Found | None:
    """ "weeks of clashes", "within days": how long is not said."""
    if r.code(first - 1) in (lx.ORD, lx.NUM, lx.HYPHEN) or r.before(first) in _NOT_BARE:
        return None
    if r.words[first] not in ("days", "weeks", "months", "years", "decades", "centuries", "hours", "minutes"):
        return None
    return r.bare(first, last, "bareunits", duration_value(None, r.unit(first, last)), "DURATION")


def recurring(r: Reader, first: int, last: int) -> Found | None:
    """ "daily", "every Friday", "each week"."""
    codes, words = r.codes, r.words
    if codes[first] == lx.SETADV:
        if r.titled(first):
            return None
        value = {
            "daily": "P1D",
            "weekly": "P1W",
            "monthly": "P1M",
            "quarterly": "P1Q",
            "nightly": "XXXX-XX-XXTNI",
            "hourly": "PT1H",
        }.get(words[first], "P1Y")
        return r.bare(first, last, "set", value, "SET")
    code, word = codes[last], words[last]
    if code == lx.WD:
        return r.bare(first, last, "set", f"XXXX-WXX-{lx.WEEKDAYS[word] + 1}", "SET")
    if code == lx.MON:
        return r.bare(first, last, "set", f"XXXX-{lx.MONTHS[word]:02d}", "SET")
    if code == lx.PART:
        return r.bare(first, last, "set", f"XXXX-XX-XXT{lx.PARTS[word]}", "SET")
    if code == lx.SEASON:
        return r.bare(first, last, "set", f"XXXX-{lx.SEASONS[word]}", "SET")
    if code == lx.WEEKEND:
        return r.bare(first, last, "set", "XXXX-WXX-WE", "SET")
    n, _ = r.count(first + 1, last)
    other = 2 if word and r.codes[first + 1] == lx.SECOND else None
    return r.bare(first, last, "set", duration_value(other or n or 1, r.unit(first, last)), "SET")
