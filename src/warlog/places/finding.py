"""Every place that a report names, resolved: the stages of this room in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from warlog.places import consistency, derived, references, stated
from warlog.places.countries import Countries
from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention
from warlog.places.names import normal_key
from warlog.places.resolution import SURE, Surroundings, inside, rank, where_prec
from warlog.places.standing import mark_cut_names, settle_votes, sift
from warlog.places.toponyms import KNOWN_TOWN, Gram, Page, Taken, Toponym, candidates, make_page
from warlog.places.weighing import NEEDED, country_votes, weigh
from warlog.records import Place

if TYPE_CHECKING:  # looking a place up must not import spaCy
    from warlog.language.document import Document


_UNNAMED = frozenset({"generic", "description", "coreference"})


class ActorSpan(Protocol):
    """What this room needs to know of an actor mention."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def kind(self) -> str: ...


def find_places(
    document: Document,
    gazetteer: Gazetteer,
    actors: Sequence[ActorSpan] = (),
    *,
    outlet_country: str | None = None,
) -> list[PlaceMention]:
    """All place mentions of a report, sorted by start; a phrase ("eastern Mosul") covers the name in it."""
    page = make_page(document.text, document.doc, load_words())
    blocked = [(actor.start, actor.end) for actor in actors if _is_name(actor, gazetteer.countries)]
    taken = Taken(len(document.text), blocked)
    found, unknown = candidates(page, gazetteer, taken)
    mark_cut_names(page, found)
    votes = country_votes(page, found, gazetteer.countries, outlet_country)
    votes.update(_countries_of_actors(page, blocked, gazetteer.countries))
    settle_votes(found, votes)
    found = sift(page, found, votes, gazetteer.countries, page.words.venues)
    filed = _filed(page)
    around = Surroundings(votes, filed=filed)
    weigh(page, found, gazetteer.countries, around)
    kept = [toponym for toponym in found if toponym.score >= NEEDED]
    for toponym in kept:
        taken.add(toponym.start, toponym.end)
    unknown = [gram for gram in unknown if not taken.overlaps(gram.start, gram.end)]
    spelt = _variants(page, gazetteer, unknown, around)
    spelt = [toponym for toponym in spelt if toponym.score >= NEEDED]
    for toponym in spelt:
        taken.add(toponym.start, toponym.end)
    kept = sorted([*kept, *spelt], key=lambda t: t.start)
    _add_provinces(page, gazetteer, kept)
    mentions = resolve(page, kept, around)
    mentions.extend(nameless(page, unknown, mentions, taken, gazetteer.countries))
    mentions.sort(key=lambda mention: mention.start)
    mentions = derived.widen(page, mentions, gazetteer)
    mentions = stated.attach(page, mentions)
    consistency.mend(page, mentions)
    for mention in mentions:
        # where the report was filed, not where acts happened
        mention.auxiliary = mention.auxiliary or filed[0] <= mention.start < filed[1]
    mentions.extend(references.resolve(page, mentions, gazetteer, blocked, around.leading()))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return mentions


_OWNER = re.compile(r"(?:[Tt]he )?([A-Z][\w ]+?)[’'`]s\b")


def _countries_of_actors(page: Page, spans: list[tuple[int, int]], countries: Countries) -> Counter[str]:
    """Countries named inside the names of actors: "Niger's defence ministry"."""
    owners = (_OWNER.match(page.text, start, end) for start, end in spans)
    codes = (countries.named(owner[1]) for owner in owners if owner)
    return Counter({code: 2 * count for code, count in Counter(code for code in codes if code).items()})


def _filed(page: Page) -> tuple[int, int]:
    """Where the dateline stands; nowhere: (0, 0)."""
    from warlog.times import dateline  # its room imports spaCy: see above

    found = dateline(page.text)
    return (found.start, found.end) if found else (0, 0)


