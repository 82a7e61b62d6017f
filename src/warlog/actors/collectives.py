"""Two sides told together: "both sides", "the warring parties", "the two armies"."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.phrases import left_edge
from warlog.records import ActorKind

_SIDES = frozenset({"state_forces", "rebel_group", "militia", "external_forces", "government"})
_ARMIES = frozenset({"state_forces", "external_forces"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_AGAINST = frozenset({"against", "with", "between", "and"})
_BACK = 8


def read_collectives(reading: Reading) -> None:
    """Drafts for words that mean two sides together, with the two where the report leaves no doubt which."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    for i, word in enumerate(tokens.low):
        if word not in lexicon.sides or not tokens.tag[i].startswith("N") or (i and tokens.low[i - 1] == "-"):
            continue
        first = i - 1
        while first > 0 and (tokens.low[first] in lexicon.warring or tokens.low[first] == "-"):
            first -= 1
        told = set(tokens.low[max(0, first) : i])
        both = bool(told & {"both", "two"})
        if not (both or ("the" in told and told & lexicon.warring)):
            continue
        first = max(0, first + (tokens.low[first] not in ("the", "both", "two", "these")))
        if both and word not in lexicon.sides_alone and not told & lexicon.warring - {"two", "both", "the"}:
            # "the two groups", "both governments": of that kind only
            members = _two_sides(reading, i, lexicon.sides[word])
            if lexicon.side_organs.get(word) == "government":
                members = tuple(_government(reading, member) for member in members)
        else:
            members = _two_sides(reading, i, None)
        _note(reading, first, i, members)


def _note(reading: Reading, first: int, head: int, members: tuple[str, ...]) -> None:
    old = [d for d in reading.drafts if d.first <= head < d.last and not d.person]
    if not members or any(d.actor is not None and d.basis == "name" for d in old):
        return
    registry = reading.registry
    names = [registry.actors[m].name for m in members]
    kinds: set[ActorKind] = {registry.actors[m].kind for m in members}
    reading.drafts = [d for d in reading.drafts if d not in old]
    reading.add(
        Draft(min(first, left_edge(reading, first)), head + 1, head, None, " and ".join(names),
              kinds.pop() if len(kinds) == 1 else "unknown", "coreference", members=members)
    )  # fmt: skip


def _two_sides(reading: Reading, i: int, kinds: frozenset[str] | None) -> tuple[str, ...]:
    """Ids of the sides of the nearest clash before token `i`; without one, of the only two that the report names."""
    after = _listed_after(reading, i)
    if after:
        return after
    here = reading.tokens.sentence[i]
    before = [d for d in reading.drafts if d.head < i and _is_side(d, kinds)]
    for sentence in range(here, max(-1, here - _BACK), -1):
        told = [d for d in before if reading.tokens.sentence[d.head] == sentence]
        pairs = _opposed(reading, told)
        if len(pairs) == 1:
            return pairs[0]
        if pairs:
            return ()
    sides = _distinct(reading, before)
    return (sides[0], sides[1]) if len(sides) == 2 else ()


def _government(reading: Reading, actor_id: str) -> str:
    """The government of the state that a ministry is of."""
    state = reading.registry.actors[actor_id].state
    return (reading.registry.organ_of(state, "government") if state else None) or actor_id


def _listed_after(reading: Reading, i: int) -> tuple[str, ...]:
    """The two of "the armies of Uganda and Congo"."""
    tokens = reading.tokens
    if tokens.low[i + 1 : i + 2] != ["of"]:
        return ()
    states = [f for f in reading.found if f.sort == "state" and i + 1 < f.first <= i + 7]
    if len(states) != 2 or "and" not in tokens.low[states[0].last : states[1].first]:
        return ()
    organ = reading.registry.lexicon.side_organs.get(tokens.low[i], "government")
    ids = [reading.registry.organ_of(f.target, organ) for f in states]
    return tuple(x for x in ids if x is not None) if all(ids) else ()


def _is_side(draft: Draft, kinds: frozenset[str] | None) -> bool:
    if draft.person or draft.actor is None or draft.kind not in (kinds or _SIDES):
        return False
    return "ministry" not in draft.actor or kinds is not None


def _distinct(reading: Reading, drafts: list[Draft]) -> list[str]:
    """Ids of the sides told, each once, by its last name; bodies of one side count once."""
    sides: list[str] = []
    for draft in drafts:
        assert draft.actor is not None
        same = next(
            (n for n, s in enumerate(sides) if reading.registry.relation(s, draft.actor) == "same"), None
        )
        if same is None:
            sides.append(draft.actor)
        elif _weight(reading, draft.actor) > _weight(reading, sides[same]):
            sides[same] = draft.actor
    return sides


def _weight(reading: Reading, actor_id: str) -> int:
    """Who fights stands for a side before who governs."""
    kind = reading.registry.actors[actor_id].kind
    return 2 if kind in _ARMIES or kind in ("rebel_group", "militia") else 1


def _opposed(reading: Reading, told: list[Draft]) -> list[tuple[str, ...]]:
    """The pairs of one sentence that fight each other: enemies by the registry, or by the words."""
    registry = reading.registry
    sides = _distinct(reading, told)
    pairs: list[tuple[str, ...]] = []
    for n, one in enumerate(sides):
        for other in sides[n + 1 :]:
            if registry.relation(one, other) == "enemy" or _told_against(reading, told, one, other):
                pairs.append((one, other))
    return pairs


def _told_against(reading: Reading, told: list[Draft], one: str, other: str) -> bool:
    """Whether one stands as doer and the other as undergoer of a hostile verb, or both after "between"."""
    tokens, registry = reading.tokens, reading.registry
    for a in (d for d in told if registry.relation(d.actor, one) == "same"):
        for b in (d for d in told if registry.relation(d.actor, other) == "same"):
            left, right = (a, b) if a.head < b.head else (b, a)
            between = tokens.low[max(0, left.first - 2) : left.first]
            if "between" in between and tokens.low[left.last : right.first] == ["and"]:
                return True
            verb = tokens.head[left.head]
            if tokens.dep[left.head] in _SUBJECTS and tokens.lemma[verb] in registry.lexicon.hostile:
                k = right.head
                for _ in range(4):
                    k = tokens.head[k]
                    if k == verb:
                        return True
            if tokens.dep[left.head] in _SUBJECTS and right.head in _conjuncts(reading, left.head):
                return tokens.lemma[verb] in registry.lexicon.hostile
    return False


def _conjuncts(reading: Reading, head: int) -> set[int]:
    tokens = reading.tokens
    return {
        k
        for k in range(head + 1, min(len(tokens), head + 8))
        if tokens.dep[k] == "conj" and tokens.head[k] == head
    }
