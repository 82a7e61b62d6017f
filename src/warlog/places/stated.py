"""What the report says of where a place lies: so many kilometres from another, near it, in it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from functools import lru_cache

from warlog.places import areas, frontiers, routes
from warlog.places.areas import change
from warlog.places.geometry import compass_degrees, compass_word, rough_km
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention, Stated
from warlog.places.precision import where_prec
from warlog.places.toponyms import Page
from warlog.records import Mention, Place

KM_PER_MILE = 1.609344
_KM_PER = {"nautical": 1.852, "met": 0.001, "m": 0.001}
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_DIRECTION = r"(?:to the )?(?:just )?(?P<way>(?:north|south|east|west)(?:[- ]?(?:north|south)?[- ]?(?:east|west))?(?:ern|wards?)?)"
_OFFSET = re.compile(
    rf"(?P<lead>(?:,? ?(?:which |that )?(?:is |lies |sits )?(?:located|situated|lying|just)?,? ?))"
    rf"(?P<about>some|about|around|roughly|nearly|almost|approximately|just over|over|more than|less than|an estimated)? ?"
    rf"(?P<number>{_NUMBER})[ -]?(?P<unit>kilomet(?:er|re)s?|kms?|(?:nautical )?miles?|mi|met(?:er|re)s?|m)\b(?: ?\([^)]{{1,30}}\))?,? "
    rf"(?:away )?(?:{_DIRECTION} )?(?:of|from|outside|off(?: the coast of)?)(?: the)?(?: (?:capital|city|town|village|provincial capital|border)(?: city)?(?: of)?)?,? ?$",
    re.IGNORECASE,
)
_COUNTS = {"half an": 0.5, "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
           "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0}  # fmt: skip
_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 8.0}
_TRAVEL_SPREAD = 0.5  # of a distance that is told by the time it takes
_SECTOR = re.compile(
    rf"\b(?:just )?{_DIRECTION} of (?:the )?(?:(?:capital|city|town|village)(?: of)? )?$", re.IGNORECASE
)
_GAP = re.compile(
    r"^[\s,]*(?:\(.{0,40}\)[\s,]*)?(?:an? (?:[\w-]+ ){0,2}(?:village|town|city|settlement|suburb|hamlet|base|camp|district)\b ?)?(?:which |that )?(?:is |lies )?[\s,]*$"
)
_IN = re.compile(
    r"^[\s,]*(?:located |situated |lying )?in (?:the )?(?:(?:\w+ )?(?:province|region|governorate|countryside) of )?$"
)
_COMMA = re.compile(r"^\s*,\s*(?:the )?$")
# "Iraq's Mosul"; many scraped pages have lost the apostrophe: "Syrias divided northeastern city of Qamishli"
_OWNS = re.compile(r"^[’'`]?s (?:[a-z-]+ ){0,4}$")
_NEAR = re.compile(r"\b(?:near(?: to)?|close to|adjacent to|not far from|(?P<on>on|along|by|at)) (?:the )?$")
_MEASURE = re.compile(
    rf"(?:{_NUMBER})[ -]?(?:kilomet|km|(?:nautical )?mi|met|m\b)|\b(?:minute|hour|day)[’'`]?s?[’'`]? (?=[a-z])"
)
_REACH = 130  # characters from a number to the place that it is measured from
_STEP = 60  # characters between a place and its container


def attach(page: Page, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Mentions with what is stated of them; and places known by such words alone ("48 km west of Kirkuk")."""
    out = list(mentions)
    measured = [found.start() for found in _MEASURE.finditer(page.text)]
    for number, mention in enumerate(mentions):
        added = _offset(page, mentions[:number], mention) if _any_in(measured, mention.start) else None
        if mention.auxiliary:
            if added is not None:
                out.append(added)
            continue
        if (
            page.text.endswith(("of ", "of the "), 0, mention.start)
            or page.text[mention.start : mention.start + 4] == "the "
        ):
            added = _sector(page, mentions, number)
            if added is not None:
                out.append(added)
    _contain(page, mentions)
    _near(page, mentions)
    _nest(out)
    return sorted(out, key=lambda mention: (mention.start, -mention.end))


def _any_in(measured: list[int], start: int) -> bool:
    after = bisect_left(measured, start)
    return after > 0 and measured[after - 1] >= start - _REACH


@lru_cache(maxsize=1)
def _travel() -> re.Pattern[str]:
    counts = "|".join(sorted(_COUNTS, key=len, reverse=True))
    ways = "|".join(load_words().travel)
    return re.compile(
        rf"\b(?:an? )?(?P<count>{counts}|\d+)[- ](?P<unit>minute|hour|day)[’'`]?s?[’'`]? (?P<how>{ways}) (?:away )?(?:{_DIRECTION} )?"
        rf"(?:of|from|outside)(?: the)?(?: (?:capital|city|town|village|provincial capital)(?: of)?)?,? ?$",
        re.IGNORECASE,
    )


