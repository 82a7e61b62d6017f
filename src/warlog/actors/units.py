"""Numbered units: "the 93rd Mechanized Brigade", "Battalion 101", under the army or group that they belong to."""

from __future__ import annotations

import re

from warlog.actors.drafts import Draft, Reading
from warlog.actors.phrases import left_edge

_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|e|ème)|[IVX]{1,5}")
_NUMBER = re.compile(r"\d{1,4}")
_REACH = 7
_BODIES = frozenset({"state_forces", "government", "police", "external_forces", "rebel_group", "militia"})
_SPEAKING = frozenset({"nsubj", "nsubjpass"})


def read_units(reading: Reading) -> None:
    """Drafts for units by number that the registry does not name; their names are the report's own."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    for i, word in enumerate(tokens.low):
        if word not in lexicon.units or tokens.tag[i] in ("NNS", "NNPS") or reading.used[i]:
            continue
        span = _numbered(reading, i)
        if span is None or any(
            f.sort == "actor" and f.first < span[1] and f.last > span[0] for f in reading.found
        ):
            continue
        first, last = span
        draft = Draft(
            left_edge(reading, first), last, i, None, tokens.words(first, last), "unknown", "name",
            noun=lexicon.nouns.get(word), unit=True,
        )  # fmt: skip
        _belongs_to(reading, draft, _stated_owner(reading, first, last))
        reading.add(draft)


def _numbered(reading: Reading, i: int) -> tuple[int, int] | None:
    """The tokens of a unit's designation around the word for it, None where it bears no number."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    if i + 1 < len(tokens) and _NUMBER.fullmatch(tokens.low[i + 1]) and tokens.is_name(i):
        return i, i + 2
    first = i
    for k in range(i - 1, max(-1, i - _REACH), -1):
        word = tokens.words(k, k + 1)
        if reading.used[k] or tokens.sentence[k] != tokens.sentence[i]:
            return None
        if _ORDINAL.fullmatch(word) or (word.isdigit() and tokens.is_name(i) and len(word) < 4):
            first = k
            break
        if tokens.low[k] in lexicon.ordinals and (tokens.is_name(k) or tokens.is_name(i)):
            first = k
            break
        if not (tokens.is_name(k) or word == "-" or tokens.tag[k] in ("JJ", "NN")):
            return None
    # "1,200 men of one division": a count is no number of a unit
    return (first, i + 1) if first < i else None


def _stated_owner(reading: Reading, first: int, last: int) -> tuple[str | None, str | None]:
    """Registry id of the army or group told beside a unit, and its state: inside, right before, or after "of"."""
    tokens, low = reading.tokens, reading.tokens.low
    edge = first
    while edge > 0 and (
        low[edge - 1] in ("the", "army", "military", "forces", "own", "'s", "'", "’s", "armed", "elite")
    ):
        edge -= 1
    for item in reading.found:
        inside = first <= item.first < last
        before = edge <= item.last <= first and (item.last == first or edge < first)
        after = _after_of(reading, last) == item.first or (
            _after_of(reading, last) == item.first - 1 and low[item.first - 1] == "the"
        )
        if not (inside or before or after) or (
            before and tokens.sentence[item.first] != tokens.sentence[first]
        ):
            continue
        if item.sort in ("state", "adjective"):
            return reading.registry.organ_of(item.target, "forces"), item.target
        if item.sort == "actor":
            actor = reading.registry.actors[item.target]
            if actor.kind == "government" and actor.state:
                return reading.registry.organ_of(actor.state, "forces"), actor.state
            if actor.kind in _BODIES:
                return actor.id, actor.state
    return None, None


def _after_of(reading: Reading, last: int) -> int:
    """Where the owner begins in "… of X", "…, part of X", "…, a unit of X"; -1 for none."""
    low = reading.tokens.low
    k = last + 1 if low[last : last + 1] == [","] else last
    if k > last and low[k : k + 1] in (["a"], ["the"], ["part"]):
        k = next((n for n in range(k, min(k + 4, len(low))) if low[n] == "of"), -1)
    return k + 1 if k >= last and low[k : k + 1] == ["of"] else -1


