"""How often each speaker spoke and was answered, counted as the ledger grows.

What is added is added to the counts; a speaker whose claims a later reading set aside is counted anew. So a
list of sources costs a page of rows, whatever the size of the ledger. `check` compares with a full count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    case,
    delete,
    distinct,
    func,
    select,
    update,
)

from counterclaim.ledger.find import chunks
from counterclaim.ledger.rows import Row
from counterclaim.ledger.tables import ANSWERS, CLAIMS, SPEAKER_TALLIES
from counterclaim.ledger.upsert import insert_new, upsert

#: Speakers' claims that were answered, by (speaker, stance of the answer).
Answered = Counter[tuple[int, str]]

#: The column that counts the claims answered with a stance.
_COUNTED = {"denies": "denied", "does_not_confirm": "unconfirmed"}


def count_claims(connection: Connection, rows: Iterable[Row]) -> None:
    """Count new claims, given their rows."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row["speaker"] is not None:
            found.setdefault(row["speaker"], []).append(row)
    if not found:
        return
    moments = {who: [row["known"] for row in said] for who, said in found.items()}
    nothing = dict.fromkeys(("claims", "reports", "denied", "unconfirmed"), 0)
    insert_new(
        connection,
        SPEAKER_TALLIES,
        [
            {"speaker": who, **nothing, "first_known": min(known), "last_known": max(known)}
            for who, known in moments.items()
        ],
    )
    table = SPEAKER_TALLIES.c
    first: BindParameter[str] = bindparam("first")
    last: BindParameter[str] = bindparam("last")
    connection.execute(
        update(SPEAKER_TALLIES)
        .where(table.speaker == bindparam("who"))
        .values(
            claims=table.claims + bindparam("more"),
            reports=table.reports + bindparam("in_reports"),
            first_known=case((first < table.first_known, first), else_=table.first_known),
            last_known=case((last > table.last_known, last), else_=table.last_known),
        ),
        [
            {
                "who": who,
                "more": len(said),
                "in_reports": len({row["report"] for row in said}),
                "first": min(moments[who]),
                "last": max(moments[who]),
            }
            for who, said in found.items()
        ],
    )


def answered_in(connection: Connection, incidents: Collection[str]) -> Answered:
    """How many claims of each speaker are answered within these incidents; a claim stands in one only."""
    found: Answered = Counter()
    for some in chunks(incidents):
        for speaker, stance, number in connection.execute(_answered().where(ANSWERS.c.incident.in_(some))):
            found[speaker, stance] += number
    return found


def count_answers(connection: Connection, before: Answered, after: Answered) -> None:
    """Count what became of answers, given `answered_in` before and after a change."""
    for stance, column in _COUNTED.items():
        more = [
            {"who": who, "more": after[who, kind] - before[who, kind]}
            for who, kind in before.keys() | after.keys()
            if kind == stance and after[who, kind] != before[who, kind]
        ]
        if more:
            counted = SPEAKER_TALLIES.c[column]
            connection.execute(
                update(SPEAKER_TALLIES)
                .where(SPEAKER_TALLIES.c.speaker == bindparam("who"))
                .values({counted: counted + bindparam("more")}),
                more,
            )


def recount(connection: Connection, speakers: Collection[int]) -> None:
    """Count all claims of some speakers anew."""
    for some in chunks(speakers):
        connection.execute(delete(SPEAKER_TALLIES).where(SPEAKER_TALLIES.c.speaker.in_(some)))
        upsert(connection, SPEAKER_TALLIES, full_count(connection, some))


def full_count(connection: Connection, speakers: Collection[int] | None = None) -> list[Row]:
    """The rows of some speakers, or all, as their claims give them."""
    claims = (
        select(
            CLAIMS.c.speaker,
            func.count().label("claims"),
            func.count(distinct(CLAIMS.c.report)).label("reports"),
            func.min(CLAIMS.c.known).label("first_known"),
            func.max(CLAIMS.c.known).label("last_known"),
        )
        .where(CLAIMS.c.current, CLAIMS.c.speaker.is_not(None))
        .group_by(CLAIMS.c.speaker)
    )
    answers = _answered()
    if speakers is not None:
        claims = claims.where(CLAIMS.c.speaker.in_(speakers))
        answers = answers.where(CLAIMS.c.speaker.in_(speakers))
    answered = {(who, stance): number for who, stance, number in connection.execute(answers)}
    return [
        {
            **row._mapping,
            **{column: answered.get((row.speaker, stance), 0) for stance, column in _COUNTED.items()},
        }
        for row in connection.execute(claims)
    ]


def _answered() -> Select[Any]:
    return (
        select(CLAIMS.c.speaker, ANSWERS.c.stance, func.count(distinct(CLAIMS.c.pk)))
        .join(ANSWERS, ANSWERS.c.answered == CLAIMS.c.pk)
        .where(CLAIMS.c.current, CLAIMS.c.speaker.is_not(None))
        .group_by(CLAIMS.c.speaker, ANSWERS.c.stance)
    )
