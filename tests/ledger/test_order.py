"""The same reports in any order, at once or one by one, give the same ledger."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.ledger import Ledger
from counterclaim.model import Reading


@pytest.fixture
def war(desk: Any) -> list[Reading]:
    """A fortnight of two wars, each day told by several, with copies and late reports."""
    rng = random.Random(7)  # noqa: S311 - the same every time
    made = []
    for sides in (("Westland", "Eastland"), ("Northland", "Southland")):
        for day in range(1, 12, 3):
            date = f"2024-05-{day:02}"
            for number in range(3):
                teller = sides[number % 2]
                dead = rng.choice((9, 9, 12, 58))
                made.append(
                    desk.report(
                        desk.killed(dead, sides[0], teller, day=date),
                        desk.struck(*sides, teller, day=date, stance=rng.choice(("asserts", "denies"))),
                        outlet=f"{teller} Post {number}",
                        day=f"2024-05-{day + rng.choice((0, 1, 2)):02}",
                        url=f"https://{teller.lower()}.example/{len(made)}",
                    )
                )
    return made


def everything(ledger: Ledger) -> object:
    """What the ledger says, without the dates of adding."""
    incidents = ledger.incidents(limit=500, periods=True).items
    return (
        incidents,
        [ledger.incident(i.id) for i in incidents],
        sorted(t.key for t in ledger.claims(limit=500).items),
        [(v.report.id, v.origin) for v in sorted(ledger.reports(limit=500).items, key=lambda v: v.report.id)],
        ledger.crossings(every=True).items,
    )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_order_and_any_batches_give_the_same(war: list[Reading], data: st.DataObject) -> None:
    order = data.draw(st.permutations(war))
    cuts = data.draw(st.lists(st.integers(1, len(war) - 1), max_size=len(war), unique=True).map(sorted))
    with TemporaryDirectory() as folder:
        with Ledger.open(Path(folder) / "one.db") as ledger:
            ledger.add(war)
            expected = everything(ledger)
        with Ledger.open(Path(folder) / "other.db") as ledger:
            for low, high in zip([0, *cuts], [*cuts, len(order)], strict=True):
                ledger.add(order[low:high])
            assert everything(ledger) == expected
            assert ledger.check(deep=True).sound


def test_both_engines_say_the_same(war: list[Reading], tmp_path: Path, fresh_postgres: Any) -> None:
    said = []
    for where in (str(tmp_path / "one.db"), fresh_postgres()):
        with Ledger.open(where) as ledger:
            ledger.add(war[::2])
            ledger.add(war[1::2])
            said.append(
                (
                    everything(ledger),
                    ledger.claims(side="Westland", text="karo", limit=100).items,
                    ledger.incidents(as_of="2024-05-04", limit=100).items,
                    ledger.sources(limit=100).items,
                    ledger.search("shelled").items,
                    ledger.diff("2024-05-05", "2024-05-09"),
                )
            )
    assert said[0] == said[1]


def test_an_old_id_leads_to_where_its_claims_stand_now(war: list[Reading], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one.db") as ledger:
        ids = set()
        for reading in reversed(war):
            ledger.add(reading)
            ids |= {i.id for i in ledger.incidents(limit=100).items}
        now = {i.id for i in ledger.incidents(limit=100).items}
        assert ids > now  # earlier reports came later and renamed some
        for old in ids:
            assert ledger.incident(old).incident.id in now
            assert (ledger.incident(old).asked == old) == (old not in now)
