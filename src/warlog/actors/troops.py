"""Whose "the army", "soldiers", "his men" and "the enemy" are."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.names import name_key
from warlog.actors.pronouns import owner_of_his, speaker_of
from warlog.actors.statements import side_of

FIGHTING_KINDS = frozenset({"state_forces", "rebel_group", "militia", "external_forces"})
PERSONAL = frozenset({"his", "her"})
_INDEFINITE = frozenset({"a", "an", "such", "another", "any", "no", "some"})
_STATE_CLASSES = frozenset({"air_force", "army", "troops", "police", "government", "navy", "intelligence"})
_SOLDIERS = frozenset(
    {"soldiers", "soldier", "troops", "reservists", "conscripts", "servicemen", "paratroopers"}
)


def foreign_word(reading: Reading, draft: Draft) -> bool:
    """Whether a group bears a proper name that tells whose it is, but is not known: "the Raqqa security forces"."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    noun = draft.noun
    if tokens.capitals or noun is None or draft.country is not None or draft.head == draft.first:
        return False
    loose = noun.group in ("militants", "fighters")
    if not (loose or draft.kind in ("state_forces", "police", "government")) or reading.registry.generic.get(
        name_key(draft.words)
    ):
        return False
    start = draft.first + (tokens.tag[draft.first] in ("DT", "CD"))
    return any(
        tokens.tag[k] in ("NNP", "NNPS")
        and tokens.is_name(k)
        and (k > 0 and tokens.sentence[k - 1] == tokens.sentence[k])
        and tokens.low[k] not in lexicon.modifiers
        and tokens.low[k] not in lexicon.nouns
        for k in range(start, draft.head)
    )


def own_men(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """Whose "his men" are, and the men that somebody lost."""
    tokens = reading.tokens
    if tokens.low[draft.head] not in ("men", "man"):
        return None
    verb = tokens.head[draft.head]
    if tokens.low[draft.first] in PERSONAL:
        return owner_of_his(reading, draft.first, past)
    if tokens.dep[draft.head] == "dobj" and tokens.lemma[verb] == "lose":
        side = next(
            (d for d in past if tokens.head[d.head] == verb and tokens.dep[d.head] == "nsubj" and d.actor),
            None,
        )
        if side is not None and side.kind in FIGHTING_KINDS:
            return side.actor
    return None


def comrades(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """Whose "his fellow soldiers" are in a speaker's words: his state's, else his own side's."""
    speaker = speaker_of(reading, draft.head, past)
    side = None if speaker is None else side_of(reading, speaker)
    if side is None:
        return None
    return (reading.registry.organ_of(side[2].state, "forces") if side[2].state else None) or side[0]


def of_opposition(reading: Reading, draft: Draft) -> bool:
    """Whether a group is told to be of rebels: "insurgent groups", "opposition factions"."""
    lexicon = reading.registry.lexicon
    if draft.words.split()[-1].startswith("organi") and "armed" not in draft.words:
        return False
    return any(
        lexicon.modifiers.get(w) == "opposition"
        or (w in lexicon.nouns and lexicon.nouns[w].group == "rebels")
        for w in draft.words.split()
    )


def own_state(draft: Draft) -> bool:
    noun = draft.noun
    if noun is None or draft.kind not in ("state_forces", "police", "government"):
        return False
    if {"opposition", "rebel"} & set(draft.words.split()):
        return False
    return noun.group in _STATE_CLASSES or noun.organ is not None


def by_state(reading: Reading, draft: Draft, past: list[Draft], definite: bool) -> str | None:
    """The state body that "the army", "regime forces" or "the police" means in this report."""
    noun, registry = draft.noun, reading.registry
    assert noun is not None
    suffix = registry.composed.get(name_key(draft.words)) or noun.organ
    if suffix is None:
        return None
    if noun.group in ("government", "ministry") and reading.tokens.low[draft.first] in _INDEFINITE:
        return None
    if registry.lexicon.others & set(draft.words.split()):
        return None  # "the supporting forces" are not one's own
    if "ethnic" in {registry.lexicon.modifiers.get(w) for w in draft.words.split()[:-1]}:
        return None
    if (
        noun.group in ("troops", "units", "air")
        and not definite
        and not (registry.lexicon.states_men & set(draft.words.split()))
    ):
        return _bare_troops(reading, draft) if noun.group == "troops" else None
    bodies = [d for d in past if d.kind in ("state_forces", "police", "government") and d.actor]
    same = next((d.actor for d in reversed(bodies) if d.kind == draft.kind), None)
    country = _regime_of(reading, draft, past) or reading.main_country()
    recent = next((d.country for d in reversed(bodies) if d.country), None)
    states = {d.country for d in bodies if d.country and d.kind == draft.kind}
    # without a main country, only the one spoken of most, and never a guest ("the U.S. embassy")
    ranked = reading.votes.most_common(2)
    tied = not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1])
    first = None if tied else ranked[0][0]
    if country is None and first is not None and (first in states or (definite and first == recent)):
        country = first
    if country is None and definite:
        country = _told_here(reading, draft)
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


