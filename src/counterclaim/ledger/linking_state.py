"""Running the pure linking on the ledger: what new readings change, written with the reports themselves.

Nothing here decides anything. Linking is asked about the neighbourhood of what is new (`affected`, `relink`)
with a ``find`` that looks keys up, and its answer replaces what stood there before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select, update

from counterclaim.ledger.find import (
    chunks,
    fingerprints_by_key,
    mentions_by_id,
    mentions_by_key,
    origins_by_id,
    standing_judgements,
)
from counterclaim.ledger.plain import to_plain
from counterclaim.ledger.rows import Row, storable, whole
from counterclaim.ledger.tables import (
    CLAIMS,
    FINGERPRINT_KEYS,
    FINGERPRINTS,
    INCIDENT_NAMES,
    INCIDENTS,
    MENTION_KEYS,
    MENTIONS,
    ORIGINS,
    REPORTS,
)
from counterclaim.ledger.tallies import answered_in, count_answers
from counterclaim.ledger.upsert import insert_new, upsert
from counterclaim.linking import blocking, fingerprints, origins
from counterclaim.linking.incidents import relink
from counterclaim.linking.mention_json import mention_json
from counterclaim.model import Incident, Mention, Reading

#: Rounds in which linking may find that an incident it changes held mentions it was not asked about. One is
#: the rule; more than a few would be a fault of linking, and `check` would tell.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Filed:
    """A reading that has its place in the ledger: the number of its report, and its mentions."""

    reading: Reading
    report: int
    mentions: tuple[Mention, ...]


def store_mentions(connection: Connection, filed: Sequence[Filed]) -> dict[str, int]:
    """Write the mentions and their keys; the number of each claim's mention, by the claim's key."""
    number = connection.execute(select(func.coalesce(func.max(MENTIONS.c.pk), 0))).scalar_one()
    rows: list[Row] = []
    keys: list[Row] = []
    of_claim: dict[str, int] = {}
    for one in filed:
        for mention in one.mentions:
            number += 1
            rows.append(
                {
                    "pk": number,
                    "id": mention.id,
                    "report": one.report,
                    "record": whole(mention_json(mention)),
                }
            )
            keys.extend({"key": storable(key), "mention": number} for key in sorted(blocking.keys(mention)))
            of_claim.update(dict.fromkeys(mention.claims, number))
    insert_new(connection, MENTIONS, rows)
    insert_new(connection, MENTION_KEYS, keys)
    return of_claim


def link_origins(connection: Connection, filed: Sequence[Filed]) -> set[int]:
    """Group the new reports with their kin; the numbers of the reports whose origin changed."""
    if not filed:
        return set()
    made = {}
    for one in filed:
        cited = fingerprints.relayed(one.reading)
        made[one.report] = fingerprints.fingerprint(one.reading.report, cited)
    upsert(
        connection,
        FINGERPRINTS,
        [{"report": pk, "record": whole(fingerprints.fingerprint_json(fp))} for pk, fp in made.items()],
    )
    keys = [
        {"key": storable(key), "report": pk}
        for pk, fp in made.items()
        for key in sorted(fingerprints.keys(fp))
    ]
    insert_new(connection, FINGERPRINT_KEYS, keys)
    closed = origins.affected(made.values(), lambda wanted: fingerprints_by_key(connection, wanted))
    groups = {origin.id: origin for origin in origins.group(closed)}
    now = {report: origin.id for origin in groups.values() for report in origin.reports}
    before = {}
    for some in chunks(now):
        query = select(REPORTS.c.pk, REPORTS.c.id, REPORTS.c.origin).where(REPORTS.c.id.in_(some))
        before.update({row.id: (row.pk, row.origin) for row in connection.execute(query)})
    moved = [(pk, now[report]) for report, (pk, origin) in before.items() if origin != now[report]]
    gone = {origin for _, origin in before.values() if origin} - groups.keys()
    for some in chunks(gone):
        connection.execute(delete(ORIGINS).where(ORIGINS.c.id.in_(some)))
    standing = {origin.id: origin for origin in origins_by_id(connection, groups.keys())}
    changed = [origin for origin in groups.values() if standing.get(origin.id) != origin]
    upsert(
        connection,
        ORIGINS,
        [{"id": o.id, "voice": storable(o.voices[0]), "record": whole(to_plain(o))} for o in changed],
    )
    if moved:
        connection.execute(
            update(REPORTS).where(REPORTS.c.pk == bindparam("which")).values(origin=bindparam("to")),
            [{"which": pk, "to": origin} for pk, origin in moved],
        )
    reports = {report for origin in changed for report in origin.reports}
    return {pk for report, (pk, _) in before.items() if report in reports} | {pk for pk, _ in moved}


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking changed: incidents to be summed up anew, ids that no incident has any more."""

    changed: tuple[Incident, ...]
    gone: frozenset[str]


