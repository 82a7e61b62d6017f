"""What the steps of the room pass on: mentions in the making, and the report's own state of knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from warlog.actors.lexicon import Noun, Title
from warlog.actors.registry import Actor, Registry, within
from warlog.actors.tokens import Tokens
from warlog.language.document import Document
from warlog.records import ActorKind

_FAR = 4
Basis = Literal["name", "alias", "generic", "coreference", "description"]


@dataclass(slots=True)
class Draft:
    """A mention in the making: token indices, `last` exclusive."""

    first: int
    last: int
    head: int
    actor: str | None = None
    name: str = ""
    kind: ActorKind = "unknown"
    basis: Basis = "name"
    country: str | None = None
    role: str | None = None
    affiliation: str | None = None
    noun: Noun | None = None
    words: str = ""
    person: bool = False
    title: str | None = None
    unit: bool = False
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """A registry name in the text: token indices, what sort of name, and the id or ISO code it stands for."""

    first: int
    last: int
    sort: Literal["actor", "leader", "metonym", "state", "adjective"]
    target: str
    text: str


@dataclass(slots=True)
class Reading:
    """One report while its actors are looked for."""

    document: Document
    tokens: Tokens
    registry: Registry
    theatre: Counter[str] = field(default_factory=Counter[str])
    votes: Counter[str] = field(default_factory=Counter[str])
    found: list[Found] = field(default_factory=list[Found])
    outlet: Actor | None = None
    issuer: Actor | None = None
    published: date | None = None
    towns: Mapping[str, int] = field(default_factory=dict[str, int])
    years: list[str] = field(default_factory=list[str])
    titles: dict[int, tuple[Title | None, int]] = field(default_factory=dict[int, "tuple[Title | None, int]"])
    possible: dict[str, list[str]] = field(default_factory=dict[str, "list[str]"])
    drafts: list[Draft] = field(default_factory=list[Draft])
    used: list[bool] = field(default_factory=list[bool])

    def add(self, draft: Draft, mark: bool = True) -> Draft:
        """Keep a draft, and mark its tokens as read."""
        self.drafts.append(draft)
        if mark:
            for i in range(draft.first, draft.last):
                self.used[i] = True
        return draft

    def fits(self, actor: Actor) -> bool:
        """Whether the report speaks of a country that the actor is active in."""
        return not actor.countries or any(self.theatre[c] > 0 for c in actor.countries)

    def weight(self, actor: Actor) -> int:
        """How much the report speaks of the actor's countries."""
        return max((self.theatre[c] for c in actor.countries), default=0)

    def active(self, actor: Actor) -> bool:
        """Whether an actor existed when the report was written, else in the years that it names; true without either."""
        if self.published is not None:
            return within(self.published, *actor.active)
        if not self.years:
            return True
        start, end = actor.active
        return (not start or start[:4] <= max(self.years)) and (not end or end[:4] >= max(self.years))

    def named(self) -> set[str]:
        """Ids of the actors that the report names."""
        return {found.target for found in self.found if found.sort == "actor"}

    def sole_country(self) -> str | None:
        """The country that the report speaks of far more than of any other."""
        ranked = self.votes.most_common(2)
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= _FAR * ranked[1][1]) else None

    def main_country(self) -> str | None:
        """The country that the report speaks of most, None where two come close.

        Only named states, their capitals and actors at home in one state have a vote: a group that
        fights in several countries tells none.
        """
        ranked = self.votes.most_common(2)
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]:
            return ranked[0][0]
        return None
