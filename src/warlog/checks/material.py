"""What checks read, and what each of them finds before it becomes a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from warlog.actors.registry import Operation
from warlog.language import Document
from warlog.places import Gazetteer, PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import CheckKind, Claim, Mention, Place, Report, Verdict
from warlog.times import TimeMention


class Operations(Protocol):
    """What checks need of the registry; hashed by identity, so that its names are compiled once."""

    @property
    def operations(self) -> Sequence[Operation]: ...


@dataclass(slots=True, frozen=True)
class Material:
    """One report as read, and what it is held against."""

    report: Report
    document: Document
    claims: Sequence[Claim]
    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    quantities: Sequence[QuantityMention]
    gazetteer: Gazetteer
    registry: Operations

    @property
    def text(self) -> str:
        """The report's text."""
        return self.document.text

    @property
    def published(self) -> date | None:
        """The day of publication, None where unknown."""
        return date.fromisoformat(self.report.published) if self.report.published else None

    def sentence(self, offset: int) -> tuple[int, int]:
        """Offsets of the sentence that holds `text[offset]`; of nothing between sentences."""
        token = self.document.token_at(offset)
        return (token.sent.start_char, token.sent.end_char) if token is not None else (offset, offset)

    def place_at(self, mention: Mention | None) -> PlaceMention | None:
        """The place mention whose name a place was taken from."""
        if mention is None:
            return None
        return next((p for p in self.places if p.start == mention.start and p.end == mention.end), None)


@dataclass(slots=True, frozen=True)
class Finding:
    """A check before it is a record: `text[start:end]` states it; `place` or `claim` says what it is about."""

    kind: CheckKind
    start: int
    end: int
    stated: float | str | None
    found: float | str | None
    unit: str | None
    verdict: Verdict
    basis: str
    place: Place | None = None
    claim: str | None = None
