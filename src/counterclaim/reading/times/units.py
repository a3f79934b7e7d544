"""Units seen from the dateline ("last week", "earlier in the month") and words that only point ("now")."""

from __future__ import annotations

from datetime import date, timedelta

from counterclaim.model import Anchor
from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.counts import pastn, recentn, span_back
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.reader import (
    DEICTIC,
    MONTH_CODES,
    PERIOD_CODES,
    Found,
    Reader,
    duration_value,
)
from counterclaim.reading.times.years import edged, month_expr, ref_year, valued


def relunit(r: Reader, first: int, last: int) -> Found | None:
    """ "last week", "this month", "the end of the year", "earlier in the week", "the weekend"."""
    codes, words = r.codes, r.words
    core = max(i for i in range(first, last + 1) if codes[i] in PERIOD_CODES)
    lead = next((codes[i] for i in range(core, first - 1, -1) if codes[i] in DEICTIC), "")
    code, word = codes[core], words[core]
    if code == lx.SEASON:
        return season(r, first, last, core, lead)
    if word == "quarters":
        return recentn(r, first, last) if lead else None
    if code in (lx.QUARTER, lx.PERIOD):
        return financial(r, first, last, core, lead)
    unit = "WE" if code == lx.WEEKEND else r.unit(core, core)
    if unit == "Y" and not lead and r.find(first, last, lx.END + lx.LATER + lx.FISCAL) < 0:
        return the_year(r, first, last)
    if r.today is None:
        value = {
            lx.LAST: "PAST_REF",
            lx.PAST: "PAST_REF",
            lx.PREVIOUS: "PAST_REF",
            lx.NEXT: "FUTURE_REF",
            lx.THIS: "PRESENT_REF",
        }.get(lead, "XXXX")
        return r.bare(first, last, "relunit", value)
    if lead == lx.PAST and unit not in ("WE",):
        found = span_back(r, first, last, 1, unit, -1)
        if unit == "Y":
            # TimeBank's annotators give "the past year" the value of last year.
            found.type, found.value = "DATE", str(r.today.year - 1)
        return found
    anchor: Anchor = "dateline"
    base = r.today
    step = {lx.LAST: -1, lx.PREVIOUS: -1, lx.NEXT: 1, lx.FOLLOWING: 1}.get(lead, 0)
    if words[core - 1] == "latest":
        step = 0
    if lead in (lx.THAT, lx.SAME, lx.PREVIOUS, lx.FOLLOWING) or (
        words[core - 1] == "next" and codes[first] == lx.THE
    ):
        ref = r.last_resolved()
        if ref is not None and ref.period is not None:
            base, anchor = ref.period.start, "event"
        elif lead in (lx.THAT, lx.SAME):
            return r.bare(first, last, "relunit", "XXXX")
    elif unit == "D" and lead not in (lx.THIS, ""):
        return None
    if unit == "D" and lead in ("", lx.THIS):
        if r.find(first, last, lx.LATER + lx.END) < 0:
            return None
        ref = r.near_day(first)
        base = ref.period.start if ref and ref.period else r.today
        return r.resolved(first, last, "relunit", cal.day(base))
    if unit == "WE":
        return r.resolved(first, last, "relunit", weekend(r, r.today, first, last, lead))
    target = cal.shift(base.replace(day=1) if unit in ("M", "Y", "Q") else base, unit, step)
    if target is None:
        return None
    period = cal.unit_period(target, unit)
    if unit == "D" and codes[first] != lx.THE and lead not in (lx.SAME, lx.THAT):
        return None
    if unit == "Y" and r.find(first, last, lx.FISCAL) >= 0:
        r.focus = period.value
    cut = edged(r, first, core, period)
    ends = r.all_of(core, last, lx.END)
    if ends:
        cut = cal.edge(period, "end" if words[ends[0]] in ("end", "close") else "start")
    found = r.resolved(first, last, "relunit", cut, anchor=anchor)
    found.forward = lead == lx.NEXT
    today = r.today.isoformat()
    if lead == lx.THIS and cut == period and (found.end or "") > today and r.way(first, last) == "past":
        # "300 were killed this year": no later than the dateline.
        found.end = today
    return found


