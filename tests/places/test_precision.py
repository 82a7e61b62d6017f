"""UCDP's and ACLED's precision codes follow from the geometry of a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.places.precision import geo_precision, measured, where_prec
from warlog.records import Derivation, Place


@pytest.mark.parametrize(
    ("kind", "radius", "derivation", "code"),
    [
        ("city", 13.0, "named", 1),
        ("city", 7.9, "part_of", 1),
        ("city", 23.0, "near", 2),
        ("city", 35.7, "near", 2),  # around Baghdad, itself 26 km wide
        ("city", 45.0, "near", 5),  # the countryside of Aleppo
        ("offset", 19.0, "offset", 2),
        ("offset", 57.0, "offset", 5),
        ("between", 12.0, "between", 2),  # a line of 24 km
        ("between", 22.0, "between", 5),
        ("road", 3.0, "named", 2),
        ("river", 450.0, "named", 5),
        ("border", 25.0, "near", 2),
        ("border", 297.0, "between", 5),
        ("region", 12.0, "named", 2),
        ("region", 150.0, "named", 5),
        ("admin2", 20.0, "named", 3),
        ("admin1", 75.0, "part_of", 4),
        ("country", 375.0, "named", 6),
        ("country", 200.0, "part_of", 5),
        ("sea", 600.0, "named", 7),
    ],
)
def test_where_prec(kind: str, radius: float, derivation: Derivation, code: int) -> None:
    assert where_prec(kind, radius, derivation) == code


@pytest.mark.parametrize(
    ("where", "radius", "code"),
    [(1, 5.0, 1), (2, 20.0, 2), (3, 20.0, 2), (4, 75.0, 3), (5, 40.0, 2), (5, 150.0, 3), (5, None, 3), (6, 375.0, None),
     (7, 600.0, 3)],
)  # fmt: skip
def test_geo_precision(where: int, radius: float | None, code: int | None) -> None:
    assert geo_precision(where, radius) == code


@given(
    st.sampled_from(["city", "road", "river", "region", "border", "front", "offset", "mountains"]),
    st.floats(0.1, 2000),
    st.floats(0.1, 2000),
    st.sampled_from(["named", "near", "offset", "between"]),
)
def test_a_wider_place_is_never_known_more_precisely(
    kind: str, one: float, two: float, derivation: Derivation
) -> None:
    small, large = sorted([one, two])
    assert where_prec(kind, small, derivation) <= where_prec(kind, large, derivation)


def test_a_place_without_a_point_keeps_its_code() -> None:
    place = Place("Zorbathan", None, None, None, None, 5, None, None, "village", "named", None)
    assert measured(place) is place
