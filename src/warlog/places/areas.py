"""The geometry of places said by way of another: a side of it, its middle, its surroundings, so far from it. Pure: a place in,
a place out; points are latitude, longitude in degrees WGS84, distances kilometres, bearings degrees clockwise from north."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import msgspec

from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.geometry import compass_word, midpoint, rough_km, rough_offset
from warlog.places.precision import where_prec
from warlog.records import Derivation, Place

SPREAD = 0.25
"""Share of a stated distance by which it may be off."""
TURN = 30.0
"""Degrees by which a stated direction may be off: a compass word of eight stands for 45."""
TOWNS = frozenset({"city", "town", "village", "settlement"})
_LEAST_KM = 5.0  # no point of a gazetteer is better than this against words like "2 km west of"
_BEYOND_KM = 10.0  # "near", "outside": so far beyond a town's edge
_OUTSKIRTS_KM = 5.0
_COUNTRYSIDE_KM = {"city": 30.0}  # the land that goes by a city's name; a smaller town's reaches 12 km
_VILLAGE_LAND_KM = 12.0
_HALF_DISC = 0.42  # the centroid of half a disc lies at 4r/3π
_MOST_TO_EDGE = 2.0  # radii: long countries reach further, but what happens there is told by province


class Circle(NamedTuple):
    """A point and the radius in km that covers what is meant."""

    latitude: float
    longitude: float
    radius_km: float


def change(place: Place, **fields: object) -> Place:
    """A copy of the place with other fields."""
    return msgspec.structs.replace(place, **fields)


def sector(
    latitude: float, longitude: float, distance_km: float, towards: float | None, spread: float = SPREAD
) -> Circle:
    """Where something lies that is said to be so far from a point: about the stated distance and direction, a radius that
    covers the distances off by `spread` and the directions off by 30°; without a direction the whole ring."""
    if towards is None:
        return Circle(latitude, longitude, max(_LEAST_KM, (1 + spread) * distance_km))
    lat, lon = rough_offset(latitude, longitude, distance_km, towards)
    # the outer corner of the sector, by the law of cosines, and its inner one
    turn = math.cos(math.radians(TURN))
    corners = (math.sqrt(1 + side * side - 2 * side * turn) for side in (1 + spread, 1 - spread))
    # 1% for the flat law of cosines and the sphere
    return Circle(lat, lon, max(_LEAST_KM, 1.01 * distance_km * max(*corners, spread)))


def between(one: Place, two: Place) -> Circle:
    """The circle that covers the straight line between two places."""
    assert one.latitude is not None and one.longitude is not None
    assert two.latitude is not None and two.longitude is not None
    lat, lon = midpoint(one.latitude, one.longitude, two.latitude, two.longitude)
    return Circle(lat, lon, rough_km(one.latitude, one.longitude, two.latitude, two.longitude) / 2)


def derive(
    place: Place,
    name: str,
    derivation: Derivation,
    latitude: float | None,
    longitude: float | None,
    radius_km: float,
    kind: str | None = None,
) -> Place:
    """A place made from another one, as precise as its geometry, and no more than a place that is itself only roughly known."""
    kind = kind or place.kind
    prec = where_prec(kind, radius_km, derivation)
    if place.gazetteer is None:
        prec = max(prec, place.where_prec)
    return change(
        place, name=name, gazetteer=None, latitude=latitude, longitude=longitude, radius_km=round(radius_km, 1), kind=kind,
        where_prec=prec, derivation=derivation,
    )  # fmt: skip


def part_of(place: Place, towards: float, gazetteer: Gazetteer | None = None) -> Place:
    """A side of a place: the gazetteer's own ("northern Gaza"), else its centre half-way to the edge where the gazetteer knows
    the extent of the area, else moved by 0.42 of the radius; a radius of 0.6."""
    assert place.latitude is not None and place.longitude is not None
    side, name = compass_word(towards), common_name(place)
    known = _named_part(place, side, gazetteer) if gazetteer else None
    if known is not None:
        return known
    radius = place.radius_km or _LEAST_KM
    reach = _HALF_DISC * radius
    box = gazetteer.extent(place.gazetteer) if gazetteer and place.gazetteer else None
    if box is not None:
        edge = _to_edge(place.latitude, place.longitude, towards, box)
        reach = max(reach, 0.5 * min(edge, _MOST_TO_EDGE * radius))
    lat, lon = rough_offset(place.latitude, place.longitude, reach, towards)
    return derive(place, f"{side}ern {name}", "part_of", lat, lon, 0.6 * radius)


def _named_part(place: Place, side: str, gazetteer: Gazetteer) -> Place | None:
    if place.latitude is None or place.longitude is None or place.kind == "country":
        return None
    name = common_name(place)
    for words in (f"{side}ern {name}", f"{side} {name}"):
        for entry in gazetteer.lookup(words):
            far = rough_km(entry.latitude, entry.longitude, place.latitude, place.longitude)
            if entry.country == place.country and far <= 3 * (place.radius_km or _LEAST_KM):
                return as_entry(place, entry)
    return None


def _to_edge(lat: float, lon: float, towards: float, box: tuple[float, float, float, float]) -> float:
    """Kilometres from a point to the edge of a box (west, south, east, north) in a direction."""
    west, south, east, north = box
    x, y = math.sin(math.radians(towards)), math.cos(math.radians(towards))
    wide = (east - lon if x > 0 else lon - west) * 111.2 * math.cos(math.radians(lat))
    high = (north - lat if y > 0 else lat - south) * 111.2
    steps = [side / abs(part) for side, part in ((wide, x), (high, y)) if abs(part) > 0.1]
    return max(0.0, min(steps))


_PART_WORDS = re.compile(
    r"^(?:(?:(?:north|south)?(?:east|west)?(?:north|south)?ern|central|downtown|inner) )+|^Old City of "
)


def common_name(place: Place) -> str:
    """The plain name under a derived one: "Hama" of "central Hama"."""
    return _PART_WORDS.sub("", place.name) if place.derivation != "named" else place.name


def old_city(place: Place, gazetteer: Gazetteer) -> Place:
    """The old city of a town: the gazetteer's own entry, else the middle of the town."""
    name = common_name(place)
    for entry in gazetteer.lookup(f"{name} Old City"):
        if entry.country == place.country:
            return as_entry(place, entry)
    return central(place, f"Old City of {name}")


