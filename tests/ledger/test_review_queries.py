"""The queue of readings worth checking: no page looks at all claims, and none is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import review_queries
from counterclaim.ledger.ledger import Ledger
from counterclaim.samples.generated import generated_readings


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger.open(tmp_path / "a.db")
    ledger.add(list(generated_readings(60)))
    return ledger


def walked(ledger: Ledger, limit: int) -> list[str]:
    keys: list[str] = []
    after = None
    while True:
        page = ledger.questioned(after=after, limit=limit)
        keys += [item.told.key for item in page.items]
        after = page.next
        if after is None:
            return keys


def test_pages_of_any_size_and_reach_hold_the_same(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = walked(ledger, 10_000)
    assert whole
    assert len(set(whole)) == len(whole)
    assert walked(ledger, 7) == whole
    monkeypatch.setattr(review_queries, "_LOOKED_AT", 11)
    assert walked(ledger, 7) == whole


def test_what_was_dealt_with_is_left_out_until_taken_back(ledger: Ledger) -> None:
    first = ledger.questioned().items[0].told.key
    made = ledger.judge("unsure", first)
    assert first not in walked(ledger, 50)
    ledger.undo(made.id)
    assert walked(ledger, 50)[0] == first
    assert [j.id for j in ledger.decisions(claims=[first])] == [made.id]
    assert ledger.decisions(standing=True) == ()


def test_an_unknown_doubt_is_told(ledger: Ledger) -> None:
    with pytest.raises(CounterclaimError) as told:
        ledger.questioned(["mood"])
    assert told.value.code == "CC618"
