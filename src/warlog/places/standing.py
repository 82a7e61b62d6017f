"""Which entries of a name may be meant at all: a former or foreign name needs a country that the report speaks of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from warlog.places.countries import Countries
from warlog.places.gazetteer import Entry
from warlog.places.names import fold_key, normal_key, skeleton_key, without_article
from warlog.places.toponyms import Page, Toponym

_BIG = 500_000  # people: known abroad under more than one spelling
_KNOWN = 100_000
_ALIKE = 92.0  # of 100, between folds: the same name in another spelling
_AKIN = 70.0
_WIDE = frozenset({"country", "continent", "ocean", "sea"})
_LEADERLESS = 2  # votes below which the report does not say where it plays
_ARTICLE_BEFORE = re.compile(r"\b(?:(?:al|el)[ -]|(?:ar|as|an|at|ad|az|ash)-)$", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def is_main_name(key: str, name: str) -> bool:
    """Whether a normal key spells the entry's own name, not another that it has or had: "rakka" of Raqqa, not "boni" of
    Bonn."""
    own, asked = without_article(normal_key(name)), without_article(key)
    if own == asked:
        return True
    longer, shorter = (own, asked) if len(own) > len(asked) else (asked, own)
    if longer.startswith(f"{shorter} ") and longer.count(" ") == shorter.count(" ") + 1:
        return True
    return fuzz.ratio(fold_key(asked), fold_key(own)) >= _ALIKE


@lru_cache(maxsize=20_000)
def _is_exonym(key: str, name: str) -> bool:
    one, two = fold_key(key), fold_key(normal_key(name))
    return skeleton_key(one) == skeleton_key(two) and fuzz.ratio(one, two) >= _AKIN


def mark_cut_names(page: Page, toponyms: list[Toponym]) -> None:
    """Mark names that leave out an article which the report writes: "al-Riyadh" is not the capital; in place."""
    for toponym in toponyms:
        toponym.cut = bool(_article_before(page, toponym.start))


def _article_before(page: Page, start: int) -> str:
    lead = page.text[max(0, start - 4) : start]
    found = _ARTICLE_BEFORE.search(lead) if lead[-1:] in {"-", " "} else None
    return found.group() if found else ""


def _is_unmistakable(toponym: Toponym) -> bool:
    """A city whose long name no other place of the gazetteer has."""
    return (
        len(toponym.key) > 5 and sole_country(toponym) is not None and toponym.entries[0].population >= _KNOWN
    )


def settle_votes(toponyms: list[Toponym], votes: Counter[str], theatre: Mapping[str, float]) -> None:
    """Where no country is named, those that two or more towns have to themselves, or one town and the report's actors;
    in place."""
    if sum(votes.values()) >= _LEADERLESS:
        return
    homes: dict[str, set[str]] = defaultdict(set)
    for toponym in toponyms:
        code = sole_country(toponym)
        if code is not None:
            homes[code].add(toponym.key)
    most = max(theatre.values(), default=0.0)
    for code, keys in homes.items():
        if len(keys) > 1:
            votes[code] += len(keys)
        elif most and theatre.get(code, 0.0) == most:
            votes[code] += _LEADERLESS


def sole_country(toponym: Toponym) -> str | None:
    """The one country in which all places of this name lie, of a known town's own name; None otherwise."""
    code = toponym.entries[0].country
    if toponym.cut or any(entry.country != code for entry in toponym.entries):
        return None
    own = any(
        entry.population >= 5_000 and is_main_name(toponym.key, entry.name) for entry in toponym.entries
    )
    return code if own else None


def sift(
    page: Page,
    toponyms: list[Toponym],
    votes: Mapping[str, float],
    countries: Countries,
) -> list[Toponym]:
    """The toponyms with the entries that may be meant, those without any left out. Marks what is a far namesake: in a
    country of which the report says nothing, and neither a big city, a capital nor a place where the world meets."""
    out: list[Toponym] = []
    clear = sum(votes.values()) >= _LEADERLESS
    for toponym in toponyms:
        entries = tuple(entry for entry in toponym.entries if _may_be_meant(entry, toponym, votes))
        if not entries:
            continue
        toponym.entries = entries
        if toponym.cut:
            toponym.start -= len(_article_before(page, toponym.start))
        if clear and toponym.key not in page.words.venues and not _is_unmistakable(toponym):
            toponym.far = frozenset(e.id for e in entries if _is_far(e, votes, countries))
        if len(entries) > 1:
            main = {e.id for e in entries if votes.get(e.country or "") and is_main_name(toponym.key, e.name)}
            if main:
                toponym.alias = frozenset(e.id for e in entries if e.id not in main and _by_alias(e, toponym))
        out.append(toponym)
    return out


def _may_be_meant(entry: Entry, toponym: Toponym, votes: Mapping[str, float]) -> bool:
    if (
        entry.country is None
        or votes.get(entry.country)
        or entry.kind in _WIDE
        or entry.id.startswith("warlog:")
    ):
        return True
    if toponym.cut:
        return False
    if is_main_name(toponym.key, entry.name):
        return True
    return entry.population > _BIG and _is_exonym(toponym.key, entry.name)


def _by_alias(entry: Entry, toponym: Toponym) -> bool:
    return (
        entry.kind not in _WIDE
        and not entry.id.startswith("warlog:")
        and not is_main_name(toponym.key, entry.name)
    )


def _is_far(entry: Entry, votes: Mapping[str, float], countries: Countries) -> bool:
    if entry.country is None or votes.get(entry.country) or entry.kind in _WIDE or entry.population > _BIG:
        return False
    home = countries.get(entry.country)
    if home is None:
        return True
    # wars cross borders
    return normal_key(home.capital) != normal_key(entry.name) and not any(
        votes.get(code, 0) >= _LEADERLESS for code in home.neighbours
    )
