"""The claim contract read back: the exact inverse of `counterclaim.contract.claims_json`.

A key that is absent reads as null, so that what was kept without its nulls reads the same.
"""

from __future__ import annotations

from typing import Any, cast

from counterclaim.contract.claims_json import SCHEMA
from counterclaim.model import (
    Attribution,
    Casualties,
    Claim,
    Event,
    Figure,
    Interval,
    Payload,
    Place,
    Position,
    Reading,
    Report,
    Responsibility,
    Source,
    Span,
    Status,
    TimeMention,
    Unread,
    Victims,
)

Json = dict[str, Any]


def reading_from_json(data: Json) -> Reading:
    """A reading from what `reading_json` made of it.

    Raises ``ValueError`` when the schema is not ours or a value breaks the contract, ``KeyError`` when a
    required one is missing.

    >>> from counterclaim.contract.claims_json import reading_json
    >>> reading = Reading(Report("All quiet.", outlet="Example Daily"))
    >>> reading_from_json(reading_json(reading)) == reading
    True
    """
    if data.get("schema", SCHEMA) != SCHEMA:
        raise ValueError(f"schema {data['schema']!r} is not {SCHEMA}")
    return Reading(
        report_from_json(data["report"]),
        tuple(claim_from_json(c) for c in data.get("claims") or ()),
        tuple(attribution_from_json(a) for a in data.get("attributions") or ()),
        tuple(_time(t) for t in data.get("times") or ()),
        tuple(place_from_json(p) for p in data.get("places") or ()),
        tuple(Unread(u["start"], u["end"], u["reason"]) for u in data.get("unread") or ()),
    )


def report_from_json(data: Json) -> Report:
    """The report; its ``id`` is not read, for it follows from text and address."""
    return Report(
        text=data["text"],
        title=data.get("title"),
        outlet=data.get("outlet"),
        agencies=tuple(data.get("agencies") or ()),
        byline=data.get("byline"),
        dateline=data.get("dateline"),
        published=data.get("published"),
        url=data.get("url"),
        language=data.get("language") or "en",
        version=data.get("version") or 1,
        ref=data.get("ref"),
        published_from=data.get("published_from"),
        container=data.get("container"),
    )


def claim_from_json(data: Json) -> Claim:
    """One claim with the payload of its kind.

    >>> from counterclaim.contract.claims_json import claim_json
    >>> claim = Claim("c_1", "event", "denies", (Span(0, 5, "shots"),), Event("ASSAULT"))
    >>> claim_from_json(claim_json(claim)) == claim
    True
    """
    kind = data["kind"]
    return Claim(
        id=data["id"],
        kind=kind,
        stance=data["stance"],
        evidence=tuple(span_from_json(e) for e in data.get("evidence") or ()),
        payload=_payload(kind, data[kind]),
        source=_source(data.get("source")),
        side=_sides(data.get("side")),
        cue=_span(data.get("cue")),
        hedge=_span(data.get("hedge_span")),
        agency=data.get("agency"),
        chain=tuple(data.get("chain") or ()),
        channel=data.get("channel"),
        said=interval_from_json(data.get("said")),
        when=interval_from_json(data.get("when")),
        where=tuple(place_from_json(p) for p in data.get("where") or ()),
        background=bool(data.get("background")),
        answers=data.get("answers"),
        confidence=data["confidence"],
        rule=data.get("rule") or "",
    )


def _payload(kind: str, data: Json) -> Payload:
    match kind:
        case "casualties":
            victims = data["victims"]
            return Casualties(
                data["outcome"],
                Victims(
                    _span(victims),
                    victims.get("actor"),
                    _sides(victims.get("side")),
                    victims.get("group") or "unknown",
                ),
                Figure(data.get("low"), data.get("high"), data["bound"]),
                bool(data.get("cumulative")),
                interval_from_json(data.get("period")),
                data.get("subset_of"),
                data.get("adds_to"),
                data.get("supersedes"),
            )
        case "status":
            scope = data.get("scope")
            return Status(
                span_from_json(data["facility"]),
                data["facility_name"],
                data.get("facility_id"),
                data["state"],
                tuple(scope) if scope else None,
                interval_from_json(data.get("from")),
                bool(data.get("expected")),
                _span(data.get("reason")),
            )
        case "event":
            return Event(
                data["type"],
                data.get("mode"),
                data.get("actor"),
                data.get("recipient"),
                _span(data.get("weapon")),
            )
        case "responsibility":
            return Responsibility(
                _span(data.get("accused")),
                _sides(data.get("accused_side")),
                _span(data.get("act")),
                bool(data.get("self")),
            )
        case "position":
            return Position(data["type"], tuple(data.get("towards") or ()), _span(data.get("topic")))
    raise ValueError(f"{kind!r} is no kind of claim")


def attribution_from_json(data: Json) -> Attribution:
    """An attribution with its spans and its speaker."""
    return Attribution(
        source=_span(data.get("source")),
        cue=_span(data.get("cue")),
        content=tuple(span_from_json(c) for c in data.get("content") or ()),
        stance=data["stance"],
        form=data["form"],
        cue_class=data["class"],
        parent=data.get("parent"),
        speaker=_source(data.get("speaker")),
        hedge=_span(data.get("hedge_span")),
        hypothetical=bool(data.get("hypothetical")),
        addressee=_span(data.get("addressee")),
        agency=data.get("agency"),
        channel=data.get("channel"),
        said=interval_from_json(data.get("said")),
        rule=data.get("rule") or "",
        engine=data["engine"],
        confidence=data["confidence"],
    )


def span_from_json(data: Json) -> Span:
    """A span; raises ``ValueError`` when its length and its words disagree.

    >>> span_from_json({"start": 0, "end": 4, "text": "nine"})
    Span(start=0, end=4, text='nine')
    """
    return Span(data["start"], data["end"], data["text"])


def interval_from_json(data: Json | None) -> Interval | None:
    """An interval, or None."""
    if data is None:
        return None
    return Interval(data.get("start"), data.get("end"), data["text"], data["precision"], data["anchor"])


def place_from_json(data: Json) -> Place:
    """A place with its resolution, or with the reason there is none."""
    return Place(
        span=span_from_json(data["span"]),
        name=data["name"],
        geonameid=data.get("geonameid"),
        lat=data.get("lat"),
        lon=data.get("lon"),
        country=data.get("country"),
        admin1=data.get("admin1"),
        feature=data.get("feature"),
        precision=data["precision"],
        role=data["role"],
        confidence=data["confidence"],
        candidates=data["candidates"],
        facility=data.get("facility"),
        reason=data.get("reason"),
    )


def _time(data: Json) -> TimeMention:
    interval = cast(Interval, interval_from_json(data["interval"]))
    return TimeMention(span_from_json(data["span"]), interval, data["timex"]["type"], data["timex"]["value"])


def _source(data: Json | None) -> Source | None:
    if data is None:
        return None
    return Source(
        span=_span(data),
        name=data.get("name"),
        role=data.get("role"),
        actor=data.get("actor"),
        side=_sides(data.get("side")),
        anonymous=bool(data.get("anonymous")),
        anonymity_reason=_span(data.get("anonymity_reason")),
    )


def _span(data: Json | None) -> Span | None:
    """A span, or None; a source or victims without words have the keys of a span with nulls."""
    return None if data is None or data.get("start") is None else span_from_json(data)


def _sides(data: str | list[str] | None) -> tuple[str, ...]:
    if data is None:
        return ()
    return (data,) if isinstance(data, str) else tuple(data)
