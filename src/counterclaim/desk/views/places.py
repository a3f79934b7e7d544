"""Where incidents lie, as exactly as it is known and no more: towns, areas, countries, and those unplaced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from counterclaim.desk.asked import Page
from counterclaim.desk.views.board import listed
from counterclaim.desk.views.naming import heading_of, heading_of_listed
from counterclaim.ledger.folding import fold
from counterclaim.ledger.ledger import Ledger
from counterclaim.model import PlacePrecision, Spot

#: How far (km) the place meant may lie from the point: our own estimate of the reach of a crossing, a town
#: with its outskirts, a district, a province, a region. None is a country, whose outline is drawn instead.
_REACH = MappingProxyType[PlacePrecision, int | None](
    {"exact": 2, "settlement": 8, "admin2": 40, "admin1": 120, "region": 200, "unknown": 200, "country": None}
)
_SHAPES = MappingProxyType[PlacePrecision, str](
    {
        "exact": "place",
        "settlement": "place",
        "admin2": "area",
        "admin1": "area",
        "region": "area",
        "unknown": "area",
        "country": "country",
    }
)


@dataclass(frozen=True, slots=True)
class Lying:
    """One place of one incident. ``shape`` is ``place``, ``area`` or ``country``; ``reach`` in km, None for a
    country. ``lat``/``lon`` are WGS84 degrees, an area's middle.
    """

    incident: str
    title: str
    days: tuple[str | None, str | None]
    name: str
    shape: str
    precision: PlacePrecision
    lat: float
    lon: float
    reach: int | None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An incident of which no place is known."""

    incident: str
    title: str
    days: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of some incidents, the most exact first, and the incidents that have none."""

    placed: tuple[Lying, ...]
    unplaced: tuple[Unplaced, ...]


def places(ledger: Ledger, page: Page) -> tuple[Places, str | None]:
    """The places of the incidents that the page's filters ask for, or of the one that it names.

    As of a moment, only places that were told by then.
    """
    if which := page.get("incident"):
        dossier = ledger.incident(which, as_of=page.as_of)
        found = dossier.incident
        title = heading_of(found, [c.question for c in dossier.contentions]).words
        told = {fold(place.name) for t in dossier.told for place in t.claim.where}
        named = {fold(place.facility) for t in dossier.told for place in t.claim.where if place.facility}
        spots = [
            s
            for s in found.spots
            if not page.as_of or {fold(s.name), fold(s.facility or "")} & (told | named)
        ]
        lying, unplaced = _lying(found.id, title, (found.start, found.end), spots)
        return Places(tuple(lying), unplaced), None
    some = listed(ledger, page)
    of = ledger.spots([incident.id for incident in some.items])
    placed: list[Lying] = []
    without: list[Unplaced] = []
    for incident in some.items:
        # The list names the places told by the moment asked, most often named first.
        names = {fold(name) for name in incident.places}
        spots = [s for s in of.get(incident.id, ()) if fold(s.name) in names]
        days = (incident.start, incident.end)
        lying, unplaced = _lying(incident.id, heading_of_listed(incident).words, days, spots)
        placed += lying
        without += unplaced
    return Places(tuple(placed), tuple(without)), some.next


def _lying(
    incident: str, title: str, days: tuple[str | None, str | None], spots: Sequence[Spot]
) -> tuple[list[Lying], tuple[Unplaced, ...]]:
    found = [
        Lying(
            incident,
            title,
            days,
            s.name,
            _SHAPES[s.precision],
            s.precision,
            s.lat,
            s.lon,
            _REACH[s.precision],
        )
        for s in _telling(spots)
        if s.lat is not None and s.lon is not None
    ]
    found.sort(key=lambda one: (one.reach is None, one.reach or 0, one.name))
    return found, () if found else (Unplaced(incident, title, days),)


def _telling(spots: Collection[Spot]) -> list[Spot]:
    """Without countries of which a place inside is named: they say where that place is, no more.

    >>> [s.name for s in _telling([Spot("Mali", "ML", precision="country"), Spot("Gao", "ML")])]
    ['Gao']
    """
    finer = {s.country for s in spots if s.precision != "country"}
    return [s for s in spots if s.precision != "country" or s.country not in finer]


def place_rows(view: Places) -> Iterator[dict[str, Any]]:
    """One row a place of an incident; those of which none is known have empty fields."""
    for one in view.placed:
        yield {
            "incident": one.incident,
            "title": one.title,
            "start": one.days[0],
            "end": one.days[1],
            "place": one.name,
            "precision": one.precision,
            "lat": one.lat,
            "lon": one.lon,
            "reach_km": one.reach,
        }
    for none in view.unplaced:
        yield {
            "incident": none.incident,
            "title": none.title,
            "start": none.days[0],
            "end": none.days[1],
            "place": None,
            "precision": None,
            "lat": None,
            "lon": None,
            "reach_km": None,
        }
