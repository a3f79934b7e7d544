"""Tables as GeoJSON (RFC 7946): a feature a row, WGS84, longitude first, for QGIS, kepler.gl and web maps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TextIO

from counterclaim.exports.columns import Row

_AREAS = frozenset({"admin2", "admin1", "country", "region"})


@dataclass(frozen=True, slots=True)
class Placed:
    """How many features were written, and how many of them have no point.

    >>> Placed(3, 1).features
    3
    """

    features: int
    without_point: int


def write_geojson(stream: TextIO, rows: Iterable[Row], *, id_column: str) -> Placed:
    """Write a feature collection. A row without coordinates keeps its feature, with no geometry.

    A province or a country is an area: its point is a centroid, and ``centroid`` says so. ``start`` and
    ``end`` repeat the days under the names that time sliders look for.

    >>> import io
    >>> stream = io.StringIO()
    >>> row = {"id": "i_1", "latitude": 34.1, "longitude": 71.1, "geo_precision": 3}
    >>> write_geojson(stream, [row], id_column="id")
    Placed(features=1, without_point=0)
    >>> feature = json.loads(stream.getvalue())["features"][0]
    >>> feature["geometry"]["coordinates"], feature["properties"]["centroid"]
    ([71.1, 34.1], True)
    """
    count = bare = 0
    stream.write('{"type": "FeatureCollection", "features": [')
    for row in rows:
        feature = _feature(row, id_column)
        stream.write(("\n" if not count else ",\n") + json.dumps(feature, ensure_ascii=True, allow_nan=False))
        count += 1
        bare += feature["geometry"] is None
    stream.write("\n]}\n")
    return Placed(count, bare)


def _feature(row: Row, id_column: str) -> dict[str, Any]:
    lat, lon = row.get("latitude"), row.get("longitude")
    point = None
    if isinstance(lat, int | float) and isinstance(lon, int | float) and abs(lat) <= 90 and abs(lon) <= 180:
        point = {"type": "Point", "coordinates": [lon, lat]}
    known: dict[str, Any] = {name: value for name, value in row.items() if value is not None}
    known.pop("latitude", None)
    known.pop("longitude", None)
    precision = row.get("geo_precision")
    if point is not None:
        known["centroid"] = precision in _AREAS or precision in (2, 3)
    start = row.get("date_start") or row.get("when_start") or row.get("published")
    end = row.get("date_end") or row.get("when_end") or start
    if start:
        known["start"], known["end"] = start, end
    return {"type": "Feature", "id": row[id_column], "geometry": point, "properties": known}
