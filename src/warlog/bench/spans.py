"""Spans found against spans annotated: precision, recall and F1, by shared characters and by equal bounds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
"""[start, end) in code points."""


@dataclass(slots=True)
class SpanCounts:
    """Counts over texts. By overlap a span given is right where it shares a character with an annotated one, and an
    annotated one is found where it shares one with a span given; strictly, both bounds must be equal."""

    gold: int = 0
    given: int = 0
    gold_touched: int = 0
    given_touching: int = 0
    exact: int = 0

    def add(self, gold: Iterable[Span], given: Iterable[Span]) -> None:
        """Count one text; equal spans count once."""
        wanted, found = sorted(set(gold)), sorted(set(given))
        self.gold += len(wanted)
        self.given += len(found)
        self.gold_touched += sum(1 for span in wanted if touches(span, found))
        self.given_touching += sum(1 for span in found if touches(span, wanted))
        self.exact += len(set(wanted) & set(found))

    @property
    def precision(self) -> float:
        """By overlap."""
        return share(self.given_touching, self.given)

    @property
    def recall(self) -> float:
        """By overlap."""
        return share(self.gold_touched, self.gold)

    @property
    def f1(self) -> float:
        """By overlap: the figure that is reported."""
        return harmonic(self.precision, self.recall)

    @property
    def strict_f1(self) -> float:
        """With both bounds equal."""
        return 2 * self.exact / max(1, self.gold + self.given)


def touches(span: Span, others: list[Span]) -> bool:
    """Whether a span shares a character with one of the others, which are sorted."""
    start, end = span
    before = bisect_left(others, (end, end))
    return any(other[1] > start for other in reversed(others[:before]))


def share(part: float, whole: float) -> float:
    """part / whole, 0 of nothing."""
    return part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
