"""A mention in the making: its days, its places, and which claims of the report belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from counterclaim.knowledge.facilities import facilities
from counterclaim.model import (
    Casualties,
    Claim,
    Dated,
    Event,
    Family,
    Place,
    Responsibility,
    Spot,
    Status,
)

#: Whether a passage is shut or opened: two occurrences, each with its own day.
Direction = Literal["shut", "open", ""]

_VIOLENT = frozenset({"ASSAULT", "COERCE"})
_MEASURES = frozenset({"MOBILIZE", "RETREAT", "SANCTION", "AID", "PROTEST"})
_OPENING = frozenset({"open", "reopened", "partially open"})

#: An interval of so many days or more is a period, not the day of an occurrence told vaguely: "in the past
#: week", told on its last day, spans eight.
PERIOD_DAYS = 10

#: A day known to no more than this many days is exact: a night has two, "Saturday or Sunday" too.
EXACT_DAYS = 2


@dataclass(slots=True, eq=False)
class Draft:
    """A mention being put together; `as_draft` begins one from a dated claim.

    >>> Draft("talks", None, None, "unknown").is_vague
    True
    """

    family: Family
    start: date | None
    end: date | None
    dated: Dated
    hint: str | None = None
    period: bool = False
    direction: Direction = ""
    claims: list[Claim] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    anchors: list[Claim] = field(default_factory=list)

    @property
    def is_vague(self) -> bool:
        """Whether its days do not name one occasion by themselves."""
        return self.start is None or self.end is None or (self.end - self.start).days >= EXACT_DAYS

    def position(self) -> int:
        """Where in the text its first words stand."""
        return min((c.evidence[0].start for c in self.claims if c.evidence), default=0)

    def add(self, spots: Iterable[Spot]) -> None:
        """Put places to it, each once."""
        self.spots.extend(s for s in dict.fromkeys(spots) if s not in self.spots)

    def age(self, published: date | None) -> int:
        """Days from its last to the report's publication; 0 where either is not known."""
        return 0 if published is None or self.end is None else (published - self.end).days

    def meets(self, other: Draft) -> bool:
        """Whether both are dated and their days meet."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.end and other.start <= self.end

    @property
    def begun(self) -> bool:
        """Whether one of its claims says since when a passage is as it is."""
        return any(isinstance(c.payload, Status) and c.payload.begins for c in self.claims)

    def takes(self, other: Draft) -> bool:
        """Whether a claim dated by itself belongs here: days that meet, no other place, the same passage."""
        if self.family != other.family or self.period != other.period or self.hint != other.hint:
            return False
        if contradict(self.spots, other.spots):
            return False
        if self.family == "crossing" and (
            self.direction != other.direction or facilities_of(self.spots) != facilities_of(other.spots)
        ):
            return False
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return self.start is None and other.start is None
        if self.period:
            return (self.start, self.end) == (other.start, other.end)
        if self.family == "crossing":
            return max(self.start, other.start) - min(self.end, other.end) <= timedelta(EXACT_DAYS)
        if other.is_vague or self.is_vague:
            return self.meets(other)
        # Of two exact days one must lie in the other: two nights that share a day are two.
        return (self.start <= other.start and other.end <= self.end) or (
            other.start <= self.start and self.end <= other.end
        )

    def absorb(self, other: Draft) -> None:
        """Take another's claims and places; the exact days stay, of two exact ones the wider."""
        if self.start and self.end and other.start and other.end and not other.is_vague:
            self.start, self.end = min(self.start, other.start), max(self.end, other.end)
            if other.dated == "stated":
                self.dated = "stated"
            self.anchors.extend(other.anchors)
        self.claims.extend(other.claims)
        self.add(other.spots)

    @staticmethod
    def direction_of(claim: Claim) -> Direction:
        """Which way a status turns a passage; "" for other claims."""
        if not isinstance(claim.payload, Status):
            return ""
        return "open" if claim.payload.state in _OPENING else "shut"


