"""Adding readings: one transaction a batch, with reports, claims and everything linked from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from counterclaim.ledger.find import chunks, mentions_by_id
from counterclaim.ledger.linking_state import (
    Filed,
    beside,
    drop_empty,
    link_incidents,
    link_origins,
    store_mentions,
)
from counterclaim.ledger.records import RunItem
from counterclaim.ledger.rows import (
    claim_row,
    claim_terms,
    layers,
    report_row,
    speaker_row,
    storable,
)
from counterclaim.ledger.search_index import index_reports
from counterclaim.ledger.summing import sum_up
from counterclaim.ledger.tables import (
    CLAIM_TERMS,
    CLAIMS,
    MENTION_KEYS,
    MENTIONS,
    READINGS,
    REPORTS,
    RUN_ITEMS,
    RUNS,
    SPEAKERS,
)
from counterclaim.ledger.tallies import count_claims, recount
from counterclaim.ledger.upsert import insert_new
from counterclaim.linking import blocking
from counterclaim.linking.mentions import mentions_of
from counterclaim.model import Mention, Reading, Told

_KNOWN = "it is in the ledger already"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger holds of a report: its number, the reader of its current reading, its outlet."""

    pk: int
    reader: str
    outlet: str | None
    added: str
    known: str


def standing(connection: Connection, ids: Sequence[str]) -> dict[str, Standing]:
    """Which of the reports the ledger holds."""
    query = select(
        REPORTS.c.id, REPORTS.c.pk, REPORTS.c.outlet, REPORTS.c.added, REPORTS.c.known, READINGS.c.reader
    ).join(READINGS, (READINGS.c.report == REPORTS.c.pk) & READINGS.c.current)
    return {
        row.id: Standing(row.pk, row.reader, row.outlet, row.added, row.known)
        for some in chunks(dict.fromkeys(ids))
        for row in connection.execute(query.where(REPORTS.c.id.in_(some)))
    }


def known_reason(outlet: str | None, held: Standing) -> str:
    """Why a report is skipped: the same text at the same address (or at none) is there."""
    if outlet and held.outlet and outlet != held.outlet:
        return f"{_KNOWN}, as printed by {held.outlet}; give it an address to keep both printings"
    return _KNOWN


def write(
    connection: Connection,
    readings: Sequence[Reading],
    *,
    reader: str,
    moment: str,
    again: bool = False,
    copies: Mapping[str, str] | None = None,
) -> list[RunItem]:
    """Write a batch and link it; what became of each reading, in order.

    A report the ledger holds is skipped, or, with ``again`` and another ``reader``, gets a new reading beside
    the old one. ``copies`` names the report whose claims another took over, by its id. The caller's
    transaction is the writer's own (`counterclaim.ledger.opening.writing`); what it does not commit has not
    happened.
    """
    held = standing(connection, [r.report.id for r in readings])
    fresh: dict[str, Reading] = {}
    reread: dict[str, Reading] = {}
    items: list[RunItem] = []
    for reading in readings:
        report = reading.report
        old = held.get(report.id)
        if report.id in fresh or report.id in reread or (old and not (again and old.reader != reader)):
            reason = known_reason(report.outlet, old) if old else "the same report came twice in this run"
            items.append(RunItem("skipped", label(reading), report.id, reason=reason))
            continue
        (reread if old else fresh)[report.id] = reading
        gap = next((u.reason for u in reading.unread), None)
        whole = any(u.start == 0 and u.end >= len(report.text) for u in reading.unread)
        items.append(
            RunItem(
                "failed" if whole and gap else "read",
                label(reading),
                report.id,
                len(reading.claims),
                "CC120" if gap else None,
                gap or _taken_over((copies or {}).get(report.id)),
            )
        )
    _write_new(connection, list(fresh.values()), list(reread.values()), held, reader, moment)
    return items


def _taken_over(first: str | None) -> str | None:
    return f"not read again: its words are those of {first}" if first else None


