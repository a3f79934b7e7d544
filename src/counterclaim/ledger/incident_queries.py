"""Asking for incidents: lists in pages, and everything about one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from counterclaim.ledger.asking import Asked, cursor, day_of, place_in_list, unknown
from counterclaim.ledger.find import chunks, origins_by_id, told_of, voiced
from counterclaim.ledger.folding import fold
from counterclaim.ledger.judging import judgements_on
from counterclaim.ledger.plain import decoded
from counterclaim.ledger.records import Dossier, Listed, Page
from counterclaim.ledger.searching import reports_holding
from counterclaim.ledger.summing import listing
from counterclaim.ledger.tables import CLAIMS, INCIDENT_NAMES, INCIDENT_TERMS, INCIDENTS, REPORTS
from counterclaim.linking.accounts import contentions
from counterclaim.linking.answers import answers
from counterclaim.model import Incident

#: Incidents looked at for one page of an as-of list before the next page goes on. A filter by verdict must be
#: asked anew of the claims known then, and may drop many.
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What incidents are asked for; see `Ledger.incidents`."""

    sides: tuple[str, ...] = ()
    place: str | None = None
    family: str | None = None
    verdict: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    periods: bool = False

    def terms(self, *, then: bool) -> list[str]:
        """What the incident must be found by. Verdicts of ``then`` may differ from those kept for today."""
        found = [f"side:{side}" for side in self.sides]
        if self.place is not None:
            place = self.place
            code = len(place) == 2 and place.isascii() and place.isupper()
            found.append(f"country:{place}" if code else f"place:{fold(place)}")
        if self.family is not None:
            found.append(f"family:{self.family}")
        if self.verdict is not None and not then:
            found.append(f"verdict:{self.verdict}")
        return found


def find_incidents(
    connection: Connection, asked: Asked, wanted: IncidentFilter, after: str | None, limit: int
) -> Page[Listed]:
    """One page of the incidents that fit, latest day first."""
    place = place_in_list(after, str, str)
    items: list[Listed] = []
    looked_at = 0
    while True:
        rows = _rows(connection, asked, wanted, place, limit + 1 - len(items))
        full = len(rows) > limit - len(items)
        rows = rows[: limit - len(items)]
        items += _listed(connection, rows, asked, wanted)
        if rows:
            place = [rows[-1].start, rows[-1].id]
        looked_at += len(rows)
        if not full or len(items) >= limit or looked_at >= _LOOKED_AT:
            return Page(tuple(items), cursor(*place) if full and place else None)


def _rows(
    connection: Connection, asked: Asked, wanted: IncidentFilter, place: list[str] | None, limit: int
) -> list[Any]:
    start: ColumnElement[Any] = INCIDENTS.c.start
    which: ColumnElement[Any] = INCIDENTS.c.id
    first_known: ColumnElement[Any] = INCIDENTS.c.first_known
    query = select(
        INCIDENTS.c.id, INCIDENTS.c.start, INCIDENTS.c.last_known, INCIDENTS.c.record, INCIDENTS.c.summary
    )
    for number, name in enumerate(wanted.terms(then=asked.until is not None)):
        term = INCIDENT_TERMS.alias(f"term{number}")
        if number == 0:
            query = query.join(term, term.c.incident == INCIDENTS.c.id).where(term.c.term == name)
            start, which, first_known = term.c.start, term.c.incident, term.c.first_known
        else:
            query = query.where(
                select(term.c.incident)
                .where(term.c.term == name, term.c.start == start, term.c.incident == which)
                .exists()
            )
    if not wanted.periods:
        query = query.where(INCIDENTS.c.period.is_(False))
    if asked.until is not None:
        query = query.where(first_known <= asked.until)
    for first, last in ((wanted.since, wanted.until), (asked.day, asked.day)):
        if first is not None:
            # Not earlier than the longest incident before: this keeps an old day from being looked for in
            # everything older.
            longest = select(INCIDENTS.c.days).order_by(INCIDENTS.c.days.desc()).limit(1)
            if not wanted.periods:
                longest = longest.where(INCIDENTS.c.period.is_(False))
            query = query.where(
                INCIDENTS.c.end >= day_of(first),
                start >= _days_before(day_of(first), connection.execute(longest).scalar() or 0),
            )
        if last is not None:
            query = query.where(start <= day_of(last), start != "")
    if wanted.text is not None:
        of = select(CLAIMS.c.incident).where(CLAIMS.c.current)
        held, common = reports_holding(connection, wanted.text)
        if common:
            # Most incidents hold a common word: each is asked as the list is walked.
            query = query.where(of.where(CLAIMS.c.incident == which, CLAIMS.c.report.in_(held)).exists())
        else:
            query = query.where(which.in_(of.where(CLAIMS.c.report.in_(held))))
    if place is not None:
        query = query.where((start < place[0]) | ((start == place[0]) & (which < place[1])))
    return list(connection.execute(query.order_by(start.desc(), which.desc()).limit(limit)))


