"""Builds the gazetteer: every source into one SQLite file, written beside its final name and moved in whole."""

from __future__ import annotations

import itertools
import json
import math
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from warlog.errors import WarlogError
from warlog.places.borders import border_lines
from warlog.places.countries import Country, load_countries
from warlog.places.layers import CELL, IDS_INDEX, PLACE_TABLES, stored_id
from warlog.places.names import fold_key, is_latin, normal_key, plain_name, skeleton_key, without_article
from warlog.places.sources import (
    City,
    Division,
    Preferred,
    Province,
    Row,
    kept_names,
    read_cities,
    read_divisions,
    read_preferred,
    read_provinces,
    read_supplement,
    source_versions,
    stem_of,
)

SCHEMA_VERSION = 4
FILE_NAME = "gazetteer.sqlite3"
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_SCHEMA = f"""{PLACE_TABLES}{IDS_INDEX};
CREATE TABLE divisions (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE borders (one TEXT NOT NULL, two TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
  half_km REAL NOT NULL, line TEXT NOT NULL, PRIMARY KEY (one, two)) WITHOUT ROWID;
CREATE TABLE areas (area INTEGER PRIMARY KEY, country TEXT NOT NULL, admin1 TEXT NOT NULL, place INTEGER,
  shape BLOB NOT NULL);
CREATE VIRTUAL TABLE area_boxes USING rtree(area, west, east, south, north);
"""


def default_path() -> Path:
    """Where the gazetteer lies: under WARLOG_HOME where that is set, else in the user's cache folder."""
    home = os.environ.get("WARLOG_HOME")
    folder = Path(home) if home else Path(platformdirs.user_cache_dir("warlog"))
    return folder / FILE_NAME


