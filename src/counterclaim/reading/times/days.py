"""Days, with or without their part or clock time: "late on Thursday", "6pm on October 15", "overnight"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from counterclaim.knowledge.named_days import named_days
from counterclaim.model import Anchor
from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.lexicon import words
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.reader import DEICTIC, MONTH_CODES, NAMED_DAY_BEFORE, Found, Reader, safe_day

_NAMED_DAY_AFTER = words("times telegraph mirror express herald agreement accord accords")
_POINT_LEAD = words("at before after since until till from by around about near past following")
_CLOCK_LEAD = words("at around about by until till from since before after between to and")
#: A date less than a month old is itself, not its namesake of years ago.
_NAMED_AFTER_DAYS = 30
#: Days ahead within which a yearless date with no telling verb is still to come ("payable Dec. 7").
#: Twice the longest notice common in TimeBank's even documents; beyond it last year's date is likelier.
_NEAR_DAYS = 60


def day_expr(r: Reader, first: int, last: int) -> Found | None:
    """A day with or without its part or clock time."""
    codes, words = r.codes, r.words
    wd = r.find(first, last, lx.WD + lx.WEAKWD)
    mon = r.find(first, last, MONTH_CODES)
    numeric = r.find(first, last, lx.NUMDATE)
    adv = r.find(first, last, lx.DAYADV)
    anchor: Anchor = "dateline"
    forward = explicit = False
    value: str | None = None
    period: Period | None = None
    if numeric >= 0:
        period, iso_time = _numeric(r.raw(numeric), words[numeric])
        if period is None:
            return None
        anchor, explicit = "absolute", True
        if iso_time:
            return timed(r, first, last, period, iso_time, anchor)
    elif mon >= 0:
        number = lx.MONTHS[words[mon]]
        dayi = day_index(r, first, last, mon)
        dayn = lx.ORDINALS.get(words[dayi]) or (int(words[dayi]) if words[dayi].isdigit() else 0)
        yeari = next(
            (i for i in range(mon, last + 1) if codes[i] == lx.YEAR and r.code(i + 1) != lx.ZONE), -1
        )
        year = int(words[yeari]) if yeari >= 0 else None
        lead = next((codes[i] for i in range(first, mon) if codes[i] in DEICTIC), "")
        period, forward = month_day(r, number, dayn, year, first, last, lead)
        if year is not None:
            anchor, explicit = "absolute", True
        if not 1 <= dayn <= 31 or (period is None and (r.today or year)):
            return r.bare(first, last, "day", f"{year or 'XXXX'}-{number:02d}-XX")
        value = None if period else f"XXXX-{number:02d}-{dayn:02d}"
    elif wd >= 0:
        if r.before(wd) in NAMED_DAY_BEFORE or (
            r.after_word(wd) in _NAMED_DAY_AFTER and r.raw(wd + 1)[0].isupper()
        ):
            return None
        number = lx.WEEKDAYS[words[wd]]
        lead = next((codes[i] for i in range(first, wd) if codes[i] in DEICTIC), "")
        if lead in (lx.FOLLOWING, lx.PREVIOUS):
            ref = r.last_period(first, ("day", "part of day", "hour", "minute"), paragraph=True)
            if ref is not None and ref.period is not None:
                sign = 1 if lead == lx.FOLLOWING else -1
                gap = (sign * (number - ref.period.start.weekday())) % 7 or 7
                period = cal.day(ref.period.start + timedelta(days=sign * gap))
                anchor = "event"
        if period is None:
            period, forward = weekday(r, number, first, last, lead)
        value = None if period else f"XXXX-WXX-{number + 1}"
    elif adv >= 0:
        if r.titled(adv):
            return None
        offset = {"today": 0, "yesterday": -1, "tomorrow": 1}[words[adv]]
        if r.today is not None:
            period = cal.day(r.today + timedelta(days=offset))
        else:
            value = {0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}[offset]
        forward = offset > 0
    if period is None and value is None:
        return None
    found = with_part(r, first, last, period, value, anchor, explicit, forward)
    found.monthly = mon >= 0
    return found


def month_day(
    r: Reader, month: int, day: int, year: int | None, first: int, last: int, lead: str = ""
) -> tuple[Period | None, bool]:
    """A month and day as a day; without a year, the one nearest on or before the dateline."""
    if year is not None:
        return safe_day(year, month, day), False
    named = named_days().get((month, day, r.after_word(last)))
    if named is not None and not lead:
        gap = (r.today - named).days if r.today is not None else _NAMED_AFTER_DAYS
        recent = (
            r.today is not None and 0 <= (r.today - named.replace(year=r.today.year)).days < _NAMED_AFTER_DAYS
        )
        if gap >= _NAMED_AFTER_DAYS and not recent:
            return cal.day(named), False
    if r.today is None:
        return None, False
    here = safe_day(r.today.year, month, day)
    if here is None:
        # 29 February: the nearest leap year back.
        for y in range(r.today.year - 1, r.today.year - 9, -1):
            back = safe_day(y, month, day)
            if back is not None:
                return back, False
        return None, False
    if lead in (lx.LAST, lx.PAST):
        return (here if here.start < r.today else safe_day(r.today.year - 1, month, day)), False
    if lead == lx.NEXT:
        return (here if here.start > r.today else safe_day(r.today.year + 1, month, day)), True
    # A dateline may lie a day behind its text, by time zone: tomorrow's date is taken as it stands.
    if here.start > r.today + timedelta(days=1):
        way = r.way(first, last, term=True)
        near = (here.start - r.today).days <= _NEAR_DAYS
        if way == "future" or (way == "unknown" and near):
            return here, True
        return safe_day(r.today.year - 1, month, day), False
    if here.start < r.today and (r.today - here.start).days > 31 and r.way(first, last) == "future":
        ahead = safe_day(r.today.year + 1, month, day)
        # A term within half a year ahead; farther off, the past date is the likelier reading.
        if ahead is not None and (ahead.start - r.today).days < 183:
            return ahead, True
    return here, False


def weekday(r: Reader, number: int, first: int, last: int, code: str) -> tuple[Period | None, bool]:
    """A weekday: the last one on or before the dateline, unless the words look forward."""
    if r.today is None:
        return None, False
    back = (r.today.weekday() - number) % 7
    ahead = (number - r.today.weekday()) % 7
    if code in (lx.LAST, lx.PAST, lx.PREVIOUS):
        return cal.day(r.today - timedelta(days=back or 7)), False
    if code in (lx.NEXT, lx.FOLLOWING):
        return cal.day(r.today + timedelta(days=ahead or 7)), True
    if back == 0:
        return cal.day(r.today), False
    if r.way(first, last) == "future":
        return cal.day(r.today + timedelta(days=ahead)), True
    return cal.day(r.today - timedelta(days=back)), False


def day_index(r: Reader, first: int, last: int, mon: int) -> int:
    """The word that is the day number beside the month at ``mon``."""
    for i in (mon + 1, mon + 2, mon + 3, mon - 1, mon - 2):
        if first <= i <= last and r.codes[i] in (lx.DAYNUM, lx.ORD, lx.SECOND):
            return i
        if i > mon and first <= i <= last and r.codes[i] not in (lx.DOT, lx.THE):
            # After the month stands something else: the day is before it.
            for j in (mon - 1, mon - 2):
                if j >= first and r.codes[j] in (lx.DAYNUM, lx.ORD, lx.SECOND):
                    return j
    return mon


def with_part(
    r: Reader,
    first: int,
    last: int,
    period: Period | None,
    value: str | None,
    anchor: Anchor,
    explicit: bool,
    forward: bool,
) -> Found:
    """A day narrowed by its part or clock time; a night runs into the next day."""
    codes, words = r.codes, r.words
    part = r.find(first, last, lx.PART + lx.TWILIGHT + lx.EARLY_HOURS + lx.POINT + lx.OVERNIGHT)
    clock = clock_of(r, first, last)
    text = value or (period.value if period else "XXXX-XX-XX")
    if clock is not None:
        return timed(r, first, last, period, clock, anchor, text, explicit, forward)
    if part < 0:
        soft = r.find(first, last, lx.EDGE + lx.LATER)
        found = Found(first, last, "day", "DATE", text, explicit=explicit, forward=forward)
        if period is not None:
            found = r.resolved(first, last, "day", period, anchor=anchor, explicit=explicit, forward=forward)
            if soft >= 0:
                found.precision = "part of day"
        return found
    word = words[part]
    code = lx.PARTS.get(word, "MO")
    if codes[part] == lx.OVERNIGHT:
        code = "NI"
    start = end = period.start if period else None
    if start is not None and end is not None:
        if codes[part] == lx.OVERNIGHT:
            # "overnight into Sunday" ends that day; "overnight Friday" begins it, unless it is the dateline.
            into = r.code(part + 1) == lx.INTO
            if into or start == r.today:
                start -= timedelta(days=1)
            else:
                end += timedelta(days=1)
        elif code in ("NI", "24:00"):
            end += timedelta(days=1)
    if code == "12:00":
        return timed(r, first, last, period, "12:00", anchor, text, explicit, forward)
    timex = f"{text}T{'24' if code == '24:00' else code}"
    found = Found(first, last, "day", "TIME", timex, explicit=explicit, forward=forward)
    if start is not None and end is not None and period is not None:
        found.start, found.end = start.isoformat(), end.isoformat()
        found.precision, found.anchor, found.period = "part of day", anchor, period
    return found


def timed(
    r: Reader,
    first: int,
    last: int,
    period: Period | None,
    clock: str,
    anchor: Anchor,
    text: str | None = None,
    explicit: bool = False,
    forward: bool = False,
) -> Found:
    """A day with a clock time."""
    base = text or (period.value if period else "XXXX-XX-XX")
    found = Found(first, last, "day", "TIME", f"{base}T{clock}", explicit=explicit, forward=forward)
    if period is not None:
        stamp = f"{period.start.isoformat()}T{clock}"
        found.start = found.end = stamp
        found.precision = "hour" if clock.endswith(":00") else "minute"
        found.anchor, found.period = anchor, period
    return found


def clock_of(r: Reader, first: int, last: int) -> str | None:
    """The first clock time in the words, as HH:MM; None when there is none or it is impossible."""
    codes, words = r.codes, r.words
    for i in range(first, last + 1):
        after = r.code(i + 1) if i < last else ""
        code, word = codes[i], words[i]
        if code == lx.CLOCK or (
            code in (lx.DAYNUM, lx.NUM, lx.NUMWORD) and after in (lx.AMPM, lx.OCLOCK, lx.ZONE) and after
        ):
            parts = re.split(r"[:.]", word)
            hour = (
                lx.NUMBERS.get(word) if code == lx.NUMWORD else int(parts[0]) if parts[0].isdigit() else None
            )
            minute = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
            if after == lx.AMPM and hour is not None and hour <= 12:
                hour = hour % 12 + (12 if words[i + 1].startswith("p") else 0)
        elif code in (lx.MIL, lx.YEAR) and after and after in (lx.ZONE, lx.HOURS):
            hour, minute = int(word[:2]), int(word[2:])
        else:
            continue
        if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
            return None
        return f"{hour:02d}:{minute:02d}"
    return None


def dayrange(r: Reader, first: int, last: int) -> Found | None:
    """Two days of one month: "between 9 and 12 October", "Oct. 11-12", "the night of 1-2 January"."""
    mon = r.find(first, last, MONTH_CODES)
    number = lx.MONTHS[r.words[mon]]
    days = [
        lx.ORDINALS.get(r.words[i]) or (int(r.words[i]) if r.words[i].isdigit() else 0)
        for i in r.all_of(first, last, lx.DAYNUM + lx.ORD + lx.SECOND)
    ]
    yeari = r.find(mon, last, lx.YEAR)
    year = int(r.words[yeari]) if yeari >= 0 else None
    if len(days) < 2 or days[0] >= days[1]:
        return None
    a, forward = month_day(r, number, days[0], year, first, last)
    if a is None:
        if year is None and r.today is None:
            return r.bare(first, last, "dayrange", f"XXXX-{number:02d}-{days[0]:02d}")
        return None
    b = safe_day(a.start.year, number, days[1])
    if b is None:
        return None
    anchor: Anchor = "absolute" if year is not None else "dateline"
    period = Period(a.start, b.start, "day", a.value)
    found = r.resolved(
        first, last, "dayrange", period, anchor=anchor, explicit=year is not None, forward=forward
    )
    if r.find(first, last, lx.PART + lx.OVERNIGHT) >= 0:
        found.precision = "part of day"
    return found


def overday(r: Reader, first: int, last: int) -> Found | None:
    """The night between two weekdays: "overnight Friday to Saturday", "the night to Tuesday"."""
    days = r.all_of(first, last, lx.WD)
    number = lx.WEEKDAYS[r.words[days[-1]]]
    nights = (number - lx.WEEKDAYS[r.words[days[0]]]) % 7 or 1
    end, forward = weekday(r, number, first, last, "")
    if end is None:
        return r.bare(first, last, "overday", f"XXXX-WXX-{number + 1}TNI", "TIME")
    start = end.start - timedelta(days=nights)
    period = Period(start, end.start, "part of day", start.isoformat())
    return r.resolved(
        first, last, "overday", period, kind="TIME", value=f"{start.isoformat()}TNI", forward=forward
    )


def part(r: Reader, first: int, last: int) -> Found | None:
    """ "this morning", "last night", "tonight", "that night", "the same evening"."""
    codes = r.codes
    if codes[last] in lx.BEFORE + lx.AFTER:
        if not r.ends_phrase(last):
            return None
        if codes[last - 1] not in lx.PART:
            return unit_beside(r, first, last)
    parti = r.find(first, last, lx.PART + lx.TONIGHT)
    code = "NI" if codes[parti] == lx.TONIGHT else lx.PARTS[r.words[parti]]
    lead = next((codes[i] for i in range(first, last + 1) if codes[i] in DEICTIC + lx.BEFORE + lx.AFTER), "")
    anchor: Anchor = "dateline"
    base: date | None = r.today
    if lead in (lx.THAT, lx.SAME, lx.FOLLOWING, lx.PREVIOUS, lx.NEXT, lx.BEFORE, lx.AFTER):
        ref = r.last_period(first, ("day", "part of day", "hour", "minute"))
        if ref is None or ref.period is None:
            return r.bare(first, last, "part", f"XXXX-XX-XXT{code}", "TIME")
        shift = {lx.FOLLOWING: 1, lx.NEXT: 1, lx.AFTER: 1, lx.PREVIOUS: -1, lx.BEFORE: -1}.get(lead, 0)
        base, anchor = ref.period.start + timedelta(days=shift), "event"
    elif lead == lx.LAST and base is not None:
        base -= timedelta(days=1)
    if base is None:
        return r.bare(first, last, "part", f"XXXX-XX-XXT{code}", "TIME")
    end = base + timedelta(days=1) if code == "NI" else base
    found = r.resolved(first, last, "part", cal.day(base), anchor=anchor, kind="TIME")
    found.value = f"{base.isoformat()}T{code}"
    found.end, found.precision = end.isoformat(), "part of day"
    return found


def unit_beside(r: Reader, first: int, last: int) -> Found | None:
    """ "the day before", "the week after": beside the day last told of."""
    ref = r.last_period(first, ("day", "part of day", "hour", "minute"))
    sign = -1 if r.codes[last] == lx.BEFORE else 1
    unit = r.unit(first, last)
    if ref is None or ref.period is None or unit not in ("D", "W", "M", "Y"):
        return r.bare(first, last, "part", "PAST_REF" if sign < 0 else "FUTURE_REF")
    target = cal.shift(ref.period.start, unit, sign)
    if target is None:
        return None
    return r.resolved(first, last, "part", cal.unit_period(target, unit), anchor="event")


def overnight(r: Reader, first: int, last: int) -> Found | None:
    """The night that ends on the dateline, or the one that hangs on a day named before."""
    ref = r.near_day(first)
    if r.today is None:
        return r.bare(first, last, "overnight", "XXXX-XX-XXTNI", "TIME")
    end = r.today
    anchor: Anchor = "dateline"
    if ref is not None and ref.period is not None and ref.period.start < r.today:
        # "said on Friday that ... overnight" is the night before Friday; "broke out on Friday and went on
        # overnight" the night after.
        end, anchor = ref.period.start + timedelta(days=0 if r.of_saying(ref) else 1), "event"
    if r.way(first, last) == "future":
        end = r.today + timedelta(days=1)
    start = end - timedelta(days=1)
    return r.resolved(
        first,
        last,
        "overnight",
        Period(start, end, "part of day", f"{start.isoformat()}TNI"),
        kind="TIME",
        anchor=anchor,
    )


def point(r: Reader, first: int, last: int) -> Found | None:
    """ "at midnight", "at dawn", "in the early hours" without a day."""
    if r.codes[last] in (lx.POINT, lx.TWILIGHT) and r.before(first) not in _POINT_LEAD:
        return None
    word = r.words[last]
    if r.before(first) == "by" and r.raw(last)[0].isupper():
        # "quoted by Dawn": a newspaper.
        return None
    code = lx.PARTS.get(word, "MO")
    ref = r.near_day(first)
    base = ref.period.start if ref and ref.period else r.today
    anchor: Anchor = "event" if ref else "dateline"
    if base is None:
        return r.bare(first, last, "point", f"XXXX-XX-XXT{code.replace(':00', '')}", "TIME")
    if code == "24:00" and ref is None and r.way(first, last) == "future":
        base += timedelta(days=1)
    if code in ("24:00", "12:00"):
        clock = "00:00" if code == "24:00" else "12:00"
        return timed(r, first, last, cal.day(base), clock, anchor)
    found = r.resolved(first, last, "point", cal.day(base), anchor=anchor, kind="TIME")
    found.value, found.precision = f"{base.isoformat()}T{code}", "part of day"
    return found


def clock(r: Reader, first: int, last: int) -> Found | None:
    """A clock time without a day: that of the day just named, else of the dateline."""
    clock = clock_of(r, first, last)
    if clock is None:
        return None
    plain = first == last and r.codes[first] == lx.CLOCK
    if plain and r.before(first) not in _CLOCK_LEAD:
        return None
    ref = r.near_day(first)
    base = ref.period.start if ref and ref.period else r.today
    if base is None:
        return r.bare(first, last, "clock", f"XXXX-XX-XXT{clock}", "TIME")
    if ref is not None and ref.rule == "clock" and ref.start and ref.start[11:] >= "18" and clock <= "08:59":
        # "from 10 p.m. to 2 a.m."
        base += timedelta(days=1)
    night = r.last_period(first, ("part of day",), paragraph=True)
    if night is not None and night is r.found[-1] and night.start and night.end and night.start < night.end:
        # "overnight ... at 10:30 p.m.": before midnight is the night's first day.
        base = date.fromisoformat((night.start if clock >= "12" else night.end)[:10])
        ref = night
    found = timed(r, first, last, cal.day(base), clock, "event" if ref else "dateline")
    found.rule = "clock"
    return found


def _numeric(raw: str, lower: str) -> tuple[Period | None, str | None]:
    """A date in figures. Day before month unless only the other order exists; two-digit years pivot at 50."""
    head = lower[:10]
    if len(lower) >= 10 and head[4] == "-" and head[7] == "-":
        try:
            stamp = datetime.fromisoformat(raw.replace(" ", "T"))
        except ValueError:
            return safe_day(int(head[:4]), int(head[5:7]), int(head[8:10])), None
        return cal.day(stamp.date()), stamp.strftime("%H:%M") if len(raw) > 10 else None
    parts = re.split(r"[/. -]", lower)
    if len(parts) != 3:
        return None, None
    if not parts[1].isdigit():
        number = lx.MONTHS.get(parts[1])
        if number is None:
            return None, None
        return safe_day(_full_year(parts[2]), number, int(parts[0])), None
    if len(parts[0]) == 4:
        return safe_day(int(parts[0]), int(parts[1]), int(parts[2])), None
    y, a, b = _full_year(parts[2]), int(parts[0]), int(parts[1])
    return safe_day(y, b, a) or safe_day(y, a, b), None


def _full_year(digits: str) -> int:
    n = int(digits)
    return n if len(digits) == 4 else n + (1900 if n >= 50 else 2000)
