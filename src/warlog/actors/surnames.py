"""The people of a report and the shorter forms of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warlog.actors.drafts import Draft, Reading
from warlog.actors.lexicon import Title
from warlog.actors.names import fold
from warlog.actors.phrases import title_at


@dataclass(slots=True)
class Person:
    """Somebody the report names, with the longest form of the name."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    surname: str = ""


def surname_of(name: str) -> str:
    """The folded last name, Arabic article dropped: "al-Assadi" gives "assadi"."""
    words = [w for w in fold(name).split() if w not in ("s",)]
    return words[-1] if words else ""


def known_person(people: list[Person], name: str) -> Person | None:
    """The person whose longer or shorter name this is."""
    surname = surname_of(name)
    words = set(fold(name).split())
    for person in people:
        if person.surname != surname or len(surname) < 3:
            continue
        other = set(fold(person.name).split())
        if words <= other or other <= words or len(words) == 1:
            return person
    return None


def title_before(reading: Reading, first: int) -> tuple[int, Title | None, str | None]:
    """The titles that stand right before a name: where they begin, the weightiest, its words."""
    tokens = reading.tokens
    begin, best, words = first, None, None
    moved = True
    while moved and begin > 0:
        moved = False
        edge = begin - 1 if tokens.low[begin - 1] in (",", ".") else begin
        for i in range(max(0, edge - 6), edge):
            title, width = title_at(reading, i)
            if (
                title is not None
                and i + width in (edge, begin)  # a title may hold the dot of "Col."
                and (edge == begin or tokens.low[edge] == "." or best is not None)
            ):
                if (
                    best is None
                    or best.address
                    or (title.organ and not best.organ)
                    or (best.rank and not title.rank and not title.address)
                    or (tokens.low[i] not in ("gen.", "gen", "col.", "col") and edge != begin)
                ):
                    best, words = title, tokens.words(i, edge)
                begin, moved = i, True
                break
    return begin, best, words


def short_forms(reading: Reading, people: list[Person]) -> None:
    """Later mentions by surname alone, which the parser finds only now and then."""
    tokens, text = reading.tokens, reading.document.text
    by_surname = {p.surname: p for p in people if len(p.surname) > 3 and len(fold(p.name).split()) > 1}
    if not by_surname:
        return
    pattern = re.compile(
        r"\b(?:(?:al|el)[- ])?(" + "|".join(map(re.escape, by_surname)) + r")(?=\b|s\b)", re.IGNORECASE
    )
    for match in pattern.finditer(fold(text)):
        first, last = tokens.span(*match.span())
        if any(reading.used[first:last]) or not tokens.is_name(last - 1):
            continue
        if last < len(tokens) and (tokens.low[last] in reading.registry.lexicon.place_nouns):
            continue
        person = by_surname[match.group(1)]
        begin, title, words = title_before(reading, first)
        reading.add(Draft(begin if title else first, last, tokens.root(first, last), None, person.name, "person", "coreference",
                          person.country, words.lower() if words and title and not title.address else person.role,
                          person.affiliation, person=True))  # fmt: skip
    for draft in reading.drafts:
        if draft.person and draft.basis == "name":
            person = known_person(people, draft.name)
            if person is not None:
                draft.name = person.name
                draft.role, draft.affiliation = (
                    draft.role or person.role,
                    draft.affiliation or person.affiliation,
                )
                draft.country = draft.country or person.country
