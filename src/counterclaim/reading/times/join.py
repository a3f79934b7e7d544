"""What expressions mean to their neighbours: ranges, lists, "since X", "two days before Monday's raid"."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

from counterclaim.reading.times import counts
from counterclaim.reading.times import lexicon as lx
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.periods import Period
from counterclaim.reading.times.reader import Found, Reader


def relate(reader: Reader) -> None:
    """Finish the intervals that depend on what stands beside them. Works on ``reader.found`` in place."""
    _anchor_following(reader)
    _end_on_following(reader)
    _night_of_following(reader)
    _join(reader)
    _since(reader)


def _set_period(f: Found, period: Period) -> None:
    f.period = period
    f.start, f.end = period.start.isoformat(), period.end.isoformat()


def _anchor_following(reader: Reader) -> None:
    """ "two days before Monday's raid" counts from the Monday."""
    for f, following in zip(reader.found, reader.found[1:], strict=False):
        if f.rule not in ("relpost+", "relpost-") or following.period is None:
            continue
        gap = following.first - f.tail
        if not 0 < gap <= 3 or lx.COMMA in reader.codes[f.tail : following.first]:
            continue
        n, _ = reader.count(f.first, f.last)
        if n is None:
            continue
        sign = 1 if f.rule.endswith("+") else -1
        counted = counts.counted(
            reader,
            f.first,
            f.last,
            following.period.start,
            sign * n,
            reader.unit(f.first, f.last),
            "event",
            "relpost",
        )
        if counted is not None and counted.start is not None:
            f.start, f.end, f.precision, f.anchor = counted.start, counted.end, counted.precision, "event"
            f.period = counted.period
            f.tail = following.last


def _end_on_following(reader: Reader) -> None:
    """ "for a third day on Wednesday", "after 25 days on Monday": the stretch ends on that day."""
    for f, following in zip(reader.found, reader.found[1:], strict=False):
        stretch = f.rule == "nth" or (f.rule == "duration" and f.lead >= 0)
        gap = reader.codes[f.last + 1 : following.first]
        if (
            not stretch
            or f.start is None
            or f.end is None
            or gap not in ("", lx.ON)
            or following.rule != "day"
        ):
            continue
        if following.period is None or following.period.start != following.period.end:
            continue
        days = (following.period.start - date.fromisoformat(f.end)).days
        f.start, f.end, f.anchor = _moved_stamp(f.start, days), _moved_stamp(f.end, days), "event"


def _night_of_following(reader: Reader) -> None:
    """ "hit overnight, he said on Friday": the night to Friday. "hit overnight on Friday": Friday's own."""
    today = reader.today
    for f, following in itertools.pairwise(reader.found):
        p = following.period
        if (
            f.rule != "overnight"
            or f.anchor != "dateline"
            or following.rule != "day"
            or p is None
            or today is None
        ):
            continue
        if (
            p.start != p.end
            or p.start >= today
            or reader.sentence(f.first) != reader.sentence(following.first)
        ):
            continue
        start = p.start - timedelta(days=1 if reader.of_saying(following) else 0)
        _set_period(f, Period(start, start + timedelta(days=1), "part of day", f"{start.isoformat()}TNI"))
        f.value, f.anchor = f"{start.isoformat()}TNI", "event"


_RANGE_LINK = re.compile(f"[{lx.TO}{lx.HYPHEN}{lx.INTO}](?:{lx.ON}|{lx.THE})?$|{lx.AND}(?:{lx.ON})?$")
_LIST_LINK = re.compile(f"{lx.COMMA}?{lx.AND}{lx.ON}?$|{lx.COMMA}$")


