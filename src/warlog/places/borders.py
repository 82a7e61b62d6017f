"""Where two countries meet: points along their common border, its middle and half length, worked out when the gazetteer is built."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_CELL = 0.1  # degrees: borders of the two countries' polygons are one line where they come this close
_KM_PER_DEGREE = 111.2


class Border(NamedTuple):
    """Latitude and longitude of the middle (degrees WGS84), half the extent (km, at least 10), and the points of the line as
    (latitude, longitude), some 10 km apart, from west to east."""

    latitude: float
    longitude: float
    half_km: float
    points: list[tuple[float, float]]


def border_lines(areas: Iterable[tuple[str, dict[str, Any]]]) -> dict[tuple[str, str], Border]:
    """Borders of all pairs of countries whose polygons (country code, GeoJSON geometry) touch, by their two codes in
    alphabetical order."""
    outlines: dict[tuple[int, int], dict[str, tuple[float, float]]] = defaultdict(dict)
    for country, geometry in areas:
        for longitude, latitude in _outline(geometry):
            outlines[round(longitude / _CELL), round(latitude / _CELL)].setdefault(
                country, (longitude, latitude)
            )
    shared: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for points in outlines.values():
        for one, two in itertools.combinations(sorted(points), 2):
            shared[one, two].append(points[one])
    return {pair: _summary(points) for pair, points in shared.items()}


def _outline(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Points along the outer rings, at most half a cell apart: straight borders have few vertices."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for (x0, y0), (x1, y1) in itertools.pairwise(polygon[0]):
            steps = max(1, math.ceil(max(abs(x1 - x0), abs(y1 - y0)) / (_CELL / 2)))
            for step in range(steps):
                yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


def _summary(points: list[tuple[float, float]]) -> Border:
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    lon, lat = sum(longitudes) / len(points), sum(latitudes) / len(points)
    wide = (max(longitudes) - min(longitudes)) * math.cos(math.radians(lat))
    high = max(latitudes) - min(latitudes)
    half = max(10.0, math.hypot(wide, high) * _KM_PER_DEGREE / 2)
    line = [(round(y, 2), round(x, 2)) for x, y in sorted(points)]
    return Border(round(lat, 3), round(lon, 3), round(half, 1), line)
