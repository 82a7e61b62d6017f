"""What words without a name refer to: groups in focus, and in their order people by role and pronouns."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.groups import generic_candidates
from warlog.actors.names import name_key
from warlog.actors.pronouns import read_pronouns, speaker_of
from warlog.actors.roles import merge_first_speaker, resolve_role
from warlog.records import ActorKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "said"})
_STATE_CLASSES = frozenset({"air_force", "army", "troops", "police", "government", "navy", "intelligence"})
_UNARMED = frozenset({"civilians", "unarmed", "gunmen", "source"})
_RECENT_SENTENCES = 2
_FOCUS = 6
_LOOSE = frozenset({"militants", "fighters", "group"})


def resolve(reading: Reading) -> None:
    """Resolve generic drafts in reading order, then people told by role, then add pronouns."""
    reading.drafts.sort(key=lambda d: (d.first, -d.last))
    past: list[Draft] = []
    for draft in reading.drafts:
        if draft.person:
            resolve_role(reading, draft, past)
        elif draft.actor is None and draft.basis in ("generic", "description"):
            _resolve_group(reading, draft, past)
        past.append(draft)
    merge_first_speaker(reading)
    read_pronouns(reading)


def _resolve_group(reading: Reading, draft: Draft, past: list[Draft]) -> None:
    noun = draft.noun
    if noun is None or noun.group in _UNARMED:
        return
    tokens = reading.tokens
    definite = tokens.low[draft.first] in _DEFINITE
    if noun.group == "enemy" or tokens.low[draft.head - 1] == "enemy":
        _set(reading, draft, _enemy(reading, draft, past))
        return
    if noun.group == "media":
        return
    choice = _by_post_modifier(reading, draft)
    if choice is None:
        choice = _by_shared_word(reading, draft)
    if choice is None:
        choice = _by_generic(reading, draft, past, definite)
    if choice is None and _own_state(draft):
        choice = _by_state(reading, draft, past, definite)
    if choice is None and definite and not _has_country(draft):
        choice = _by_focus(reading, draft, past)
    _set(reading, draft, choice)
    if draft.actor is None and draft.kind in ("rebel_group",) and not draft.country:
        country = reading.main_country()
        state = reading.registry.states.get(country or "")
        if state is not None and state.adjectives and noun.group in ("rebels", "opposition"):
            draft.country = country
            draft.name = f"{state.adjectives[0]} {draft.words}"


def _has_country(draft: Draft) -> bool:
    return draft.country is not None


def _set(reading: Reading, draft: Draft, actor_id: str | None) -> None:
    actor = reading.registry.get(actor_id)
    if actor is not None:
        draft.actor, draft.name, draft.kind = actor.id, actor.name, actor.kind
        draft.country = draft.country or actor.state


def _by_post_modifier(reading: Reading, draft: Draft) -> str | None:
    """Whose the group is by what follows: "fighters of the SDF", "forces loyal to the regime"."""
    tokens, noun = reading.tokens, draft.noun
    k = draft.last
    if noun is None or k + 1 >= len(tokens) or noun.group in ("group", "government", "media", "coalition"):
        return None
    loyal = tokens.low[k] == "loyal" and tokens.low[k + 1] == "to"
    k = k + 2 if loyal else k + 1 if tokens.low[k] in ("of", "from") else -1
    owner = (
        next(
            (d for d in reading.drafts if k <= d.head and d.first <= k and d.last > k and not d.person), None
        )
        if k > 0
        else None
    )
    if owner is None or owner.kind == "civilians":
        return None
    actor = reading.registry.get(owner.actor)
    if actor is None:
        country = reading.main_country() if owner.kind == "government" else None
        return reading.registry.organ_of(country, "forces") if country else None
    if actor.kind == "government" and actor.state:
        return reading.registry.organ_of(actor.state, noun.organ or "forces") if loyal or noun.organ else None
    return (
        actor.id
        if actor.kind in ("rebel_group", "militia", "state_forces", "external_forces", "police")
        else None
    )


def _by_shared_word(reading: Reading, draft: Draft) -> str | None:
    """A named actor of the report whose name holds the draft's distinctive word ("popular troops")."""
    words = {w for w in name_key(draft.words).split()[:-1] if len(w) > 3}
    words -= reading.registry.lexicon.common
    if not words:
        return None
    hits = set[str]()
    for actor_id in reading.named():
        actor = reading.registry.actors[actor_id]
        if draft.country and actor.countries and draft.country not in actor.countries:
            continue
        if words & set(name_key(actor.name).split()):
            hits.add(actor_id)
    return hits.pop() if len(hits) == 1 else None


