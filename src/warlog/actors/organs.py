"""Bodies of a state that a report names without the state, and the people who speak for them."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.lexicon import Title
from warlog.actors.names import name_key
from warlog.actors.registry import Actor

_SERVICES = frozenset({"forces", "police"})
_OFFICES = frozenset({"government", "defence-ministry", "interior-ministry", "health-ministry"})
_LONGEST = 5


def read_bodies(reading: Reading) -> None:
    """Drafts for a ministry by its full name alone: "the Ministry of Defense", "the Interior Ministry"."""
    tokens, registry = reading.tokens, reading.registry
    for i, word in enumerate(tokens.low):
        if word != "ministry" or reading.used[i] or not (tokens.capitals or tokens.is_name(i)):
            continue
        span = _named_ministry(reading, i)
        if span is None or any(reading.used[span[0] : span[1]]):
            continue
        first, last = span
        determined = first > 0 and tokens.low[first - 1] == "the" and not reading.used[first - 1]
        name = tokens.words(first, last)
        reading.add(
            Draft(first - determined, last, tokens.root(first, last), None, name, "government", "generic",
                  noun=registry.lexicon.nouns["ministry"], words=name.lower())
        )  # fmt: skip


def _named_ministry(reading: Reading, i: int) -> tuple[int, int] | None:
    """The tokens of a ministry's name around the word, None where the registry knows no such ministry."""
    low, composed = reading.tokens.low, reading.registry.composed
    if low[i + 1 : i + 2] == ["of"]:
        for last in range(min(len(low), i + _LONGEST), i + 2, -1):
            if name_key(" ".join(low[i:last])) in composed:
                return i, last
        return None
    for first in range(max(0, i - 2), i):
        if name_key(" ".join(low[first : i + 1])) in composed:
            return first, i + 1
    return None


def resolve_body(reading: Reading, draft: Draft) -> str | None:
    """The state's body that a ministry by name or "the General Staff in Kyiv" is; None without a clear state."""
    registry, noun = reading.registry, draft.noun
    if noun is None or draft.country is not None:
        return None
    if noun.group == "ministry":
        suffix = registry.composed.get(name_key(draft.words))
        country = _capital_after(reading, draft) or reading.main_country()
        return registry.organ_of(country, suffix) if suffix and country else None
    if noun.group in ("army", "air_force", "navy", "government") and noun.organ:
        country = _capital_after(reading, draft)
        return registry.organ_of(country, noun.organ) if country else None
    return None


def _capital_after(reading: Reading, draft: Draft) -> str | None:
    """The state whose capital stands right after a body: "the General Staff in Kyiv"."""
    k = draft.last
    if reading.tokens.low[k : k + 1] != ["in"]:
        return None
    seat = next((f.target for f in reading.found if f.first == k + 1 and f.sort == "metonym"), None)
    actor = reading.registry.get(seat)
    return actor.state if actor is not None else None


def service_of(reading: Reading, title: Title | None) -> str | None:
    """The main country's body of "army spokesman" or "police chief"; a bare rank tells nobody's."""
    country = reading.main_country()
    if title is None or title.rank or title.organ not in _SERVICES or country is None:
        return None
    return reading.registry.organ_of(country, title.organ)


def army_of(reading: Reading, issuer: Actor) -> str:
    """The army of a command's own man with a bare rank, who need not serve at the command; else the issuer itself."""
    if issuer.kind == "state_forces" and issuer.state:
        return reading.registry.organ_of(issuer.state, "forces") or issuer.id
    return issuer.id


def office_of(reading: Reading, title: Title | None) -> str | None:
    """The body of "the defence minister" or "officials" without a name, where the report is of one country alone: in
    any other an official may be the other side's."""
    country = reading.sole_country()
    if title is None or title.abroad or title.organ not in _OFFICES or country is None:
        return None
    return reading.registry.organ_of(country, title.organ)


def belongs(reading: Reading, draft: Draft, past: list[Draft]) -> None:
    """Give "the ministry's spokesman, NAME" and "Army commanders" the body that stands right before them."""
    tokens, registry = reading.tokens, reading.registry
    if draft.affiliation is not None or draft.actor is not None:
        return
    edge = draft.first
    possessed = edge > 0 and tokens.tag[edge - 1] == "POS"
    owner = next(
        (d for d in reversed(past) if not d.person and d.actor and d.last == edge - possessed and d.last > d.first),
        None,
    )  # fmt: skip
    actor = registry.get(owner.actor) if owner is not None else None
    if actor is None or actor.kind in ("media", "civilians"):
        return
    for one in [draft, *(d for d in reading.drafts if draft.person and d.person and d.name == draft.name)]:
        if one is draft or (draft.basis == "name" and one.affiliation is None):
            one.affiliation, one.country = actor.id, one.country or actor.state
    if not draft.person:
        draft.actor, draft.kind = actor.id, actor.kind
