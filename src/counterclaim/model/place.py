"""Where: a place name in a text and what it was resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.span import Span

PlacePrecision = Literal["exact", "settlement", "admin2", "admin1", "country", "region", "unknown"]
PlaceRole = Literal["location", "actor", "demonym", "organisation part"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place name with its resolution, or with the reason there is none.

    ``geonameid`` is GeoNames'; ``lat``/``lon`` WGS84 degrees; ``country`` ISO 3166-1 alpha-2;
    ``admin1`` the first-level name; ``feature`` GeoNames' feature code. A country or a province is an
    area: its point is a centroid and ``precision`` says so. ``facility`` is set where the name is one
    of ours. ``candidates`` counts what was chosen from.

    >>> Place(Span(0, 5, "Kabul"), "Kabul", 1138958, 34.53, 69.17, "AF", "Kabul", "PPLC").country
    'AF'
    """

    span: Span
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    precision: PlacePrecision = "unknown"
    role: PlaceRole = "location"
    confidence: float = 0.0
    candidates: int = 0
    facility: str | None = None
    reason: str | None = None
