"""Imports into the gazetteer: each a file of its own beside it, moved into place when it is whole.

First the rows of the source, with the keys of their names, go into a file NAME.stage, with a note every few thousand lines of how far
that has come: an import that was broken off goes on from there. Then they are sorted into NAME.part, which becomes NAME.sqlite3.
Until then look-ups see nothing of it. Memory does not grow with the source but for a bit an id (of a CSV: some 80 bytes a row).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from warlog.errors import WarlogError
from warlog.places.build import Progress, folds_of, keys_of, place_values
from warlog.places.countries import load_countries
from warlog.places.dump import (
    Format,
    Outcome,
    Parser,
    Source,
    csv_parser,
    geonames_parser,
    header_of,
    kinds,
    opened,
    quoted,
    told_format,
    wanted_lines,
)
from warlog.places.gazetteer import open_base
from warlog.places.layers import (
    CELL,
    IDS_INDEX,
    IMPORT_VERSION,
    PLACE_TABLES,
    ImportRecord,
    Layer,
    imports_folder,
    record_of,
    stored_id,
    verify_layer,
)
from warlog.places.sources import Row, read_preferred

MOST_NAMESAKES = 40
"""Places that one name may have in an import: more than a report's context could tell apart."""
MOST_SPELLINGS = 400
"""Names with one skeleton that a country may have in an import."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_RESERVED = frozenset({"geonames", "iso", "warlog"})
_BATCH = 20_000  # lines between two notes of how far it has come
_SORTING_KB = 200_000
_CACHED_KB = 50_000
_SPELT_RANK = 1  # of the kind: churches and wells are not looked for by other spellings
_STEPS = 6

_STAGE = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  place INTEGER PRIMARY KEY, id NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL,
  longitude REAL NOT NULL, radius_km REAL NOT NULL, country TEXT, admin1 TEXT, population INTEGER NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE skeletons (skeleton TEXT NOT NULL, country TEXT NOT NULL, fold TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE rejects (line INTEGER NOT NULL, reason TEXT NOT NULL);
"""


@dataclass(slots=True, frozen=True)
class Wanted:
    """What to import: under which name, of which format (None: told by the file), which kinds and countries (none: all)."""

    name: str
    format: Format | None = None
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(slots=True)
class Imported:
    """What an import came to: its record and the first of the rows that were rejected, as (line, reason). `whole` is false where no row
    was good: then nothing was imported."""

    record: ImportRecord
    rejects: list[tuple[int, str]]
    whole: bool
    resumed: bool


@dataclass(slots=True)
class _Ids:
    """The ids seen so far: GeoNames ids in a bit each, others by a hash of 64 bits."""

    bits: bytearray = field(default_factory=bytearray)
    others: set[int] = field(default_factory=set[int])

    def add(self, identifier: int | str) -> bool:
        """Whether the id is new."""
        if isinstance(identifier, str):
            digest = int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=8).digest())
            new = digest not in self.others
            self.others.add(digest)
            return new
        index, bit = identifier >> 3, 1 << (identifier & 7)
        if index >= len(self.bits):
            self.bits.extend(bytes(index + 1 - len(self.bits) + _BATCH))
        new = not self.bits[index] & bit
        self.bits[index] |= bit
        return new


