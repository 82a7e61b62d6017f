"""What a word for an office tells by what stands around it: whose it is, or that it is none."""

from __future__ import annotations

from warlog.actors.drafts import Reading
from warlog.actors.groups import generic_candidates, generic_named
from warlog.actors.lexicon import Title

LINKING = frozenset({"of", "for", "to", "at", "from"})


def called_before(reading: Reading, first: int, head: int) -> str | None:
    """The one body that a title with the words before it goes for: "the coup leaders", "regional government officials"."""
    tokens, actors = reading.tokens, reading.registry.actors
    begin = first
    while (
        begin > 0
        and first - begin < 3
        and tokens.tag[begin - 1] in ("NN", "JJ")
        and first <= tokens.head[begin - 1] <= head
    ):
        begin -= 1
    for k in range(begin, first):
        known = [i for i in generic_named(reading, tokens.words(k, head + 1)) if reading.active(actors[i])]
        if known:
            return known[0] if len(known) == 1 else None
    return None


def no_office(reading: Reading, first: int, head: int) -> bool:
    """Whether a word for an office is none here: "wounded in the head", "THE MAJOR BLOWS"."""
    tokens = reading.tokens
    after = head + 1 < len(tokens) and tokens.sentence[head + 1] == tokens.sentence[head]
    if tokens.low[head] == "head":
        of = after and tokens.low[head + 1] in LINKING
        return first == head and not of and tokens.dep[head] not in ("nsubj", "appos")
    common = tokens.low[head] in ("major", "general") and first == head and after
    return common and tokens.tag[head + 1].startswith("N") and not reading.used[head + 1]


def headed_by(reading: Reading, last: int) -> str | None:
    """The body of "NAME, who heads the coalition in the south": registry id, None where the words tell none."""
    tokens = reading.tokens
    k = last + (tokens.low[last : last + 1] == [","])
    if tokens.low[k : k + 1] != ["who"] or k + 1 >= len(tokens):
        return None
    verb = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens.tag[n].startswith("VB")), -1)
    if verb < 0 or tokens.lemma[verb] not in ("head", "lead", "command", "run", "chair"):
        return None
    first = verb + 1 + (tokens.low[verb + 1 : verb + 2] in (["the"], ["a"]))
    body = next(
        (d for d in reading.drafts if first <= d.head and d.first <= first + 1 and not d.person), None
    )
    if body is not None:
        return body.actor
    found = next((f for f in reading.found if f.first == first), None)
    if found is not None:
        return found.target if found.sort == "actor" else None
    ids = [i for i in generic_candidates(reading, tokens.low[first], tokens.low[first])
           if reading.active(reading.registry.actors[i])] if first < len(tokens) else []  # fmt: skip
    return ids[0] if len(ids) == 1 else None


def speaks_officially(reading: Reading, first: int, last: int, title: Title | None) -> bool:
    """Whether somebody with an office says something: in a side's own release, its own man."""
    tokens, head = reading.tokens, reading.tokens.root(first, last)
    return (
        title is not None
        and title.speaks in ("official", "party", "other")
        and not title.address
        and tokens.dep[head] == "nsubj"
        and tokens.lemma[tokens.head[head]] in reading.registry.lexicon.speech
    )


def possessed(reading: Reading, begin: int) -> bool:
    """Whether a title is somebody's who stands before it: "its army chief", "the group's spokesman"."""
    return begin > 0 and reading.tokens.tag[begin - 1] in ("POS", "PRP$")
