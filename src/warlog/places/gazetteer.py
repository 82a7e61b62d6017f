"""The gazetteer: look-ups in the SQLite file that `build` makes and in those of the imports beside it. Read-only, so any number of
processes may use it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from warlog.errors import WarlogError
from warlog.places.borders import Border
from warlog.places.build import SCHEMA_VERSION, Progress, build_gazetteer, default_path
from warlog.places.countries import Countries, load_countries
from warlog.places.geometry import rough_km
from warlog.places.layers import Entry, Layer, damaged, open_imports, shown_id, stored_id
from warlog.places.names import fold_key, is_latin, normal_key, skeleton_key
from warlog.places.sources import source_versions

_CACHED_KEYS = 20_000
_AT_ONCE = 500  # keys in one query
_MAPPED = 1 << 28  # bytes of the gazetteer's own file; an import of gigabytes would fill memory
_FAR_FLUNG = 30.0  # degrees: the box of France or Russia says nothing of their north
_LIKE_ENOUGH = 72.0  # of 100, between folds: the skeleton alone is too coarse ("rk" is Raqqa, Arak and Rika)
_KIND_WEIGHTS = {
    "country": 3e9,
    "continent": 2e9,
    "ocean": 2e9,
    "sea": 1e9,
    "admin1": 2e6,
    "admin2": 20_000.0,
}
_TOWNS = frozenset({"city", "town", "village", "settlement"})


@dataclass(slots=True, frozen=True)
class Admin:
    """The first-level division at a point."""

    country: str
    admin1: str
    id: str | None


class Gazetteer:
    """Look-ups by name, by skeleton, by point and by id. Make one with `Gazetteer.open`.

    An import adds places, and names to places that are there: what an earlier layer (the gazetteer itself, then the imports,
    newest first) has under an id stands, whatever later ones say of it.
    """

    def __init__(self, base: Layer, imports: Sequence[Layer], countries: Countries) -> None:
        self.path = base.path
        self.countries = countries
        self.layers = (base, *imports)
        self._rows = base.rows
        self._cache: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._shapes: dict[int, Any] = {}
        self._extents: dict[str, tuple[float, float, float, float] | None] = {}
        self._spelt: dict[tuple[str, tuple[str, ...]], list[tuple[Entry, float]]] = {}

    @classmethod
    def open(
        cls, path: Path | None = None, progress: Progress | None = None, *, rebuild: bool = True
    ) -> Gazetteer:
        """The gazetteer at `path` (default: the user's cache folder), built first where there is none, with its imports.

        One of another version is built anew; so is a damaged one, unless `rebuild` is false: then W031.
        W030 where it cannot be built, W053 where an import is damaged.
        """
        target = path or default_path()
        base = open_base(target, progress, check_sources=path is None, rebuild=rebuild)
        return cls(base, open_imports(target), load_countries())

    def close(self) -> None:
        """Close the files."""
        for layer in self.layers:
            layer.close()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Entries with exactly this name (case, marks, hyphens and apostrophes aside), the most populous first."""
        key = normal_key(name)
        return self.lookup_keys([key]).get(key, ())

    def lookup_keys(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """Entries of many normal keys at once; keys without any are left out."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._cache]
        for start in range(0, len(missing), _AT_ONCE):
            self._fetch(missing[start : start + _AT_ONCE])
        found = {key: self._cache[key] for key in wanted}
        while len(self._cache) > _CACHED_KEYS:
            self._cache.popitem(last=False)
        return {key: entries for key, entries in found.items() if entries}

    def _fetch(self, keys: list[str]) -> None:
        found = self.layers[0].named(keys)
        for number, layer in enumerate(self.layers[1:], 1):
            more = layer.named(keys)
            standing = self._standing({entry.id for entries in more.values() for entry in entries}, number)
            for key, entries in more.items():
                found[key] = _joined(found.get(key, []), entries, standing)
        for key in keys:
            self._cache[key] = tuple(sorted(found.get(key, ()), key=_weight, reverse=True))

    def _standing(self, ids: Collection[str], number: int) -> dict[str, Entry]:
        """The entries that layers before the one with this number have under these ids."""
        standing: dict[str, Entry] = {}
        for layer in self.layers[:number]:
            missing = [identifier for identifier in ids if identifier not in standing]
            standing.update(layer.identified(missing))
        return standing

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
        best: dict[str, tuple[Entry, float]] = {}
        for number, layer in enumerate(self.layers):
            likeness: dict[int, float] = {}
            for other, place in layer.with_skeleton(skeleton, countries):
                likeness[place] = max(fuzz.ratio(fold, other), likeness.get(place, 0.0))
            entries = layer.numbered([place for place, like in likeness.items() if like >= _LIKE_ENOUGH])
            standing = self._standing({entry.id for entry in entries.values()}, number) if number else {}
            for place, entry in entries.items():
                score = likeness[place] / 100
                if score > best.get(entry.id, (entry, 0.0))[1]:
                    best[entry.id] = (standing.get(entry.id, entry), score)
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
            for number, layer in enumerate(self.layers):
                more = layer.begun(key, code, limit)
                begun = _joined(begun, more, self._standing({entry.id for entry in more}, number))
            begun.sort(key=lambda entry: entry.population, reverse=True)
        return list({entry.id: entry for entry in [*exact, *spelt, *begun]}.values())[:limit]

    def near(
        self, latitude: float, longitude: float, km: float = 25, limit: int = 10
    ) -> list[tuple[Entry, float]]:
        """Entries within `km` of a point, nearest first, each with its distance in km."""
        found: list[tuple[Entry, float]] = []
        for number, layer in enumerate(self.layers):
            # twice as many: some may be there already
            pairs = layer.around(latitude, longitude, km, 2 * limit if number else limit)
            known = self._standing({entry.id for entry, _ in pairs}, number)
            found += [(entry, round(away, 1)) for entry, away in pairs if entry.id not in known]
        return sorted(found, key=lambda pair: pair[1])[:limit]

    def get(self, identifier: str) -> Entry | None:
        """The entry of an id, None for an unknown one."""
        return self._standing([identifier], len(self.layers)).get(identifier)

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
                return Admin(country, admin1, identifier if identifier is None else shown_id(identifier))
        return None

    def country_shape(self, iso2: str) -> Any | None:
        """The country's provinces as one shapely geometry (longitude, latitude), None where there are none."""
        from shapely import union_all

        areas = [row[0] for row in self._rows("SELECT area FROM areas WHERE country = ?", [iso2])]
        return union_all([self._shape(area) for area in areas], grid_size=0.001) if areas else None

    def border(self, one: str, two: str) -> Border | None:
        """The border of two countries, by their codes; None without one."""
        sql = "SELECT latitude, longitude, half_km, line FROM borders WHERE one = ? AND two = ?"
        rows = self._rows(sql, sorted([one, two]))
        if not rows:
            return None
        latitude, longitude, half_km, line = rows[0]
        return Border(latitude, longitude, half_km, [(lat, lon) for lat, lon in json.loads(line)])

    def extent(self, identifier: str) -> tuple[float, float, float, float] | None:
        """West, south, east, north of a country's ("iso:IQ") or division's polygons; None without any, and of countries
        with far-flung parts."""
        if identifier not in self._extents:
            where, value = (
                ("a.country", identifier[4:])
                if identifier.startswith("iso:")
                else ("p.id", stored_id(identifier))
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
            "SELECT a.area FROM areas a JOIN places p USING (place) WHERE p.id = ?", [stored_id(identifier)]
        )
        return self._shape(rows[0][0]) if rows else None

    def _shape(self, area: int) -> Any:
        if area not in self._shapes:
            from shapely import make_valid
            from shapely.geometry import shape

            blob = self._rows("SELECT shape FROM areas WHERE area = ?", [area])[0][0]
            self._shapes[area] = make_valid(shape(json.loads(blob)))
        return self._shapes[area]


def _joined(before: list[Entry], more: list[Entry], standing: dict[str, Entry]) -> list[Entry]:
    """Entries under one name with those of a further layer: an id once, and a place once that both have under different ids."""
    if not before:
        return [standing.get(entry.id, entry) for entry in more]
    known = {entry.id for entry in before}
    added = [standing.get(entry.id, entry) for entry in more if entry.id not in known]
    return [
        *before,
        *(e for e in added if e.id in standing or not any(_same_place(e, other) for other in before)),
    ]


def _same_place(one: Entry, other: Entry) -> bool:
    """Whether two entries with a name in common are one place: of one kind, and the one within the other."""
    if one.kind != other.kind and not (one.kind in _TOWNS and other.kind in _TOWNS):
        return False
    away = rough_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return away <= max(one.radius_km, other.radius_km)


def _weight(entry: Entry) -> float:
    """Prominence, for order alone: a country before a province before any town, the supplement like a town."""
    weight = _KIND_WEIGHTS.get(entry.kind, 0.0) + entry.population
    return weight + 50_000 if entry.id.startswith("warlog:") else weight


def open_base(
    target: Path, progress: Progress | None = None, *, check_sources: bool = False, rebuild: bool = True
) -> Layer:
    """The gazetteer's own file, without its imports; see `Gazetteer.open`."""
    if target.exists():
        try:
            return _current(Layer.open(target, mapped=_MAPPED), check_sources)
        except WarlogError:
            if not rebuild:
                raise
    build_gazetteer(target, progress)
    return Layer.open(target, mapped=_MAPPED)


def _current(layer: Layer, check_sources: bool) -> Layer:
    """The layer; W031 where it is no gazetteer of this version."""
    if layer.meta.get("schema") != str(SCHEMA_VERSION):
        raise damaged(layer.path, f"version {layer.meta.get('schema')}, not {SCHEMA_VERSION}", layer.name)
    if check_sources and layer.meta.get("sources") != json.dumps(source_versions(), sort_keys=True):
        raise damaged(layer.path, "its sources have changed since", layer.name)
    return layer
