"""A parsed report as plain lists: the walk over names and nouns asks for a token's words many times."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import cast

from warlog.language.document import Document

NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "CD", "AFX"})
_ATTRIBUTES: list[int | str] = [
    "LOWER",
    "TAG",
    "DEP",
    "HEAD",
    "IDX",
    "LENGTH",
    "LEMMA",
    "ENT_TYPE",
    "SENT_START",
]
_WRAP = 1 << 64
_CAPITAL_SHARE = 0.7


@dataclass(slots=True)
class Tokens:
    """Token attributes by index; `start` and `end` are offsets into the report's text."""

    text: str
    low: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    lemma: list[str]
    entity: list[str]
    sentence: list[int]
    capitals: bool

    def __len__(self) -> int:
        return len(self.low)

    @classmethod
    def of(cls, document: Document) -> Tokens:
        """The lists of a document."""
        doc = document.doc
        strings = doc.vocab.strings
        known: dict[int, str] = {0: ""}
        table = cast("list[list[int]]", doc.to_array(_ATTRIBUTES).T.tolist())  # pyright: ignore[reportUnknownMemberType]
        lower, tags, deps, offsets, start, length, lemmas, entities, starts = table
        for code in {*lower, *tags, *deps, *lemmas, *entities} - {0}:
            known[code] = strings[code]
        low = [known[code] for code in lower]
        tag = [known[code] for code in tags]
        dep = [known[code] for code in deps]
        lemma = [known[code] for code in lemmas]
        entity = [known[code] for code in entities]
        # offsets of heads come as unsigned numbers
        head = [i + (offset - _WRAP if offset >= _WRAP // 2 else offset) for i, offset in enumerate(offsets)]
        # by the token itself: "İ" grows when it is made small
        end = [first + width for first, width in zip(start, length, strict=True)]
        sentence = [number - 1 for number in accumulate(int(mark == 1) for mark in starts)]
        text = document.text
        letters = sum(map(str.isalpha, text))
        capitals = letters > 20 and sum(map(str.isupper, text)) > _CAPITAL_SHARE * letters
        return cls(text, low, tag, dep, head, start, end, lemma, entity, sentence, capitals)

    def at(self, offset: int) -> int:
        """The index of the token that begins at or before an offset."""
        return max(0, bisect_right(self.start, offset) - 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First token and one past the last token that touch `text[start:end]`."""
        return self.at(start), self.at(end - 1) + 1

    def root(self, first: int, last: int) -> int:
        """The token of `first` to `last` (exclusive) whose head lies outside; the last one where several do."""
        roots = [
            i for i in range(last - 1, first - 1, -1) if not first <= self.head[i] < last or self.head[i] == i
        ]
        return next((i for i in roots if self.tag[i].startswith("N")), roots[0] if roots else last - 1)

    def words(self, first: int, last: int) -> str:
        """The report's own words from `first` to `last` (exclusive)."""
        return self.text[self.start[first] : self.end[last - 1]]

    def is_name(self, i: int) -> bool:
        """Whether a token is spelt like a proper name."""
        character = self.text[self.start[i]]
        return character.isupper() and (not self.capitals or self.tag[i].startswith("NNP"))
