"""Distances to countries, and where in an area a point lies, by the gazetteer's polygons (good to some 5 km)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from warlog.places import Gazetteer
from warlog.places.geometry import km

PRECISION_KM = 5.0  # Natural Earth 10m, simplified


@lru_cache(maxsize=64)
def area(gazetteer: Gazetteer, identifier: str) -> Any | None:
    """The polygon of a division or of a country ("iso:IQ"), None without one."""
    found = gazetteer.area_of(identifier)
    return None if found is None or found.is_empty else found


def km_to_area(gazetteer: Gazetteer, identifier: str, latitude: float, longitude: float) -> float | None:
    """Kilometres from a point to an area, 0 inside of it; None without a polygon."""
    from shapely import Point, transform
    from shapely.ops import nearest_points

    shape = area(gazetteer, identifier)
    if shape is None:
        return None
    if shape.contains(Point(longitude, latitude)):
        return 0.0
    # degrees of longitude shrunk, so that the nearest corner in the plane is the nearest on the ground
    shrink = max(0.05, math.cos(math.radians(latitude)))
    plane = transform(shape, lambda points: points * [shrink, 1.0])
    nearest = nearest_points(plane, Point(longitude * shrink, latitude))[0]
    return km(latitude, longitude, nearest.y, nearest.x / shrink)


def share_towards(
    gazetteer: Gazetteer, identifier: str, latitude: float, longitude: float, towards: float
) -> float | None:
    """How far towards a direction a point lies in an area: 0 at its far end, 1 at its end on that side; of
    "northeast" the lesser of north and east."""
    shape = area(gazetteer, identifier)
    if shape is None:
        return None
    west, south, east, north = shape.bounds
    shares: list[float] = []
    up, right = math.cos(math.radians(towards)), math.sin(math.radians(towards))
    if abs(up) > 0.3 and north > south:
        share = (latitude - south) / (north - south)
        shares.append(share if up > 0 else 1 - share)
    if abs(right) > 0.3 and east > west:
        share = (longitude - west) / (east - west)
        shares.append(share if right > 0 else 1 - share)
    return min(shares) if shares else None
