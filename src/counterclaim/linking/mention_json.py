"""Mentions as JSON and back, so that a store can keep them and linking never needs the claims again."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from counterclaim.model import Mention, Spot, Toll

_SPOT = tuple(f.name for f in fields(Spot))


def mention_json(mention: Mention) -> dict[str, Any]:
    """A mention ready for ``json.dumps``; `mention_from_json` gives an equal one back.

    >>> m = Mention("m_1", "r_1", None, "talks", None, None, "unknown", ("r_1:c_1",), spots=(Spot("Doha"),))
    >>> mention_from_json(mention_json(m)) == m
    True
    """
    return {
        "id": mention.id,
        "report": mention.report,
        "published": mention.published,
        "family": mention.family,
        "start": mention.start,
        "end": mention.end,
        "dated": mention.dated,
        "hint": mention.hint,
        "claims": list(mention.claims),
        "spots": [[getattr(s, name) for name in _SPOT] for s in mention.spots],
        "parties": list(mention.parties),
        "speakers": list(mention.speakers),
        "modes": list(mention.modes),
        "tolls": [[t.outcome, list(t.side), t.low, t.high] for t in mention.tolls],
        "around": list(mention.around),
        "weight": mention.weight,
        "period": mention.period,
    }


def mention_from_json(row: dict[str, Any]) -> Mention:
    """The mention that `mention_json` wrote. Raises ``KeyError`` or ``TypeError`` on another shape."""
    return Mention(
        id=row["id"],
        report=row["report"],
        published=row["published"],
        family=row["family"],
        start=row["start"],
        end=row["end"],
        dated=row["dated"],
        claims=tuple(row["claims"]),
        hint=row["hint"],
        spots=tuple(Spot(*values) for values in row["spots"]),
        parties=tuple(row["parties"]),
        speakers=tuple(row["speakers"]),
        modes=tuple(row["modes"]),
        tolls=tuple(Toll(outcome, tuple(side), low, high) for outcome, side, low, high in row["tolls"]),
        around=tuple(row["around"]),
        weight=row["weight"],
        period=row["period"],
    )
