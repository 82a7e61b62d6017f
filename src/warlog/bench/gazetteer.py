"""How fast names are looked up, and what memory that takes, in the gazetteer with its imports."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter

from warlog.places import Gazetteer
from warlog.places.layers import Layer, imports_folder
from warlog.places.names import normal_key

_SEED = 20_170_601
_STATUS = Path("/proc/self/status")


@dataclass(slots=True, frozen=True)
class LookupTimes:
    """Microseconds a look-up: mean, median, and what 99 of 100 stay under; entries found by one, on average and at `most`."""

    mean: float
    middle: float
    ninety_nine: float
    entries: float
    most: int


@dataclass(slots=True, frozen=True)
class GazetteerSpeed:
    """Milliseconds to open, times of look-ups one by one of names that are there and that are not, of those that are there in batches as a
    report's are, and the memory of the process in MB, before and after opening and looking up."""

    places: int
    imports: int
    opening: float
    known: LookupTimes
    absent: LookupTimes
    batched: float
    before: float
    after: float


def measure_gazetteer(path: Path, names: int = 10_000, *, cold: bool = False) -> GazetteerSpeed:
    """Measure on so many random names of places, each looked up once, so that nothing comes from the look-ups' own memory.

    With `cold` the files are dropped from the operating system's memory first (Linux), so that they come from the disk.
    """
    sample = Gazetteer.open(path)
    known = _some_keys(sample.layers, names)
    places = sum(_count(layer) for layer in sample.layers)
    sample.close()
    absent = [f"{key} qzx" for key in known]
    files = [path, *sorted(imports_folder(path).glob("*.sqlite3"))]
    # numbers of the first run through the code are Python's, not the gazetteer's
    warm = Gazetteer.open(path)
    _timed(warm, known[:100])
    warm.close()
    before = resident_mb()
    if cold:
        _drop(files)
    start = perf_counter()
    gazetteer = Gazetteer.open(path)
    opening = 1e3 * (perf_counter() - start)
    found, missed = _timed(gazetteer, known), _timed(gazetteer, absent)
    after = resident_mb()
    imports = len(gazetteer.layers) - 1
    gazetteer.close()
    again = Gazetteer.open(path)
    start = perf_counter()
    for first in range(0, len(known), 500):
        again.lookup_keys(known[first : first + 500])
    batched = 1e6 * (perf_counter() - start) / len(known)
    again.close()
    return GazetteerSpeed(places, imports, opening, found, missed, batched, before, after)


def resident_mb() -> float:
    """Memory that the process holds at this moment, in MB; 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0.0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _count(layer: Layer) -> int:
    return layer.rows("SELECT count(*) FROM places")[0][0]


def _some_keys(layers: Sequence[Layer], wanted: int) -> list[str]:
    """Keys of random places, from every layer as many as its share of the places."""
    chance = random.Random(_SEED)
    sizes = [_count(layer) for layer in layers]
    keys: dict[str, None] = {}
    for layer, size in zip(layers, sizes, strict=True):
        share = min(size, round(wanted * size / sum(sizes)))
        for entry in layer.numbered(chance.sample(range(1, size + 1), share)).values():
            keys[normal_key(entry.name)] = None
    found = list(keys)
    chance.shuffle(found)
    return found


def _timed(gazetteer: Gazetteer, keys: Sequence[str]) -> LookupTimes:
    times: list[float] = []
    sizes: list[int] = []
    for key in keys:
        start = perf_counter()
        found = gazetteer.lookup(key)
        times.append(1e6 * (perf_counter() - start))
        sizes.append(len(found))
    ninety_nine = quantiles(times, n=100)[98]
    return LookupTimes(mean(times), median(times), ninety_nine, mean(sizes), max(sizes))


def _drop(files: Sequence[Path]) -> None:
    if sys.platform == "linux":
        for path in files:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
                os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