def _is_name(actor: ActorSpan, countries: Countries) -> bool:
    """Whether an actor's words are its name and no place: "the eastern Aleppo residents" name a place, "the Government of
    Iraq" does not; of a medium called like a town (Dabiq) the words around it tell."""
    if actor.basis in _UNNAMED or (actor.kind == "media" and actor.text.isalpha()):
        return False
    return countries.named(re.sub(r"^[Tt]he ", "", actor.text)) is None


def place_of(entry: Entry, mention: PlaceMention | None = None) -> Place:
    """The record of a named place."""
    return Place(
        entry.name, entry.id, entry.latitude, entry.longitude, entry.radius_km, where_prec(entry.kind),
        entry.country, entry.admin1, entry.kind, "named", mention.mention if mention else None,
    )  # fmt: skip


def _variants(page: Page, gazetteer: Gazetteer, unknown: list[Gram], around: Surroundings) -> list[Toponym]:
    """Names in another spelling than the gazetteer's, of the countries that the report speaks of."""
    leading = [country for country, count in around.votes.most_common(4) if count >= 2]
    out: list[Toponym] = []
    for gram in unknown:
        # in capitals every word looks like a name
        shouted = page.text[gram.start : gram.end].isupper() and page.is_loud(gram.start)
        if len(gram.key) < 4 or shouted or gazetteer.countries.of_demonym(gram.key):
            continue
        for end, needed in _readings(page, gram):
            variants = [v for v in gazetteer.variants(page.text[gram.start : end], leading) if v[1] >= needed]
            if end == gram.end - 1:
                variants = [
                    (e, likeness)
                    for e, likeness in variants
                    if e.kind == "admin1" or e.population > KNOWN_TOWN
                ]
            if variants:
                toponym = Toponym(gram.start, end, gram.key, tuple(e for e, _ in variants))
                toponym.phrase = gram.phrase if end == gram.end else (gram.start, end)
                toponym.likeness = variants[0][1]
                toponym.likeness_of = {entry.id: likeness for entry, likeness in variants}
                out.append(toponym)
                break
    weigh(page, out, gazetteer.countries, around)
    for toponym in out:
        toponym.add(3 * (toponym.likeness - 1), "other spelling")
    return out


def _readings(page: Page, gram: Gram) -> list[tuple[int, float]]:
    """Ends of the words that may be the name, each with the likeness that it needs: without a lost apostrophe's s
    ("Raqas provincial capital"), as it stands, and without a last word that a lost comma has joined to it."""
    text = page.text[gram.start : gram.end]
    out = [(gram.end, 0.0)]
    if page.lost and text.endswith("s") and len(text) > 4:
        out.insert(0, (gram.end - 1, 0.95))
    cut = text.rfind(" ")
    if cut > 4:
        out.append((gram.start + cut, 0.85))
    return out


def _add_provinces(page: Page, gazetteer: Gazetteer, kept: list[Toponym]) -> None:
    """Where the words say "province" and the gazetteer has only a town under this spelling: its province too."""
    for toponym in kept:
        if toponym.kind != "admin1" or any(entry.kind in {"admin1", "country"} for entry in toponym.entries):
            continue
        countries = {entry.country for entry in toponym.entries if entry.country}
        spelt = gazetteer.variants(page.text[toponym.start : toponym.end], countries)
        found = tuple(entry for entry, _ in spelt if entry.kind == "admin1")
        toponym.entries = (*toponym.entries, *found[:2])


