"""What lies between two places, and roads and rivers: by their ends, by number, their stretches and their banks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from warlog.places.areas import TOWNS, Circle, between, change, derive
from warlog.places.countries import Countries
from warlog.places.frontiers import focus, place_with, spoken_of
from warlog.places.gazetteer import Gazetteer
from warlog.places.geometry import compass_word, rough_offset
from warlog.places.lexicon import load_words
from warlog.places.lines import Line, Point, around, circle, load_lines, stretch
from warlog.places.mentions import PlaceMention
from warlog.places.precision import where_prec
from warlog.places.toponyms import Page
from warlog.records import Derivation, Mention, Place

_ADJECTIVES = r"(?:(?:main|international|strategic|desert|coastal|national|vital|key|only|old|new|southern|northern|eastern|western) )*"
_KIND_OF = r"(?:the )?(?:(?:town|city|village|province|district|port|capital)s? (?:of )?)?(?:the )?"
_AND = re.compile(rf"^,? (?P<word>and|to|with|towards?) {_KIND_OF}$")
_KIND_AFTER_ONE = re.compile(
    r"^ (?:city|town|village|province|governorate|district|oblast)(?= (?:and|to|with|towards?) )",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom $")
_JOINED = re.compile(r"^ ?[-–—/] ?$|^-to-$")
_FRONT_KM = 15.0  # how far a front reaches to either side of the towns that it is named by
_BANK_KM = 3.0  # from the line of a river to what is said of its bank
_ALONG_KM = 60.0  # a town further from a line says nothing of it
_FAR_APART_KM = 400.0  # "between Paris and Berlin" without a word for a road or a land
_AT = re.compile(
    r"^(?: River| river| highway| motorway| road)?,? (?:near(?: to)?|at|in|outside|close to|by|around|through|past|just (?:north|south|east|west) of|"
    r"(?:north|south|east|west)(?:east|west)? of) (?:the )?(?:(?:town|city|village|port) of )?$"
)
_LINE_BEFORE = re.compile(r"^(?: River| river| valley| Valley| highway| motorway| road)?,? ?$")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load_words()
    roads = "|".join(sorted(words.roads, key=len, reverse=True))
    fronts = "|".join(sorted(words.fronts, key=len, reverse=True))
    stretches = "|".join(sorted(words.stretches, key=len, reverse=True))
    return (
        # "(the road linking) between", "the area between"
        re.compile(
            rf"(?P<words>(?:(?:\b(?:the |an? ))?{_ADJECTIVES}(?:(?P<road>{roads})s? |(?P<land>{stretches}) )"
            rf"(?:(?:that )?(?:linking|connecting|running|lying|located|situated|stretching|lies|runs) )?)?\bbetween ){_KIND_OF}$",
            re.IGNORECASE,
        ),
        # "the road from", "the highway linking"
        re.compile(
            rf"(?P<words>(?:\bthe |\ba )?{_ADJECTIVES}(?P<road>{roads})s? (?:that )?(?:from|linking|links|connecting|connects|joining|joins|leading from|running from) ){_KIND_OF}$",
            re.IGNORECASE,
        ),
        # "Damascus-Homs highway"
        re.compile(rf"^(?P<words> {_ADJECTIVES}(?:(?P<road>{roads})s?|(?P<front>{fronts})))\b"),
        # "on the road to"
        re.compile(
            rf"\b(?P<words>the {_ADJECTIVES}(?P<road>{roads}) (?:to|towards?|out of|into|leading to|from|outside) ){_KIND_OF}$",
            re.IGNORECASE,
        ),
    )


@dataclass(slots=True)
class Routes:
    """The mentions that this module makes, the starts of the mentions that became their ends or are part of their names, and
    the lines that roads made of their ends follow."""

    made: list[PlaceMention]
    ends: set[int]
    lines: dict[Mention, Line]


def find(page: Page, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> Routes:
    """Roads by their ends or numbers, what lies between two places, stretches of rivers and roads. The ends become
    auxiliary."""
    routes = Routes([], set(), {})
    routes.made.extend(_numbered(page, mentions, routes, gazetteer))
    numbered = [*mentions, *routes.made]
    for one, two in itertools.pairwise(mentions):
        if one.start in routes.ends or two.start < one.end or not (_has_point(one) and _has_point(two)):
            continue
        new = _joined(page, routes, one, two) or _linked(page, routes, one, two, numbered, gazetteer)
        if new is not None:
            one.auxiliary = two.auxiliary = True
            routes.made.append(new)
            routes.ends |= {one.start, two.start}
    routes.made.extend(_towards(page, mentions, routes))
    _stretches(page, [*mentions, *routes.made], routes, gazetteer)
    return routes


def _has_point(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.latitude is not None


def _point(place: Place) -> Point:
    assert place.latitude is not None and place.longitude is not None
    return place.latitude, place.longitude


def _joined(page: Page, routes: Routes, one: PlaceMention, two: PlaceMention) -> PlaceMention | None:
    """ "The Damascus-Homs highway"."""
    if not _JOINED.match(page.text[one.end : two.start]):
        return None
    tail = _patterns()[2].match(page.text[two.end : two.end + 50])
    if tail is None or _is_wide(one) or _is_wide(two):
        return None
    start = one.start - 4 if page.text.endswith(("the ", "The "), 0, one.start) else one.start
    span = start, two.end + tail.end()
    if tail["front"]:
        return _front(page, span, one, two)
    return _way(page, routes, span, one, two, road=True)


def _front(page: Page, span: tuple[int, int], one: PlaceMention, two: PlaceMention) -> PlaceMention:
    """ "The Bakhmut–Soledar front": the line between, and what lies by it."""
    assert one.place is not None and two.place is not None
    where = between(one.place, two.place)
    where = where._replace(radius_km=where.radius_km + _FRONT_KM)
    name = f"{one.place.name}-{two.place.name} front"
    return _made(
        page,
        *span,
        one,
        two,
        name,
        "front",
        where,
        f"the front between {one.place.name} and {two.place.name}",
    )


def _is_wide(mention: PlaceMention) -> bool:
    return mention.place is None or mention.place.kind in {"country", "continent"}


def _linked(
    page: Page,
    routes: Routes,
    one: PlaceMention,
    two: PlaceMention,
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
) -> PlaceMention | None:
    """ "The road from A to B", "between A and B", "the Euphrates between A and B"."""
    gap = page.text[one.end : two.start]
    after = _KIND_AFTER_ONE.match(gap)
    joint = _AND.match(gap[after.end() :] if after else gap)
    if joint is None:
        return None
    before = page.text[max(0, one.start - 90) : one.start]
    pattern_between, pattern_from, _, _ = _patterns()
    lead = pattern_from.search(before) or pattern_between.search(before)
    if lead is None or _is_wide(one):
        return None
    # "between A and B", "from A to B"
    if (joint["word"] == "and") == bool(_FROM.search(lead["words"])):
        return None
    start = one.start - (len(before) - lead.start("words"))
    road = bool(lead["road"])
    along = _line_before(page, mentions, start, lead)
    if along is not None:
        return _along(page, along, one, two)
    if not road and not _lies_between(lead, one, two, gazetteer):
        return None
    return _way(page, routes, (start, two.end), one, two, road=road)


def _lies_between(lead: re.Match[str], one: PlaceMention, two: PlaceMention, gazetteer: Gazetteer) -> bool:
    """Whether "between" puts something there: not in "talks between Baghdad and Erbil", nor between two capitals."""
    if lead["land"]:
        return True
    before = re.findall(r"[\w-]+", lead.string[: lead.start("words")].lower())
    if load_words().relations.intersection(before[-3:]):
        return False
    assert one.place is not None and two.place is not None
    capitals = {country.capital_id for country in gazetteer.countries.by_code.values()}
    if {one.place.gazetteer, two.place.gazetteer} <= capitals:
        return False
    return 2 * between(one.place, two.place).radius_km <= _FAR_APART_KM


def _line_before(
    page: Page,
    mentions: Sequence[PlaceMention],
    start: int,
    lead: re.Match[str],
) -> PlaceMention | None:
    """The river or road right before "between" or "from"."""
    if lead["road"]:
        return None
    floor = start + len(lead["words"]) - len("between ")
    for mention in reversed(mentions):
        if mention.end <= floor and mention.place:
            gap = page.text[mention.end : floor]
            known = line_of(mention.place)
            return mention if known is not None and _LINE_BEFORE.match(gap) else None
    return None


def _along(page: Page, along: PlaceMention, one: PlaceMention, two: PlaceMention) -> PlaceMention | None:
    """A stretch of a river or road between two places."""
    assert along.place is not None and one.place is not None and two.place is not None
    line = line_of(along.place)
    if line is None or max(line.nearest(*_point(place))[1] for place in (one.place, two.place)) > _ALONG_KM:
        return None
    part = circle(stretch(line, _point(one.place), _point(two.place)).points)
    name = f"{along.place.name} between {one.place.name} and {two.place.name}"
    start = along.start
    along.auxiliary = True
    reason = f"the stretch of {along.place.name} between {one.place.name} and {two.place.name}"
    return _made(page, start, two.end, one, two, name, along.place.kind, part, reason)


def _way(
    page: Page, routes: Routes, span: tuple[int, int], one: PlaceMention, two: PlaceMention, *, road: bool
) -> PlaceMention:
    """The way between two places: along the known road that joins them, else the straight line."""
    assert one.place is not None and two.place is not None
    a, b = one.place, two.place
    line = load_lines().linking(_point(a), _point(b)) if road else None
    line = stretch(line, _point(a), _point(b)) if line else None
    where = circle(line.points) if line else between(a, b)
    name = f"{a.name}-{b.name} road" if road else f"between {a.name} and {b.name}"
    by = f"along {line.name}" if line else "the straight line"
    reason = f"between {a.name} and {b.name}: {by}, {2 * between(a, b).radius_km:.0f} km from end to end"
    made = _made(page, *span, one, two, name, "road" if road else "between", where, reason)
    if line is not None:
        routes.lines[made.mention] = line
    return made


def _made(
    page: Page, start: int, end: int, one: PlaceMention, two: PlaceMention, name: str, kind: str, where: Circle, reason: str
) -> PlaceMention:  # fmt: skip
    a, b = one.place, two.place
    assert a is not None and b is not None
    country = a.country if a.country == b.country else None
    admin1 = a.admin1 if country and a.admin1 == b.admin1 else None
    radius = round(where.radius_km, 1)
    place = Place(
        name, None, where.latitude, where.longitude, radius, where_prec(kind, radius, "between"), country, admin1, kind,
        "between", None,
    )  # fmt: skip
    mention = PlaceMention(start, end, page.text[start:end], page.root(start, end), None)
    mention.place = place_with(place, mention)
    mention.reasons = [reason]
    mention.confidence = min(one.confidence, two.confidence)
    return mention


def _towards(page: Page, mentions: Sequence[PlaceMention], routes: Routes) -> Iterator[PlaceMention]:
    """ "The road to Mosul": near the town, for want of the other end."""
    for mention in mentions:
        place = mention.place
        if mention.start in routes.ends or place is None or place.latitude is None or place.kind not in TOWNS:
            continue
        lead = _patterns()[3].search(page.text, max(0, mention.start - 70), mention.start)
        if lead is None:
            continue
        start = lead.start("words")
        radius = (place.radius_km or 5.0) + 20
        at = derive(place, f"road to {place.name}", "near", place.latitude, place.longitude, radius, "road")
        new = PlaceMention(start, mention.end, page.text[start : mention.end], mention.head, None)
        new.place = place_with(at, new)
        new.reasons = [f"a road by {place.name} whose other end is not said: within 20 km of the town"]
        new.confidence = mention.confidence
        mention.auxiliary = True
        routes.ends.add(mention.start)
        yield new


def _numbered(
    page: Page, mentions: Sequence[PlaceMention], routes: Routes, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """ "The M5", "Highway 80": the road of this number in a country that the report speaks of."""
    lines = load_lines()
    order: list[str] | None = None
    for found in lines.ref_pattern.finditer(page.text):
        over = [m for m in mentions if m.start < found.end() and found.start() < m.end]
        # "Khanasser" of "the Khanasser road"
        if any(not (found.start() <= m.start and m.end < found.end()) for m in over):
            continue
        if found.group()[0].islower() and not page.text.endswith("the ", 0, found.start()):
            continue
        order = order if order is not None else countries_of(page, mentions, gazetteer.countries)
        line = _of_country(lines.by_ref[found.group()], order)
        if line is None:
            continue
        start, end = found.span()
        tail = _patterns()[2].match(page.text[end : end + 40])
        end += tail.end() if tail else 0
        start -= 4 if page.text.endswith(("the ", "The "), 0, start) else 0
        where = circle(line.points)
        known = next((i for i in line.ids if gazetteer.get(i)), None)
        place = Place(
            line.name, known, where.latitude, where.longitude, round(where.radius_km, 1), where_prec("road", where.radius_km),
            next(code for code in order if code in line.countries), None, "road", "named", None,
        )  # fmt: skip
        new = PlaceMention(start, end, page.text[start:end], page.root(start, end), None)
        new.place = place_with(place, new)
        new.reasons = [f"{found.group()} of {place.country}, which the report speaks of"]
        routes.ends |= {mention.start for mention in over}
        yield new


def countries_of(page: Page, mentions: Sequence[PlaceMention], countries: Countries) -> list[str]:
    """The countries that a report speaks of, those whose places it names most first."""
    return list(dict.fromkeys([*focus(mentions), *spoken_of(page, countries)]))


def _of_country(lines: Sequence[Line], order: Sequence[str]) -> Line | None:
    """The line of the country that is named most."""
    for code in order:
        for line in lines:
            if code in line.countries:
                return line
    return None


def _stretches(page: Page, mentions: Sequence[PlaceMention], routes: Routes, gazetteer: Gazetteer) -> None:
    """Rivers and roads narrowed to where the words right after them say: "the M5 near Saraqib", "the Euphrates in Raqqa
    province"; in place."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    for number, mention in enumerate(ordered):
        place = mention.place
        if place is None or place.kind not in {"river", "road"} or mention.auxiliary:
            continue
        after = next((m for m in ordered[number + 1 :] if m.start >= mention.end), None)
        at = after.place if after else None
        if after is None or at is None or at.latitude is None:
            continue
        if not _AT.match(page.text[mention.end : after.start]):
            continue
        line = routes.lines.get(mention.mention)
        if line is None and place.derivation in {"named", "context"}:
            line = line_of(place)
        # "on the highway in Nigeria's Borno state": the state tells
        if line is None or page.text.startswith(("’s ", "'s "), after.end):
            continue
        part = _part(line, at, gazetteer)
        if part is None or len(part) == len(line.points):
            continue
        where = circle(part)
        radius = max(where.radius_km, 10.0)
        name = f"{place.name} {'by' if at.kind in TOWNS else 'in'} {at.name}"
        how: Derivation = "near" if at.kind in TOWNS else "part_of"
        mention.place = derive(place, name, how, where.latitude, where.longitude, radius)
        mention.place = change(mention.place, country=at.country or place.country, admin1=at.admin1)
        mention.reasons = [*mention.reasons, f"the stretch of {line.name} by {at.name}, named right after it"]


