"""The noun phrase around a name: the nouns it modifies, its article, its hyphens, its titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warlog.actors.drafts import Reading
from warlog.actors.lexicon import Noun, Title
from warlog.actors.tokens import NOMINAL

_NO_TITLE: tuple[None, int] = (None, 0)
_CHAIN_LIMIT = 7
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_CLOCK = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:z|gmt)?")
_POSSESSIVE = frozenset({"'s", "'", "s"})


@dataclass(slots=True)
class Chain:
    """Nouns and adjectives that follow a name: `head` indexes the last group noun, None without one."""

    end: int
    head: int | None = None
    noun: Noun | None = None
    title: Title | None = None
    title_at: tuple[int, int] | None = None


def chain_after(reading: Reading, start: int, names_stop: bool = True) -> Chain:
    """The chain of nominals from token `start`; ends at anything that is no noun, adjective or hyphen."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    low, tag = tokens.low, tokens.tag
    chain = Chain(start)
    i, limit = start, min(len(tokens), start + _CHAIN_LIMIT)
    last_nominal = -1
    while i < limit:
        pair = f"{low[i]} {low[i + 1]}" if i + 1 < len(low) else ""
        noun = lexicon.nouns.get(pair)
        width = 2 if noun is not None else 1
        noun = noun or lexicon.nouns.get(low[i])
        title, wide = title_at(reading, i)
        known = (
            noun is not None or low[i] in lexicon.modifiers or low[i] in lexicon.assets or title is not None
        )
        if not (tag[i] in NOMINAL or (known and tag[i] in ("VBN", "VBG", "VBD", "RB", "NNPS"))):
            break
        if names_stop and not known and tag[i] in ("NNP", "NNPS") and low[i] != "-":
            break
        if tokens.entity[i] in ("DATE", "TIME") or reading.used[i]:
            break
        if (
            title is not None
            and (noun is None or wide > 1 or title.organ is not None)
            and low[i] not in lexicon.modifiers
        ):
            chain.title, chain.title_at = title, (i, i + wide)
            last_nominal = i + wide - 1
            i += wide
            # what stands before a title says whose man it is
            break
        if noun is not None:
            chain.head, chain.noun = i + width - 1, noun
        last_nominal = i + width - 1
        i += width
    if last_nominal >= 0 and low[last_nominal] in lexicon.assets and chain.title is None:
        chain.head = last_nominal
        chain.noun = chain.noun or lexicon.nouns.get(low[last_nominal])
    chain.end = last_nominal + 1 if last_nominal >= 0 else start
    return chain


def title_at(reading: Reading, i: int) -> tuple[Title | None, int]:
    """The longest title that begins at token `i`, and its width in tokens."""
    return reading.titles.get(i, _NO_TITLE)


def find_titles(reading: Reading) -> None:
    """Fill `reading.titles` for `title_at`."""
    begins = reading.registry.lexicon.title_starts
    for i, word in enumerate(reading.tokens.low):
        if word in begins or word.rstrip(".") in begins:
            reading.titles[i] = _longest_title(reading, i)


def _longest_title(reading: Reading, i: int) -> tuple[Title | None, int]:
    lexicon, low = reading.registry.lexicon, reading.tokens.low
    for width in range(min(lexicon.longest_title + 2, len(low) - i), 0, -1):
        key = " ".join(w for word in low[i : i + width] if (w := word.rstrip("."))).replace(" - ", "-")
        title = lexicon.titles.get(key)
        if title is not None:
            # "General Staff" is a body, no general
            staff = width == 1 and i + 1 < len(low) and f"{low[i]} {low[i + 1]}" in lexicon.nouns
            return (None, 0) if staff else (title, width)
    return None, 0


def after_name(reading: Reading, last: int) -> tuple[int, bool]:
    """Where the nouns after a name begin: past a possessive, past aliases in brackets; and whether possessed."""
    tokens = reading.tokens
    low = tokens.low
    if last < len(low) and low[last] in _POSSESSIVE and tokens.tag[last] == "POS":
        return last + 1, True
    if last < len(low) and low[last] == "(":
        close = next((i for i in range(last, min(last + 9, len(low))) if low[i] == ")"), None)
        if close is not None and close + 1 < len(low):
            return close + 1, False
    return last, False


def left_edge(reading: Reading, first: int) -> int:
    """Where the noun phrase begins: the article, possessive or number before a name, still unread."""
    tokens = reading.tokens
    i = first
    while i > 0 and not reading.used[i - 1]:
        word, tag = tokens.low[i - 1], tokens.tag[i - 1]
        if tag == "CD" and dated(reading, i - 1):
            break
        if tag in ("DT", "PRP$", "CD", "PDT") or (tag in ("JJ", "JJS") and tokens.head[i - 1] >= i):
            i -= 1
            if tag in ("DT", "PRP$") or word in ("the", "a", "an"):
                break
        else:
            break
    return i


def dated(reading: Reading, i: int) -> bool:
    """Whether a number belongs to a date before the name, and counts nothing: "30 Jul 2015 Syrian forces"."""
    tokens = reading.tokens
    word = tokens.low[i]
    if (
        tokens.entity[i] in ("DATE", "TIME")
        or _CLOCK.fullmatch(word)
        or (len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"))
    ):
        return True
    return i > 0 and tokens.low[i - 1].rstrip(".")[:3] in _MONTHS and tokens.is_name(i - 1)


def hyphen_role(reading: Reading, first: int, last: int) -> str | None:
    """What a hyphen makes of a name: "against" (anti-X), "link" (X-backed), "hold" (X-held), "other", None."""
    low, lexicon = reading.tokens.low, reading.registry.lexicon
    if first >= 2 and low[first - 1] == "-" and low[first - 2] in lexicon.against:
        return "against"
    if first >= 1 and low[first - 1] in ("anti", "counter") and low[max(0, first - 2)] != "to":
        return "against"
    nxt = low[last] if last < len(low) else ""
    if nxt == "-" and last + 1 < len(low):
        word = low[last + 1]
        return "hold" if word in lexicon.holds else "link" if word in lexicon.links else "other"
    if first >= 1 and low[first - 1] == "-":
        return "other"
    if (
        nxt in lexicon.links
        and reading.tokens.tag[last] in ("VBN", "JJ", "VBD")
        and last + 1 < len(low)
        and reading.tokens.tag[last + 1] in NOMINAL
    ):
        return (
            "link"
            if nxt not in ("based", "born", "led", "made") or reading.tokens.dep[last] == "amod"
            else None
        )
    return None