@dataclass(slots=True)
class _Batch:
    """Rows of the tables, not yet written."""

    places: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    names: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    skeletons: list[tuple[str, str, str, int]] = field(default_factory=list[tuple[str, str, str, int]])
    rejects: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def name_for(path: Path) -> str:
    """The name of an import where none is given: that of its file, in small letters."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "import"


def check_wanted(wanted: Wanted) -> None:
    """W042 where a name, kind or country is not one."""
    if not _NAME.fullmatch(wanted.name) or wanted.name in _RESERVED:
        found = f"--name {wanted.name!r} is not up to 40 small letters, digits and hyphens, or is one of {', '.join(sorted(_RESERVED))}"
        raise WarlogError("W042", found=found, command="gazetteer import")
    for option, values, known in (
        ("kinds", wanted.kinds, kinds()),
        ("countries", wanted.countries, load_countries().by_code),
    ):
        unknown = sorted(values - known.keys())
        if unknown:
            found = f"--{option}: {', '.join(unknown)} not known; known are {', '.join(sorted(known))}"
            raise WarlogError("W042", found=found, command="gazetteer import")


def import_places(
    path: Path,
    gazetteer: Path,
    wanted: Wanted,
    progress: Progress,
    rejects_to: TextIO | None = None,
    first_rejects: int = 20,
) -> Imported:
    """Import a file into the gazetteer at `gazetteer`, in place of an import of that name; all rejected lines go to `rejects_to`.

    W050 where the file is of neither format, W052 where it cannot be read through or the disk is full, W054 where the same import
    is under way already. One that was broken off is taken up again if file and wishes are the same.
    """
    check_wanted(wanted)
    folder = imports_folder(gazetteer)
    stage, part = folder / f"{wanted.name}.stage", folder / f"{wanted.name}.part"
    with opened(path) as source:
        fmt = wanted.format or told_format(source)
        with closing(open_base(gazetteer, progress)) as base:
            parse, sources = _parser(source, fmt, wanted, base), base.meta["sources"]
        wishes = {
            "source": path.name, "sha256": source.sha256, "format": fmt, "kinds": " ".join(sorted(wanted.kinds)),
            "countries": " ".join(sorted(wanted.countries)), "schema": str(IMPORT_VERSION), "gazetteer": sources,
        }  # fmt: skip
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with closing(_open_stage(stage, wishes)) as connection:
                resumed = _state(connection)["line"] > 0
                _read_rows(connection, source, fmt, parse, progress)
                imported = _finish(
                    connection, wanted.name, part, resumed, progress, rejects_to, first_rejects
                )
            _tidy(folder, wanted.name)
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise WarlogError("W054", where=path, name=wanted.name) from error
            _tidy(folder, wanted.name)
            mend = f"check permissions and free space in {folder}"
            raise WarlogError("W052", where=path, found=error, mend=mend) from error
        return imported


def _tidy(folder: Path, name: str) -> None:
    for suffix in (".stage", ".stage-journal", ".part"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)


def _parser(source: Source, fmt: Format, wanted: Wanted, base: Layer) -> Parser:
    countries = load_countries()
    if fmt == "geonames":
        divisions = dict(base.rows("SELECT code, name FROM divisions"))
        return geonames_parser(wanted.kinds, wanted.countries, divisions, countries, read_preferred())
    parser = csv_parser(header_of(source), wanted.name, wanted.kinds, wanted.countries, countries)
    if parser is None:
        raise WarlogError(
            "W050", where=source.path, found="its first line names no name, latitude and longitude"
        )
    return parser


def _open_stage(path: Path, wishes: Mapping[str, str]) -> sqlite3.Connection:
    """The stage, locked for this process: the one that was broken off if it is of the same file and wishes, else a new one."""
    try:
        connection = _connect(path)
        connection.execute("BEGIN EXCLUSIVE")
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        connection.execute("COMMIT")
        if wishes.items() <= meta.items():
            return connection
        connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        # new, or torn when the machine went down: begin anew
    path.unlink(missing_ok=True)
    connection = _connect(path)
    connection.executescript(f"BEGIN EXCLUSIVE;{_STAGE}")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", wishes.items())
    _note(connection, {"line": 0, "end": 0, "taken": 0, "left_out": 0, "rejected": 0, "read": 0})
    connection.execute("COMMIT")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    # killed or not, the file holds what was last committed; locked from the first transaction until it is closed
    connection.executescript(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL;"
    )
    connection.execute(f"PRAGMA cache_size=-{_SORTING_KB}")
    # lets an interrupt through while SQLite is busy for minutes
    connection.set_progress_handler(lambda: 0, 1_000_000)
    return connection


def _state(connection: sqlite3.Connection) -> dict[str, int]:
    return json.loads(connection.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()[0])


def _note(connection: sqlite3.Connection, state: Mapping[str, int]) -> None:
    counts = {key: state[key] for key in ("taken", "rejected", "left_out")}
    values = [("state", json.dumps(state)), ("counts", json.dumps(counts))]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)


def _read_rows(
    connection: sqlite3.Connection, source: Source, fmt: Format, parse: Parser, progress: Progress
) -> None:
    """Read the source from where the stage stands to its end."""
    state = _state(connection)
    if state["read"]:
        return
    ids = _Ids()
    for (identifier,) in connection.execute("SELECT id FROM places"):
        ids.add(identifier)
    spelt = frozenset(kind for kind, feature in kinds().items() if feature.rank >= _SPELT_RANK)
    lines = wanted_lines(source, fmt, state["end"], state["line"])
    while some := list(itertools.islice(lines, _BATCH)):
        batch = _Batch()
        for line in some:
            outcome = _taken(line.problem or parse(line.text), ids)
            if outcome is None:
                state["left_out"] += 1
            elif isinstance(outcome, str):
                state["rejected"] += 1
                batch.rejects.append((line.number, outcome))
            else:
                state["taken"] += 1
                _add(batch, state["taken"], *outcome, spelt)
        state["line"], state["end"] = some[-1].number, some[-1].end
        _write(connection, batch, state)
        # in MB: the rows of a file are not known before it is read
        progress(f"reading {source.path.name} (MB)", state["end"] >> 20, source.size >> 20)
    if source.has_changed():
        raise OSError("the file was written to meanwhile")
    state["read"] = 1
    _write(connection, _Batch(), state)


def _taken(outcome: Outcome, ids: _Ids) -> tuple[Row, set[str]] | str | None:
    """The row with its keys; why it is rejected after all; None where it is left out."""
    if outcome is None or isinstance(outcome, str):
        return outcome
    keys = keys_of(outcome)
    if not keys:
        return f"{quoted(outcome.name)} is no name"
    if not ids.add(stored_id(outcome.id)):
        return f"the id {outcome.id} once more; its first row stands"
    return outcome, keys


def _add(batch: _Batch, number: int, row: Row, keys: set[str], spelt: frozenset[str]) -> None:
    batch.places.append(place_values(number, row))
    batch.names.extend((key, number) for key in keys)
    if row.country and row.kind in spelt:
        batch.skeletons.extend((skeleton, row.country, fold, number) for skeleton, fold in folds_of(keys))


def _write(connection: sqlite3.Connection, batch: _Batch, state: Mapping[str, int]) -> None:
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)", batch.places)
    connection.executemany("INSERT INTO names VALUES (?,?)", batch.names)
    connection.executemany("INSERT INTO skeletons VALUES (?,?,?,?)", batch.skeletons)
    connection.executemany("INSERT INTO rejects VALUES (?,?)", batch.rejects)
    _note(connection, state)
    connection.execute("COMMIT")


def _finish(
    connection: sqlite3.Connection,
    name: str,
    part: Path,
    resumed: bool,
    progress: Progress,
    rejects_to: TextIO | None,
    first_rejects: int,
) -> Imported:
    """Sort the staged rows into a file of their own and move that into place."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    meta["imported"] = datetime.now(UTC).isoformat(timespec="microseconds")
    rejects = connection.execute("SELECT line, reason FROM rejects ORDER BY line")
    first = list(itertools.islice(_logged(rejects, rejects_to), first_rejects))
    record = record_of(name, meta)
    if record.taken:
        part.unlink(missing_ok=True)
        _sort(connection, part, {key: value for key, value in meta.items() if key != "state"}, progress)
        _install(part, name)
    return Imported(record, first, record.taken > 0, resumed)


