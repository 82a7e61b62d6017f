"""Distances, bearings and compass words. Points are latitude, longitude in degrees WGS84, distances kilometres,
bearings degrees clockwise from north."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

_EARTH_KM = 6371.0088  # mean radius, IUGG
COMPASS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


def rough_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere, within 0.6% of the geodesic: for ranking, not for checks."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=1)
def _geod() -> Any:
    from pyproj import Geod  # 0.2 s to import: only when a geodesic is asked for

    return Geod(ellps="WGS84")


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Geodesic distance on the WGS84 ellipsoid."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[2]) / 1000


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Bearing at the first point towards the second, 0 to 360."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[0]) % 360


def offset(lat: float, lon: float, distance_km: float, towards: float) -> tuple[float, float]:
    """The point `distance_km` away in the direction `towards`."""
    longitude, latitude, _ = _geod().fwd(lon, lat, towards, distance_km * 1000)
    return round(float(latitude), 4), round(float(longitude), 4)


def rough_offset(lat: float, lon: float, distance_km: float, towards: float) -> tuple[float, float]:
    """`offset` on a sphere: for the centre of a part ("eastern Mosul"), whose radius is far over the error."""
    angle, p1, b = distance_km / _EARTH_KM, math.radians(lat), math.radians(towards)
    p2 = math.asin(math.sin(p1) * math.cos(angle) + math.cos(p1) * math.sin(angle) * math.cos(b))
    turn = math.atan2(
        math.sin(b) * math.sin(angle) * math.cos(p1), math.cos(angle) - math.sin(p1) * math.sin(p2)
    )
    longitude = (math.degrees(turn) + lon + 540) % 360 - 180
    return round(math.degrees(p2), 4), round(longitude, 4)


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """Half-way along the great circle."""
    p1, p2, turn = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    x, y = math.cos(p2) * math.cos(turn), math.cos(p2) * math.sin(turn)
    lat = math.atan2(math.sin(p1) + math.sin(p2), math.hypot(math.cos(p1) + x, y))
    lon = math.radians(lon1) + math.atan2(y, math.cos(p1) + x)
    return round(math.degrees(lat), 4), round((math.degrees(lon) + 540) % 360 - 180, 4)


def compass_degrees(word: str) -> float | None:
    """Degrees of a direction: "northwest", "north-western", "NW", "south-southeast"; None for other words."""
    key = word.casefold().replace("-", "").replace(" ", "").removesuffix("wards").removesuffix("ward")
    key = key.removesuffix("ern").removesuffix("erly")
    short = {"n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest",
             "se": "southeast", "sw": "southwest"}  # fmt: skip
    key = short.get(key, key)
    if key in COMPASS:
        return COMPASS.index(key) * 45.0
    for first in ("north", "south", "east", "west"):
        rest = key.removeprefix(first)
        if rest != key and rest in COMPASS and len(rest) > 5:
            return (
                COMPASS.index(rest) * 45.0 + _turn(COMPASS.index(rest) * 45.0, COMPASS.index(first) * 45.0)
            ) % 360
    return None


def _turn(of: float, towards: float) -> float:
    """A sixteenth's turn from a diagonal towards its main point."""
    return 22.5 if (towards - of) % 360 < 180 else -22.5


def compass_word(degrees: float) -> str:
    """The nearest of eight directions."""
    return COMPASS[round((degrees % 360) / 45) % 8]
