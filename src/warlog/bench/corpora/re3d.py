"""re3d: official releases on Iraq and Syria with spans of entities, no coordinates and no dates.

Dstl 2017, "Relationship and Entity Extraction Evaluation Dataset". A folder holds documents.json and entities.json, one
JSON object a line, offsets from 0. Each entity has the confidence that annotators and crowd together gave it; below a half
it is more likely none. Lines of a text may stand in headings; nothing is normalised.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from warlog.bench.corpora.texts import AnnotatedText, Half, Location
from warlog.errors import WarlogError

SURE = 0.5
"""Confidence from which an entity counts."""


@dataclass(slots=True, frozen=True)
class Entity:
    """A span of the type that the corpus gives it ("Location", "Temporal")."""

    start: int
    end: int
    type: str


@dataclass(slots=True, frozen=True)
class Release:
    """A document with its entities; `folder` is the part of the corpus."""

    identifier: str
    folder: str
    text: str
    source: str
    entities: list[Entity]


def read_releases(
    folder: Path, half: Half | None = None, skip: Collection[str] = (), sure: float = SURE
) -> list[Release]:
    """The documents under a folder, of one half or all, without those whose id begins as one of `skip` does.

    The half of a document follows from its id, so that it stays the same whatever else is read. W048 where no documents
    are there, or a line is none.
    """
    paths = sorted(folder.rglob("documents.json"))
    if not paths:
        raise WarlogError("W048", where=folder, found="no documents.json in it")
    found: list[Release] = []
    for path in paths:
        entities = _entities(path.with_name("entities.json"), sure)
        for row in _rows(path, ("_id", "text")):
            identifier = str(row["_id"])
            if half not in (None, half_by_id(identifier)) or identifier.startswith(tuple(skip)):
                continue
            marked = sorted(set(entities.get(identifier, [])), key=lambda e: (e.start, e.end, e.type))
            source = str(row.get("sourceName", ""))
            found.append(Release(identifier, path.parent.name, str(row["text"]), source, marked))
    return found


def _entities(path: Path, sure: float) -> dict[str, list[Entity]]:
    """The entities of each document that are as sure as that."""
    found: dict[str, list[Entity]] = {}
    for row in _rows(path, ("documentId", "begin", "end", "type")):
        try:
            confidence, entity = (
                float(row.get("confidence", 1)),
                Entity(int(row["begin"]), int(row["end"]), str(row["type"])),
            )
        except (TypeError, ValueError) as error:
            raise WarlogError("W048", where=path, found=error) from None
        if confidence >= sure:
            found.setdefault(str(row["documentId"]), []).append(entity)
    return found


def locations_of(release: Release) -> AnnotatedText:
    """The release with its Location spans alone, as a text with place names that have no points."""
    text = release.text
    names = [
        Location(e.start, e.end, text[e.start : e.end]) for e in release.entities if e.type == "Location"
    ]
    return AnnotatedText(release.identifier, text, names, release.source or None)


def half_by_id(identifier: str) -> Half:
    """The half of a document: by its id's eighth hexadecimal digit, even for development."""
    try:
        return "report" if int(identifier[:8], 16) % 2 else "dev"
    except ValueError:
        return "report" if sum(identifier.encode()) % 2 else "dev"


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise WarlogError("W048", where=path, found=error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        raise WarlogError("W048", where=path, found=f"not UTF-8 text ({error.reason})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
        except ValueError as error:
            raise WarlogError("W048", where=path, found=f"line {number}: not JSON ({error})") from None
        missing = (
            needed[0] if not isinstance(row, dict) else next((key for key in needed if key not in row), None)
        )
        if missing:
            raise WarlogError("W048", where=path, found=f"line {number}: no {missing!r}")
        yield cast("dict[str, Any]", row)
