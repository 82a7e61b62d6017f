"""Statements: who speaks for whom where "we" and "I" stand in a party's own words."""

from __future__ import annotations

from bisect import bisect_right

from warlog.actors.drafts import Draft, Reading
from warlog.actors.registry import Actor

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ISSUERS = frozenset({"government", "state_forces", "external_forces", "rebel_group", "militia", "police"})
_COLON_REACH = 25


def issuer_of(outlet: Actor | None) -> Actor | None:
    """The outlet, where it is itself a side and no medium."""
    return outlet if outlet is not None and outlet.kind in _ISSUERS else None


class Statements:
    """Statements without quotation marks: "The minister said:" and the words from there on."""

    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self._starts: list[int] = []
        self._speakers: list[Draft] = []
        tokens, verbs = reading.tokens, reading.registry.lexicon.speech
        heads = {d.head: d for d in drafts if tokens.dep[d.head] in _SUBJECTS}
        for i, word in enumerate(tokens.low):
            if word != ":" or i + 1 >= len(tokens):
                continue
            first = max(0, i - _COLON_REACH)
            spoken = [
                k
                for k in range(first, i)
                if k in heads and tokens.lemma[tokens.head[k]] in verbs and k < tokens.head[k] < i
            ]
            if spoken and "\n\n" not in reading.document.text[tokens.start[spoken[-1]] : tokens.start[i]]:
                self._starts.append(i)
                self._speakers.append(heads[spoken[-1]])

    def speaker(self, i: int) -> Draft | None:
        """Who is speaking at token `i`, None in the report's own words."""
        place = bisect_right(self._starts, i)
        return self._speakers[place - 1] if place else None


def side_of(reading: Reading, speaker: Draft) -> tuple[str, str, Actor] | None:
    """Id, name and entry of the side that a speaker means by "we": the state for ministers, else his body."""
    registry = reading.registry
    actor = registry.get(speaker.affiliation if speaker.person else speaker.actor)
    return None if actor is None else whole_side(reading, actor)


def whole_side(reading: Reading, actor: Actor) -> tuple[str, str, Actor]:
    """A ministry or government speaks for its state, every other body for itself."""
    registry = reading.registry
    if actor.kind == "government" and actor.state:
        government = registry.get(registry.organ_of(actor.state, "government"))
        state = registry.states.get(actor.state)
        if government is not None and state is not None:
            return government.id, state.names[0], government
    return actor.id, actor.name, actor
