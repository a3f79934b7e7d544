"""Verifying that what the ledger holds still follows its rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text

from counterclaim.ledger.find import standing_judgements, tellings, told_query
from counterclaim.ledger.plain import decoded
from counterclaim.ledger.records import Breach, CheckReport
from counterclaim.ledger.rows import report_from_row
from counterclaim.ledger.tables import (
    CLAIMS,
    FINGERPRINTS,
    INCIDENT_NAMES,
    INCIDENTS,
    JUDGEMENTS,
    MENTIONS,
    READINGS,
    REPORTS,
    RUN_ITEMS,
    RUNS,
    SPEAKER_TALLIES,
)
from counterclaim.ledger.tallies import full_count
from counterclaim.linking.fingerprints import fingerprint_from_json
from counterclaim.linking.incidents import link
from counterclaim.linking.mention_json import mention_from_json
from counterclaim.linking.origins import group
from counterclaim.model import Incident

#: Breaches of one rule that are listed; of more, the count says enough.
LISTED = 20
_ROWS = 2_000

Found = Iterator[Breach]


def check(connection: Connection, *, deep: bool) -> CheckReport:
    """Go through the ledger rule by rule; ``deep`` also links everything anew."""
    rules: list[Callable[[Connection], Found]] = [
        _database,
        _reports,
        _readings,
        _claims,
        _linked,
        _incidents,
        _searchable,
        _counted,
        _runs,
        _judgements,
    ]
    if deep:
        rules += [_linked_anew, _grouped_anew]
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (REPORTS, READINGS, CLAIMS, MENTIONS, INCIDENTS, JUDGEMENTS, RUNS)
    }
    breaches: list[Breach] = []
    for rule in rules:
        found = list(_first(rule(connection)))
        breaches += found
    return CheckReport(counts, tuple(breaches))


def _first(found: Found) -> Found:
    for number, breach in enumerate(found):
        if number == LISTED:
            yield Breach(breach.rule, "…", f"more than {LISTED} of these")
            return
        yield breach


def _rows(connection: Connection, query: Any) -> Iterator[Any]:
    yield from connection.execution_options(yield_per=_ROWS).execute(query)


def _database(connection: Connection) -> Found:
    """The engine's own checks of pages, indexes and references."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield Breach("database", "the file", said)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Breach("reference", f"{row[0]} {row[1]}", f"it points at a row of {row[2]} that is missing")


def _reports(connection: Connection) -> Found:
    """A report's id is the hash of its text and address; a version number stands once for an address."""
    query = select(REPORTS.c.id, REPORTS.c.text, REPORTS.c.record)
    for row in _rows(connection, query):
        try:
            report = report_from_row(row)
        except (ValueError, KeyError, TypeError) as error:
            yield Breach("report", row.id, f"it cannot be read back: {error}")
            continue
        if report.id != row.id:
            yield Breach("report", row.id, "its text or address was changed after it was added")
    twice = (
        select(REPORTS.c.url, REPORTS.c.version)
        .where(REPORTS.c.url.is_not(None))
        .group_by(REPORTS.c.url, REPORTS.c.version)
        .having(func.count() > 1)
    )
    for row in connection.execute(twice):
        yield Breach("version", row.url, f"version {row.version} stands twice")


def _readings(connection: Connection) -> Found:
    """Every report has one current reading, and that as many claims as it says."""
    current = (
        select(READINGS.c.report, func.count().label("number"))
        .where(READINGS.c.current)
        .group_by(READINGS.c.report)
    ).subquery()
    wrong = (
        select(REPORTS.c.id, current.c.number)
        .join(current, current.c.report == REPORTS.c.pk, isouter=True)
        .where((current.c.number.is_(None)) | (current.c.number != 1))
    )
    for row in connection.execute(wrong):
        yield Breach("reading", row.id, f"it has {row.number or 0} current readings, not one")
    held = (select(CLAIMS.c.reading, func.count().label("number")).group_by(CLAIMS.c.reading)).subquery()
    short = (
        select(READINGS.c.pk, READINGS.c.claims, held.c.number)
        .join(held, held.c.reading == READINGS.c.pk, isouter=True)
        .where(func.coalesce(held.c.number, 0) != READINGS.c.claims)
    )
    for pk, says, number in connection.execute(short):
        yield Breach("reading", str(pk), f"it has {number or 0} claims and says {says}")
    twice = (
        select(CLAIMS.c.reading, CLAIMS.c.id).group_by(CLAIMS.c.reading, CLAIMS.c.id).having(func.count() > 1)
    )
    for reading, claim in connection.execute(twice):
        yield Breach("claim", claim, f"it stands twice in reading {reading}")


def _claims(connection: Connection) -> Found:
    """A claim's words stand in its report where it says."""
    last = 0
    while True:
        query = told_query().where(CLAIMS.c.pk > last).order_by(CLAIMS.c.pk).limit(_ROWS)
        rows = connection.execute(query).all()
        if not rows:
            return
        last = rows[-1].pk
        for told in tellings(connection, rows):
            for span in told.claim.evidence:
                if told.report.text[span.start : span.end] != span.text:
                    yield Breach("words", told.key, f"“{span.text}” is not at {span.start} of its report")