def as_draft(claim: Claim, published: date | None, hints: Mapping[str, str]) -> Draft | None:
    """A draft of the days that the claim's own words state, or None where they state none.

    ``hints`` are days of an unknown year by the words that name them.
    """
    payload = claim.payload
    when = claim.when
    if isinstance(payload, Casualties) and payload.cumulative and payload.period is not None:
        when = payload.period
    begins = payload.begins if isinstance(payload, Status) else None
    if begins is not None and begins.start is not None:
        when = begins
    if when is None:
        return None
    family, spots, direction = draft_family(claim), spots_of(claim), Draft.direction_of(claim)
    start, end = iso_day(when.start), iso_day(when.end)
    if start is None or end is None:
        if published is not None:
            return None
        hint = hints.get(when.text)
        return Draft(
            family, None, None, "unknown", hint, claim.background, direction, [claim], spots, [claim]
        )
    if end < start:
        start, end = end, start
    if direction == "shut" and (end - start).days >= EXACT_DAYS:
        end = start  # "closed since Monday" runs to today; what happened, happened on Monday
    days = (end - start).days + 1
    period = days > PERIOD_DAYS or (claim.background and days > EXACT_DAYS + 1)
    # That a gate remains shut on a day is seen on it and happened before.
    dated: Dated = "published" if claim.rule == "status-lasting" and begins is None else "stated"
    if published is not None and (published - end).days == 6 and days <= EXACT_DAYS:
        # A weekday six days back bears tomorrow's name: an outlet east of the publication's clock means that.
        start, end, dated = published - timedelta(1), published + timedelta(1), "published"
    return Draft(family, start, end, dated, None, period, direction, [claim], spots, [claim])


def draft_family(claim: Claim) -> Family:
    """What kind of occurrence the claim speaks of; a charge or attitude without a day is "charge"."""
    payload = claim.payload
    if isinstance(payload, Casualties):
        return "violence"
    if isinstance(payload, Status):
        return "crossing"
    if isinstance(payload, Event):
        if payload.type in _VIOLENT or payload.mode == "end of fighting":
            return "violence"
        return "measure" if payload.type in _MEASURES else "talks"
    if isinstance(payload, Responsibility) and (claim.when is not None or payload.own):
        return "violence"
    return "charge"


def spots_of(claim: Claim, capitals: bool = True) -> list[Spot]:
    """The places of a claim; for a status its facility first, at the registry's coordinates.

    With ``capitals`` False, national capitals are left out.
    """
    found = [
        spot_of(place)
        for place in claim.where
        if place.role == "location" and place.name and (capitals or place.feature != "PPLC")
    ]
    if isinstance(claim.payload, Status) and claim.payload.facility_id:
        row = facilities().get(claim.payload.facility_id)
        if row is not None:
            country = row.countries[0] if row.countries else None
            found = [s for s in found if s.precision in ("country", "admin1") and s.facility is None]
            found.insert(0, Spot(row.name, country, None, None, row.lat, row.lon, "exact", row.id))
    return list(dict.fromkeys(found))


def spot_of(place: Place) -> Spot:
    """A place of the reading as linking keeps it."""
    return Spot(
        place.name,
        place.country,
        place.admin1,
        place.geonameid,
        place.lat,
        place.lon,
        place.precision,
        place.facility,
    )


def facilities_of(spots: Iterable[Spot]) -> frozenset[str]:
    """The facility ids among places."""
    return frozenset(s.facility for s in spots if s.facility)


def contradict(a: Sequence[Spot], b: Sequence[Spot]) -> bool:
    """Whether two lists of places each name a point and none of these is near another.

    >>> herat, basra = Spot("Herat", lat=34.3, lon=62.2, precision="settlement"), Spot("Basra", lat=30.5,
    ...     lon=47.8, precision="settlement")
    >>> contradict([herat], [basra]), contradict([herat], [])
    (True, False)
    """
    fine_a = [s for s in a if s.precision in ("exact", "settlement", "admin2")]
    fine_b = [s for s in b if s.precision in ("exact", "settlement", "admin2")]
    if not fine_a or not fine_b:
        return False
    return not any(_close(x, y) for x in fine_a for y in fine_b)


def _close(a: Spot, b: Spot) -> bool:
    """Within about 75 km: a district's centroid and the town in it."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a.name == b.name
    return abs(a.lat - b.lat) < 0.7 and abs(a.lon - b.lon) < 0.9


def iso_day(iso: str | None) -> date | None:
    """The day of an ISO date or datetime; None for nothing and for what is no date.

    >>> iso_day("2025-10-12T08:00:00Z")
    datetime.date(2025, 10, 12)
    """
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None
