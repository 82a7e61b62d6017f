"""The gazetteer: look-ups in the SQLite file that `build` makes. Read-only, so any number of processes may use it."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from warlog.errors import WarlogError
from warlog.places.build import SCHEMA_VERSION, Progress, build_gazetteer, default_path
from warlog.places.countries import Countries, load_countries
from warlog.places.geometry import rough_km
from warlog.places.names import fold_key, is_latin, normal_key, skeleton_key
from warlog.places.sources import source_versions

_COLUMNS = "p.id, p.name, p.kind, p.latitude, p.longitude, p.radius_km, p.country, p.admin1, p.population"
_CACHED_KEYS = 20_000
_FAR_FLUNG = 30.0  # degrees: the box of France or Russia says nothing of their north
_LIKE_ENOUGH = 72.0  # of 100, between folds: the skeleton alone is too coarse ("rk" is Raqqa, Arak and Rika)


@dataclass(slots=True, frozen=True)
class Entry:
    """A place of the gazetteer; `id` is `source:id`, `country` ISO 3166-1 alpha-2, `admin1` a name."""

    id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    radius_km: float
    country: str | None
    admin1: str | None
    population: int


@dataclass(slots=True, frozen=True)
class Admin:
    """The first-level division at a point."""

    country: str
    admin1: str
    id: str | None


class Gazetteer:
    """Look-ups by name, by skeleton, by point and by id. Make one with `Gazetteer.open`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, countries: Countries) -> None:
        self.path = path
        self.countries = countries
        self._connection = connection
        self._cache: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._shapes: dict[int, Any] = {}
        self._extents: dict[str, tuple[float, float, float, float] | None] = {}
        self._spelt: dict[tuple[str, tuple[str, ...]], list[tuple[Entry, float]]] = {}

    @classmethod
    def open(
        cls, path: Path | None = None, progress: Progress | None = None, *, rebuild: bool = True
    ) -> Gazetteer:
        """The gazetteer at `path` (default: the user's cache folder), built first where there is none.

        One of another version is built anew; so is a damaged one, unless `rebuild` is false: then W031.
        W030 where it cannot be built.
        """
        target = path or default_path()
        if target.exists():
            try:
                return cls(target, _connect(target, check_sources=path is None), load_countries())
            except WarlogError:
                if not rebuild:
                    raise
        build_gazetteer(target, progress)
        return cls(target, _connect(target, check_sources=False), load_countries())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Entries with exactly this name (case, marks, hyphens and apostrophes aside), the most populous first."""
        return self.lookup_keys([normal_key(name)]).get(normal_key(name), ())

    def lookup_keys(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """Entries of many normal keys at once; keys without any are left out."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._cache]
        for start in range(0, len(missing), 500):
            self._fetch(missing[start : start + 500])
        found = {key: self._cache[key] for key in wanted}
        while len(self._cache) > _CACHED_KEYS:
            self._cache.popitem(last=False)
        return {key: entries for key, entries in found.items() if entries}

    def _fetch(self, keys: list[str]) -> None:
        marks = ",".join("?" * len(keys))
        query = f"SELECT n.key, {_COLUMNS} FROM names n JOIN places p USING (place) WHERE n.key IN ({marks})"
        found: dict[str, list[Entry]] = {}
        for row in self._rows(query, keys):
            found.setdefault(row[0], []).append(Entry(*row[1:]))
        for key in keys:
            self._cache[key] = tuple(sorted(found.get(key, ()), key=_weight, reverse=True))

    def variants(self, name: str, countries: Collection[str]) -> list[tuple[Entry, float]]:
        """Entries of these countries whose name may be another spelling of `name`, likest first, with a score
        of 0 to 1. Empty without countries: a skeleton means nothing without context."""
        key = normal_key(name)
        if not countries or not is_latin(key):
            return []
        asked = (key, tuple(sorted(countries)))
        if asked not in self._spelt:
            if len(self._spelt) > _CACHED_KEYS:
                self._spelt.clear()
            self._spelt[asked] = self._variants(key, countries)
        return list(self._spelt[asked])

    def _variants(self, key: str, countries: Collection[str]) -> list[tuple[Entry, float]]:
        fold = fold_key(key)
        skeleton = skeleton_key(fold)
        if len(skeleton) < 2 or len(fold) < 4:
            return []
        marks = ",".join("?" * len(countries))
        query = (
            f"SELECT s.fold, {_COLUMNS} FROM skeletons s JOIN places p USING (place) "
            f"WHERE s.skeleton = ? AND s.country IN ({marks})"
        )
        best: dict[str, tuple[Entry, float]] = {}
        for row in self._rows(query, [skeleton, *countries]):
            likeness = fuzz.ratio(fold, row[0])
            entry = Entry(*row[1:])
            if likeness >= _LIKE_ENOUGH and likeness / 100 > best.get(entry.id, (entry, 0.0))[1]:
                best[entry.id] = (entry, likeness / 100)
        return sorted(best.values(), key=lambda pair: (pair[1], _weight(pair[0])), reverse=True)

    def find(self, query: str, country: str | None = None, limit: int = 10) -> list[Entry]:
        """Entries for a person's query: exact names first, then other spellings (with `country`, or where no name is exact), then
        names that start with the query. `country` is an ISO code or a country's name."""
        code = (self.countries.named(country) or country.upper()) if country else None
        exact = [entry for entry in self.lookup(query) if code in (None, entry.country)]
        everywhere = self.countries.by_code if not exact else ()
        spelt = [entry for entry, _ in self.variants(query, [code] if code else everywhere)]
        key = normal_key(query)
        begun: list[Entry] = []
        if key and len(exact) + len(spelt) < limit:
            sql = (
                f"SELECT DISTINCT {_COLUMNS} FROM names n JOIN places p USING (place) "
                "WHERE n.key > ? AND n.key < ? AND (? IS NULL OR p.country = ?) ORDER BY p.population DESC LIMIT ?"
            )
            begun = [Entry(*row) for row in self._rows(sql, [f"{key} ", f"{key} \uffff", code, code, limit])]
        return list({entry.id: entry for entry in [*exact, *spelt, *begun]}.values())[:limit]

    def near(
        self, latitude: float, longitude: float, km: float = 25, limit: int = 10
    ) -> list[tuple[Entry, float]]:
        """Entries within `km` of a point, nearest first, each with its distance in km."""
        from math import cos, radians

        high = km / 110.5
        wide = high / max(0.01, cos(radians(latitude)))
        sql = (
            f"SELECT {_COLUMNS} FROM points b JOIN places p USING (place) "
            "WHERE b.west >= ? AND b.east <= ? AND b.south >= ? AND b.north <= ?"
        )
        box = [longitude - wide, longitude + wide, latitude - high, latitude + high]
        entries = [Entry(*row) for row in self._rows(sql, box)]
        measured = [(e, round(rough_km(latitude, longitude, e.latitude, e.longitude), 1)) for e in entries]
        return sorted((pair for pair in measured if pair[1] <= km), key=lambda pair: pair[1])[:limit]

    def get(self, identifier: str) -> Entry | None:
        """The entry of an id, None for an unknown one."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM places p WHERE p.id = ?", [identifier])
        return Entry(*rows[0]) if rows else None

    def admin_at(self, latitude: float, longitude: float) -> Admin | None:
        """The first-level division at a point (Natural Earth, borders good to 3 km); None at sea."""
        from shapely import Point

        sql = (
            "SELECT a.area, a.country, a.admin1, p.id FROM area_boxes b JOIN areas a USING (area) "
            "LEFT JOIN places p USING (place) WHERE b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ?"
        )
        point = Point(longitude, latitude)
        for area, country, admin1, identifier in self._rows(sql, [longitude, longitude, latitude, latitude]):
            if self._shape(area).contains(point):
                return Admin(country, admin1, identifier)
        return None

    def country_shape(self, iso2: str) -> Any | None:
        """The country's provinces as one shapely geometry (longitude, latitude), None where there are none."""
        from shapely import union_all

        areas = [row[0] for row in self._rows("SELECT area FROM areas WHERE country = ?", [iso2])]
        return union_all([self._shape(area) for area in areas], grid_size=0.001) if areas else None

    def border(self, one: str, two: str) -> tuple[float, float, float] | None:
        """Latitude, longitude of the middle and half the extent (km) of two countries' border; None without one."""
        sql = "SELECT latitude, longitude, half_km FROM borders WHERE one = ? AND two = ?"
        rows = self._rows(sql, sorted([one, two]))
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

    def extent(self, identifier: str) -> tuple[float, float, float, float] | None:
        """West, south, east, north of a country's ("iso:IQ") or division's polygons; None without any, and of countries
        with far-flung parts."""
        if identifier not in self._extents:
            where, value = (
                ("a.country", identifier[4:]) if identifier.startswith("iso:") else ("p.id", identifier)
            )
            sql = (
                "SELECT min(b.west), min(b.south), max(b.east), max(b.north) FROM areas a JOIN area_boxes b USING (area) "
                f"LEFT JOIN places p USING (place) WHERE {where} = ?"
            )
            sides = [float(side) for side in self._rows(sql, [value])[0] if side is not None]
            known = len(sides) == 4 and sides[2] - sides[0] < _FAR_FLUNG and sides[3] - sides[1] < _FAR_FLUNG
            self._extents[identifier] = (sides[0], sides[1], sides[2], sides[3]) if known else None
        return self._extents[identifier]

    def area_of(self, identifier: str) -> Any | None:
        """The polygon of a division's id, of a country's ("iso:IQ") all of its provinces; None without one."""
        if identifier.startswith("iso:") and len(identifier) == 6:
            return self.country_shape(identifier[4:])
        rows = self._rows(
            "SELECT a.area FROM areas a JOIN places p USING (place) WHERE p.id = ?", [identifier]
        )
        return self._shape(rows[0][0]) if rows else None

    def _shape(self, area: int) -> Any:
        if area not in self._shapes:
            from shapely import make_valid
            from shapely.geometry import shape

            blob = self._rows("SELECT shape FROM areas WHERE area = ?", [area])[0][0]
            self._shapes[area] = make_valid(shape(json.loads(blob)))
        return self._shapes[area]

    def _rows(self, query: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, list(values)).fetchall()  # pyright: ignore[reportArgumentType]
        except sqlite3.DatabaseError as error:
            raise WarlogError("W031", where=self.path, found=error) from error


def _weight(entry: Entry) -> float:
    """Prominence, for order alone: a country before a province before any town, the supplement like a town."""
    base = {"country": 3e9, "continent": 2e9, "ocean": 2e9, "sea": 1e9, "admin1": 2e6, "admin2": 20_000}.get(
        entry.kind, 0
    )
    return base + entry.population + (50_000 if entry.id.startswith("warlog:") else 0)


def _connect(path: Path, *, check_sources: bool) -> sqlite3.Connection:
    """The file opened read-only; W031 where it is no gazetteer of this version."""
    try:
        # reports are read in threads as well; the connection is only read from
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("PRAGMA mmap_size = 268435456")
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        connection.execute("SELECT place FROM places LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise WarlogError("W031", where=path, found=error) from error
    if meta.get("schema") != str(SCHEMA_VERSION):
        raise WarlogError("W031", where=path, found=f"version {meta.get('schema')}, not {SCHEMA_VERSION}")
    if check_sources and meta.get("sources") != json.dumps(source_versions(), sort_keys=True):
        raise WarlogError("W031", where=path, found="its sources have changed since")
    return connection
