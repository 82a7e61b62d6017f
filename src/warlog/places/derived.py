"""Places said by way of another: parts, surroundings, fronts, shores and facilities of a place; roads, borders and what lies
between come from their own modules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as with_changes
from functools import lru_cache

from warlog.places import areas, frontiers, routes
from warlog.places.areas import TOWNS, as_entry, central, change, common_name, derive, old_city, part_of
from warlog.places.gazetteer import Gazetteer
from warlog.places.geometry import compass_degrees, rough_km
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention
from warlog.places.precision import AROUND_KM, measured
from warlog.places.toponyms import Page
from warlog.records import Place

_SIDE = r"(?:far |mid-|extreme |mostly |rural |north[- ]?|south[- ]?)?(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?(?:most)?|(?:north|south)-?central"
_PART_NOUN = (
    "parts?|half|side|suburbs|outskirts|countryside|edges?|districts?|neighbou?rhoods?|regions?|areas?|provinces|"
    "sectors?|quarters?|flank|flanks|bank|banks|shore|reaches|fringes?|front|entrances?|corner|tip|towns|villages|wing|end|section"
)
_NAMED_KIND = (
    "city|town|village|province|governorate|region|area|district|state|capital|enclave|country|towns|cities|villages|"
    "districts|provinces|port city|border town|neighbou?rhood|suburb|stronghold|oblast|emirate|county|settlement|camp|island"
)
_PROVINCE_WORDS = re.compile(r"\b(?:provinces?|governorates?|oblast|state|region|emirate|county)\b", re.IGNORECASE)  # fmt: skip
_BANKS = frozenset({"bank", "banks", "shore", "side"})


@dataclass(slots=True, frozen=True)
class _Patterns:
    """What may stand before a name, up to its first letter; `after` what may follow it."""

    side_part: re.Pattern[str]
    bank: re.Pattern[str]
    heart_of: re.Pattern[str]
    side_of: re.Pattern[str]
    rural: re.Pattern[str]
    kind_of: re.Pattern[str]
    near: re.Pattern[str]
    leads: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = load_words()
    inside, around = "|".join(words.inside), "|".join(words.around)
    near = "|".join(sorted(words.near, key=len, reverse=True))
    fronts = "|".join(sorted(words.fronts, key=len, reverse=True))
    shores = "|".join(words.shores)
    basins = "|".join(words.basins)
    # "the south of Ukraine's": whose Mykolaiv it is
    owner = r"(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?[’'`]s )?"
    head = rf"(?:the |central |rebel-held |besieged |nearby )*{owner}(?:(?:{_NAMED_KIND}) of (?:the )?)?"
    held = r"(?:\b\w+-(?:held|controlled) )?"
    last_words = "|".join(sorted({word.split()[-1] for word in words.near}))
    return _Patterns(
        # "the eastern part of (the city of) X", "the north of X", "the eastern suburbs of X"
        side_part=re.compile(
            rf"(?:\bthe )?{held}\b(?P<side>{_SIDE})(?: (?P<noun>{_PART_NOUN}|{around}))?(?: of|,? in) {head}$",
            re.IGNORECASE,
        ),
        # "the left bank of the X"
        bank=re.compile(r"\b(?:the |its )?(?P<hand>left|right)[- ]bank of (?:the )?$", re.IGNORECASE),
        # "the heart of X", "the countryside around X"
        heart_of=re.compile(
            rf"(?:\b(?P<the>the) )?\b(?:(?P<in>{inside}) of|(?P<out>{around}) (?:of|around|outside|in)) {head}(?:the )?$",
            re.IGNORECASE,
        ),
        # "eastern X", "central X", "the northern province of X", "northern X province"
        side_of=re.compile(
            rf"(?:\bthe )?{held}\b(?P<side>{_SIDE}|central|downtown|inner|old)[ -]$", re.IGNORECASE
        ),
        rural=re.compile(r"(?:\bthe )?\b(?P<rural>rural )$", re.IGNORECASE),
        # "the city of X", "the districts of X", "the village of X"
        kind_of=re.compile(
            rf"(?:\bthe )?(?:\b[a-z]+-held |\b[a-z]+-controlled )?\b(?P<kind>{_NAMED_KIND}) of (?:the )?$",
            re.IGNORECASE,
        ),
        # "near X", "in the vicinity of X"
        # "in and around X" is X
        near=re.compile(rf"(?<!in and )(?<!in or )\b(?P<near>{near}) (?:the )?(?:[a-z]+-(?:held|controlled) )?$", re.IGNORECASE),
        # the last word before a name, where one of these may end: most names follow none of them
        leads=re.compile(
            rf"(?:\b(?:of|in|the|around|outside|central|nearby|besieged|downtown|inner|old|rural|{last_words})|(?:th|st)(?:ern)?(?:most)?|held|controlled|[’'`]s) $|-$",
            re.IGNORECASE,
        ),
        after=re.compile(
            rf"^(?:[’'`]s?)?(?P<words> (?:(?P<old>Old City|old city|Old Town|old town|old quarter)"
            rf"|(?:(?P<side>{_SIDE}) )?(?P<around>{around})|(?P<front>{fronts})|(?P<shore>{shores})|(?P<basin>{basins})|(?P<kind>{_NAMED_KIND})))\b(?! of\b)",
        ),
    )  # fmt: skip


FACILITY_AFTER = re.compile(
    r"^(?:[’'`]s)?(?P<words>(?: (?:[Mm]ilitary|[Ii]nternational|[Aa]ir|[Aa]rmy|[Mm]ain|[Gg]eneral|[Cc]entral|[Rr]efugee|[Bb]order|[Ll]arge|[Ff]rontier|[Tt]raining|[Pp]ower|[Oo]il|[Gg]as|[Nn]uclear|[Rr]adio))*"
    r" (?P<kind>[Aa]irport|[Aa]irfield|[Aa]irbase|[Bb]ase|[Hh]ospital|[Dd]am|[Cc]rossing|[Rr]oad|[Hh]ighway|[Bb]ridge|[Pp]rison|[Uu]niversity|[Rr]efinery|[Cc]amp|[Pp]ort|[Mm]arket|[Ff]ield|[Pp]lant|[Ss]tation|[Jj]unction)(?: complex| post| point)?)\b"
)
_FACILITY_KIND = {"airport": "airport", "airfield": "airport", "airbase": "air_base", "hospital": "hospital", "dam": "dam",
                  "crossing": "crossing", "road": "road", "highway": "road", "bridge": "bridge", "camp": "camp"}  # fmt: skip


@dataclass(slots=True, frozen=True)
class _Scene:
    """What a place is widened by."""

    page: Page
    mentions: Sequence[PlaceMention]
    gazetteer: Gazetteer

    @property
    def order(self) -> list[str]:
        """The countries that the report speaks of, the most named first."""
        return routes.countries_of(self.page, self.mentions, self.gazetteer.countries)


def widen(page: Page, mentions: list[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Mentions widened to their phrases, with derived places; and the places that lie between or at borders."""
    _rivers(page, mentions, gazetteer)
    found = routes.find(page, mentions, gazetteer)
    scene = _Scene(page, mentions, gazetteer)
    borders = frontiers.borders(page, mentions, gazetteer)
    ends = found.ends | {m.start for b in borders for m in mentions if b.start <= m.start and m.end <= b.end}
    out = [
        mention if mention.start in ends or mention.auxiliary else _widened(scene, mention)
        for mention in mentions
    ]
    out.extend(found.made)
    out.extend(borders)
    for mention in out:
        if mention.place is not None:
            mention.place = measured(mention.place)
    return sorted(out, key=lambda mention: (mention.start, -mention.end))


