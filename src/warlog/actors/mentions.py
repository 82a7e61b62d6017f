"""Actors in a report: every mention, resolved as far as the report and the registry allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from warlog.actors.aliases import bracketed_names, teach_aliases, unknown_groups
from warlog.actors.collectives import read_collectives
from warlog.actors.coreference import resolve
from warlog.actors.drafts import Basis, Draft, Reading
from warlog.actors.echoes import read_echoes
from warlog.actors.groups import read_groups
from warlog.actors.naming import find_names, read_names
from warlog.actors.organs import read_bodies
from warlog.actors.persons import read_persons, read_roles
from warlog.actors.phrases import find_titles
from warlog.actors.registry import Registry
from warlog.actors.statements import issuer_of
from warlog.actors.tokens import Tokens
from warlog.actors.units import read_units
from warlog.language.document import Document
from warlog.records import ActorKind, Mention

_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
# the datelines of the last century: "LIMA, 16 MAR 90"
_SHORT_YEAR = re.compile(r"\b\d{1,2} (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* ([5-9]\d)\b")


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words of a report that stand for an actor.

    `head` is the index of the head token in the Document's `doc`, `actor` the registry id or None,
    `country` an ISO 3166 code, `role` and `affiliation` (registry id) are of persons. `members` are the
    two sides of words for both ("the warring parties"), a mention each over the same words; `actor` is None then. A numbered unit has
    the `actor` of its army or group and its own `name`.
    """

    start: int
    end: int
    text: str
    head: int
    actor: str | None
    name: str
    kind: ActorKind
    basis: Basis
    country: str | None = None
    role: str | None = None
    affiliation: str | None = None
    members: tuple[ActorMention, ...] = ()

    @property
    def mention(self) -> Mention:
        """The words alone."""
        return Mention(self.start, self.end, self.text)


def find_actors(
    document: Document,
    registry: Registry,
    outlet: str | None = None,
    published: date | None = None,
    towns: Mapping[str, int] | None = None,
) -> list[ActorMention]:
    """Every mention of an actor in a report, sorted by start; where the report leaves doubt, `actor` is None.

    `outlet` names who issued the report: in a release of a state or an armed side, "we" is that side.
    `published` tells which of several bodies "the junta" or "the coalition" meant then; without it the
    latest year that the report names does. `towns` says how many towns of which country it names.
    """
    tokens = Tokens.of(document)
    if not len(tokens):
        return []
    reading = Reading(document, tokens, registry, used=[False] * (len(tokens) + 1))
    reading.outlet = registry.named(outlet)
    reading.issuer = issuer_of(reading.outlet)
    reading.published = published
    reading.towns = towns or {}
    reading.years = _YEAR.findall(document.text) or [
        f"19{year}" for year in _SHORT_YEAR.findall(document.text)
    ]
    find_titles(reading)
    find_names(reading)
    read_units(reading)
    bracketed_names(reading)
    read_names(reading)
    teach_aliases(reading)
    read_bodies(reading)
    unknown_groups(reading)
    read_echoes(reading)
    read_persons(reading)
    read_roles(reading)
    read_groups(reading)
    resolve(reading)
    read_collectives(reading)
    mentions = [_mention(reading, draft) for draft in reading.drafts if draft.name and _kept(reading, draft)]
    return sorted(set(mentions), key=lambda m: (m.start, -m.end))


def _kept(reading: Reading, draft: Draft) -> bool:
    """Whether a mention says enough: unresolved "members" or "media" do not."""
    if draft.actor is not None or draft.person or draft.basis != "generic" or draft.country is not None:
        return True
    if draft.noun is not None and draft.noun.group in ("civilians", "unarmed"):
        return True
    low, modifiers = reading.tokens.low, reading.registry.lexicon.modifiers
    if low[draft.head] not in reading.registry.lexicon.weak:
        return True
    return any(w in modifiers or w in reading.registry.lexicon.nouns for w in low[draft.first : draft.head])


def _mention(reading: Reading, draft: Draft) -> ActorMention:
    tokens = reading.tokens
    first = draft.first
    while first < draft.last - 1 and not any(char.isalnum() for char in tokens.low[first]):
        first += 1  # a bracket or dash that the parse has taken for part of the phrase
    start, end = tokens.start[first], tokens.end[draft.last - 1]
    members = tuple(
        ActorMention(
            start,
            end,
            reading.document.text[start:end],
            draft.head,
            one.id,
            one.name,
            one.kind,
            draft.basis,
            one.state,
        )
        for one in map(reading.registry.get, draft.members)
        if one is not None
    )
    # a possessive that lost its apostrophe is no part of the name, but it is part of its token
    return ActorMention(
        start, end, reading.document.text[start:end], draft.head, draft.actor, " ".join(draft.name.split()), draft.kind,
        draft.basis, draft.country, draft.role, draft.affiliation, members,
    )  # fmt: skip
