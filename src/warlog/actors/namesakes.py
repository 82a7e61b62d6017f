"""Whether a name of the registry means its bearer here, or is part of another body's or a place's name."""

from __future__ import annotations

from warlog.actors.drafts import Found, Reading
from warlog.actors.phrases import after_name
from warlog.actors.registry import Actor
from warlog.actors.tokens import NOMINAL
from warlog.records import ActorKind


def describes(reading: Reading, last: int) -> bool:
    """Whether a noun follows that is no word for the press."""
    tokens = reading.tokens
    if last >= len(tokens) or tokens.tag[last] not in NOMINAL:
        return False
    noun = reading.registry.lexicon.nouns.get(tokens.low[last])
    return noun is None or noun.group != "media"


def national(item: Found, actor: Actor) -> bool:
    """Whether a state before the full name of a world-wide body makes another one of it: "the Salvadoran Red Cross"."""
    return actor.kind == "organization" and not actor.countries and item.last - item.first > 1


def names_place(reading: Reading, item: Found, kind: ActorKind) -> bool:
    """Whether a name of the press or of an organisation is part of a place's here: "the Tishrin Dam"."""
    tokens, last = reading.tokens, item.last
    return (
        kind in ("media", "organization")
        and last < len(tokens)
        and tokens.is_name(last)
        and not tokens.capitals
        and tokens.low[last] in reading.registry.lexicon.place_nouns
    )


def longer_name(reading: Reading, item: Found, first: int, kind: ActorKind) -> bool:
    """Whether a body's name only ends another one's: "Ukraine's National Security Council" is not the UN's."""
    tokens, k = reading.tokens, item.first - 1
    return (
        kind in ("organization", "government")
        and first == item.first
        and k > 0
        and not tokens.capitals
        and item.last - item.first > 1
        and tokens.is_name(k)
        and tokens.low[k] == "national"
        and item.first <= tokens.head[k] < item.last
    )


def offshoot(reading: Reading, item: Found) -> bool:
    """Whether a name only says whose branch another one is: "al-Qaeda affiliate Nusra", "(Qaeda branch in …)"."""
    tokens = reading.tokens
    start, _ = after_name(reading, item.last)
    if start < len(tokens) and tokens.low[start] == "-":
        start += 1
    return any(
        tokens.low[k] in reading.registry.lexicon.offshoots
        for k in range(start, min(len(tokens), start + 2))
        if tokens.tag[k].startswith("N") and (k == start or tokens.tag[start] in ("JJ", "NN", "NNP", "JJS"))
    )


def past_bracket(reading: Reading, last: int) -> int:
    """Past a bracket that only repeats the name: "Syrian Democratic Forces (SDF)"."""
    tokens = reading.tokens
    if (
        last + 2 < len(tokens)
        and tokens.low[last] == "("
        and tokens.low[last + 2] == ")"
        and tokens.is_name(last + 1)
    ):
        return last + 3
    return last
