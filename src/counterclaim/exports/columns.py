"""The tables we hand out: which columns, of which type, and a claim or an incident as one row of them.

A row holds plain values only (text, whole numbers, fractions, truth values, None). Several values in a cell
are joined by ``; ``. Columns that other tools know keep those tools' names and meaning (``eventreport``);
ours stand after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from counterclaim.exports.wording_verdicts import account_words, voice_words
from counterclaim.ledger.records import Dossier
from counterclaim.linking.disagreement import report_rows
from counterclaim.linking.policies import total
from counterclaim.model import (
    Casualties,
    Claim,
    Event,
    Interval,
    Place,
    Position,
    Responsibility,
    Spot,
    Status,
    Told,
)

Value = str | int | float | bool | None
Row = dict[str, Value]
Columns = Mapping[str, type]

#: One row a claim: ours throughout, for no tool has claims.
CLAIM_COLUMNS: Columns = MappingProxyType(
    {
        "key": str,
        "report_id": str,
        "claim_id": str,
        "incident_id": str,
        "kind": str,
        "stance": str,
        "hedge": str,
        "speaker": str,
        "role": str,
        "actor": str,
        "side": str,
        "anonymous": bool,
        "channel": str,
        "outlet": str,
        "agency": str,
        "origin": str,
        "published": str,
        "known": str,
        "said_start": str,
        "said_end": str,
        "when_start": str,
        "when_end": str,
        "when_precision": str,
        "place": str,
        "admin1": str,
        "country": str,
        "latitude": float,
        "longitude": float,
        "geo_precision": str,
        "geonameid": int,
        "outcome": str,
        "victims": str,
        "victim_side": str,
        "victim_group": str,
        "low": int,
        "high": int,
        "bound": str,
        "cumulative": bool,
        "facility": str,
        "facility_id": str,
        "state": str,
        "scope": str,
        "from": str,
        "expected": bool,
        "event_type": str,
        "event_mode": str,
        "event_actor": str,
        "recipient": str,
        "accused": str,
        "accused_side": str,
        "act": str,
        "self": bool,
        "position": str,
        "towards": str,
        "topic": str,
        "background": bool,
        "answers": str,
        "evidence": str,
        "evidence_start": int,
        "evidence_end": int,
        "confidence": float,
        "rule": str,
        "language": str,
        "url": str,
    }
)
#: What a row of `CLAIM_COLUMNS` does not hold of the claim contract, and why.
CLAIM_DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "cue": "the span of the reporting words",
        "chain": "speaker, agency, outlet stand in columns of their own",
        "where[1:]": "one place a row: the first that is placed, else the first",
        "evidence[1:]": "one stretch; pieces are joined by ' … ', offsets are of the whole",
        "spans": "offsets of all spans but the evidence",
        "period, subset_of, adds_to, supersedes": "links of a figure to other figures",
        "from.end, reason": "of a status only the day it began is kept",
        "report.text": "the text of the report",
    }
)

_ACTOR = ("", "_id", "_type", "_subtype", "_precision", "_perpetrator", "_victim")
#: The columns of R's ``eventreport`` (and its MAVERICK data), in its order.
_EVENTREPORT: Columns = MappingProxyType(
    {
        "id": str,
        "event_id": str,
        "country": str,
        "date_start": str,
        "date_end": str,
        "city": str,
        "location": str,
        "latitude": float,
        "longitude": float,
        "geo_precision": int,
        **{f"actor{n}{part}": str for n in (1, 2) for part in _ACTOR},
        "target": str,
        "deaths_best": int,
        "deaths_low": int,
        "deaths_high": int,
        "injuries_best": int,
        "injuries_low": int,
        "injuries_high": int,
        "source": str,
        "source_author": str,
        "source_type": str,
        "source_classification": str,
        "number_of_sources": int,
        "unit_of_analysis": str,
        "aggregation": str,
    }
)
#: Columns of ``eventreport`` that stay empty, and why.
EVENTREPORT_EMPTY: Mapping[str, str] = MappingProxyType(
    {
        "actor1_type, actor1_subtype, actor1_precision": "codes of another codebook",
        "actor2_type, actor2_subtype, actor2_precision": "codes of another codebook",
        "actor1_perpetrator, actor1_victim": "who did it is contested: see the accounts",
        "actor2_perpetrator, actor2_victim": "who did it is contested: see the accounts",
        "target": "not coded",
        "source_type, source_classification": "codes of another codebook",
    }
)
#: One row an incident: ``eventreport``'s columns, then ours.
INCIDENT_COLUMNS: Columns = MappingProxyType(
    {
        **_EVENTREPORT,
        "family": str,
        "modes": str,
        "sides": str,
        "places": str,
        "is_period": bool,
        "claims": int,
        "independent_sources": int,
        "first_known": str,
        "last_known": str,
        "verdicts": str,
        "accounts": str,
        "deaths_claims": str,
        "injuries_claims": str,
    }
)
INCIDENT_DROPPED: Mapping[str, str] = MappingProxyType(
    {
        **EVENTREPORT_EMPTY,
        "joins": "why each report stands in the incident (`counterclaim incident ID --json`)",
        "answers": "which claim each denial answers",
        "toll histories": "how figures moved; only the current word of each account is kept",
        "spots[1:]": "one point a row: the most exact; the others' names stand in places",
    }
)
#: One row for every report of an incident: ``eventreport``'s own level, then ours.
REPORT_COLUMNS: Columns = MappingProxyType(
    {**_EVENTREPORT, "origin": str, "published": str, "known": str, "url": str, "claims": int}
)

#: ACLED's levels of exactness, which ``eventreport`` shares: 1 town, 2 area near, 3 region.
_EXACTNESS = MappingProxyType(
    {"exact": 1, "settlement": 1, "admin2": 2, "admin1": 3, "country": 3, "region": 3}
)
_BEST = ("exact", "settlement", "admin2", "admin1", "region", "country", "unknown")


def claim_row(told: Told, incident: str | None = None) -> Row:
    """A claim as a row of `CLAIM_COLUMNS`.

    >>> from counterclaim.model import Report, Span
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> row = claim_row(Told(claim, Report("Shots were heard."), "2024-05-01"))
    >>> row["event_type"], row["evidence"], list(row) == list(CLAIM_COLUMNS)
    ('ASSAULT', 'Shots', True)
    """
    claim, report, source = told.claim, told.report, told.claim.source
    place = _place(claim.where)
    said, when = _ends(claim.said), _ends(claim.when)
    row: Row = dict.fromkeys(CLAIM_COLUMNS)
    row |= {
        "key": told.key,
        "report_id": report.id,
        "claim_id": claim.id,
        "incident_id": incident,
        "kind": claim.kind,
        "stance": claim.stance,
        "hedge": claim.hedge.text if claim.hedge else None,
        "speaker": (source.name or (source.span.text if source.span else None)) if source else None,
        "role": source.role if source else None,
        "actor": source.actor if source else None,
        "side": _joined(claim.side),
        "anonymous": source.anonymous if source else False,
        "channel": claim.channel,
        "outlet": report.outlet,
        "agency": _joined(report.agencies) or claim.agency,
        "origin": told.origin,
        "published": report.published,
        "known": told.known,
        "said_start": said[0],
        "said_end": said[1],
        "when_start": when[0],
        "when_end": when[1],
        "when_precision": claim.when.precision if claim.when else None,
        "background": claim.background,
        "answers": f"{report.id}:{claim.answers}" if claim.answers else None,
        "evidence": " … ".join(span.text for span in claim.evidence),
        "evidence_start": claim.evidence[0].start if claim.evidence else None,
        "evidence_end": claim.evidence[-1].end if claim.evidence else None,
        "confidence": round(claim.confidence, 4),
        "rule": claim.rule,
        "language": report.language,
        "url": report.url,
    }
    if place is not None:
        row |= {
            "place": place.name,
            "admin1": place.admin1,
            "country": place.country,
            "latitude": place.lat,
            "longitude": place.lon,
            "geo_precision": place.precision,
            "geonameid": place.geonameid,
        }
    return row | _payload(claim)


def _payload(claim: Claim) -> Row:
    match claim.payload:
        case Casualties() as c:
            return {
                "outcome": c.outcome,
                "victims": c.victims.span.text if c.victims.span else None,
                "victim_side": _joined(c.victims.side),
                "victim_group": c.victims.group,
                "low": c.figure.low,
                "high": c.figure.high,
                "bound": c.figure.bound,
                "cumulative": c.cumulative,
            }
        case Status() as s:
            return {
                "facility": s.facility_name,
                "facility_id": s.facility_id,
                "state": s.state,
                "scope": _joined(s.scope or ()),
                "from": s.begins.start if s.begins else None,
                "expected": s.expected,
            }
        case Event() as e:
            return {
                "event_type": e.type,
                "event_mode": e.mode,
                "event_actor": e.actor,
                "recipient": e.recipient,
            }
        case Responsibility() as r:
            return {
                "accused": r.accused.text if r.accused else None,
                "accused_side": _joined(r.accused_side),
                "act": r.act.text if r.act else None,
                "self": r.own,
            }
        case Position() as p:
            return {
                "position": p.type,
                "towards": _joined(p.towards),
                "topic": p.topic.text if p.topic else None,
            }


def incident_row(dossier: Dossier, policy: str = "ucdp") -> Row:
    """An incident as a row of `INCIDENT_COLUMNS`, its figures made by a named policy (``ucdp`` or ``acled``).

    >>> from counterclaim.model import Incident
    >>> row = incident_row(Dossier(Incident("i_1", "violence", None, None, (), (), ())))
    >>> row["event_id"], row["deaths_best"], list(row) == list(INCIDENT_COLUMNS)
    ('i_1', None, True)
    """
    incident, told = dossier.incident, dossier.told
    row: Row = dict.fromkeys(INCIDENT_COLUMNS)
    row |= _where(incident.spots)
    row |= {
        "id": incident.id,
        "event_id": incident.id,
        "date_start": incident.start,
        "date_end": incident.end,
        "source": _joined(t.report.outlet for t in told),
        "source_author": _joined(_authors(told)),
        "number_of_sources": len({t.report.id for t in told}),
        "unit_of_analysis": "event",
        "aggregation": policy,
        "family": incident.family,
        "modes": _joined(incident.modes),
        "sides": _joined(incident.parties),
        "places": _joined(spot.name for spot in incident.spots),
        "is_period": incident.period,
        "claims": len(told),
        "independent_sources": len(dossier.voices),
        "first_known": min((t.known for t in told), default=None),
        "last_known": max((t.known for t in told), default=None),
        "verdicts": _joined(f"{c.question.key} = {c.label}" for c in dossier.contentions if c.label),
        "accounts": _joined(
            f"{c.question.key}: "
            + ", ".join(
                f"{voice_words(a.voice, a.name)} = {account_words(a)}" for a in c.accounts if a.current
            )
            for c in dossier.contentions
            if any(a.current for a in c.accounts)
        ),
    }
    for number, side in enumerate(incident.parties[:2], start=1):
        row[f"actor{number}"] = side
    for name, topic in (("deaths", "killed"), ("injuries", "wounded")):
        figure = total(policy, dossier.contentions, "killed" if topic == "killed" else "wounded")
        if figure is not None:
            row |= {f"{name}_{end}": getattr(figure, end) for end in ("best", "low", "high")}
            row[f"{name}_claims"] = _joined(figure.claims)
    return row


def report_table(dossier: Dossier) -> Iterable[Row]:
    """One row of `REPORT_COLUMNS` for every report of an incident, in order of the report's id.

    >>> from counterclaim.model import Incident
    >>> list(report_table(Dossier(Incident("i_1", "violence", None, None, (), (), ()))))
    []
    """
    by_report: dict[str, list[Told]] = {}
    for one in dossier.told:
        by_report.setdefault(one.report.id, []).append(one)
    own = {str(row["id"]): row for row in report_rows(dossier.told)}
    for report_id, told in sorted(by_report.items()):
        report = told[0].report
        figures = own.get(report_id, {})
        row: Row = dict.fromkeys(REPORT_COLUMNS)
        row |= _where(dossier.incident.spots)
        row |= {
            "id": f"{dossier.incident.id}:{report_id}",
            "event_id": dossier.incident.id,
            "date_start": dossier.incident.start,
            "date_end": dossier.incident.end,
            "source": report.outlet,
            "source_author": _joined(_authors(told)),
            "number_of_sources": 1,
            "unit_of_analysis": "event-report",
            "aggregation": "ucdp",
            "origin": told[0].origin,
            "published": report.published,
            "known": told[0].known,
            "url": report.url,
            "claims": len(told),
        }
        for number, side in enumerate(dossier.incident.parties[:2], start=1):
            row[f"actor{number}"] = side
        for name in ("deaths", "injuries"):
            for end in ("best", "low", "high"):
                value = figures.get(f"{name}_{end}")
                row[f"{name}_{end}"] = value if isinstance(value, int) else None
        yield row


def _where(spots: Sequence[Spot]) -> Row:
    """The most exact point, and the countries of all."""
    row: Row = {"country": _joined(spot.country for spot in spots)}
    best = min(spots, key=lambda s: (s.lat is None, _BEST.index(s.precision), s.name), default=None)
    if best is not None:
        row |= {
            "location": best.name,
            "city": best.name if best.precision == "settlement" else None,
            "latitude": best.lat,
            "longitude": best.lon,
            "geo_precision": _EXACTNESS.get(best.precision),
        }
    return row


def _place(places: Sequence[Place]) -> Place | None:
    return next((p for p in places if p.lat is not None), places[0] if places else None)


def _authors(told: Iterable[Told]) -> Iterable[str | None]:
    for one in told:
        source = one.claim.source
        if source is not None:
            yield source.name or (source.span.text if source.span else None)


def _ends(interval: Interval | None) -> tuple[str | None, str | None]:
    return (interval.start, interval.end) if interval else (None, None)


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None
