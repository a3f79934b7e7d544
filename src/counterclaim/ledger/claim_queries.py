"""Asking for claims, and for who made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, Table, distinct, func, or_, select

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.asking import Asked, cursor, day_of, place_in_list, unknown
from counterclaim.ledger.find import tellings, told_query
from counterclaim.ledger.folding import fold
from counterclaim.ledger.incident_queries import open_files, resolve
from counterclaim.ledger.judging import judgements_on
from counterclaim.ledger.records import Judged, Page, SourceRow
from counterclaim.ledger.rows import speaker_row
from counterclaim.ledger.searching import reports_holding
from counterclaim.ledger.tables import ANSWERS, CLAIM_TERMS, CLAIMS, REPORTS, SPEAKER_TALLIES, SPEAKERS
from counterclaim.linking.speakers import speakers
from counterclaim.model import Speaker, Told

KINDS = ("casualties", "status", "responsibility", "event", "position")
STANCES = ("asserts", "denies", "does_not_confirm")

#: Sorts after every time of a day that begins with the same date.
_END_OF_DAY = "~"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What claims are asked for; None asks for any. See `Ledger.claims`."""

    kind: str | None = None
    stance: str | None = None
    side: str | None = None
    about: str | None = None
    source: str | None = None
    place: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    incident: str | None = None
    report: str | None = None


def one_of(given: str, known: tuple[str, ...], what: str) -> str:
    """The value, if it is one of those known; CC618 otherwise."""
    if given not in known:
        raise CounterclaimError(
            "CC618",
            f"{given!r} is no {what}.",
            f"There are: {', '.join(known)}.",
            "Choose one of them.",
            exit_code=2,
        )
    return given


def find_claims(
    connection: Connection, asked: Asked, wanted: ClaimFilter, after: str | None, limit: int
) -> Page[Told]:
    """One page of the claims that fit, latest known first."""
    query = told_query()
    for condition in _conditions(connection, asked, wanted):
        query = query.where(condition)
    terms = _terms(wanted)
    known: ColumnElement[Any] = CLAIMS.c.known
    pk: ColumnElement[Any] = CLAIMS.c.pk
    for number, names in enumerate(terms):
        term = CLAIM_TERMS.alias(f"term{number}")
        if number == 0 and len(names) == 1:
            # The list is walked in the order of the rarest thing asked for, not of all claims.
            query = query.join(term, (term.c.claim == CLAIMS.c.pk) & (term.c.term == names[0]))
            known, pk = term.c.known, term.c.claim
        else:
            query = query.where(
                select(term.c.claim)
                .where(term.c.term.in_(names), term.c.known == CLAIMS.c.known, term.c.claim == CLAIMS.c.pk)
                .exists()
            )
    if asked.until is not None:
        query = query.where(known <= asked.until)
    if place := place_in_list(after, str, int):
        query = query.where((known < place[0]) | ((known == place[0]) & (pk < place[1])))
    rows = connection.execute(query.order_by(known.desc(), pk.desc()).limit(limit + 1)).all()
    following = cursor(rows[limit - 1].known, rows[limit - 1].pk) if len(rows) > limit else None
    return Page(tuple(tellings(connection, rows[:limit])), following)


def _terms(wanted: ClaimFilter) -> list[tuple[str, ...]]:
    terms: list[tuple[str, ...]] = []
    if wanted.side is not None:
        terms.append((f"side:{wanted.side}",))
    if wanted.about is not None:
        terms.append((f"about:{wanted.about}",))
    if wanted.place is not None:
        terms.append(place_terms(wanted.place))
    return terms


def place_terms(place: str) -> tuple[str, ...]:
    """The terms a place can be meant by: a name or a province; two capitals are a country's code.

    >>> place_terms("AF"), place_terms("Spīn Bōldak")
    (('country:AF',), ('place:spin boldak',))
    """
    if len(place) == 2 and place.isascii() and place.isupper():
        return (f"country:{place}",)
    return (f"place:{fold(place)}",)


