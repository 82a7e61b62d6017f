"""Borders of countries as places: the line, or its stretch by what else the report names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warlog.places.areas import TOWNS
from warlog.places.borders import Border
from warlog.places.countries import Countries, Country
from warlog.places.gazetteer import Gazetteer
from warlog.places.geometry import midpoint, rough_km
from warlog.places.lexicon import load_words
from warlog.places.lines import Point, circle, nearest
from warlog.places.mentions import PlaceMention
from warlog.places.precision import AROUND_KM, where_prec
from warlog.places.toponyms import Page
from warlog.records import Place

_WORD = re.compile(
    r"\b(?:[Tt]ri-|[Tt]riple[ -]|[Tt]hree-)?(?:[Bb]order|[Ff]rontier)s?\b(?P<noun> (?:area|region|zone|strip|line|crossing|province|district)s?\b)?"
    r"(?! (?:guards?|police|patrols?|forces?|agents?|officers?|officials?|security|authorities|agency|troops|ministry|service)\b)"
)
_NAME = r"[A-Z][\w.]*(?:[’'`]s?)?"
# "the Turkish", "Iraqi-Syrian", "Kenya's", "the Yemeni side of the"
_BEFORE = re.compile(
    rf"(?P<the>\b[Tt]he )?(?P<names>{_NAME}(?:(?:[-–—/ ]| and | and the ){_NAME}){{0,4}}) (?:side of (?:the|its) )?$"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|its|their) $")
_AFTER = re.compile(
    rf"^ (?:with|between|of|to|from|separating|dividing|shared (?:by|with)) (?:the |neighbou?ring |nearby ){{0,2}}"
    rf"(?P<names>{_NAME}(?: {_NAME}){{0,2}}(?:(?:, (?:the )?{_NAME}(?: {_NAME}){{0,2}})?,? and (?:the )?{_NAME}(?: {_NAME}){{0,2}})?)"
)
_PIECE = re.compile(r"[A-Z]\w*(?:\.[A-Z])*")
_RUN = re.compile(r"[A-Z]\w*(?:\.[A-Z])*(?: [A-Z]\w*){0,2}")
_AT = re.compile(r"\b(?:near(?: to)?|at|on|by|close to|around) (?:an? |the )?$", re.IGNORECASE)
_REACH_KM = 75.0  # places of a sentence within so far of a border say which stretch of it is meant
_FAR_REACH_KM = 50.0  # places of other sentences
_FAR_CHARACTERS = 1500
_BOX_MARGIN = 0.15  # degrees: the boxes of provinces are good to this against the border


@dataclass(slots=True, frozen=True)
class _Found:
    """A border as the text names it: offsets, and the countries that it names."""

    start: int
    end: int
    countries: tuple[Country, ...]


def borders(page: Page, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Mentions of the borders of countries, each placed as closely as the report allows."""
    if "order" not in page.text and "rontier" not in page.text:
        return []
    out: list[PlaceMention] = []
    for found in _named(page.text, gazetteer.countries):
        if any(found.start < other.end and other.start < found.end for other in out):
            continue
        known = found.countries
        if len(known) == 1:
            other = _other_side(page, mentions, known[0], gazetteer.countries)
            known = (known[0], other) if other else known
        place, reason = _placed(page, mentions, found, known, gazetteer)
        mention = PlaceMention(
            found.start, found.end, page.text[found.start : found.end], page.root(found.start, found.end), None
        )  # fmt: skip
        mention.place = place_with(place, mention)
        mention.reasons = [reason]
        out.append(mention)
    return out


def place_with(place: Place, mention: PlaceMention) -> Place:
    """The place with the words of a mention."""
    from msgspec.structs import replace

    return replace(place, mention=mention.mention)


