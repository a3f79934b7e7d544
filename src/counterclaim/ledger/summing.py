"""What lists show, worked out as the ledger grows: an incident's questions, a crossing's state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, select

from counterclaim.ledger.facility_words import keys_about, latest_words, on_the_border
from counterclaim.ledger.find import chunks, origins_by_id, told_of, voiced
from counterclaim.ledger.folding import fold
from counterclaim.ledger.linking_state import Linked
from counterclaim.ledger.plain import decoded, to_plain
from counterclaim.ledger.records import Line, Listed, Said
from counterclaim.ledger.rows import Row, whole
from counterclaim.ledger.tables import (
    ANSWERS,
    CLAIMS,
    FACILITIES,
    INCIDENT_TERMS,
    INCIDENTS,
)
from counterclaim.ledger.tallies import answered_in, count_answers
from counterclaim.ledger.upsert import upsert
from counterclaim.linking.accounts import contentions
from counterclaim.linking.answers import answers
from counterclaim.model import Answer, Contention, Incident, Origin, Told

#: Names of places a list shows of one incident, and questions kept for it.
_PLACES = 4
_LINES = 40


def sum_up(
    connection: Connection, linked: Linked, regrouped: Collection[int], facilities: Collection[str]
) -> None:
    """Write the summaries of changed incidents, of those whose reports were regrouped, and of facilities."""
    changed = {incident.id: incident for incident in linked.changed}
    touched = {
        found
        for some in chunks(regrouped)
        for found in connection.execute(
            select(CLAIMS.c.incident).where(
                CLAIMS.c.report.in_(some), CLAIMS.c.current, CLAIMS.c.incident.is_not(None)
            )
        ).scalars()
    } - changed.keys()
    for some in chunks(touched):
        query = select(INCIDENTS.c.record).where(INCIDENTS.c.id.in_(some))
        for record in connection.execute(query).scalars():
            incident = decoded(Incident, record)
            changed[incident.id] = incident
    _sum_incidents(connection, list(changed.values()))
    spoken_of = {
        found
        for some in chunks(regrouped)
        for found in connection.execute(
            select(CLAIMS.c.facility)
            .distinct()
            .where(CLAIMS.c.report.in_(some), CLAIMS.c.current, CLAIMS.c.facility.is_not(None))
        ).scalars()
    }
    _sum_facilities(connection, spoken_of.union(facilities))


def _sum_incidents(connection: Connection, incidents: Sequence[Incident]) -> None:
    if not incidents:
        return
    told = told_of(connection, [i.id for i in incidents])
    groups = origins_by_id(connection, {t.origin for rows in told.values() for _, t in rows if t.origin})
    rows: list[Row] = []
    terms: list[Row] = []
    answered: list[Row] = []
    for incident in incidents:
        pks = {t.key: pk for pk, t in told[incident.id]}
        listed, found, said = listing(incident, [t for _, t in told[incident.id]], groups)
        rows.append(
            {
                "id": incident.id,
                "family": incident.family,
                "start": incident.start or "",
                "end": incident.end or incident.start or "",
                "days": span(incident),
                "period": incident.period,
                "first_known": listed.first_known,
                "last_known": listed.last_known,
                "reports": listed.reports,
                "claims": listed.claims,
                "record": whole(to_plain(incident)),
                "summary": whole(to_plain(listed)),
            }
        )
        of = {
            "start": incident.start or "",
            "incident": incident.id,
            "first_known": listed.first_known,
        }
        terms.extend({"term": term, **of} for term in sorted(incident_terms(incident, listed, said)))
        stances = {t.key: t.claim.stance for _, t in told[incident.id]}
        answered.extend(
            {
                "incident": incident.id,
                "answer": pks[answer.answer],
                "answered": pks[answer.answered],
                "stance": stances[answer.answer],
                "record": whole(to_plain(answer)),
            }
            for answer in found
        )
    ids = [incident.id for incident in incidents]
    before = answered_in(connection, ids)
    upsert(connection, INCIDENTS, rows)
    for some in chunks(ids):
        connection.execute(delete(INCIDENT_TERMS).where(INCIDENT_TERMS.c.incident.in_(some)))
        connection.execute(delete(ANSWERS).where(ANSWERS.c.incident.in_(some)))
    if terms:
        connection.execute(INCIDENT_TERMS.insert(), terms)
    if answered:
        connection.execute(ANSWERS.insert(), answered)
    count_answers(connection, before, answered_in(connection, ids))


def listing(
    incident: Incident, told: Sequence[Told], origins: Sequence[Origin]
) -> tuple[Listed, tuple[Answer, ...], tuple[Contention, ...]]:
    """What a list shows of an incident by some of its claims, with the answers and contentions behind it."""
    told, voices = voiced(told, origins)
    found = answers(told)
    amount_to = contentions(told, found, parties=incident.parties, period=incident.period)
    reports = {t.report.id for t in told}
    listed = Listed(
        incident.id,
        incident.family,
        incident.start,
        incident.end,
        incident.period,
        incident.parties,
        place_names(incident, told),
        incident.modes,
        len(reports),
        len(told),
        len(voices),
        min((t.known for t in told), default=""),
        max((t.known for t in told), default=""),
        tuple(_line(c) for c in amount_to[:_LINES]),
    )
    return listed, found, amount_to


def span(incident: Incident) -> int:
    """How many days an incident lasts, from midnight to midnight; 0 where none is known."""
    if incident.start is None or incident.end is None:
        return 0
    return (date.fromisoformat(incident.end[:10]) - date.fromisoformat(incident.start[:10])).days + 1


def _line(contention: Contention) -> Line:
    said = tuple(
        Said(a.voice, a.name, a.figure, a.value, a.stance, len(a.origins)) for a in contention.accounts
    )
    return Line(contention.question, contention.label, said)


def place_names(incident: Incident, told: Sequence[Told]) -> tuple[str, ...]:
    """The incident's places by how many of its reports name them."""
    named = Counter(name for name, _ in {(place.name, t.report.id) for t in told for place in t.claim.where})
    own = {spot.name for spot in incident.spots} or named.keys()
    ranked = sorted(own, key=lambda name: (-named[name], name))
    return tuple(ranked[:_PLACES])


