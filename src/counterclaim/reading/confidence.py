"""How often a claim that looks like this one was right, as a number from 0 to 1."""

from __future__ import annotations

from counterclaim.model import Casualties, Payload, Source, Status

#: Share of casualty claims right in every value (speaker and side, outcome, bounds, whose dead, links),
#: by whether a speaker and whether the side of the dead were found. Measured on the open hand-read
#: reports (tests/handread, 400 claims, 2026-11-22); measure again when the casualty reader changes.
_CASUALTIES = {(True, True): 0.91, (True, False): 0.78, (False, True): 0.68, (False, False): 0.58}

#: Share of status claims right on the same reports; plans and implied states were too few to tell apart.
_STATUS = 0.93

#: A reader gives its weak readings less than this; they were right 0.15 less often than the others.
_WEAK = 0.65
_WEAKER_BY = 0.15

#: What the attribution adds: at full confidence nothing is taken off, at none half of it.
_LEAST_FRAME = 0.5


def calibrated(payload: Payload, source: Source | None, raw: float, frame: float) -> float:
    """The confidence of a claim from its kind, what was found around it, and its reader's own estimate.

    ``raw`` is the reader's, ``frame`` the attribution's. Kinds without enough hand-read claims keep the
    reader's estimate.

    >>> from counterclaim.model import Figure, Victims
    >>> nine = Casualties("killed", Victims(None, side=("Mali",)), Figure(9, 9, "exact"))
    >>> calibrated(nine, Source(None, name="the army"), 0.75, 1.0)
    0.91
    """
    if isinstance(payload, Casualties):
        base = _CASUALTIES[source is not None, bool(payload.victims.side)]
    elif isinstance(payload, Status):
        base = _STATUS
    else:
        base = raw
    if raw < _WEAK and base is not raw:
        base -= _WEAKER_BY
    return round(min(1.0, max(0.0, base * (_LEAST_FRAME + (1 - _LEAST_FRAME) * frame))), 3)
