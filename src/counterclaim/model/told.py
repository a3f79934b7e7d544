"""A claim with the report that carries it: what stands side by side in a ledger."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.model.claim import Claim
from counterclaim.model.report import Report


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as one report tells it.

    Two reprints of one text hold the same claim under the same claim id, so that ``key``, which names the
    report too, is what links and judgements point at. ``known`` is when the world could read it (ISO 8601 in
    UTC: the report's publication, else the moment it was added); a bare date is known from its first minute.
    ``origin`` is the id of the group of reports that are one voice, where grouping has been done.

    >>> from counterclaim.model.span import Span
    >>> from counterclaim.model.claim import Event
    >>> claim = Claim("c_1", "event", "asserts", (Span(0, 5, "Shots"),), Event("ASSAULT"))
    >>> Told(claim, Report("Shots were heard."), "2024-05-01").key.endswith(":c_1")
    True
    """

    claim: Claim
    report: Report
    known: str
    origin: str | None = None

    @property
    def key(self) -> str:
        """``<report id>:<claim id>``."""
        return f"{self.report.id}:{self.claim.id}"
