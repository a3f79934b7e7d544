"""Claims that speak of one occurrence: within a report a mention, across reports an incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.claim import Outcome
from counterclaim.model.place import PlacePrecision

#: What kind of occurrence: violence done, a passage opened or shut, words between the sides, troops and
#: people moved or measures taken, and standing charges and attitudes that are no occurrence of a day.
Family = Literal["violence", "crossing", "talks", "measure", "charge"]

#: Where a mention's days come from: the claims' own words, the report's publication, or nowhere.
Dated = Literal["stated", "published", "unknown"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as linking needs it: what it is called, where it lies, how exactly that is known.

    ``lat``/``lon`` WGS84 degrees (a centroid where ``precision`` is an area); ``country`` ISO 3166-1
    alpha-2; ``facility`` the registry id of a crossing, airport or port.

    >>> Spot("Kabul", country="AF", precision="settlement").facility is None
    True
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    facility: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A casualty figure as linking compares it: outcome, whose, bounds (None: unknown).

    >>> Toll("killed", ("Pakistan",), 58, 58).low
    58
    """

    outcome: Outcome
    side: tuple[str, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """The claims of one report that speak of one occurrence, with all that linking asks about them.

    ``start`` and ``end`` are ISO days, inclusive, both None where no day is known; ``dated`` says where
    they come from; ``hint`` is a day of an unknown year (``10-09``). ``claims`` are keys of `Told`.
    ``parties`` are the sides between whom it happened (doers, victims, accused), ``speakers`` the sides that
    tell it, ``around`` the two sides the report speaks of most: whom a mention with one party or none is
    likely between. ``weight`` (0..1) is the share of the report that it holds; the heaviest is what the
    report is about. ``period`` marks background and sums over a time, which stay out of a day's incident.

    >>> m = Mention("m_1", "r_1", None, "violence", "2025-10-11", "2025-10-12", "stated", ("r_1:c_1",))
    >>> m.period
    False
    """

    id: str
    report: str
    published: str | None
    family: Family
    start: str | None
    end: str | None
    dated: Dated
    claims: tuple[str, ...]
    hint: str | None = None
    spots: tuple[Spot, ...] = ()
    parties: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    around: tuple[str, ...] = ()
    weight: float = 0.0
    period: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Why a mention stands in its incident: how alike (0..1; 1 where a person decided) and in words.

    >>> Join("m_1", 1.0, "its first report").reason
    'its first report'
    """

    mention: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Mentions that speak of one occurrence. ``id`` hashes the earliest of them, so that growth keeps it.

    ``start`` and ``end`` are ISO days, inclusive, or None where nobody says. ``mentions``, ``reports`` and
    ``claims`` (keys of `Told`) are sorted; ``joins`` has one entry a mention, in the order of ``mentions``.

    >>> Incident("i_1", "violence", None, None, ("m_1",), ("r_1",), ("r_1:c_1",)).spots
    ()
    """

    id: str
    family: Family
    start: str | None
    end: str | None
    mentions: tuple[str, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    spots: tuple[Spot, ...] = ()
    parties: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    period: bool = False
    joins: tuple[Join, ...] = ()
