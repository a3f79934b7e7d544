"""Accounts, figures, crossings, speakers and changes as JSON: the records' own names, tuples as lists.

Every value keeps the keys of the claims it was made from (``<report id>:<claim id>``).
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from counterclaim.model import (
    Change,
    Contention,
    CrossingTimeline,
    PolicyFigure,
    Question,
    Speaker,
    Verdict,
)

Json = dict[str, Any]


def contention_json(contention: Contention) -> Json:
    """A question with its accounts and verdicts; ``label`` has the verdicts in a line.

    >>> contention_json(Contention(Question("killed", "Mali"), (), ()))["question"]["key"]
    'killed/Mali'
    """
    out: Json = _plain(contention)
    return {"label": contention.label, "claims": list(contention.claims), **out}


def figure_json(figure: PolicyFigure) -> Json:
    """A figure made by a named policy, with its claims and what was left out.

    >>> figure_json(PolicyFigure("acled", Question("killed", "Mali"), 9, 9, 9, ("r_1:c_1",)))["best"]
    9
    """
    out: Json = _plain(figure)
    return out


def crossing_json(timeline: CrossingTimeline) -> Json:
    """A facility's timeline.

    >>> crossing_json(CrossingTimeline("torkham", "Torkham"))["modes"]
    []
    """
    out: Json = _plain(timeline)
    return {**out, "claims": list(timeline.claims)}


def speaker_json(speaker: Speaker) -> Json:
    """Who speaks and how often, with the claims behind each count.

    >>> speaker_json(Speaker("army spokesman", "Mali", ("r_1:c_1",), ("o_1",)))["share_anonymous"]
    0.0
    """
    out: Json = _plain(speaker)
    return {**out, "share_anonymous": round(speaker.share_anonymous, 3)}


def change_json(change: Change) -> Json:
    """One difference between two states.

    >>> change_json(Change("crossing shut", "torkham", claims=("r_1:c_1",)))["claims"]
    ['r_1:c_1']
    """
    out: Json = _plain(change)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    out = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Question):
        return {"key": value.key, **out}
    if isinstance(value, Verdict):
        return {"label": value.label, **out}
    return out
