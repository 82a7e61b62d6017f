"""The base map of one exported map: Natural Earth and GeoNames, cut to the region of its claims.

Boxes are (west, south, east, north) in degrees WGS84. Lines leave this module as text: thousandths of a degree,
first differences, zigzag, five bits a character (the encoded polyline of map libraries), which needs no escaping
beyond JSON's and a third of the room of numbers. The data come from scripts/build_basemap.py.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

SCALE = 1000  # thousandths of a degree, as in lines.npz
LINES = ("provinces", "borders", "disputed", "rivers")
# a line is simplified to a 2,500th of the region's width: under a pixel at the first view of a wide screen
DETAIL = 2500
FINEST = 0.012  # degrees: lines.npz holds nothing finer worth removing
NARROWEST = 5.0  # degrees from the middle to an edge of the region, at the least
REACH = 1.7  # half the region's width over the claims' full width
MOST_TOWNS = 700
MOST_PROVINCES = 900
POLE = 84.0  # where the projection ends

Box = tuple[float, float, float, float]


class Label(NamedTuple):
    """A name on the map; `weight` orders labels of a kind, most important first when larger."""

    name: str
    latitude: float
    longitude: float
    weight: float


def region_of(points: Sequence[tuple[float, float]]) -> tuple[Box, Box]:
    """The first view and the region drawn, for places as (latitude, longitude); the whole world where there are none.

    Places further than 20 degrees from most others (a capital where talks were held) stay out of the first view,
    never out of the region.
    """
    if not points:
        return (-130.0, -45.0, 150.0, 65.0), (-180.0, -POLE, 180.0, POLE)
    array = np.array(points, dtype=float)
    near = np.abs(array - np.median(array, axis=0)).max(axis=1) <= 20
    home = _box_of(array[near] if near.any() else array)
    whole = _box_of(array)
    return home, _union(_grown(home), (whole[0] - 4, whole[1] - 4, whole[2] + 4, whole[3] + 4))


def _box_of(points: NDArray[np.float64]) -> Box:
    (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _grown(box: Box) -> Box:
    west, south, east, north = box
    half = max(NARROWEST, REACH * max(east - west, north - south))
    x, y = (west + east) / 2, (south + north) / 2
    return x - half, y - half, x + half, y + half


def _union(one: Box, other: Box) -> Box:
    return (
        max(-180.0, min(one[0], other[0])),
        max(-POLE, min(one[1], other[1])),
        min(180.0, max(one[2], other[2])),
        min(POLE, max(one[3], other[3])),
    )


def base_map(home: Box, region: Box, countries_of_claims: Iterable[str]) -> dict[str, Any]:
    """Everything the page needs to draw the region: encoded lines by layer, and labels."""
    lines = _lines()
    tolerance = (region[2] - region[0]) / DETAIL
    tolerance = tolerance if tolerance > FINEST else 0.0
    codes, names = _countries()
    land = _land(lines, region, tolerance, len(codes))
    focus = set(countries_of_claims)
    layers: dict[str, Any] = {
        layer: [encoded(line) for line in _cut_lines(lines, layer, region, tolerance)] for layer in LINES
    }
    layers["lakes"] = [encoded(ring) for _, ring in _cut_rings(lines, "lakes", region, tolerance)]
    layers["land"] = [
        {"focus": codes[number] in focus, "rings": [encoded(ring) for ring in rings]}
        for number, rings in land.items()
    ]
    return {
        "home": home,
        "region": region,
        "scale": SCALE,
        "layers": layers,
        "labels": {
            "countries": [
                {"name": names[number], "points": points}
                for number, rings in land.items()
                if (points := _country_points(rings, region, home))
            ],
            "provinces": _labels("provinces", "size", region, MOST_PROVINCES),
            "towns": _labels("towns", "population", region, MOST_TOWNS),
        },
    }


def encoded(line: NDArray[np.float64]) -> str:
    """A line of degrees (longitude, latitude) as text."""
    whole = np.round(line * SCALE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    steps = np.concatenate([steps[:1], steps[1:][(steps[1:] != 0).any(axis=1)]]).ravel()
    out: list[str] = []
    for value in ((steps << 1) ^ (steps >> 63)).tolist():
        while value >= 32:
            out.append(chr((32 | (value & 31)) + 63))
            value >>= 5
        out.append(chr(value + 63))
    return "".join(out)


def _lines() -> dict[str, NDArray[Any]]:
    content = files("warlog.data.map").joinpath("lines.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _rows(name: str) -> list[dict[str, str]]:
    content = files("warlog.data.map").joinpath(f"{name}.tsv").read_text("utf-8")
    lines = (line for line in content.splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _countries() -> tuple[list[str], list[str]]:
    rows = _rows("countries")
    return [row["code"] for row in rows], [row["name"] for row in rows]


def _in_region(
    lines: dict[str, NDArray[Any]], layer: str, region: Box
) -> list[tuple[int, NDArray[np.float64]]]:
    """The lines of a layer whose box meets the region, with their numbers, in degrees."""
    boxes = lines[f"{layer}_boxes"] / SCALE
    west, south, east, north = region
    meets = (boxes[:, 0] < east) & (boxes[:, 2] > west) & (boxes[:, 1] < north) & (boxes[:, 3] > south)
    points = np.cumsum(lines[f"{layer}_steps"], axis=1, dtype=np.int64).T / SCALE
    ends = np.cumsum(lines[f"{layer}_counts"])
    return [(int(n), points[ends[n] - lines[f"{layer}_counts"][n] : ends[n]]) for n in np.flatnonzero(meets)]


def _cut_lines(
    lines: dict[str, NDArray[Any]], layer: str, region: Box, tolerance: float
) -> list[NDArray[np.float64]]:
    kept: list[NDArray[np.float64]] = []
    for _, line in _in_region(lines, layer, region):
        if len(line) < 2:
            continue
        cut = shapely.simplify(shapely.clip_by_rect(shapely.LineString(line), *region), tolerance)
        kept += [
            shapely.get_coordinates(part) for part in shapely.get_parts(cut) if part.geom_type == "LineString"
        ]
    return [line for line in kept if len(line) > 1]


def _cut_rings(
    lines: dict[str, NDArray[Any]], layer: str, region: Box, tolerance: float
) -> list[tuple[int, NDArray[np.float64]]]:
    kept: list[tuple[int, NDArray[np.float64]]] = []
    for number, ring in _in_region(lines, layer, region):
        if len(ring) < 4:
            continue
        cut = shapely.clip_by_rect(shapely.Polygon(ring), *region)
        for part in shapely.get_parts(shapely.simplify(cut, tolerance)):
            if part.geom_type == "Polygon" and part.area > tolerance**2:
                kept.append((number, shapely.get_coordinates(part.exterior)))
    return kept


def _land(
    lines: dict[str, NDArray[Any]], region: Box, tolerance: float, countries: int
) -> dict[int, list[NDArray[np.float64]]]:
    owners = lines["land_owner"]
    land: dict[int, list[NDArray[np.float64]]] = {}
    for number, ring in _cut_rings(lines, "land", region, tolerance):
        owner = int(owners[number])
        if 0 <= owner < countries:
            land.setdefault(owner, []).append(ring)
    return land


def _country_points(rings: list[NDArray[np.float64]], region: Box, home: Box) -> list[list[float]]:
    """Points for a country's name as [latitude, longitude, room in degrees], the roomiest first.

    One for the part in the first view, one for each ninth of the region, so that the name can stay in view.
    """
    largest = shapely.make_valid(shapely.Polygon(max(rings, key=lambda ring: shapely.Polygon(ring).area)))
    west, south, east, north = region
    xs, ys = np.linspace(west, east, 4), np.linspace(south, north, 4)
    boxes = [home, region, *((xs[i], ys[j], xs[i + 1], ys[j + 1]) for i in range(3) for j in range(3))]
    found: list[list[float]] = []
    for box in boxes:
        part = shapely.clip_by_rect(largest, *box)
        if part.is_empty or part.area < (region[2] - region[0]) ** 2 / 4000:
            continue
        (x, y), edge = shapely.get_coordinates(_inscribed(part)).tolist()
        found.append([round(y, 2), round(x, 2), round(math.hypot(edge[0] - x, edge[1] - y), 2)])
    return sorted(found, key=lambda point: -point[2])


def _inscribed(shape: shapely.Geometry) -> Any:
    """The line from the middle of the largest circle inside the shape to its edge."""
    inscribe: Any = shapely.maximum_inscribed_circle  # its stub knows arrays of tolerances alone
    return inscribe(shape, tolerance=0.05)


def _labels(name: str, weight: str, region: Box, most: int) -> list[Label]:
    west, south, east, north = region
    found = [
        Label(row["name"], float(row["latitude"]), float(row["longitude"]), float(row[weight]))
        for row in _rows(name)
        if south < float(row["latitude"]) < north and west < float(row["longitude"]) < east
    ]
    return sorted(found, key=lambda label: -label.weight)[:most]