def _belongs_to(reading: Reading, draft: Draft, owner: tuple[str | None, str | None]) -> None:
    actor = reading.registry.get(owner[0])
    if actor is not None:
        draft.actor, draft.kind, draft.country = actor.id, actor.kind, owner[1] or actor.state


def place_units(reading: Reading) -> None:
    """Give a unit whose army the words beside it do not tell the one of its other mentions, of a unit that it is told as
    part of, of whoever speaks of it as his own, of the release's own side, or of the only state whose forces the report names."""
    units = [d for d in reading.drafts if d.unit]
    for draft in units:
        if draft.actor is not None:
            continue
        twin = next((d for d in units if d.actor is not None and d.name == draft.name), None)
        twin = twin or next((d for d in _beside(reading, draft, units) if d.actor is not None), None)
        owner = (twin.actor, twin.country) if twin is not None else _speakers(reading, draft)
        if owner[0] is None:
            owner = _against(reading, draft)
        if owner[0] is None and _beside(reading, draft, units):
            owner = _issuers(reading)
        _belongs_to(reading, draft, owner if owner[0] is not None else _only_army(reading, draft))


def _beside(reading: Reading, draft: Draft, units: list[Draft]) -> list[Draft]:
    """The units that a comma joins to one, part of it or it of them: "3rd Battalion, 321st Field Artillery Regiment"."""
    low = reading.tokens.low
    return [d for d in units if d is not draft and any(
        low[a.last : b.first] == [","] for a, b in ((draft, d), (d, draft))
    )]  # fmt: skip


def _issuers(reading: Reading) -> tuple[str | None, str | None]:
    """The forces whose own release this is: they tell their units in full, others' by the army."""
    issuer = reading.issuer
    if issuer is None or issuer.kind != "state_forces" or issuer.state is None:
        return None, None
    return reading.registry.organ_of(issuer.state, "forces"), issuer.state


def _speakers(reading: Reading, draft: Draft) -> tuple[str | None, str | None]:
    """The forces of the side that is cited for the sentence: foreign units are told as such."""
    tokens, registry = reading.tokens, reading.registry
    if tokens.dep[draft.head] not in (*_SPEAKING, "conj", "compound", "poss"):
        return None, None  # "the army claimed to have destroyed the 35th Division"
    for d in reading.drafts:
        verb = tokens.head[d.head]
        if (
            tokens.sentence[d.head] != tokens.sentence[draft.head]
            or tokens.dep[d.head] not in _SPEAKING
            or tokens.lemma[verb] not in registry.lexicon.speech
            or verb == tokens.head[draft.head]
        ):
            continue
        actor = registry.get(d.affiliation if d.person else d.actor)
        if actor is not None and actor.kind in _BODIES:
            state = actor.state
            return (registry.organ_of(state, "forces"), state) if state else (actor.id, None)
    return None, None


def _against(reading: Reading, draft: Draft) -> tuple[str | None, str | None]:
    """Of two armies that the report names, the one whose enemy the unit fights in its clause."""
    tokens = reading.tokens
    armies = {d.country for d in reading.drafts if d.kind == "state_forces" and d.country and not d.unit}
    verb = tokens.head[draft.head]
    if len(armies) != 2 or tokens.dep[draft.head] not in _SPEAKING or tokens.tag[verb][:1] != "V":
        return None, None
    hit = {d.country for d in reading.drafts if tokens.dep[d.head] == "dobj" and tokens.head[d.head] == verb}
    own = armies - hit
    if len(own) != 1:
        return None, None
    country = own.pop()
    return (reading.registry.organ_of(country, "forces") if country else None), country


def _only_army(reading: Reading, draft: Draft) -> tuple[str | None, str | None]:
    country = reading.main_country()
    here = reading.tokens.sentence[draft.head]
    if any(
        d.kind == "state_forces" and not d.unit and reading.tokens.sentence[d.head] == here
        for d in reading.drafts
    ):
        return None, None  # "the Jordanian army welcomed soldiers from the 3rd Battalion"
    armies = {d.country for d in reading.drafts if d.kind == "state_forces" and d.country}
    guests = any(d.kind == "external_forces" and d.actor for d in reading.drafts)
    if country is None or guests or armies - {country}:
        return None, None
    return reading.registry.organ_of(country, "forces"), country