def build_gazetteer(path: Path | None = None, progress: Progress | None = None) -> Path:
    """Build the file (about half a minute) and move it into place; nothing half-made is ever left at `path`.

    W030 where the folder cannot be written or is full.
    """
    target = path or default_path()
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        write_gazetteer(temporary, all_rows(progress or _silent), progress or _silent)
        temporary.chmod(0o644)
        _sync(temporary)
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise WarlogError(
            "W030",
            where=target,
            found=error,
            mend="check permissions and free space (0.5 GB), or set WARLOG_HOME",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return target


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


@dataclass(slots=True)
class Content:
    """Everything that goes into the file; `areas` are (country, admin1 name, id of its place, GeoJSON geometry), `divisions` the
    names of first-level divisions by GeoNames code ("IQ.15"), which imports ask for."""

    rows: list[Row]
    areas: list[tuple[str, str, str, dict[str, Any]]] = field(
        default_factory=list[tuple[str, str, str, dict[str, Any]]]
    )
    divisions: dict[str, str] = field(default_factory=dict[str, str])


def all_rows(progress: Progress) -> Content:
    """Countries, divisions, the supplement and cities as rows."""
    progress("reading sources", 0, 4)
    countries = load_countries().by_code
    divisions = read_divisions()
    provinces = read_provinces()
    progress("reading sources", 1, 4)
    cities = read_cities()
    progress("reading sources", 2, 4)
    shapes = match_provinces(divisions, provinces)
    preferred = read_preferred()
    name_in_english(divisions, shapes, provinces, preferred)
    rows: list[Row] = [country_row(country) for country in countries.values()]
    firsts = {division.code: division.name for division in divisions if division.level == 1 and division.code}
    rows.extend(division_rows(divisions, shapes, provinces, cities))
    rows.extend(supplement_rows(divisions))
    progress("reading sources", 3, 4)
    rows.extend(with_preferred(city_row(city, firsts), preferred) for city in cities)
    progress("reading sources", 4, 4)
    placed = {index: division for division, index in shapes.items()}
    names = {division.id: division for division in divisions}
    areas = [
        (p.country, _area_name(names.get(placed.get(i, "")), firsts) or p.name, placed.get(i, ""), p.geometry)
        for i, p in enumerate(provinces)
    ]
    return Content(rows, areas, firsts)


def _area_name(division: Division | None, firsts: dict[str, str]) -> str | None:
    """The first-level name over a polygon: Natural Earth draws French departments, which are second-level."""
    if division is None:
        return None
    return division.name if division.level == 1 else firsts.get(division.parent, division.name)


def supplement_rows(divisions: list[Division]) -> Iterator[Row]:
    """The supplement, its first-level divisions under the names that the rest of the file has for them."""
    names: dict[tuple[str, str], str] = {}
    for division in divisions:
        if division.level == 1:
            for name in [division.name, *division.names]:
                key = normal_key(name)
                names.setdefault((division.country, fold_key(key) if is_latin(key) else key), division.name)
    for row in read_supplement():
        if row.admin1 and row.country:
            row.admin1 = names.get((row.country, fold_key(normal_key(row.admin1))), row.admin1)
        yield row


def country_row(country: Country) -> Row:
    """A country's row."""
    return Row(
        f"iso:{country.iso2}", country.name, "country", country.latitude, country.longitude, country.radius_km,
        country.iso2, None, 0, list(country.alternates),
    )  # fmt: skip


def city_radius(population: int) -> float:
    """Radius in km of a town's built-up area: 2 km for a village or where the population is not known, 13 km for Mosul's
    1.7 million."""
    return round(1.5 + 0.009 * math.sqrt(population), 1) if population else 2.0


_SIZES = ((50_000, "city"), (5_000, "town"), (1, "village"), (0, "settlement"))
POPULATED_KINDS = tuple(kind for _, kind in _SIZES)
"""The kinds of populated places, the largest first."""


def kind_by_population(population: int) -> str:
    """The kind of a populated place: GeoNames calls all of them cities; of one without any (a seat of some division, GeoNames
    knows no more) it cannot be told."""
    return next(kind for least, kind in _SIZES if population >= least)


def city_row(city: City, firsts: dict[str, str]) -> Row:
    """A populated place's row."""
    people = city.population
    return Row(
        f"geonames:{city.geonameid}", plain_name(city.name, city.countrycode), kind_by_population(people), city.latitude, city.longitude,
        city_radius(people), city.countrycode, firsts.get(f"{city.countrycode}.{city.admin1code}"),
        people, [city.name, *kept_names(city.alternatenames)],
    )  # fmt: skip


def with_preferred(row: Row, preferred: dict[str, Preferred]) -> Row:
    """The row under the name that English reports use, where that is another; in place."""
    better = preferred.get(row.id)
    if better is not None:
        row.names.append(row.name)
        row.name = better.name
        row.kind = better.kind or row.kind
        row.radius_km = better.radius_km or row.radius_km
    return row


def name_in_english(
    divisions: list[Division],
    shapes: dict[str, int],
    provinces: list[Province],
    preferred: dict[str, Preferred],
) -> None:
    """Give first-level divisions the English name of common use, or that of Natural Earth ("Crimea"); in place."""
    for division in divisions:
        if division.level != 1:
            continue
        english = provinces[shapes[division.id]].english if division.id in shapes else None
        division.names.append(division.name)
        if division.id in preferred:
            division.name = preferred[division.id].name
        elif english:
            division.name = stem_of(english) or english


def match_provinces(divisions: list[Division], provinces: list[Province]) -> dict[str, int]:
    """Division id -> index of its polygon: by GeoNames id, by ISO code, then by name within the country."""
    by_id = {p.geonames: i for i, p in enumerate(provinces) if p.geonames}
    by_iso = {p.iso: i for i, p in enumerate(provinces) if p.iso}
    by_name = {
        (p.country, normal_key(name)): i for i, p in enumerate(provinces) for name in [*p.names[::-1], p.name]
    }
    found: dict[str, int] = {}
    for division in divisions:
        index = by_id.get(division.geonames) if division.geonames else None
        if index is None and division.iso:
            index = by_iso.get(division.iso)
        if index is None and division.level == 1:
            keys = ((division.country, normal_key(name)) for name in [division.name, *division.names])
            index = next((by_name[key] for key in keys if key in by_name), None)
        if index is not None:
            found[division.id] = index
    return found


def division_rows(
    divisions: list[Division], shapes: dict[str, int], provinces: list[Province], cities: list[City]
) -> Iterator[Row]:
    """Rows of divisions. Their point: the polygon's centroid; else (first level) the mean of the cities in it,
    (second level) the town of the same name in the same first-level division. Without any: left out."""
    centres = {code: _mean(group) for code, group in _cities_by_division(cities).items()}
    towns: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda c: c.population):
        towns[f"{city.countrycode}.{city.admin1code}", normal_key(city.name)] = city
    firsts = {division.code: division.name for division in divisions if division.level == 1}
    seen: set[str] = set()
    for division in divisions:
        if division.id in seen:
            continue
        seen.add(division.id)
        index = shapes.get(division.id)
        if index is not None:
            lat, lon, radius = _centroid(provinces[index].geometry)
            extra = provinces[index].names
        elif division.level == 1 and division.code in centres:
            (lat, lon, radius), extra = centres[division.code], []
        else:
            keys = (normal_key(name) for name in [division.name, *division.names])
            town = next(
                (towns[division.parent, key] for key in keys if (division.parent, key) in towns), None
            )
            if town is None:
                continue
            lat, lon, radius, extra = town.latitude, town.longitude, 20.0, []
        admin1 = division.name if division.level == 1 else firsts.get(division.parent)
        yield Row(
            division.id, division.name, f"admin{division.level}", lat, lon, radius, division.country, admin1, 0,
            [*division.names, *kept_names(extra)],
        )  # fmt: skip


def _cities_by_division(cities: list[City]) -> dict[str, list[City]]:
    groups: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        groups[f"{city.countrycode}.{city.admin1code}"].append(city)
    return groups


def _mean(cities: list[City]) -> tuple[float, float, float]:
    lat = sum(city.latitude for city in cities) / len(cities)
    lon = sum(city.longitude for city in cities) / len(cities)
    spread = sum(
        math.hypot(c.latitude - lat, (c.longitude - lon) * math.cos(math.radians(lat))) for c in cities
    )
    return round(lat, 4), round(lon, 4), round(max(5.0, 111.2 * spread / len(cities)), 1)


