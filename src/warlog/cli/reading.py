"""`warlog read`, `mentions`, `map` and `explain`: the commands that read reports."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from warlog.cli.options import (
    Format,
    FormatOption,
    GazetteerFile,
    LogFile,
    Out,
    Outlet,
    Published,
    Sources,
)
from warlog.cli.terminal import build_progress, complain, messages, output, progress, results
from warlog.errors import WarlogError

if TYPE_CHECKING:
    from msgspec import Struct

    from warlog.ingest import RawReport
    from warlog.log import Log
    from warlog.reading import Reader, Reading

MENTION_KINDS = ("place", "time", "actor", "quantity", "attribution")


@dataclass
class Reports:
    """Reads sources one by one with a reader that is loaded for the first good report; counts as it goes."""

    sources: Sequence[str]
    published: str | None = None
    outlet: str | None = None
    gazetteer: Path | None = None
    read: int = 0
    failed: int = 0
    _reader: Reader | None = field(default=None, init=False)
    _found: Iterator[RawReport | WarlogError] = field(init=False)

    def __post_init__(self) -> None:
        from warlog.ingest import read_sources

        # refuses a wrong date before anything is opened; reads nothing yet
        self._found = read_sources(self.sources, published=self.published, outlet=self.outlet)

    def readings(self) -> Iterator[Reading]:
        """What was read of each report; what cannot be read is told on standard error."""
        from warlog.ingest import count_files
        from warlog.records import text_digest

        seen: dict[str, str] = {}
        with progress("reading", count_files(self.sources)) as advance:
            for raw in self._found:
                if isinstance(raw, WarlogError):
                    self._failed(raw)
                elif (first := seen.setdefault(text_digest(raw.text), raw.where)) != raw.where:
                    complain(WarlogError("W101", where=raw.where, found=first))
                elif (reading := self._one(raw)) is not None:
                    yield reading
                advance()

    @property
    def status(self) -> int:
        """The exit status: 1 where some reports could not be read."""
        return 1 if self.failed else 0

    def _one(self, raw: RawReport) -> Reading | None:
        reader = self._reader = self._reader or load_reader(self.gazetteer)
        try:
            reading = reader.read(raw)
        except WarlogError as error:
            self._failed(error)
            return None
        except Exception as error:
            # one report that trips the reader must not cost the others
            if "WARLOG_DEBUG" in os.environ:
                raise
            self._failed(WarlogError("W011", where=raw.where, found=f"{type(error).__name__}: {error}"))
            return None
        self.read += 1
        return reading

    def _failed(self, error: WarlogError) -> None:
        self.failed += 1
        complain(error)


def load_reader(gazetteer: Path | None) -> Reader:
    """The reader, its gazetteer built on first use with a progress bar."""
    # what is loaded here stays: looking through it for garbage would cost a tenth of a second
    gc.disable()
    try:
        from warlog.reading import Reader
        from warlog.resources import load_resources

        with build_progress() as tell:
            return Reader(load_resources(gazetteer_path=gazetteer, progress=tell))
    finally:
        gc.freeze()
        gc.enable()


def read(
    sources: Sources,
    published: Published = None,
    outlet: Outlet = None,
    log: LogFile = None,
    format: FormatOption = Format.table,  # noqa: A002
    out: Out = None,
    gazetteer: GazetteerFile = None,
) -> None:
    """Read reports and print who is said to have done what to whom, where, when and according to whom.

    With --log the records are kept too; a report that the log has already is not stored twice. Messages go to
    standard error. Exit status: 0 all read, 1 some reports could not be read, 2 the command was wrong.
    """
    reports = Reports(sources, published, outlet, gazetteer)
    claims = checks = 0
    with output(out) as stream, _LogWriter(log) as store:
        writer = _writer(format, stream)
        for reading in reports.readings():
            store.add(reading)
            writer.write(reading)
            claims, checks = claims + len(reading.claims), checks + len(reading.checks)
        writer.close()
        if out is not None and not reports.read:
            # leaves the file that was there
            raise typer.Exit(reports.status)
    if reports.read + reports.failed > 1 or (log is not None and reports.read):
        kept = f", {store.new} new in {log}" if log is not None else ""
        lost = (
            f"; {_count(reports.failed, 'source')} could not be read (listed above)" if reports.failed else ""
        )
        messages().print(
            f"{_count(reports.read, 'report')} read: {_count(claims, 'claim')}, {_count(checks, 'check')}{kept}{lost}"
        )
    raise typer.Exit(reports.status)


def mentions(
    sources: Sources,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help=f"One of {', '.join(MENTION_KINDS)}; all where left out."),
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    format: FormatOption = Format.table,  # noqa: A002
    out: Out = None,
    gazetteer: GazetteerFile = None,
) -> None:
    """List every place, time, actor, quantity and attribution that reports name, resolved."""
    if kind is not None and kind not in MENTION_KINDS:
        found = f"--kind {kind} is none of {', '.join(MENTION_KINDS)}"
        raise WarlogError("W042", found=found, command="mentions")
    reports = Reports(sources, published, outlet, gazetteer)
    with output(out) as stream:
        if format is Format.table:
            for reading in reports.readings():
                _print_mentions(reading, kind, stream)
        else:
            writer = _writer(format, stream)
            for reading in reports.readings():
                writer.write_records(_mentions_of(reading, kind))
            writer.close()
    raise typer.Exit(reports.status)


def write_map(
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="The file to write.", show_default=False)],
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Reports to read, as for `warlog read`.")
    ] = None,
    log: LogFile = None,
    published: Published = None,
    outlet: Outlet = None,
    gazetteer: GazetteerFile = None,
) -> None:
    """Write one self-contained HTML file: map, timeline, claims with their sentences.

    From reports read now, or from a log.
    """
    if bool(sources) == (log is not None):
        raise WarlogError("W042", found="name either reports to read or a --log", command="map")
    status = 0
    if log is not None:
        from warlog.log import Log

        with Log.open(log, read_only=True) as store:
            ids = [report.id for report in store.reports()]
            shown: list[Any] = [one for one in map(store.stored, ids) if one is not None]
    else:
        reports = Reports(sources or [], published, outlet, gazetteer)
        shown = list(reports.readings())
        status = reports.status
    if not shown:
        if log is not None:
            raise WarlogError("W042", found=f"no reports in {log}", command="map")
        raise typer.Exit(1)
    from warlog.exports.map_html import write_map as write

    write(out, shown)
    messages().print(
        f"{out}: {_count(len(shown), 'report')}, {_count(sum(len(r.claims) for r in shown), 'claim')}"
    )
    raise typer.Exit(status)


def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim or check, or the beginning of its id.")],  # noqa: A002
    log: LogFile = None,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="The report that it is from, to be read again.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    gazetteer: GazetteerFile = None,
) -> None:
    """Say why a record says what it says: the words, the rules, the rejected candidates, the sources."""
    if (log is None) == (report is None):
        raise WarlogError(
            "W042", found="name either a --log or the --report that the id is from", command="explain"
        )
    if log is not None:
        raws = [_stored_raw(log, id)]
    else:
        from warlog.ingest import read_sources

        raws = list(read_sources([report or ""], published=published, outlet=outlet))
    reader: Reader | None = None
    for raw in raws:
        if isinstance(raw, WarlogError):
            raise raw
        reader = reader or load_reader(gazetteer)
        if _explain_from(reader.read(raw), id):
            return
    raise WarlogError("W041", found=id)


def _explain_from(reading: Reading, id: str) -> bool:  # noqa: A002
    from warlog.exports import table

    records = [record for record in (*reading.claims, *reading.checks) if record.id.startswith(id)]
    records = [record for record in records if record.id == id] or records
    if not records:
        return False
    if len(records) > 1:
        raise WarlogError("W044", found=id, ids=", ".join(record.id for record in records[:6]))
    console, record = results(), records[0]
    claim = next((claim for claim in reading.claims if claim.id == record.id), None)
    if claim is not None:
        lines = reading.explain(claim.id)
        candidates = {
            (m.start, m.end): [
                f"{p.name} ({p.kind}, {p.country or '?'}, {p.gazetteer})" for p in m.candidates
            ]
            for m in reading.mentions
            if m.kind == "place"
        }
        table.print_explanation(console, claim, reading.report, reading.text, lines, candidates)
    else:
        check = next(check for check in reading.checks if check.id == record.id)
        table.print_check_explanation(console, check, reading.report, reading.text)
    return True


def _stored_raw(log: Path, id: str) -> RawReport | WarlogError:  # noqa: A002
    """The report that a stored record is of, to be read again."""
    from warlog.ingest import RawReport
    from warlog.log import Log
    from warlog.records import Report

    with Log.open(log, read_only=True) as store:
        record = store.get(id)
        if record is None or isinstance(record, Report):
            return WarlogError("W041", found=id)
        stored = store.stored(record.report)
    if stored is None:
        return WarlogError("W041", found=id)
    known = stored.report
    return RawReport(stored.text, known.title, known.outlet, known.published, known.url, known.id)


class _LogWriter:
    """Adds readings to a log that is made for the first of them; without a path does nothing."""

    def __init__(self, path: Path | None) -> None:
        self.new = 0
        self._path = path
        self._log: Log | None = None

    def __enter__(self) -> _LogWriter:
        if self._path is not None:
            from warlog.log import Log

            # what is no log is refused before anything is read
            self._log = Log.open(self._path) if Log.check(self._path) else None
        return self

    def __exit__(self, *_: object) -> None:
        if self._log is not None:
            self._log.close()

    def add(self, reading: Reading) -> None:
        if self._path is None:
            return
        if self._log is None:
            from warlog.log import Log

            self._log = Log.open(self._path, create=True)
        self.new += self._log.add(
            reading.report, reading.text, reading.claims, reading.checks, _coder(reading)
        )


def _coder(reading: Reading) -> str:
    """The readers whose claims these are; the program's version where there are no claims."""
    from warlog import __version__

    return ", ".join(sorted({claim.coder for claim in reading.claims})) or f"warlog {__version__}"


