"""The tokens of a document by their offsets."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token


class Tokens:
    """Looks tokens up by offset."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts: list[int] = doc.to_array("IDX").tolist() if len(doc) else []

    def at(self, offset: int) -> Token | None:
        """The token at or before an offset, None before the first."""
        i = bisect_left(self._starts, offset + 1) - 1
        return self._doc[i] if i >= 0 else None
