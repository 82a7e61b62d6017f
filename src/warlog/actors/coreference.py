"""What words without a name refer to: groups in focus, and in their order people by role and pronouns."""

from __future__ import annotations

from warlog.actors.bounds import armed_group, fought_by, of_states_side, only_armed_group, struck
from warlog.actors.drafts import Draft, Reading
from warlog.actors.echoes import echoed
from warlog.actors.groups import generic_candidates
from warlog.actors.names import name_key
from warlog.actors.naming import acts
from warlog.actors.organs import belongs, resolve_body
from warlog.actors.pronouns import owner_of_his, read_pronouns
from warlog.actors.roles import merge_first_speaker, resolve_role
from warlog.actors.troops import (
    FIGHTING_KINDS,
    PERSONAL,
    by_state,
    comrades,
    enemy_of,
    foreign_word,
    of_fighters,
    of_opposition,
    own_men,
    own_state,
)
from warlog.actors.units import place_units
from warlog.records import ActorKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "said"})
_POSSESSIVES = frozenset({"its", "their"})
_UNARMED = frozenset({"civilians", "unarmed", "gunmen", "source"})
_RECENT_SENTENCES = 2
_FOCUS = 6
_RENAMED = frozenset({"called", "formerly", "named", "known", "previously", "dubbed", "renamed"})
_LOOSE = frozenset({"militants", "fighters", "group"})


def resolve(reading: Reading) -> None:
    """Resolve generic drafts in reading order, then people told by role, then add pronouns."""
    reading.drafts.sort(key=lambda d: (d.first, -d.last))
    place_units(reading)
    past: list[Draft] = []
    for draft in reading.drafts:
        if draft.title is not None:
            belongs(reading, draft, past)
        if draft.person:
            resolve_role(reading, draft, past)
        elif draft.actor is None and draft.basis in ("generic", "description"):
            _resolve_group(reading, draft, past)
        past.append(draft)
    merge_first_speaker(reading)
    read_pronouns(reading)


def _resolve_group(reading: Reading, draft: Draft, past: list[Draft]) -> None:
    noun = draft.noun
    if noun is None:
        return
    if noun.group in _UNARMED:
        _set(reading, draft, own_men(reading, draft, past))
        return
    tokens = reading.tokens
    whole = echoed(reading, draft, past)
    if whole is not None and noun.group == "coalition" and _by_generic(reading, draft, past, definite=True):
        whole = None  # "the coalition" is the one of the war before any that is called so
    if whole is not None:
        _set_like(draft, whole)
        return
    definite = tokens.low[draft.first] in _DEFINITE
    if tokens.low[draft.first] == "no":
        return  # "No extremist group has claimed …"
    if noun.group == "enemy" or tokens.low[draft.head - 1] == "enemy":
        _set(reading, draft, enemy_of(reading, draft, past))
        return
    if tokens.low[draft.first] in PERSONAL:
        owner = owner_of_his(reading, draft.first, past, governs=noun.group == "government")
        if owner is None and "fellow" in draft.words.split():
            owner = comrades(reading, draft, past)
        actor = reading.registry.get(owner)
        if actor is not None and actor.kind in FIGHTING_KINDS | {"government", "police"}:
            _set(reading, draft, owner)
        return
    if noun.group == "cause" and tokens.dep[draft.head] not in ("nsubj", "nsubjpass"):
        return
    if noun.group in ("media", "nations") or tokens.low[draft.first] in _POSSESSIVES:
        return  # "its troops": once the pronouns are read
    if noun.group == "people" and not _fights(reading, draft):
        return
    if noun.group == "group" and tokens.low[draft.last : draft.last + 1] == ["of"]:
        return  # "a group of militants": some of them
    if _partners(reading, draft):
        _set(reading, draft, _partner(reading, draft, past))
        return
    choice = _by_post_modifier(reading, draft) or resolve_body(reading, draft)
    if choice is None and reading.registry.lexicon.elsewhere & set(draft.words.split()):
        return  # "former rebels" are not those named before
    if choice is None and _called(reading, draft) is not None:
        choice = _called(reading, draft)
    if choice is None and foreign_word(reading, draft):
        return
    if choice is None:
        choice = _by_shared_word(reading, draft)
    if choice is None and definite:
        choice = _by_repeat(reading, draft, past)
    if choice is None:
        choice = _by_generic(reading, draft, past, definite)
    if choice is None and own_state(draft):
        choice = by_state(reading, draft, past, definite)
    if choice is None and definite and not _has_country(draft) and not struck(reading, draft):
        focus = _by_focus(reading, draft, past)
        if focus is not None and focus.actor is None:
            _set_like(draft, focus)
            return
        choice = None if focus is None else focus.actor
    if choice is None and noun.group in ("militants", "group") and not _has_country(draft):
        choice = _by_medium(reading, draft)
    _set(reading, draft, choice)
    if draft.actor is None and draft.kind in ("rebel_group",) and not draft.country:
        country = reading.main_country()
        state = reading.registry.states.get(country or "")
        if state is not None and state.adjectives and noun.group in ("rebels", "opposition"):
            draft.country = country
            draft.name = f"{state.adjectives[0]} {draft.words}"