def _join(reader: Reader) -> None:
    """Ranges and lists of days, months or years: a stated year spreads back, touching members become one."""
    found, codes = reader.found, reader.codes
    i = 0
    while i < len(found) - 1:
        group = [found[i]]
        while i + 1 < len(found):
            a, b = group[-1], found[i + 1]
            gap = codes[a.last + 1 : b.first]
            if codes[a.last] == lx.ABBRMON:
                gap = gap.removeprefix(lx.DOT)
            if a.period is None or b.period is None or not _joinable(a, b):
                break
            between = _code(codes, group[0].first - 1) in (lx.BETWEEN,)
            ranged = bool(_RANGE_LINK.match(gap)) and (not gap.startswith(lx.AND) or between)
            if not ranged and not _LIST_LINK.match(gap):
                break
            group.append(b)
            i += 1
            if ranged:
                _align(group, ranged=True)
                _merge(reader, group, touching=False)
                group = []
                break
        if len(group) > 1:
            _align(group, ranged=False)
            _merge(reader, group, touching=True)
        i += 1


def _joinable(a: Found, b: Found) -> bool:
    kinds = {a.rule, b.rule}
    return kinds <= {"day", "month", "year", "part", "clock", "decade"} and (
        a.rule == b.rule or kinds == {"day", "month"} or kinds == {"day", "clock"}
    )


def _code(codes: str, i: int) -> str:
    return codes[i] if 0 <= i < len(codes) else lx.BREAK


def _align(group: list[Found], *, ranged: bool) -> None:
    """Bring the earlier members before the last: by its stated year, else a year or a week back."""
    for k in range(len(group) - 2, -1, -1):
        a, b = group[k], group[k + 1]
        if (
            a.period is None
            or b.period is None
            or a.explicit
            or len(a.value) < 7
            or a.rule not in ("day", "month")
        ):
            continue
        weekday = "-W" in a.value or not a.monthly
        if weekday:
            if ranged and a.period.start > b.period.start:
                _shift_days(a, a.period, -7)
            continue
        if not ranged and not b.explicit:
            continue
        for y in (b.period.start.year, b.period.start.year - 1):
            if _with_year(a, y) and a.period.start <= b.period.start:
                a.explicit = b.explicit
                break


def _shift_days(a: Found, p: Period, days: int) -> None:
    step = timedelta(days=days)
    moved = Period(p.start + step, p.end + step, p.precision, (p.start + step).isoformat())
    a.value = moved.value + a.value[10:]
    a.start = _moved_stamp(a.start, days)
    a.end = _moved_stamp(a.end, days)
    a.period = moved


def _moved_stamp(stamp: str | None, days: int) -> str | None:
    if stamp is None:
        return None
    return (date.fromisoformat(stamp[:10]) + timedelta(days=days)).isoformat() + stamp[10:]


def _with_year(a: Found, y: int) -> bool:
    p = a.period
    if p is None or p.start.year == y:
        return True
    try:
        start = p.start.replace(year=y)
        end = (
            cal.month(y, p.end.month).end
            if p.end == cal.month(p.end.year, p.end.month).end
            else p.end.replace(year=y)
        )
    except ValueError:
        return False
    a.value = f"{y:04d}{a.value[4:]}"
    _set_period(a, Period(start, end, p.precision, f"{y:04d}{p.value[4:]}"))
    return True


def _merge(reader: Reader, group: list[Found], *, touching: bool) -> None:
    """Give all members the interval from the first's start to the last's end."""
    first, last = group[0], group[-1]
    if touching:
        for a, b in itertools.pairwise(group):
            if a.period is None or b.period is None or a.rule != b.rule or a.rule == "year":
                return
            if a.period.end + timedelta(days=1) != b.period.start:
                return
    start, end = first.start, last.end
    if start is None or end is None or start[:10] > end[:10]:
        return
    lead = first.first
    if _code(reader.codes, lead - 1) in (lx.BETWEEN, lx.FROM):
        lead -= 1
    for f in group:
        f.start, f.end = start, end
        f.lead, f.tail = lead, last.last


def _since(reader: Reader) -> None:
    """ "since X" runs from the start of X to the dateline."""
    codes = reader.codes
    for f in reader.found:
        i = f.first - 1
        if _code(codes, i) in (lx.ABOUT, lx.THE):
            i -= 1
        if _code(codes, i) != lx.SINCE or f.type == "SET" or f.start is None:
            continue
        f.lead = i
        if reader.today is None:
            # The end is unknown, yet an absolute start stands.
            f.end = None
        elif f.start[:10] <= reader.today.isoformat():
            f.end = reader.today.isoformat()
