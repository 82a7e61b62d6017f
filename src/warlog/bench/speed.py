"""How fast reading is against the bare spaCy pipeline that it runs on, measured in turns in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from warlog.ingest import RawReport
from warlog.language import plain_copy
from warlog.reading import Reader
from warlog.resources import Resources


@dataclass(slots=True, frozen=True)
class Speed:
    """Words a second of both, medians over the rounds; `ratio` is the median of each round's ratio."""

    words: int
    reports: int
    bare: float
    full: float
    ratio: float


def measure_speed(raws: Sequence[RawReport], resources: Resources, rounds: int = 5) -> Speed:
    """Read the reports with the whole of warlog and with the bare pipeline, in turns.

    A word is a blank-separated token of the text. One round before the first is not counted: it warms caches
    and builds what is built once.
    """
    reader = Reader(resources)
    texts = [plain_copy(raw.text) for raw in raws]
    words = sum(len(raw.text.split()) for raw in raws)
    bare: list[float] = []
    full: list[float] = []
    for number in range(rounds + 1):
        start = perf_counter()
        for _ in resources.pipeline.pipe(texts, batch_size=32):
            pass
        between = perf_counter()
        for _ in reader.read_many(raws):
            pass
        end = perf_counter()
        if number:
            bare.append(words / (between - start))
            full.append(words / (end - between))
    ratio = median(f / b for f, b in zip(full, bare, strict=True))
    return Speed(words, len(raws), median(bare), median(full), ratio)