_RIVER = re.compile(r" (?:river|River)\b")


def _rivers(page: Page, mentions: list[PlaceMention], gazetteer: Gazetteer) -> None:
    """ "The Dnipro river" is the river, whatever town has its name; in place."""
    for mention in mentions:
        place = mention.place
        if place is None or place.kind == "river" or not _RIVER.match(page.text, mention.end):
            continue
        entry = next((e for e in gazetteer.lookup(f"{mention.text} River") if e.kind == "river"), None)
        if entry is not None:
            mention.place = change(as_entry(place, entry), mention=mention.mention)
            mention.reasons = [*mention.reasons, "a river, by the word after it"]


def _remention(
    page: Page, mention: PlaceMention, start: int, end: int, place: Place | None, reason: str = ""
) -> PlaceMention:
    reasons = [*mention.reasons, reason] if reason else mention.reasons
    new = with_changes(
        mention, start=start, end=end, text=page.text[start:end], auxiliary=False, reasons=reasons
    )
    new.place = change(place, mention=new.mention) if place else None
    return new


def _widened(scene: _Scene, mention: PlaceMention) -> PlaceMention:
    page = scene.page
    line = page.text.rfind("\n", max(0, mention.start - 90), mention.start) + 1
    before = page.text[max(line, mention.start - 90) : mention.start]
    after = page.text[mention.end : mention.end + 60]
    facility = FACILITY_AFTER.match(after)
    if facility and mention.place and mention.place.kind not in {"country"}:
        return _facility(page, mention, facility, scene.gazetteer)
    following = _patterns().after.match(after)
    if following is None:
        return _left(scene, mention, mention, before, False)
    end = mention.end + following.end()
    place, reason, used = mention.place, "", 0
    if place is not None and place.latitude is not None:
        place, reason, used = _with_following(scene, mention, following, before)
    ended = with_changes(
        mention, end=end, text=page.text[mention.start : end], place=place,
        reasons=[*mention.reasons, reason] if reason else mention.reasons,
    )  # fmt: skip
    if used:
        return _remention(page, ended, mention.start - used, end, place)
    return _left(scene, ended, mention, before, True)