def as_entry(place: Place, entry: Entry) -> Place:
    """The gazetteer's own entry in the stead of a place."""
    return change(
        place, name=entry.name, gazetteer=entry.id, latitude=entry.latitude, longitude=entry.longitude,
        radius_km=entry.radius_km, kind=entry.kind, where_prec=where_prec(entry.kind, entry.radius_km), derivation="named",
        country=entry.country, admin1=entry.admin1,
    )  # fmt: skip


def central(place: Place, name: str) -> Place:
    """The middle of a place: its point, half its radius."""
    return derive(
        place, name, "part_of", place.latitude, place.longitude, 0.5 * (place.radius_km or _LEAST_KM)
    )


def near(place: Place) -> Place:
    """ "Near Palmyra": up to 10 km beyond its edge."""
    radius = max(place.radius_km or _LEAST_KM, _LEAST_KM) + _BEYOND_KM
    prec = where_prec(place.kind, radius, "near")
    return change(place, derivation="near", where_prec=prec, radius_km=round(radius, 1))


def around(place: Place, words: str, side: float | None, *, wide: bool = False) -> Place:
    """Outskirts, suburbs and, `wide`, countryside: the place's surroundings, to one side where one is named."""
    radius = place.radius_km or _LEAST_KM
    if place.kind in TOWNS:
        radius += (
            _COUNTRYSIDE_KM.get(place.kind, _VILLAGE_LAND_KM)
            if wide
            else _OUTSKIRTS_KM
            if side is None
            else _BEYOND_KM
        )
    lat, lon = place.latitude, place.longitude
    if side is not None and lat is not None and lon is not None:
        lat, lon = rough_offset(lat, lon, radius * 0.6, side)
    noun = words.lower() or "surroundings"
    lead = f"{compass_word(side)}ern " if side is not None else ""
    return derive(place, f"{lead}{noun} of {common_name(place)}", "near", lat, lon, radius)


def on_side(place: Place, side: float, name: str) -> Place:
    """ "South of Aleppo": beyond the edge on that side."""
    assert place.latitude is not None and place.longitude is not None
    reach = (place.radius_km or _LEAST_KM) + _BEYOND_KM
    lat, lon = rough_offset(place.latitude, place.longitude, reach * 0.8, side)
    return derive(place, name, "offset", lat, lon, reach, "offset")
