"""How precisely a place is known, in the codes of the field: both follow from what kind of place it is, how it was derived and
how wide it is."""

from __future__ import annotations

import msgspec

from warlog.records import Derivation, Place

AROUND_KM = 25.0
"""Radius around a known point within which UCDP codes 2, and length of a line up to which it is no line."""

_AROUND_A_CITY_KM = 36.0  # "near Baghdad" starts at the edge of a city that is itself 25 km wide
_SMALL_REGION_KM = 50.0  # half the extent of what ACLED calls a small part of a region
_WORLDWIDE = frozenset({"country", "continent"})
_AT_SEA = frozenset({"sea", "ocean", "gulf", "strait"})
_LINES = frozenset({"river", "road", "border", "between", "canal", "front"})
_FUZZY = frozenset(
    {"region", "mountains", "mountain", "lake", "desert", "valley", "plain", "forest", "peninsula", "island", "range"}
)  # fmt: skip
_DIVISIONS = {"admin1": 4, "admin2": 3}
_POINTED: frozenset[Derivation] = frozenset(["named", "part_of", "context"])


def where_prec(kind: str, radius_km: float | None = None, derivation: Derivation = "named") -> int:
    """UCDP's where_prec of a place: `kind` as in the gazetteer, `radius_km` of the circle that covers it.

    1 the exact place; 2 within some 25 km of a known point (near it, its outskirts, a short line, a small region); 3 a
    second-level division; 4 a first-level one; 5 a line longer than 25 km (river, road, border, between two towns) or an area
    without formal borders; 6 the country alone; 7 the sea. Source: Högbladh, UCDP Georeferenced Event Dataset codebook
    (version 23.1, Uppsala 2023), variable where_prec; that a radius decides between 2 and 5 is its "linear feature or fuzzy
    polygon" against its "25 km radius around a known point".
    """
    if kind in _WORLDWIDE:
        # "eastern Congo" has no formal borders
        return 6 if derivation in {"named", "context", "containing"} else 5
    if kind in _AT_SEA:
        return 7
    if kind in _DIVISIONS:
        return _DIVISIONS[kind]
    if (kind in _LINES and derivation != "near") or derivation == "between":
        return 2 if radius_km is not None and 2 * radius_km <= AROUND_KM else 5
    if kind in _LINES or kind in _FUZZY:
        return 2 if radius_km is not None and radius_km <= AROUND_KM else 5
    if derivation in _POINTED:
        return 1
    reach = _AROUND_A_CITY_KM if derivation == "near" else AROUND_KM
    return 2 if radius_km is not None and radius_km <= reach else 5


def geo_precision(where_prec: int, radius_km: float | None = None) -> int | None:
    """ACLED's geo_precision of a place with UCDP's `where_prec`; None where only the country is known, for which ACLED has no
    code.

    1 a particular town or point; 2 near one, or a small part of a region; 3 a larger region, for which a provincial capital or
    a natural feature stands. Source: ACLED, Armed Conflict Location & Event Data Project codebook (2023), "Spatial precision".
    """
    if where_prec == 1:
        return 1
    if where_prec in (2, 3):
        return 2
    if where_prec == 6:
        return None
    small = where_prec == 5 and radius_km is not None and radius_km <= _SMALL_REGION_KM
    return 2 if small else 3


def measured(place: Place) -> Place:
    """A place of the gazetteer with the where_prec that its geometry gives; others were given theirs when they were made."""
    if place.gazetteer is None or place.derivation == "context":
        return place
    prec = where_prec(place.kind, place.radius_km, place.derivation)
    return place if prec == place.where_prec else msgspec.structs.replace(place, where_prec=prec)
