"""Roles filled: the noun phrases of a draft become actors, places, quantities, a time and a weapon."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from warlog.actors import ActorMention
from warlog.claims.drafts import Draft
from warlog.claims.mentions import ARMED_KINDS, Mentions
from warlog.claims.syntax import CLAUSAL, clause_root, coordinated, logical_subjects
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import Place
from warlog.times import TimeMention

# acts of speech and politics happen where they are said; only a place of their own clause counts
SPEECH = frozenset({"accuse", "demand", "threat", "reject", "declare", "sanction", "aim"})
_NOWHERE = frozenset(
    {"accuse", "demand", "threat", "reject"}
)  # docs/record.md: what they are about may have a place
_MOVES = frozenset({"move", "advance", "withdraw", "displacement"})
_SYMMETRIC = frozenset({"clash", "talks", "ceasefire", "agreement"})
_TOLLS = frozenset({"killed", "wounded", "captured", "missing", "displaced", "detained", "destroyed", "lost"})
_SEPARATOR = re.compile(r",|\band\b|\bor\b|as well as", re.I)
_PLACE_GAP = re.compile(
    r"(?:[\s,;]|\b(?:and|or|as|well|also|then|in|on|at|near|around|of|to|the|a|an|both|town|city|village|district|"
    r"districts|towns|cities|villages|nearby|neighbouring|neighboring|province|area|areas)\b)*", re.I,
)  # fmt: skip


def fill_roles(draft: Draft, mentions: Mentions, others: set[int]) -> None:
    """Turn the argument tokens of a draft into mentions.

    `others` holds the anchors of the report's other drafts, whose clauses keep their own places.
    """
    _fill_actors(draft, mentions)
    _fill_places(draft, mentions, others)
    if draft.act in _SYMMETRIC and draft.agents:
        both = draft.act == "clash" and not any(token.lower_ in {"off", "back"} for token in draft.trigger)
        draft.agents = _distinct([*draft.agents, *draft.partners, *(draft.targets if both else [])])
        draft.partners = []
        draft.targets = [
        t for t in draft.targets
        if not any(t == a or (same_actor(t, a) and t.basis in {"generic", "coreference"}) for a in draft.agents)
    ]  # fmt: skip


def _fill_actors(draft: Draft, mentions: Mentions) -> None:
    lists = {
        "agent": draft.agents,
        "target": draft.targets,
        "victim": draft.targets,
        "partner": draft.partners,
        "beneficiary": draft.beneficiaries,
        "cause": draft.causes,
    }
    for role, tokens in draft.arguments.items():
        found = lists.get(role)
        if found is None:
            continue
        for token in tokens:
            place = mentions.place(token)
            if place is not None and role != "agent" and not _is_state(mentions.actor(token)):
                continue
            for actor in [*mentions.actors_of(token), *_included(token, mentions)]:
                if actor not in found:
                    found.append(actor)
    if draft.act == "clash" and draft.nominal and len(draft.agents) == 1:
        draft.agents += _other_side(draft, mentions)
    draft.agents[:] = _extend_actors(draft.agents, mentions, [*draft.targets, *draft.partners, *draft.causes])
    draft.agents = [a for a in draft.agents if not _is_weapon(a, mentions)]
    draft.targets = [t for t in draft.targets if t not in draft.agents]


_WEAPONS = frozenset({"materiel", "aircraft"})


def _is_weapon(actor: ActorMention, mentions: Mentions) -> bool:
    """Whether words that name nobody name what they did it with: "a drone killed two"."""
    noun = mentions.document.doc[actor.head].lemma_.lower()
    return actor.actor is None and bool(_WEAPONS & mentions.lexicon.classes.get(noun, frozenset()))


def _included(token: Token, mentions: Mentions) -> list[ActorMention]:
    """The members that a clause lists: "nations that took part include Australia and Canada"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in {"include", "comprise"}:
        return []
    return [
        actor
        for child in verb.rights
        if child.dep_ == "dobj"
        for member in coordinated(child)
        for actor in mentions.actors_of(member)
    ]


def _other_side(draft: Draft, mentions: Mentions) -> list[ActorMention]:
    """Of "they captured the town after clashes with the rebels": the doer of the clause around."""
    node = draft.trigger[-1]
    while node.head != node and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    if node.pos_ != "VERB":
        return []
    doers = [actor for token in logical_subjects(node) for actor in mentions.actors_of(token)]
    return [a for a in doers if a.kind in ARMED_KINDS and not same_actor(a, draft.agents[0])][:1]


