"""Stated containment: "Palmyra, Syria", "Hawijah in Kirkuk province", "the Hamrin Mountains in northern Salahuddin"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from warlog.checks import verdicts
from warlog.checks.borders import locative
from warlog.checks.material import Finding, Material
from warlog.checks.shapes import km_to_area, share_towards
from warlog.checks.sureness import is_sure
from warlog.checks.words import any_of, load_words
from warlog.places import PlaceMention
from warlog.places.geometry import compass_degrees
from warlog.records import Mention, Place, Verdict

_AREAS = frozenset({"country", "admin1"})
_NO_POINTS = frozenset(
    {"country", "admin1", "continent", "border", "between", "region", "sea", "ocean", "river", "gulf"}
)
_OUTSIDE_KM = 10.0  # the polygons are good to some 5 km, a town on a border may lie on either side
_NAMESAKE_KM = 100.0
_SIDE_SHARE, _SIDE_AT_LEAST = (
    0.5,
    0.35,
)  # of the way to that side: its half, or the middle third's nearer part
_STEP = 40  # characters from a place to its container
_IN = re.compile(
    r"^,?\s+(?:(?:which is |that is )?(?:located|situated|lying)\s+)?in\s+(?:the\s+)?(?:(?:[\w-]+\s+)?(?:province|region|governorate)\s+of\s+)?$"
)
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|&\s*)[A-Z]")


@cache
def _division() -> re.Pattern[str]:
    return re.compile(
        rf"\b{any_of(load_words().divisions)}s?$|^(?:the )?{any_of(load_words().divisions)} of", re.IGNORECASE
    )


def find(material: Material) -> Iterator[Finding]:
    """Every place that is said to lie in a country or a first-level division."""
    # read from the words, not from PlaceMention.containing, which is only set where the map agrees
    for inner, outer in itertools.pairwise(_outermost(material.places)):
        if outer.place is None or inner.place is None or outer.start - inner.end > _STEP:
            continue
        if _IN.match(material.text[inner.end : outer.start]) or _after_comma(material, inner, outer):
            yield from _finding(material, inner, outer.place, outer.mention)


def _outermost(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions that lie in no other."""
    out: list[PlaceMention] = []
    for mention in places:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _after_comma(material: Material, inner: PlaceMention, outer: PlaceMention) -> bool:
    """ "Palmyra, Syria" and "Sinjar, Nineveh province", not a list of places."""
    if material.text[inner.end : outer.start] not in {", ", ", the "}:
        return False
    if _LISTED.match(material.text, outer.end):
        return False
    if material.text[max(0, inner.start - 2) : inner.start] == ", ":
        return False
    place = outer.place
    return place is not None and (place.kind == "country" or bool(_division().search(outer.text)))


def _finding(material: Material, inner: PlaceMention, container: Place, words: Mention) -> Iterator[Finding]:
    place = inner.place
    if container.kind not in _AREAS or container.derivation not in {"named", "part_of", "context"}:
        return
    if place is not None and (place.kind in _NO_POINTS or place.gazetteer == container.gazetteer is not None):
        return
    start = inner.start
    if place is None or place.latitude is None or place.derivation not in {"named", "part_of"}:
        return  # a place that is known by its container alone: nothing to hold the words against
    verdict, found, note = _verdict(material, place, container)
    if verdict == "inconsistent":
        if not locative(material, inner):
            return  # "talks on Aleppo in Switzerland"
        if (
            not is_sure(material, inner)
            or _is_namesake(material, place, container)
            or _other_fits(material, inner, container)
        ):
            verdict, note = "uncheckable", f"{note}; which place is meant is not sure"
    basis = f"{place.name} ({place.gazetteer or place.derivation}){note}"
    yield Finding("containment", start, words.end, container.name, found, None, verdict, basis, place)


def _is_namesake(material: Material, place: Place, container: Place) -> bool:
    """Whether a village lies so far outside that rather one of its name is meant that the gazetteer lacks."""
    if place.kind == "city" or place.latitude is None or place.longitude is None:
        return False
    whole = _whole_id(material, container)
    outside = km_to_area(material.gazetteer, whole, place.latitude, place.longitude) if whole else None
    return outside is None or outside > _NAMESAKE_KM


def _other_fits(material: Material, inner: PlaceMention, container: Place) -> bool:
    others = [o for o in inner.candidates if o.kind not in _NO_POINTS and o.latitude is not None]
    return any(_verdict(material, other, container)[0] in {"consistent", "imprecise"} for other in others)


def _verdict(material: Material, place: Place, container: Place) -> tuple[Verdict, str | None, str]:
    """The verdict, where the place lies, and what it was held against."""
    assert place.latitude is not None and place.longitude is not None
    found = ", ".join(part for part in (place.admin1, place.country) if part) or None
    whole = _whole_id(material, container)
    inside, note = _inside(material, place, container, whole)
    # "the northwestern Idlib province" is a province in the northwest, "northern Salahuddin" the north of one
    own_side = container.kind == "country" or not (
        container.mention and container.mention.text.startswith("the ")
    )
    part = container.derivation == "part_of" and own_side
    side = compass_degrees(container.name.split()[0]) if part else None
    if inside in {"inconsistent", "uncheckable"} or side is None or whole is None:
        return inside, found, note
    share = share_towards(material.gazetteer, whole, place.latitude, place.longitude, side)
    if share is None:
        return inside, found, note
    word = container.name.split()[0]
    on_side = verdicts.graded(1 - share, 1 - _SIDE_SHARE, 1 - _SIDE_AT_LEAST)
    if on_side == "inconsistent" and place.where_prec > 2:
        on_side = "imprecise"  # an area reaches further than its middle
    return verdicts.worst(inside, on_side), found, f"{note}, {share:.0%} of the way to its {word} end"


def _inside(material: Material, place: Place, container: Place, whole: str | None) -> tuple[Verdict, str]:
    """In the container by the gazetteer's word or by the polygon: either will do, since lines are disputed."""
    assert place.latitude is not None and place.longitude is not None
    if container.kind == "country" and place.country == container.country:
        return "consistent", f" in {container.country} by the gazetteer"
    same_division = place.country == container.country and place.admin1 == container.admin1
    if container.kind == "admin1" and place.admin1 and same_division:
        return "consistent", f" in {container.admin1} by the gazetteer"
    outside = km_to_area(material.gazetteer, whole, place.latitude, place.longitude) if whole else None
    if outside is None:
        unknown = place.country is None or container.kind == "admin1"
        return ("uncheckable" if unknown else "inconsistent"), " by the gazetteer"
    area = (place.radius_km or 0.0) if place.where_prec > 2 else 0.0
    verdict = verdicts.graded(max(0.0, outside - area), 0.0, _OUTSIDE_KM)
    note = f" {outside:.0f} km outside of {whole}" if outside else f" in the polygon of {whole}"
    return verdict, note + (f", its own {area:.0f} km allowed for" if area and outside else "")


def _whole_id(material: Material, container: Place) -> str | None:
    """The gazetteer's id of the container, of the whole for "northern Salahuddin"."""
    if container.gazetteer:
        return container.gazetteer
    if container.kind == "country":
        return f"iso:{container.country}" if container.country else None
    if container.admin1 is None:
        return None
    entries = material.gazetteer.lookup(container.admin1)
    return next((e.id for e in entries if e.kind == "admin1" and e.country == container.country), None)
