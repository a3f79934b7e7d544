"""The claim contract as JSON, schema 1: what ``counterclaim read --json`` prints."""

from __future__ import annotations

from typing import Any

from counterclaim.model import (
    Attribution,
    Casualties,
    Claim,
    Event,
    Interval,
    Place,
    Position,
    Reading,
    Report,
    Responsibility,
    Source,
    Span,
    Status,
    TimeMention,
)

SCHEMA = 1

Json = dict[str, Any]


def reading_json(reading: Reading) -> Json:
    """One report with its claims and the layers under them, ready for ``json.dumps``.

    >>> reading_json(Reading(Report("All quiet.")))["schema"]
    1
    """
    return {
        "schema": SCHEMA,
        "report": report_json(reading.report),
        "claims": [claim_json(claim) for claim in reading.claims],
        "attributions": [attribution_json(a) for a in reading.attributions],
        "times": [_time(t) for t in reading.times],
        "places": [place_json(p) for p in reading.places],
        "unread": [{"start": u.start, "end": u.end, "reason": u.reason} for u in reading.unread],
    }


def report_json(report: Report) -> Json:
    """The report as printed: its text in full, so that offsets can be checked."""
    return {
        "id": report.id,
        "ref": report.ref,
        "text": report.text,
        "title": report.title,
        "outlet": report.outlet,
        "agencies": list(report.agencies),
        "byline": report.byline,
        "dateline": report.dateline,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
        "language": report.language,
        "version": report.version,
        "container": report.container,
    }


def claim_json(claim: Claim) -> Json:
    """One claim; the payload stands under the name of its kind, the other kinds are null."""
    out: Json = {
        "id": claim.id,
        "kind": claim.kind,
        "stance": claim.stance,
        "hedge": claim.hedge.text if claim.hedge else None,
        "hedge_span": _span(claim.hedge),
        "evidence": [span_json(e) for e in claim.evidence],
        "source": _source(claim.source),
        "side": _sides(claim.side),
        "cue": _span(claim.cue),
        "agency": claim.agency,
        "chain": list(claim.chain),
        "channel": claim.channel,
        "said": interval_json(claim.said),
        "when": interval_json(claim.when),
        "where": [place_json(p) for p in claim.where],
        "background": claim.background,
        "answers": claim.answers,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "casualties": None,
        "status": None,
        "event": None,
        "responsibility": None,
        "position": None,
    }
    out[claim.kind] = _payload(claim)
    return out


def _payload(claim: Claim) -> Json:
    match claim.payload:
        case Casualties() as c:
            victims = _span(c.victims.span) or {"start": None, "end": None, "text": None}
            return {
                "outcome": c.outcome,
                "victims": {
                    **victims,
                    "actor": c.victims.actor,
                    "side": _sides(c.victims.side),
                    "group": c.victims.group,
                },
                "victim_side": _sides(c.victims.side),
                "low": c.figure.low,
                "high": c.figure.high,
                "bound": c.figure.bound,
                "cumulative": c.cumulative,
                "period": interval_json(c.period),
                "subset_of": c.subset_of,
                "adds_to": c.adds_to,
                "supersedes": c.supersedes,
            }
        case Status() as s:
            return {
                "facility": span_json(s.facility),
                "facility_name": s.facility_name,
                "facility_id": s.facility_id,
                "state": s.state,
                "scope": list(s.scope) if s.scope else None,
                "from": interval_json(s.begins),
                "expected": s.expected,
                "reason": _span(s.reason),
            }
        case Event() as e:
            return {
                "type": e.type,
                "mode": e.mode,
                "actor": e.actor,
                "recipient": e.recipient,
                "weapon": _span(e.weapon),
            }
        case Responsibility() as r:
            return {
                "accused": _span(r.accused),
                "accused_side": _sides(r.accused_side),
                "act": _span(r.act),
                "self": r.own,
            }
        case Position() as p:
            return {"type": p.type, "towards": list(p.towards), "topic": _span(p.topic)}


def attribution_json(attribution: Attribution) -> Json:
    """An attribution with its spans, its speaker and what read it."""
    return {
        "source": _span(attribution.source),
        "cue": _span(attribution.cue),
        "content": [span_json(c) for c in attribution.content],
        "stance": attribution.stance,
        "form": attribution.form,
        "class": attribution.cue_class,
        "speaker": _source(attribution.speaker),
        "hedge": attribution.hedge.text if attribution.hedge else None,
        "hedge_span": _span(attribution.hedge),
        "hypothetical": attribution.hypothetical,
        "addressee": _span(attribution.addressee),
        "agency": attribution.agency,
        "channel": attribution.channel,
        "said": interval_json(attribution.said),
        "parent": attribution.parent,
        "engine": attribution.engine,
        "rule": attribution.rule,
        "confidence": attribution.confidence,
    }


def span_json(span: Span) -> Json:
    """``{"start", "end", "text"}``.

    >>> span_json(Span(0, 4, "nine"))
    {'start': 0, 'end': 4, 'text': 'nine'}
    """
    return {"start": span.start, "end": span.end, "text": span.text}


def interval_json(interval: Interval | None) -> Json | None:
    """An interval, or None."""
    if interval is None:
        return None
    return {
        "start": interval.start,
        "end": interval.end,
        "text": interval.text,
        "precision": interval.precision,
        "anchor": interval.anchor,
    }


def place_json(place: Place) -> Json:
    """A place with its resolution, or with the reason there is none."""
    return {
        "span": span_json(place.span),
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature,
        "precision": place.precision,
        "role": place.role,
        "confidence": place.confidence,
        "candidates": place.candidates,
        "facility": place.facility,
        "reason": place.reason,
    }


def _time(mention: TimeMention) -> Json:
    return {
        "span": span_json(mention.span),
        "interval": interval_json(mention.interval),
        "timex": {"type": mention.type, "value": mention.value},
    }


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    span = _span(source.span) or {"start": None, "end": None, "text": None}
    return {
        **span,
        "name": source.name,
        "role": source.role,
        "actor": source.actor,
        "side": _sides(source.side),
        "anonymous": source.anonymous,
        "anonymity_reason": _span(source.anonymity_reason),
    }


def _span(span: Span | None) -> Json | None:
    return span_json(span) if span else None


def _sides(sides: tuple[str, ...]) -> str | list[str] | None:
    """One side as its name, several as a list, none as null."""
    if not sides:
        return None
    return sides[0] if len(sides) == 1 else list(sides)
