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
    offices: dict[str, str]
    given_names: frozenset[str]
    common: frozenset[str]
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
    alone: tuple[str, ...]
    wide: frozenset[str]
    near: tuple[str, ...]
    fronts: tuple[str, ...]
    shores: tuple[str, ...]
    basins: tuple[str, ...]
    roads: tuple[str, ...]
    stretches: tuple[str, ...]
    relations: frozenset[str]
    travel: dict[str, float]
    combining: dict[str, str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("warlog").joinpath("data/places/words.toml").read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = data["lists"]
    return Words(
        kinds=data["kinds"],
        offices=data["offices"],
        given_names=_word_list("given_names"),
        common=_word_list("common_words"),
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
        alone=tuple(data["parts"]["alone"]),
        wide=frozenset(data["parts"]["wide"]),
        near=tuple(data["parts"]["near"]),
        fronts=tuple(data["parts"]["fronts"]),
        shores=tuple(data["parts"]["shores"]),
        basins=tuple(data["parts"]["basins"]),
        roads=tuple(data["ways"]["roads"]),
        stretches=tuple(data["ways"]["stretches"]),
        relations=frozenset(data["ways"]["relations"]),
        travel=data["travel"],
        combining=data["combining"],
    )


def _word_list(name: str) -> frozenset[str]:
    text = files("warlog").joinpath(f"data/places/{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
