"""Which capitalised words name places: candidates from the gazetteer, weighed by their surroundings."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.lexicon import Words
from warlog.places.names import normal_key

if TYPE_CHECKING:  # looking a place up must not import spaCy
    from spacy.tokens import Doc

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽḐḨḪṢṬẒ‘ʿ"
_PARTICLES = "al|el|an|ar|as|at|ad|az|ash|adh|en|er|es|et|ez|ed|esh|ul|ud|ed-dine?"
_INNER = "of the|and the|au|aux|en|sous|lès|sur|van|von|der|den|am|of|de|del|la|le|les|da|do|dos|das|di|du|el|on|upon|an der|bin|ibn|i|and"
_ATOM = rf"(?:[A-Z](?:\.[A-Z])+\.?|(?:St|Ste|Ft|Mt)\.|[{_UPPER}][\w’'`ʿ‘]*(?<![’'`]))"
_PHRASE = re.compile(
    rf"(?<![\w])(?:(?:{_PARTICLES})[ -]|[’'`])?{_ATOM}(?:(?:[ -](?:(?:{_PARTICLES}|{_INNER})[ -])?|-){_ATOM})*"
)
_PIECE = re.compile(r"[A-Z](?:\.[A-Z])+\.?|(?:St|Ste|Ft|Mt)\.|[\w’'`ʿ‘]+")
_POSSESSIVE = re.compile(r"(?:[’'`]s?|(?<=[a-z])\.)$")
_ABBREVIATION = re.compile(r"^(?:[A-Z]\.)+[A-Z]?\.?$")
_MAX_PIECES = 6
PARTICLES = frozenset(_PARTICLES.split("|")) | {"the"}
_INNER_SET = frozenset(_INNER.replace(" ", "|").split("|"))


@dataclass(slots=True)
class Toponym:
    """A name that may be a place: where it stands, its entries, and what speaks for it.

    `score` is the log-odds that it is a place, from its `features`. `kind` is the kind that a word beside it says,
    `placed` is true where a word before it takes places, `strong` of a country or city, `inside` the key of the container
    named after it, `holds` that of the name before it that it contains, `outside` is true where the report says what it lies in and none of
    its entries does; `plural_kind` of "Homs" in "Hama and Homs provinces"; `mates` are the keys of its neighbours in a list; `article` is true after "the" ("the Dnipro", not
    "the Dnipro front"); `likeness_of` says by id how like the spelling is, 0 to 1, where it is not the gazetteer's. `cut` is true of "Riyadh" in "al-Riyadh"; `far` are ids of namesakes in countries that the report never mentions, `alias`
    those known by this name among others, where it is another's own.
    """

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    score: float = 0.0
    kind: str | None = None
    inside: str | None = None
    likeness_of: dict[str, float] = field(default_factory=dict[str, float])
    strong: bool = False
    placed: bool = False
    cut: bool = False
    article: bool = False
    holds: str | None = None
    outside: bool = False
    plural_kind: bool = False
    mates: tuple[str, ...] = ()
    far: frozenset[str] = frozenset()
    alias: frozenset[str] = frozenset()
    phrase: tuple[int, int] = (0, 0)
    features: dict[str, float] = field(default_factory=dict[str, float])

    def note(self, feature: str, value: float = 1.0) -> None:
        """Note evidence."""
        self.features[feature] = value


class Taken:
    """Which characters of the text are spoken for."""

    __slots__ = ("_marks",)

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take [start, end)."""
        self._marks[start:end] = b"\x01" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a character of [start, end) is taken."""
        return self._marks.find(1, start, end) >= 0


@dataclass(slots=True)
class Page:
    """The report prepared for many small questions about its surroundings.

    Lists are indexed by token: `starts` offsets, `heads` indexes of the syntactic heads, `labels` the entity
    recogniser's labels ("" for none), `entity` the index of the entity's first token. `lost` is true of a page without any possessive apostrophe: many
    scraped pages have lost theirs, and some of their commas. `runs` are the runs of words that may be names, once found.
    """

    text: str
    doc: Doc
    starts: list[int]
    heads: list[int]
    labels: list[str]
    entity: list[int]
    words: Words
    loud: Taken
    lost: bool
    runs: list[list[Gram]] | None = None

    def token(self, offset: int) -> int:
        """Index of the token at or before an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def root(self, start: int, end: int) -> int:
        """Index of the syntactic head token of the words [start, end)."""
        first, last = self.token(start), self.token(end - 1)
        return next(
            (i for i in range(first, last + 1) if not first <= self.heads[i] <= last or self.heads[i] == i),
            last,
        )

    def entity_length(self, token: int) -> int:
        """How many tokens the entity at a token has."""
        first = self.entity[token]
        end = token + 1
        while end < len(self.entity) and self.entity[end] == first:
            end += 1
        return end - first

    def is_loud(self, offset: int) -> bool:
        """Whether the offset lies in a sentence in capitals or title case."""
        return self.loud.overlaps(offset, offset + 1)


