"""Reports with their place names marked in the text: the reader of `annotations/places`.

A name is written `[Goma](-1.68,29.22)`; a word after the point gives its kind where that is not `settlement`
(`[Syria](35,38.5 country)`), `metonym` after that says that those who sit there are meant (`[Kyiv](50.45,30.52 metonym)`),
`?` in the place of the point that nobody knows it (`[Umm Khanafis](? village)`), and `not` that the words look like a place
name and are none here (`the [Jerusalem](not) Post`). The first line is a header, `# published: 2014-06-11; style: wire`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from warlog.errors import WarlogError

_MARK = re.compile(r"\[(?P<name>[^\[\]\n]+)\]\((?P<note>[^()\n]*)\)")
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?),\s*(-?\d{1,3}(?:\.\d+)?)")
_KIND = re.compile(r"[a-z][a-z_0-9]*")


@dataclass(slots=True, frozen=True)
class MarkedName:
    """Words of the text, [start, end) in code points of the text without markup; degrees WGS84, both None where the place
    is unknown or the words name none. `kind` is the gazetteer's word, `settlement` where none is given, "" for no place."""

    start: int
    end: int
    name: str
    latitude: float | None
    longitude: float | None
    kind: str
    is_place: bool
    metonym: bool


@dataclass(slots=True, frozen=True)
class MarkedReport:
    """A text without its markup, the day its header gives, its names in order; `header` holds every field of the header."""

    text: str
    published: date | None
    names: list[MarkedName]
    header: dict[str, str] = field(default_factory=dict[str, str])


def read_marked(path: Path) -> MarkedReport:
    """The marked report in a file. Raises W047, with the line, where a mark or the header cannot be read."""
    lines = path.read_text(encoding="utf-8").strip("\n").split("\n")
    header = _header(lines[0]) if lines[0].startswith("#") else {}
    first = 1 if lines[0].startswith("#") else 0
    published = header.get("published", "unknown")
    try:
        day = None if published == "unknown" else date.fromisoformat(published)
    except ValueError:
        raise WarlogError("W047", where=path, line=1, found=f"published: {published}") from None
    plain: list[str] = []
    names: list[MarkedName] = []
    offset = 0
    for number, line in enumerate(lines[first:], start=first + 1):
        try:
            text, marks = _unmarked(line, offset)
        except ValueError as error:
            raise WarlogError("W047", where=path, line=number, found=error) from None
        plain.append(text)
        names.extend(marks)
        offset += len(text) + 1
    return MarkedReport("\n".join(plain), day, names, header)


def _header(line: str) -> dict[str, str]:
    fields = (part.partition(":") for part in line.lstrip("# ").split(";"))
    return {key.strip(): value.strip() for key, _, value in fields if key.strip()}


def _unmarked(line: str, offset: int) -> tuple[str, list[MarkedName]]:
    """The line without its marks, and its names at their places in a text where it starts at `offset`."""
    plain: list[str] = []
    names: list[MarkedName] = []
    length, done = 0, 0
    for mark in _MARK.finditer(line):
        before = line[done : mark.start()]
        start = offset + length + len(before)
        names.append(_name(mark["name"], mark["note"], start))
        plain += [before, mark["name"]]
        length += len(before) + len(mark["name"])
        done = mark.end()
    text = "".join([*plain, line[done:]])
    if "](" in text:
        raise ValueError(f"a mark left open in {text!r}")
    return text, names


def _name(name: str, note: str, start: int) -> MarkedName:
    """The name that a mark's note describes. ValueError for a note of another form."""
    end = start + len(name)
    if note == "not":
        return MarkedName(start, end, name, None, None, "", is_place=False, metonym=False)
    where, *words = re.sub(r",\s+", ",", note).split() or [""]
    metonym = words[-1:] == ["metonym"]
    kinds = words[:-1] if metonym else words
    if len(kinds) > 1 or not all(_KIND.fullmatch(kind) for kind in kinds):
        raise ValueError(f"{note!r} after {name!r}: one kind is wanted")
    kind = kinds[0] if kinds else "settlement"
    if where == "?":
        return MarkedName(start, end, name, None, None, kind, is_place=True, metonym=metonym)
    point = _POINT.fullmatch(where)
    if point is None:
        raise ValueError(f"{note!r} after {name!r} is no point")
    latitude, longitude = float(point[1]), float(point[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"{note!r} after {name!r} is off the globe")
    return MarkedName(start, end, name, latitude, longitude, kind, is_place=True, metonym=metonym)
