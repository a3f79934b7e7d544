"""Records to rows and back: what of a report, a reading or a claim stands in which column."""

from __future__ import annotations

import json
import re
import zlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from counterclaim.contract.claims_json import claim_json, reading_json, report_json
from counterclaim.contract.from_json import claim_from_json, reading_from_json, report_from_json
from counterclaim.ledger.folding import fold
from counterclaim.linking.crossing_words import border_of
from counterclaim.model import Casualties, Claim, Event, Reading, Report, Responsibility, Status, Told

Row = dict[str, Any]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
#: What PostgreSQL or UTF-8 cannot hold: the null character and halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

#: How hard the layers are pressed: level 1 takes a third of the default's time and gives 15 % more bytes.
_PRESSING = 1


def compact(value: Any) -> str:
    """JSON without nulls, empty lists and spaces.

    >>> compact({"a": None, "b": [], "c": {"d": 1}})
    '{"c":{"d":1}}'
    """
    return whole(_pruned(value))


def whole(value: Any) -> str:
    """JSON without spaces; ASCII only where a character could not be stored.

    >>> whole({"a": None, "b": "é"})
    '{"a":null,"b":"é"}'
    """
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if _UNSTORABLE.search(written):
        return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return written


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _pruned(v) for k, v in value.items() if v is not None and v != []}
    if isinstance(value, list):
        return [_pruned(v) for v in value]
    return value


def storable(text: str | None) -> str | None:
    """The text for a column that is only searched or shown, with U+FFFD for what a database cannot hold.

    >>> storable("a\\x00b")
    'a\\ufffdb'
    """
    return None if text is None else _UNSTORABLE.sub("\ufffd", text)


def moment(stated: str | None) -> str | None:
    """A date or datetime as a moment in UTC; None where it is none. A bare date is its first minute.

    >>> moment("2025-10-12"), moment("2025-10-12T03:30:00+04:30"), moment("soon")
    ('2025-10-12T00:00:00Z', '2025-10-11T23:00:00Z', None)
    """
    if stated is None:
        return None
    try:
        at = datetime.fromisoformat(stated)
        if at.tzinfo is not None:
            at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def report_row(report: Report, pk: int, added: str) -> Row:
    """The row of a report. It could be known from its publication, else from when it was added."""
    record = report_json(report)
    text = record.pop("text")
    record.pop("id")
    stored = storable(text)
    if stored != text:
        record["text"] = text
    return {
        "pk": pk,
        "id": report.id,
        "url": storable(report.url),
        "version": report.version,
        "outlet": storable(report.outlet),
        "language": report.language,
        "published": storable(report.published),
        "known": moment(report.published) or added,
        "added": added,
        "title": storable(report.title),
        "text": stored,
        "record": compact(record),
        "origin": None,
    }


def report_from_row(row: Any) -> Report:
    """The report of a row, exactly as it was added."""
    return _report(row.text, row.record)


#: Reports are asked for again and again while their incidents grow; 4,000 take some 20 MB.
@lru_cache(maxsize=4_000)
def _report(text: str, record: str) -> Report:
    return report_from_json({"text": text} | json.loads(record))


def layers(reading: Reading) -> bytes:
    """What a reading holds beside its report and claims, pressed."""
    data = reading_json(Reading(reading.report, (), reading.attributions, reading.times, reading.places))
    kept = {name: data[name] for name in ("attributions", "times", "places")}
    kept["unread"] = [{"start": u.start, "end": u.end, "reason": u.reason} for u in reading.unread]
    return zlib.compress(compact(kept).encode(), _PRESSING)


def reading_from_rows(report: Report, claims: list[Claim], pressed: bytes) -> Reading:
    """The reading again, from its parts."""
    kept = json.loads(zlib.decompress(pressed))
    kept["report"] = report_json(report)
    made = reading_from_json(kept)
    return Reading(report, tuple(claims), made.attributions, made.times, made.places, made.unread)