def _linked(connection: Connection) -> Found:
    """Every claim of a current reading stands in one mention and one incident; of an older one, in none."""
    query = select(CLAIMS.c.pk, CLAIMS.c.id).where(
        (CLAIMS.c.current & (CLAIMS.c.mention.is_(None) | CLAIMS.c.incident.is_(None)))
        | (~CLAIMS.c.current & CLAIMS.c.incident.is_not(None))
    )
    for row in connection.execute(query.limit(LISTED + 1)):
        yield Breach("linking", row.id, "it stands in no incident, or in one although it was read anew")
    lost = (
        select(CLAIMS.c.id, CLAIMS.c.incident)
        .join(INCIDENTS, INCIDENTS.c.id == CLAIMS.c.incident, isouter=True)
        .where(CLAIMS.c.incident.is_not(None), INCIDENTS.c.id.is_(None))
    )
    for row in connection.execute(lost.limit(LISTED + 1)):
        yield Breach("linking", row.id, f"its incident {row.incident} is missing")


def _incidents(connection: Connection) -> Found:
    """An incident lists exactly the claims that point to it, and its summary counts them."""
    counts: dict[str | None, int] = dict(
        connection.execute(
            select(CLAIMS.c.incident, func.count())
            .where(CLAIMS.c.incident.is_not(None))
            .group_by(CLAIMS.c.incident)
        )
        .tuples()
        .all()
    )
    query = select(INCIDENTS.c.id, INCIDENTS.c.claims, INCIDENTS.c.record)
    for row in _rows(connection, query):
        listed = len(decoded(Incident, row.record).claims)
        if not listed == row.claims == counts.get(row.id, 0):
            pointing = counts.get(row.id, 0)
            found = f"{pointing} claims point to it, it lists {listed}, its summary counts {row.claims}"
            yield Breach("incident", row.id, found)
    unnamed = select(INCIDENTS.c.id).where(INCIDENTS.c.id.not_in(select(INCIDENT_NAMES.c.id)))
    for which in connection.execute(unnamed.limit(LISTED + 1)).scalars():
        yield Breach("incident", which, "its name is not on record")


def _searchable(connection: Connection) -> Found:
    """Every report can be searched."""
    reports = connection.execute(select(func.count()).select_from(REPORTS)).scalar_one()
    sqlite = connection.dialect.name == "sqlite"
    for table in ("search_words_docsize", "search_parts_docsize") if sqlite else ("search_texts",):
        number = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - fixed names
        if number != reports:
            yield Breach("search", table, f"{number} of {reports} reports can be searched")


def _runs(connection: Connection) -> Found:
    """A run counts what its items say."""
    items = (select(RUN_ITEMS.c.run, func.count().label("number")).group_by(RUN_ITEMS.c.run)).subquery()
    query = select(RUNS.c.pk, RUNS.c.read + RUNS.c.skipped + RUNS.c.failed, items.c.number).join(
        items, items.c.run == RUNS.c.pk, isouter=True
    )
    for number, counted, listed in connection.execute(query):
        if counted != (listed or 0):
            yield Breach("run", str(number), f"it counts {counted} inputs and lists {listed or 0}")


def _judgements(connection: Connection) -> Found:
    """What people judged stands in the ledger, and linking has kept to it."""
    stands = select(REPORTS.c.id.label("report"), CLAIMS.c.id, CLAIMS.c.incident, CLAIMS.c.current).join(
        REPORTS, REPORTS.c.pk == CLAIMS.c.report
    )
    for judgement in standing_judgements(connection):
        homes = []
        for key in (judgement.subject, judgement.other):
            report, _, claim = (key or "").partition(":")
            rows = connection.execute(stands.where(REPORTS.c.id == report, CLAIMS.c.id == claim)).all()
            if not rows:
                yield Breach("judgement", judgement.id, f"its claim {key} is not in the ledger")
            homes += [row.incident for row in rows if row.current]
        if len(homes) == 2 and (homes[0] == homes[1]) != (judgement.verb == "same"):
            yield Breach("judgement", judgement.id, f"“{judgement.verb}” does not hold")


def _counted(connection: Connection) -> Found:
    """The counts kept for speakers are those that their claims give."""
    given = {row["speaker"]: row for row in full_count(connection)}
    for kept in connection.execute(select(SPEAKER_TALLIES)).mappings():
        if kept["claims"] and given.pop(kept["speaker"], None) != dict(kept):
            yield Breach("sources", str(kept["speaker"]), "its claims are not as many as were counted")
    for speaker in given:
        yield Breach("sources", str(speaker), "its claims were never counted")


def _linked_anew(connection: Connection) -> Found:
    """Linking all mentions at once gives the incidents that stand."""
    mentions = [
        mention_from_json(json.loads(r)) for r in connection.execute(select(MENTIONS.c.record)).scalars()
    ]
    anew = {i.id: i for i in link(mentions, standing_judgements(connection))}
    stand = {
        row.id: decoded(Incident, row.record)
        for row in connection.execute(select(INCIDENTS.c.id, INCIDENTS.c.record))
    }
    for which in sorted(anew.keys() | stand.keys()):
        if anew.get(which) != stand.get(which):
            how = (
                "should not stand" if which not in anew else "is missing" if which not in stand else "differs"
            )
            yield Breach("linking anew", which, f"linked all at once it {how}")


def _grouped_anew(connection: Connection) -> Found:
    """Grouping all reports at once gives the origins that stand."""
    made = [
        fingerprint_from_json(json.loads(r))
        for r in connection.execute(select(FINGERPRINTS.c.record)).scalars()
    ]
    anew = {report: origin.id for origin in group(made) for report in origin.reports}
    for report, origin in connection.execute(select(REPORTS.c.id, REPORTS.c.origin)):
        if anew.get(report) != origin:
            yield Breach("grouping anew", report, f"its origin is {origin}, anew {anew.get(report)}")
