"""Places referred to by description: "the city", "the northern part of the country", "there"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warlog.places.areas import around, change, old_city, part_of
from warlog.places.gazetteer import Gazetteer
from warlog.places.geometry import compass_degrees
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention
from warlog.places.precision import where_prec
from warlog.places.routes import beside, countries_of
from warlog.places.toponyms import Page, overlaps
from warlog.records import Place

_TOWNS = frozenset({"city", "town", "village", "settlement"})
# "the town" is a town before it is a city, where the report names both
_FIRST: dict[str, frozenset[str]] = {
    "city": frozenset({"city"}),
    "town": _TOWNS - {"city"},
    "village": frozenset({"village", "settlement"}),
}
_ANY: frozenset[str] = frozenset()  # whatever is finer than a country
_SCENES = ("area", "location", "scene", "site", "spot", "locality")
_FITTING: dict[str, frozenset[str]] = {
    "city": frozenset({"city", "town", "settlement", "village"}),
    "town": _TOWNS,
    "village": frozenset({"village", "town", "settlement"}),
    "province": frozenset({"admin1"}),
    "governorate": frozenset({"admin1"}),
    "district": frozenset({"district", "admin2", "neighbourhood"}),
    "neighbourhood": frozenset({"district", "neighbourhood"}),
    "neighborhood": frozenset({"district", "neighbourhood"}),
    "country": frozenset({"country"}),
    "airfield": frozenset({"airport", "base", "air_base"}),
    "airport": frozenset({"airport"}),
    "base": frozenset({"base", "airport", "air_base"}),
    "air base": frozenset({"base", "airport", "air_base"}),
    "airbase": frozenset({"base", "airport", "air_base"}),
    "hospital": frozenset({"hospital"}),
    "hospital complex": frozenset({"hospital"}),
    "camp": frozenset({"camp"}),
    "dam": frozenset({"dam"}),
    "bridge": frozenset({"bridge"}),
    "crossing": frozenset({"crossing"}),
    "border": frozenset({"border"}),
    "island": frozenset({"island"}),
    "enclave": frozenset({"region", "enclave", "city", "town"}),
    "peninsula": frozenset({"region", "peninsula", "admin1"}),
    "prison": frozenset({"prison"}),
    "port": frozenset({"port"}),
    "region": frozenset({"region", "admin1", "valley", "peninsula", "desert", "plain"}),
    "canton": frozenset({"region", "admin1", "admin2"}),
    **dict.fromkeys(_SCENES, _ANY),
}
_SIDE = r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?"
_PATTERN = re.compile(
    rf"\b(?P<part>the (?P<side>{_SIDE})(?:,? (?:part|parts|half|side|outskirts|suburbs|edge|districts|areas?|bank|entrance|section))?"
    rf" of (?=the |that |this ))?(?P<det>the|that|this|The|That|This) (?:(?:mainly|mostly|predominantly|largely) \w+ |(?:besieged|embattled|strategic|divided|war-torn|beleaguered|ancient|historic|northern|southern|eastern|western|provincial) )?"
    rf"(?:(?P<old>[Oo]ld (?:[Cc]ity|[Tt]own|[Qq]uarter))(?: cent(?:er|re))?|(?P<kind>{'|'.join(sorted(_FITTING, key=len, reverse=True))}))\b"
    r"(?! (?:of|called|named|council|capital|center|centre|hall|guard|guards|limits|team)\b)(?!-)|\b(?P<there>there)\b"
    r"(?! (?:is|are|was|were|has|have|had|will|would|may|might|must|can|could|should|seems|remains?|be|being)\b)",
)
# "the left bank", "its outskirts", "the city's northern suburbs", said of the river or the town last named
_SURROUNDING = re.compile(
    rf"\b(?:(?:[Tt]he|its|Its) (?P<hand>left|right|{_SIDE})[- ]bank\b(?: of the river\b)?"
    rf"|(?:[Ii]ts|[Tt]heir|[Tt]he|[Tt]he (?:city|town|capital|village)[’'`]?s?) (?:(?P<side>{_SIDE}) )?(?P<around>{'|'.join(load_words().alone)}))\b"
    r"(?! (?:of|around|in)\b)(?!-)"
)
_RIVERS = frozenset({"river"})
_FAR = 1500  # characters: a description further off than that refers to nothing sure


def resolve(
    page: Page,
    mentions: list[PlaceMention],
    gazetteer: Gazetteer,
    blocked: Sequence[tuple[int, int]],
    leading: str | None,
) -> list[PlaceMention]:
    """Mentions for descriptions that point back to one place; nothing where several would fit. `leading` is the
    country that the report is about."""
    taken = [(mention.start, mention.end) for mention in mentions]
    out: list[PlaceMention] = []
    for found in _PATTERN.finditer(page.text):
        start, end = found.span()
        if overlaps(start, end, taken) or overlaps(start, end, blocked):
            continue
        place = _meant(page, mentions, found, gazetteer, leading)
        if place is None or place.latitude is None:
            continue
        if found["part"] and (side := compass_degrees(found["side"])) is not None:
            place = part_of(place, side, gazetteer)
        elif not found["old"]:
            prec = where_prec(place.kind, place.radius_km) if place.gazetteer else place.where_prec
            place = change(place, derivation="context", where_prec=prec)
        mention = PlaceMention(start, end, found.group(), page.root(start, end), None, confidence=0.6)
        mention.place = change(place, mention=mention.mention)
        mention.reasons = ["said of the place last named that it fits"]
        out.append(mention)
    out.extend(_surroundings(page, mentions, gazetteer, [*taken, *blocked]))
    return out


def _surroundings(
    page: Page,
    mentions: list[PlaceMention],
    gazetteer: Gazetteer,
    taken: Sequence[tuple[int, int]],
) -> Iterator[PlaceMention]:
    """Banks, outskirts and countryside without a name of their own."""
    for found in _SURROUNDING.finditer(page.text):
        start, end = found.span()
        if overlaps(start, end, taken):
            continue
        if found["around"]:
            place = antecedent(page, mentions, start, _TOWNS)
            side = compass_degrees(found["side"]) if found["side"] else None
            wide = found["around"].lower() in load_words().wide
            place = around(place, found["around"], side, wide=wide) if place and place.latitude else None
        else:
            place = _bank(page, mentions, gazetteer, found)
        if place is None:
            continue
        mention = PlaceMention(start, end, found.group(), page.root(start, end), None, confidence=0.6)
        mention.place = change(place, mention=mention.mention)
        mention.reasons = [f"{found.group()}: said of the place last named that has one"]
        yield mention


def _bank(
    page: Page, mentions: list[PlaceMention], gazetteer: Gazetteer, found: re.Match[str]
) -> Place | None:
    """The bank of the river last named, by the town named nearest."""
    river = antecedent(page, mentions, found.start(), _RIVERS)
    if river is None:
        return None
    near = [m for m in mentions if m.place and m.place.kind in _TOWNS and m.place.latitude is not None]
    at = min(near, key=lambda m: abs(m.start - found.start()), default=None)
    hand = found["hand"].lower()
    side = hand if hand in {"left", "right"} else compass_degrees(hand)
    order = countries_of(page, mentions, gazetteer.countries)
    return beside(river, side, order, bank=True, at=at.place if at else None) if side is not None else None


def _meant(
    page: Page, mentions: list[PlaceMention], found: re.Match[str], gazetteer: Gazetteer, leading: str | None
) -> Place | None:
    if found["there"]:
        return _last_place(page, mentions, found.start())
    if found["old"]:
        city = antecedent(page, mentions, found.start(), _TOWNS)
        return old_city(city, gazetteer) if city else None
    kind = found["kind"].lower()
    place = antecedent(page, mentions, found.start(), _FITTING[kind], _FIRST.get(kind, _ANY))
    if place is None and kind == "country" and leading:
        earlier = (m.place for m in reversed(mentions) if m.place and m.place.gazetteer == f"iso:{leading}")
        return next(earlier, None)
    return place


def antecedent(
    page: Page,
    mentions: list[PlaceMention],
    start: int,
    fitting: frozenset[str],
    first: frozenset[str] = _ANY,
) -> Place | None:
    """The most recent place of these kinds before `start`, of the kinds `first` where there is one; none where its sentence names another such place."""
    near = [m for m in mentions if m.end <= start and m.place and start - m.end < _FAR]
    earlier = [
        m for m in near if m.place and (m.place.kind in fitting or (fitting is _ANY and _is_spot(m.place)))
    ]
    # what only locates another place is spoken of least
    earlier = [m for m in earlier if not m.auxiliary and not _is_seat(page, m)] or earlier
    earlier = [m for m in earlier if m.place and m.place.kind in first] or earlier
    if not earlier:
        return None
    # "U.S. forces" names no country that is spoken of
    spoken = [m for m in earlier if m.place and (m.place.kind != "country" or not _modifies(page, m))]
    if not spoken:
        return None
    last = spoken[-1]
    sentence = page.doc[page.token(last.start)].sent
    rivals = {
        mention.place.gazetteer or mention.place.name
        for mention in spoken
        if mention.place
        and not mention.auxiliary
        and sentence.start_char <= mention.start
        and mention.place.derivation in {"named", "near", "part_of"}
    }
    if len(rivals - {None}) > 1 and not _is_subject(page, last):
        return None
    return _whole(last.place, mentions)


def _is_seat(page: Page, mention: PlaceMention) -> bool:
    """ "The General Staff in Kyiv did not confirm": where a named body sits, not what is spoken of."""
    head = page.doc[mention.head]
    body = head.head.head
    return head.dep_ == "pobj" and body.pos_ == "PROPN" and body.dep_ in {"nsubj", "nsubjpass"}


def _is_spot(place: Place) -> bool:
    """Whether "the scene" may mean it: anything smaller than a province."""
    return place.where_prec <= 3 or place.kind in {"region", "valley", "district"}


def _modifies(page: Page, mention: PlaceMention) -> bool:
    return page.doc[mention.head].dep_ in {"compound", "amod", "poss", "nmod"}


def _is_subject(page: Page, mention: PlaceMention) -> bool:
    return page.doc[mention.head].dep_ in {"nsubj", "nsubjpass", "dobj"}


def _whole(place: Place | None, mentions: list[PlaceMention]) -> Place | None:
    """ "The city" after "eastern Mosul" or "the outskirts of Mosul" is Mosul."""
    if place is None or place.gazetteer is not None or place.derivation not in {"part_of", "near"}:
        return place
    named = (
        other
        for m in mentions
        for other in (m.place, *m.candidates)
        if other and other.gazetteer and other.kind == place.kind and other.country == place.country
    )
    return next((other for other in named if other.name in place.name), place)


def _last_place(page: Page, mentions: list[PlaceMention], start: int) -> Place | None:
    """What "there" refers to: the one finest place of this sentence or the one before."""
    token = page.token(start)
    sentence = page.doc[token].sent
    floor = sentence.start_char
    if sentence.start > 0:
        floor = page.doc[sentence.start - 1].sent.start_char
    near = [m.place for m in mentions if floor <= m.start < start and m.place]
    keys = {place.gazetteer or place.name for place in near}
    return near[-1] if len(keys) == 1 else None