def the_year(r: Reader, first: int, last: int) -> Found | None:
    """ "for the year", "the year ended June 30": the running year, or a year's length."""
    if r.after_word(last) in ("ended", "ending", "to"):
        return r.bare(first, last, "relunit", "P1Y", "DURATION")
    if r.before(first) not in ("for", "in", "during", "over", "throughout", "of") or r.today is None:
        return None
    return r.resolved(first, last, "relunit", cal.year(r.today.year))


def weekend(r: Reader, today: date, first: int, last: int, lead: str) -> Period:
    """The weekend meant: the last one that has begun, unless the words say otherwise."""
    current = cal.weekend(today)
    back = timedelta(days=7)
    if lead in (lx.NEXT, lx.FOLLOWING):
        return cal.weekend(today + back) if today.weekday() >= 5 else current
    if lead == lx.LAST or lead == lx.PAST or lead == lx.PREVIOUS:
        return cal.weekend(today - back)
    if today.weekday() >= 5 or lead == lx.THIS or r.way(first, last) == "future":
        return current
    return cal.weekend(today - back)


def season(r: Reader, first: int, last: int, core: int, lead: str) -> Found | None:
    """ "last spring", "the winter of 2014"."""
    name = lx.SEASONS[r.words[core]]
    yi = r.find(core, last, lx.YEAR)
    if not lead and yi < 0 and (r.words[core] in ("spring", "fall") or r.tag(core)[:1] == "V"):
        # "the fall of the city", "spring" as a verb: too often no season.
        return None
    if yi >= 0:
        y = int(r.words[yi])
    elif r.today is None:
        return r.bare(first, last, "relunit", f"XXXX-{name}")
    else:
        y = r.today.year
        begun = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name] <= r.today.month
        if lead == lx.LAST:
            ended = {"SP": 5, "SU": 8, "FA": 11, "WI": 14}[name] < r.today.month
            y = y if ended else y - 1
        elif lead == lx.NEXT:
            y = y + 1 if begun else y
        elif (not lead and not begun and r.way(first, last) != "future") or (
            name == "WI" and lead == lx.THIS and r.today.month < 3
        ):
            y -= 1
    if not 1 <= y < 9999:
        return None
    return r.resolved(
        first, last, "relunit", cal.season(y, name), anchor="absolute" if yi >= 0 else "dateline"
    )


def financial(r: Reader, first: int, last: int, core: int, lead: str) -> Found | None:
    """ "the quarter", "the latest period", "the 1988 period": the quarter the report is about."""
    yi = r.find(first, last, lx.YEAR)
    word = r.words[core - 1] if core else ""
    if yi >= 0:
        y = int(r.words[yi])
        value = f"{y}{r.focus[4:]}" if r.focus else f"{y}"
        return valued(r, first, last, value)
    if r.codes[core] == lx.PERIOD and word != "latest":
        return None
    if r.codes[core] == lx.QUARTER and lead and word != "latest" and r.today is not None:
        step = {lx.LAST: -1, lx.PAST: -1, lx.PREVIOUS: -1, lx.NEXT: 1, lx.FOLLOWING: 1}.get(lead, 0)
        target = cal.shift(r.today.replace(day=1), "Q", step)
        if target is None:
            return None
        return r.resolved(first, last, "relunit", edged(r, first, core, cal.unit_period(target, "Q")))
    if r.focus and "Q" in r.focus:
        return valued(r, first, last, r.focus)
    if word in ("latest",) and r.today is not None:
        target = cal.shift(r.today.replace(day=1), "Q", -1)
        if target is not None:
            period = cal.unit_period(target, "Q")
            r.focus = period.value
            return r.resolved(first, last, "relunit", period)
    if r.codes[core] == lx.QUARTER and word == "the" and r.after_word(core) in ("ended", "ending"):
        return r.bare(first, last, "relunit", "P1Q", "DURATION")
    return None