def _days_before(day: str, days: int) -> str:
    from datetime import date, timedelta

    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    except OverflowError:
        return ""


def _listed(connection: Connection, rows: list[Any], asked: Asked, wanted: IncidentFilter) -> list[Listed]:
    until = asked.until
    if until is None:
        return [decoded(Listed, row.summary) for row in rows]
    # What was all known by then stands as it is kept; only the others are told anew.
    partly = [row.id for row in rows if row.last_known > until]
    told = told_of(connection, partly, until)
    groups = origins_by_id(connection, {t.origin for some in told.values() for _, t in some if t.origin})
    out = []
    for row in rows:
        if row.last_known > until:
            incident = decoded(Incident, row.record)
            listed, _, _ = listing(incident, [t for _, t in told[row.id]], groups)
        else:
            listed = decoded(Listed, row.summary)
        if listed.claims and (wanted.verdict is None or wanted.verdict in _verdicts(listed)):
            out.append(listed)
    return out


def _verdicts(listed: Listed) -> set[str]:
    """The labels of an incident's verdicts, and their words without what they are about."""
    labels = {label for line in listed.lines for label in line.label.split(", ")}
    return labels | {label.split(":")[0] for label in labels}


def resolve(connection: Connection, incident: str) -> str:
    """The id an incident has today, from one it has or had; CC612 where there is none."""
    if connection.execute(select(INCIDENTS.c.id).where(INCIDENTS.c.id == incident)).first():
        return incident
    anchor = connection.execute(
        select(INCIDENT_NAMES.c.anchor).where(INCIDENT_NAMES.c.id == incident)
    ).scalar()
    if anchor is not None:
        report, _, claim = anchor.partition(":")
        found = connection.execute(
            select(CLAIMS.c.incident)
            .join(REPORTS, REPORTS.c.pk == CLAIMS.c.report)
            .where(REPORTS.c.id == report, CLAIMS.c.id == claim, CLAIMS.c.current)
        ).scalar()
        if found is not None:
            return str(found)
    raise unknown("incident", incident)


def incident_file(connection: Connection, incident: str, asked: Asked) -> Dossier:
    """Everything about one incident, by the claims known at the moment asked."""
    now = resolve(connection, incident)
    (made,) = open_files(connection, [now], asked.until)
    return replace(made, asked=incident) if now != incident else made


def open_files(connection: Connection, incidents: list[str], until: str | None) -> list[Dossier]:
    """The files of incidents by the claims known at a moment, in the order given."""
    told = told_of(connection, incidents, until)
    groups = {
        o.id: o
        for o in origins_by_id(connection, {t.origin for some in told.values() for _, t in some if t.origin})
    }
    records = {
        row.id: decoded(Incident, row.record)
        for some in chunks(incidents)
        for row in connection.execute(
            select(INCIDENTS.c.id, INCIDENTS.c.record).where(INCIDENTS.c.id.in_(some))
        )
    }
    out = []
    for incident in incidents:
        claims = [t for _, t in told[incident]]
        own = tuple(groups[o] for o in sorted({t.origin for t in claims if t.origin}) if o in groups)
        claims, voices = voiced(claims, own)
        found = answers(claims)
        made = records[incident]
        out.append(
            Dossier(
                made,
                tuple(claims),
                contentions(claims, found, parties=made.parties, period=made.period),
                found,
                voices,
                own,
                judgements_on(connection, [t.key for t in claims]),
            )
        )
    return out
