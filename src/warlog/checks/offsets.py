"""Stated distances and bearings: "located 48 kilometers west of Kirkuk"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warlog.checks import borders, verdicts
from warlog.checks.material import Finding, Material
from warlog.checks.sureness import is_sure
from warlog.places import PlaceMention, Stated
from warlog.places.geometry import bearing, km
from warlog.records import Place, Verdict

KM_PER_MILE = 1.609344
_KNOWN = frozenset({"named", "part_of", "context"})
# "the village of X, north of Y" has it close by; a gazetteer without most villages may know only a namesake further off
_BESIDE_KM = 25.0
_TOWN_PREC = 2  # UCDP's where_prec up to which a place is a point with outskirts rather than an area
_MORE = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less than|under|within|up to|at most)\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:north|south|east|west)[\w-]*(?: (?:north|south)?(?:east|west))?\b", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class _Measured:
    """Where a place lies from an anchor, and the verdict on what is stated of it."""

    distance: float
    bearing: float
    far: Verdict | None
    way: Verdict | None
    note: str

    @property
    def refuted(self) -> bool:
        return "inconsistent" in (self.far, self.way)


def find(material: Material) -> Iterator[Finding]:
    """Every stated distance and bearing of a named place."""
    for mention in material.places:
        stated = mention.stated
        if stated is None or stated.relation != "offset":
            continue
        if mention.start >= stated.mention.start:
            continue  # "48 km west of Kirkuk" alone defines a place, it states nothing of one
        if stated.anchor is not None and stated.anchor.kind in {"border", "country"}:
            yield from _from_border(material, mention, stated)
        else:
            yield from _from_place(material, mention, stated)


def known(place: Place | None) -> bool:
    """Whether the place has a point of its own."""
    return place is not None and place.latitude is not None and place.derivation in _KNOWN


def extent(place: Place) -> float:
    """Radius of an area that is allowed for in full, in km; 0 for towns and the like."""
    return (place.radius_km or 0.0) if place.where_prec > _TOWN_PREC or place.derivation == "part_of" else 0.0


def _from_place(material: Material, mention: PlaceMention, stated: Stated) -> Iterator[Finding]:
    place, anchor = mention.place, stated.anchor
    if place is None or anchor is None or not known(place) or not known(anchor):
        missing = mention.text if not known(place) else anchor.name if anchor else "the place it starts from"
        yield from _findings(mention, stated, None, f"where {missing} lies is not known")
        return
    measured = _measure(stated, place, anchor)
    basis = f"geodesic {_label(anchor)} to {_label(place)}{measured.note}"
    if measured.refuted:
        doubt = _doubt(material, mention, stated, measured)
        if doubt:
            measured = replace(
                measured,
                far="uncheckable" if measured.far else None,
                way="uncheckable" if measured.way else None,
            )
            basis = f"{basis}; {doubt}"
    yield from _findings(mention, stated, measured, basis)


def _measure(stated: Stated, place: Place, anchor: Place) -> _Measured:
    assert place.latitude is not None and place.longitude is not None
    assert anchor.latitude is not None and anchor.longitude is not None
    points = (anchor.latitude, anchor.longitude, place.latitude, place.longitude)
    far, way = km(*points), bearing(*points)
    area = extent(place) + extent(anchor)
    edge = (place.radius_km or 0.0) + (anchor.radius_km or 0.0) - area
    note = f", areas allowed for with {area:.0f} km" if area else ""
    if 2 * area > max(far, stated.distance_km or 0.0):
        wide: Verdict = "uncheckable"
        return _Measured(
            far, way, wide, wide if stated.bearing is not None else None, note + ", too wide to tell"
        )
    of_far = None
    if stated.distance_km is not None:
        bound = 1 if _MORE.search(stated.mention.text) else -1 if _LESS.search(stated.mention.text) else 0
        of_far = verdicts.distance(stated.distance_km, far, extent=area, edge=edge, bound=bound)
    of_way = None
    if stated.bearing is not None:
        angle = verdicts.angle_of(area, far)
        of_way = verdicts.bearing(stated.bearing, way, extent=angle, edge=verdicts.angle_of(edge, far))
    return _Measured(far, way, of_far, of_way, note)


def _doubt(material: Material, mention: PlaceMention, stated: Stated, measured: _Measured) -> str | None:
    """Why a refuted statement may be the reading's fault: an unsure place, or another of its name that fits."""
    assert mention.place is not None and stated.anchor is not None
    if stated.distance_km is not None and verdicts.absurd(stated.distance_km, measured.distance):
        return "so far off that another place of the name must be meant"
    abroad = mention.place.country != stated.anchor.country
    if (
        stated.distance_km is None
        and measured.distance > _BESIDE_KM
        and (abroad or mention.place.kind != "city")
    ):
        return "a nearer place of the name may be meant"
    at = material.place_at(stated.anchor.mention)
    for other in mention.candidates:
        if known(other) and not _measure(stated, other, stated.anchor).refuted:
            return f"{_label(other)} would fit"
    for other in at.candidates if at is not None else ():
        if known(other) and not _measure(stated, mention.place, other).refuted:
            return f"{_label(other)} would fit"
    if not is_sure(material, mention) or (at is not None and not is_sure(material, at)):
        return "which places are meant is not sure"
    return None


def _from_border(material: Material, mention: PlaceMention, stated: Stated) -> Iterator[Finding]:
    """ "10 km from the Turkish border": by the polygons of the countries."""
    place, anchor = mention.place, stated.anchor
    if stated.distance_km is None or anchor is None or anchor.mention is None:
        return
    words = f"the {anchor.mention.text.removeprefix('the ')}"
    found = (
        borders.border_km(material.gazetteer, place, anchor.mention.text) if place and known(place) else None
    )
    if place is None or found is None:
        yield from _findings(
            mention, replace(stated, bearing=None), None, f"how far {words} is, is not known"
        )
        return
    verdict = borders.stated_distance(stated.distance_km, found, extent(place), place.radius_km or 0.0)
    unsure = verdict == "inconsistent" and (
        not is_sure(material, mention)
        or bool(mention.candidates)
        or verdicts.absurd(stated.distance_km, found)
    )
    measured = _Measured(found, 0.0, "uncheckable" if unsure else verdict, None, "")
    basis = f"{_label(place)} to {words}, borders known to {borders.PRECISION_KM:.0f} km"
    yield from _findings(mention, replace(stated, bearing=None), measured, basis)


def _findings(
    mention: PlaceMention, stated: Stated, measured: _Measured | None, basis: str
) -> Iterator[Finding]:
    """One finding for the distance, one for the bearing; `uncheckable` where nothing was measured."""
    start, end = stated.mention.start, stated.mention.end
    if stated.distance is not None:
        unit = stated.unit or "km"
        found = _rounded(measured.distance / (KM_PER_MILE if unit == "mile" else 1.0)) if measured else None
        verdict = (measured.far if measured else None) or "uncheckable"
        yield Finding("distance", start, end, stated.distance, found, unit, verdict, basis, mention.place)
    if stated.bearing is not None:
        word = _WAY.search(stated.mention.text)
        verdict = (measured.way if measured else None) or "uncheckable"
        yield Finding(
            "bearing", start + word.start() if word else start, end, stated.bearing,
            float(round(measured.bearing) % 360) if measured else None, "degrees", verdict, basis, mention.place,
        )  # fmt: skip


def _rounded(distance: float) -> float:
    return float(round(distance)) if distance >= 10 else round(distance, 1)


def _label(place: Place) -> str:
    return f"{place.name} ({place.gazetteer})" if place.gazetteer else place.name