def _offset(page: Page, earlier: list[PlaceMention], anchor: PlaceMention) -> PlaceMention | None:
    """Mark the anchor of stated kilometres, and give what they are said of its statement; a mention where that has no
    name."""
    floor = max(0, anchor.start - _REACH)
    found = _OFFSET.search(page.text, floor, anchor.start)
    if found is None:
        travelled = _travel().search(page.text, floor, anchor.start)
        return _by_travel(page, travelled, anchor) if travelled else None
    anchor.auxiliary = True
    stated = _stated(page, found, anchor)
    subject = _subject(page, earlier, found.start())
    if subject is None or (subject.place is not None and subject.place.kind == "country"):
        start = found.start("about") if found["about"] else found.start("number")
        return _offset_mention(page, stated, anchor, page_mention(page, start, anchor.end))
    subject.stated = stated
    if (
        subject.place is not None
        and subject.place.gazetteer is None
        and subject.place.derivation in {"named", "containing"}
    ):
        _place_by(subject, _offset_mention(page, stated, anchor, stated.mention))
    return None


def _by_travel(page: Page, found: re.Match[str], anchor: PlaceMention) -> PlaceMention | None:
    """ "A two-hour drive south of Gao": a distance good to half of it, too rough to be checked."""
    count = found["count"].lower()
    hours = (_COUNTS.get(count) or float(count)) * _HOURS[found["unit"].lower()]
    distance = round(hours * load_words().travel[found["how"].lower()], 1)
    way = compass_degrees(found["way"]) if found["way"] else None
    mention = page_mention(page, found.start(), anchor.end)
    made = Stated(mention, "offset", distance, distance, "km", way, anchor.place, approximate=True)
    new = _offset_mention(page, made, anchor, mention, _TRAVEL_SPREAD)
    if new is not None:
        new.stated = None
        anchor.auxiliary = True
    return new


def _place_by(subject: PlaceMention, at: PlaceMention | None) -> None:
    """A name that no gazetteer has, or only for places that were not sure enough, lies where the words put it: at one of those
    that lies there, else at the point that they tell."""
    if at is None or at.place is None or subject.place is None:
        return
    fitting = next((other for other in subject.candidates if _covers(at.place, other)), None)
    if fitting is not None:
        subject.place = change(fitting, mention=subject.mention)
        subject.reasons = [*subject.reasons, f"lies where the report puts it: {at.reasons[0]}"]
        return
    point = at.place
    subject.place = change(
        subject.place, latitude=point.latitude, longitude=point.longitude, radius_km=point.radius_km,
        where_prec=point.where_prec, country=point.country, derivation="offset",
    )  # fmt: skip
    subject.reasons = [*subject.reasons, *at.reasons]


def _covers(area: Place, place: Place) -> bool:
    """Whether a named place lies in the circle of an area."""
    if place.latitude is None or place.longitude is None or place.kind in {"country", "admin1"}:
        return False
    assert area.latitude is not None and area.longitude is not None
    far = rough_km(area.latitude, area.longitude, place.latitude, place.longitude)
    return far <= (area.radius_km or 0.0)


def _contain(page: Page, mentions: list[PlaceMention]) -> None:
    """Containers after "in" or a comma ("Sinjar, Iraq"), and countries before their places ("Iraq's Mosul")."""
    for one, two in itertools.pairwise(mentions):
        if two.start < one.end or not (one.place and two.place) or two.start - one.end > _STEP:
            continue
        between = page.text[one.end : two.start]
        if (_IN.match(between) or _COMMA.match(between)) and _lies_in(one.place, two.place):
            one.containing = Stated(
                page_mention(page, one.end, two.end), "in", None, None, None, None, two.place
            )
            two.auxiliary = True
        elif (
            one.place.kind in {"country", "admin1"}
            and _OWNS.match(between)
            and _lies_in(two.place, one.place)
        ):
            two.containing = Stated(
                page_mention(page, one.start, one.end), "in", None, None, None, None, one.place
            )
            one.auxiliary = True


def _lies_in(inner: Place, outer: Place) -> bool:
    """Whether the map allows that one place lies in the other."""
    if inner.latitude is None or inner.longitude is None or inner.derivation == "containing":
        return True
    if outer.latitude is None or outer.longitude is None:
        return False
    if outer.kind == "country" and outer.derivation == "named":
        return inner.country == outer.country and inner.kind != "country"
    if inner.kind == outer.kind and inner.name == outer.name:
        return False
    if outer.kind == "admin1" and inner.admin1 is not None and outer.derivation == "named":
        return inner.admin1 == outer.admin1 and inner.kind != "admin1"
    # a mountain range in a province, a town in "northern Syria"
    reach = 1.3 * (outer.radius_km or 5.0) + (inner.radius_km or 0.0) + 10
    return inner.where_prec <= outer.where_prec + 1 and (
        rough_km(inner.latitude, inner.longitude, outer.latitude, outer.longitude) <= reach
    )


