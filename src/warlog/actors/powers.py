"""When a state's name means its government rather than its land, and whose mission "UN peacekeepers" are."""

from __future__ import annotations

from warlog.actors.drafts import Found, Reading
from warlog.actors.lexicon import Noun
from warlog.actors.names import name_key
from warlog.actors.registry import Actor

# "UN peacekeepers", "African Union troops": of a mission
_MISSIONS = frozenset({"troops", "coalition", "units", "army", "group"})
_FORCE = frozenset({"mission", "force", "operation"})


def paired(reading: Reading, item: Found, nxt: Found | None) -> bool:
    """Whether two states stand for their governments together: "UK-France co-operation"."""
    tokens = reading.tokens
    if nxt is None or nxt.first != item.last + 1 or tokens.low[item.last] not in ("-", "–"):
        return False
    word = tokens.low[nxt.last : nxt.last + 1]
    if word == ["co"]:
        word = ["".join(tokens.low[nxt.last : nxt.last + 3])]
    return (
        bool(word)
        and nxt.sort in ("state", "adjective")
        and reading.registry.lexicon.acts.get(word[0]) == "government"
    )


def located(reading: Reading, item: Found) -> bool:
    """Whether a state stands for its land: "used in Brazil, Chile and Guatemala"."""
    tokens = reading.tokens
    head = tokens.root(item.first, item.last)
    return tokens.dep[head] == "pobj" and tokens.low[tokens.head[head]] in reading.registry.lexicon.locative


def mission_of(reading: Reading, actor: Actor, noun: Noun | None) -> Actor | None:
    """The mission that "UN peacekeepers" or "the African Union force" are of, where country and day leave one."""
    if actor.kind != "organization" or noun is None or noun.group not in _MISSIONS:
        return None
    country = reading.main_country()
    fitting = [
        child
        for child in reading.registry.children.get(actor.id, ())
        if (country in child.countries if country else reading.fits(child) and child.countries) and reading.active(child) and (
            child.kind == "external_forces" or _FORCE & set(name_key(child.name).split())
        )
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def locates(reading: Reading, item: Found, head: int) -> bool:
    """Whether a state only says where a place lies: "bombed Tripoli, Libya"."""
    tokens, k = reading.tokens, item.first - 1
    return tokens.dep[head] == "appos" and k > 0 and tokens.low[k] == "," and tokens.is_name(k - 1)


def politic(reading: Reading, item: Found, head: int) -> bool:
    """Whether a state is told to be a party: "our ally Turkey", "powers including Iran", "weapons from Iran"."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    if item.first and tokens.low[item.first - 1] in lexicon.powers and tokens.tag[item.first - 1] == "NN":
        return True
    while tokens.dep[head] == "conj" and item.first - tokens.head[head] < 8:
        head = tokens.head[head]
    above = tokens.head[head]
    if tokens.dep[head] in ("appos", "compound") and tokens.low[item.first - 1 : item.first] != [","]:
        return tokens.low[above] in lexicon.powers and (above < item.first or tokens.dep[head] == "appos")
    if tokens.dep[head] == "pobj" and tokens.low[above] in lexicon.politic:
        before = tokens.lemma[above - 1] if above else ""
        return not {before, tokens.lemma[tokens.head[above]]}.isdisjoint(lexicon.politic[tokens.low[above]])
    if tokens.dep[head] == "pobj" and tokens.low[above] == "including":
        over = tokens.head[above]
        k = next((n for n in range(above - 1, max(-1, above - 3), -1) if tokens.tag[n].startswith("N")), over)
        return tokens.low[over] in lexicon.powers or tokens.low[k] in lexicon.powers
    return False