def _conditions(connection: Connection, asked: Asked, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(CLAIMS.c.kind == one_of(wanted.kind, KINDS, "kind of claim"))
    if wanted.stance is not None:
        found.append(CLAIMS.c.stance == one_of(wanted.stance, STANCES, "stance"))
    if wanted.source is not None:
        named = SPEAKERS.c.folded.contains(fold(wanted.source), autoescape=True)
        who = select(SPEAKERS.c.pk).where(or_(named, SPEAKERS.c.actor == wanted.source))
        found.append(CLAIMS.c.speaker.in_(who))
    if wanted.text is not None:
        held, common = reports_holding(connection, wanted.text)
        # "+ 0" keeps the engine from gathering every claim of a common word's reports before it sorts them.
        found.append((CLAIMS.c.report + 0 if common else CLAIMS.c.report).in_(held))
    if wanted.report is not None:
        found.append(CLAIMS.c.report == _report(connection, wanted.report))
    if wanted.incident is not None:
        found.append(CLAIMS.c.incident == resolve(connection, wanted.incident))
    for first, last in ((wanted.since, wanted.until), (asked.day, asked.day)):
        if first is not None:
            found.append(CLAIMS.c.when_end >= day_of(first))
        if last is not None:
            found.append(CLAIMS.c.when_start <= day_of(last) + _END_OF_DAY)
    return found


def _report(connection: Connection, report_id: str) -> int:
    pk = connection.execute(select(REPORTS.c.pk).where(REPORTS.c.id == report_id)).scalar()
    if pk is None:
        raise unknown("report", report_id)
    return int(pk)


def one_claim(connection: Connection, key: str) -> Judged:
    """One claim by its key."""
    report, _, claim = key.partition(":")
    query = told_query().where(CLAIMS.c.id == claim, REPORTS.c.id == report)
    rows = connection.execute(query).all()
    if not rows:
        raise unknown("claim", key)
    (told,) = tellings(connection, rows[:1])
    return Judged(told, judgements_on(connection, [key]))


def source_rows(
    connection: Connection, asked: Asked, side: str | None, name: str | None, after: str | None, limit: int
) -> Page[SourceRow]:
    """One page of speakers, most claims first: from the counts kept, or counted anew up to a moment."""
    then = asked.until is not None
    said: Table | Subquery = _said_by(asked) if then else SPEAKER_TALLIES
    query = select(said).order_by(said.c.claims.desc(), said.c.speaker).limit(limit + 1)
    # A speaker whose only claims a later reading dropped has none.
    query = query.where(said.c.claims > 0)
    who = select(SPEAKERS.c.pk)
    if name is not None:
        who = who.where(
            or_(SPEAKERS.c.folded.contains(fold(name), autoescape=True), SPEAKERS.c.actor == name)
        )
    if side is not None:
        who = who.where(("|" + SPEAKERS.c.sides + "|").contains(f"|{side}|", autoescape=True))
    if name is not None or side is not None:
        query = query.where(said.c.speaker.in_(who))
    if place := place_in_list(after, int, int):
        count, speaker = place
        query = query.where((said.c.claims < count) | ((said.c.claims == count) & (said.c.speaker > speaker)))
    rows = connection.execute(query).all()
    following = cursor(rows[limit - 1].claims, rows[limit - 1].speaker) if len(rows) > limit else None
    rows = rows[:limit]
    numbers = [row.speaker for row in rows]
    who_is = {row.pk: row for row in connection.execute(select(SPEAKERS).where(SPEAKERS.c.pk.in_(numbers)))}
    if then:
        answered = _answered(connection, numbers, asked)
    else:
        answered = {(row.speaker, "denies"): row.denied for row in rows}
        answered |= {(row.speaker, "does_not_confirm"): row.unconfirmed for row in rows}
    return Page(
        tuple(
            SourceRow(
                row.speaker,
                who_is[row.speaker].name,
                who_is[row.speaker].actor,
                tuple(s for s in who_is[row.speaker].sides.split("|") if s),
                who_is[row.speaker].anonymous,
                row.claims,
                row.reports,
                answered.get((row.speaker, "denies"), 0),
                answered.get((row.speaker, "does_not_confirm"), 0),
                row.first_known,
                row.last_known,
            )
            for row in rows
        ),
        following,
    )


def _said_by(asked: Asked) -> Subquery:
    """The claims of each speaker that were known at a moment."""
    query = select(
        CLAIMS.c.speaker,
        func.count().label("claims"),
        func.count(distinct(CLAIMS.c.report)).label("reports"),
        func.min(CLAIMS.c.known).label("first_known"),
        func.max(CLAIMS.c.known).label("last_known"),
    ).where(CLAIMS.c.current, CLAIMS.c.speaker.is_not(None))
    if asked.until is not None:
        query = query.where(CLAIMS.c.known <= asked.until)
    return query.group_by(CLAIMS.c.speaker).subquery()


def _answered(connection: Connection, speakers: list[int], asked: Asked) -> dict[tuple[int, str], int]:
    """How many claims of each speaker were denied, and how many were not confirmed."""
    answering = CLAIMS.alias("answering")
    query = (
        select(CLAIMS.c.speaker, ANSWERS.c.stance, func.count(distinct(CLAIMS.c.pk)))
        .join(ANSWERS, ANSWERS.c.answered == CLAIMS.c.pk)
        .join(answering, answering.c.pk == ANSWERS.c.answer)
        .where(CLAIMS.c.speaker.in_(speakers), CLAIMS.c.current)
        .group_by(CLAIMS.c.speaker, ANSWERS.c.stance)
    )
    if asked.until is not None:
        query = query.where(answering.c.known <= asked.until)
    return {(speaker, stance): number for speaker, stance, number in connection.execute(query)}


def one_source(connection: Connection, number: int, asked: Asked) -> tuple[Speaker, ...]:
    """One speaker with its claims and how others answered them, by what is told beside them."""
    query = select(CLAIMS.c.incident).distinct().where(CLAIMS.c.speaker == number, CLAIMS.c.current)
    incidents = list(connection.execute(query.where(CLAIMS.c.incident.is_not(None))).scalars())
    row = connection.execute(select(SPEAKERS).where(SPEAKERS.c.pk == number)).first()
    if row is None:
        raise unknown("source", str(number))
    files = open_files(connection, incidents, asked.until)
    told = [t for one in files for t in one.told]
    found = speakers(
        told, [c for one in files for c in one.contentions], [a for one in files for a in one.answers]
    )
    keys = {t.key for t in told if (made := speaker_row(t.claim)) and made["key"] == row.key}
    return tuple(speaker for speaker in found if keys.intersection(speaker.claims))