def resolve(page: Page, toponyms: list[Toponym], around: Surroundings) -> list[PlaceMention]:
    """The toponyms as mentions: the sure ones first, then the rest by their light."""
    for toponym in toponyms:
        for entry in toponym.entries:
            if len(toponym.entries) == 1 or normal_key(entry.name) == toponym.key:
                around.named[entry.id] = toponym.key
    for toponym in toponyms:
        ranking = rank(toponym, around, _containers(toponym, toponyms))
        entry, points = ranking[0]
        clear = len(ranking) == 1 or points - ranking[1][1] > 1.5
        if entry.kind != "country" and clear and points > SURE + 1:
            around.points.add((entry.latitude, entry.longitude))
            if entry.admin1:
                around.admin1[f"{entry.country}.{entry.admin1}"] += 1
    chosen: dict[str, Entry] = {}
    out: list[PlaceMention] = []
    for toponym in toponyms:
        containers = _containers(toponym, toponyms)
        ranking = rank(toponym, around, containers)
        if toponym.key in chosen and not containers and not toponym.kind:
            ranking.sort(key=lambda pair: pair[0].id != chosen[toponym.key].id)
        entry, points = ranking[0]
        mention = PlaceMention(
            toponym.start,
            toponym.end,
            page.text[toponym.start : toponym.end],
            head_of(page, toponym.start, toponym.end),
            None,
        )
        mention.candidates = [place_of(other, mention) for other, _ in ranking[:5]]
        if points >= SURE:
            mention.place = mention.candidates[0]
            mention.candidates = mention.candidates[1:]
            # "Aleppo province" says nothing of the next "Aleppo"
            if not toponym.kind or entry.kind in _TOWNS:
                chosen.setdefault(toponym.key, entry)
        elif entry.id in toponym.far and (toponym.placed or toponym.kind) and entry.kind in _TOWNS:
            # a place, but not this one: better without a point than on another continent
            mention.place = Place(
                mention.text,
                None,
                None,
                None,
                None,
                5,
                None,
                None,
                toponym.kind or "settlement",
                "named",
                mention.mention,
            )
        mention.confidence = round(min(1.0, max(0.1, 0.35 + 0.1 * (points - SURE) + 0.06 * toponym.score)), 2)
        out.append(mention)
    return out


_TOWNS = frozenset({"city", "town", "village", "settlement"})


def _containers(toponym: Toponym, toponyms: list[Toponym]) -> list[Entry]:
    if toponym.inside is None:
        return []
    outer = next(
        (other for other in toponyms if other.key == toponym.inside and other.start > toponym.start), None
    )
    if outer is None:
        return []
    return [e for e in outer.entries[:6] if any(inside(entry, e) for entry in toponym.entries)]


def head_of(page: Page, start: int, end: int) -> int:
    """Index of the syntactic head token of [start, end)."""
    return page.root(start, end)


# a name, not "ISIL" or "H5N1"
_PROPER = re.compile(r"^(?:[a-z’'-]+[ -])?[^\W\d_][^\W\d_A-Z]*[a-z][^\d]*$")
_IN_KIND = re.compile(r"(?:^|\s)(\w+)\s+of\s+(?:the\s+)?(?:\w+ )?$")
_KIND_AFTER = re.compile(r"^\s+([A-Za-z]+)\b")
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
        before, after = page.text[max(0, start - 40) : start], page.text[end : end + 24]
        kind = _marked_kind(page, start, end, before, after)
        if kind is None or countries.adjective(page.text[start:end].split(" ")[-1]):
            continue
        text = page.text[start:end]
        mention = PlaceMention(start, end, text, head_of(page, start, end), None, confidence=0.4)
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
    if token.ent_type_ in {"GPE", "LOC"} and _PREPOSITION.search(before) and not page.is_loud(start):
        return "settlement" if token.ent_type_ == "GPE" else "region"
    return None


_INSIDE_STEP = re.compile(r"^[^.;\n]{0,40}?\b(?:in|of|near|inside)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$")


def container_of(page: Page, end: int, mentions: list[PlaceMention]) -> Place | None:
    """The place that the words after a name put it in: "Abu Jarees in Mosul", "X, Syria", "X in Hama province"."""
    for mention in mentions:
        if mention.place is None or mention.start < end or mention.place.latitude is None:
            continue
        gap = page.text[end : mention.start]
        if len(gap) > 60 or " and " in gap:
            return None
        if _INSIDE_STEP.match(gap) or re.fullmatch(r"\s*,\s*", gap):
            return mention.place
        return None
    return None
