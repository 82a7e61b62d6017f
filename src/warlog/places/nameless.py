"""Names that no gazetteer has and that the words around them mark as places: they keep their name, and the point of what
contains them where the report says so."""

from __future__ import annotations

import re

import msgspec

from warlog.places.countries import Countries
from warlog.places.mentions import PlaceMention
from warlog.places.toponyms import Gram, Page, Taken
from warlog.records import Place

# a name, not "ISIL" or "H5N1"
_PROPER = re.compile(r"^(?:[a-z’'-]+[ -])?[^\W\d_][^\W\d_A-Z]*[a-z][^\d]*$")
_IN_KIND = re.compile(r"(?:^|\s)(\w+)\s+of\s+(?:the\s+)?(?:\w+ )?$")
_KIND_AFTER = re.compile(r"^\s+([A-Za-z]+)\b")
# "Jabal Awlia, 40 km south of Khartoum"
# the prepositions that little but places follow, and a name of which no word is an English one's abbreviation
_WHERE = re.compile(r"\b(?:in|near|outside|towards?) $")
_NAME = re.compile(
    r"^(?:[A-Z][a-z’'-]+|al|el|as|ad|an|ar|az)(?:[ -](?:[A-Z][a-z’'-]+|al|el|as|ad|an|ar|az))*$"
)
_LIES = re.compile(
    r"^,\s+(?:located |situated |which lies |lying )?(?:some |about |around |roughly )?\d[\d.,]*\s*(?:km|kilomet|miles?)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:in|near|at|from|to|towards?|around|outside|of|into)\s+(?:the\s+)?$", re.IGNORECASE
)


def nameless(
    page: Page, unknown: list[Gram], mentions: list[PlaceMention], taken: Taken, countries: Countries
) -> list[PlaceMention]:
    """Names that no gazetteer has and that the words around them mark as places."""
    out: list[PlaceMention] = []
    for gram in unknown:
        if taken.overlaps(gram.start, gram.end):
            continue
        start, end = gram.start, _without_kind(page, gram)
        before, after = page.text[max(0, start - 40) : start], page.text[end : end + 48]
        kind = _marked_kind(page, start, end, before, after)
        if kind is None or countries.adjective(page.text[start:end].split(" ")[-1]):
            continue
        text = page.text[start:end]
        mention = PlaceMention(start, end, text, page.root(start, end), None, confidence=0.4)
        around = container_of(page, end, mentions) or (
            _city_before(mentions, start) if kind in _IN_CITIES else None
        )
        if around is None:
            mention.place = Place(text, None, None, None, None, 5, None, None, kind, "named", mention.mention)
        else:
            mention.place = replace_place(around, text, kind, mention)
        out.append(mention)
        taken.add(start, end)
    return out


_IN_CITIES = frozenset(
    {"neighbourhood", "district", "hospital", "market", "mosque", "church", "university", "school"}
)


def _without_kind(page: Page, gram: Gram) -> int:
    """End of the name in "Khaldiyeh District"."""
    cut = page.text.rfind(" ", gram.start, gram.end)
    return cut if cut > gram.start and page.text[cut + 1 : gram.end].lower() in page.words.kinds else gram.end


def _city_before(mentions: list[PlaceMention], start: int) -> Place | None:
    """The city last named: a quarter named without its city lies there."""
    near = (m.place for m in reversed(mentions) if m.end <= start and start - m.end < _SAME_CITY and m.place)
    return next((place for place in near if place.kind == "city" and place.derivation == "named"), None)


_SAME_CITY = 800  # characters


def fall_back(page: Page, mentions: list[PlaceMention]) -> None:
    """Give unresolved names the place that the report puts them in, and quarters of towns their town; in place."""
    for mention in mentions:
        place = mention.place
        if place is None or place.latitude is not None:
            continue
        urban = place.kind in _IN_CITIES
        around = container_of(page, mention.end, mentions, _INSIDE_STEP if urban else _RIGHT_IN) or (
            _city_before(mentions, mention.start) if urban else None
        )
        if around is not None and around.kind != "country":
            mention.place = replace_place(around, place.name, place.kind, mention)


def replace_place(around: Place, name: str, kind: str, mention: PlaceMention) -> Place:
    """A place of which only the containing one is known: that one's point and radius."""
    prec = {1: 2, 2: 2}.get(around.where_prec, around.where_prec)
    return msgspec.structs.replace(
        around,
        name=name,
        gazetteer=None,
        kind=kind,
        derivation="containing",
        where_prec=prec,
        mention=mention.mention,
    )


def _marked_kind(page: Page, start: int, end: int, before: str, after: str) -> str | None:
    token = page.doc[page.token(start)]
    last = page.text[start:end].split()[-1]
    if last in page.words.never or last.lower() in page.words.organisations:
        return None
    if token.pos_ != "PROPN" or not _PROPER.match(page.text[start:end]):
        return None
    of_kind = _IN_KIND.search(before)
    if of_kind and (kind := page.words.kinds.get(of_kind[1].lower())):
        return kind
    following = _KIND_AFTER.match(after)
    if (
        following
        and (kind := page.words.kinds.get(following[1].lower()))
        and kind not in {"country", "mountains"}
    ):
        return kind
    if _LIES.match(after) and not page.is_loud(start):
        return "settlement"
    if token.ent_type_ in {"GPE", "LOC"} and _PREPOSITION.search(before) and not page.is_loud(start):
        return "settlement" if token.ent_type_ == "GPE" else "region"
    if not token.ent_type_ and _WHERE.search(before) and _NAME.match(page.text[start:end]):
        return None if page.is_loud(start) or page.words.common & {last.lower()} else "settlement"
    return None


# right before the container: "Abu Jarees in Mosul", "Boni, a village in central Mali"
_RIGHT_IN = re.compile(
    r"^(?:(?:\s+[a-z]+)?,?\s+(?:in|of|near|inside)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|,\s+(?:a|an|the)\s+(?:[a-z-]+\s+){1,4}(?:in|of|near)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2})$"
)
_INSIDE_STEP = re.compile(r"^[^.;\n]{0,40}?\b(?:in|of|near|inside)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$")


def container_of(
    page: Page, end: int, mentions: list[PlaceMention], step: re.Pattern[str] | None = None
) -> Place | None:
    """The place that the words after a name put it in: "Abu Jarees in Mosul", "X in Hama province"; "X, Syria" as well
    where no `step` from the one to the other is asked for, since that may be a list."""
    for mention in mentions:
        if mention.place is None or mention.start < end or mention.place.latitude is None:
            continue
        gap = page.text[end : mention.start]
        if len(gap) > 60 or " and " in gap:
            return None
        if (step or _INSIDE_STEP).match(gap) or (step is None and re.fullmatch(r"\s*,\s*", gap)):
            return mention.place
        return None
    return None