def _by_generic(reading: Reading, draft: Draft, past: list[Draft], definite: bool) -> str | None:
    """The one actor that the registry's generic words leave in this report."""
    registry, noun = reading.registry, draft.noun
    if reading.tokens.low[draft.head] in ("allies", "partners") and "coalition" not in draft.words:
        return None
    candidates = generic_candidates(reading, draft.words, reading.tokens.low[draft.head])
    rebels = noun is not None and (
        noun.group == "rebels" or (draft.kind == "rebel_group" and _opposition(reading, draft))
    )
    if (
        noun is not None
        and noun.group == "opposition"
        and reading.tokens.low[draft.last : draft.last + 1] == ["-"]
    ):
        rebels, candidates = True, []  # "opposition-held": by the fighters, not the politicians
    if (rebels and not candidates) or (rebels and noun is not None and noun.group == "group"):
        candidates = generic_candidates(reading, "rebels", "rebels")
    if draft.country:
        candidates = [c for c in candidates if draft.country in registry.actors[c].countries]
    candidates = [c for c in candidates if reading.active(registry.actors[c])]
    if not candidates:
        return None
    all_named = reading.named()
    named = [c for c in candidates if c in all_named]
    here = reading.tokens.sentence[draft.head]
    recent = next(
        (d for d in reversed(past) if d.actor in named and here - reading.tokens.sentence[d.head] <= _FOCUS),
        None,
    )
    if definite and recent is not None and not (rebels and len(named) > 1):
        return recent.actor
    nouns = registry.lexicon.nouns
    umbrella = [
        c
        for c in candidates
        if any(c in registry.chain(o)[1:] for o in candidates if o != c)
        or (
            rebels
            and registry.actors[c].name.split()[-1].lower() in nouns
            and registry.actors[c].name.split()[-1].islower()
        )
    ]
    factions = {registry.lexicon.modifiers.get(w) for w in draft.words.split()[:-1]}
    if len(umbrella) == 1 and "ethnic" not in factions:
        return umbrella[0]
    if noun is not None and noun.group in _LOOSE:
        # "militants" may be anybody's: only somebody named just before
        return (
            recent.actor
            if recent is not None
            and len(named) == 1
            and here - reading.tokens.sentence[recent.head] <= _RECENT_SENTENCES
            else None
        )
    if len(named) == 1:
        return named[0]
    factions = {registry.lexicon.modifiers.get(w) for w in draft.words.split()[:-1]}
    if not named and "ethnic" not in factions:
        best = sorted(candidates, key=lambda c: -_support(reading, c, all_named))
        if (
            len(best) == 1
            or _support(reading, best[0], all_named) >= _support(reading, best[1], all_named) + 1
        ):
            return best[0]
    return None


def _opposition(reading: Reading, draft: Draft) -> bool:
    """Whether a group is told to be of rebels: "insurgent groups", "opposition factions"."""
    lexicon = reading.registry.lexicon
    return any(
        lexicon.modifiers.get(w) == "opposition"
        or (w in lexicon.nouns and lexicon.nouns[w].group == "rebels")
        for w in draft.words.split()
    )


def _support(reading: Reading, actor_id: str, named: set[str]) -> float:
    """How well an actor fits the company of the report: its enemies and allies that are named."""
    ties = sum(1 for other in named if reading.registry.relation(actor_id, other) in ("enemy", "ally"))
    return ties + (0.5 if not reading.registry.actors[actor_id].active[1] else 0.0)


def _own_state(draft: Draft) -> bool:
    noun = draft.noun
    if noun is None or draft.kind not in ("state_forces", "police", "government"):
        return False
    return noun.group in _STATE_CLASSES or noun.organ is not None


def _by_state(reading: Reading, draft: Draft, past: list[Draft], definite: bool) -> str | None:
    """The state body that "the army", "regime forces" or "the police" means in this report."""
    noun, registry = draft.noun, reading.registry
    assert noun is not None
    suffix = registry.composed.get(name_key(draft.words)) or noun.organ
    if suffix is None:
        return None
    if (
        noun.group in ("troops", "units", "air")
        and not definite
        and not (registry.lexicon.states_men & set(draft.words.split()))
    ):
        return None
    bodies = [d for d in past if d.kind in ("state_forces", "police", "government") and d.actor]
    same = next((d.actor for d in reversed(bodies) if d.kind == draft.kind), None)
    country = reading.main_country()
    recent = next((d.country for d in reversed(bodies) if d.country), None)
    states = {d.country for d in bodies if d.country and d.kind == draft.kind}
    if len(states) == 1:
        country = states.pop()
    elif country is None and definite:
        country = recent
    if noun.group == "government" and definite and same is not None and country is None:
        return same
    if (
        noun.group == "troops"
        and definite
        and "government" not in draft.words
        and "regime" not in draft.words
    ):
        near = next((d.actor for d in reversed(past) if d.kind in noun.refers and d.actor), None)
        if near is not None:
            return near
    return registry.organ_of(country, suffix) if country else None


def _by_focus(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """The latest earlier actor of a kind that the noun may mean."""
    noun = draft.noun
    assert noun is not None
    here = reading.tokens.sentence[draft.head]
    kinds: list[ActorKind] = list(noun.refers)
    if noun.group in ("rebels", "separatists"):
        known = {d.actor for d in past if d.actor and d.kind in kinds}
        return known.pop() if len(known) == 1 else None
    for earlier in reversed(past):
        if noun.group == "ministry" and "ministry" not in (earlier.actor or ""):
            continue
        if (
            earlier.actor
            and earlier.kind in kinds
            and earlier.basis in ("name", "alias", "coreference", "generic")
        ):
            return earlier.actor if here - reading.tokens.sentence[earlier.head] <= 12 else None
    return None


def _enemy(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """The actor of the report that is an enemy of whoever speaks or acts."""
    speaker = speaker_of(reading, draft.head, past)
    own = speaker.affiliation if speaker is not None else None
    if own is None:
        sentence = reading.tokens.sentence[draft.head]
        own = next(
            (d.actor for d in reversed(past) if d.actor and reading.tokens.sentence[d.head] == sentence), None
        )
    counts: dict[str, int] = {}
    for d in reading.drafts:
        if d.actor and d.actor != own and own and reading.registry.relation(own, d.actor) == "enemy":
            counts[d.actor] = counts.get(d.actor, 0) + 1
    return max(counts, key=lambda a: counts[a]) if counts else None
