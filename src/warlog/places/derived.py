"""Places said by way of another: parts, surroundings, borders, what lies between, and facilities of a place."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace as with_changes
from functools import lru_cache

import msgspec

from warlog.places.countries import Country
from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.geometry import compass_degrees, compass_word, midpoint, rough_km, rough_offset
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention
from warlog.places.toponyms import Page
from warlog.records import Derivation, Place

_SIDE = r"(?:far |mid-|extreme |mostly |rural |north[- ]?|south[- ]?)?(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?(?:most)?|(?:north|south)-?central"
_PART_NOUN = (
    "parts?|half|side|suburbs|outskirts|countryside|edges?|districts?|neighbou?rhoods?|regions?|areas?|provinces|"
    "sectors?|quarters?|flank|flanks|bank|reaches|fringes?|front|entrances?|corner|tip|towns|villages|wing"
)
_NAMED_KIND = (
    "city|town|village|province|governorate|region|area|district|state|capital|enclave|country|towns|cities|villages|"
    "districts|provinces|port city|border town|neighbou?rhood|suburb|stronghold|oblast|emirate|county|settlement|camp|island"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load_words()
    inside = "|".join(words.inside)
    around = "|".join(words.around)
    head = rf"(?:the |central |rebel-held |besieged |nearby )*(?:(?:{_NAMED_KIND}) of (?:the )?)?"
    return (
        # "the eastern part of (the city of) X", "the north of X", "the eastern suburbs of X"
        re.compile(
            rf"(?:\bthe )?(?:\b\w+-(?:held|controlled) )?\b(?P<side>{_SIDE})(?: (?P<noun>{_PART_NOUN}|{around}))?(?: of|,? in) {head}$",
            re.IGNORECASE,
        ),
        # "the heart of X", "the countryside around X"
        re.compile(
            rf"(?:\bthe )?\b(?:(?P<in>{inside})|(?P<out>{around})) (?:of|around|outside|in) {head}(?:the )?$",
            re.IGNORECASE,
        ),
        # "eastern X", "central X", "the northern province of X", "northern X province"
        re.compile(
            rf"(?:\bthe )?\b(?P<side>{_SIDE}|central|downtown|inner|old|Old|Central)[ -]$", re.IGNORECASE
        ),
        # "the city of X", "the districts of X", "the village of X"
        re.compile(
            rf"(?:\bthe )?(?:\b[a-z]+-held |\b[a-z]+-controlled )?\b(?P<kind>{_NAMED_KIND}) of (?:the )?$",
            re.IGNORECASE,
        ),
        # "near X", "in the vicinity of X"
        re.compile(
            r"\b(?P<near>near(?: to)?|close to|outside(?: of)?|around|in the vicinity of|on the edge of) (?:the )?$",
            re.IGNORECASE,
        ),
    )


_KIND_AFTER = re.compile(
    rf"^(?:[’'`]s?)?(?P<words> (?:(?P<old>Old City|old city|Old Town|old town)|(?P<around>eastern countryside|western countryside|"
    rf"northern countryside|southern countryside|countryside|suburbs|outskirts|suburb)|(?P<kind>{_NAMED_KIND})))\b(?! of\b)",
    re.IGNORECASE,
)
FACILITY_AFTER = re.compile(
    r"^(?:[’'`]s)?(?P<words>(?: (?:[Mm]ilitary|[Ii]nternational|[Aa]ir|[Aa]rmy|[Mm]ain|[Gg]eneral|[Cc]entral|[Rr]efugee|[Bb]order|[Ll]arge|[Ff]rontier|[Tt]raining|[Pp]ower|[Oo]il|[Gg]as|[Nn]uclear|[Rr]adio))*"
    r" (?P<kind>[Aa]irport|[Aa]irfield|[Aa]irbase|[Bb]ase|[Hh]ospital|[Dd]am|[Cc]rossing|[Rr]oad|[Hh]ighway|[Bb]ridge|[Pp]rison|[Uu]niversity|[Rr]efinery|[Cc]amp|[Pp]ort|[Mm]arket|[Ff]ield|[Pp]lant|[Ss]tation|[Jj]unction)(?: complex| post| point)?)\b"
)
_BETWEEN = re.compile(
    r"\b(?P<words>(?:the )?(?:road |highway |route |area |border |routes |line )?(?:linking |connecting )?between )(?:the )?(?:\w+ of )?$"
)
_AND = re.compile(r"^ and (?:the )?(?:\w+ of )?$")
_BORDERS = re.compile(
    r"(?:\b[Tt]he )?\b(?:(?P<a>[A-Z]\w+)(?:[-–/]| and | )(?:with )?)?(?P<b>[A-Z]\w+?)[’']?s? (?:border|frontier)s?(?: (?:area|region|zone|crossing|strip)s?)?"
    r"(?: with (?P<c>[A-Z]\w+(?: [A-Z]\w+)?))?\b"
)
_BORDER_WITH = re.compile(
    r"\b(?:[Tt]he )?(?:border|frontier)s? (?:with|between|of|to) (?P<a>[A-Z]\w+(?: [A-Z]\w+)?)(?: and (?P<b>[A-Z]\w+(?: [A-Z]\w+)?))?"
)
_FACILITY_KIND = {"airport": "airport", "airfield": "airport", "airbase": "air_base", "hospital": "hospital", "dam": "dam",
                  "crossing": "crossing", "road": "road", "highway": "road", "bridge": "bridge", "camp": "camp"}  # fmt: skip


def change(place: Place, **fields: object) -> Place:
    """A copy of the place with other fields."""
    return msgspec.structs.replace(place, **fields)


def widen(page: Page, mentions: list[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Mentions widened to their phrases, with derived places; and the places that lie between or at borders."""
    out = [_widened(page, mention, gazetteer) for mention in mentions]
    out.extend(_between(page, mentions))
    out.extend(_borders(page, mentions, gazetteer))
    return sorted(out, key=lambda mention: (mention.start, -mention.end))


