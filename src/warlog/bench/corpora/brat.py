"""GeoWebNews as it was annotated, in brat's files: NAME.txt beside NAME.ann.

Gritta, Pilehvar and Collier 2020, "A Pragmatic Guide to Geoparsing Evaluation". The first line of a text is its title and
address; offsets count from the start of the file. A line `T1<tab>Literal 571 576<tab>Hanoi` is a name of a type, a line
`#1<tab>AnnotatorNotes T1<tab>1581130` its GeoNames id, or its latitude and longitude with a comma between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from warlog.bench.corpora.texts import AnnotatedText, Location
from warlog.errors import WarlogError

NO_NAMES = frozenset({"Non_Toponym", "Literal_Expression", "Non_Lit_Expression"})
"""Types of GeoWebNews that are not place names: organisations around a name, and nouns such as "church"."""
POINTLESS = frozenset({"Demonym", "Homonym", "Language"})
"""Types that its authors ask to be found and not to be resolved."""

Point = tuple[float, float]
FindPoint = Callable[[str], Point | None]
"""Latitude and longitude of a GeoNames id, None for one that is not known."""

_NAME = re.compile(r"T(\d+)\t(\w+) (\d+) (\d+)(?:;\d+ \d+)*\t(.*)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes T(\d+)\t(.*)")


def read_brat(folder: Path, point_of: FindPoint) -> list[AnnotatedText]:
    """The annotated texts of a folder in the order of their names; `point_of` knows GeoNames' ids. W048 where a file is
    missing or a line cannot be read."""
    paths = sorted(folder.glob("*.ann"), key=lambda path: (len(path.stem), path.stem))
    if not paths:
        raise WarlogError("W048", where=folder, found="no NAME.ann in it")
    return [_read(path, point_of) for path in paths]


def _read(path: Path, point_of: FindPoint) -> AnnotatedText:
    try:
        whole = path.with_suffix(".txt").read_text(encoding="utf-8")
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise WarlogError("W048", where=error.filename, found=error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        raise WarlogError("W048", where=path, found=f"not UTF-8 text ({error.reason})") from None
    body = whole.find("\n") + 1
    notes = {found[1]: found[2].strip() for line in lines if (found := _NOTE.match(line))}
    locations: list[Location] = []
    for number, line in enumerate(lines, 1):
        if not line.startswith("T"):
            continue
        found = _NAME.match(line)
        if found is None:
            raise WarlogError("W048", where=path, found=f"line {number} is no annotation: {line[:60]!r}")
        start, end = int(found[3]) - body, int(found[4]) - body
        if found[2] in NO_NAMES or start < 0:
            continue
        point = None if found[2] in POINTLESS else _point(notes.get(found[1], ""), point_of)
        latitude, longitude = point or (None, None)
        locations.append(
            Location(start, end, whole[start + body : end + body], latitude, longitude, found[2])
        )
    locations.sort(key=lambda location: (location.start, location.end))
    return AnnotatedText(path.stem, whole[body:], locations)


def _point(note: str, point_of: FindPoint) -> Point | None:
    if note.isdecimal():
        return point_of(note)
    latitude, comma, longitude = note.partition(",")
    try:
        return (float(latitude), float(longitude)) if comma else None
    except ValueError:
        return None
