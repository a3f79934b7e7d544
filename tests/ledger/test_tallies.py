"""The counts kept for speakers are those of a full count, whatever was added, read again or judged."""

from __future__ import annotations

from pathlib import Path

from counterclaim.intake import Defaults
from counterclaim.ledger import Ledger, opening
from counterclaim.ledger.adding import Adding
from counterclaim.ledger.opening import writing
from counterclaim.ledger.records import SourceRow
from counterclaim.model import Reading

#: After everything the tests know: asked as of then, sources are counted from the claims.
_LATER = "2999-01-01"


def _as_counted(ledger: Ledger) -> bool:
    kept, full = ledger.sources(limit=100), ledger.sources(limit=100, as_of=_LATER)
    assert kept.items
    return kept == full and ledger.check().sound


def test_counts_follow_what_is_added(ledger: Ledger, night: list[Reading]) -> None:
    for one in night:
        ledger.add(one)
        assert _as_counted(ledger)
    ledger.add(night)
    assert _as_counted(ledger)


def test_counts_follow_a_later_reading(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    before = sum(row.claims for row in ledger.sources(limit=100).items)
    fewer = [Reading(one.report, one.claims[:1]) for one in night]
    Adding(ledger._engine, ledger.address, Defaults(), reader="99", again=True).run(fewer)
    assert sum(row.claims for row in ledger.sources(limit=100).items) < before
    assert _as_counted(ledger)


def test_counts_follow_a_decision_and_its_end(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    (incident,) = ledger.incidents(family="violence").items
    told = ledger.told(incident.id)
    denied = sum(row.denied for row in ledger.sources().items)
    reports = list(dict.fromkeys(t.report.id for t in told))
    one, other = (next(t.key for t in told if t.report.id == r) for r in (reports[0], reports[-1]))
    decision = ledger.judge("not same", one, other, who="a test")
    assert _as_counted(ledger)
    ledger.undo(decision.id)
    assert _as_counted(ledger)
    assert sum(row.denied for row in ledger.sources().items) == denied


def test_pages_go_on_where_the_last_one_ended(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    whole = ledger.sources(limit=100).items
    found: list[SourceRow] = []
    after: str | None = None
    while True:
        page = ledger.sources(limit=1, after=after)
        found += page.items
        after = page.next
        if after is None:
            break
    assert tuple(found) == whole


def test_a_ledger_from_before_the_counts_gets_them(tmp_path: Path, night: list[Reading]) -> None:
    with Ledger.open(tmp_path / "old.db") as ledger:
        ledger.add(night)
        counted = ledger.sources(limit=100)
        with writing(ledger._engine) as connection:
            for statement in (
                "DROP TABLE speaker_tallies",
                "DROP INDEX ix_claims_speaker_known_current_report",
                "CREATE INDEX ix_claims_speaker_known ON claims (speaker, known)",
                "UPDATE alembic_version SET version_num = '0001'",
            ):
                connection.exec_driver_sql(statement)
    with Ledger.open(tmp_path / "old.db") as ledger:
        assert opening.schema_of(ledger._engine) == opening.HEAD
        assert ledger.sources(limit=100) == counted
