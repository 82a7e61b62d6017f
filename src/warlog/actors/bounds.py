"""What forbids that words without a name mean an actor, and what leaves one actor only."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.registry import Registry


def armed_group(registry: Registry, actor_id: str) -> bool:
    """Whether an actor is a group under arms and no state's body."""
    return registry.actors[actor_id].kind in ("rebel_group", "militia")


def only_armed_group(reading: Reading, draft: Draft, past: list[Draft], fitting: list[str]) -> str | None:
    """The one armed group of the whole report that the words fit: "31 militants" where it names no other."""
    actors = reading.registry.actors
    groups = {i for i in reading.named() if actors[i].kind == "rebel_group"}
    groups |= {
        d.name for d in reading.drafts if d.actor is None and d.kind == "rebel_group" and d.basis == "name"
    }
    if len(fitting) != 1 or groups != set(fitting):
        return None
    return None if any(fought_by(reading, draft, d) for d in past if d.actor == fitting[0]) else fitting[0]


def struck(reading: Reading, draft: Draft) -> bool:
    """Whether aircraft are undergone rather than flown: "shot down 71 of the drones" tells an enemy's."""
    tokens, noun = reading.tokens, draft.noun
    if noun is None or noun.group != "air":
        return False
    k = draft.head
    if tokens.dep[k] == "pobj" and tokens.low[tokens.head[k]] == "of":
        k = tokens.head[tokens.head[k]]
    return tokens.dep[k] in ("dobj", "nsubjpass")


def of_states_side(reading: Reading, group: str, earlier: Draft) -> bool:
    """Whether an actor is part of the main country's own forces, whom no report calls its terrorists."""
    country = reading.main_country()
    body = reading.registry.organ_of(country, "forces") if country else None
    return group == "militants" and body is not None and body in reading.registry.chain(earlier.actor)


def fought_by(reading: Reading, draft: Draft, earlier: Draft) -> bool:
    """Whether an earlier actor is the doer of the very verb that the group undergoes: it cannot be the same."""
    tokens, noun = reading.tokens, draft.noun
    if noun is None or noun.group not in ("militants", "rebels", "separatists", "enemy"):
        return False
    doer = earlier.head
    while tokens.dep[doer] == "conj" and tokens.head[doer] != doer:
        doer = tokens.head[doer]
    if tokens.dep[doer] not in ("nsubj", "agent") and not (
        tokens.dep[doer] == "pobj" and tokens.dep[tokens.head[doer]] == "agent"
    ):
        return False
    verb, k = tokens.head[doer], draft.head
    for _ in range(6):
        if tokens.dep[k] in ("nsubj", "nsubjpass", "ROOT", "advcl", "relcl", "ccomp"):
            return False
        k = tokens.head[k]
        if k == verb:
            return tokens.sentence[earlier.head] == tokens.sentence[draft.head]
    return False
