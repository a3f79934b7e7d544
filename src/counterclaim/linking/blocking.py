"""Blocking keys: two mentions that could be one occurrence share a key, and few others do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counterclaim.model import Mention, Toll

#: Days of a bin. Mentions at most one day apart must meet in a bin: each is put into those of its own days
#: and of one day to either side. Four keeps most mentions to one or two bins.
BIN_DAYS = 4
REACH_DAYS = 1

#: The same for crossings. That a gate is shut is reported for weeks: two words on it may lie twice
#: `CROSSING_REACH_DAYS` apart and still speak of one closing.
CROSSING_BIN_DAYS = 16
CROSSING_REACH_DAYS = 7

#: A figure from which it may find the incident of a report without a date; smaller ones are common.
TELLING_FIGURE = 20

_CODES = {"violence": "v", "crossing": "c", "talks": "t", "measure": "m", "charge": "h"}
_OPENING = frozenset({"open", "reopened", "partially open"})


def is_opening(mention: Mention) -> bool:
    """Whether a mention of a crossing tells of its opening rather than its closing."""
    return mention.family == "crossing" and any(mode in _OPENING for mode in mention.modes)


def parties(mention: Mention) -> tuple[str, ...]:
    """The sides of a mention, with the two that its report is about where it has one of them or none.

    >>> day = ("violence", "2025-10-11", "2025-10-12", "stated", ())
    >>> parties(Mention("m_1", "r_1", None, *day, parties=("Mali",), around=("JNIM", "Mali")))
    ('JNIM', 'Mali')
    """
    if not mention.parties or not mention.around or set(mention.parties) & set(mention.around):
        return tuple(sorted({*mention.parties, *mention.around}))
    return mention.parties


def numbers(toll: Toll) -> frozenset[int]:
    """The numbers under which a figure may be told again: "more than 460" is 461 or more, and another's 460.

    >>> sorted(numbers(Toll("killed", (), 461, None)))
    [460, 461]
    """
    found = {n for n in (toll.low, toll.high) if n}
    return frozenset(found | {toll.low - 1} if toll.low and toll.low > 3 and toll.high is None else found)


def keys(mention: Mention) -> frozenset[str]:
    """The keys under which a store must find the mention: bins of days by place and by party, and so on.

    >>> day = ("violence", "2025-10-11", "2025-10-12", "stated", ("r_1:c_1",))
    >>> sorted(keys(Mention("m_1", "r_1", None, *day, parties=("Pakistan",))))[-1]
    'v~10-12|Pakistan'
    """
    return near_keys(mention) | undated_keys(mention)


def near_keys(mention: Mention) -> frozenset[str]:
    """The keys of the mentions that this one is compared with as one of the same days."""
    return frozenset(_near_keys(mention))


def _near_keys(mention: Mention) -> Iterator[str]:
    if mention.start is None or mention.end is None:
        return
    code = ("o" if is_opening(mention) else "") + _CODES[mention.family]
    if mention.period:
        yield f"{code}={mention.start}|{mention.end}|{'|'.join(mention.parties)}"
        return
    places = {s.facility for s in mention.spots if s.facility}
    if mention.family == "crossing":
        size, reach = CROSSING_BIN_DAYS, CROSSING_REACH_DAYS
        anchors = places or {s.country for s in mention.spots if s.country}
    else:
        size, reach = BIN_DAYS, REACH_DAYS
        anchors = {*parties(mention), *(s.country for s in mention.spots if s.country)}
    first = (date.fromisoformat(mention.start).toordinal() - reach) // size
    last = (date.fromisoformat(mention.end).toordinal() + reach) // size
    # Charges and calls for restraint are told of violence that others report.
    codes = (code, _CODES["violence"]) if mention.family == "charge" else (code,)
    for number in range(first, last + 1):
        for anchor in anchors:
            for code in codes:
                yield f"{code}|{number}|{anchor}"


def undated_keys(mention: Mention) -> frozenset[str]:
    """The keys by which dated and undated mentions meet: a day of the year with a party, a telling figure."""
    return frozenset(_undated_keys(mention))


def _undated_keys(mention: Mention) -> Iterator[str]:
    if mention.period or mention.family in ("crossing", "charge"):
        return
    code = _CODES[mention.family]
    days = {mention.hint} if mention.hint else {d[5:10] for d in (mention.start, mention.end) if d}
    for day in days:
        for side in parties(mention):
            yield f"{code}~{day}|{side}"
    figures = {(n, t.outcome) for t in mention.tolls for n in numbers(t) if n >= TELLING_FIGURE}
    anchors = {*parties(mention), *(s.country for s in mention.spots if s.country)}
    for number, outcome in sorted(figures, reverse=True)[:4]:
        for anchor in anchors:
            yield f"{code}#{number}|{outcome}|{anchor}"
