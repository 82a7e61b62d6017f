"""The words by which reports speak of actors, read from `data/lexicon/actor_*.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import msgspec

from warlog.records import ActorKind, SourceKind


class Noun(msgspec.Struct, frozen=True, rename={"group": "class"}):
    """A class of nouns that head mentions of groups; see the header of `actor_words.toml`."""

    group: str
    kind: ActorKind
    words: list[str]
    refers: list[ActorKind] = []
    organ: str | None = None
    own_name: bool = False


class Title(msgspec.Struct, frozen=True):
    """A class of titles; see the header of `actor_titles.toml`."""

    words: list[str]
    speaks: SourceKind
    organ: str | None = None
    country: str | None = None
    address: bool = False
    rank: bool = False
    abroad: bool = False


class SourceWords(msgspec.Struct, frozen=True):
    """Words that tell a kind of source."""

    kind: SourceKind
    words: list[str]


class Lexicon(msgspec.Struct, frozen=True):
    """Every word list of the room, keyed for look-up in small letters."""

    nouns: dict[str, Noun]
    titles: dict[str, Title]
    longest_title: int
    title_starts: frozenset[str]
    assets: frozenset[str]
    holds: frozenset[str]
    links: frozenset[str]
    against: frozenset[str]
    acts: dict[str, str]
    modifiers: dict[str, str]
    speech: frozenset[str]
    locative: frozenset[str]
    place_nouns: frozenset[str]
    place_prefixes: frozenset[str]
    organizations: dict[str, ActorKind]
    states_men: frozenset[str]
    common: frozenset[str]
    reach: frozenset[str]
    mass: frozenset[str]
    weak: frozenset[str]
    offshoots: frozenset[str]
    partners: frozenset[str]
    others: frozenset[str]
    elsewhere: frozenset[str]
    quantifiers: frozenset[str]
    ranks: dict[str, str]
    demonyms: dict[str, str]
    prefixes: frozenset[str]
    capitals: frozenset[str]
    sources: list[SourceWords]
    units: frozenset[str]
    ordinals: frozenset[str]
    echoes: frozenset[str]
    deals: frozenset[str]
    politic: dict[str, frozenset[str]]
    powers: frozenset[str]
    foreign: dict[str, ActorKind]
    sides: dict[str, frozenset[str]]
    sides_alone: frozenset[str]
    side_organs: dict[str, str]
    warring: frozenset[str]
    hostile: frozenset[str]


def load_lexicon() -> Lexicon:
    """The lexicon of the package."""
    words, titles, sources = (_table(f"actor_{name}.toml") for name in ("words", "titles", "sources"))
    nouns = msgspec.convert(words["noun"], list[Noun])
    together = words["collectives"]
    title_list = msgspec.convert(titles["title"], list[Title])
    # where a word stands in two classes, the first one wins
    by_title: dict[str, Title] = {}
    for title in title_list:
        for word in title.words:
            by_title.setdefault(word, title)
    by_noun: dict[str, Noun] = {}
    for noun in nouns:
        for word in noun.words:
            by_noun.setdefault(word, noun)
    return Lexicon(
        nouns=by_noun,
        titles=by_title,
        longest_title=max(len(word.split()) for word in by_title),
        title_starts=frozenset(word.split()[0].split("-")[0] for word in by_title),
        assets=frozenset(words["assets"]["words"]),
        holds=frozenset(words["compounds"]["holds"]),
        links=frozenset(words["compounds"]["links"]),
        against=frozenset(words["compounds"]["against"]),
        acts={word: organ for organ, listed in reversed(words["acts"].items()) for word in listed},
        modifiers={word: sort for sort, listed in words["modifiers"].items() for word in listed},
        speech=frozenset(words["speech"]["verbs"]),
        locative=frozenset(words["places"]["locative"]),
        place_nouns=frozenset(words["places"]["nouns"]),
        place_prefixes=frozenset(words["places"]["prefixes"]),
        organizations={word: kind for kind, listed in words["organizations"].items() for word in listed},
        offshoots=frozenset(words["offshoots"]["words"]),
        partners=frozenset(words["partners"]["words"]),
        others=frozenset(words["others"]["words"]),
        elsewhere=frozenset(words["elsewhere"]["words"]),
        quantifiers=frozenset(words["quantifiers"]["words"]),
        ranks=titles["ranks"]["short"],
        demonyms=words["demonyms"]["words"],
        states_men=frozenset(words["states_men"]["words"]),
        common=frozenset(words["common"]["words"]),
        reach=frozenset(words["reach"]["words"]),
        mass=frozenset(words["mass"]["words"]),
        weak=frozenset(words["weak"]["words"]),
        prefixes=frozenset(words["prefixes"]["words"]),
        capitals=frozenset(words["capitals"]["words"]),
        sources=msgspec.convert(sources["source"], list[SourceWords]),
        units=frozenset(words["units"]["words"]),
        ordinals=frozenset(words["units"]["ordinals"]),
        foreign={word: kind for kind, listed in words["foreign"].items() for word in listed},
        powers=frozenset(words["powers"]["words"]),
        politic={prep: frozenset(listed) for prep, listed in words["politic"].items()},
        deals=frozenset(words["places"]["deals"]),
        echoes=frozenset(words["echoes"]["words"]),
        sides={word: frozenset(kinds) for word, kinds in together["sides"].items()},
        sides_alone=frozenset(together["alone"]),
        side_organs=together["organs"],
        warring=frozenset(together["warring"]),
        hostile=frozenset(together["hostile"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("warlog.data").joinpath("lexicon", name).read_text(encoding="utf-8"))
