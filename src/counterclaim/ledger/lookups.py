"""From what a person types to whole ids, and from claims to their incidents."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sqlalchemy import Connection, select

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.asking import unknown
from counterclaim.ledger.find import chunks
from counterclaim.ledger.folding import fold
from counterclaim.ledger.tables import CLAIMS, FACILITIES, INCIDENT_NAMES, INCIDENTS, JUDGEMENTS, REPORTS

Kind = Literal["incident", "crossing", "claim", "judgement"]

#: Ids shown when what was typed means several.
_SHOWN = 5


def whole_id(connection: Connection, kind: Kind, given: str) -> str:
    """The id that ``given`` is, or is the only one to begin with; CC612 for none, CC620 for several.

    A claim's key may be shortened in either part (``r_12ab:c_9``). A crossing may be given by a part of its
    name too.
    """
    if kind == "claim" and given.startswith("i_"):
        kind = "incident"
    found = _found(connection, kind, given)
    if len(found) == 1 or given in found:
        return given if given in found else found[0]
    if not found:
        raise unknown(kind, given)
    more = ", …" if len(found) > _SHOWN else ""
    raise CounterclaimError(
        "CC620",
        f"{given!r} means more than one {kind}.",
        f"There are {', '.join(found[:_SHOWN])}{more}.",
        "Write more of it.",
        exit_code=2,
    )


def _found(connection: Connection, kind: Kind, given: str) -> list[str]:
    if kind == "crossing":
        return _crossings(connection, given)
    if kind == "claim":
        report, _, claim = given.partition(":")
        query = (
            select(REPORTS.c.id, CLAIMS.c.id)
            .join(CLAIMS, CLAIMS.c.report == REPORTS.c.pk)
            .where(REPORTS.c.id >= report, REPORTS.c.id < _after(report))
            .where(CLAIMS.c.id >= claim, CLAIMS.c.id < _after(claim))
            .distinct()
        )
        return [f"{r}:{c}" for r, c in connection.execute(query.limit(_SHOWN + 1))]
    columns = {"incident": (INCIDENTS.c.id, INCIDENT_NAMES.c.id), "judgement": (JUDGEMENTS.c.id,)}[kind]
    for column in columns:
        query = select(column).where(column >= given, column < _after(given)).order_by(column)
        if found := list(connection.execute(query.limit(_SHOWN + 1)).scalars()):
            return found
    return []


def _crossings(connection: Connection, given: str) -> list[str]:
    query = select(FACILITIES.c.id, FACILITIES.c.name).where(FACILITIES.c.id.not_like("border:%"))
    names = {row.id: row.name for row in connection.execute(query)}
    words = fold(given)
    if given in names:
        return [given]
    if not words:
        return []
    folded = {which: fold(name) for which, name in names.items()}
    whole = sorted(which for which, name in folded.items() if name == words)
    begun = sorted(
        which for which, name in folded.items() if which.startswith(given) or name.startswith(words)
    )
    return whole or begun or sorted(which for which, name in folded.items() if words in name)


def _after(prefix: str) -> str:
    """What stands after every id that begins with the prefix: ids are ASCII."""
    return prefix + "\x7f"


def incidents_of(connection: Connection, claims: Collection[str]) -> dict[str, str]:
    """The incident of each claim that stands in one, by the claim's key."""
    wanted = set(claims)
    found: dict[str, str] = {}
    for some in chunks({key.partition(":")[0] for key in wanted}):
        query = (
            select(REPORTS.c.id.label("report"), CLAIMS.c.id, CLAIMS.c.incident)
            .join(CLAIMS, CLAIMS.c.report == REPORTS.c.pk)
            .where(REPORTS.c.id.in_(some), CLAIMS.c.current, CLAIMS.c.incident.is_not(None))
        )
        for row in connection.execute(query):
            if (key := f"{row.report}:{row.id}") in wanted:
                found[key] = row.incident
    return found
