"""How fast reading is against the bare spaCy pipeline that it runs on, and which room takes how long, all in one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from time import perf_counter

from warlog.actors import find_actors, theatre_votes
from warlog.ingest import RawReport
from warlog.language import Document, parse_many, plain_copy
from warlog.places import find_places, survey
from warlog.quantities import find_quantities
from warlog.reading import Reader
from warlog.resources import Resources
from warlog.times import TimeMention, find_times, infer_published

WHO_WHERE_WHEN = ("actors", "places", "times")
"""The rooms whose time together is held against the parse's."""


@dataclass(slots=True, frozen=True)
class Speed:
    """Words a second of both, medians over the rounds; `ratio` is the median of each round's ratio.

    `rooms` are the shares of the parse's time that each room takes, medians as well: `parse` is 1; `claims` is what is left
    of the full reading (claims, checks, records), not measured by itself. `who_where_when` is that of `WHO_WHERE_WHEN` together.
    """

    words: int
    reports: int
    bare: float
    full: float
    ratio: float
    rooms: dict[str, float]
    who_where_when: float


def measure_speed(raws: Sequence[RawReport], resources: Resources, rounds: int = 5) -> Speed:
    """Read the reports with the bare pipeline, the whole of warlog and room by room, in turns.

    A word is a blank-separated token of the text. One round before the first is not counted: it warms caches
    and builds what is built once.
    """
    reader = Reader(resources)
    texts = [plain_copy(raw.text) for raw in raws]
    words = sum(len(raw.text.split()) for raw in raws)
    bare: list[float] = []
    full: list[float] = []
    shares: list[Counter[str]] = []
    for number in range(rounds + 1):
        start = perf_counter()
        for _ in resources.pipeline.pipe(texts, batch_size=32):
            pass
        between = perf_counter()
        for _ in reader.read_many(raws):
            pass
        end = perf_counter()
        rooms = room_seconds(raws, resources)
        if number:
            bare.append(words / (between - start))
            full.append(words / (end - between))
            rooms["claims"] = max(0.0, end - between - sum(rooms.values()))
            shares.append(Counter({room: seconds / rooms["parse"] for room, seconds in rooms.items()}))
    return Speed(
        words=words,
        reports=len(raws),
        bare=median(bare),
        full=median(full),
        ratio=median(f / b for f, b in zip(full, bare, strict=True)),
        rooms={room: median(share[room] for share in shares) for room in shares[0]},
        who_where_when=median(sum(share[room] for room in WHO_WHERE_WHEN) for share in shares),
    )


def room_seconds(raws: Sequence[RawReport], resources: Resources) -> dict[str, float]:
    """Seconds that each room takes over all reports, in the order of reading; without claims and checks."""
    start = perf_counter()
    documents = list(parse_many((raw.text for raw in raws), resources.pipeline))
    seconds = {"parse": perf_counter() - start, "actors": 0.0, "places": 0.0, "times": 0.0, "quantities": 0.0}
    for raw, document in zip(raws, documents, strict=True):
        marks = [perf_counter()]
        page, towns = survey(document, resources.gazetteer)
        marks.append(perf_counter())
        actors = find_actors(document, resources.registry, raw.outlet, towns=towns)
        marks.append(perf_counter())
        theatre = theatre_votes(actors, resources.registry)
        find_places(document, resources.gazetteer, actors, theatre=theatre, page=page)
        marks.append(perf_counter())
        times = _read_times(raw, document, resources)
        marks.append(perf_counter())
        find_quantities(document, times)
        marks.append(perf_counter())
        rooms = ("places", "actors", "places", "times", "quantities")
        for room, before, after in zip(rooms, marks[:-1], marks[1:], strict=True):
            seconds[room] += after - before
    return seconds


def _read_times(raw: RawReport, document: Document, resources: Resources) -> list[TimeMention]:
    """The times of a report as reading finds them: an undated one is dated by what it says, and its times read again."""
    published = date.fromisoformat(raw.published) if raw.published else None
    times = find_times(document, published, {})
    if published is None:
        dating = infer_published(document, times, resources.registry.operations)
        if dating is not None and dating.end is not None:
            times = find_times(document, date.fromisoformat(dating.end), {})
    return times
