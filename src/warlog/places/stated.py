"""What the report says of where a place lies: so many kilometres from another, near it, in it."""

from __future__ import annotations

import itertools
import re

from warlog.places.derived import change
from warlog.places.geometry import compass_degrees, rough_offset
from warlog.places.mentions import PlaceMention, Stated
from warlog.places.toponyms import Page
from warlog.records import Mention, Place

KM_PER_MILE = 1.609344
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_DIRECTION = (
    r"(?:to the )?(?:just )?(?P<way>(?:north|south|east|west)(?:[- ]?(?:north|south)?[- ]?(?:east|west))?(?:ern|wards?)?)"
)
_OFFSET = re.compile(
    rf"(?P<lead>(?:,? ?(?:which |that )?(?:is |lies |sits )?(?:located|situated|lying|just)?,? ?))"
    rf"(?P<about>some|about|around|roughly|nearly|almost|approximately|just over|over|more than|less than|an estimated)? ?"
    rf"(?P<number>{_NUMBER})[ -]?(?P<unit>kilomet(?:er|re)s?|kms?|miles?|mi)\b(?: ?\([^)]{{1,30}}\))?,? "
    rf"(?:away )?(?:{_DIRECTION} )?(?:of|from|outside)(?: the)?(?: (?:capital|city|town|village|provincial capital|border)(?: city)?(?: of)?)?,? ?$",
    re.IGNORECASE,
)
_SECTOR = re.compile(rf"\b(?:just )?{_DIRECTION} of (?:the )?(?:(?:capital|city|town|village)(?: of)? )?$", re.IGNORECASE)
_GAP = re.compile(r"^[\s,]*(?:\(.{0,40}\)[\s,]*)?(?:which |that )?(?:is |lies )?[\s,]*$")
_IN = re.compile(r"^[\s,]*(?:located |situated |lying )?in (?:the )?(?:(?:\w+ )?(?:province|region|governorate|countryside) of )?$")
_REACH = 130


def attach(page: Page, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Mentions with what is stated of them; and places known by such words alone ("48 km west of Kirkuk")."""
    out = list(mentions)
    for mention in mentions:
        window_start = max(0, mention.start - _REACH)
        found = _OFFSET.search(page.text, window_start, mention.start)
        if found is None:
            found_sector = _sector(page, mention)
            if found_sector is not None:
                out.append(found_sector)
            continue
        stated = _stated(page, found, mention)
        subject = _subject(page, mentions, found.start())
        if subject is not None:
            subject.stated = stated
        else:
            derived = _offset_mention(page, stated, mention)
            if derived is not None:
                out.append(derived)
    for inner, outer in itertools.pairwise(mentions):
        if outer.start >= inner.end and _IN.match(page.text[inner.end : outer.start]) and outer.place:
            inner.containing = Stated(
                page_mention(page, inner.end, outer.end), "in", None, None, None, None, outer.place
            )
    return sorted(out, key=lambda mention: (mention.start, -mention.end))


def page_mention(page: Page, start: int, end: int) -> Mention:
    """The report's words [start, end), without blanks and commas at their start."""
    while start < end and page.text[start] in " ,\n":
        start += 1
    return Mention(start, end, page.text[start:end])


def _stated(page: Page, found: re.Match[str], anchor: PlaceMention) -> Stated:
    number = float(found["number"].replace(",", ""))
    miles = found["unit"].lower().startswith("mi")
    way = found["way"]
    return Stated(
        mention=page_mention(page, found.start(), anchor.end),
        relation="offset",
        distance_km=round(number * KM_PER_MILE, 1) if miles else number,
        distance=number,
        unit="mile" if miles else "km",
        bearing=compass_degrees(way) if way else None,
        anchor=anchor.place,
        approximate=found["about"] is not None,
    )


def _subject(page: Page, mentions: list[PlaceMention], start: int) -> PlaceMention | None:
    """The named place right before the words: at most a comma, a bracket or "which is" between."""
    for mention in reversed(mentions):
        if mention.end <= start:
            gap = page.text[mention.end : start]
            return mention if len(gap) < 50 and _GAP.match(gap) else None
    return None


def _offset_mention(page: Page, stated: Stated, anchor: PlaceMention) -> PlaceMention | None:
    """A place that has no name of its own: at the stated distance and bearing, or within the distance."""
    at = anchor.place
    if at is None or at.latitude is None or at.longitude is None or stated.distance_km is None:
        return None
    distance = stated.distance_km
    if stated.bearing is None:
        lat, lon, radius = at.latitude, at.longitude, distance
    else:
        lat, lon = rough_offset(at.latitude, at.longitude, distance, stated.bearing)
        # a compass word of eight stands for 45 degrees: half of that to each side is 0.4 of the distance
        radius = max(5.0, 0.4 * distance)
    mention = stated.mention
    place = Place(
        mention.text, None, lat, lon, round(radius, 1), 2 if radius <= 25 else 5, at.country, None, "offset",
        "offset", mention,
    )  # fmt: skip
    new = PlaceMention(mention.start, mention.end, mention.text, page.doc[page.token(mention.start)].i, place)
    new.stated = stated
    return new


def _sector(page: Page, mention: PlaceMention) -> PlaceMention | None:
    """ "south of Aleppo": the surroundings on that side; nothing where the words are part of a wider phrase."""
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None or place.kind == "country":
        return None
    if place.derivation != "named":
        return None
    found = _SECTOR.search(page.text, max(0, mention.start - 60), mention.start)
    side = compass_degrees(found["way"]) if found else None
    if found is None or side is None:
        return None
    reach = (place.radius_km or 5.0) + 10
    lat, lon = rough_offset(place.latitude, place.longitude, reach * 0.8, side)
    words = page_mention(page, found.start(), mention.end)
    sector = change(
        place, name=words.text, gazetteer=None, latitude=lat, longitude=lon, radius_km=round(reach, 1),
        where_prec=max(2, place.where_prec), derivation="offset", mention=words,
    )  # fmt: skip
    return PlaceMention(words.start, words.end, words.text, mention.head, sector, confidence=mention.confidence)
