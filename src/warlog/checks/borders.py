""" "Near the Syrian border": how far a place is from the country on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from warlog.checks import verdicts
from warlog.checks.material import Finding, Material
from warlog.checks.shapes import PRECISION_KM, km_to_area
from warlog.checks.sureness import is_sure
from warlog.checks.words import any_of, load_words
from warlog.places import Gazetteer, PlaceMention
from warlog.records import Place, Verdict

__all__ = ["PRECISION_KM", "border_km", "find", "stated_distance"]

# No codebook says how far "near the border" reaches. A day's walk is called near (50 km), twice that still is
# by reporters in a distant capital; "on the border" means that it can be seen.
NEAR_KM, NEAR_AT_MOST_KM = 50.0, 100.0
ON_KM, ON_AT_MOST_KM = 20.0, 50.0
_CAPITALISED = re.compile(r"[A-Z]\w+")
_REACH = 160
_SETTLED = frozenset({"named", "part_of", "near", "context"})


@cache
def _cue() -> re.Pattern[str]:
    words = load_words()
    return re.compile(
        rf"\b(?:(?P<near>{any_of(words.near)})|(?P<on>{any_of(words.on)}))\s+(?:the\s+)?$", re.IGNORECASE
    )


@cache
def _locative() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_words().locative)}\s+(?:the\s+)?$", re.IGNORECASE)


def locative(material: Material, mention: PlaceMention) -> bool:
    """Whether the name says where something is, rather than what is spoken of."""
    before = material.text[max(0, mention.start - 20) : mention.start]
    after = material.text[mention.end : mention.end + 30]
    return bool(_locative().search(before) or re.match(r",? (?:which|located|situated|lying)\b|, a ", after))


def countries_in(gazetteer: Gazetteer, words: str) -> list[str]:
    """ISO codes of the countries that a border's name names, in order."""
    pieces = _CAPITALISED.findall(words)
    found: list[str] = []
    for number, piece in enumerate(pieces):
        pair = " ".join(pieces[number : number + 2])
        code = gazetteer.countries.adjective(pair) or gazetteer.countries.adjective(piece)
        # scraped pages have lost their apostrophes: "Syrias border"
        code = code or gazetteer.countries.adjective(piece.removesuffix("s"))
        if code and code not in found:
            found.append(code)
    return found


def border_km(gazetteer: Gazetteer, place: Place | None, words: str) -> float | None:
    """Kilometres from a place to the border that `words` name, 0 where its area reaches it; None where unknown."""
    if place is None or place.latitude is None or place.longitude is None or place.country is None:
        return None
    codes = countries_in(gazetteer, words)
    other = [code for code in codes if code != place.country]
    if codes and not other:  # its own country's border: the nearest neighbour
        own = gazetteer.countries.get(place.country)
        near = (
            [km_to_area(gazetteer, f"iso:{code}", place.latitude, place.longitude) for code in own.neighbours]
            if own
            else []
        )
        known = [distance for distance in near if distance is not None]
        return min(known) if known else None
    measured = [km_to_area(gazetteer, f"iso:{code}", place.latitude, place.longitude) for code in other]
    if not measured or None in measured:
        return None
    return max(distance for distance in measured if distance is not None)


def stated_distance(stated_km: float, found: float, extent: float, radius: float) -> Verdict:
    """Verdict on "10 km from the Turkish border"; the polygons' own error is allowed for."""
    return verdicts.distance(stated_km, found, extent=extent + PRECISION_KM, edge=max(0.0, radius - extent))


def find(material: Material) -> Iterator[Finding]:
    """Every place that is said to lie near or on a border."""
    for border in material.places:
        if border.place is None or border.place.kind != "border" or "crossing" in border.text:
            continue
        cue = _cue().search(material.text, max(0, border.start - 30), border.start)
        if cue is None or _goes_on(material, border.end):
            continue
        place = _subject(material, cue.start())
        if place is not None:
            yield from _finding(material, place, border, cue)


def _goes_on(material: Material, end: int) -> bool:
    """ "the Syrian border town", "the border guards": the border is only a part of the name."""
    token = material.document.token_at(end + 1) if end + 1 < len(material.text) else None
    return token is not None and token.idx == end + 1 and token.pos_ in {"NOUN", "PROPN"}


def _finding(
    material: Material, mention: PlaceMention, border: PlaceMention, cue: re.Match[str]
) -> Iterator[Finding]:
    place = mention.place
    if place is None or place.kind in {"country", "border", "between", "continent"}:
        return
    area = (place.radius_km or 0.0) if place.where_prec > 2 or place.derivation == "near" else 0.0
    limits = (NEAR_KM, NEAR_AT_MOST_KM) if cue["near"] else (ON_KM, ON_AT_MOST_KM)
    known = place if place.latitude is not None and place.derivation in _SETTLED else None
    found = border_km(material.gazetteer, known, border.text)
    verdict: Verdict = "uncheckable"
    basis = f"where {mention.text} lies from {border.text} is not known"
    if found is not None:
        found = max(0.0, found - area)
        verdict = verdicts.graded(found, *limits)
        name = f"{place.name} ({place.gazetteer})" if place.gazetteer else place.name
        basis = (
            f"{name} to {border.text}; "
            f"{cue.group().split()[0].lower()}: {limits[0]:.0f} km, at most {limits[1]:.0f} km"
        )
        if verdict == "inconsistent":
            if not locative(material, mention):
                return  # "fled Raqqa near the border": the words may say where the flight led
            if (
                not is_sure(material, mention)
                or verdicts.absurd(limits[1], found)
                or _other_fits(material, mention, border, limits)
            ):
                verdict = "uncheckable"
                basis += "; which place is meant is not sure"
        found = float(round(found)) if found >= 10 else round(found, 1)
    stated = "near" if cue["near"] else "on"
    yield Finding("distance", cue.start(), border.end, stated, found, "km", verdict, basis, place)


def _other_fits(
    material: Material, mention: PlaceMention, border: PlaceMention, limits: tuple[float, float]
) -> bool:
    for other in mention.candidates:
        found = border_km(material.gazetteer, other, border.text)
        if found is not None and found - (other.radius_km or 0.0) <= limits[1]:
            return True
    return False


def _subject(material: Material, end: int) -> PlaceMention | None:
    """The place that the words ending at `end` speak of: the nearest before, past what else is said of it.

    Of "Azaz, a town in Aleppo province near …" it is Azaz, of "al-Qaim, 400 km from Baghdad near …" al-Qaim.
    """
    start = max(material.sentence(end)[0], end - _REACH)
    before = [m for m in material.places if start <= m.start and m.end <= end]
    reached, subject = end, None
    anchors = {m.stated.anchor.mention for m in before if m.stated and m.stated.anchor}
    for mention in sorted(before, key=lambda m: (m.end, -m.start), reverse=True):
        if subject is not None and mention.end > reached:
            continue
        begins = (
            mention.stated.mention.end
            if mention.stated and mention.stated.mention.end <= end
            else mention.end
        )
        if not _linked(material.text[min(begins, reached) : reached]):
            break
        reached = mention.start
        if subject is None or not _is_area(mention):
            subject = mention if mention.mention not in anchors else subject
        if not _is_area(mention) and mention.mention not in anchors:
            break
    return subject


def _is_area(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.kind in {"admin1", "country", "region"}


def _linked(words: str) -> bool:
    return all(word in load_words().linking for word in re.findall(r"[\w'’-]+", words.lower()))
