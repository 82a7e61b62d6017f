"""Files to import, opened and read line by line: GeoNames dumps and CSV, plain or zipped; and their rows, made places of ours.

The columns of a dump are those of GeoNames' readme (download.geonames.org/export/dump/readme.txt).
"""

from __future__ import annotations

import csv
import hashlib
import re
import zipfile
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BufferedReader
from pathlib import Path
from typing import IO, Literal, cast

from warlog.errors import WarlogError
from warlog.places.build import POPULATED_KINDS, city_radius, kind_by_population, with_preferred
from warlog.places.countries import Countries
from warlog.places.names import plain_name
from warlog.places.sources import Preferred, Row, kept_names

Format = Literal["geonames", "csv"]
Outcome = Row | str | None
"""What becomes of a line: a place; why it is rejected; None where it is left out, being of another kind or country than wanted."""
Parser = Callable[[str], Outcome]

FEATURES = "data/places/feature_codes.tsv"
_FEATURE_COLUMNS = 4
_BY_POPULATION = "by population"
_LEFT_OUT = "-"
_DUMP_COLUMNS = 19
_LONGEST_LINE = 1 << 20  # bytes; the longest of GeoNames has 14,000
_LARGEST_ID = 1 << 28  # GeoNames has come to 13 million
_SAMPLE = 20  # lines by which a file is told
_BLOCK = 1 << 20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # how a file in UTF-16 begins
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NEEDED = frozenset({"name", "latitude", "longitude"})
_HEADINGS = {"lat": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude"}
_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError)


@dataclass(slots=True, frozen=True)
class Feature:
    """What a feature code stands for: our kind, half its common extent, and how it ranks among namesakes (0 to 2)."""

    kind: str
    radius_km: float
    rank: int


@lru_cache(maxsize=1)
def load_features() -> Mapping[str, Feature]:
    """Features by class and code ("P.PPL", "P.*"); W033 names a line that cannot be read."""
    found: dict[str, Feature] = {}
    for number, line in enumerate(files("warlog").joinpath(FEATURES).read_text("utf-8").splitlines(), 1):
        if line.startswith(("#", "feature\t")):
            continue
        cells = line.split("\t")
        if len(cells) != _FEATURE_COLUMNS:
            raise WarlogError("W033", where=FEATURES, found=f"line {number} has {len(cells)} columns")
        found[cells[0]] = Feature(cells[1], float(cells[2]), int(cells[3]))
    return found


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Feature]:
    """Every kind that an import may have, with the extent and the rank of its most prominent feature."""
    found: dict[str, Feature] = {}
    for feature in load_features().values():
        for kind in POPULATED_KINDS if feature.kind == _BY_POPULATION else (feature.kind,):
            if kind != _LEFT_OUT and (kind not in found or feature.rank > found[kind].rank):
                found[kind] = Feature(kind, feature.radius_km, feature.rank)
    return found


@dataclass(slots=True, frozen=True)
class Line:
    """A line of a file with its number, the offset of the next one, and its text or why it has none."""

    number: int
    end: int
    text: str
    problem: str = ""


@dataclass(slots=True)
class Source:
    """An opened file: `size` is that of the (unpacked) text in bytes, `sha256` of the file as it lies there."""

    path: Path
    handle: IO[bytes]
    size: int
    sha256: str
    modified: int

    def has_changed(self) -> bool:
        """Whether the file was written to since it was opened: it may not have been whole."""
        return self.path.stat().st_mtime_ns != self.modified

    def lines(self, offset: int = 0, number: int = 0) -> Iterator[Line]:
        """The lines that are not blank, from a line's end on; W052 where the file breaks off or is damaged."""
        # a zipped file reads its lines slowly by itself
        stream = BufferedReader(cast("BufferedReader", self.handle), _BLOCK)
        try:
            self.handle.seek(offset)
            while raw := stream.readline(_LONGEST_LINE):
                number += 1
                offset += len(raw)
                long = len(raw) == _LONGEST_LINE and not raw.endswith(b"\n")
                while long and (rest := stream.readline(_LONGEST_LINE)):
                    offset += len(rest)
                    if rest.endswith(b"\n"):
                        break
                if long:
                    yield Line(number, offset, "", f"longer than {_LONGEST_LINE:,} bytes")
                elif raw.strip():
                    yield _line(number, offset, raw)
        except _UNREADABLE as error:
            raise WarlogError("W052", where=self.path, found=error, mend="fetch the file again") from error
        finally:
            # else the file would be closed with it
            if not self.handle.closed:
                stream.detach()


