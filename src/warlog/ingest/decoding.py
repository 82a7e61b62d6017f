"""From bytes to text: byte order marks, UTF-8, UTF-16, else the likeliest other encoding."""

from __future__ import annotations

import codecs
import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import PurePath

from warlog.errors import WarlogError

SNIFFED_BYTES = 65_536
# share of bytes that are zero in UTF-16 text of a Latin-written language: near one half
_UTF16_ZEROS = 0.2
_MOST_CONTROL = 0.01
_MOSTLY_ASCII = 0.9

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def decode(data: bytes, where: str) -> str:
    """The text in `data`, its byte order mark removed and nothing else changed.

    Raises WarlogError W002 where there is none and W003 where it is not text. Bytes that mean nothing in
    an otherwise sound UTF-8 text become U+FFFD.
    """
    refuse_binary(data[:SNIFFED_BYTES], where)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            break
    else:
        text = _decode_unmarked(data)
    if not text.strip("\ufeff\x00 \t\r\n\v\f\u00a0\u2028\u2029\u200b"):
        raise WarlogError("W002", where=where)
    return text


def refuse_binary(head: bytes, where: str) -> None:
    """Raise WarlogError W003, saying what it is, where a file's first bytes are not those of a text."""
    found = _format_of(head.lstrip() if head[:1].isspace() else head)
    if found is None and not _marked(head) and _utf16_order(head) is None and _looks_binary(head):
        found = "binary data"
    if found is not None:
        raise WarlogError("W003", where=where, found=found)


def refuse_by_name(where: str) -> None:
    """Raise WarlogError W003 where a file's suffix says that it is no plain text."""
    found = _formats()[1].get(PurePath(where).suffix.lower())
    if found is not None:
        raise WarlogError("W003", where=where, found=found)


def whole_characters(text: str) -> str:
    """The text with halves of surrogate pairs (which JSON can hold and no encoding can) as U+FFFD."""
    return _HALF_PAIR.sub("\ufffd", text)


def _decode_unmarked(data: bytes) -> str:
    order = _utf16_order(data[:SNIFFED_BYTES])
    if order is not None:
        return data.decode(order, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _other_encoding(data)


def _damaged_utf8(data: bytes) -> str | None:
    """The text as UTF-8 with its broken bytes replaced, where whole characters outnumber broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return text if whole > broken else None


def _other_encoding(data: bytes) -> str:
    # In a text of nearly plain ASCII the few other bytes are typographic quotes and dashes of Windows-1252;
    # a statistical guess has too little to go on there.
    if sum(byte < 0x80 for byte in data[:SNIFFED_BYTES]) >= _MOSTLY_ASCII * len(data[:SNIFFED_BYTES]):
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best is not None else data.decode("cp1252", "replace")


def _marked(head: bytes) -> bool:
    return any(head.startswith(mark) for mark, _ in _MARKS)


def _utf16_order(head: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, known by where its zero bytes stand."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 4:
        return None
    if odd.count(0) >= _UTF16_ZEROS * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) >= _UTF16_ZEROS * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _looks_binary(head: bytes) -> bool:
    return b"\x00" in head or len(_CONTROL.findall(head)) > _MOST_CONTROL * len(head)


def _format_of(head: bytes) -> str | None:
    return next((found for found, mark, at in _formats()[0] if head.startswith(mark, at)), None)


@cache
def _formats() -> tuple[list[tuple[str, bytes, int]], dict[str, str]]:
    data = tomllib.loads((resources.files("warlog.data") / "ingest" / "formats.toml").read_text("utf-8"))
    marks = [(f["found"], bytes.fromhex(f["hex"]), f.get("offset", 0)) for f in data["formats"]]
    return marks, data["suffixes"]
