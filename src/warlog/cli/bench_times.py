"""`warlog bench times`: time expressions."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from warlog.cli.bench_places import AsJson, HalfOption, half_of_option
from warlog.cli.terminal import complain, results


def times(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A folder of TimeML files (*.tml), or annotations/times.jsonl.",
            show_default=False,
        ),
    ],
    corpora: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the texts of a .jsonl lie; found by their hash.", show_default=False
        ),
    ] = None,
    half: Annotated[
        HalfOption, typer.Option("--half", help="Of a .jsonl: dev is developed on, report only scored.")
    ] = HalfOption.all,
    list_: Annotated[bool, typer.Option("--list", help="List what is missed, wrong and extra.")] = False,
    jsonl: AsJson = False,
) -> None:
    """Score time expressions: found, type, TIMEX3 value and days."""
    from datetime import date

    from warlog.actors import Registry
    from warlog.bench.timeml import read_timeml
    from warlog.bench.times import load_annotated, run
    from warlog.errors import WarlogError
    from warlog.exports.table import print_rows
    from warlog.language import load_pipeline

    if list_ and half is HalfOption.report:
        raise WarlogError(
            "W042", found="--list is not for the half that is only scored", command="bench times"
        )
    missing: list[str] = []
    if path.is_dir():
        texts = read_timeml(path)
    elif corpora is None:
        raise WarlogError("W042", found="a .jsonl needs --corpora DIR", command="bench times")
    else:
        texts, missing = load_annotated(path, corpora, half_of_option(half))
    starts = {
        name.lower(): date.fromisoformat(one.start)
        for one in Registry.load().operations
        for name in (one.name, *one.names)
        if len(one.start) == 10
    }
    score = run(texts, load_pipeline(), starts)
    found = score.figures.as_dict()
    if jsonl:
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        print_rows(results(), ("figure", "value"), [(name, f"{value:g}") for name, value in found.items()])
    if list_:
        for line in score.wrong:
            (sys.stderr if jsonl else sys.stdout).write(line + "\n")
    if missing:
        complain(f"{len(missing)} texts are not in {corpora}: {', '.join(missing[:5])}")
    raise typer.Exit(1 if missing and not texts else 0)