def incident_terms(incident: Incident, listed: Listed, amount_to: Sequence[Contention]) -> set[str]:
    """What an incident is found by: sides, places, what kind it is, what its accounts amount to."""
    found = {f"side:{side}" for side in incident.parties}
    found |= {f"mode:{mode}" for mode in incident.modes}
    found.add(f"family:{incident.family}")
    found.add("period:yes" if incident.period else "period:no")
    for spot in incident.spots:
        found.add(f"place:{fold(spot.name)}")
        if spot.admin1:
            found.add(f"place:{fold(spot.admin1)}")
        if spot.country:
            found.add(f"country:{spot.country}")
        if spot.facility:
            found.add(f"facility:{spot.facility}")
    for contention in amount_to:
        for verdict in contention.verdicts:
            found |= {f"verdict:{verdict.word}", f"verdict:{verdict.label}"}
    return found


def _sum_facilities(connection: Connection, facilities: Collection[str]) -> None:
    """Write what the latest words say of each facility, when it was last spoken of, and how often."""
    rows = []
    along = {f for border in facilities if border.startswith("border:") for f in on_the_border(border)}
    for facility in sorted(along.union(facilities)):
        about = [
            connection.execute(
                select(func.max(CLAIMS.c.known), func.count()).where(
                    CLAIMS.c.facility == key, CLAIMS.c.current
                )
            ).one()
            for key in keys_about(facility)
        ]
        count = about[0][1]
        if not count:
            connection.execute(delete(FACILITIES).where(FACILITIES.c.id == facility))
            continue
        timeline = latest_words(connection, facility, None, None)
        rows.append(
            {
                "id": facility,
                "name": timeline.name,
                "last_known": max(known for known, number in about if number),
                "claims": count,
                "summary": whole(to_plain(timeline)),
            }
        )
    upsert(connection, FACILITIES, rows)
