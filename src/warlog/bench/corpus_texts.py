"""Finds texts in a folder of corpora by their hash, whatever their files are called and wherever they lie.

Read are: JSON objects a line with `text` (*.jsonl, documents.json), pages with front matter (*.md: what follows it),
GeoVirus.xml (`text` of each article) and MUC messages (files whose first line is "DEV-MUC3-0001 (NOSC)" or the like:
what follows that line).
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from warlog.errors import WarlogError

_FRONT_MATTER = re.compile(r"---\n.*?\n---\n\s*", re.DOTALL)
_PASSAGE = re.compile(r"(?P<file>[^/]+):(?P<start>\d+)-(?P<end>\d+)")
_MUC_LINE = re.compile(r"^(?:DEV|TST\d)-MUC\d-\d{4}\b.*\n\s*\n", re.MULTILINE)


def texts_by_hash(folder: Path, wanted: Mapping[str, str] | set[str]) -> dict[str, str]:
    """The texts whose SHA-256 (of their UTF-8 bytes, in hex) is wanted; W001 where there is no such folder.

    `wanted` may map hashes to where the texts come from: of "FILE.md:120-960" those characters of that file are read.
    """
    if not folder.is_dir():
        raise WarlogError("W001", where=folder)
    found: dict[str, str] = {}
    origins = wanted.values() if isinstance(wanted, Mapping) else ()
    passages = [match for origin in origins if (match := _PASSAGE.fullmatch(origin))]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if len(found) == len(wanted):
            break
        for text in (*_texts(path), *_passages(path, passages)):
            key = sha256(text.encode("utf-8")).hexdigest()
            if key in wanted:
                found[key] = text
    return found


def _passages(path: Path, passages: list[re.Match[str]]) -> Iterator[str]:
    """The passages of one file that are asked for."""
    here = [(int(one["start"]), int(one["end"])) for one in passages if one["file"] == path.name]
    content = _read(path) if here else ""
    yield from (content[start:end] for start, end in here)


def _texts(path: Path) -> Iterator[str]:
    """The texts of one file; none where it is of another kind or cannot be read."""
    try:
        if path.suffix == ".jsonl" or path.name == "documents.json":
            yield from _json_lines(_read(path))
        elif path.suffix == ".md":
            yield _FRONT_MATTER.sub("", _read(path), count=1)
        elif path.suffix == ".xml":
            yield from (one.text or "" for one in ET.parse(path).getroot().iterfind("article/text"))
        elif not path.suffix:
            for part in _MUC_LINE.split(_read(path))[1:]:
                yield from {part.rstrip(), part.strip()}
    except (OSError, UnicodeDecodeError, ET.ParseError):
        return


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _json_lines(content: str) -> Iterator[str]:
    for line in content.split("\n"):
        try:
            row: Any = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(text := row.get("text"), str):  # pyright: ignore
            yield text