def link_incidents(connection: Connection, new: Collection[Mention]) -> Linked:
    """Put new mentions (or ones that a judgement speaks of) into incidents, and write what that changes."""
    if not new:
        return Linked((), frozenset())
    judgements = standing_judgements(connection)
    seeds = {m.id: m for m in new}
    for _ in range(_ROUNDS):
        linked = relink(list(seeds.values()), lambda wanted: mentions_by_key(connection, wanted), judgements)
        held = _held(connection, linked.mentions)
        left = _left_over(connection, {h.incident for h in held.values() if h.incident}, linked.claims)
        if not left - seeds.keys():
            break
        seeds.update((m.id, m) for m in mentions_by_id(connection, left))
    return _write(connection, linked.incidents, held)


def beside(connection: Connection, mentions: Collection[Mention]) -> list[Mention]:
    """The mentions whose incidents depend on some that are about to go."""
    linked = relink(
        mentions, lambda wanted: mentions_by_key(connection, wanted), standing_judgements(connection)
    )
    return mentions_by_id(connection, linked.mentions - {m.id for m in mentions})


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim's number and the incident it stands in so far."""

    pk: int
    incident: str | None


def _held(connection: Connection, mentions: Collection[str]) -> dict[str, _Held]:
    """The claims of mentions, by key."""
    query = (
        select(REPORTS.c.id.label("report"), CLAIMS.c.id, CLAIMS.c.pk, CLAIMS.c.incident)
        .join(CLAIMS, CLAIMS.c.report == REPORTS.c.pk)
        .join(MENTIONS, MENTIONS.c.pk == CLAIMS.c.mention)
        .where(CLAIMS.c.current)
    )
    return {
        f"{row.report}:{row.id}": _Held(row.pk, row.incident)
        for some in chunks(mentions)
        for row in connection.execute(query.where(MENTIONS.c.id.in_(some)))
    }


def _left_over(connection: Connection, incidents: Collection[str], claims: frozenset[str]) -> set[str]:
    """Mentions with claims in these incidents that linking has not spoken of."""
    query = (
        select(REPORTS.c.id.label("report"), CLAIMS.c.id, MENTIONS.c.id.label("mention"))
        .join(CLAIMS, CLAIMS.c.report == REPORTS.c.pk)
        .join(MENTIONS, MENTIONS.c.pk == CLAIMS.c.mention)
        .where(CLAIMS.c.current)
    )
    return {
        row.mention
        for some in chunks(incidents)
        for row in connection.execute(query.where(CLAIMS.c.incident.in_(some)))
        if f"{row.report}:{row.id}" not in claims
    }


def _write(connection: Connection, incidents: Sequence[Incident], held: dict[str, _Held]) -> Linked:
    records = {incident.id: whole(to_plain(incident)) for incident in incidents}
    before = {h.incident for h in held.values() if h.incident}
    standing = {
        row.id: row.record
        for some in chunks(before | records.keys())
        for row in connection.execute(
            select(INCIDENTS.c.id, INCIDENTS.c.record).where(INCIDENTS.c.id.in_(some))
        )
    }
    gone = standing.keys() - records.keys()
    moved = [
        {"which": held[key].pk, "to": incident.id}
        for incident in incidents
        for key in incident.claims
        if held[key].incident != incident.id
    ]
    if moved:
        connection.execute(
            update(CLAIMS).where(CLAIMS.c.pk == bindparam("which")).values(incident=bindparam("to")), moved
        )
    _drop(connection, gone)
    changed = tuple(i for i in incidents if standing.get(i.id) != records[i.id])
    _remember_names(connection, [i for i in changed if i.id not in standing])
    return Linked(changed, frozenset(gone))


def drop_empty(connection: Connection, incidents: Collection[str]) -> None:
    """Drop those of some incidents that no current claim stands in: a later reading told otherwise."""
    still = {
        found
        for some in chunks(incidents)
        for found in connection.execute(
            select(CLAIMS.c.incident).distinct().where(CLAIMS.c.incident.in_(some))
        ).scalars()
    }
    _drop(connection, set(incidents) - still)


def _drop(connection: Connection, incidents: Collection[str]) -> None:
    count_answers(connection, answered_in(connection, incidents), Counter())
    for some in chunks(incidents):
        connection.execute(delete(INCIDENTS).where(INCIDENTS.c.id.in_(some)))


def _remember_names(connection: Connection, incidents: Sequence[Incident]) -> None:
    """Keep a claim of the mention each new id was made from: its earliest (see `Incident`)."""
    wanted = {mention for incident in incidents for mention in incident.mentions}
    mentions = {m.id: m for m in mentions_by_id(connection, wanted)}
    names = []
    for incident in incidents:
        first = min((mentions[m] for m in incident.mentions), key=lambda m: (m.published or "9999", m.id))
        anchor = next((claim for claim in first.claims if claim in incident.claims), incident.claims[0])
        names.append({"id": incident.id, "anchor": anchor})
    insert_new(connection, INCIDENT_NAMES, names)
