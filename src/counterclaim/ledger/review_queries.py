"""Readings worth checking by a person, and what people decided of late."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, and_, case, literal, or_, select

from counterclaim.ledger.asking import cursor, place_in_list
from counterclaim.ledger.claim_queries import one_of
from counterclaim.ledger.find import tellings
from counterclaim.ledger.folding import fold
from counterclaim.ledger.plain import decoded
from counterclaim.ledger.records import Doubt, Listed, Page, Questioned, Suggested
from counterclaim.ledger.tables import CLAIMS, INCIDENT_NAMES, INCIDENT_TERMS, INCIDENTS, JUDGEMENTS, REPORTS
from counterclaim.model import Judgement

DOUBTS: tuple[Doubt, ...] = get_args(Doubt)

#: Confidence (0..1) below which a reading is worth a look: the lowest tenth of the sample newsroom's claims.
UNSURE_BELOW = 0.65
#: Claims, newest first, that one page looks at before the next goes on: a ledger of any size answers at once.
_LOOKED_AT = 3_000
#: Incidents, latest first, among which one page looks for pairs that may be one.
_INCIDENTS_LOOKED_AT = 300
#: Verbs by which a person has dealt with a claim's reading.
_DEALT = ("accept", "reject", "unsure", "edit")


def find_questioned(
    connection: Connection, doubts: Collection[str], after: str | None, limit: int
) -> Page[Questioned]:
    """One page of the claims that nobody has dealt with and that any of the doubts is about, newest first."""
    for doubt in doubts:
        one_of(doubt, DOUBTS, "doubt")
    wanted = [doubt for doubt in DOUBTS if not doubts or doubt in doubts]
    place = place_in_list(after, str, int)
    window = select(CLAIMS.c.pk, CLAIMS.c.known).where(CLAIMS.c.current)
    if place is not None:
        window = window.where(
            (CLAIMS.c.known < place[0]) | ((CLAIMS.c.known == place[0]) & (CLAIMS.c.pk < place[1]))
        )
    seen = window.order_by(CLAIMS.c.known.desc(), CLAIMS.c.pk.desc()).limit(_LOOKED_AT).subquery()
    told = [_about(doubt).label(f"is_{number}") for number, doubt in enumerate(wanted)]
    query = (
        select(CLAIMS.c.pk, CLAIMS.c.report, CLAIMS.c.known, CLAIMS.c.record, CLAIMS.c.incident)
        .add_columns(REPORTS.c.origin, *told)
        .join(seen, seen.c.pk == CLAIMS.c.pk)
        .join(REPORTS, REPORTS.c.pk == CLAIMS.c.report)
        .where(or_(*(_about(doubt) for doubt in wanted)), ~_dealt_with())
        .order_by(CLAIMS.c.known.desc(), CLAIMS.c.pk.desc())
        .limit(limit + 1)
    )
    rows = connection.execute(query).all()
    shown = rows[:limit]
    items = tuple(
        Questioned(
            told_of,
            tuple(doubt for number, doubt in enumerate(wanted) if getattr(row, f"is_{number}")),
            row.incident,
        )
        for row, told_of in zip(shown, tellings(connection, shown), strict=True)
    )
    if len(rows) > limit:
        return Page(items, cursor(shown[-1].known, shown[-1].pk))
    last = connection.execute(
        select(seen.c.known, seen.c.pk).order_by(seen.c.known, seen.c.pk).limit(1)
    ).first()
    more = last is not None and _looked_past(connection, last)
    return Page(items, cursor(last.known, last.pk) if last is not None and more else None)


def _looked_past(connection: Connection, last: Any) -> bool:
    query = select(CLAIMS.c.pk).where(
        CLAIMS.c.current,
        (CLAIMS.c.known < last.known) | ((CLAIMS.c.known == last.known) & (CLAIMS.c.pk < last.pk)),
    )
    return connection.execute(query.limit(1)).first() is not None


def _about(doubt: str) -> ColumnElement[bool]:
    if doubt == "unsure":
        return CLAIMS.c.confidence < UNSURE_BELOW
    if doubt == "side":
        return and_(CLAIMS.c.speaker.is_not(None), CLAIMS.c.sides == "")
    # "|| ''" keeps the engine from gathering every claim of a kind before it looks at the window.
    kind = CLAIMS.c.kind + ""
    if doubt == "contested":
        # With its day a term is found by its whole key; without it every contested incident would be walked.
        disputed = (
            select(INCIDENTS.c.id)
            .join(
                INCIDENT_TERMS,
                (INCIDENT_TERMS.c.term == "verdict:contested")
                & (INCIDENT_TERMS.c.start == INCIDENTS.c.start)
                & (INCIDENT_TERMS.c.incident == INCIDENTS.c.id),
            )
            .where(INCIDENTS.c.id == CLAIMS.c.incident)
            .exists()
        )
        return and_(kind.in_(("casualties", "responsibility", "status")), disputed)
    terms = select(INCIDENT_TERMS.c.term).where(INCIDENT_TERMS.c.incident == CLAIMS.c.incident)
    placed = terms.where(INCIDENT_TERMS.c.term.startswith("place:")).exists()
    return and_(kind.in_(("casualties", "event")), ~CLAIMS.c.background, ~placed)


def _dealt_with() -> ColumnElement[bool]:
    key = REPORTS.c.id + literal(":") + CLAIMS.c.id
    return (
        select(JUDGEMENTS.c.id)
        .where(JUDGEMENTS.c.subject == key, JUDGEMENTS.c.undone.is_(None), JUDGEMENTS.c.verb.in_(_DEALT))
        .exists()
    )


def find_suggested(connection: Connection, after: str | None, limit: int) -> Page[Suggested]:
    """Pairs of incidents that may be one, latest first: of one kind, on touching days, at one place.

    Pairs on which somebody has decided are left out.
    """
    place = place_in_list(after, str, str)
    query = (
        select(INCIDENTS.c.id, INCIDENTS.c.start, INCIDENTS.c.summary)
        .where(INCIDENTS.c.period.is_(False), INCIDENTS.c.start != "")
        .order_by(INCIDENTS.c.start.desc(), INCIDENTS.c.id.desc())
        .limit(_INCIDENTS_LOOKED_AT)
    )
    if place is not None:
        query = query.where(
            (INCIDENTS.c.start < place[0]) | ((INCIDENTS.c.start == place[0]) & (INCIDENTS.c.id < place[1]))
        )
    rows = connection.execute(query).all()
    listed = [decoded(Listed, row.summary) for row in rows]
    pairs: list[Suggested] = []
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            if (other.end or other.start or "") < (one.start or ""):
                continue
            if reason := _alike(one, other):
                pairs.append(Suggested(one, other, reason))
        if len(pairs) >= limit * 3:
            break
    anchors = _anchors(connection, {i.id for pair in pairs for i in (pair.one, pair.other)})
    decided = _decided(connection, set(anchors.values()))
    open_pairs = [
        p for p in pairs if frozenset((anchors.get(p.one.id), anchors.get(p.other.id))) not in decided
    ]
    full = len(rows) == _INCIDENTS_LOOKED_AT
    return Page(tuple(open_pairs[:limit]), cursor(rows[-1].start, rows[-1].id) if full else None)


def _alike(one: Listed, other: Listed) -> str | None:
    if one.family != other.family or one.family == "charge":
        return None
    places = {fold(p): p for p in one.places}
    shared = [places[fold(p)] for p in other.places if fold(p) in places]
    sides = [s for s in one.sides if s in other.sides]
    if not shared or (one.sides and other.sides and not sides):
        return None
    return "days that touch, " + ", ".join(dict.fromkeys((*shared[:2], *sides[:2]))) + " in both"


def _anchors(connection: Connection, incidents: Collection[str]) -> dict[str, str]:
    """The claim by which a judgement on an incident names it."""
    query = select(INCIDENT_NAMES.c.id, INCIDENT_NAMES.c.anchor).where(INCIDENT_NAMES.c.id.in_(incidents))
    return {row.id: row.anchor for row in connection.execute(query)}


def _decided(connection: Connection, claims: Collection[str]) -> set[frozenset[str | None]]:
    query = select(JUDGEMENTS.c.subject, JUDGEMENTS.c.other).where(
        JUDGEMENTS.c.verb.in_(("same", "not same")),
        JUDGEMENTS.c.undone.is_(None),
        JUDGEMENTS.c.subject.in_(claims),
    )
    return {frozenset((row.subject, row.other)) for row in connection.execute(query)}


def latest_decisions(
    connection: Connection, who: str | None, standing: bool, claims: Collection[str] | None, limit: int
) -> tuple[Judgement, ...]:
    """What was decided, latest first: by one person, still standing, or on some claims, where asked."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.at.desc(), _LATER.desc(), JUDGEMENTS.c.id).limit(limit)
    if who is not None:
        query = query.where(JUDGEMENTS.c.who == who)
    if standing:
        query = query.where(JUDGEMENTS.c.undone.is_(None))
    if claims is not None:
        query = query.where(or_(JUDGEMENTS.c.subject.in_(claims), JUDGEMENTS.c.other.in_(claims)))
    return tuple(Judgement(**row._mapping) for row in connection.execute(query))


#: Decisions of one second have no order of their own; those that stand come first, so that undoing goes on.
_LATER = case((JUDGEMENTS.c.undone.is_(None), 1), else_=0)