def log(connection: Connection, run: int, numbered: int, items: Sequence[RunItem]) -> None:
    """Write down what became of inputs, and count them in the run's row."""
    if not items:
        return
    connection.execute(
        RUN_ITEMS.insert(),
        [
            {
                "run": run,
                "number": numbered + at,
                "outcome": item.outcome,
                "label": storable(item.label),
                "report": item.report,
                "claims": item.claims,
                "code": item.code,
                "reason": storable(item.reason),
            }
            for at, item in enumerate(items, start=1)
        ],
    )
    counts = {o: sum(item.outcome == o for item in items) for o in ("read", "skipped", "failed")}
    connection.execute(
        update(RUNS)
        .where(RUNS.c.pk == run)
        .values(
            **{name: RUNS.c[name] + count for name, count in counts.items()},
            claims=RUNS.c.claims + sum(item.claims for item in items),
        )
    )


def label(reading: Reading) -> str:
    """How a person knows a report: its id in its collection, title, address or first words."""
    report = reading.report
    opening = " ".join(report.text[:60].split())
    return report.ref or report.title or report.url or opening or report.id


def _next(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.pk), 0))).scalar_one()) + 1


def _write_new(
    connection: Connection,
    fresh: Sequence[Reading],
    reread: Sequence[Reading],
    held: dict[str, Standing],
    reader: str,
    moment: str,
) -> None:
    if not fresh and not reread:
        return
    fresh = _versioned(connection, fresh)
    first = _next(connection, REPORTS)
    rows = [report_row(r.report, first + at, moment) for at, r in enumerate(fresh)]
    if rows:
        connection.execute(REPORTS.insert(), rows)
        index_reports(
            connection,
            [
                (row["pk"], f"{r.report.title or ''} {r.report.text}")
                for row, r in zip(rows, fresh, strict=True)
            ],
        )
    retired_facilities = _facilities_of(connection, [held[r.report.id].pk for r in reread])
    speakers, incidents = _told_in(connection, [held[r.report.id].pk for r in reread])
    neighbours = _retire(connection, [held[r.report.id].pk for r in reread])
    numbers = [row["pk"] for row in rows] + [held[r.report.id].pk for r in reread]
    known = [row["known"] for row in rows] + [held[r.report.id].known for r in reread]
    readings = [*fresh, *reread]
    filed = [Filed(r, pk, mentions_of(r)) for r, pk in zip(readings, numbers, strict=True)]
    facilities = _write_readings(connection, filed, known, reader, moment)
    regrouped = link_origins(connection, filed)
    new = {m.id: m for f in filed for m in f.mentions}
    linked = link_incidents(connection, [*new.values(), *(m for m in neighbours if m.id not in new)])
    drop_empty(connection, incidents)
    sum_up(connection, linked, regrouped - set(numbers), facilities | retired_facilities)
    recount(connection, speakers)


