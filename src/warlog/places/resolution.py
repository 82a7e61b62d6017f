"""Toponyms resolved to places of the gazetteer, with candidates where none is sure."""

from __future__ import annotations

from warlog.places.gazetteer import Entry
from warlog.places.mentions import PlaceMention
from warlog.places.model import Model, probability, reasons
from warlog.places.names import normal_key
from warlog.places.precision import where_prec
from warlog.places.ranking import TOWNS, Ranked, inside, rank
from warlog.places.surroundings import Surroundings
from warlog.places.toponyms import Page, Toponym
from warlog.records import Place

_WIDE = frozenset({"country", "continent", "ocean", "sea"})
_LONGEST_NAME = 3  # words
_FIRM = 0.9  # probability from which a place tells where the report plays
_KEPT = 5  # candidates that a mention keeps


def place_of(entry: Entry, mention: PlaceMention | None = None) -> Place:
    """The record of a named place."""
    return Place(
        entry.name, entry.id, entry.latitude, entry.longitude, entry.radius_km, where_prec(entry.kind, entry.radius_km),
        entry.country, entry.admin1, entry.kind, "named", mention.mention if mention else None,
    )  # fmt: skip


def unplaced(mention: PlaceMention, kind: str) -> Place:
    """A place of which only the name is known: better without a point than on another continent."""
    return Place(mention.text, None, None, None, None, 5, None, None, kind, "named", mention.mention)


def resolve(page: Page, toponyms: list[Toponym], around: Surroundings, model: Model) -> list[PlaceMention]:
    """The toponyms as mentions, unresolved where no place is sure."""
    rankings = rank_all(toponyms, around, model)
    return [
        _mention(page, toponym, ranking, model)
        for toponym, ranking in zip(toponyms, rankings, strict=True)
        if toponym.placed or is_sure(ranking[0], model) or probability(toponym.score) >= model.needed_alone
    ]


def is_sure(best: Ranked, model: Model) -> bool:
    """Whether the likeliest answer is a place, and likely enough."""
    return best.entry is not None and best.probability >= model.sure


def rank_all(toponyms: list[Toponym], around: Surroundings, model: Model) -> list[list[Ranked]]:
    """The places of every toponym, the likeliest first: the firm ones tell where the report plays, then all are ranked by
    their light. Fills `around`."""
    for toponym in toponyms:
        for entry in toponym.entries:
            if len(toponym.entries) == 1 or normal_key(entry.name) == toponym.key:
                around.named[entry.id] = toponym.key
    for toponym in toponyms:
        best = rank(toponym, around, containers_of(toponym, toponyms), model)[0]
        if best.entry and best.entry.kind not in _WIDE and best.probability >= _FIRM:
            around.firm.setdefault(toponym.key, best.entry)
    out: list[list[Ranked]] = []
    for toponym in toponyms:
        ranking = rank(toponym, around, containers_of(toponym, toponyms), model)
        out.append(ranking)
        best = ranking[0]
        # "Aleppo province" says nothing of the next "Aleppo"
        if best.entry and is_sure(best, model) and (not toponym.kind or best.entry.kind in TOWNS):
            around.settled.setdefault(toponym.key, best.entry.id)
    return out


def _mention(page: Page, toponym: Toponym, ranking: list[Ranked], model: Model) -> PlaceMention:
    start, end = toponym.start, toponym.end
    if not is_sure(ranking[0], model):
        start, end = _whole_name(page, toponym)
    mention = PlaceMention(start, end, page.text[start:end], page.root(start, end), None)
    places = [place_of(one.entry, mention) for one in ranking if one.entry][:_KEPT]
    best = ranking[0]
    if is_sure(best, model):
        mention.place, mention.candidates = places[0], places[1:]
    else:
        mention.candidates = places
        mention.place = unplaced(mention, toponym.kind or _kind_of(toponym))
    mention.confidence = round(probability(toponym.score) * best.probability, 2)
    mention.reasons = [
        f"a place: {probability(toponym.score):.2f} ({', '.join(reasons(model.recognition, toponym.features)[:5])})",
        *(_why(one, model) for one in ranking[:3] if one.probability >= 0.01),
    ]
    return mention


def _whole_name(page: Page, toponym: Toponym) -> tuple[int, int]:
    """The span of an unresolved name with the words that it goes on with: "Mir Ali" is no place called Mir."""
    goes_on = any(feature.startswith("name goes on") for feature in toponym.features)
    start, end = toponym.phrase
    if goes_on and page.text.count(" ", start, end) < _LONGEST_NAME and not page.is_loud(start):
        return start, end
    return toponym.start, toponym.end


def _why(one: Ranked, model: Model) -> str:
    entry = one.entry
    what = f"{entry.name} ({entry.kind}, {entry.country or '?'})" if entry else "none that the gazetteer has"
    return f"{what}: {one.probability:.2f} ({', '.join(reasons(model.ranking, one.features)[:5])})"


def _kind_of(toponym: Toponym) -> str:
    kinds = {entry.kind for entry in toponym.entries}
    return kinds.pop() if len(kinds) == 1 else "settlement"


def containers_of(toponym: Toponym, toponyms: list[Toponym]) -> list[Entry]:
    """The places that the report names beside this one as holding it: "Palmyra, Syria", "Iraq's Samarra"."""
    named = [other for other in toponyms if other.key == toponym.inside]
    if not named:
        return []
    outer = min(named, key=lambda other: abs(other.start - toponym.start))
    return [e for e in outer.entries[:6] if any(inside(entry, e) for entry in toponym.entries)]
