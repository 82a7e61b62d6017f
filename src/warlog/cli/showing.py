"""`warlog show`: what a log holds, filtered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from warlog.cli.options import Format, FormatOption, NeededLog, Out
from warlog.cli.reading import write_json
from warlog.cli.terminal import messages, output, results
from warlog.errors import WarlogError

DEFAULT_LOG = Path("war.db")

app = typer.Typer(no_args_is_help=True, help="List what a log holds, filtered.")

FROM = typer.Option("--from", metavar="DATE", help="On or after this day.")
TO = typer.Option("--to", metavar="DATE", help="On or before this day.")


@app.command("claims")
def show_claims(
    log: NeededLog = DEFAULT_LOG,
    act: Annotated[list[str] | None, typer.Option(metavar="ACT", help="This act; may be repeated.")] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="With this actor in any role: a name or registry id.")
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="At this place: a name, province, ISO country code or gazetteer id."
        ),
    ] = None,
    from_: Annotated[str | None, FROM] = None,
    to: Annotated[str | None, TO] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="According to this source.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Of this report.")] = None,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help="With these words in the clause that says it.")
    ] = None,
    format: FormatOption = Format.table,  # noqa: A002
    out: Out = None,
) -> None:
    """List claims by date."""
    from warlog.exports.table import print_claims
    from warlog.log import Log

    acts = [_act(one) for one in act] if act else None
    since, until = _day("from", from_), _day("to", to)
    with Log.open(log, read_only=True) as store:
        found = store.claims(
            act=acts, actor=_known_as(actor), place=place, from_=since, to=until,
            source=_known_as(source), report=report, words=words,
        )  # fmt: skip
        reports = {one.id: one for one in store.reports()}
    with output(out) as stream:
        if format is not Format.table:
            write_json(found, format, stream)
        elif found:
            print_claims(results(stream), found, reports)
    _count(len(found), "claim")


@app.command("reports")
def show_reports(log: NeededLog = DEFAULT_LOG, format: FormatOption = Format.table, out: Out = None) -> None:  # noqa: A002
    """List reports by date of publication."""
    from warlog.exports.table import print_reports
    from warlog.log import Log

    with Log.open(log, read_only=True) as store:
        found = store.reports()
    with output(out) as stream:
        if format is not Format.table:
            write_json(found, format, stream)
        elif found:
            print_reports(results(stream), found)
    _count(len(found), "report")


@app.command("checks")
def show_checks(
    log: NeededLog = DEFAULT_LOG,
    verdict: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERDICT", help="consistent, imprecise, inconsistent or uncheckable; may be repeated."
        ),
    ] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Of this report.")] = None,
    format: FormatOption = Format.table,  # noqa: A002
    out: Out = None,
) -> None:
    """List checks."""
    from warlog.exports.table import print_checks
    from warlog.log import Log

    with Log.open(log, read_only=True) as store:
        found = store.checks(report=report, verdict=verdict or None)
    with output(out) as stream:
        if format is not Format.table:
            write_json(found, format, stream)
        elif found:
            print_checks(results(stream), found)
    _count(len(found), "check")


def _act(name: str) -> str:
    from warlog.records import ACTS

    act = name.strip().lower().replace(" ", "_").replace("-", "_")
    if act not in ACTS:
        raise WarlogError("W046", found=name, known=", ".join(ACTS))
    return act


def _day(option: str, value: str | None) -> str | None:
    if value is None:
        return None
    from warlog.ingest import parse_day

    day = parse_day(value)
    if day is None:
        raise WarlogError("W045", option=option, found=value)
    return day


def _known_as(name: str | None) -> list[str] | None:
    """The name and the registry ids of the actors that bear it: "Daesh" also finds "Islamic State"."""
    if name is None:
        return None
    from warlog.actors.registry import Registry
    from warlog.log.names import fold

    registry = Registry.load()
    key = fold(name)
    bearers = [
        actor for actor in registry.find(name) if key in {fold(one) for one in (actor.name, *actor.names)}
    ]
    return [name, *(actor.id for actor in bearers)]


def _count(number: int, noun: str) -> None:
    messages().print(f"{number:,} {noun}{'' if number == 1 else 's'}")