def _with_following(
    scene: _Scene, mention: PlaceMention, found: re.Match[str], before: str
) -> tuple[Place | None, str, int]:
    """The place that the words after a name make of it, why, and how many characters before the name belong to it."""
    place = mention.place
    assert place is not None
    name = common_name(place)
    if found["old"]:
        return old_city(town_of(mention), scene.gazetteer), f"the old city of {name}", 0
    if found["around"]:
        side, used = _side_around(found, before)
        wide = found["around"].lower() in load_words().wide
        if wide and side is None:
            return _rural(scene, mention), f"the land around {name}", used
        whole = town_of(mention)
        reason = f"{'the land around' if wide else 'just beyond the edge of'} {name}"
        return _around(scene, whole, found["around"], side, wide=wide), reason, used
    if found["front"]:
        whole = town_of(mention)
        radius = max(30.0, whole.radius_km or 0.0)
        front = derive(whole, f"{name} front", "near", whole.latitude, whole.longitude, radius, "front")
        return front, f"the front by {name}: some 30 km around it", _article(before, place, True)
    if found["shore"] or found["basin"]:
        if place.kind not in {"lake", "sea", "river", "gulf"}:
            return place, "", 0
        wider = (place.radius_km or 5.0) * (2.0 if found["basin"] else 1.1)
        noun = (found["shore"] or found["basin"]).lower()
        land = derive(place, f"{name} {noun}", "near", place.latitude, place.longitude, wider, "region")
        return land, f"the land around {name}", _article(before, place, True)
    return place, "", 0


def _side_around(found: re.Match[str], before: str) -> tuple[float | None, int]:
    """The side of "northern Aleppo countryside" and "Aleppo's northern countryside", and the length of the words for it
    before the name."""
    if found["side"]:
        return compass_degrees(found["side"].split()[-1]), 0
    lead = _patterns().side_of.search(before)
    side = compass_degrees(lead["side"].split()[-1]) if lead else None
    return (side, len(lead.group())) if lead and side is not None else (None, 0)


def _around(scene: _Scene, place: Place, words: str, side: float | None, *, wide: bool) -> Place:
    if place.kind not in TOWNS and side is not None:
        return part_of(place, side, scene.gazetteer)
    return areas.around(place, words, side, wide=wide)