def _versioned(connection: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with their reports' versions: another text at a known address is its next one."""
    latest: dict[str, int] = {}
    urls = {storable(r.report.url) for r in readings if r.report.url}
    for some in chunks(url for url in urls if url):
        query = select(REPORTS.c.url, func.max(REPORTS.c.version)).where(REPORTS.c.url.in_(some))
        latest.update(connection.execute(query.group_by(REPORTS.c.url)).tuples().all())
    out = []
    for reading in readings:
        url = storable(reading.report.url)
        if url:
            latest[url] = latest.get(url, 0) + 1
            if latest[url] != reading.report.version:
                reading = replace(reading, report=replace(reading.report, version=latest[url]))
        out.append(reading)
    return out


def _retire(connection: Connection, reports: Sequence[int]) -> list[Mention]:
    """Set the current readings of reports aside; the mentions whose incidents that may change come back."""
    if not reports:
        return []
    rows = connection.execute(
        select(MENTIONS.c.pk, MENTIONS.c.id).where(MENTIONS.c.report.in_(reports))
    ).all()
    old = mentions_by_id(connection, [row.id for row in rows])
    neighbours = beside(connection, old)
    connection.execute(
        update(READINGS).where(READINGS.c.report.in_(reports), READINGS.c.current).values(current=False)
    )
    retired = {"current": False, "incident": None, "mention": None}
    connection.execute(update(CLAIMS).where(CLAIMS.c.report.in_(reports), CLAIMS.c.current).values(**retired))
    numbers = {row.id: row.pk for row in rows}
    stale = [{"k": storable(key), "m": numbers[m.id]} for m in old for key in blocking.keys(m)]
    if stale:
        connection.execute(
            delete(MENTION_KEYS).where(
                MENTION_KEYS.c.key == bindparam("k"), MENTION_KEYS.c.mention == bindparam("m")
            ),
            stale,
        )
    connection.execute(delete(MENTIONS).where(MENTIONS.c.pk.in_(list(numbers.values()))))
    return neighbours


def _write_readings(
    connection: Connection, filed: Sequence[Filed], known: Sequence[str], reader: str, moment: str
) -> set[str]:
    """Write readings with their claims and mentions; the facilities that claims speak of come back."""
    of_claim = store_mentions(connection, filed)
    first = _next(connection, READINGS)
    connection.execute(
        READINGS.insert(),
        [
            {
                "pk": first + at,
                "report": one.report,
                "reader": reader,
                "made": moment,
                "current": True,
                "claims": len(one.reading.claims),
                "layers": layers(one.reading),
            }
            for at, one in enumerate(filed)
        ],
    )
    speakers = _speakers(connection, [c for f in filed for c in f.reading.claims])
    pk = _next(connection, CLAIMS)
    rows: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []
    for at, (one, when) in enumerate(zip(filed, known, strict=True)):
        for claim in one.reading.claims:
            speaker = speaker_row(claim)
            told = Told(claim, one.reading.report, when)
            who = speakers[speaker["key"]] if speaker else None
            row = claim_row(told, pk, one.report, first + at, who)
            row["mention"] = of_claim.get(f"{one.reading.report.id}:{claim.id}")
            rows.append(row)
            terms.extend({"term": term, "known": when, "claim": pk} for term in sorted(claim_terms(claim)))
            pk += 1
    if rows:
        connection.execute(CLAIMS.insert(), rows)
        count_claims(connection, rows)
    if terms:
        connection.execute(CLAIM_TERMS.insert(), terms)
    return {row["facility"] for row in rows if row["facility"]}


def _facilities_of(connection: Connection, reports: Sequence[int]) -> set[str]:
    query = select(CLAIMS.c.facility).where(
        CLAIMS.c.report.in_(reports), CLAIMS.c.current, CLAIMS.c.facility.is_not(None)
    )
    return set(connection.execute(query).scalars()) if reports else set()


def _told_in(connection: Connection, reports: Sequence[int]) -> tuple[set[int], set[str]]:
    """Who speaks in the current readings of reports, and the incidents that they tell of."""
    query = select(CLAIMS.c.speaker, CLAIMS.c.incident).where(CLAIMS.c.report.in_(reports), CLAIMS.c.current)
    rows = connection.execute(query).all() if reports else []
    return {r.speaker for r in rows if r.speaker is not None}, {r.incident for r in rows if r.incident}


def _speakers(connection: Connection, claims: Sequence[Any]) -> dict[str, int]:
    """The number of every speaker, by its key; those not met before are written."""
    wanted = {row["key"]: row for claim in claims if (row := speaker_row(claim))}
    numbers: dict[str, int] = {}
    for some in chunks(wanted):
        query = select(SPEAKERS.c.key, SPEAKERS.c.pk).where(SPEAKERS.c.key.in_(some))
        numbers.update(connection.execute(query).tuples().all())
    new = [row for key, row in wanted.items() if key not in numbers]
    if new:
        first = _next(connection, SPEAKERS)
        for at, row in enumerate(new):
            row["pk"] = numbers[row["key"]] = first + at
        insert_new(connection, SPEAKERS, new)
    return numbers