def _centroid(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """Area-weighted centroid and radius of the circle of equal area, on a plane scaled by latitude."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    total = x = y = 0.0
    for polygon in polygons:
        ring = polygon[0]
        for (x0, y0), (x1, y1) in itertools.pairwise(ring):
            cross = x0 * y1 - x1 * y0
            total, x, y = total + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    lat, lon = y / (3 * total), x / (3 * total)
    area = abs(total) / 2 * 111.2**2 * math.cos(math.radians(lat))
    return round(lat, 4), round(lon, 4), round(math.sqrt(area / math.pi), 1)


def write_gazetteer(
    path: Path, content: Content, progress: Progress, versions: dict[str, str] | None = None
) -> None:
    """Write the rows into a new SQLite file at `path`."""
    connection = sqlite3.connect(path)
    try:
        # the file is not in its place before it is whole: no journal needed
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
        )
        connection.executescript(_SCHEMA)
        names: set[tuple[str, int]] = set()
        skeletons: set[tuple[str, str, str, int]] = set()
        for start in range(0, len(content.rows), 20_000):
            progress("indexing names", start, len(content.rows))
            batch = list(enumerate(content.rows[start : start + 20_000], start + 1))
            _write_places(connection, batch)
            for number, row in batch:
                _collect_keys(number, row, names, skeletons)
        progress("indexing names", len(content.rows), len(content.rows))
        progress("writing", 0, 3)
        connection.executemany("INSERT INTO names VALUES (?, ?)", sorted(names))
        names.clear()
        progress("writing", 1, 3)
        connection.executemany("INSERT INTO skeletons VALUES (?, ?, ?, ?)", sorted(skeletons))
        skeletons.clear()
        progress("writing", 2, 3)
        connection.execute(f"INSERT INTO cells SELECT {CELL}, place FROM places ORDER BY 1, 2")
        connection.executemany("INSERT INTO divisions VALUES (?, ?)", content.divisions.items())
        _write_areas(connection, content)
        meta = {
            "schema": str(SCHEMA_VERSION),
            "sources": json.dumps(versions or source_versions(), sort_keys=True),
            "counts": json.dumps({"taken": len(content.rows)}),
        }
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.commit()
        progress("writing", 3, 3)
    finally:
        connection.close()


def _write_places(connection: sqlite3.Connection, batch: Iterable[tuple[int, Row]]) -> None:
    connection.executemany(
        "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)",
        (place_values(number, row) for number, row in batch),
    )


def place_values(number: int, row: Row) -> tuple[object, ...]:
    """A row as it stands in the table of places."""
    return (
        number, stored_id(row.id), row.name, row.kind, row.latitude, row.longitude, row.radius_km, row.country, row.admin1,
        row.population,
    )  # fmt: skip


_ARTICLE_COUNTRIES = frozenset(
    ["AE", "BH", "DZ", "EG", "ER", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY",
     "TD", "TN", "YE"]
)  # fmt: skip


def keys_of(row: Row) -> set[str]:
    """The normal keys under which a place is found."""
    keys = {normal_key(name) for name in (row.name, *row.names)}
    if row.country in _ARTICLE_COUNTRIES:
        # "Qamishli" is in no list of names: reports leave the article of "Al Qāmishlī" out
        keys |= {without_article(key) for key in keys}
    keys.discard("")
    return keys


def folds_of(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Skeleton and fold of those keys that have them, each once."""
    for fold in {fold_key(key) for key in keys if is_latin(key)}:
        skeleton = skeleton_key(fold)
        if len(skeleton) > 1:
            yield skeleton, fold


def _collect_keys(
    number: int, row: Row, names: set[tuple[str, int]], skeletons: set[tuple[str, str, str, int]]
) -> None:
    keys = keys_of(row)
    names.update((key, number) for key in keys)
    if row.country:
        skeletons.update((skeleton, row.country, fold, number) for skeleton, fold in folds_of(keys))


def _write_areas(connection: sqlite3.Connection, content: Content) -> None:
    borders = border_lines((country, geometry) for country, _, _, geometry in content.areas)
    connection.executemany(
        "INSERT INTO borders VALUES (?,?,?,?,?,?)",
        ((one, two, *line[:3], json.dumps(line.points)) for (one, two), line in borders.items()),
    )
    numbers = {row.id: number for number, row in enumerate(content.rows, 1)}
    for area, (country, admin1, identifier, geometry) in enumerate(content.areas, 1):
        shape = json.dumps(geometry, separators=(",", ":")).encode()
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        longitudes = [point[0] for part in parts for point in part[0]]
        latitudes = [point[1] for part in parts for point in part[0]]
        connection.execute(
            "INSERT INTO areas VALUES (?,?,?,?,?)", (area, country, admin1, numbers.get(identifier), shape)
        )
        connection.execute(
            "INSERT INTO area_boxes VALUES (?,?,?,?,?)",
            (area, min(longitudes), max(longitudes), min(latitudes), max(latitudes)),
        )