def line_of(place: Place) -> Line | None:
    """The line of a river or road, or of a stretch of it; None for other places and for those without one."""
    lines = load_lines()
    if place.kind not in {"river", "road"}:
        return None
    known = lines.get(place.gazetteer)
    return known or next((line for line in lines.all if f"{place.name} ".startswith(f"{line.name} ")), None)


def _part(line: Line, at: Place, gazetteer: Gazetteer) -> Sequence[Point] | None:
    """The points of a line in a country, in the box of a division, or within a town's surroundings."""
    if at.kind == "country":
        return line.within(at.country) or None if at.country else None
    box = gazetteer.extent(at.gazetteer) if at.gazetteer and at.kind == "admin1" else None
    if box is not None:
        west, south, east, north = box
        return [p for p in line.points if south <= p[0] <= north and west <= p[1] <= east] or None
    reach = (at.radius_km or 5.0) + 10
    point = _point(at)
    return around(line, point, reach) if line.nearest(*point)[1] <= max(reach, _ALONG_KM / 2) else None


def beside(
    place: Place, towards: float | str, order: Sequence[str], *, bank: bool, at: Place | None = None
) -> Place | None:
    """One side of a river: its bank, or all that lies beyond it, along its stretch near `at`, else in the first of the countries
    that it runs through. `towards` is a bearing, or "left" or "right" as it flows."""
    line = line_of(place)
    if line is None:
        return None
    points: Sequence[Point] = ()
    if at is not None and at.latitude is not None and line.nearest(*_point(at))[1] <= _ALONG_KM:
        points = around(line, _point(at), 20.0)
    elif place.derivation in {"part_of", "near"} and place.latitude is not None:
        points = around(line, _point(place), place.radius_km or 10.0)
    code = next((code for code in order if code in line.countries), None)
    points = points or (line.within(code) if code else line.points)
    where = circle(points)
    if isinstance(towards, str):
        flow = line.towards(line.nearest(where.latitude, where.longitude)[0])
        towards = (flow + (90 if towards == "right" else -90)) % 360
    reach = _BANK_KM if bank else 0.5 * where.radius_km
    lat, lon = rough_offset(where.latitude, where.longitude, reach, towards)
    side = compass_word(towards)
    name = f"{side}ern bank of the {line.name}" if bank else f"{side} of the {line.name}"
    how: Derivation = "part_of" if bank else "offset"
    return change(
        derive(place, name, how, lat, lon, where.radius_km + reach, None if bank else "region"),
        country=code or place.country,
    )  # fmt: skip