def of_fighters(reading: Reading, draft: Draft) -> bool:
    """Whether an alliance is told to be of rebels or militias: "a rebel alliance"."""
    modifiers = reading.registry.lexicon.modifiers
    return any(
        modifiers.get(w) in ("opposition", "militant", "militia", "ethnic") for w in draft.words.split()
    )


def _regime_of(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """The state whose government the report has called a regime or a junta by name, where the words do so again."""
    said = {"regime", "junta"} & set(draft.words.split())
    return next(
        (d.country for d in reversed(past)
         if d.basis == "name" and d.country and said & set(reading.tokens.low[d.first : d.last])),
        None,
    ) if said else None  # fmt: skip


def _told_here(reading: Reading, draft: Draft) -> str | None:
    """The one state that the sentence lies in: "killed ten near Beni in Congo, the army said"."""
    tokens = reading.tokens
    here = {
        f.target for f in reading.found
        if f.sort == "state" and tokens.sentence[f.first] == tokens.sentence[draft.head]
        and tokens.dep[tokens.root(f.first, f.last)] == "pobj"
        and tokens.low[tokens.head[tokens.root(f.first, f.last)]] in ("in", "of", "across")
    }  # fmt: skip
    return here.pop() if len(here) == 1 else None


def _bare_troops(reading: Reading, draft: Draft) -> str | None:
    """Whose "soldiers" are without any word: of the state that sends them, else of the country whose forces alone are
    spoken of."""
    tokens, registry = reading.tokens, reading.registry
    if set(draft.words.split()) - _SOLDIERS:
        return None
    verb = tokens.head[draft.head]
    if tokens.dep[draft.head] == "dobj" and tokens.lemma[verb] in (
        "send",
        "deploy",
        "withdraw",
        "pull",
        "move",
    ):
        sender = next(
            (
                d
                for d in reading.drafts
                if tokens.head[d.head] == verb and tokens.dep[d.head] == "nsubj" and d.country
            ),
            None,
        )
        if sender is not None and sender.country:
            return registry.organ_of(sender.country, "forces")
    country = reading.main_country()
    voice = next(
        (d.country for d in reading.drafts
         if tokens.sentence[d.head] == tokens.sentence[draft.head] and d.country and tokens.dep[d.head] == "nsubj"
         and tokens.head[d.head] != verb and tokens.lemma[tokens.head[d.head]] in registry.lexicon.speech),
        country,
    )  # fmt: skip
    if voice != country:
        return None  # "The Pentagon said 3,000 troops …": perhaps its own
    armies = {d.country for d in reading.drafts if d.kind == "state_forces" and d.actor}
    guests = any(d.kind == "external_forces" or d.actor == "un" for d in reading.drafts)
    if country is None or guests or armies - {country}:
        return None
    rebels = any(
        d.kind in ("rebel_group", "militia") and d.actor and country in registry.actors[d.actor].countries
        for d in reading.drafts
    )
    return registry.organ_of(country, "forces") if rebels or armies else None


def enemy_of(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
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
