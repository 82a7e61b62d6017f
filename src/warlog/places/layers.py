"""Files of places: the gazetteer's own and one for every import, all with the same tables, read-only once they are whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from typing import Any

import msgspec

from warlog.errors import WarlogError
from warlog.places.geometry import rough_km

PLACE_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  place INTEGER PRIMARY KEY, id NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL,
  longitude REAL NOT NULL, radius_km REAL NOT NULL, country TEXT, admin1 TEXT, population INTEGER NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeletons (
  skeleton TEXT NOT NULL, country TEXT NOT NULL, fold TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (skeleton, country, fold, place)) WITHOUT ROWID;
CREATE TABLE cells (cell INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (cell, place)) WITHOUT ROWID;
"""
"""`id` is a number for GeoNames ids (13 million of them are to fit in little space), else `source:id`."""

IDS_INDEX = "CREATE INDEX places_by_id ON places (id)"
# quarter degrees, counted from the south-west
_WIDE = 1440
CELL = f"CAST((latitude + 90) * 4 AS INTEGER) * {_WIDE} + min(CAST((longitude + 180) * 4 AS INTEGER), {_WIDE - 1})"

IMPORT_VERSION = 1
_COLUMNS = "p.id, p.name, p.kind, p.latitude, p.longitude, p.radius_km, p.country, p.admin1, p.population"
_AT_ONCE = 500  # values in one query; SQLite takes at least 999
_MOST_BEGUN = 20_000  # names with one beginning that are looked through: "san " begins half a million


class Entry(msgspec.Struct, frozen=True, gc=False):
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


def stored_id(identifier: str) -> int | str:
    """An id as the files hold it."""
    source, _, number = identifier.partition(":")
    return int(number) if source == "geonames" and number.isascii() and number.isdecimal() else identifier


def shown_id(stored: int | str) -> str:
    """The id that a file's own form of it stands for."""
    return f"geonames:{stored}" if isinstance(stored, int) else stored


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(shown_id(row[0]), *row[1:])


class Layer:
    """One file of places. Queries that fail are W031 for the gazetteer itself, W053 for an import (one with a name)."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, meta: dict[str, str], name: str = ""
    ) -> None:
        self.path = path
        self.meta = meta
        self.name = name
        self._connection = connection

    @classmethod
    def open(cls, path: Path, name: str = "", *, mapped: int = 0) -> Layer:
        """The file, read-only, with its first `mapped` bytes mapped into memory."""
        try:
            # files are replaced, never written again: SQLite need not lock them, which would double the time of a look-up.
            # Reports are read in threads as well; the connection is only read from
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.execute(f"PRAGMA mmap_size = {mapped}")
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            connection.execute("SELECT place FROM places LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise damaged(path, error, name) from error
        return cls(path, connection, meta, name)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return self._connection.execute(query, list(values)).fetchall()  # pyright: ignore[reportArgumentType]
        except sqlite3.DatabaseError as error:
            raise damaged(self.path, error, self.name) from error

    def named(self, keys: Sequence[str]) -> dict[str, list[Entry]]:
        """Entries by normal key, for at most 500 keys; keys without any are left out."""
        query = f"SELECT n.key, {_COLUMNS} FROM names n JOIN places p USING (place) WHERE n.key IN ({_marks(keys)})"
        found: dict[str, list[Entry]] = {}
        for row in self.rows(query, keys):
            found.setdefault(row[0], []).append(_entry(row[1:]))
        return found

    def with_skeleton(self, skeleton: str, countries: Collection[str]) -> list[tuple[str, int]]:
        """Fold and place number of the names with this skeleton in these countries."""
        query = f"SELECT fold, place FROM skeletons WHERE skeleton = ? AND country IN ({_marks(countries)})"
        return [(fold, place) for fold, place in self.rows(query, [skeleton, *countries])]

    def numbered(self, places: Sequence[int]) -> dict[int, Entry]:
        """Entries by place number."""
        query = f"SELECT p.place, {_COLUMNS} FROM places p WHERE p.place IN (%s)"
        return {row[0]: _entry(row[1:]) for row in self._batches(query, places)}

    def identified(self, ids: Collection[str]) -> dict[str, Entry]:
        """Entries by id; unknown ids are left out."""
        query = f"SELECT {_COLUMNS} FROM places p WHERE p.id IN (%s)"
        entries = map(_entry, self._batches(query, [stored_id(identifier) for identifier in ids]))
        return {entry.id: entry for entry in entries}

    def _batches(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _AT_ONCE):
            batch = values[start : start + _AT_ONCE]
            yield from self.rows(query % _marks(batch), batch)

    def begun(self, key: str, country: str | None, limit: int) -> list[Entry]:
        """Entries with a name that goes on after this whole word or words, the most populous first."""
        query = (
            f"SELECT {_COLUMNS} FROM "
            f"(SELECT DISTINCT place FROM (SELECT place FROM names WHERE key > ? AND key < ? LIMIT {_MOST_BEGUN})) n "
            "JOIN places p USING (place) WHERE ? IS NULL OR p.country = ? ORDER BY p.population DESC LIMIT ?"
        )
        return [
            _entry(row) for row in self.rows(query, [f"{key} ", f"{key} \uffff", country, country, limit])
        ]

    def around(self, latitude: float, longitude: float, km: float, limit: int) -> list[tuple[Entry, float]]:
        """The nearest entries within `km` of a point, each with its distance in km."""
        query = (
            "SELECT p.place, p.latitude, p.longitude FROM cells c JOIN places p USING (place) "
            "WHERE c.cell BETWEEN ? AND ?"
        )
        measured = (
            (rough_km(latitude, longitude, lat, lon), place)
            for cells in _cells(latitude, longitude, km)
            for place, lat, lon in self.rows(query, cells)
        )
        nearest = sorted(pair for pair in measured if pair[0] <= km)[:limit]
        entries = self.numbered([place for _, place in nearest])
        return [(entries[place], away) for away, place in nearest]


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _cells(latitude: float, longitude: float, km: float) -> Iterator[tuple[int, int]]:
    """First and last cell of every run of cells that the circle may reach."""
    high = km / 110.5
    wide = high / max(0.01, cos(radians(min(89.9, abs(latitude) + high))))
    south, north = (
        int((side + 90) * 4) for side in (max(-90.0, latitude - high), min(90.0, latitude + high))
    )
    west, east = int((longitude - wide + 180) * 4 // 1), int((longitude + wide + 180) * 4 // 1)
    spans = [(max(west, 0), min(east, _WIDE - 1))]
    if east - west >= _WIDE:
        spans = [(0, _WIDE - 1)]
    elif west < 0:  # over the date line
        spans.append((west + _WIDE, _WIDE - 1))
    elif east >= _WIDE:
        spans.append((0, east - _WIDE))
    for band in range(south, north + 1):
        for first, last in spans:
            yield band * _WIDE + first, band * _WIDE + last


def damaged(path: Path, found: object, name: str) -> WarlogError:
    """W031 for the gazetteer, W053 for an import."""
    return (
        WarlogError("W053", where=path, found=found, name=name)
        if name
        else WarlogError("W031", where=path, found=found)
    )


@dataclass(slots=True, frozen=True)
class ImportRecord:
    """What is known of an import: its source file with the SHA-256 of it, and how many of its rows became places (`taken`), could not
    be read (`rejected`), or are of other kinds or countries than wanted (`left_out`). `imported` is a time in ISO 8601, empty where it
    is `unfinished`."""

    name: str
    source: str
    sha256: str
    format: str
    taken: int
    rejected: int
    left_out: int
    imported: str = ""
    unfinished: bool = False


def imports_folder(gazetteer: Path) -> Path:
    """The folder beside a gazetteer that holds its imports, a file each: building the gazetteer anew leaves them as they are."""
    return gazetteer.with_name(f"{gazetteer.stem}-imports")


def open_imports(gazetteer: Path) -> list[Layer]:
    """All whole imports, the newest first; W053 names one that cannot be used."""
    layers = [open_import(path) for path in sorted(imports_folder(gazetteer).glob("*.sqlite3"))]
    return sorted(layers, key=lambda layer: layer.meta.get("imported", ""), reverse=True)


def open_import(path: Path) -> Layer:
    """One import; W053 where it is damaged or of another version."""
    layer = Layer.open(path, path.stem)
    if layer.meta.get("schema") != str(IMPORT_VERSION):
        layer.close()
        raise damaged(path, f"version {layer.meta.get('schema')}, not {IMPORT_VERSION}", path.stem)
    return layer


def record_of(name: str, meta: Mapping[str, str], *, unfinished: bool = False) -> ImportRecord:
    """The record in the meta table of an import's file."""
    counts = json.loads(meta["counts"])
    return ImportRecord(
        name, meta["source"], meta["sha256"], meta["format"], counts["taken"], counts["rejected"], counts["left_out"],
        meta.get("imported", ""), unfinished,
    )  # fmt: skip