def nunits(r: Reader, first: int, last: int) -> Found | None:
    """ "the first nine months (of the year)", "the last two weeks of May"."""
    of = r.find(first, last, lx.OF)
    stop = of if of >= 0 else last + 1
    n, _ = r.count(first + 1 + (r.codes[first] == lx.THE), stop - 1)
    unit = r.unit(first, stop - 1)
    value = duration_value(n, unit)
    final = r.find(first, first + 1, lx.LAST) >= 0 or "final" in r.words[first : first + 2]
    if final and of < 0:
        return pastn(r, first, last)
    whole: Period | None = None
    if of >= 0:
        whole = outer(r, of + 1, last)
    elif r.today is not None and unit == "M":
        whole = cal.year(r.today.year)
    if whole is None or n is None:
        return r.bare(first, last, "nunits", value, "DURATION")
    if final:
        edge = cal.shift(whole.end + timedelta(days=1), unit, -int(n))
        period = Period(edge, whole.end, whole.precision, value) if edge else None
    else:
        edge = cal.shift(whole.start, unit, int(n))
        period = Period(whole.start, edge - timedelta(days=1), whole.precision, value) if edge else None
    if period is None or period.start > period.end:
        return r.bare(first, last, "nunits", value, "DURATION")
    if unit == "M" and whole.precision == "year":
        r.focus = f"{whole.start.year:04d}"
    return r.resolved(
        first, last, "nunits", Period(period.start, period.end, "month", value), kind="DURATION"
    )


def outer(r: Reader, first: int, last: int) -> Period | None:
    """The month or year named after "of"."""
    mon = r.find(first, last, MONTH_CODES)
    if mon >= 0:
        found = month_expr(r, mon, last)
        return found.period if found else None
    y = ref_year(r, first, last)
    return cal.year(y) if y is not None and 1 <= y <= 9999 else None


def unitof(r: Reader, first: int, last: int) -> Found | None:
    """ "the first week of October", "the last day of 2024"."""
    of = r.find(first, last, lx.OF)
    whole = outer(r, of + 1, last)
    ordinal = r.find(first, of, lx.ORD + lx.SECOND + lx.LAST)
    unit = "WE" if r.find(first, of, lx.WEEKEND) >= 0 else r.unit(first, of)
    word = r.words[ordinal]
    n = -1 if r.codes[ordinal] == lx.LAST else lx.ORDINALS.get(word) or int(word if word.isdigit() else 1)
    if whole is None or unit not in ("D", "W", "M", "WE"):
        return None
    if unit == "WE":
        offset = (5 - whole.start.weekday()) % 7
        start = whole.start + timedelta(days=offset + 7 * (max(n, 1) - 1))
        if n == -1:
            start = whole.end - timedelta(days=(whole.end.weekday() - 5) % 7)
        return r.resolved(
            first, last, "unitof", Period(start, start + timedelta(days=1), "day", cal.weekend(start).value)
        )
    length = {"D": 1, "W": 7}.get(unit)
    if unit == "M":
        if whole.precision != "year" or not -1 <= n <= 12:
            return None
        period = cal.month(whole.start.year, 12 if n == -1 else n)
    elif n == -1:
        start = whole.end - timedelta(days=(length or 1) - 1)
        period = Period(start, whole.end, "week" if unit == "W" else "day", start.isoformat())
    else:
        start = whole.start + timedelta(days=(length or 1) * (n - 1))
        end = start + timedelta(days=(length or 1) - 1)
        if end > whole.end:
            end = whole.end
        if start > end:
            return None
        period = Period(start, end, "week" if unit == "W" else "day", start.isoformat())
    if unit == "W":
        period = Period(period.start, period.end, "week", cal.week(period.start).value)
    return r.resolved(first, last, "unitof", period)


def now(r: Reader, first: int, last: int) -> Found | None:
    """ "now", "currently": the dateline."""
    found = r.bare(first, last, "now", "PRESENT_REF")
    if r.today is not None:
        found.start = found.end = r.today.isoformat()
        found.precision, found.anchor = "day", "dateline"
    return found


def recently(r: Reader, first: int, last: int) -> Found | None:
    """ "recently", "in the past": up to the dateline, since nobody says when."""
    found = r.bare(first, last, "recently", "PAST_REF")
    if r.today is not None:
        found.end, found.anchor = r.today.isoformat(), "dateline"
    return found


def soon(r: Reader, first: int, last: int) -> Found | None:
    """ "soon", "in the future": from the dateline on."""
    if r.code(last + 1) in (lx.AFTER, lx.BEFORE) or r.before(first) in ("as", "too", "how"):
        return None
    found = r.bare(first, last, "soon", "FUTURE_REF")
    if r.today is not None:
        found.start, found.anchor = r.today.isoformat(), "dateline"
    return found


def runup(r: Reader, first: int, last: int) -> Found | None:
    """ "in the run-up to": before something that is no date."""
    return r.bare(first, last, "runup", "PAST_REF")
