"""What every corpus of place names gives: texts with the names that its annotators marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Half = Literal["dev", "report"]
"""`dev` is developed on; `report` is only scored, its misses never looked at."""


@dataclass(slots=True, frozen=True)
class Location:
    """An annotated name, [start, end) of the text in code points; degrees WGS84, both None where the corpus gives no point.

    `kind` is the corpus' own word for what it is ("Literal", "PCLI", "admin1"), "" where it has none.
    """

    start: int
    end: int
    name: str
    latitude: float | None = None
    longitude: float | None = None
    kind: str = ""


@dataclass(slots=True, frozen=True)
class AnnotatedText:
    """A text with its place names; `country` is an ISO code that the corpus gives beside the text, not in it."""

    identifier: str
    text: str
    locations: list[Location] = field(default_factory=list[Location])
    outlet: str | None = None
    country: str | None = None


def half_of(texts: Sequence[AnnotatedText], half: Half | None) -> list[AnnotatedText]:
    """The first half (`dev`) or the second (`report`) of texts in the corpus' order; all where no half is asked for."""
    middle = len(texts) // 2
    return list(texts[:middle] if half == "dev" else texts[middle:] if half == "report" else texts)


def aligned(text: str, start: int, name: str) -> int | None:
    """Where `name` stands in the text: at `start`, else nearest to it (files that count a line feed as two, or offsets
    that fell behind); None where it stands nowhere. An empty name is taken at its word."""
    if not name or text.startswith(name, start):
        return start
    before, after = text.rfind(name, 0, max(0, start) + len(name)), text.find(name, max(0, start))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - start), default=None)