def _extend_actors(
    found: list[ActorMention], mentions: Mentions, taken: list[ActorMention]
) -> list[ActorMention]:
    """Actors listed beside a participant in the words, where the parse took the list apart ("X as well as Y")."""
    if not found:
        return []
    extended = list(found)
    for actor, other in mentions.listed:
        for one, two in ((actor, other), (other, actor)):
            if one in extended and two not in extended and two not in taken:
                extended.append(two)
    return extended


def _is_state(actor: ActorMention | None) -> bool:
    return actor is not None and actor.kind in {"government", "state_forces"}


def _distinct(actors: Iterable[ActorMention]) -> list[ActorMention]:
    found: list[ActorMention] = []
    for actor in actors:
        if not any(same_actor(actor, other) for other in found):
            found.append(actor)
    return found


def same_actor(one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions name one actor."""
    if one.actor is not None or other.actor is not None:
        return one.actor == other.actor
    return one.name.casefold() == other.name.casefold()


# places


def _fill_places(draft: Draft, mentions: Mentions, others: set[int]) -> None:
    if draft.act in _NOWHERE:
        return
    if draft.act in _MOVES:
        draft.origin = _first_place(draft.arguments.get("origin", ()), mentions)
        draft.destination = _first_place(draft.arguments.get("destination", ()), mentions)
    found: list[PlaceMention] = []
    for token in draft.arguments.get("place", ()):
        place = mentions.place_within(token) or _unknown_place(token, mentions)
        if place is not None and place not in found:
            found.append(place)
    found = _extend_places(found, mentions)
    if not found:
        for role in ("target", "victim", "origin"):
            for token in draft.arguments.get(role, ()):
                place = mentions.place(token)
                actor = mentions.actor(token)
                if place is None and actor is None:
                    place = mentions.place_within(token)
                if place is not None and not _is_state(actor) and place not in found:
                    found.append(place)
        found = _extend_places(found, mentions)
    if not found and draft.act not in SPEECH:
        found = _extend_places(_attached(draft, mentions, others), mentions)
    if not found and draft.destination is None:
        found = _of_outer_clause(draft, mentions, others)
    draft.places = finest([p for p in found if p is not draft.destination])
    if draft.act == "withdraw" and draft.origin is None and draft.places:
        draft.origin = draft.places[0]


def _unknown_place(token: Token, mentions: Mentions) -> PlaceMention | None:
    """A name that stands where only a place can ("captured Tessalit") but that no gazetteer has: kept without a point."""
    if not mentions.is_bare_name(token):
        return None
    start = token
    while (
        start.i > token.sent.start
        and start.nbor(-1).pos_ in {"PROPN", "PUNCT"}
        and not start.nbor(-1).is_space
    ):
        before = start.nbor(-1)
        if before.pos_ == "PUNCT" and (before.text != "-" or before.whitespace_):
            break
        start = before
    mention = mentions.document.mention(start.idx, token.idx + len(token))
    place = Place(mention.text, None, None, None, None, 7, None, None, "unknown", "named", mention)
    return PlaceMention(mention.start, mention.end, mention.text, token.i, place)


def _extend_places(found: list[PlaceMention], mentions: Mentions) -> list[PlaceMention]:
    """Places listed with a found one in the words; what only says where one of them lies is passed over."""
    if not found:
        return found
    extended = list(found)
    text = mentions.document.text
    chain: list[PlaceMention] = []
    at = -1
    for place in mentions.places:
        gap = text[at : place.start] if 0 <= at <= place.start else ""
        subject = mentions.document.doc[place.head].dep_ in {"nsubj", "nsubjpass"}
        listed = (
            bool(gap)
            and not subject
            and len(gap) <= 40
            and _PLACE_GAP.fullmatch(gap)
            and _SEPARATOR.search(gap)
        )
        if place.auxiliary or (at > place.start >= 0 and chain):
            at = max(at, place.end) if listed or at > place.start else at
            continue
        if not listed:
            chain = []
        chain.append(place)
        at = _after_asides(place)
        if len(chain) > 1 and any(p in extended for p in chain):
            extended += [p for p in chain if p not in extended]
    return extended


def _after_asides(place: PlaceMention) -> int:
    """The end of a place with what is said of its position ("…, located 48 kilometers west of Kirkuk")."""
    ends = [place.end]
    if place.stated is not None:
        ends.append(place.stated.mention.end)
    if place.containing is not None:
        ends.append(place.containing.mention.end)
    return max(ends)


def _first_place(tokens: Iterable[Token], mentions: Mentions) -> PlaceMention | None:
    for token in tokens:
        place = mentions.place_within(token)
        if place is not None:
            return place
    return None


def _attached(draft: Draft, mentions: Mentions, others: set[int]) -> list[PlaceMention]:
    """Places that hang on the trigger without another clause between; those of the doer come last."""
    core = {token.i for token in draft.trigger} | {draft.anchor.i}
    sentence = draft.anchor.sent
    near: list[tuple[int, PlaceMention]] = []
    of_doer: list[PlaceMention] = []
    agent_tokens = {token.i for token in draft.arguments.get("agent", ())}
    for place in mentions.places:
        if not sentence.start <= place.head < sentence.end or place.place is None or place.auxiliary:
            continue
        path = _path(sentence.doc[place.head], core, others)
        if path is None or not _locative(path, mentions):
            continue
        if any(token.i in agent_tokens for token in path):
            of_doer.append(place)
        else:
            near.append((len(path), place))
    if near:
        return _nearest_list([place for _, place in sorted(near, key=lambda item: item[0])], sentence.doc)
    return of_doer[:1]


def _path(token: Token, core: set[int], others: set[int]) -> list[Token] | None:
    """Tokens from a place up to the trigger; None where it belongs to another clause."""
    path = [token]
    node = token
    while node.i not in core:
        if node.head == node:
            return None
        node = node.head
        if node.i in core:
            return path
        if node.i in others or (
            node.pos_ in {"VERB", "AUX"} and (node.dep_ in CLAUSAL or node.dep_ == "conj")
        ):
            return None
        path.append(node)
    return path


def _locative(path: list[Token], mentions: Mentions) -> bool:
    """A place under a preposition of place, a possessive or a compound; not one in an actor's name."""
    actor = mentions.actor(path[0])
    prepositions = mentions.lexicon.words["place_prepositions"]
    for token in path:
        if token.dep_ in {"prep", "agent"}:
            if token.lower_ in {"of", "for", "with", "about"}:
                continue
            return token.lower_ in prepositions and token.dep_ != "agent"
        if token.dep_ == "npadvmod":
            return True
    return actor is None


def _nearest_list(places: list[PlaceMention], doc: Doc) -> list[PlaceMention]:
    """The nearest place and those coordinated with it."""
    first = places[0]
    found = [first]
    for place in places[1:]:
        if (
            _coordinated(first, place, doc)
            or _within(first.place, place.place)
            or _within(place.place, first.place)
        ):
            found.append(place)
    return found


def _coordinated(one: PlaceMention, other: PlaceMention, doc: Doc) -> bool:
    first, second = doc[one.head], doc[other.head]
    return second in first.conjuncts or (
        second.dep_ in {"conj", "appos"} and any(a.i == first.i for a in second.ancestors)
    )


def finest(places: list[PlaceMention]) -> list[PlaceMention]:
    """Places without those that only contain another of them ("Palmyra, Syria" is Palmyra)."""
    found: list[PlaceMention] = []
    for place in places:
        if any(other is not place and _within(other.place, place.place) for other in places):
            continue
        if not any(_same_place(place.place, other.place) for other in found):
            found.append(place)
    return found


def _same_place(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    return (one.gazetteer, one.name) == (other.gazetteer, other.name)


def _within(inner: Place | None, outer: Place | None) -> bool:
    if inner is None or outer is None or inner == outer:
        return False
    if outer.kind == "country":
        return inner.kind != "country" and inner.country == outer.country
    if outer.kind == "admin1":
        return (
            inner.kind not in {"country", "admin1"}
            and inner.admin1 is not None
            and (inner.admin1 == outer.admin1 or inner.admin1 == outer.name)
        )
    return False


def _of_outer_clause(draft: Draft, mentions: Mentions, others: set[int]) -> list[PlaceMention]:
    """A place that the clauses above state for what hangs on them ("In Syria, the SDF made progress, retaking …")."""
    if draft.act in SPEECH:
        return []
    node = clause_root(draft.anchor)
    cues = mentions.lexicon.cues
    for _ in range(4):
        if node.head == node:
            break
        above = clause_root(node.head)
        if above.lemma_ in cues and cues[above.lemma_].kind == "say":
            break
        outer = Draft(draft.act, [above], above)
        found = [place for place in _attached(outer, mentions, others - {above.i}) if place.place is not None]
        if found:
            return found[:1]
        node = above
    return _fronted(draft, mentions)


def _fronted(draft: Draft, mentions: Mentions) -> list[PlaceMention]:
    """A place that opens the sentence, whatever the parse hangs it on ("Near Ar Raqqah, 12 strikes …")."""
    sentence = draft.anchor.sent
    prepositions = mentions.lexicon.words["place_prepositions"]
    for token in sentence[:4]:
        if token.dep_ == "prep" and token.lower_ in prepositions:
            place = _first_place([child for child in token.children if child.dep_ == "pobj"], mentions)
            if place is not None and place.start < draft.trigger[0].idx:
                return [place]
    return []


# quantities, times, weapons


def share_quantities(drafts: list[Draft], mentions: Mentions) -> None:
    """Give each quantity to the draft whose clause it stands in: the one nearest up the parse."""
    doc = mentions.document.doc
    for quantity in mentions.quantities:
        if quantity.quantity.measure == "distance":
            continue
        draft = _owner(doc[quantity.head], drafts, quantity)
        if draft is not None:
            draft.quantities.append(quantity)


def _owner(token: Token, drafts: list[Draft], quantity: QuantityMention) -> Draft | None:
    sentence = token.sent
    here = [d for d in drafts if d.anchor.sent.start == sentence.start]
    if not here:
        return None
    heads: dict[int, Draft] = {}
    for draft in here:
        for part in (draft.anchor, *draft.trigger):
            heads.setdefault(part.i, draft)
        for role in ("victim", "target", "agent"):
            for argument in draft.arguments.get(role, ()):
                heads.setdefault(argument.i, draft)
    node = token
    while True:
        if node.i in heads:
            return heads[node.i]
        if node.head == node:
            break
        node = node.head
    return here[0] if len(here) == 1 and quantity.quantity.measure in _TOLLS else None


def time_of(draft: Draft, mentions: Mentions) -> TimeMention | None:
    """The time of a draft: in its own clause, else in a clause above it, else the only one of the sentence."""
    sentence = draft.anchor.sent
    times = [
        t for t in mentions.times
        if sentence.start_char <= t.start < sentence.end_char and t.type in {"DATE", "TIME", "DURATION"}
        and (t.when is not None or t.value.endswith("_REF"))
    ]  # fmt: skip
    if not times:
        return None
    core = {token.i for token in draft.trigger} | {draft.anchor.i}
    best: tuple[int, TimeMention] | None = None
    for time in times:
        token = mentions.document.token_at(time.start)
        if token is None:
            continue
        cost = _clause_distance(token, core, mentions)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, time)
    if best is not None:
        return best[1]
    return None


def _clause_distance(token: Token, core: set[int], mentions: Mentions) -> int | None:
    """Clause boundaries between a time and the trigger below or above it; None for another branch."""
    node, crossed = token, 0
    above: list[int] = []
    while True:
        if node.i in core:
            return crossed
        above.append(node.i)
        if node.head == node:
            break
        if node.pos_ in {"VERB", "AUX"} and (node.dep_ in CLAUSAL or node.dep_ == "conj"):
            crossed += 2
        node = node.head
    for index in core:
        node, down = token.doc[index], 0
        while node.head != node:
            if node.pos_ in {"VERB", "AUX"} and (node.dep_ in CLAUSAL or node.dep_ == "conj"):
                down += 1
                if (
                    node.head.lemma_ in mentions.lexicon.cues
                    and mentions.lexicon.cues[node.head.lemma_].kind == "say"
                ):
                    down += 2
            node = node.head
            if node.i in above:
                return down + crossed if crossed == 0 else None
    return None


def weapon_of(draft: Draft, mentions: Mentions) -> str | None:
    """The weapon that the clause names, longest words first; else the one that the act implies."""
    weapons = mentions.lexicon.weapons
    start = min(token.i for token in (*draft.trigger, draft.anchor))
    root = clause_root(draft.anchor)
    tokens = [t for t in root.subtree if not t.is_space]
    lemmas = [t.lemma_.lower() for t in tokens if abs(t.i - start) < 25]
    joined = " " + " ".join(lemmas) + " "
    for words in mentions.lexicon.long_weapons:
        if f" {words} " in joined:
            return weapons[words]
    word = min(weapons.keys() & lemmas, default=None)
    return weapons[word] if word else None
