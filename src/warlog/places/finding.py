"""Every place that a report names, resolved: the stages of this room in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from warlog.places import consistency, derived, references, stated
from warlog.places.countries import Countries
from warlog.places.evidence import weigh
from warlog.places.gazetteer import Gazetteer
from warlog.places.lexicon import load_words
from warlog.places.mentions import PlaceMention
from warlog.places.model import Model, load_model, probability
from warlog.places.nameless import fall_back, nameless
from warlog.places.resolution import resolve
from warlog.places.standing import mark_cut_names, settle_votes, sift
from warlog.places.surroundings import Surroundings, country_votes
from warlog.places.toponyms import KNOWN_TOWN, Gram, Page, Taken, Toponym, candidates, make_page

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
    @property
    def actor(self) -> str | None: ...


@dataclass(slots=True)
class Recognised:
    """The names of a report and what they may be: `toponyms` with their scores, places or not, `unknown` those that no
    gazetteer has."""

    page: Page
    toponyms: list[Toponym]
    unknown: list[Gram]
    taken: Taken
    blocked: list[tuple[int, int]]
    bylines: frozenset[int]
    around: Surroundings


def find_places(
    document: Document,
    gazetteer: Gazetteer,
    actors: Sequence[ActorSpan] = (),
    *,
    theatre: Mapping[str, float] | None = None,
    outlet_country: str | None = None,
    model: Model | None = None,
    page: Page | None = None,
) -> list[PlaceMention]:
    """All place mentions of a report, sorted by start; a phrase ("eastern Mosul") covers the name in it.

    `theatre` says in which countries (ISO 3166-1 alpha-2) the report's actors fight, and how many of them; `outlet_country`
    is where it was published. `model` replaces the weights in the package, `page` is what a survey has made ready.
    """
    model = model or load_model()
    found = recognise(
        document, gazetteer, actors, model, theatre=theatre, outlet_country=outlet_country, page=page
    )
    page, taken = found.page, found.taken
    kept = [toponym for toponym in found.toponyms if probability(toponym.score) >= model.needed]
    mentions = resolve(page, kept, found.around, model)
    mentions.extend(nameless(page, found.unknown, mentions, taken, gazetteer.countries))
    mentions.sort(key=lambda mention: mention.start)
    fall_back(page, mentions)
    mentions = derived.widen(page, mentions, gazetteer)
    mentions = stated.attach(page, mentions)
    consistency.mend(page, mentions)
    filed = found.around.filed
    for mention in mentions:
        # where the report was filed, not where acts happened
        inside = filed[0] <= mention.start < filed[1] or mention.end in found.bylines
        mention.auxiliary = mention.auxiliary or inside
    mentions.extend(references.resolve(page, mentions, gazetteer, found.blocked, found.around.leading()))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return [mention for mention in mentions if not _is_swallowed(mention, mentions)]


def _is_swallowed(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> bool:
    """Whether a name without a point is only part of another's: "Asian" of "the Asian Highway"."""
    if mention.place is not None and mention.place.latitude is not None:
        return False
    return any(
        other is not mention and other.start <= mention.start and mention.end <= other.end
        for other in mentions
    )


def recognise(
    document: Document,
    gazetteer: Gazetteer,
    actors: Sequence[ActorSpan],
    model: Model,
    *,
    theatre: Mapping[str, float] | None = None,
    outlet_country: str | None = None,
    page: Page | None = None,
) -> Recognised:
    """Every name of the report that the gazetteer has, with what speaks for its being a place."""
    page = page or make_page(document.text, document.doc, load_words())
    blocked = [(actor.start, actor.end) for actor in actors if _is_name(actor, gazetteer)]
    taken = Taken(len(document.text), blocked)
    found, unknown = candidates(page, gazetteer, taken)
    mark_cut_names(page, found)
    votes = country_votes(page, found, gazetteer.countries)
    votes.update(_countries_of_actors(page, blocked, gazetteer.countries))
    settle_votes(found, votes, theatre or {})
    around = Surroundings(votes, dict(theatre or {}), outlet_country, _filed(page))
    found = sift(page, found, around.spoken_of(), gazetteer.countries)
    weigh(page, found, gazetteer.countries, around, model)
    for toponym in found:
        if probability(toponym.score) >= model.needed:
            taken.add(toponym.start, toponym.end)
    unknown = [gram for gram in unknown if not taken.overlaps(gram.start, gram.end)]
    spelt = _variants(page, gazetteer, unknown, around, model)
    for toponym in spelt:
        if probability(toponym.score) >= model.needed:
            taken.add(toponym.start, toponym.end)
    toponyms = sorted([*found, *spelt], key=lambda t: t.start)
    _add_provinces(page, gazetteer, toponyms)
    return Recognised(page, toponyms, unknown, taken, blocked, _bylines(page, actors), around)


_BYLINE = re.compile(r"\s*\((?:by |via )?$")


def _bylines(page: Page, actors: Sequence[ActorSpan]) -> frozenset[int]:
    """Where the names of towns end from which agencies file in the middle of a text: "DAMASCUS (SANA)"."""
    before = (
        _BYLINE.search(page.text, max(0, actor.start - 6), actor.start)
        for actor in actors
        if actor.kind == "media" and page.text[actor.end : actor.end + 1] == ")"
    )
    return frozenset(found.start() for found in before if found)


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


def _is_name(actor: ActorSpan, gazetteer: Gazetteer) -> bool:
    """Whether an actor's words are its name and no place: "the eastern Aleppo residents" name a place, "the Government of
    Iraq" does not; of a medium called like a town (Dabiq) the words around it tell."""
    if actor.basis in _UNNAMED or (actor.kind == "media" and actor.text.isalpha()):
        return False
    if actor.actor is None and any(entry.population > KNOWN_TOWN for entry in gazetteer.lookup(actor.text)):
        return False  # an unknown group called like a town is the town: "overran Lashkar Gah"
    return gazetteer.countries.named(re.sub(r"^[Tt]he ", "", actor.text)) is None


def _variants(
    page: Page, gazetteer: Gazetteer, unknown: list[Gram], around: Surroundings, model: Model
) -> list[Toponym]:
    """Names in another spelling than the gazetteer's, of the countries that the report speaks of."""
    leading = [country for country, count in around.votes.most_common(4) if count >= 2]
    leading += [c for c in around.theatre if c not in leading and around.theatre_share(c) > 0.5][:2]
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
                toponym.likeness_of = {entry.id: likeness for entry, likeness in variants}
                toponym.note("other spelling")
                toponym.note("unlike spelling", 10 * (1 - variants[0][1]))
                out.append(toponym)
                break
    weigh(page, out, gazetteer.countries, around, model)
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