def town_of(mention: PlaceMention) -> Place:
    """The town that a province has its name from, where the name may mean it: provinces have no suburbs."""
    place = mention.place
    assert place is not None
    if (
        place.kind not in {"admin1", "admin2"}
        or place.derivation != "named"
        or place.latitude is None
        or place.longitude is None
    ):
        return place
    for other in mention.candidates:
        if other.kind not in TOWNS or other.country != place.country or other.latitude is None:
            continue
        assert other.longitude is not None
        far = rough_km(place.latitude, place.longitude, other.latitude, other.longitude)
        if other.admin1 == place.name or far <= 2 * (place.radius_km or 5.0):
            return other
    return place


def _left(scene: _Scene, mention: PlaceMention, bare: PlaceMention, before: str, named: bool) -> PlaceMention:
    """The mention with the words before it. `bare` is the name alone, before the words after it were read."""
    page, place = scene.page, mention.place
    end = mention.end
    if not _patterns().leads.search(before):
        return _remention(page, mention, mention.start - _article(before, place, named), end, place)
    owns = place is not None and place.kind == "country" and _OWNS.match(page.text, mention.end)
    if place is not None and place.latitude is not None and not owns:
        made = _part(scene, mention, bare, before)
        if made is not None:
            return made
    start = mention.start
    found = _patterns().kind_of.search(before)
    # "a neighbourhood of Syrias Aleppo" names no neighbourhood called Syria
    if found and (place is None or place.kind != "country" or found["kind"].lower() == "country"):
        start -= len(found.group())
    else:
        start -= _article(before, place, named)
    lead = before[: len(before) - (mention.start - start)]
    close = _patterns().near.search(lead if start < mention.start else before)
    if place and close and place.latitude is not None and place.where_prec == 1:
        return _remention(page, mention, start, end, areas.near(place), f"{close['near'].lower()} {place.name}: up to 10 km beyond its edge")  # fmt: skip
    return _remention(page, mention, start, end, place)


# "the south of Ukraine's Mykolaiv region": the side is that of what follows
_OWNS = re.compile(r"[’'`]s (?:[a-z-]+ ){0,3}[A-Z]")


def _part(scene: _Scene, mention: PlaceMention, bare: PlaceMention, before: str) -> PlaceMention | None:
    """A side, the middle or the surroundings of a place, by the words before its name."""
    page, place, patterns = scene.page, mention.place, _patterns()
    assert place is not None
    found = patterns.bank.search(before)
    if found and (bank := _bank(scene, bare, place, found["hand"].lower())):
        start = mention.start - len(found.group())
        return _remention(page, mention, start, mention.end, bank, "the bank on that hand as the river flows")
    found = patterns.side_part.search(before)
    if found:
        side = compass_degrees(found["side"].split()[-1])
        # "northwest of Baghdad" is outside of it, "the northwest of Syria" and "the northern part of X" a part
        part = found["noun"] or (
            found.group().lower().startswith("the ")
            and not found["side"].endswith("ern")
            and not (place.kind in TOWNS and before[: found.start()].lower().endswith("to "))
        )
        if side is not None and part:
            made = _side_part(scene, bare, place, (found["noun"] or "").lower(), side)
            start = mention.start - len(found.group())
            return _remention(page, mention, start, mention.end, made, f"the side of {common_name(place)} at {side:.0f}°")  # fmt: skip
    found = patterns.heart_of.search(before)
    # "the Reconciliation Center in Syria" is an office
    if found and (found["the"] or (found["in"] or found["out"]).islower()):
        name = common_name(place)
        if found["in"]:
            old = found["in"].lower().startswith("old ")
            whole = town_of(bare) if not _PROVINCE_WORDS.search(mention.text) else place
            made = old_city(whole, scene.gazetteer) if old else central(whole, f"central {name}")
        else:
            wide = found["out"].lower() in load_words().wide
            province = wide or bool(_PROVINCE_WORDS.search(found.group() + mention.text[len(bare.text) :]))
            made = areas.around(place if province else town_of(bare), found["out"], None, wide=wide)
        return _remention(page, mention, mention.start - len(found.group()), mention.end, made, f"{(found['in'] or found['out']).lower()} of {name}")  # fmt: skip
    found = patterns.rural.search(before)
    if found and place.derivation == "named":
        made = _rural(scene, bare)
        return _remention(page, mention, mention.start - len(found.group()), mention.end, made, f"the land around {common_name(place)}")  # fmt: skip
    found = patterns.side_of.search(before)
    if found and place.derivation == "named" and not _part_of_name(place, found):
        word = found["side"].split()[-1]
        side = compass_degrees(word)
        # "northern Aleppo" is a part of it; "northern Aleppo province" as well, "the northern province of X" not
        made = (
            part_of(place, side, scene.gazetteer)
            if side is not None
            else old_city(place, scene.gazetteer)
            if word.lower() == "old"
            else central(place, f"{word.lower()} {common_name(place)}")
        )
        return _remention(page, mention, mention.start - len(found.group()), mention.end, made, f"{word.lower()} {common_name(place)}")  # fmt: skip
    return None


