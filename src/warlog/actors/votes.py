"""In which countries the actors of a report fight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from warlog.actors.mentions import ActorMention
from warlog.actors.registry import Registry

_ARMED = frozenset({"rebel_group", "militia"})
_EVERYWHERE = 8  # countries from which an actor says nothing of the place


def theatre_votes(mentions: Iterable[ActorMention], registry: Registry) -> dict[str, float]:
    """ISO 3166-1 alpha-2 code -> weight. Every non-state armed group that the report names shares one vote among the
    countries of its registry entry; states do not vote, since their armies fight abroad."""
    named = {mention.actor for mention in mentions if mention.actor and mention.kind in _ARMED}
    votes: dict[str, float] = defaultdict(float)
    for identifier in sorted(named):
        actor = registry.get(identifier)
        if actor is None or actor.state or not 0 < len(actor.countries) <= _EVERYWHERE:
            continue
        for country in actor.countries:
            votes[country] += 1 / len(actor.countries)
    return dict(votes)


def home_of(outlet: str | None, registry: Registry) -> str | None:
    """The country of a medium or body by its name, where the registry has it in one alone."""
    actor = registry.named(outlet)
    return actor.countries[0] if actor and len(actor.countries) == 1 else None
