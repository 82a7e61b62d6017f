"""Reports in JSONL: one object a line with `text`, and where known `title`, `outlet`, `published`, `url`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, cast

from warlog.errors import WarlogError
from warlog.ingest.decoding import whole_characters
from warlog.ingest.report import RawReport

FIELDS = ("title", "outlet", "published", "url")


def read_line(line: bytes, where: str, number: int) -> RawReport:
    """The report in one line; WarlogError W008 names the line and the field that is wrong, W002 an empty text."""
    record = _object(line, where, number)
    text = record.get("text")
    if not isinstance(text, str):
        found = "text is missing" if text is None else f"text is {_kind(text)}, not words"
        raise WarlogError("W008", where=where, line=number, found=found)
    place = f"{where}:{number}"
    if not text.strip():
        raise WarlogError("W002", where=place)
    values = {name: _words(record, name, where, number) for name in FIELDS}
    values["published"] = _published(values["published"], where, number)
    return RawReport(text=whole_characters(text), where=place, **values)


def lines(chunks: Iterable[bytes], longest: int) -> Iterator[tuple[int, bytes]]:
    """Line numbers and lines (without their ends); a line longer than `longest` bytes is cut there."""
    number, held = 1, bytearray()
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        held += first[: max(0, longest - len(held))]
        for part in rest:
            yield number, bytes(held)
            number, held = number + 1, bytearray(part[:longest])
    if held:
        yield number, bytes(held)


def is_report(line: bytes) -> bool:
    """Whether a line parses as an object with "text"."""
    if not line.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"{"):
        return False
    try:
        record = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def _object(line: bytes, where: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        found = f"not UTF-8 at byte {error.start + 1}"
    except json.JSONDecodeError as error:
        found = f"not JSON: {error.msg} at character {error.pos + 1}"
    except (ValueError, RecursionError):
        found = "not JSON that can be read"
    else:
        if isinstance(record, dict):
            return cast("dict[str, Any]", record)
        found = f"it is {_kind(record)}, not an object"
    raise WarlogError("W008", where=where, line=number, found=found)


def _words(record: dict[str, Any], name: str, where: str, number: int) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return whole_characters(value).strip() or None if value else None
    raise WarlogError("W008", where=where, line=number, found=f"{name} is {_kind(value)}, not words")


def _published(value: str | None, where: str, number: int) -> str | None:
    if value is None:
        return None
    day = parse_day(value)
    if day is None:
        found = f"published {value!r} is not a date such as 2017-06-01"
        raise WarlogError("W008", where=where, line=number, found=found)
    return day


def parse_day(value: str) -> str | None:
    """An ISO date or date and time as an ISO date, else None."""
    value = value.strip()
    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        if len(value) > 10 and value[10] in "T ":
            return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        pass
    return None


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds: dict[type, str] = {
        bool: "true or false", int: "a number", float: "a number", str: "words", list: "a list", dict: "an object",
    }  # fmt: skip
    return kinds.get(type(value), type(value).__name__)
