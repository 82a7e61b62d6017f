"""Reports annotated by hand with their claims: the types that `warlog.bench.claim_text` reads.

Spans are [start, end) in code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from warlog.records import Act, Measure, Modality, SourceKind, Weapon

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees WGS84, None where nobody knows them; a reading within `within_km` is right."""

    latitude: float | None
    longitude: float | None
    within_km: float


@dataclass(frozen=True, slots=True)
class Named:
    """A participant, place or channel: `span` is where the text names it, None where it does not."""

    role: str
    span: Span | None
    name: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source of a claim; `cue` is the reporting word."""

    span: Span | None
    name: str
    kind: SourceKind
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """ISO dates, both inclusive; None where nothing fixes them. `span` is None where no words give the date."""

    span: Span | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Quantified:
    """A number with its bounds: "at least five" is low 5, high None."""

    span: Span | None
    measure: Measure
    low: float | None
    high: float | None
    share: bool


@dataclass(frozen=True, slots=True)
class AnnotatedClaim:
    """A claim with its spans, [start, end) in code points of the text.

    `number` counts the claim lines of the file from 1, `line` its lines. `sources` run from the outermost speaker to
    the innermost; without any the voice is the outlet's. `cue` is a reporting word without a source ("reportedly").
    """

    number: int
    line: int
    act: Act
    modality: Modality
    trigger: Span
    participants: Sequence[Named] = ()
    places: Sequence[Named] = ()
    when: Dated | None = None
    quantities: Sequence[Quantified] = ()
    weapon: Weapon | None = None
    sources: Sequence[Speaker] = ()
    cue: Span | None = None
    channel: Named | None = None
    direct: bool = False
    same: int | None = None

    @property
    def voice(self) -> str:
        """`source` or `outlet`."""
        return "source" if self.sources else "outlet"

    def spans(self) -> Iterator[Span]:
        """Every span of the claim."""
        yield self.trigger
        items = (*self.participants, *self.places, *self.quantities, *self.sources, self.when, self.channel)
        found = [
            self.cue,
            *(one.span for one in items if one is not None),
            *(one.cue for one in self.sources),
        ]
        yield from (span for span in found if span is not None)


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """A report with its claims; `text` is None where it may not be shipped. `repeats` say a claim again (`same`)."""

    name: str
    path: Path
    text: str | None
    header: dict[str, str]
    published: date | None
    places: dict[str, Point]
    claims: list[AnnotatedClaim]
    repeats: list[AnnotatedClaim]

    @property
    def length(self) -> int:
        """Of the text, in code points."""
        return len(self.text) if self.text is not None else int(self.header["length"])

    @property
    def sha256(self) -> str:
        """Of the text's UTF-8 bytes, in hex."""
        return text_sha256(self.text) if self.text is not None else self.header["sha256"]


def text_sha256(text: str) -> str:
    """Hex digest of a text's UTF-8 bytes."""
    return sha256(text.encode("utf-8")).hexdigest()


def with_text(report: AnnotatedReport, text: str) -> AnnotatedReport:
    """A report that was annotated without its text, with it. ValueError where it is another text."""
    if text_sha256(text) != report.sha256:
        raise ValueError(f"{report.name}: not the text that was annotated")
    return replace(report, text=text)