def _named(text: str, countries: Countries) -> Iterator[_Found]:
    for word in _WORD.finditer(text):
        start, end = word.span()
        codes: dict[str, None] = {}
        lead = _BEFORE.search(text, max(0, start - 70), start)
        if lead is not None:
            first, found = _last_countries(lead["names"], countries)
            if found:
                codes.update(dict.fromkeys(found))
                start = lead.start("names") + first
                if first == 0 and lead["the"]:
                    start = lead.start()
        if not codes and (article := _ARTICLE.search(text, max(0, start - 6), start)):
            start = article.start()
        tail = _AFTER.match(text[end : end + 90])
        if tail is not None:
            last, found = _first_countries(tail["names"], countries)
            if found:
                codes.update(dict.fromkeys(found))
                end += tail.start("names") + last
        if codes:
            yield _Found(start, end, tuple(countries.by_code[code] for code in codes))


def _readings(names: str, countries: Countries) -> list[tuple[int, int, str | None]]:
    """The capitalised words with the country that each names, pairs and threes before single ones."""
    pieces = list(_PIECE.finditer(names))
    out: list[tuple[int, int, str | None]] = []
    number = 0
    while number < len(pieces):
        for size in (3, 2, 1):
            group = pieces[number : number + size]
            words = names[group[0].start() : group[-1].end()]
            code = countries.adjective(words) if len(group) == size and "-" not in words else None
            if code is None and size == 1:
                # scraped pages have lost their apostrophes: "Syrias border"
                code = countries.adjective(words.removesuffix("s")) or load_words().combining.get(words)
            if code is not None or size == 1:
                out.append((group[0].start(), group[-1].end(), code))
                number += size
                break
    return out


def _last_countries(names: str, countries: Countries) -> tuple[int, list[str]]:
    """Where the countries at the end of some words begin, and their codes: "Monday Iraqi-Syrian"."""
    first, codes = 0, list[str]()
    for start, _, code in reversed(_readings(names, countries)):
        if code is None or len(codes) == 2:
            break
        first = start
        if code not in codes:
            codes.insert(0, code)
    return first, codes


def _first_countries(names: str, countries: Countries) -> tuple[int, list[str]]:
    last, codes = 0, list[str]()
    for _, end, code in _readings(names, countries):
        if code is None:
            break
        last = end
        if code not in codes:
            codes.append(code)
    return last, codes


def focus(mentions: Sequence[PlaceMention]) -> list[str]:
    """Countries in the order of how often places of theirs are named."""
    counts: dict[str, int] = {}
    for mention in mentions:
        # where a river or a desert has its middle says nothing of the report
        if mention.place and mention.place.country and mention.place.kind not in _WIDE:
            counts[mention.place.country] = counts.get(mention.place.country, 0) + 1
    return sorted(counts, key=lambda code: -counts[code])


_WIDE = frozenset({"river", "sea", "gulf", "desert", "mountains", "region", "lake"})


def spoken_of(page: Page, countries: Countries) -> list[str]:
    """Countries in the order of how often the text names them or their people."""
    counts: dict[str, int] = {}
    for names, times in Counter(_RUN.findall(page.text)).items():
        for _, _, code in _readings(names, countries):
            if code is not None:
                counts[code] = counts.get(code, 0) + times
    return sorted(counts, key=lambda code: -counts[code])


def _other_side(
    page: Page, mentions: Sequence[PlaceMention], country: Country, countries: Countries
) -> Country | None:
    """The neighbour on the other side of "the Turkish border": the report's own country that borders on it."""
    for order in (focus(mentions), spoken_of(page, countries)):
        for code in order:
            if code != country.iso2 and code in country.neighbours:
                return countries.get(code)
    return None


def _placed(
    page: Page,
    mentions: Sequence[PlaceMention],
    found: _Found,
    known: Sequence[Country],
    gazetteer: Gazetteer,
) -> tuple[Place, str]:
    name = f"{'-'.join(country.name for country in known[:3])} border"
    if len(known) == 1:
        only = known[0]
        place = _border(name, only.latitude, only.longitude, only.radius_km, "near", only.iso2)
        return place, f"border of {only.name}, with whom is not said"
    lines = [line for one, two in _pairs(known) if (line := gazetteer.border(one.iso2, two.iso2)) is not None]
    if not lines:
        one, two = known[:2]
        lat, lon = midpoint(one.latitude, one.longitude, two.latitude, two.longitude)
        radius = rough_km(one.latitude, one.longitude, two.latitude, two.longitude) / 2
        return _border(name, lat, lon, radius, "between"), f"{name}: no line of it is known, half-way"
    if len(known) > 2 and len(lines) > 1:
        at = min(lines[0].points, key=lambda point: nearest(lines[1].points, *point)[1])
        return _border(name, *at, 2 * AROUND_KM, "near"), f"{name}: where they meet"
    return _stretch(page, mentions, found, name, lines[0], gazetteer)