def _fights(reading: Reading, draft: Draft) -> bool:
    """Whether a people is spoken of as an armed side: it holds, does, or is fought."""
    low = reading.tokens.low
    return low[draft.last : draft.last + 1] == ["-"] or (
        low[draft.first] == "the" and acts(reading, draft.head)
    )


def _partners(reading: Reading, draft: Draft) -> bool:
    """Whether the words mean somebody's unnamed friends: "our Syrian partners", "partner forces"."""
    words = draft.words.split()
    return "coalition" not in words and bool(reading.registry.lexicon.partners & set(words))


def _partner(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """The one armed ally named so far that the words may mean."""
    registry = reading.registry
    owners = {d.actor for d in reading.drafts if d.kind == "external_forces" and d.actor}
    if reading.issuer is not None:
        owners.add(reading.issuer.id)
    fitting: list[str] = []
    for earlier in past:
        actor = registry.get(earlier.actor)
        if actor is None or actor.id in owners or earlier.person:
            continue
        if actor.kind not in ("rebel_group", "militia", "state_forces") or actor.id in fitting:
            continue
        if draft.country and draft.country not in actor.countries:
            continue
        if any(registry.relation(owner, actor.id) == "ally" for owner in owners):
            fitting.append(actor.id)
    # a part of a named whole is no second partner
    whole = [a for a in fitting if not any(b in registry.chain(a)[1:] for b in fitting)]
    return whole[0] if len(whole) == 1 else None


def _has_country(draft: Draft) -> bool:
    return draft.country is not None


def _set(reading: Reading, draft: Draft, actor_id: str | None) -> None:
    actor = reading.registry.get(actor_id)
    if actor is not None:
        draft.actor, draft.name, draft.kind = actor.id, actor.name, actor.kind
        draft.country = draft.country or actor.state


def _set_like(draft: Draft, earlier: Draft) -> None:
    """Link a draft to what an earlier one names, known to the registry or not."""
    draft.actor, draft.name, draft.kind = earlier.actor, earlier.name, earlier.kind
    draft.country, draft.basis = draft.country or earlier.country, "coreference"


def _by_post_modifier(reading: Reading, draft: Draft) -> str | None:
    """Whose the group is by what follows: "fighters of the SDF", "forces loyal to the regime"."""
    tokens, noun = reading.tokens, draft.noun
    k = draft.last
    if noun is None or k + 1 >= len(tokens) or noun.group in ("group", "media", "coalition"):
        return None
    if noun.group == "government":
        return _of_state(reading, draft)
    loyal = tokens.low[k] == "loyal" and tokens.low[k + 1] == "to"
    k = k + 2 if loyal else k + 1 if tokens.low[k] in ("of", "from") else -1
    owner = (
        next(
            (
                d
                for d in reading.drafts
                if k <= d.head and d.first <= k and d.last > k and (loyal or not d.person)
            ),
            None,
        )
        if k > 0
        else None
    )
    if owner is None and k > 0 and noun.organ:
        state = next((f.target for f in reading.found if f.sort == "state" and k <= f.first <= k + 1), None)
        return reading.registry.organ_of(state, noun.organ) if state else None
    if owner is None or owner.kind == "civilians":
        return None
    actor = reading.registry.get(owner.affiliation if owner.person else owner.actor)
    if actor is None and owner.person:
        return None
    if actor is None:
        country = reading.main_country() if owner.kind == "government" else None
        return reading.registry.organ_of(country, "forces") if country else None
    if actor.kind == "government" and actor.state:
        return reading.registry.organ_of(actor.state, noun.organ or "forces") if loyal or noun.organ else None
    if actor.kind == "government":
        # a government that is no state's, with an army of its own
        armies = [c.id for c in reading.registry.children.get(actor.id, ()) if c.kind == "state_forces"]
        return armies[0] if len(armies) == 1 else actor.id
    return (
        actor.id
        if actor.kind in ("rebel_group", "militia", "state_forces", "external_forces", "police")
        else None
    )


def _called(reading: Reading, draft: Draft) -> str | None:
    """Who a group is told to be right after: "the group known as the Syrian Observatory"."""
    low, k = reading.tokens.low, draft.last
    if " ".join(low[k : k + 2]) not in ("known as", "called the") and low[k : k + 1] not in (
        ["called"],
        ["named"],
    ):
        return None
    return next((d.actor for d in reading.drafts if d.actor and not d.person and k < d.first <= k + 2), None)


def _of_state(reading: Reading, draft: Draft) -> str | None:
    """The government of the state named after it: "the government and people of Iraq"."""
    tokens, k = reading.tokens, draft.last
    if k + 1 < len(tokens) and tokens.low[k] in ("and", "or") and tokens.tag[k + 1].startswith("N"):
        k += 2
    if k + 1 >= len(tokens) or tokens.low[k] not in ("of", "in"):
        return None
    start = k + 1 + (tokens.low[k + 1] == "the")
    state = next((f.target for f in reading.found if f.first == start and f.sort == "state"), None)
    return reading.registry.organ_of(state, "government") if state else None


def _by_shared_word(reading: Reading, draft: Draft) -> str | None:
    """A named actor of the report whose name holds the draft's distinctive word ("popular troops")."""
    words = {w for w in name_key(draft.words).split()[:-1] if len(w) > 3}
    lexicon = reading.registry.lexicon
    words -= lexicon.common
    words -= (
        {word.lower() for state in reading.registry.states.values() for word in state.adjectives}
        if draft.country
        else set()
    )
    if draft.country is None:
        words = {w for w in words if lexicon.modifiers.get(w) != "ethnic"}
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
        noun.group == "rebels" or (draft.kind == "rebel_group" and of_opposition(reading, draft))
    )
    if noun is not None and noun.group == "opposition" and _of_ground(reading, draft):
        rebels, candidates = True, []  # "opposition-held": by the fighters, not the politicians
    if (rebels and not candidates) or (rebels and noun is not None and noun.group == "group"):
        candidates = generic_candidates(reading, "rebels", "rebels")
    if draft.country:
        candidates = [c for c in candidates if draft.country in registry.actors[c].countries]
    if noun is not None and noun.group == "coalition" and of_fighters(reading, draft):
        candidates = [c for c in candidates if armed_group(registry, c)]
    candidates = [c for c in candidates if reading.active(registry.actors[c])]
    if not candidates:
        return None
    all_named = reading.named()
    # "rebels" of a report on Sri Lanka are not Kashmir's, though both are India's neighbours in the registry
    main = reading.main_country()
    candidates = [
        c
        for c in candidates
        if c in all_named
        or main is None
        or c not in registry.umbrellas
        or main in registry.actors[c].countries
    ]
    named = [c for c in candidates if c in all_named]
    here = reading.tokens.sentence[draft.head]
    recent = next(
        (d for d in reversed(past)
         if d.actor in named and here - reading.tokens.sentence[d.head] <= _FOCUS and not fought_by(reading, draft, d)),
        None,
    )  # fmt: skip
    if definite and recent is not None and not (rebels and len(named) > 1):
        return recent.actor
    umbrella = [
        c
        for c in candidates
        if any(c in registry.chain(o)[1:] for o in candidates if o != c)
        or (rebels and c in registry.umbrellas)
    ]
    factions = {registry.lexicon.modifiers.get(w) for w in draft.words.split()[:-1]}
    umbrella = [
        c for c in umbrella if c in all_named or c in registry.umbrellas or not armed_group(registry, c)
    ]
    if len(umbrella) == 1 and "ethnic" not in factions:
        return umbrella[0]
    if noun is not None and noun.group in _LOOSE:
        # "militants" may be anybody's: only somebody named just before
        if (
            recent is not None
            and len(named) == 1
            and (
                here - reading.tokens.sentence[recent.head] <= _RECENT_SENTENCES
                and not _others_near(reading, draft, past, named[0])
            )
        ):
            return recent.actor
        if noun.group == "militants":
            return only_armed_group(reading, draft, past, named)
        return umbrella[0] if len(umbrella) == 1 and "ethnic" in factions else None
    if len(named) == 1:
        return named[0]
    if (
        reading.published is not None
        and noun is not None
        and noun.group in ("rebels", "separatists", "loyalists", "cause")
        and (one := _of_the_day(reading, candidates)) is not None
    ):
        return one
    factions = {registry.lexicon.modifiers.get(w) for w in draft.words.split()[:-1]}
    candidates = [
        c for c in candidates if c in all_named or c in registry.umbrellas or not armed_group(registry, c)
    ]
    if candidates and not named and "ethnic" not in factions:
        best = sorted(candidates, key=lambda c: -_support(reading, c, all_named))
        if (
            len(best) == 1
            or _support(reading, best[0], all_named) >= _support(reading, best[1], all_named) + 1
        ):
            return best[0]
    # "Kurdish forces": nobody's in particular, but theirs
    return umbrella[0] if len(umbrella) == 1 else None


