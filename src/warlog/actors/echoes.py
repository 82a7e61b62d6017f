"""Words of a name that stand for the whole later on: "the alliance", "the front", "the brigade"."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.names import name_key
from warlog.actors.naming import acts

_POINTING = frozenset({"the", "this", "that"})
_NAMED = frozenset({"name", "alias"})


def read_echoes(reading: Reading) -> None:
    """Drafts for "the front" and the like, where a body so called was named before and something is told of its doing."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    ends: dict[str, list[Draft]] = {}
    for draft in reading.drafts:
        if draft.basis in _NAMED and not draft.person:
            for word in name_words(reading, draft):
                if word in lexicon.echoes and word not in lexicon.nouns:
                    ends.setdefault(word, []).append(draft)
    if not ends:
        return
    for i, word in enumerate(tokens.low):
        if word not in ends or reading.used[i] or i == 0 or tokens.low[i - 1] not in _POINTING:
            continue
        if not tokens.tag[i].startswith("N") or tokens.low[i + 1 : i + 2] in (
            ["of"],
            ["for"],
            ["-"],
            ["line"],
            ["lines"],
        ):
            continue
        earlier = [d for d in ends[word] if d.last <= i]
        if earlier and acts(reading, i, speech_only=True):
            of = earlier[-1]
            reading.add(Draft(i - 1, i + 1, i, of.actor, of.name, of.kind, "coreference", of.country))


def name_words(reading: Reading, draft: Draft) -> set[str]:
    """The words that end a body's names, folded: "alliance" of NATO by its other name the Atlantic Alliance."""
    actor = reading.registry.get(draft.actor)
    names = [draft.name, *(actor.names if actor is not None and not draft.unit else ())]
    found: set[str] = set()
    for name in names:
        words = name_key(name.split("(")[0]).split()
        for cut in ("of", "for"):
            if cut in words[1:]:
                found.add(words[words.index(cut, 1) - 1])
        if words:
            found.add(words[-1])
    return found


def echoed(reading: Reading, draft: Draft, past: list[Draft]) -> Draft | None:
    """The body named before of whose name a definite noun alone is the last word: "the alliance", "the brigade"."""
    tokens = reading.tokens
    word = tokens.low[draft.head]
    if draft.last - draft.first != 2 or tokens.low[draft.first] not in _POINTING or not word.isalpha():
        return None
    if word not in reading.registry.lexicon.echoes or tokens.tag[draft.head] in ("NNS", "NNPS"):
        return None
    return next(
        (d for d in reversed(past) if d.basis in _NAMED and not d.person and word in name_words(reading, d)),
        None,
    )
