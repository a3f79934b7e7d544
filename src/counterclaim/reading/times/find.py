"""Finds the time expressions of a text and resolves them from its publication date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from counterclaim.language import Annotation
from counterclaim.model import Interval, Span, TimeMention
from counterclaim.reading.times import counts, days, units, years
from counterclaim.reading.times import periods as cal
from counterclaim.reading.times.grammar import EACH, MASTER
from counterclaim.reading.times.join import relate
from counterclaim.reading.times.lexer import lex
from counterclaim.reading.times.reader import Found, Reader

#: Rule of the grammar -> what it means.
_MEANING: dict[str, Callable[[Reader, int, int], Found | None]] = {
    "dayrange": days.dayrange,
    "overday": days.overday,
    "day": days.day_expr,
    "quarter": years.quarter,
    "nunits": units.nunits,
    "unitof": units.unitof,
    "month": years.month_expr,
    "part": days.part,
    "pastn": counts.pastn,
    "ago": counts.ago,
    "relpost": counts.relpost,
    "yearago": counts.yearago,
    "nth": counts.nth,
    "relunit": units.relunit,
    "recentn": counts.recentn,
    "after": counts.after_stretch,
    "set": counts.recurring,
    "duration": counts.duration,
    "clock": days.clock,
    "overnight": days.overnight,
    "point": days.point,
    "century": years.century,
    "decade": years.decade,
    "year": years.plain_year,
    "bareunits": counts.bareunits,
    "now": units.now,
    "recently": units.recently,
    "soon": units.soon,
    "runup": units.runup,
}


def find_times(doc: Annotation, published: str | None) -> list[TimeMention]:
    """Every time expression in reading order, with its interval (inclusive ends) and TIMEX3 value.

    ``published`` is an ISO date or datetime; of a datetime its own local date counts. Without it (or
    with an impossible one) a relative expression keeps null ends and anchor "unknown". Never raises.

    A range ("between January and September 15") is two mentions that carry one interval.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("Two posts were shelled overnight, the army said on Sunday.")
    >>> [(t.span.text, t.interval.start, t.interval.end) for t in find_times(doc, "2025-10-12")]
    [('overnight', '2025-10-11', '2025-10-12'), ('Sunday', '2025-10-12', '2025-10-12')]
    """
    lexed = lex(doc.text)
    reader = Reader(doc, lexed, local_date(published))
    codes, size = lexed.codes, len(lexed.codes)
    at = 0
    while at < size:
        m = MASTER.search(codes, at)
        if m is None:
            break
        found = _resolve(reader, m.lastgroup or "", m.start(), m.end())
        if found is None:
            found = _second_choice(reader, m.lastgroup or "", m.start())
        if found is None or _glued(doc.text, lexed.starts[found.first], lexed.ends[found.last]):
            at = m.start() + 1
            continue
        reader.found.append(found)
        at = max(m.start(), found.last) + 1
    relate(reader)
    return [_mention(doc.text, reader, f) for f in reader.found]


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the words are a piece of a longer one ("qpm3h3Pm")."""
    return (start > 0 and text[start - 1].isalnum() and text[start - 1].isascii()) or (
        end < len(text) and text[end].isalnum() and text[end].isascii()
    )


def _resolve(reader: Reader, rule: str, start: int, end: int) -> Found | None:
    try:
        return _MEANING[rule](reader, start, end - 1)
    except (OverflowError, ValueError):
        # A date outside the calendar (year 0 or 10000): the words stay unread.
        return None


def _second_choice(reader: Reader, rule: str, start: int) -> Found | None:
    """The rules after ``rule`` in turn: what is no "nth day" may still be a "20th century"."""
    seen = False
    for name, pattern in EACH.items():
        if seen:
            m = pattern.match(reader.codes, start)
            found = _resolve(reader, name, m.start(), m.end()) if m else None
            if found is not None:
                return found
        seen = seen or name == rule
    return None


def local_date(published: str | None) -> date | None:
    """The date part of an ISO date or datetime as written, or None.

    >>> local_date("2022-11-22T00:30:00+01:00")
    datetime.date(2022, 11, 22)
    """
    try:
        return date.fromisoformat((published or "").strip()[:10])
    except ValueError:
        return None


def duration_start(mention: TimeMention, published: str | None) -> Interval | None:
    """When a state that has lasted for ``mention`` began: "for a third day", "after 25 days", "for a week".

    The interval is the day counted back to, with the precision of the unit. None when the mention is no
    duration or its length is vague, or when there is no date to count from. A duration of which the text
    does not say that it runs up to the dateline ("a closure of 25 days") is counted back all the same: the
    caller knows from the clause that the state lasted that long.

    >>> from counterclaim.language import annotator
    >>> doc = annotator().annotate("The gate stayed shut for a third day.")
    >>> duration_start(find_times(doc, "2024-05-06")[0], "2024-05-06").start
    '2024-05-04'
    """
    if mention.type != "DURATION":
        return None
    interval = mention.interval
    start = interval.start
    if start is None:
        m = re.fullmatch(r"P(\d+)([DWMY])", mention.value)
        today = local_date(published)
        if m is None or today is None or len(m.group(1)) > 4:
            return None
        back = cal.shift(today, m.group(2), -int(m.group(1)))
        if back is None:
            return None
        start = back.isoformat()
    anchor = "dateline" if interval.anchor == "unknown" else interval.anchor
    precision = "day" if interval.precision == "unknown" else interval.precision
    return Interval(start[:10], start[:10], interval.text, precision, anchor)


def _mention(text: str, reader: Reader, f: Found) -> TimeMention:
    starts, ends = reader.lexed.starts, reader.lexed.ends
    start, end = starts[f.first], ends[f.last]
    lead = starts[f.lead] if f.lead >= 0 else start
    tail = ends[f.tail] if f.tail > f.last else end
    interval = Interval(f.start, f.end, text[lead:tail], f.precision, f.anchor)
    return TimeMention(Span(start, end, text[start:end]), interval, f.type, f.value)