def _pairs(known: Sequence[Country]) -> list[tuple[Country, Country]]:
    return [(known[0], other) for other in known[1:3]]


def _border(
    name: str, latitude: float, longitude: float, radius: float, how: str, country: str | None = None
) -> Place:
    derivation = "near" if how == "near" else "between"
    prec = where_prec("border", radius, derivation)
    return Place(
        name, None, latitude, longitude, round(radius, 1), prec, country, None, "border", derivation, None
    )  # fmt: skip


def _stretch(
    page: Page,
    mentions: Sequence[PlaceMention],
    found: _Found,
    name: str,
    line: Border,
    gazetteer: Gazetteer,
) -> tuple[Place, str]:
    """The stretch of a border that the sentence's places or province name, else the nearest other place of the report."""
    sentence = page.doc[page.token(found.start)].sent
    codes = {country.iso2 for country in found.countries}
    beside = [m for m in mentions if not (m.start < found.end and found.start < m.end) and m.place]
    beside.sort(key=lambda m: max(m.start - found.end, found.start - m.end))
    inside = [m for m in beside if sentence.start_char <= m.start < sentence.end_char]
    for mention in inside:
        place = mention.place
        assert place is not None
        if (near := _by(place, line.points, _REACH_KM)) is not None:
            at, away = near
            radius = max(AROUND_KM, away)
            reason = (
                f"{name}: where it is nearest to {place.name} ({away:.0f} km), named in the same sentence"
            )
            return _border(f"{name} near {place.name}", *at, radius, "near"), reason
        if place.kind == "admin1" and (part := _in_division(place, line.points, gazetteer)):
            where = circle(part)
            radius = max(where.radius_km, AROUND_KM)
            reason = f"{name}: its stretch along {place.name}, named in the same sentence"
            return _border(
                f"{name} in {place.name}", where.latitude, where.longitude, radius, "between"
            ), reason
    # "protect the border" is all of it
    if not _AT.search(page.text, max(0, found.start - 20), found.start):
        beside = []
    for mention in beside:
        place = mention.place
        assert place is not None
        if max(mention.start - found.end, found.start - mention.end) > _FAR_CHARACTERS:
            break
        if place.country in codes and (near := _by(place, line.points, _FAR_REACH_KM)) is not None:
            at, away = near
            reason = (
                f"{name}: where it is nearest to {place.name} ({away:.0f} km), the place named closest to it"
            )
            return _border(f"{name} near {place.name}", *at, 2 * _FAR_REACH_KM, "near"), reason
    return (
        _border(name, line.latitude, line.longitude, line.half_km, "between"),
        f"{name}: middle of the line, half its length",
    )


def _by(place: Place, points: Sequence[Point], reach: float) -> tuple[Point, float] | None:
    """The point of a line nearest to a town, within a reach."""
    if place.latitude is None or place.longitude is None or place.where_prec > 2 or place.kind not in _POINTS:
        return None
    index, away = nearest(points, place.latitude, place.longitude)
    return (points[index], away) if away <= reach else None


_POINTS = TOWNS | {"crossing", "camp", "base", "air_base", "airport", "district", "dam", "mountain"}


def _in_division(place: Place, points: Sequence[Point], gazetteer: Gazetteer) -> list[Point]:
    """The points of a line along a division: within its box, and some 15 km more."""
    box = gazetteer.extent(place.gazetteer) if place.gazetteer else None
    if box is None:
        return []
    west, south, east, north = box
    m = _BOX_MARGIN
    return [p for p in points if south - m <= p[0] <= north + m and west - m <= p[1] <= east + m]