def _logged(rejects: Iterable[tuple[int, str]], rejects_to: TextIO | None) -> Iterator[tuple[int, str]]:
    """The rejects, all of them written first where they are wanted."""
    if rejects_to is None:
        yield from rejects
        return
    listed: list[tuple[int, str]] = []
    for line, reason in rejects:
        rejects_to.write(f"{line}\t{reason}\n")
        if len(listed) < _BATCH:
            listed.append((line, reason))
    yield from listed


def _sort(connection: sqlite3.Connection, part: Path, meta: Mapping[str, str], progress: Progress) -> None:
    def tell(done: int) -> None:
        progress("sorting names", done, _STEPS)

    tell(0)
    connection.execute("ATTACH ? AS whole", [str(part)])
    # not in its place before it is whole: no journal needed
    connection.executescript(
        f"PRAGMA whole.journal_mode=OFF; PRAGMA whole.synchronous=OFF; PRAGMA whole.cache_size=-{_CACHED_KB};"
    )
    connection.executescript(PLACE_TABLES.replace("CREATE TABLE ", "CREATE TABLE whole."))
    connection.execute("BEGIN")
    _number_anew(connection)
    tell(1)
    connection.execute(
        "INSERT INTO whole.names SELECT n.key, m.place FROM main.names n JOIN temp.moved m ON m.staged = n.place "
        "ORDER BY 1, 2"
    )
    tell(2)
    _thin_names(connection)
    tell(3)
    connection.execute(
        "INSERT INTO whole.skeletons SELECT s.skeleton, s.country, s.fold, m.place "
        "FROM main.skeletons s JOIN temp.moved m ON m.staged = s.place ORDER BY 1, 2, 3, 4"
    )
    _thin_skeletons(connection)
    tell(4)
    connection.execute(f"INSERT INTO whole.cells SELECT {CELL}, place FROM whole.places ORDER BY 1, 2")
    connection.execute(IDS_INDEX.replace("INDEX ", "INDEX whole."))
    tell(5)
    connection.executemany("INSERT INTO whole.meta VALUES (?, ?)", meta.items())
    connection.execute("COMMIT")
    connection.execute("DETACH whole")
    tell(_STEPS)