def list_imports(gazetteer: Path) -> list[ImportRecord]:
    """All imports of a gazetteer by name, those that were broken off included."""
    records: dict[str, ImportRecord] = {}
    for path in sorted(imports_folder(gazetteer).glob("*.stage")):
        try:
            # writable, since one that was killed has to be rolled back first
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0)) as stage:
                meta = dict(stage.execute("SELECT key, value FROM meta"))
            records[path.stem] = record_of(path.stem, meta, unfinished=True)
        except (sqlite3.Error, KeyError):
            continue  # hardly begun, or being written at this moment
    for path in sorted(imports_folder(gazetteer).glob("*.sqlite3")):
        with closing(open_import(path)) as layer:
            records[path.stem] = record_of(path.stem, layer.meta)
    return [records[name] for name in sorted(records)]


def remove_import(gazetteer: Path, name: str) -> None:
    """Remove an import, whole or broken off: look-ups are then as they were before it. W051 where there is none."""
    folder = imports_folder(gazetteer)
    paths = [folder / f"{name}{suffix}" for suffix in (".sqlite3", ".stage", ".stage-journal", ".part")]
    there = [path for path in paths if path.exists()]
    if not there:
        raise WarlogError("W051", found=name)
    try:
        for path in there:
            path.unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise WarlogError("W052", where=folder, found=error, mend="check permissions") from error


def verify_layer(layer: Layer) -> str | None:
    """What is wrong with a file: pages that SQLite finds damaged, or rows that are missing; None where it is sound."""
    found = [row[0] for row in layer.rows("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        return "; ".join(found)
    counted: int = layer.rows("SELECT count(*) FROM places")[0][0]
    stated = _stated(layer)
    return None if counted == stated else f"{counted:,} places, not {stated:,}"


def _stated(layer: Layer) -> int:
    return json.loads(layer.meta.get("counts", "{}")).get("taken", 0)


def verify_gazetteer(gazetteer: Path) -> Iterator[tuple[str, str | None, int, str]]:
    """Name, what is wrong (None: nothing), places and SHA-256 of the source, for the gazetteer itself and every import."""
    for name, path in [
        ("gazetteer", gazetteer),
        *((p.stem, p) for p in sorted(imports_folder(gazetteer).glob("*.sqlite3"))),
    ]:
        own = path == gazetteer
        try:
            with closing(Layer.open(path) if own else open_import(path)) as layer:
                yield name, verify_layer(layer), _stated(layer), layer.meta.get("sha256", "")
        except WarlogError as error:
            yield name, str(error), 0, ""
