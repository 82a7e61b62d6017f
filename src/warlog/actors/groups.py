"""Groups without a name: "the rebels", "regime forces", "civilians", "three gunmen"."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.lexicon import Noun
from warlog.actors.names import name_key
from warlog.actors.phrases import chain_after, dated

_LEFT_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "HYPH", "VBN", "VBG", "CD", "RB", "AFX", "NNPS"}
)
_DETERMINERS = frozenset({"DT", "PRP$", "PDT"})
# a noun right before a name only introduces it: "the rebel group Ahrar al-Sham"
_DESCRIBING = frozenset(
    {"group", "militia", "media", "monitor", "units", "opposition", "coalition", "militants", "rebels"}
)
_FIGHTING = frozenset({"militants", "rebels", "separatists"})
_SOLDIERS = frozenset({"army", "police", "navy", "air_force"})
_CIVILIAN = frozenset({"civilians", "unarmed"})


def read_groups(reading: Reading) -> None:
    """Drafts for group nouns that no name took; none of them is resolved yet."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    low, nouns = tokens.low, lexicon.nouns
    i, count = 0, len(tokens)
    while i < count:
        word = low[i]
        if reading.used[i] or (word not in nouns and not (i + 1 < count and f"{word} {low[i + 1]}" in nouns)):
            i += 1
            continue
        if not tokens.tag[i].startswith(("N", "J")):
            i += 1
            continue
        chain = chain_after(reading, i)
        if chain.title is not None and chain.title_at is not None:
            i = chain.title_at[0] + 1 if chain.title_at[0] > i else i + 1
            continue
        if chain.head is None or chain.noun is None:
            i += 1
            continue
        draft = _group(reading, i, chain.head, chain.noun)
        if draft is not None:
            reading.add(draft)
        i = max(chain.head + 1, i + 1)


def _group(reading: Reading, start: int, head: int, noun: Noun) -> Draft | None:
    tokens = reading.tokens
    if not tokens.tag[head].startswith("N"):
        return None
    holds = False
    if head + 1 < len(tokens) and tokens.low[head + 1] == "-" and start == head:
        nxt = tokens.low[head + 2] if head + 2 < len(tokens) else ""
        holds = nxt in reading.registry.lexicon.holds
        if not holds:
            return None
    if start == head and noun.kind != "civilians" and start >= 2 and tokens.low[start - 1] == "-":
        if tokens.low[start] == "military":
            return None  # "political-military organization"
        joined = reading.registry.lexicon.nouns.get(f"{tokens.low[start - 2]}-{tokens.low[start]}")
        noun = joined or noun
    follower = head + 1
    if tokens.low[head + 2 : head + 4] == ["-", "based"]:
        follower = head + 4
    if (
        noun.group in _DESCRIBING
        and follower < len(tokens)
        and reading.used[follower]
        and tokens.is_name(follower)
    ) and any(d.first == follower and d.basis in ("name", "alias") and not d.person for d in reading.drafts):
        return None
    first = (
        start if start == head and tokens.low[head + 1 : head + 2] == ["-"] else _left(reading, start, head)
    )
    determined = tokens.tag[first] in _DETERMINERS or tokens.tag[first] == "CD"
    singular = tokens.tag[head] in ("NN", "NNP") and tokens.low[head] not in reading.registry.lexicon.mass
    modified = first < head
    # "Coalition efforts", "regime bombardment"
    whose = tokens.low[head] in ("coalition", "regime") and tokens.dep[head] == "compound"
    if singular and not (determined or modified or holds or whose or tokens.capitals):
        return None
    if (
        noun.group == "opposition"
        and head + 1 < len(tokens)
        and tokens.is_name(head)
        and tokens.tag[head + 1].startswith("NNP")
        and tokens.is_name(head + 1)
        and tokens.head[head] == head + 1
        and not tokens.capitals
    ):
        return None  # "Cairo Opposition Platform"
    if tokens.low[start] == "military" and tokens.low[head] in reading.registry.lexicon.assets:
        return None
    if (
        head + 1 < len(tokens)
        and tokens.tag[head + 1] == "POS"
        and tokens.is_name(head)
        and noun.group == "civilians"
    ):
        return None  # "the Donetsk People's Republic"
    if tokens.low[head] == "military" and tokens.dep[head] in ("amod", "compound"):
        return None
    bare = first
    while bare < head and (
        tokens.tag[bare] in _DETERMINERS
        or tokens.tag[bare] == "CD"
        or tokens.low[bare] in reading.registry.lexicon.quantifiers
    ):
        bare += 1
    words = tokens.words(bare, head + 1)
    draft = Draft(first, head + 1, head, None, words, noun.kind, "generic", noun=noun, words=words.lower())
    factions = {reading.registry.lexicon.modifiers.get(w) for w in tokens.low[bare:head]}
    if noun.group == "civilians":
        draft.name = "Civilians"
    elif noun.kind in ("state_forces", "unknown") and noun.group not in _CIVILIAN:
        if (
            "opposition" in factions
            or "militant" in factions
            or (noun.group == "group" and "rebel" in words.lower())
        ):
            draft.kind = "rebel_group"
        elif "militia" in factions:
            draft.kind = "militia"
        elif "ethnic" in factions and noun.kind == "state_forces":
            draft.kind = "unknown"
    inner = key_noun(reading, bare, head)
    if inner is not None and inner.group == "coalition":
        draft.noun, draft.kind, draft.words = inner, inner.kind, "coalition"
    elif inner is not None and inner.group in _SOLDIERS and noun.group in ("unarmed", "fighters"):
        # "army engineers", "police medics" are of the force
        draft.noun, draft.kind, draft.words = inner, inner.kind, _words_to(reading, bare, head, inner)
    elif inner is not None and inner.group in _FIGHTING and noun.group in ("army", "troops"):
        # "the terrorists military equipment" lost its apostrophe
        draft.noun, draft.kind, draft.words = inner, inner.kind, _words_to(reading, bare, head, inner)
    elif inner is not None and inner.group == "opposition" and head > bare:
        draft.kind = "rebel_group"
    elif (
        inner is not None
        and inner.group == "government"
        and noun.group in ("units", "air", "fighters", "troops")
    ):
        draft.kind = "state_forces"
    elif inner is not None and noun.group in ("units", "air", "fighters"):
        draft.kind = inner.kind
    return draft


