"""Small places that the report itself puts far from where their namesake lies: they go where its words say."""

from __future__ import annotations

import itertools
import re

from warlog.places.areas import Circle, change, on_side, sector
from warlog.places.geometry import rough_km
from warlog.places.mentions import PlaceMention, Stated
from warlog.places.precision import where_prec
from warlog.places.toponyms import Page
from warlog.records import Derivation, Place

_SMALL = frozenset({"town", "village", "settlement", "neighbourhood", "suburb", "district", "admin2"})
_POINTS = frozenset({"city", "town", "village", "settlement"})
_NEAR_KM = 80.0  # "near" and "southeast of" reach no further than this beyond the anchor
_ABROAD_KM = 300.0  # a city of another country, so far off, is not meant by "near" either
_IN = re.compile(r"^,?\s+(?:located |situated )?in (?:the )?$")
_LISTED = re.compile(r",? and (?:the )?[A-Z]|, [A-Z]")  # "in Rakhine and Chin states"


def mend(page: Page, mentions: list[PlaceMention]) -> None:
    """Move places that stand against the report's own words: to a namesake that fits, else to the anchor; in place.

    Only small places, whose names are many, and cities of another country: what the report says wrongly of a known
    town stays to be checked.
    """
    moved: dict[str, Place] = {}
    for mention in mentions:
        for statement in (mention.stated, mention.near):
            if statement is not None and not _holds(mention.place, statement):
                _move(mention, statement, moved)
    _mend_containers(page, mentions, moved)
    if moved:
        for mention in mentions:
            place = mention.place
            if place and place.gazetteer in moved:
                mention.place = change(moved[place.gazetteer], mention=mention.mention)


def _holds(place: Place | None, statement: Stated) -> bool:
    anchor = statement.anchor
    if place is None or place.gazetteer is None or place.latitude is None or place.longitude is None:
        return True
    if anchor is None or anchor.latitude is None or anchor.longitude is None or anchor.kind not in _POINTS:
        return True
    away = rough_km(place.latitude, place.longitude, anchor.latitude, anchor.longitude)
    reach = _NEAR_KM + (anchor.radius_km or 5.0)
    if statement.distance_km is not None:
        reach += 2 * statement.distance_km
    abroad = place.country != anchor.country and away > reach + _ABROAD_KM
    return away <= reach or not (abroad or (place.kind in _SMALL and place.where_prec <= 3))


def _move(mention: PlaceMention, statement: Stated, moved: dict[str, Place]) -> None:
    place, anchor = mention.place, statement.anchor
    assert place is not None and place.gazetteer is not None and anchor is not None
    fitting = (c for c in mention.candidates if c.kind in _POINTS and _holds(c, statement) and c.gazetteer)
    better = next(fitting, None) or _at(place, anchor, statement)
    moved[place.gazetteer] = better
    mention.place = change(better, mention=mention.mention)
    mention.confidence = min(mention.confidence, 0.5)
    found = "a namesake that fits" if better.gazetteer else "placed by it"
    mention.reasons = [
        *mention.reasons,
        f"{place.name} ({place.gazetteer}) lies too far from {anchor.name}, which the report puts it by: {found}",
    ]


def _at(place: Place, anchor: Place, statement: Stated) -> Place:
    """Where the words put it: on a side of the anchor, so far from it, or near it."""
    assert anchor.latitude is not None and anchor.longitude is not None
    if statement.distance_km is not None:
        where = sector(anchor.latitude, anchor.longitude, statement.distance_km, statement.bearing)
    elif statement.bearing is not None:
        beyond = on_side(anchor, statement.bearing, place.name)
        assert beyond.latitude is not None and beyond.longitude is not None
        where = Circle(beyond.latitude, beyond.longitude, beyond.radius_km or 0.0)
    else:
        where = Circle(anchor.latitude, anchor.longitude, (anchor.radius_km or 5.0) + 10)
    how: Derivation = "offset" if statement.relation == "offset" else "near"
    return change(
        place, gazetteer=None, latitude=where.latitude, longitude=where.longitude, radius_km=round(where.radius_km, 1),
        where_prec=where_prec(place.kind, where.radius_km, how), country=anchor.country, admin1=None, derivation=how,
    )  # fmt: skip


def _mend_containers(page: Page, mentions: list[PlaceMention], moved: dict[str, Place]) -> None:
    """ "The village of X in the Y region", where the gazetteer's X lies in another."""
    for one, two in itertools.pairwise(mentions):
        inner, outer = one.place, two.place
        if (
            not inner
            or not outer
            or two.start <= one.end
            or one.containing
            or not inner.gazetteer
            or inner.gazetteer in moved
        ):
            continue
        if (
            outer.kind != "admin1"
            or outer.derivation != "named"
            or inner.kind not in _SMALL
            or inner.admin1 is None
        ):
            continue
        if (inner.admin1 == outer.admin1 and inner.country == outer.country) or not _IN.match(
            page.text[one.end : two.start]
        ):
            continue
        if _LISTED.match(page.text, two.end):
            continue
        fitting = (
            c
            for c in one.candidates
            if c.kind in _POINTS and (c.country, c.admin1) == (outer.country, outer.admin1)
        )
        better = next(fitting, None) or change(
            outer, name=inner.name, gazetteer=None, kind=inner.kind, derivation="containing"
        )
        moved[inner.gazetteer] = better
        one.confidence = min(one.confidence, 0.5)
