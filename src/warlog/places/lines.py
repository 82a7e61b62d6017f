"""Rivers and roads as coarse lines, from data/places/lines.tsv: their stretches, and their banks."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

from warlog.errors import WarlogError
from warlog.places.areas import Circle
from warlog.places.geometry import midpoint, rough_km

_FILE = "data/places/lines.tsv"
_COLUMNS = 5
_STEP_KM = 10.0  # the lines are good to this: finer points would say more than is known
_GROUP = re.compile(r"^(?P<country>[A-Z]{2})((?: -?\d+\.\d+,-?\d+\.\d+)+)$")

Point = tuple[float, float]
"""Latitude and longitude, degrees WGS84."""


@dataclass(slots=True, frozen=True)
class Line:
    """A river (downstream) or a road: `points` at most 10 km apart, `countries` the country of each; `refs` are names that mean it
    only in reports about one of its countries ("M5")."""

    ids: tuple[str, ...]
    name: str
    kind: str
    refs: tuple[str, ...]
    points: tuple[Point, ...]
    countries: tuple[str, ...]

    def nearest(self, latitude: float, longitude: float) -> tuple[int, float]:
        """Index of the point of the line nearest to a point, and the kilometres between them."""
        return nearest(self.points, latitude, longitude)

    def towards(self, index: int) -> float:
        """The bearing in which the line runs at one of its points (of a river: flows)."""
        (lat1, lon1), (lat2, lon2) = (
            self.points[max(0, index - 2)],
            self.points[min(len(self.points) - 1, index + 2)],
        )
        east = (lon2 - lon1) * math.cos(math.radians(lat1))
        return math.degrees(math.atan2(east, lat2 - lat1)) % 360

    def within(self, country: str) -> tuple[Point, ...]:
        """The points in a country."""
        return tuple(p for p, code in zip(self.points, self.countries, strict=True) if code == country)


@dataclass(slots=True, frozen=True)
class Lines:
    """All lines, by id of the gazetteer, and by ref."""

    all: tuple[Line, ...]
    by_id: dict[str, Line]
    by_ref: dict[str, tuple[Line, ...]]
    ref_pattern: re.Pattern[str]
    _linking: dict[tuple[Point, Point], Line | None] = field(
        default_factory=dict[tuple[Point, Point], "Line | None"]
    )

    def get(self, identifier: str | None) -> Line | None:
        """The line of a gazetteer id ("warlog:euphrates"), None without one."""
        return self.by_id.get(identifier) if identifier else None

    def linking(self, one: Point, two: Point, reach_km: float = 25.0) -> Line | None:
        """The road that passes both points within `reach_km`, the one that passes closest; None without one."""
        asked = (one, two)
        if asked not in self._linking:
            passing = [
                (a + b, line)
                for line in self.all
                if line.kind == "road"
                for (_, a), (_, b) in [(line.nearest(*one), line.nearest(*two))]
                if max(a, b) <= reach_km
            ]
            self._linking[asked] = min(passing, key=lambda pair: pair[0])[1] if passing else None
        return self._linking[asked]


def nearest(points: Sequence[Point], latitude: float, longitude: float) -> tuple[int, float]:
    """Index of the nearest of some points, and the kilometres to it."""
    shrink = math.cos(math.radians(latitude)) ** 2

    def square(index: int) -> float:
        lat, lon = points[index]
        return (lat - latitude) ** 2 + shrink * (lon - longitude) ** 2

    best = min(range(len(points)), key=square)
    return best, rough_km(latitude, longitude, *points[best])


def circle(points: Sequence[Point]) -> Circle:
    """A point on a stretch of a line from which the stretch's furthest end is nearest, and the kilometres to that end."""
    ends = (points[0], points[-1])
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    middle = midpoint(*ends[0], *ends[1])
    start = nearest(points, *middle)[0], nearest(points, (south + north) / 2, (west + east) / 2)[0]
    reach, best = min((max(rough_km(*points[i], *other) for other in points), i) for i in start)
    return Circle(*points[best], reach)


def stretch(line: Line, one: Point, two: Point) -> Line:
    """The part of a line between its points nearest to two points."""
    first, last = sorted([line.nearest(*one)[0], line.nearest(*two)[0]])
    return replace(line, points=line.points[first : last + 1], countries=line.countries[first : last + 1])


def around(line: Line, at: Point, reach_km: float) -> tuple[Point, ...]:
    """The points of a line within a distance of a point; at least the nearest."""
    found = tuple(point for point in line.points if rough_km(*at, *point) <= reach_km)
    return found or (line.points[line.nearest(*at)[0]],)


@lru_cache(maxsize=1)
def load_lines() -> Lines:
    """The lines, read once; W033 names the line of the file that cannot be read."""
    text = files("warlog").joinpath(_FILE).read_text(encoding="utf-8")
    rows = tuple(
        _line(row, number)
        for number, row in enumerate(text.splitlines(), 1)
        if row.strip() and not row.startswith(("#", "id\t"))
    )
    by_ref: dict[str, list[Line]] = {}
    for line in rows:
        for ref in line.refs:
            by_ref.setdefault(ref, []).append(line)
    longest = sorted(by_ref, key=len, reverse=True)
    pattern = re.compile(rf"\b(?<!-)(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    return Lines(
        rows,
        {identifier: line for line in rows for identifier in line.ids},
        {ref: tuple(lines) for ref, lines in by_ref.items()},
        pattern,
    )


def _line(row: str, number: int) -> Line:
    cells = row.split("\t")
    if len(cells) != _COLUMNS:
        raise WarlogError(
            "W033", where=_FILE, found=f"line {number} has {len(cells)} columns, not {_COLUMNS}"
        )
    ids, name, kind, refs, groups = cells
    vertices = list(_vertices(groups, number))
    points, countries = _dense(vertices)
    return Line(
        tuple(f"warlog:{identifier}" for identifier in ids.split("|")), name, kind, _parts(refs), points, countries
    )  # fmt: skip


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _vertices(groups: str, number: int) -> Iterator[tuple[Point, str]]:
    for group in groups.split("; "):
        found = _GROUP.match(group)
        if found is None:
            raise WarlogError(
                "W033", where=_FILE, found=f"line {number}: {group!r} is no country with points"
            )
        for pair in group[3:].split(" "):
            latitude, longitude = map(float, pair.split(","))
            yield (latitude, longitude), found["country"]


def _dense(vertices: Collection[tuple[Point, str]]) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Points at most 10 km apart, each with its country; the way between two countries' vertices is shared by halves."""
    points: list[Point] = []
    countries: list[str] = []
    for ((lat1, lon1), one), ((lat2, lon2), two) in itertools.pairwise(vertices):
        steps = max(1, math.ceil(rough_km(lat1, lon1, lat2, lon2) / _STEP_KM))
        for step in range(steps):
            share = step / steps
            points.append((round(lat1 + (lat2 - lat1) * share, 4), round(lon1 + (lon2 - lon1) * share, 4)))
            countries.append(one if share < 0.5 else two)
    last, country = list(vertices)[-1]
    return (*points, last), (*countries, country)
