"""The records: frozen dataclasses that check themselves and know nothing else."""

from counterclaim.model.attribution import Attribution, Engine, Form, Source, Stance
from counterclaim.model.claim import (
    Casualties,
    Claim,
    ClaimKind,
    Event,
    Outcome,
    Payload,
    Position,
    Responsibility,
    State,
    Status,
    VictimGroup,
    Victims,
)
from counterclaim.model.figure import NUMERIC_BOUNDS, Figure
from counterclaim.model.interval import Anchor, Interval, Precision
from counterclaim.model.judgement import Judgement, Verb
from counterclaim.model.place import Place, PlacePrecision, PlaceRole
from counterclaim.model.reading import Reading, Unread
from counterclaim.model.report import Report
from counterclaim.model.span import Span
from counterclaim.model.timex import TimeMention, TimexType
from counterclaim.model.told import Told

__all__ = [
    "NUMERIC_BOUNDS",
    "Anchor",
    "Attribution",
    "Casualties",
    "Claim",
    "ClaimKind",
    "Engine",
    "Event",
    "Figure",
    "Form",
    "Interval",
    "Judgement",
    "Outcome",
    "Payload",
    "Place",
    "PlacePrecision",
    "PlaceRole",
    "Position",
    "Precision",
    "Reading",
    "Report",
    "Responsibility",
    "Source",
    "Span",
    "Stance",
    "State",
    "Status",
    "TimeMention",
    "TimexType",
    "Told",
    "Unread",
    "Verb",
    "VictimGroup",
    "Victims",
]
