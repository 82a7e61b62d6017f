"""Reports from files, directories, standard input and JSONL. What cannot be read is listed, the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from warlog.errors import WarlogError
from warlog.ingest import jsonl
from warlog.ingest.decoding import SNIFFED_BYTES, decode, refuse_binary, refuse_by_name
from warlog.ingest.languages import check_language
from warlog.ingest.report import RawReport

STANDARD_INPUT = "-"
TEXT_SUFFIXES = (".txt", ".text", ".md")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
# a code point takes at most four bytes in UTF-8, UTF-16 and UTF-32
BYTES_PER_CHARACTER = 4
# ... and at most twelve in JSON ("\\ud83d\\ude00")
JSON_BYTES_PER_CHARACTER = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read; `characters` are the most of one report."""

    characters: int = 1_000_000


def read_sources(
    sources: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[RawReport | WarlogError]:
    """Every report of `sources` (files, directories, "-" for standard input), in order.

    What cannot be read comes as the WarlogError that says why. `published` (ISO date) and `outlet` hold for
    reports that bring none of their own. Raises WarlogError W007 where `published` is no date.
    """
    day = None
    if published is not None and (day := jsonl.parse_day(published)) is None:
        raise WarlogError("W007", found=published)
    limits = limits or Limits()
    return (
        _completed(report, day, outlet) if isinstance(report, RawReport) else report
        for source in sources
        for report in _read_source(source, limits, stdin)
    )


def count_files(sources: Sequence[str]) -> int:
    """How many files `sources` come to, for a progress bar."""
    return sum(
        sum(1 for found in _walk(Path(source)) if isinstance(found, Path)) if Path(source).is_dir() else 1
        for source in sources
        if source == STANDARD_INPUT or "\0" not in source
    )


def _completed(report: RawReport, published: str | None, outlet: str | None) -> RawReport:
    if (report.published or not published) and (report.outlet or not outlet):
        return report
    return replace(report, published=report.published or published, outlet=report.outlet or outlet)


def _read_source(source: str, limits: Limits, stdin: BinaryIO | None) -> Iterator[RawReport | WarlogError]:
    if source == STANDARD_INPUT:
        stream = stdin if stdin is not None else sys.stdin.buffer
        yield from _read_stream(stream, "standard input", limits)
        return
    path = Path(source)
    try:
        directory = path.is_dir()
    except (OSError, ValueError):
        directory = False
    yield from _read_directory(path, limits) if directory else _read_file(path, limits)


def _read_directory(folder: Path, limits: Limits) -> Iterator[RawReport | WarlogError]:
    empty = True
    for found in _walk(folder):
        empty = False
        if isinstance(found, WarlogError):
            yield found
        else:
            yield from _read_file(found, limits)
    if empty:
        looked_for = ", ".join(TEXT_SUFFIXES + JSONL_SUFFIXES)
        yield WarlogError("W004", where=folder, looked_for=looked_for)


def _walk(folder: Path) -> Iterator[Path | WarlogError]:
    """Files with a suffix of reports, in order of name; hidden files and directories are left out."""
    problems: list[WarlogError] = []

    def unreadable(error: OSError) -> None:
        problems.append(WarlogError("W009", where=error.filename, found=_reason(error)))

    for root, directories, files in os.walk(folder, onerror=unreadable):
        directories[:] = sorted(name for name in directories if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(TEXT_SUFFIXES + JSONL_SUFFIXES):
                yield Path(root, name)
    yield from problems


def _read_file(path: Path, limits: Limits) -> Iterator[RawReport | WarlogError]:
    where = str(path)
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, where, limits)
    except FileNotFoundError:
        yield WarlogError("W001", where=where)
    except OSError as error:
        yield WarlogError("W009", where=where, found=_reason(error))
    except ValueError:
        yield WarlogError("W001", where=where.replace("\0", "\ufffd"))


def _read_stream(stream: BinaryIO, where: str, limits: Limits) -> Iterator[RawReport | WarlogError]:
    try:
        head = stream.read(SNIFFED_BYTES)
        if where.lower().endswith(JSONL_SUFFIXES) or _begins_with_a_report(head, stream, limits):
            yield from _read_jsonl(head, stream, where, limits)
        else:
            yield _read_text(head, stream, where, limits)
    except WarlogError as error:
        yield error


def _begins_with_a_report(head: bytes, stream: BinaryIO, limits: Limits) -> bool:
    first = head.lstrip().split(b"\n", 1)
    if not first[0].startswith((b"{", b"\xef\xbb\xbf{")):
        return False
    if len(first) == 1 and stream.seekable():
        # the first line goes on after what was looked at
        rest = stream.readline(JSON_BYTES_PER_CHARACTER * limits.characters)
        stream.seek(len(head))
        return jsonl.is_report(first[0] + rest)
    return jsonl.is_report(first[0]) or (len(first) == 1 and b'"text"' in first[0])


def _read_text(head: bytes, stream: BinaryIO, where: str, limits: Limits) -> RawReport:
    if not head:
        raise WarlogError("W002", where=where)
    refuse_binary(head, where)
    refuse_by_name(where)
    most = BYTES_PER_CHARACTER * limits.characters
    data = head + stream.read(most + 1 - len(head))
    if len(data) > most:
        length = f"over {most:,} bytes"
        raise WarlogError("W005", where=where, length=length, limit=limits.characters)
    return _checked(RawReport(text=decode(data, where), where=where), limits)


def _read_jsonl(
    head: bytes, stream: BinaryIO, where: str, limits: Limits
) -> Iterator[RawReport | WarlogError]:
    if not head.strip():
        raise WarlogError("W002", where=where)
    refuse_binary(head, where)
    longest = JSON_BYTES_PER_CHARACTER * limits.characters
    chunks = chain([head], iter(lambda: stream.read(1 << 20), b""))
    for number, line in jsonl.lines(chunks, longest + 1):
        if not line.strip():
            continue
        try:
            if len(line) > longest:
                length, limit = f"over {longest:,} bytes", limits.characters
                raise WarlogError("W005", where=f"{where}:{number}", length=length, limit=limit)
            yield _checked(jsonl.read_line(line, where, number), limits)
        except WarlogError as error:
            yield error


def _checked(report: RawReport, limits: Limits) -> RawReport:
    if len(report.text) > limits.characters:
        length = f"{len(report.text):,} characters"
        raise WarlogError("W005", where=report.where, length=length, limit=limits.characters)
    check_language(report.text, report.where)
    return report


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
