"""What was read from one report."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.model.attribution import Attribution
from counterclaim.model.claim import Claim
from counterclaim.model.place import Place
from counterclaim.model.report import Report
from counterclaim.model.timex import TimeMention


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of a report that could not be read, with the reason.

    >>> Unread(0, 12, "language is 'ur', not English").reason
    "language is 'ur', not English"
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with its claims and the layers under them.

    >>> Reading(Report("Nothing happened.")).claims
    ()
    """

    report: Report
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[Unread, ...] = ()
