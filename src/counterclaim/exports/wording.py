"""A claim in a few words for people: what is claimed, the figure, the time, the place, who says it."""

from __future__ import annotations

import re

from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Position,
    Responsibility,
    Source,
    Status,
)

STANCE_WORDS = {"asserts": "says", "denies": "denies", "does_not_confirm": "does not confirm"}


def figure_words(figure: Figure) -> str:
    """A figure with its bound.

    >>> figure_words(Figure(501, None, "more than")), figure_words(Figure(None, None, "dozens"))
    ('more than 500', 'dozens')
    >>> figure_words(Figure(15, 20, "between")), figure_words(Figure(0, 0, "none"))
    ('15 to 20', 'none')
    """
    low, high, bound = figure.low, figure.high, figure.bound
    if bound == "none":
        return "none"
    if bound == "between" and low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if bound == "more than" and low is not None:
        return f"more than {low - 1:,}"
    if bound == "less than" and high is not None:
        return f"less than {high + 1:,}"
    number = low if low is not None else high
    if number is None:
        return bound
    return f"{number:,}" if bound == "exact" else f"{bound} {number:,}"


def claim_words(claim: Claim) -> str:
    """The proposition in one line, without its speaker.

    >>> from counterclaim.model import Span, Victims
    >>> claim_words(Claim("c", "casualties", "asserts", (Span(0, 1, "x"),),
    ...     Casualties("killed", Victims(Span(0, 8, "soldiers"), None, ("Mali",)), Figure(9, 9, "exact"))))
    '9 soldiers killed (Mali)'
    """
    match claim.payload:
        case Casualties() as c:
            who = c.victims.span.text if c.victims.span else ""
            side = f" ({' and '.join(c.victims.side)})" if c.victims.side else ""
            if c.figure.bound == "none":
                what = "casualties" if c.outcome == "killed or wounded" else c.outcome
                return f"no {what}{side}" if c.outcome == "killed or wounded" else f"none {what}{side}"
            outcome = "casualties" if c.outcome == "killed or wounded" else c.outcome
            total = ", in all" if c.cumulative else ""
            return " ".join(f"{figure_words(c.figure)} {who} {outcome}{side}{total}".split())
        case Status() as s:
            scope = f" to {', '.join(s.scope)}" if s.scope else ""
            since = f" since {s.begins.start}" if s.begins and s.begins.start else ""
            state = f"expected to be {s.state}" if s.expected else s.state
            return f"{s.facility_name} {state}{scope}{since}"
        case Event() as e:
            who = f"{e.actor}: " if e.actor else ""
            whom = f" against {e.recipient}" if e.recipient and e.type in _HOSTILE else ""
            if e.recipient and e.type not in _HOSTILE:
                whom = f" with {e.recipient}"
            return f"{who}{e.mode or e.type.lower()}{whom}"
        case Responsibility() as r:
            if r.own:
                return f"own act: {r.act.text if r.act else 'claimed'}"
            accused = r.accused.text if r.accused else "unnamed"
            side = f" ({' and '.join(r.accused_side)})" if r.accused_side else ""
            verb = "accuses" if claim.stance == "asserts" else "the charge against"
            return f"{verb} {accused}{side}" + (f": {r.act.text}" if r.act else "")
        case Position() as p:
            towards = f" {' and '.join(p.towards)}" if p.towards else ""
            return f"{p.type}s{towards}" + (f": {p.topic.text}" if p.topic else "")


_HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "ACCUSE", "PROTEST", "SANCTION", "MOBILIZE", "REJECT"})


def speaker_words(claim: Claim) -> str:
    """Who says it: name or description, the side, and through whom.

    >>> from counterclaim.model import Span
    >>> speaker_words(Claim("c", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT")))
    'the report itself'
    """
    if claim.source is None:
        return "the report itself"
    words = source_words(claim.source)
    if claim.side:
        words += f" [{' and '.join(claim.side)}]"
    if claim.agency:
        words += f" via {claim.agency}"
    return words


def source_words(source: Source) -> str:
    """The name, else the description the report uses.

    >>> source_words(Source(None, name="Khawaja Asif"))
    'Khawaja Asif'
    """
    return source.name or (source.span.text if source.span else "unnamed")


def interval_words(interval: Interval | None) -> str:
    """An interval as people write it; an open one keeps its words.

    >>> interval_words(Interval("2025-10-11", "2025-10-12", "overnight", "part of day"))
    '2025-10-11 to 2025-10-12'
    >>> interval_words(Interval(None, None, "on Sunday", "unknown", "unknown"))
    '“on Sunday”, date unknown'
    """
    if interval is None:
        return ""
    if interval.start is None and interval.end is None:
        return f"“{interval.text}”, date unknown"
    if interval.start == interval.end or interval.end is None:
        return (interval.start or "").replace("T", " ")
    if interval.start is None:
        return f"until {interval.end}".replace("T", " ")
    return f"{interval.start} to {interval.end}".replace("T", " ")


def where_words(claim: Claim) -> str:
    """The places, with their country where known.

    >>> from counterclaim.model import Place, Span
    >>> where_words(Claim("c", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT"),
    ...     where=(Place(Span(0, 3, "Goz"), "Goz", country="TD"),)))
    'Goz (TD)'
    """
    seen: list[str] = []
    for place in claim.where:
        words = f"{place.name} ({place.country})" if place.country else place.name
        if words not in seen:
            seen.append(words)
    return ", ".join(seen)


#: How far a sentence is followed from the evidence before it is cut at a word.
_SENTENCE_REACH = 260
_SENTENCE_END = re.compile(r"""[.!?]["”’»)]*\s+(?=["“‘«(]?[A-Z0-9])|\n""")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence or sentences that hold ``text[start:end]``, cut at a word when very long.

    >>> text = "It rained. Nine men died there. Nobody spoke."
    >>> text[slice(*sentence_around(text, 11, 19))]
    'Nine men died there.'
    """
    low = max(0, start - _SENTENCE_REACH)
    before = [found.end() for found in _SENTENCE_END.finditer(text, low, start + 1) if found.end() <= start]
    if before:
        left = before[-1]
    elif low == 0:
        left = 0
    else:
        left = text.find(" ", low, start) + 1 or low
    after = _SENTENCE_END.search(text, max(start, end - 2), min(len(text), end + _SENTENCE_REACH))
    if after:
        right = after.start() + len(after.group().rstrip())
    elif end + _SENTENCE_REACH >= len(text):
        right = len(text)
    else:
        right = max(end, text.rfind(" ", end, end + _SENTENCE_REACH))
    return left, max(right, end)