def _number_anew(connection: sqlite3.Connection) -> None:
    """Places in the order of their names: the namesakes that a look-up asks for lie together. `moved` holds their old numbers."""
    connection.execute("CREATE TEMP TABLE ordered (staged INTEGER NOT NULL)")
    connection.execute("CREATE TEMP TABLE moved (staged INTEGER PRIMARY KEY, place INTEGER NOT NULL)")
    connection.execute("INSERT INTO ordered SELECT place FROM main.places ORDER BY name, place")
    connection.execute("INSERT INTO moved SELECT staged, rowid FROM ordered ORDER BY staged")
    columns = "id, name, kind, latitude, longitude, radius_km, country, admin1, population"
    connection.execute(
        f"INSERT INTO whole.places SELECT NULL, {columns} FROM main.places ORDER BY name, place"
    )


def _thin_names(connection: sqlite3.Connection) -> None:
    """Leave each name its `MOST_NAMESAKES` most prominent places, country by country in turns: a report on Honduras may mean a San
    José that forty others outdo."""
    crowded = connection.execute(
        "SELECT key FROM whole.names GROUP BY key HAVING count(*) > ?", [MOST_NAMESAKES]
    ).fetchall()
    query = "SELECT p.place, p.country, p.population, p.kind FROM whole.names n JOIN whole.places p USING (place) WHERE n.key = ?"
    for (key,) in crowded:
        turns: dict[str | None, int] = {}
        ranked: list[tuple[int, int]] = []
        for place, country, *_ in sorted(connection.execute(query, [key]), key=_prominence):
            turns[country] = turns.get(country, 0) + 1
            ranked.append((turns[country], place))
        # sorted() keeps the order of prominence within a turn
        dropped = [place for _, place in sorted(ranked, key=lambda pair: pair[0])[MOST_NAMESAKES:]]
        connection.executemany(
            "DELETE FROM whole.names WHERE key = ? AND place = ?", ((key, place) for place in dropped)
        )


def _thin_skeletons(connection: sqlite3.Connection) -> None:
    """Leave each skeleton the `MOST_SPELLINGS` most prominent names of a country."""
    crowded = connection.execute(
        "SELECT skeleton, country FROM whole.skeletons GROUP BY skeleton, country HAVING count(*) > ?",
        [MOST_SPELLINGS],
    ).fetchall()
    query = (
        "SELECT p.place, s.fold, p.population, p.kind FROM whole.skeletons s JOIN whole.places p USING (place) "
        "WHERE s.skeleton = ? AND s.country = ?"
    )
    delete = "DELETE FROM whole.skeletons WHERE skeleton = ? AND country = ? AND fold = ? AND place = ?"
    for group in crowded:
        ranked = sorted(connection.execute(query, group), key=_prominence)
        connection.executemany(delete, ((*group, fold, place) for place, fold, *_ in ranked[MOST_SPELLINGS:]))


def _prominence(row: tuple[Any, ...]) -> tuple[int, int, int]:
    """The most populous first, then by rank of the kind, then as the source has them."""
    place, _, population, kind = row
    return -population, -kinds()[kind].rank, place


def _install(part: Path, name: str) -> None:
    """Check the file, then move it to where look-ups find it."""
    with closing(Layer.open(part, name)) as layer:
        wrong = verify_layer(layer)
    if wrong:
        raise OSError(wrong)
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    part.replace(part.with_suffix(".sqlite3"))
