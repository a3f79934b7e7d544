"""What people decide: written down with its date, taken back with its date, never erased."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import fields, replace
from typing import get_args

from sqlalchemy import Connection, Engine, or_, select, update

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.asking import unknown
from counterclaim.ledger.find import chunks, mentions_by_key
from counterclaim.ledger.linking_state import link_incidents
from counterclaim.ledger.opening import now, writing
from counterclaim.ledger.rows import storable
from counterclaim.ledger.summing import sum_up
from counterclaim.ledger.tables import CLAIMS, INCIDENT_NAMES, JUDGEMENTS, REPORTS
from counterclaim.model import Judgement, Verb

_FIELDS = tuple(field.name for field in fields(Judgement))

#: Verbs that speak of two claims and change what is linked.
PAIRS = frozenset({"same", "not same"})


def judge(
    engine: Engine, verb: Verb, subject: str, other: str | None, value: str | None, note: str | None, who: str
) -> Judgement:
    """Write a judgement and link anew what it concerns; the same one twice is one."""
    if verb not in get_args(Verb):
        raise _cannot(f"{verb!r} is no judgement", f"There are: {', '.join(get_args(Verb))}")
    if (other is not None) != (verb in PAIRS):
        need = "two claims or incidents" if verb in PAIRS else "one claim"
        raise _cannot(f"“{verb}” was said of the wrong number of claims", f"It speaks of {need}")
    with writing(engine) as connection:
        subject = claim_of(connection, subject)
        other = claim_of(connection, other) if other is not None else None
        if other == subject:
            raise _cannot("a claim cannot be judged against itself", "Both ids mean the same claim")
        if other is not None and other < subject:
            subject, other = other, subject
        for old in _like(connection, verb, subject, other, value):
            return old
        at = now()
        seed = "\0".join((verb, subject, other or "", value or "", at))
        made = Judgement(
            "j_" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:12],
            verb,
            subject,
            other,
            storable(value),
            storable(note),
            storable(who) or "",
            at,
        )
        connection.execute(JUDGEMENTS.insert(), _row(made))
        _relink(connection, made)
    return made


def undo(engine: Engine, judgement: str) -> Judgement:
    """Take a judgement back and link anew what it concerned; one taken back already stays as it is."""
    with writing(engine) as connection:
        row = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement)).first()
        if row is None:
            raise unknown("judgement", judgement)
        made = Judgement(**row._mapping)
        if made.undone is not None:
            return made
        made = replace(made, undone=now())
        connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement).values(undone=made.undone))
        _relink(connection, made)
    return made


def judgements(connection: Connection, undone: bool) -> tuple[Judgement, ...]:
    """The judgements that stand, or all, oldest first."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.at, JUDGEMENTS.c.id)
    if not undone:
        query = query.where(JUDGEMENTS.c.undone.is_(None))
    return tuple(Judgement(**row._mapping) for row in connection.execute(query))


def judgements_on(connection: Connection, claims: Collection[str]) -> tuple[Judgement, ...]:
    """The standing judgements that speak of any of the claims, oldest first."""
    found = {
        row.id: Judgement(**row._mapping)
        for some in chunks(claims)
        for row in connection.execute(
            select(JUDGEMENTS).where(
                JUDGEMENTS.c.undone.is_(None),
                or_(JUDGEMENTS.c.subject.in_(some), JUDGEMENTS.c.other.in_(some)),
            )
        )
    }
    return tuple(sorted(found.values(), key=lambda j: (j.at, j.id)))


def claim_of(connection: Connection, given: str) -> str:
    """The key of the claim that an id means: its own, or for an incident's id the claim it is named after."""
    if given.startswith("i_"):
        anchor = connection.execute(
            select(INCIDENT_NAMES.c.anchor).where(INCIDENT_NAMES.c.id == given)
        ).scalar()
        if anchor is None:
            raise unknown("incident", given)
        return str(anchor)
    report, _, claim = given.partition(":")
    query = (
        select(CLAIMS.c.pk)
        .join(REPORTS, REPORTS.c.pk == CLAIMS.c.report)
        .where(REPORTS.c.id == report, CLAIMS.c.id == claim)
    )
    if connection.execute(query.limit(1)).first() is None:
        raise unknown("claim", given)
    return given


def _like(
    connection: Connection, verb: str, subject: str, other: str | None, value: str | None
) -> list[Judgement]:
    query = select(JUDGEMENTS).where(
        JUDGEMENTS.c.verb == verb, JUDGEMENTS.c.subject == subject, JUDGEMENTS.c.undone.is_(None)
    )
    found = [Judgement(**row._mapping) for row in connection.execute(query)]
    return [j for j in found if (j.other, j.value) == (other, value)]


def _row(judgement: Judgement) -> dict[str, object]:
    return {name: getattr(judgement, name) for name in _FIELDS}


def _relink(connection: Connection, judgement: Judgement) -> None:
    if judgement.verb not in PAIRS:
        return
    keys = [f"claim:{key}" for key in (judgement.subject, judgement.other) if key]
    sum_up(connection, link_incidents(connection, list(mentions_by_key(connection, keys))), (), ())


def _cannot(what: str, why: str) -> CounterclaimError:
    return CounterclaimError(
        "CC613",
        f"Nothing was judged: {what}.",
        f"{why}.",
        "See `counterclaim same --help`.",
        exit_code=2,
    )