def _of_the_day(reading: Reading, candidates: list[str]) -> str | None:
    """The only one of some actors known to have been at war in the main country when the report was written."""
    actors, country = reading.registry.actors, reading.main_country()
    dated = [c for c in candidates if actors[c].active[0] and country in actors[c].countries]
    return dated[0] if len(dated) == 1 else None


def _by_repeat(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """Whom the same bare word meant just before: "his forces now hold … The forces also secured …"."""
    tokens, noun = reading.tokens, draft.noun
    if noun is None or noun.group not in ("troops", "units", "fighters") or len(draft.words.split()) > 1:
        return None
    here = tokens.sentence[draft.head]
    return next(
        (d.actor for d in reversed(past)
         if d.noun is not None and not d.person and tokens.low[d.head] == tokens.low[draft.head]
         and tokens.low[d.first] in _DEFINITE and here - tokens.sentence[d.head] <= _RECENT_SENTENCES),
        None,
    )  # fmt: skip


def _by_medium(reading: Reading, draft: Draft) -> str | None:
    """Whom a medium of one side calls terrorists where it names nobody: the country's rebels, its enemies."""
    registry, noun = reading.registry, draft.noun
    factions = {registry.lexicon.modifiers.get(w) for w in draft.words.split()}
    if noun is None or (noun.group == "group" and "militant" not in factions):
        return None
    voices = {
        actor.id
        for actor in (reading.outlet, *(registry.get(i) for i in reading.named()))
        if actor is not None and actor.kind == "media"
    }
    country = reading.main_country()
    rebels = [
        c for c in generic_candidates(reading, "rebels", "rebels")
        if country in registry.actors[c].countries and c in registry.umbrellas and reading.active(registry.actors[c])
    ]  # fmt: skip
    if len(rebels) != 1 or any(
        registry.actors[i].kind == "rebel_group" and country in registry.actors[i].countries
        for i in reading.named()
    ):
        return None
    hostile = any(registry.relation(voice, rebels[0]) == "enemy" for voice in voices)
    return rebels[0] if hostile else None


def _of_ground(reading: Reading, draft: Draft) -> bool:
    """Whether the word tells who holds ground: "opposition-held", "opposition areas"."""
    tokens, k = reading.tokens, draft.last
    if k >= len(tokens):
        return False
    return tokens.low[k] == "-" or tokens.lemma[k] in reading.registry.lexicon.place_nouns


def _others_near(reading: Reading, draft: Draft, past: list[Draft], one: str) -> bool:
    """Whether another armed group was named about as lately, so that loose words may mean it too."""
    here, registry = reading.tokens.sentence[draft.head], reading.registry
    lately = {
        d.actor for d in past
        if d.actor and d.kind in ("rebel_group", "militia") and here - reading.tokens.sentence[d.head] <= _FOCUS
    }  # fmt: skip
    lately |= {
        f.target for f in reading.found
        if f.sort == "actor" and f.last <= draft.first and here - reading.tokens.sentence[f.first] <= _FOCUS
        and registry.actors[f.target].kind == "rebel_group"
    }  # fmt: skip
    return any(registry.relation(one, other) != "same" for other in lately)


def _support(reading: Reading, actor_id: str, named: set[str]) -> float:
    """How well an actor fits the company of the report: its enemies and allies that are named."""
    ties = sum(1 for other in named if reading.registry.relation(actor_id, other) in ("enemy", "ally"))
    return ties + (0.5 if not reading.registry.actors[actor_id].active[1] else 0.0)


def _by_focus(reading: Reading, draft: Draft, past: list[Draft]) -> Draft | None:
    """The latest earlier actor of a kind that the noun may mean."""
    noun = draft.noun
    assert noun is not None
    here = reading.tokens.sentence[draft.head]
    kinds: list[ActorKind] = list(noun.refers)
    if reading.tokens.low[draft.head] == "embassy":
        return None
    if "militant" in {reading.registry.lexicon.modifiers.get(w) for w in draft.words.split()}:
        kinds = ["rebel_group", "militia"]
    if noun.group in ("rebels", "separatists"):
        known = {d.actor: d for d in past if d.actor and d.kind in kinds}
        return known.popitem()[1] if len(known) == 1 else None
    for earlier in reversed(past):
        if fought_by(reading, draft, earlier) or of_states_side(reading, noun.group, earlier):
            continue
        if noun.group == "ministry" and "ministry" not in (earlier.actor or ""):
            continue
        if _RENAMED & set(reading.tokens.low[max(0, earlier.first - 3) : earlier.first]):
            continue  # "which until July was called …": nobody's name of today
        if (
            earlier.actor
            and earlier.kind in kinds
            and earlier.basis in ("name", "alias", "coreference", "generic")
        ):
            return earlier if here - reading.tokens.sentence[earlier.head] <= 12 else None
        if _unknown_group(earlier, noun.group):
            return earlier if here - reading.tokens.sentence[earlier.head] <= 4 else None
    return None


def _unknown_group(earlier: Draft, group: str) -> bool:
    """Whether a group that the registry does not know may be "the group" or "the fighters"."""
    return (
        group in ("group", "fighters", "militants", "militia")
        and not earlier.person
        and earlier.actor is None
        and earlier.basis in ("name", "alias")
        and earlier.kind in ("unknown", "rebel_group", "militia")
    )