def _words_to(reading: Reading, bare: int, head: int, inner: Noun) -> str:
    """The words up to the inner noun."""
    low = reading.tokens.low
    return " ".join(low[bare : next(k for k in range(bare, head) if low[k] in inner.words) + 1])


def low_hyphen(low: list[str], i: int) -> bool:
    """Whether a hyphen joins token `i` to the one before, or is the one before."""
    return low[i] == "-" or low[i - 1] == "-"


def key_noun(reading: Reading, first: int, head: int) -> Noun | None:
    """The group noun that modifies another one: "army" in "army units", "rebel" in "rebel fighters"."""
    nouns = reading.registry.lexicon.nouns
    return next((nouns[w] for w in reading.tokens.low[first:head] if w in nouns), None)


def _left(reading: Reading, start: int, head: int) -> int:
    tokens = reading.tokens
    i = start
    while i > 0 and not reading.used[i - 1] and tokens.sentence[i - 1] == tokens.sentence[start]:
        tag = tokens.tag[i - 1]
        if tag in _DETERMINERS:
            return i - 1
        if tokens.entity[i - 1] in ("DATE", "TIME") or (tag == "CD" and dated(reading, i - 1)):
            break
        if low_hyphen(tokens.low, i):
            i -= 1
            continue
        if tag == "CC" and _joined_adjectives(reading, i - 1, head):
            i -= 2
            continue
        if tag not in _LEFT_TAGS or not (i - 1 < tokens.head[i - 1]):
            break
        if tag == "RB" and tokens.head[i - 1] == i and tokens.tag[i] in ("VBN", "JJ"):
            i -= 1  # "internationally recognised government"
            continue
        if tokens.head[i - 1] > head or tokens.dep[i - 1] in (
            "nsubj",
            "dobj",
            "pobj",
            "ROOT",
            "advcl",
            "npadvmod",
            "advmod",
            "xcomp",
            "ccomp",
            "conj",
        ):
            break
        i -= 1
    return i + 1 if tokens.low[i] == "-" else i


def _joined_adjectives(reading: Reading, i: int, head: int) -> bool:
    """Whether "and" joins two words for one group: "Kurdish and Yezidi fighters"."""
    tokens, modifiers = reading.tokens, reading.registry.lexicon.modifiers
    return (
        i > 0
        and tokens.tag[i - 1] in ("JJ", "NNP")
        and tokens.low[i - 1] in modifiers
        and tokens.low[i + 1] in modifiers
        and not reading.used[i - 1]
        and i + 1 < head
    )


def generic_candidates(reading: Reading, words: str, head_word: str) -> list[str]:
    """Registry ids that generic words may mean in the report's countries, fullest words first."""
    parts = name_key(words).split()
    for begin in range(len(parts)):
        fitting = _meant_by(reading, " ".join(parts[begin:]))
        if fitting:
            return fitting
    return _meant_by(reading, name_key(head_word))


def generic_named(reading: Reading, words: str) -> list[str]:
    """Registry ids that the words may mean as they stand."""
    return _meant_by(reading, name_key(words))


def _meant_by(reading: Reading, key: str) -> list[str]:
    if key not in reading.possible:
        ids = reading.registry.generic.get(key, ())
        reading.possible[key] = [i for i in ids if _possible(reading, i)]
    return list(reading.possible[key])


def _possible(reading: Reading, actor_id: str) -> bool:
    """Whether generic words may mean an actor here: in its countries, a state's own forces in the main one only."""
    actor = reading.registry.actors[actor_id]
    if actor.kind in ("state_forces", "police", "government") and actor.state:
        return actor.state == (reading.main_country() or actor.state) and reading.weight(actor) > 0
    return reading.weight(actor) > 0
