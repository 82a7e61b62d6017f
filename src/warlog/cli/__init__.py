"""The command line: commands only, no logic."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from warlog import __version__
from warlog.cli import benchmarks, knowledge, reading, showing
from warlog.cli.terminal import complain
from warlog.errors import WarlogError

WRONG_COMMAND = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

app = typer.Typer(
    name="warlog",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Read war reports: who is said to have done what to whom, where, when, according to whom.",
)
app.command("read")(reading.read)
app.add_typer(showing.app, name="show")
app.command("mentions")(reading.mentions)
app.command("explain")(reading.explain)
app.command("map")(reading.write_map)
app.add_typer(knowledge.gazetteer_app, name="gazetteer")
app.add_typer(knowledge.actors_app, name="actors")
app.command("schema")(knowledge.schema)
app.command("doctor")(knowledge.doctor)
app.add_typer(benchmarks.app, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"warlog {__version__}")
        raise typer.Exit


@app.callback()
def warlog(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read war reports: who is said to have done what to whom, where, when, according to whom."""


def main() -> None:
    """The entry point: runs a command; a WarlogError becomes one line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        # records are UTF-8 whatever the locale says
        stream.reconfigure(encoding="utf-8", errors="replace")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    try:
        app()
    except WarlogError as error:
        complain(error)
        sys.exit(WRONG_COMMAND)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # whoever read the output has enough (`| head`); keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
