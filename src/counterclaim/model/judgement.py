"""What a person decided: dated, undoable, beside the machine's reading and never instead of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verb = Literal["same", "not same", "accept", "reject", "unsure", "edit"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person.

    ``same`` and ``not same`` speak of two claims (``subject`` and ``other``, keys of `Told`) and hold through
    every later linking; the others speak of one claim. ``value`` carries what an edit sets. ``at`` is
    ISO 8601 in UTC; ``undone`` when it was taken back, or None.

    >>> Judgement("j_1", "same", "r_a:c_1", "r_b:c_2", at="2025-10-12T08:00:00Z").undone is None
    True
    """

    id: str
    verb: Verb
    subject: str
    other: str | None = None
    value: str | None = None
    note: str | None = None
    who: str = ""
    at: str = ""
    undone: str | None = None
