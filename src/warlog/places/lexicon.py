"""The words of data/places/words.toml, ready for look-ups."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(slots=True, frozen=True)
class Words:
    """Word lists in lower case, `never` as written and in capitals."""

    kinds: dict[str, str]
    prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    speaking: frozenset[str]
    never: frozenset[str]
    openers: frozenset[str]
    deeds: frozenset[str]
    suffered: frozenset[str]
    venues: frozenset[str]
    inside: tuple[str, ...]
    around: tuple[str, ...]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("warlog").joinpath("data/places/words.toml").read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = data["lists"]
    return Words(
        kinds=data["kinds"],
        prepositions=frozenset(lists["prepositions"]),
        weak_prepositions=frozenset(lists["weak_prepositions"]),
        titles=frozenset(lists["titles"]),
        organisations=frozenset(lists["organisations"]),
        speaking=frozenset(lists["speaking"]),
        never=frozenset(
            [
                *lists["never"],
                *map(str.title, data["kinds"]),
                *(word.upper() for word in lists["never"] if len(word) > 2),
            ]
        ),
        openers=frozenset(lists["openers"]),
        deeds=frozenset(lists["deeds"]),
        suffered=frozenset(lists["suffered"]),
        venues=frozenset(lists["venues"]),
        inside=tuple(data["parts"]["inside"]),
        around=tuple(data["parts"]["around"]),
    )