def claim_row(told: Told, pk: int, report: int, reading: int, speaker: int | None) -> Row:
    """The row of a claim: what queries ask for in columns, the whole of it in ``record``."""
    claim = told.claim
    row: Row = {
        "pk": pk,
        "id": claim.id,
        "report": report,
        "reading": reading,
        "current": True,
        "known": told.known,
        "kind": claim.kind,
        "stance": claim.stance,
        "sides": "|".join(claim.side),
        "speaker": speaker,
        "outcome": None,
        "victim_sides": None,
        "low": None,
        "high": None,
        "bound": None,
        "facility": None,
        "state": None,
        "when_start": None,
        "when_end": None,
        "background": claim.background,
        "confidence": claim.confidence,
        "mention": None,
        "incident": None,
        "words": fold(" ".join(span.text for span in claim.evidence)),
        "record": compact(claim_json(claim)),
    }
    when = claim.when
    match claim.payload:
        case Casualties() as c:
            row |= {
                "outcome": c.outcome,
                "victim_sides": "|".join(c.victims.side),
                "low": _number(c.figure.low),
                "high": _number(c.figure.high),
                "bound": c.figure.bound,
            }
        case Status() as s:
            row |= {"facility": facility_key(told), "state": s.state}
            when = when or s.begins
        case _:
            pass
    if when is not None:
        row |= {"when_start": when.start or when.end, "when_end": when.end or when.start}
    return row


#: The largest number a column holds on either engine; the record keeps a larger one.
_MOST = 2**31 - 1


def _number(count: int | None) -> int | None:
    return None if count is None else min(count, _MOST)


def facility_key(told: Told) -> str | None:
    """What a status claim speaks of: a registry id, a border (``border:AF-PK``), or ``?`` and its name.

    >>> from counterclaim.model import Span
    >>> status = Status(Span(0, 8, "The gate"), "The Gate", None, "closed")
    >>> claim = Claim("c", "status", "asserts", (Span(0, 8, "The gate"),), status)
    >>> facility_key(Told(claim, Report("The gate was shut."), "2024-05-01T00:00:00Z"))
    '?the gate'
    """
    status = told.claim.payload
    if not isinstance(status, Status):
        return None
    if status.facility_id:
        return status.facility_id
    if ends := border_of(told):
        return "border:" + "-".join(sorted(ends))
    return "?" + (storable(status.facility_name.casefold()) or "")


def claim_terms(claim: Claim) -> set[str]:
    """What the claim can be found by beside its columns: sides that speak, are spoken of, places.

    >>> from counterclaim.model import Span
    >>> sorted(claim_terms(Claim("c", "event", "asserts", (Span(0, 1, "x"),),
    ...                          Event("ASSAULT", None, "Mali"), side=("Mali",))))
    ['about:Mali', 'side:Mali']
    """
    found = {f"side:{side}" for side in claim.side}
    match claim.payload:
        case Casualties() as c:
            found |= {f"about:{side}" for side in c.victims.side}
        case Responsibility() as r:
            found |= {f"about:{side}" for side in r.accused_side}
        case Event() as e:
            found |= {f"about:{who}" for who in (e.actor, e.recipient) if who}
        case Status() as s:
            found.add(f"place:{fold(s.facility_name)}")
        case _:
            pass
    for place in claim.where:
        found.add(f"place:{fold(place.name)}")
        if place.country:
            found.add(f"country:{place.country}")
        if place.admin1:
            found.add(f"place:{fold(place.admin1)}")
    return {storable(term) or "" for term in found}


def speaker_row(claim: Claim) -> Row | None:
    """Who speaks, without its number; None where the outlet itself asserts."""
    if claim.source is None:
        return None
    source = claim.source
    name = storable(source.name or (source.span.text if source.span else None)) or "unnamed"
    sides = storable("|".join(claim.side)) or ""
    return {
        "key": "\x1f".join((name, source.actor or "", sides, "1" if source.anonymous else "0")),
        "name": name,
        "actor": storable(source.actor),
        "sides": sides,
        "anonymous": source.anonymous,
        "folded": fold(name),
    }


#: The same for claims: 20,000 take some 120 MB.
@lru_cache(maxsize=20_000)
def _claim(record: str) -> Claim:
    return claim_from_json(json.loads(record))


def told_from_row(row: Any, report: Report) -> Told:
    """A claim with the report that carries it, from its row and the report's origin."""
    return Told(_claim(row.record), report, row.known, row.origin)