class _Tables:
    """Readings as tables."""

    def __init__(self, stream: TextIO) -> None:
        self._console = results(stream)
        self._first = True

    def write(self, reading: Reading) -> None:
        from warlog.exports.table import print_reading

        if not self._first:
            self._console.print("─" * min(self._console.width, 100), style="dim")
        self._first = False
        print_reading(self._console, reading)

    def write_records(self, records: Sequence[Struct]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        pass


class _Lines:
    """Records as one JSON object a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, reading: Reading) -> None:
        self.write_records([reading.report, *reading.claims, *reading.checks])

    def write_records(self, records: Sequence[Struct]) -> None:
        from warlog.records import to_json

        self._stream.writelines(f"{to_json(record)}\n" for record in records)
        self._stream.flush()

    def close(self) -> None:
        pass


class _Array(_Lines):
    """Records as one JSON array."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._opened = False

    def write_records(self, records: Sequence[Struct]) -> None:
        from warlog.records import to_json

        for record in records:
            self._stream.write(",\n" if self._opened else "[\n")
            self._stream.write(to_json(record))
            self._opened = True

    def close(self) -> None:
        self._stream.write("\n]\n" if self._opened else "[]\n")


def _writer(format: Format, stream: TextIO) -> _Tables | _Lines:  # noqa: A002
    return {Format.table: _Tables, Format.jsonl: _Lines, Format.json: _Array}[format](stream)


def _mentions_of(reading: Reading, kind: str | None) -> list[Struct]:
    records: list[Struct] = [m for m in reading.mentions if kind in (None, m.kind)]
    if kind in (None, "attribution"):
        records += reading.attributions
    return records


def _print_mentions(reading: Reading, kind: str | None, stream: TextIO) -> None:
    from warlog.exports import table

    console = results(stream)
    console.print(table.title_line(reading.report, reading.dating))
    console.print()
    found = [mention for mention in reading.mentions if kind in (None, mention.kind)]
    if found:
        table.print_mentions(console, found)
        console.print()
    if kind in (None, "attribution") and reading.attributions:
        table.print_attributions(console, reading.attributions, reading.text)
        console.print()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_json(records: Sequence[Any], format: Format, stream: TextIO) -> None:  # noqa: A002
    """Records that are no reading, as an array or line by line."""
    writer = _Array(stream) if format is Format.json else _Lines(stream)
    writer.write_records(records)
    writer.close()


def dump(value: object, stream: TextIO) -> None:
    """Anything else as indented JSON."""
    stream.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