def _line(number: int, end: int, raw: bytes) -> Line:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        return Line(number, end, "", f"not UTF-8 (byte {raw[error.start]:#04x})")
    return Line(number, end, text, "a NUL character in it" if "\0" in text else "")


@contextmanager
def opened(path: Path) -> Generator[Source, None, None]:
    """The file, or the one table in a zip file, opened for reading; W001, W002, W009 or W050 where there is none."""
    with ExitStack() as stack:
        yield _open(path, stack)


def _open(path: Path, stack: ExitStack) -> Source:
    if not path.exists():
        raise WarlogError("W001", where=path)
    try:
        modified, sha256 = path.stat().st_mtime_ns, _digest(path)
        handle, size = stack.enter_context(path.open("rb")), path.stat().st_size
        if zipfile.is_zipfile(handle):
            packed = stack.enter_context(zipfile.ZipFile(path))
            member = _member(path, packed)
            handle, size = stack.enter_context(packed.open(member)), member.file_size
        handle.seek(0)
        start = handle.read(2)
    except _UNREADABLE as error:
        found = getattr(error, "strerror", None) or str(error)
        raise WarlogError("W009", where=path, found=found.lower()) from error
    if not start:
        raise WarlogError("W002", where=path)
    if start in _WIDE_MARKS:
        raise WarlogError("W050", where=path, found="its text is UTF-16, not UTF-8")
    return Source(path, handle, size, sha256, modified)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _member(path: Path, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    tables = [
        info
        for info in packed.infolist()
        if not info.is_dir() and not info.filename.lower().endswith("readme.txt")
    ]
    if len(tables) != 1:
        names = ", ".join(info.filename for info in tables[:5]) or "nothing"
        raise WarlogError("W050", where=path, found=f"the zip file holds {names}, not one table")
    return tables[0]


def told_format(source: Source) -> Format:
    """The format of a file by its first lines; W050 where it is neither."""
    first: str | None = None
    for number, line in enumerate(source.lines()):
        if number == _SAMPLE:
            break
        if line.text.count("\t") == _DUMP_COLUMNS - 1:
            return "geonames"
        first = line.text if first is None else first
    if first is None or _header(first) is None:
        raise WarlogError("W050", where=source.path, found="neither of these by its first lines")
    return "csv"


def geonames_parser(
    wanted_kinds: Collection[str],
    wanted_countries: Collection[str],
    divisions: Mapping[str, str],
    countries: Countries,
    preferred: dict[str, Preferred],
) -> Parser:
    """Makes places of the lines of a dump. `divisions` are first-level names by code ("IQ.15"); empty `wanted_…` take all."""
    features = load_features()
    codes = frozenset(countries.by_code)

    def parse(line: str) -> Outcome:
        cells = line.split("\t")
        if len(cells) != _DUMP_COLUMNS:
            return f"{len(cells)} columns, not {_DUMP_COLUMNS}"
        number, name, plain, others, latitude, longitude, group, code, country, _, admin1 = cells[:11]
        people = cells[14] or "0"
        if not _is_geonames(number):
            return f"{quoted(number)} is no GeoNames id"
        if not name.strip():
            return "no name"
        where = _coordinates(latitude, longitude)
        if isinstance(where, str):
            return where
        if not (people.isascii() and people.isdecimal() and len(people) < 11):
            return f"population {quoted(people)} is not a number"
        if country and not _COUNTRY.fullmatch(country):
            return f"country {quoted(country)} is not a code of two letters"
        feature = features.get(f"{group}.{code}") or features.get(f"{group}.*")
        if (
            feature is None
            or feature.kind == _LEFT_OUT
            or (wanted_countries and country not in wanted_countries)
        ):
            return None
        populated = feature.kind == _BY_POPULATION
        # a division's population would put it before the town that it is named after
        population = int(people) if group == "P" else 0
        kind = kind_by_population(population) if populated else feature.kind
        if wanted_kinds and kind not in wanted_kinds:
            return None
        row = Row(
            f"geonames:{int(number)}", _clean(plain_name(name, country)), kind, *where,
            city_radius(population) if populated else feature.radius_km,
            country if country in codes else None, divisions.get(f"{country}.{admin1}"), population,
            [name, plain, *kept_names(others.split(","))] if others else [name, plain],
        )  # fmt: skip
        return with_preferred(row, preferred)

    return parse


def csv_parser(
    header: str,
    name: str,
    wanted_kinds: Collection[str],
    wanted_countries: Collection[str],
    countries: Countries,
) -> Parser | None:
    """Makes places of the lines of a CSV with this header for an import of this name; None where the header lacks a column."""
    found = _header(header)
    if found is None:
        return None
    delimiter, columns = found
    width, known = len(_cells(header, delimiter) or ()), kinds()

    def parse(line: str) -> Outcome:
        cells = _cells(line, delimiter)
        if cells is None:
            return "a quotation mark that does not end, or text after one that does"
        if len(cells) != width:
            return f"{len(cells)} columns, not {width}"
        row = {column: cells[index].strip() for column, index in columns.items()}
        title = _clean(row["name"])
        if not title:
            return "no name"
        given = row.get("id", "")
        if given.startswith("geonames:") and not _is_geonames(given[9:]):
            return f"{quoted(given)} is no GeoNames id"
        where = _coordinates(row["latitude"], row["longitude"])
        if isinstance(where, str):
            return where
        people = row.get("population") or "0"
        if not (people.isascii() and people.isdecimal() and len(people) < 11):
            return f"population {quoted(people)} is not a number"
        population, kind = int(people), row.get("kind", "").casefold().replace(" ", "_")
        kind = kind or kind_by_population(population)
        if kind not in known:
            return f"kind {quoted(kind)} is none of the gazetteer's"
        country = _country(row.get("country", ""), countries)
        if country is None:
            return f"country {quoted(row['country'])} is not known"
        if (wanted_kinds and kind not in wanted_kinds) or (
            wanted_countries and country not in wanted_countries
        ):
            return None
        populated = kind in POPULATED_KINDS
        return Row(
            _identifier(row, name), title, kind, *where,
            city_radius(population) if populated else known[kind].radius_km,
            country or None, row.get("admin1") or None, population,
            [other for part in re.split(r"[;|]", row.get("alternates", "")) if (other := _clean(part))],
        )  # fmt: skip

    return parse


def _header(line: str) -> tuple[str, dict[str, int]] | None:
    """Delimiter and column of every heading, None where one that is needed is lacking."""
    for delimiter in ",;\t":
        headings = [cell.strip().casefold() for cell in _cells(line, delimiter) or ()]
        columns = {
            _HEADINGS.get(heading, heading): index for index, heading in reversed(list(enumerate(headings)))
        }
        if columns.keys() >= _NEEDED:
            return delimiter, columns
    return None


def _cells(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _identifier(row: Mapping[str, str], name: str) -> str:
    """The row's own id, or one that follows from name and point, so that another order of the rows does not change it."""
    given = row.get("id", "")
    if given:
        return given if ":" in given else f"{name}:{given}"
    place = "\t".join((row["name"], row["latitude"], row["longitude"]))
    return f"{name}:{hashlib.blake2b(place.encode(), digest_size=8).hexdigest()}"


def _is_geonames(number: str) -> bool:
    return number.isascii() and number.isdecimal() and 0 < int(number) < _LARGEST_ID


def _coordinates(latitude: str, longitude: str) -> tuple[float, float] | str:
    for what, cell in (("latitude", latitude), ("longitude", longitude)):
        if not _NUMBER.fullmatch(cell):
            return f"{what} {quoted(cell)} is not a number" if cell else f"no {what}"
    lat, lon = float(latitude), float(longitude)
    if abs(lat) <= 90 and abs(lon) <= 180:
        return lat, lon
    if 90 < abs(lat) <= 180 and abs(lon) <= 90:
        return f"latitude {latitude} is out of range; swapped with longitude {longitude}?"
    which, value = ("latitude", latitude) if abs(lat) > 90 else ("longitude", longitude)
    return f"{which} {value} is out of range"


def _country(cell: str, countries: Countries) -> str | None:
    """ISO code of a code or a name, empty for an empty cell, None for an unknown one."""
    if not cell or cell.upper() in countries.by_code:
        return cell.upper()
    return countries.named(cell)


def _clean(name: str) -> str:
    return (
        " ".join(name.split())
        if name.isprintable()
        else " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", name).split())
    )


def quoted(cell: str) -> str:
    return repr(cell if len(cell) <= 30 else f"{cell[:30]}…")


def wanted_lines(source: Source, fmt: Format, offset: int, number: int) -> Iterator[Line]:
    """The lines with rows: all of a dump, those after the header of a CSV."""
    lines = source.lines(offset, number)
    if fmt == "csv" and not offset:
        next(lines, None)
    return lines


def header_of(source: Source) -> str:
    """The first line that is not blank."""
    return next((line.text for line in source.lines()), "")
