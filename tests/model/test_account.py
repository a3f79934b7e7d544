"""The records of accounts check themselves."""

from __future__ import annotations

import pytest

from counterclaim.model import TOPICS, VERDICTS, Contention, PolicyFigure, Question, Verdict


@pytest.mark.parametrize(("low", "best", "high"), [(9, 8, 12), (9, 10, 9), (3, None, 2), (None, 5, 4)])
def test_a_figure_out_of_order_is_refused(low: int | None, best: int | None, high: int | None) -> None:
    with pytest.raises(ValueError, match="out of order"):
        PolicyFigure("ucdp", Question("killed", "Mali"), low, best, high, ("r:c",))


def test_orders_name_each_thing_once() -> None:
    assert len(set(TOPICS)) == len(TOPICS)
    assert len(set(VERDICTS)) == len(VERDICTS)


def test_a_label_says_each_verdict_once() -> None:
    both = tuple(Verdict("admitted", None, (side,), (f"r:{side}",), "own loss") for side in ("Mali", "JNIM"))
    assert Contention(Question("killed"), (), both).label == "admitted"
