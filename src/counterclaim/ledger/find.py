"""Looking things up for linking: mentions and fingerprints by key, claims with their reports by incident."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from counterclaim.ledger.plain import decoded
from counterclaim.ledger.rows import report_from_row, storable, told_from_row
from counterclaim.ledger.tables import (
    CLAIMS,
    FINGERPRINT_KEYS,
    FINGERPRINTS,
    JUDGEMENTS,
    MENTION_KEYS,
    MENTIONS,
    ORIGINS,
    REPORTS,
)
from counterclaim.linking.fingerprints import Fingerprint, fingerprint_from_json
from counterclaim.linking.mention_json import mention_from_json
from counterclaim.linking.origins import independent
from counterclaim.model import Judgement, Mention, Origin, Report, Told, Voice

T = TypeVar("T")

#: Values in one IN list. Both engines take more; longer statements are no faster.
_CHUNK = 500


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Lists short enough for one statement."""
    waiting = list(values)
    for at in range(0, len(waiting), _CHUNK):
        yield waiting[at : at + _CHUNK]


#: Records are decoded once while they stay in use: a neighbourhood is asked for again by the next batch.
#: 20,000 mentions or fingerprints take some 80 MB.
@lru_cache(maxsize=20_000)
def _mention(record: str) -> Mention:
    return mention_from_json(json.loads(record))


@lru_cache(maxsize=10_000)
def _fingerprint(record: str) -> Fingerprint:
    return fingerprint_from_json(json.loads(record))


def mentions_by_key(connection: Connection, keys: Collection[str]) -> Iterable[Mention]:
    """The mentions that carry any of the keys, or hold the claim that ``claim:<key>`` names."""
    found: dict[str, None] = {}
    claims = [key.removeprefix(_CLAIM) for key in keys if key.startswith(_CLAIM)]
    for key in claims:
        report, _, claim = key.partition(":")
        holder = (
            select(MENTIONS.c.record)
            .join(CLAIMS, CLAIMS.c.mention == MENTIONS.c.pk)
            .join(REPORTS, REPORTS.c.pk == CLAIMS.c.report)
            .where(REPORTS.c.id == report, CLAIMS.c.id == claim, CLAIMS.c.current)
        )
        found.update(dict.fromkeys(connection.execute(holder).scalars()))
    for some in chunks(storable(key) for key in keys if not key.startswith(_CLAIM)):
        query = (
            select(MENTIONS.c.record)
            .join(MENTION_KEYS, MENTION_KEYS.c.mention == MENTIONS.c.pk)
            .where(MENTION_KEYS.c.key.in_(some))
        )
        found.update(dict.fromkeys(connection.execute(query).scalars()))
    return [_mention(record) for record in found]


#: How linking asks for the mention that holds a claim.
_CLAIM = "claim:"


def mentions_by_id(connection: Connection, ids: Collection[str]) -> list[Mention]:
    """The mentions with these ids."""
    return [
        _mention(record)
        for some in chunks(ids)
        for record in connection.execute(select(MENTIONS.c.record).where(MENTIONS.c.id.in_(some))).scalars()
    ]


def fingerprints_by_key(connection: Connection, keys: Collection[str]) -> Iterable[Fingerprint]:
    """The fingerprints that carry any of the keys."""
    found: dict[str, None] = {}
    for some in chunks(map(storable, keys)):
        query = (
            select(FINGERPRINTS.c.record)
            .join(FINGERPRINT_KEYS, FINGERPRINT_KEYS.c.report == FINGERPRINTS.c.report)
            .where(FINGERPRINT_KEYS.c.key.in_(some))
        )
        found.update(dict.fromkeys(connection.execute(query).scalars()))
    return [_fingerprint(record) for record in found]


def standing_judgements(connection: Connection) -> list[Judgement]:
    """What people decided about which claims belong together and did not take back, in order of their ids."""
    query = (
        select(JUDGEMENTS)
        .where(JUDGEMENTS.c.verb.in_(("same", "not same")), JUDGEMENTS.c.undone.is_(None))
        .order_by(JUDGEMENTS.c.id)
    )
    return [Judgement(**row._mapping) for row in connection.execute(query)]


def told_query() -> Select[Any]:
    """Claims with what `tellings` needs of their reports; current readings only."""
    return (
        select(CLAIMS.c.pk, CLAIMS.c.report, CLAIMS.c.known, CLAIMS.c.record, REPORTS.c.origin)
        .join(REPORTS, REPORTS.c.pk == CLAIMS.c.report)
        .where(CLAIMS.c.current)
    )


def tellings(
    connection: Connection, rows: Sequence[Any], reports: dict[int, Report] | None = None
) -> list[Told]:
    """The claims of rows of `told_query`, in their order. ``reports`` keeps what was loaded."""
    loaded = reports if reports is not None else {}
    for some in chunks({row.report for row in rows} - loaded.keys()):
        query = select(REPORTS.c.pk, REPORTS.c.text, REPORTS.c.record).where(REPORTS.c.pk.in_(some))
        for row in connection.execute(query):
            loaded[row.pk] = report_from_row(row)
    return [told_from_row(row, loaded[row.report]) for row in rows]


def told_of(
    connection: Connection, incidents: Collection[str], until: str | None = None
) -> dict[str, list[tuple[int, Told]]]:
    """The claims of incidents with their numbers, by incident, in order of when they were known."""
    out: dict[str, list[tuple[int, Told]]] = defaultdict(list)
    reports: dict[int, Report] = {}
    for some in chunks(incidents):
        query = told_query().add_columns(CLAIMS.c.incident).where(CLAIMS.c.incident.in_(some))
        if until is not None:
            query = query.where(CLAIMS.c.known <= until)
        rows = connection.execute(query).all()
        # By what the claims themselves are, not by the order they were added in.
        found = zip(rows, tellings(connection, rows, reports), strict=True)
        for row, told in sorted(found, key=lambda item: (item[1].known, item[1].report.id, item[1].claim.id)):
            out[row.incident].append((row.pk, told))
    return out


def origins_by_id(connection: Connection, ids: Collection[str]) -> list[Origin]:
    """The origins with these ids."""
    return [
        decoded(Origin, record)
        for some in chunks(ids)
        for record in connection.execute(select(ORIGINS.c.record).where(ORIGINS.c.id.in_(some))).scalars()
    ]


def voiced(told: Sequence[Told], origins: Sequence[Origin]) -> tuple[list[Told], tuple[Voice, ...]]:
    """The claims with the name of their independent voice as ``origin``, and those voices.

    Which origins merge into one voice depends on the reports they are asked about, so it is worked out for
    each incident.
    """
    own = {t.origin for t in told}
    voices = independent((t.report.id for t in told), [o for o in origins if o.id in own])
    names = {report: voice.name for voice in voices for report in voice.reports}
    return [replace(t, origin=names.get(t.report.id, t.origin)) for t in told], voices
