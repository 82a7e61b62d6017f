"""A parsed report as plain lists: the walk over names and nouns asks for a token's words many times."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from warlog.language.document import Document

NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "CD", "AFX"})
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
        low: list[str] = []
        tag: list[str] = []
        dep: list[str] = []
        head: list[int] = []
        start: list[int] = []
        end: list[int] = []
        lemma: list[str] = []
        entity: list[str] = []
        sentence: list[int] = []
        number = -1
        for token in doc:
            if token.is_sent_start:
                number += 1
            low.append(token.lower_)
            tag.append(token.tag_)
            dep.append(token.dep_)
            head.append(token.head.i)
            start.append(token.idx)
            # by the token itself: "İ" grows when it is made small
            end.append(token.idx + len(token))
            lemma.append(token.lemma_)
            entity.append(token.ent_type_)
            sentence.append(number)
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
