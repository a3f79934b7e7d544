"""Calendar arithmetic: periods of days, and shifting a date by a number of units."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from counterclaim.model import Precision


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``start`` to ``end`` (inclusive), what kind of period they are, and its TIMEX3 value.

    >>> month(2024, 2).end
    datetime.date(2024, 2, 29)
    """

    start: date
    end: date
    precision: Precision
    value: str


def day(d: date) -> Period:
    """One day."""
    return Period(d, d, "day", d.isoformat())


def week(d: date) -> Period:
    """The ISO week, Monday to Sunday, in which ``d`` lies.

    >>> week(date(2025, 10, 12)).value
    '2025-W41'
    """
    monday = d - timedelta(days=d.weekday())
    year, number, _ = d.isocalendar()
    return Period(monday, monday + timedelta(days=6), "week", f"{year}-W{number:02d}")


def weekend(d: date) -> Period:
    """Saturday and Sunday of the week of ``d``."""
    w = week(d)
    return Period(w.start + timedelta(days=5), w.end, "day", w.value + "-WE")


def month(year: int, number: int) -> Period:
    """A calendar month."""
    last = monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month", f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a calendar year."""
    return Period(
        date(year, number * 3 - 2, 1), month(year, number * 3).end, "quarter", f"{year:04d}-Q{number}"
    )


def half(year: int, number: int) -> Period:
    """First or second half of a calendar year."""
    return Period(
        date(year, number * 6 - 5, 1), month(year, number * 6).end, "month", f"{year:04d}-H{number}"
    )


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04d}")


def decade(first: int) -> Period:
    """Ten years from ``first`` on."""
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade", f"{first // 10:03d}")


def season(year_: int, name: str) -> Period:
    """A season of the northern year, by whole months; winter is named for the year it begins in."""
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    end = month(year_ + 1, 2).end if name == "WI" else month(year_, first + 2).end
    return Period(date(year_, first, 1), end, "season", f"{year_:04d}-{name}")


def shift(d: date, unit: str, count: int) -> date | None:
    """``d`` moved by ``count`` units (negative: back); None when that leaves the calendar.

    >>> shift(date(2024, 3, 31), "M", -1)
    datetime.date(2024, 2, 29)
    """
    try:
        if unit in ("D", "TH", "TM"):
            return d + timedelta(days={"D": count, "TH": int(count / 24), "TM": 0}[unit])
        if unit in ("W", "2W"):
            return d + timedelta(days=7 * count * (2 if unit == "2W" else 1))
        months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
        index = d.year * 12 + d.month - 1 + months
        y, m = divmod(index, 12)
        return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1]))
    except (OverflowError, ValueError):
        return None


def unit_period(d: date, unit: str) -> Period:
    """The calendar unit (day, week, month, quarter, year, decade, century) in which ``d`` lies."""
    if unit == "W":
        return week(d)
    if unit == "M":
        return month(d.year, d.month)
    if unit == "Q":
        return quarter(d.year, (d.month + 2) // 3)
    if unit == "Y":
        return year(d.year)
    if unit == "E":
        return decade(d.year // 10 * 10)
    if unit == "C":
        first = d.year // 100 * 100
        return Period(date(max(first, 1), 1, 1), date(first + 99, 12, 31), "decade", f"{first // 100:02d}")
    if unit == "2W":
        return Period(d - timedelta(days=6), d + timedelta(days=7), "week", week(d).value)
    return day(d)


def edge(period: Period, which: str) -> Period:
    """The early, middle or late third of a month, year or decade, the first or last two days of a week.

    Thirds follow newspaper use (1st to 10th, 11th to 20th, 21st on; January to April, ...); a decade's
    early years are 0 to 3, its middle 4 to 6. "start" and "end" of a year are its first and last month.

    >>> edge(month(2024, 1), "mid").start
    datetime.date(2024, 1, 11)
    """
    s, e, value = period.start, period.end, period.value
    if period.precision == "month" and s.day == 1 and e.month == s.month:
        cuts = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, e.day), "end": (21, e.day)}
        a, b = cuts[which]
        return Period(s.replace(day=a), s.replace(day=b), "month", value)
    if period.precision == "year":
        a, b = {"early": (1, 4), "start": (1, 1), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}[which]
        return Period(date(s.year, a, 1), month(s.year, b).end, "year", value)
    if period.precision == "decade":
        a, b = {"early": (0, 3), "start": (0, 1), "mid": (4, 6), "late": (7, 9), "end": (8, 9)}[which]
        return Period(date(s.year + a, 1, 1), date(s.year + b, 12, 31), "decade", value)
    if period.precision == "week":
        a, b = {"early": (0, 1), "start": (0, 1), "mid": (2, 3), "late": (3, 6), "end": (4, 6)}[which]
        return Period(s + timedelta(days=a), s + timedelta(days=b), "week", value)
    return period
