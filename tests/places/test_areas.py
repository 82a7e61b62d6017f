"""The geometry of parts, sectors and surroundings holds wherever on the globe."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from warlog.places import geometry
from warlog.places.areas import SPREAD, TURN, around, between, near, on_side, part_of, sector
from warlog.records import Place

LATITUDES, LONGITUDES, BEARINGS = st.floats(-70, 70), st.floats(-179, 179), st.floats(0, 360)


def place(lat: float, lon: float, radius: float = 10.0, kind: str = "city") -> Place:
    return Place("Somewhere", "geonames:1", lat, lon, radius, 1, "XX", None, kind, "named", None)


def distance(one: tuple[float, float], two: Place) -> float:
    assert two.latitude is not None and two.longitude is not None
    return geometry.km(*one, two.latitude, two.longitude)


@given(LATITUDES, LONGITUDES, st.floats(8, 300), BEARINGS, st.floats(-1, 1), st.floats(-1, 1))
def test_the_circle_covers_the_sector(
    lat: float, lon: float, far: float, way: float, further: float, turn: float
) -> None:
    found = sector(lat, lon, far, way)
    stated = far * (1 + further * SPREAD)
    spot = geometry.offset(lat, lon, stated, (way + turn * TURN) % 360)
    assert geometry.km(*spot, found.latitude, found.longitude) <= found.radius_km + 0.05


@given(LATITUDES, LONGITUDES, st.floats(8, 300), BEARINGS)
def test_the_centre_lies_in_the_sector(lat: float, lon: float, far: float, way: float) -> None:
    found = sector(lat, lon, far, way)
    assert math.isclose(
        geometry.km(lat, lon, found.latitude, found.longitude), far, rel_tol=0.02, abs_tol=0.1
    )
    turned = (geometry.bearing(lat, lon, found.latitude, found.longitude) - way + 180) % 360 - 180
    assert abs(turned) < TURN


@given(LATITUDES, LONGITUDES, st.floats(8, 300), BEARINGS)
def test_without_a_direction_the_ring_is_covered(lat: float, lon: float, far: float, way: float) -> None:
    found = sector(lat, lon, far, None)
    assert (found.latitude, found.longitude) == (lat, lon)
    spot = geometry.offset(lat, lon, far * (1 + SPREAD), way)
    assert geometry.km(*spot, lat, lon) <= found.radius_km + 0.05


@given(LATITUDES, LONGITUDES, st.floats(1, 400), BEARINGS, st.floats(0, 1))
def test_every_point_between_two_places_is_covered(
    lat: float, lon: float, far: float, way: float, share: float
) -> None:
    end = geometry.offset(lat, lon, far, way)
    found = between(place(lat, lon), place(*end))
    spot = geometry.offset(lat, lon, far * share, way)
    assert geometry.km(*spot, found.latitude, found.longitude) <= 1.01 * found.radius_km + 0.1


@given(LATITUDES, LONGITUDES, st.floats(1, 300), BEARINGS)
def test_a_part_lies_within_the_whole(lat: float, lon: float, radius: float, way: float) -> None:
    part = part_of(place(lat, lon, radius), way)
    assert part.radius_km is not None and part.radius_km < radius + 0.1
    assert distance((lat, lon), part) <= radius
    assert part.derivation == "part_of" and part.gazetteer is None


@given(LATITUDES, LONGITUDES, st.floats(1, 30), BEARINGS)
def test_surroundings_reach_beyond_the_edge(lat: float, lon: float, radius: float, way: float) -> None:
    town = place(lat, lon, radius)
    assert (near(town).radius_km or 0) > radius
    assert (around(town, "outskirts", None).radius_km or 0) > radius
    wide, side = around(town, "countryside", None, wide=True), around(town, "countryside", way, wide=True)
    assert (wide.radius_km or 0) > (around(town, "suburbs", None).radius_km or 0)
    assert 0 < distance((lat, lon), side) < (side.radius_km or 0)
    assert distance((lat, lon), on_side(town, way, "beyond")) > 0


def test_a_part_of_a_roughly_known_place_is_no_better_known() -> None:
    village = Place("Lysivka", None, 48.2, 37.25, 13.7, 2, "UA", None, "village", "offset", None)
    assert part_of(village, 180).where_prec == 2
