"""`check` sees what was changed behind the ledger's back."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from counterclaim.ledger import Ledger
from counterclaim.ledger.opening import writing
from counterclaim.model import Reading


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE reports SET text = 'Nobody said anything.' WHERE pk = 1", "report"),
        ("UPDATE reports SET url = 'https://east.example/1', version = 1 WHERE pk = 2", "version"),
        ("UPDATE readings SET current = NOT current WHERE pk = 1", "reading"),
        ("UPDATE readings SET claims = 7 WHERE pk = 1", "reading"),
        ("UPDATE claims SET id = 'c_1' WHERE id = 'c_0' AND report = 1", "claim"),
        ("UPDATE claims SET record = replace(record, 'of Westland were', 'of Eastland were')", "words"),
        ("UPDATE claims SET incident = NULL WHERE pk = 1", "linking"),
        ("UPDATE claims SET incident = 'i_none' WHERE pk = 1", "linking"),
        ("UPDATE incidents SET claims = claims + 1", "incident"),
        ("DELETE FROM incident_names", "incident"),
        ("UPDATE speaker_tallies SET claims = claims + 1", "sources"),
        ("DELETE FROM speaker_tallies", "sources"),
        ("UPDATE runs SET skipped = 5", "run"),
        ("DELETE FROM run_items WHERE number = 1", "run"),
    ],
)
def test_a_change_by_hand_is_found(ledger: Ledger, night: list[Reading], change: str, rule: str) -> None:
    ledger.add(night)
    assert ledger.check(deep=True).sound
    with writing(ledger._engine) as connection:
        connection.execute(text(change))
    assert rule in {breach.rule for breach in ledger.check().breaches}


def test_a_mention_moved_by_hand_is_found_by_linking_anew(ledger: Ledger, night: list[Reading]) -> None:
    ledger.add(night)
    with writing(ledger._engine) as connection:
        connection.execute(text("UPDATE reports SET origin = 'o_none' WHERE pk = 1"))
        connection.execute(text("UPDATE incidents SET record = replace(record, '2024-05-01', '2024-04-01')"))
    rules = {breach.rule for breach in ledger.check(deep=True).breaches}
    assert {"linking anew", "grouping anew"} <= rules


def test_many_breaches_of_one_rule_are_counted_not_listed(ledger: Ledger, night: list[Reading]) -> None:
    from counterclaim.ledger.checking import LISTED
    from counterclaim.model import Report

    ledger.add([Reading(Report(f"Quiet day {n}.", outlet="x")) for n in range(LISTED + 10)])
    with writing(ledger._engine) as connection:
        connection.execute(text("UPDATE reports SET text = 'changed'"))
    found = [b for b in ledger.check().breaches if b.rule == "report"]
    assert len(found) == LISTED + 1
    assert found[-1].where == "…"