def _near(page: Page, mentions: list[PlaceMention]) -> None:
    """ "Al-Qaim, 400 km from Baghdad, near the Syrian border": what a place is said to be near."""
    for number, mention in enumerate(mentions):
        lead = _NEAR.search(page.text, max(0, mention.start - 24), mention.start)
        if lead is None or mention.place is None:
            continue
        if lead["on"] and mention.place.kind not in {"border", "river", "sea", "lake"}:
            continue
        subject = _subject(page, mentions[:number], lead.start())
        if subject is not None and subject.auxiliary:
            # the anchor of a distance just stated: what is said is said of the place that it locates
            anchor = subject.place
            subject = next((m for m in mentions[:number] if m.stated and m.stated.anchor == anchor
                            and m.stated.mention.end == subject.end), None)  # fmt: skip
        if subject is None or subject.place is None or subject.place.kind == "country":
            continue
        subject.near = Stated(
            page_mention(page, lead.start(), mention.end), "near", None, None, None, None, mention.place
        )
        mention.auxiliary = True


def _nest(mentions: list[PlaceMention]) -> None:
    """Names inside a wider mention only locate it."""
    widest: PlaceMention | None = None
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if (
            widest is not None
            and mention.end <= widest.end
            and mention.end - mention.start < widest.end - widest.start
        ):
            mention.auxiliary = True
        elif widest is None or mention.end > widest.end:
            widest = mention


def page_mention(page: Page, start: int, end: int) -> Mention:
    """The report's words [start, end), without blanks and commas at their start."""
    while start < end and page.text[start] in " ,\n":
        start += 1
    return Mention(start, end, page.text[start:end])


def _stated(page: Page, found: re.Match[str], anchor: PlaceMention) -> Stated:
    number, unit = float(found["number"].replace(",", "")), found["unit"].lower()
    miles = unit.startswith("mi")
    factor = next((factor for start, factor in _KM_PER.items() if unit.startswith(start)), 1.0)
    kilometres = unit.startswith("k") or miles or factor == 1.0
    if not kilometres:
        number = round(number * factor, 3)
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


def _offset_mention(
    page: Page, stated: Stated, anchor: PlaceMention, mention: Mention, spread: float = areas.SPREAD
) -> PlaceMention | None:
    """A place that has no name of its own: at the stated distance and bearing, or within the distance."""
    at = anchor.place
    if at is None or at.latitude is None or at.longitude is None or stated.distance_km is None:
        return None
    where = areas.sector(at.latitude, at.longitude, stated.distance_km, stated.bearing, spread)
    # measured from somewhere in an area
    wide = (at.radius_km or 0.0) if at.where_prec > 2 or at.derivation != "named" else 0.0
    radius = round(where.radius_km + wide, 1)
    place = Place(
        mention.text, None, where.latitude, where.longitude, radius, where_prec("offset", radius, "offset"), at.country, None,
        "offset", "offset", mention,
    )  # fmt: skip
    new = PlaceMention(mention.start, mention.end, mention.text, page.doc[page.token(mention.start)].i, place)
    new.stated = stated
    way = (
        f" to the {compass_word(stated.bearing)}, {areas.TURN:.0f}° to either side"
        if stated.bearing is not None
        else ""
    )
    new.reasons = [f"{stated.distance_km:g} km from {at.name}{way}, the distance good to {spread:.0%}"]
    new.confidence = anchor.confidence
    return new


def _sector(page: Page, mentions: list[PlaceMention], number: int) -> PlaceMention | None:
    """ "south of Aleppo": the surroundings on that side; said of a place right before, its statement alone."""
    mention, earlier = mentions[number], mentions[:number]
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None or place.kind == "country":
        return None
    if place.derivation not in {"named", "near"} and place.kind != "river":
        return None
    found = _SECTOR.search(page.text, max(0, mention.start - 60), mention.start)
    side = compass_degrees(found["way"]) if found else None
    if found is None or side is None:
        return None
    words = page_mention(page, found.start(), mention.end)
    beyond = (
        routes.beside(place, side, frontiers.focus(mentions), bank=False) if place.kind == "river" else None
    )
    sector = change(beyond or areas.on_side(place, side, words.text), mention=words)
    out = PlaceMention(
        words.start, words.end, words.text, mention.head, sector, confidence=mention.confidence
    )
    out.reasons = [f"beyond {place.name} to the {compass_word(side)}"]
    mention.auxiliary = True
    subject = _subject(page, earlier, found.start())
    if (
        subject is None
        or subject.auxiliary
        or subject.stated
        or not subject.place
        or subject.place.kind == "country"
    ):
        return out
    subject.stated = Stated(words, "offset", None, None, None, side, place)
    if subject.place.gazetteer is None and subject.place.derivation in {"named", "containing"}:
        _place_by(subject, out)
    return None