def _remention(page: Page, mention: PlaceMention, start: int, end: int, place: Place | None) -> PlaceMention:
    new = with_changes(mention, start=start, end=end, text=page.text[start:end], auxiliary=False)
    new.place = change(place, mention=new.mention) if place else None
    return new


def _widened(page: Page, mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    line = page.text.rfind("\n", max(0, mention.start - 90), mention.start) + 1
    before = page.text[max(line, mention.start - 90) : mention.start]
    after = page.text[mention.end : mention.end + 60]
    start, end, place = mention.start, mention.end, mention.place
    facility = FACILITY_AFTER.match(after)
    if facility and place and place.kind not in {"country"}:
        return _facility(page, mention, facility, gazetteer)
    following = _KIND_AFTER.match(after)
    if following:
        end = mention.end + following.end()
        if following["old"] and place:
            place = old_city(place, gazetteer)
        elif following["around"] and place:
            side = compass_degrees(following["around"].split()[0])
            place = _around(place, following["around"], side)
    return _left(page, mention, before, start, end, place, bool(following), gazetteer)


def _left(
    page: Page,
    mention: PlaceMention,
    before: str,
    start: int,
    end: int,
    place: Place | None,
    named: bool,
    gazetteer: Gazetteer,
) -> PlaceMention:
    if not _LEADS.search(before):
        return _remention(page, mention, start - _article(before, place, named), end, place)
    side_part, heart_of, side_of, kind_of, near = _patterns()
    found = side_part.search(before)
    if found and place and place.latitude is not None:
        side = compass_degrees(found["side"].split()[-1])
        # "northwest of Baghdad" is outside of it, "the northwest of Syria" and "the northern part of X" a part
        part = found["noun"] or (
            found.group().lower().startswith("the ") and not found["side"].endswith("ern")
        )
        if side is not None and part:
            outside = (found["noun"] or "").lower() in load_words().around
            derived = (
                _around(place, found["noun"] or "", side) if outside else part_of(place, side, gazetteer)
            )
            return _remention(page, mention, start - len(found.group()), end, derived)
    found = heart_of.search(before)
    if found and place and place.latitude is not None:
        derived = (
            _central(place, f"central {common_name(place)}")
            if found["in"]
            else _around(place, found["out"], None)
        )
        return _remention(page, mention, start - len(found.group()), end, derived)
    found = side_of.search(before)
    if (
        found
        and place
        and place.latitude is not None
        and place.derivation == "named"
        and not _part_of_name(place, found)
    ):
        word = found["side"].split()[-1]
        side = compass_degrees(word)
        # "northern Aleppo" is a part of it; "northern Aleppo province" as well, "the northern province of X" not
        derived = (
            part_of(place, side, gazetteer)
            if side is not None
            else _central(place, f"{word.lower()} {common_name(place)}")
        )
        return _remention(page, mention, start - len(found.group()), end, derived)
    found = kind_of.search(before)
    # "a neighbourhood of Syrias Aleppo" names no neighbourhood called Syria
    if found and (place is None or place.kind != "country" or found["kind"].lower() == "country"):
        return _remention(page, mention, start - len(found.group()), end, place)
    if place and near.search(before) and place.latitude is not None and place.where_prec == 1:
        radius = max(place.radius_km or 5, 5) + 10
        place = change(place, derivation="near", where_prec=2, radius_km=round(radius, 1))
    return _remention(page, mention, start - _article(before, place, named), end, place)


# the last word before a name, where one of the patterns may end: most names follow none of them
_LEADS = re.compile(
    r"(?:\b(?:of|in|the|around|outside|near|to|edge|central|nearby|besieged|downtown|inner|old)|(?:th|st)(?:ern)?(?:most)?|held) $|-$",
    re.IGNORECASE,
)


def _article(before: str, place: Place | None, named: bool) -> int:
    """Length of the article that belongs to the mention: "the Hamrin Mountains", "the Al Midan district"."""
    return (
        4 if before.endswith(("the ", "The ")) and (named or (place and place.kind in _ARTICLE_KINDS)) else 0
    )


_ARTICLE_KINDS = frozenset(
    [
        "mountains",
        "range",
        "river",
        "region",
        "desert",
        "valley",
        "sea",
        "canal",
        "lake",
        "peninsula",
        "plain",
        "dam",
        "crossing",
        "gulf",
    ]
)


def _part_of_name(place: Place, found: re.Match[str]) -> bool:
    return place.name.casefold().startswith(found["side"].casefold())


def part_of(place: Place, towards: float, gazetteer: Gazetteer | None = None) -> Place:
    """A side of a place: its centre half-way to the edge where the gazetteer knows the extent of the area, else moved by
    0.42 of the radius (the centroid of a half disc lies at 4r/3π); a radius of 0.6."""
    assert place.latitude is not None and place.longitude is not None
    radius = place.radius_km or 5.0
    reach = 0.42 * radius
    box = gazetteer.extent(place.gazetteer) if gazetteer and place.gazetteer else None
    if box is not None:
        reach = max(reach, 0.5 * min(_to_edge(place.latitude, place.longitude, towards, box), 2 * radius))
    lat, lon = rough_offset(place.latitude, place.longitude, reach, towards)
    prec = {6: 5}.get(place.where_prec, place.where_prec)
    name = f"{compass_word(towards)}ern {common_name(place)}"
    return _derive(place, name, "part_of", lat, lon, 0.6 * radius, prec)


def _to_edge(lat: float, lon: float, towards: float, box: tuple[float, float, float, float]) -> float:
    """Kilometres from a point to the edge of a box (west, south, east, north) in a direction."""
    west, south, east, north = box
    x, y = math.sin(math.radians(towards)), math.cos(math.radians(towards))
    wide = (east - lon if x > 0 else lon - west) * 111.2 * math.cos(math.radians(lat))
    high = (north - lat if y > 0 else lat - south) * 111.2
    steps = [side / abs(part) for side, part in ((wide, x), (high, y)) if abs(part) > 0.1]
    return max(0.0, min(steps))


_PART_WORDS = re.compile(
    r"^(?:(?:(?:north|south)?(?:east|west)?(?:north|south)?ern|central|downtown|inner) )+|^Old City of "
)


def common_name(place: Place) -> str:
    """The plain name under a derived one: "Hama" of "central Hama"."""
    return _PART_WORDS.sub("", place.name) if place.derivation != "named" else place.name


def old_city(place: Place, gazetteer: Gazetteer) -> Place:
    """The old city of a town: the gazetteer's own entry, else the middle of the town."""
    name = common_name(place)
    for entry in gazetteer.lookup(f"{name} Old City"):
        if entry.country == place.country:
            return _as_entry(place, entry)
    return _central(place, f"Old City of {name}")


def _as_entry(place: Place, entry: Entry) -> Place:
    return change(
        place, name=entry.name, gazetteer=entry.id, latitude=entry.latitude, longitude=entry.longitude,
        radius_km=entry.radius_km, kind=entry.kind, where_prec=1, derivation="named", admin1=entry.admin1,
    )  # fmt: skip


def _central(place: Place, name: str) -> Place:
    prec = {6: 5}.get(place.where_prec, place.where_prec)
    return _derive(
        place, name, "part_of", place.latitude, place.longitude, 0.5 * (place.radius_km or 5.0), prec
    )


def _around(place: Place, words: str, side: float | None) -> Place:
    """Countryside and outskirts: the place's surroundings, to one side where one is named."""
    radius = place.radius_km or 5.0
    wide = radius if place.where_prec > 2 else radius + 10
    lat, lon = place.latitude, place.longitude
    if side is not None and lat is not None and lon is not None:
        lat, lon = rough_offset(lat, lon, wide * 0.6, side)
    noun = words.split()[-1].lower() if words else "surroundings"
    lead = f"{compass_word(side)}ern " if side is not None else ""
    return _derive(place, f"{lead}{noun} of {place.name}", "near", lat, lon, wide, max(2, place.where_prec))


def _derive(
    place: Place,
    name: str,
    derivation: Derivation,
    lat: float | None,
    lon: float | None,
    radius: float,
    prec: int,
) -> Place:
    return change(
        place, name=name, gazetteer=None, latitude=lat, longitude=lon, radius_km=round(radius, 1), where_prec=prec,
        derivation=derivation,
    )  # fmt: skip


def _facility(page: Page, mention: PlaceMention, found: re.Match[str], gazetteer: Gazetteer) -> PlaceMention:
    """ "Aleppo airport" is near Aleppo, as long as the gazetteer does not know it."""
    place = mention.place
    assert place is not None
    kind = _FACILITY_KIND.get(found["kind"].lower(), found["kind"].lower())
    end = mention.end + found.end()
    if place.kind in _SAME_FACILITY.get(kind, {kind}) or place.derivation != "named":
        return _remention(page, mention, mention.start, end, place)
    known = _known_facility(mention.text, found, place, gazetteer)
    if known is not None:
        return _remention(page, mention, mention.start, end, known)
    radius = (place.radius_km or 5.0) + 10
    prec = 2 if place.where_prec <= 2 else place.where_prec
    near = change(
        place, name=f"{place.name}{found['words'].rstrip()}", gazetteer=None, kind=kind, derivation="near",
        radius_km=round(radius, 1), where_prec=prec,
    )  # fmt: skip
    return _remention(page, mention, mention.start, end, near)


_FLYING = frozenset({"airport", "base", "air_base"})
_SAME_FACILITY: dict[str, frozenset[str]] = {"airport": _FLYING, "base": _FLYING, "air_base": _FLYING}


def _known_facility(name: str, found: re.Match[str], near: Place, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's own entry for "Aleppo airport", by its fuller names too, in the country of the town."""
    words, kind = found["words"].strip(), found["kind"].lower()
    tails = dict.fromkeys([words, kind, f"international {kind}", f"military {kind}", f"air {kind}"])
    for tail in tails:
        for entry in gazetteer.lookup(f"{name} {tail}"):
            if entry.country == near.country:
                return _as_entry(near, entry)
    return None


def _between(page: Page, mentions: list[PlaceMention]) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    for one, two in itertools.pairwise(mentions):
        if not (one.place and two.place) or one.place.latitude is None or two.place.latitude is None:
            continue
        lead = _BETWEEN.search(page.text[max(0, one.start - 60) : one.start])
        if not lead or not _AND.match(page.text[one.end : two.start]):
            continue
        if one.place.kind == "country":
            continue
        a, b = one.place, two.place
        assert a.latitude is not None and a.longitude is not None
        assert b.latitude is not None and b.longitude is not None
        lat, lon = midpoint(a.latitude, a.longitude, b.latitude, b.longitude)
        radius = rough_km(a.latitude, a.longitude, b.latitude, b.longitude) / 2
        admin = a.admin1 if a.admin1 == b.admin1 else None
        country = a.country if a.country == b.country else None
        place = Place(
            f"between {a.name} and {b.name}", None, lat, lon, round(radius, 1), 5, country, admin, "between", "between", None,
        )  # fmt: skip
        start = one.start - len(lead["words"])
        one.auxiliary = two.auxiliary = True
        out.append(_remention(page, one, start, two.end, place))
    return out


def _borders(page: Page, mentions: list[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    if "border" not in page.text and "frontier" not in page.text:
        return []
    out: list[PlaceMention] = []
    focus = _focus(mentions)
    for found in [*_BORDERS.finditer(page.text), *_BORDER_WITH.finditer(page.text)]:
        if any(found.start() < other.end and other.start < found.end() for other in out):
            continue
        codes = [gazetteer.countries.adjective(word) for word in found.groups() if word]
        known = [gazetteer.countries.by_code[code] for code in codes if code]
        if not known:
            continue
        start = found.start()
        if codes[0] is None and found.groups()[0]:
            start = found.start(2)
        if len(known) == 1:
            other = gazetteer.countries.get(_other_side(known[0], focus))
            known = [known[0], other] if other else known
        place = border_place(known, gazetteer)
        mention = PlaceMention(
            start, found.end(), page.text[start : found.end()],
            page.root(start, found.end()), None,
        )  # fmt: skip
        mention.place = change(place, mention=mention.mention)
        out.append(mention)
    return out


def _focus(mentions: list[PlaceMention]) -> list[str]:
    """Countries in the order of how often places of theirs are named."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.place and mention.place.country:
            counts[mention.place.country] = counts.get(mention.place.country, 0) + 1
    return sorted(counts, key=lambda code: -counts[code])


def _other_side(country: Country, focus: list[str]) -> str | None:
    """The neighbour on the other side of "the Turkish border": the report's own country that borders on it."""
    return next((code for code in focus if code != country.iso2 and code in country.neighbours), None)


def border_place(countries: list[Country], gazetteer: Gazetteer) -> Place:
    """A border: middle and half length of the line where their polygons meet."""
    names = "-".join(country.name for country in countries[:2])
    name = f"{names} border"
    if len(countries) < 2:
        only = countries[0]
        return Place(
            name,
            None,
            only.latitude,
            only.longitude,
            only.radius_km,
            5,
            only.iso2,
            None,
            "border",
            "near",
            None,
        )
    one, two = countries[:2]
    line = gazetteer.border(one.iso2, two.iso2)
    if line is None:
        lat, lon = midpoint(one.latitude, one.longitude, two.latitude, two.longitude)
        radius = rough_km(one.latitude, one.longitude, two.latitude, two.longitude) / 2
    else:
        lat, lon, radius = line
    return Place(name, None, lat, lon, round(radius, 1), 5, None, None, "border", "between", None)