def _bank(scene: _Scene, mention: PlaceMention, river: Place, towards: float | str) -> Place | None:
    """The bank of a river, by the town named next to it."""
    if river.kind != "river":
        return None
    towns = [m for m in scene.mentions if m.place and m.place.kind in TOWNS and m.place.latitude is not None]
    at = min(towns, key=lambda m: abs(m.start - mention.start), default=None)
    close = at.place if at is not None and abs(at.start - mention.start) <= _BESIDE else None
    return routes.beside(river, towards, scene.order, bank=True, at=close)


_BESIDE = 150  # characters from a bank to the town that tells which stretch of it is meant


def _side_part(scene: _Scene, bare: PlaceMention, place: Place, noun: str, side: float) -> Place:
    """ "The eastern suburbs of X", "the west bank of the X", "the northern part of X"."""
    words = load_words()
    if noun in _BANKS and (bank := _bank(scene, bare, place, side)) is not None:
        return bank
    if noun in words.around or noun.rstrip("s") + "s" in words.around:
        return _around(scene, town_of(bare), noun, side, wide=noun in words.wide)
    return part_of(place, side, scene.gazetteer)


def _rural(scene: _Scene, mention: PlaceMention) -> Place:
    """ "Rural Damascus", "the Damascus countryside": the gazetteer's own, else the countryside."""
    place = mention.place
    assert place is not None
    for entry in scene.gazetteer.lookup(f"Rural {common_name(place)}"):
        if entry.country == place.country:
            return as_entry(place, entry)
    # a province that is no more than its town has no countryside
    whole = place if (place.radius_km or 0.0) > AROUND_KM else town_of(mention)
    return areas.around(whole, "countryside", None, wide=True)


def _article(before: str, place: Place | None, named: bool) -> int:
    """Length of the article that belongs to the mention: "the Hamrin Mountains", "the Al Midan district"."""
    return (
        4 if before.endswith(("the ", "The ")) and (named or (place and place.kind in _ARTICLE_KINDS)) else 0
    )


_ARTICLE_KINDS = frozenset(
    ["mountains", "range", "river", "region", "desert", "valley", "sea", "canal", "lake", "peninsula", "plain", "dam",
     "crossing", "gulf"]
)  # fmt: skip


def _part_of_name(place: Place, found: re.Match[str]) -> bool:
    return place.name.casefold().startswith(found["side"].casefold())


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
    at = areas.near(town_of(mention))
    name = f"{place.name}{found['words'].rstrip()}"
    near = derive(at, name, "near", at.latitude, at.longitude, at.radius_km or 5.0, kind)
    return _remention(page, mention, mention.start, end, near, f"not in the gazetteer: near {place.name}")


_FLYING = frozenset({"airport", "base", "air_base"})
_SAME_FACILITY: dict[str, frozenset[str]] = {"airport": _FLYING, "base": _FLYING, "air_base": _FLYING}


def _known_facility(name: str, found: re.Match[str], near: Place, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's own entry for "Aleppo airport", by its fuller names too, in the country of the town."""
    words, kind = found["words"].strip(), found["kind"].lower()
    tails: Sequence[str] = [words, kind, f"international {kind}", f"military {kind}", f"air {kind}"]
    for tail in dict.fromkeys(tails):
        for entry in gazetteer.lookup(f"{name} {tail}"):
            if entry.country == near.country:
                return as_entry(near, entry)
    return None
