"""Publication dates as people and pages write them, to ISO 8601, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# "12 October 2025", "October 12th, 2025", "2025-10-12", "12.10.2025", "12/10/2025"; an Arabic comma too.
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s,،-]{{1,3}}(?:of )?"
    rf"{_MONTH.format('m1')}\.?[\s,،-]{{1,3}}(?P<y1>\d{{4}})"
    rf"|{_MONTH.format('m2')}\.?\s{{1,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[,،]?\s{{1,3}}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>\d{4}))(?![\d/])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\W{0,3}$", re.IGNORECASE
)
_CLOCK = r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:\.\d+)?)?\s?(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"\(?(?P<zone>(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{2,5}\b|Z\b)?\)?"
_AFTER = re.compile(rf"(?:[\s,|T–—-]|at\b){{1,5}}{_CLOCK}\s?{_ZONE}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}\s?{_ZONE}(?:[\s,|–—-]|on\b){{0,5}}(?:[a-z]{{3,9}}day\b|[a-z]{{3}}\b)?[\s,]{{0,3}}$",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])\s?(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
#: Zones that mean one offset wherever news is written. IST, CST and AST mean two or three and are left out.
_ZONES = {
    name: int(minutes)
    for name, minutes in re.findall(
        r"([A-Z]+)=(-?\d+)",
        """
        GMT=0 UTC=0 Z=0 WET=0 BST=60 CET=60 WAT=60 CEST=120 EET=120 SAST=120 CAT=120 EEST=180 MSK=180 TRT=180
        EAT=180 IRST=210 AFT=270 PKT=300 NPT=345 WIB=420 ICT=420 HKT=480 SGT=480 PHT=480 JST=540 KST=540
        AEST=600 AEDT=660 NZST=720 NZDT=780 EST=-300 EDT=-240 CDT=-300 MDT=-360 MST=-420 PDT=-420 PST=-480
        """,
    )
}
#: A date or a time that is written shorter than this; what is longer is prose.
_WRITTEN = 80


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in words: where it stands, its ISO form, and whether it has a time with a zone.

    >>> Dated(0, 10, "2025-10-12", False).zoned
    False
    """

    start: int
    end: int
    iso: str
    zoned: bool


def iso_date(words: str) -> str | None:
    """The date or datetime in ISO 8601, or None when it is not one or cannot be.

    Reads ISO dates and datetimes, ``2025/10/12``, mail dates, and dates in English words. Day-first and
    month-first dates with figures alone are refused: nobody can tell them apart.

    >>> iso_date("2025-10-12T09:30:00Z"), iso_date("Sun, 12 Oct 2025 09:30:00 +0000"), iso_date("2025-02-30")
    ('2025-10-12T09:30:00+00:00', '2025-10-12T09:30:00+00:00', None)
    >>> iso_date("October 12, 2025 9:30 am EDT"), iso_date("5/6/2025")
    ('2025-10-12T09:30:00-04:00', None)
    """
    words = words.strip()
    if found := _ISO.match(words):
        try:
            if found.group(4) is None:
                return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
            zone = (found.group(5) or "").upper().replace("Z", "+00:00")
            return datetime.fromisoformat(f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{zone}").isoformat()
        except ValueError:
            return None
    if found := _SLASHED.match(words):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return None
    first = next(find_dates(words), None) if len(words) <= _WRITTEN else None
    # A date with a weekday before it, or a zone's long name after it, and nothing else.
    if first is not None and first.start <= 12 and len(words) - first.end <= 30:
        return first.iso
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def find_dates(words: str) -> Iterator[Dated]:
    """Dates with their times in a short line, left to right; those with figures alone only where the weekday
    or a day above 12 tells the day from the month.

    >>> [d.iso for d in find_dates("Published 9:05 AM EDT, Sun October 12, 2025")]
    ['2025-10-12T09:05:00-04:00']
    >>> [d.iso for d in find_dates("Sun, 10/12/2025 - 14:05")], [d.iso for d in find_dates("12.10.2025")]
    (['2025-10-12T14:05:00'], ['2025-10-12'])
    """
    last = 0
    for found in _DATE.finditer(words):
        day = _day(found, words[max(0, found.start() - 14) : found.start()])
        if day is None:
            continue
        start, end = found.span()
        clock = _AFTER.match(words, end, min(len(words), end + 40))
        if clock is not None:
            end = clock.end()
        else:
            clock = _BEFORE.search(words, max(last, start - 40), start)
            start = clock.start() if clock is not None else start
        last = end
        when, zoned = _timed(day, clock)
        yield Dated(start, end, when, zoned)


def _day(found: re.Match[str], before: str) -> date | None:
    g = found.groupdict()
    if g["y5"]:
        return _figures(int(g["a5"]), int(g["b5"]), int(g["y5"]), before)
    for n in ("1", "2", "3", "4"):
        if year := g[f"y{n}"]:
            month = g[f"m{n}"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
            return _date(int(year), number, int(g[f"d{n}"]))
    return None


def _figures(one: int, other: int, year: int, before: str) -> date | None:
    """A date of figures, where only one order can be."""
    choices = {_date(year, other, one), _date(year, one, other)} - {None}
    if len(choices) > 1 and (named := _WEEKDAY.search(before)):
        weekday = _DAYS.index(named[1][:3].lower())
        choices = {day for day in choices if day is not None and day.weekday() == weekday}
    return choices.pop() if len(choices) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    # A page that says 1970-01-01 means that it does not know.
    if not 1800 <= year <= 2100 or (year, month, day) == (1970, 1, 1):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _timed(day: date, clock: re.Match[str] | None) -> tuple[str, bool]:
    if clock is None:
        return day.isoformat(), False
    hour, minute, second = int(clock["h"]), int(clock["min"]), int(clock["s"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat(), False
    zone = _zone(clock["zone"])
    at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    return at.isoformat(), zone is not None


def _zone(words: str | None) -> timezone | None:
    if not words:
        return None
    if (minutes := _ZONES.get(words.upper())) is not None:
        return timezone(timedelta(minutes=minutes))
    if found := _OFFSET.match(words):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    return None


def of_epoch(figures: str) -> str | None:
    """Seconds or milliseconds since 1970, as scripts stamp their pages with, in ISO 8601 (UTC).

    >>> of_epoch("1760277900"), of_epoch("12")
    ('2025-10-12T14:05:00+00:00', None)
    """
    if not re.fullmatch(r"\d{9,10}(?:\d{3})?", figures):
        return None
    number = int(figures)
    return datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC).isoformat()