_COLUMNS: list[int | str] = ["IDX", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START"]
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_APOSTROPHE_S = re.compile(r"(?<=[a-z])[’'`]s\b")
_SHOUTED = 0.7  # of its longer words begin with a capital: a headline


def make_page(text: str, doc: Doc, words: Words) -> Page:
    """Prepare a report. The parse is read in one array: asking token by token costs more than all the rest."""
    if not len(doc):
        return Page(text, doc, [], [], [], [], words, Taken(len(text)), False)
    columns: list[list[int]] = doc.to_array(_COLUMNS).astype("int64").T.tolist()
    starts, offsets, iob, kinds, sentence = columns
    strings = doc.vocab.strings
    names: dict[int, str] = {kind: strings[kind % 2**64] if kind else "" for kind in set(kinds)}
    entity: list[int] = []
    for i, mark in enumerate(iob):
        entity.append(entity[-1] if mark == 1 and entity else i)
    loud = Taken(len(text))
    bounds = [starts[i] for i, mark in enumerate(sentence) if mark == 1] or [0]
    for start, end in itertools.pairwise([*bounds, len(text)]):
        found = _LONG_WORD.findall(text, start, end)
        if len(found) >= 3 and sum(1 for word in found if word[0].isupper()) > _SHOUTED * len(found):
            loud.add(start, end)
    heads = [i + offset for i, offset in enumerate(offsets)]
    return Page(
        text,
        doc,
        starts,
        heads,
        [names[kind] for kind in kinds],
        entity,
        words,
        loud,
        not _APOSTROPHE_S.search(text),
    )


@dataclass(slots=True, frozen=True)
class Gram:
    """Some words in a row of a capitalised phrase."""

    start: int
    end: int
    key: str
    phrase: tuple[int, int]


class _Piece(NamedTuple):
    """A word of a phrase: `start` behind its opening quotes, `end` before its possessive, its keys with and without."""

    start: int
    end: int
    word: str
    key: str
    bare: str
    opens: bool
    closes: bool


@lru_cache(maxsize=50_000)
def _read_piece(word: str) -> tuple[int, int, str, str, bool, bool]:
    lead = 0
    while lead < len(word) - 1 and word[lead] in "’'`‘ʿ":
        lead += 1
    cut = None if _ABBREVIATION.match(word) else _POSSESSIVE.search(word)
    end = cut.start() if cut else len(word)
    opens = word[0].isupper() or word[0] in "’'`‘ʿ" or word in PARTICLES
    return (
        lead,
        end,
        normal_key(word),
        normal_key(word[:end]),
        opens,
        word not in PARTICLES and word not in _INNER_SET,
    )


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    out: list[_Piece] = []
    for found in _PIECE.finditer(text, start, end):
        word = found.group()
        lead, stop, key, bare, opens, closes = _read_piece(word)
        out.append(_Piece(found.start() + lead, found.start() + stop, word, key, bare, opens, closes))
    return out


def grams(page: Page) -> list[list[Gram]]:
    """Of every capitalised phrase, its runs of words: for each first word, the longest run first."""
    found: list[list[Gram]] = []
    text = page.text
    for phrase in _PHRASE.finditer(text):
        span = phrase.span()
        pieces = _pieces(text, *span)
        for first, piece in enumerate(pieces):
            if not piece.opens:
                continue
            runs: list[Gram] = []
            for last in range(min(len(pieces), first + _MAX_PIECES) - 1, first - 1, -1):
                if pieces[last].closes:
                    _add_grams(page, pieces[first : last + 1], span, runs)
            if runs:
                found.append(runs)
    return found


def _add_grams(page: Page, pieces: list[_Piece], phrase: tuple[int, int], runs: list[Gram]) -> None:
    start, end = pieces[0].start, pieces[-1].end
    if len(pieces) == 1:
        words, key = page.text[start:end], pieces[0].bare
        if words == "US" and page.text[max(0, start - 20) : start + 20].isupper():
            return  # the pronoun in a text in capitals
        if words in page.words.never or (len(key) < 3 and not words.isupper()) or key.isdigit():
            return
    else:
        keys = [piece.key for piece in pieces[:-1]]
        keys.append(pieces[-1].bare)
        key = " ".join(filter(None, keys))
        if page.text[start:end] in page.words.never:
            return
    if not key:
        return
    runs.append(Gram(start, end, key, phrase))
    # "Syrias army"
    if (
        page.lost
        and key[-1] == "s"
        and end - start > 4
        and page.text[end - 1] == "s"
        and page.text[end : end + 1] in _AFTER_WORD
    ):
        runs.append(Gram(start, end - 1, key[:-1], phrase))


_AFTER_WORD = frozenset(["", " ", "\n", ",", "."])


def candidates(page: Page, gazetteer: Gazetteer, blocked: Taken) -> tuple[list[Toponym], list[Gram]]:
    """Toponyms that the gazetteer has, longest first and not overlapping; and the phrases whole, one each, for
    names that it has not."""
    if page.runs is None:
        page.runs = grams(page)
    runs = page.runs
    entries = gazetteer.lookup_keys(gram.key for run in runs for gram in run)
    found: list[Toponym] = []
    end = -1
    for run in runs:
        if run[0].start < end:
            continue
        hit = _choice(run, entries, page)
        if hit is not None and not blocked.overlaps(hit.start, hit.end):
            found.append(Toponym(hit.start, hit.end, hit.key, entries[hit.key], phrase=hit.phrase))
            end = hit.end
    return found, _whole_names(page, runs)


def _whole_names(page: Page, runs: list[list[Gram]]) -> list[Gram]:
    """The names in every phrase as they may stand in no gazetteer: without a sentence's first word ("Near Dayr az
    Zawr") and cut at the words that join names ("Control of Qamishli", "Qamishli on Saturday")."""
    out: list[Gram] = []
    end = -1
    for run in runs:
        if run[0].start < end:
            continue
        gram = next((gram for gram in run if not _JOINS.search(page.text, gram.start, gram.end)), None)
        if gram is not None and page.text[gram.start : gram.end].split(None, 1)[0] not in page.words.never:
            out.append(gram)
            end = gram.end
    return out


_JOINS = re.compile(r"\b(?:of|on|upon|and|in|for)\b")


def _choice(run: list[Gram], entries: dict[str, tuple[Entry, ...]], page: Page) -> Gram | None:
    """The longest run of words that names a place. A lost apostrophe is believed where the whole form names nothing, or
    only a village, and the word without its s a country, province or known town: "Syrias", "Aleppos"."""
    first: Gram | None = None
    for gram in run:
        found = entries.get(gram.key)
        if found is None:
            continue
        length = gram.end - gram.start
        if page.text[gram.end : gram.end + 1] == "s":
            longer = first is not None and first.end == gram.end + 1
            if _is_known(found[0]) and (first is None or (longer and not _is_known(entries[first.key][0]))):
                return gram
        elif first is not None:
            return first
        elif length > 2 or found[0].kind == "country" or found[0].id.startswith("warlog:"):
            opener = gram.end < gram.phrase[1] and page.text[gram.start : gram.end] in page.words.openers
            if opener and not page.text.startswith(("’s", "'s"), gram.end):
                continue
            first = gram
    return first


KNOWN_TOWN = 20_000  # people


def _is_known(entry: Entry) -> bool:
    return (
        entry.kind in {"country", "admin1"} or entry.population > KNOWN_TOWN or entry.id.startswith("warlog:")
    )


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any span shares a character with [start, end)."""
    return any(start < right and left < end for left, right in spans)
