"""Which capitalised words name places: candidates from the gazetteer, weighed by their surroundings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.lexicon import Words
from warlog.places.names import normal_key

if TYPE_CHECKING:  # looking a place up must not import spaCy
    from spacy.tokens import Doc

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽḐḨḪṢṬẒ‘ʿ"
_PARTICLES = "al|el|an|ar|as|at|ad|az|ash|adh|en|er|es|et|ez|ed|esh|ul|ud|ed-dine?"
_INNER = "au|aux|en|sous|lès|sur|van|von|der|den|am|of|de|del|la|le|les|da|do|dos|das|di|du|el|on|upon|an der|bin|ibn|i|and"
_ATOM = rf"(?:[A-Z](?:\.[A-Z])+\.?|(?:St|Ste|Ft|Mt)\.|[{_UPPER}][\w’'`ʿ‘]*(?<![’'`]))"
_PHRASE = re.compile(
    rf"(?<![\w])(?:(?:{_PARTICLES})[ -]|[’'`])?{_ATOM}(?:(?:[ -](?:(?:{_PARTICLES}|{_INNER})[ -])?|-){_ATOM})*"
)
_PIECE = re.compile(r"[A-Z](?:\.[A-Z])+\.?|(?:St|Ste|Ft|Mt)\.|[\w’'`ʿ‘]+")
_POSSESSIVE = re.compile(r"(?:[’'`]s?|(?<=[a-z])\.)$")
_ABBREVIATION = re.compile(r"^(?:[A-Z]\.)+[A-Z]?\.?$")
_MAX_PIECES = 6
PARTICLES = frozenset(_PARTICLES.split("|")) | {"the"}
_INNER_SET = frozenset(_INNER.split("|"))


@dataclass(slots=True)
class Toponym:
    """A name that may be a place: where it stands, its entries, and what speaks for it."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    score: float = 0.0
    kind: str | None = None
    inside: str | None = None
    likeness: float = 1.0
    likeness_of: dict[str, float] = field(default_factory=dict[str, float])
    strong: bool = False
    placed: bool = False
    phrase: tuple[int, int] = (0, 0)
    reasons: list[str] = field(default_factory=list[str])

    def add(self, points: float, reason: str) -> None:
        """Count evidence."""
        self.score += points
        self.reasons.append(f"{reason} {points:+.1f}")


@dataclass(slots=True)
class Page:
    """The report prepared for many small questions about its surroundings."""

    text: str
    doc: Doc
    starts: list[int]
    words: Words
    loud: list[tuple[int, int]]

    def token(self, offset: int) -> int:
        """Index of the token at or before an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def is_loud(self, offset: int) -> bool:
        """Whether the offset lies in a sentence in capitals or title case."""
        return any(start <= offset < end for start, end in self.loud)


def make_page(text: str, doc: Doc, words: Words) -> Page:
    """Prepare a report."""
    loud: list[tuple[int, int]] = []
    for sentence in doc.sents:
        letters = [token for token in sentence if token.is_alpha and len(token) > 3]
        capital = sum(1 for token in letters if token.text[0].isupper())
        if len(letters) >= 3 and capital / len(letters) > 0.7:
            loud.append((sentence.start_char, sentence.end_char))
    return Page(text, doc, [token.idx for token in doc], words, loud)


@dataclass(slots=True, frozen=True)
class Gram:
    """Some words in a row of a capitalised phrase."""

    start: int
    end: int
    key: str
    phrase: tuple[int, int]


def grams(page: Page) -> list[list[Gram]]:
    """Of every capitalised phrase, its runs of words: for each first word, the longest run first."""
    found: list[list[Gram]] = []
    for phrase in _PHRASE.finditer(page.text):
        pieces = [(m.start() + phrase.start(), m.end() + phrase.start()) for m in _PIECE.finditer(phrase.group())]
        span = (phrase.start(), phrase.end())
        for first, (start, _) in enumerate(pieces):
            word = page.text[start : pieces[first][1]]
            if not word[0].isupper() and word[0] not in "’'`‘ʿ" and word not in PARTICLES:
                continue
            runs: list[Gram] = []
            for last in range(min(len(pieces), first + _MAX_PIECES) - 1, first - 1, -1):
                tail = page.text[pieces[last][0] : pieces[last][1]]
                if tail in PARTICLES or tail in _INNER_SET:
                    continue
                runs.extend(_gram(page, start, pieces[last][1], span))
            if runs:
                found.append(runs)
    return found


def _gram(page: Page, start: int, end: int, phrase: tuple[int, int]) -> list[Gram]:
    words = page.text[start:end]
    if not _ABBREVIATION.match(words):
        cut = _POSSESSIVE.search(words)
        if cut:
            end = start + cut.start()
            words = page.text[start:end]
    while words[:1] in "’'`‘ʿ" and len(words) > 1:
        start, words = start + 1, words[1:]
    if words in page.words.never:
        return []
    key = normal_key(words)
    if not key or (len(key) < 3 and not words.isupper()) or key.isdigit():
        return []
    out = [Gram(start, end, key, phrase)]
    # many scraped pages have lost their apostrophes: "Syrias army"
    if words.endswith("s") and len(words) > 4 and page.text[end : end + 1] in " ":
        out.append(Gram(start, end - 1, key[:-1], phrase))
    return out


def candidates(page: Page, gazetteer: Gazetteer, blocked: Sequence[tuple[int, int]]) -> tuple[list[Toponym], list[Gram]]:
    """Toponyms that the gazetteer has, longest first and not overlapping; and the phrases whole, one each, for
    names that it has not."""
    runs = grams(page)
    entries = gazetteer.lookup_keys(gram.key for run in runs for gram in run)
    found: list[Toponym] = []
    whole: dict[tuple[int, int], Gram] = {}
    end = -1
    for run in runs:
        # "Near Dayr az Zawr": the sentence's first word is no part of the name
        if run[0].phrase not in whole and page.text[run[0].start : run[0].end].split()[0] not in page.words.never:
            whole[run[0].phrase] = run[0]
        if run[0].start < end:
            continue
        hit = next((gram for gram in run if gram.key in entries and _admissible(gram, entries, page)), None)
        if hit is not None and not overlaps(hit.start, hit.end, blocked):
            found.append(Toponym(hit.start, hit.end, hit.key, entries[hit.key], phrase=hit.phrase))
            end = hit.end
    return found, list(whole.values())


def _admissible(gram: Gram, entries: dict[str, tuple[Entry, ...]], page: Page) -> bool:
    """A lost apostrophe is believed of countries, provinces and cities alone; a demonym is no place."""
    words = page.text[gram.start : gram.end]
    if page.text[gram.end : gram.end + 1] == "s":
        best = entries[gram.key][0]
        return best.kind in {"country", "admin1"} or best.population > 200_000
    return len(words) > 2 or entries[gram.key][0].kind == "country"


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any span shares a character with [start, end)."""
    return any(start < right and left < end for left, right in spans)
