"""`warlog bench actors`: score mentions of actors found and linked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from warlog.cli.bench_places import AsJson, HalfOption, SkipFile, half_of_option, skipped_ids
from warlog.cli.reading import load_reader
from warlog.cli.terminal import results
from warlog.errors import WarlogError


def actors(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="Verdicts (*.jsonl), own marked texts (*.json), or a re3d folder.",
            show_default=False,
        ),
    ],
    corpora: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the texts of verdicts are looked for.", show_default=False),
    ] = None,
    half: Annotated[
        HalfOption, typer.Option("--half", help="dev is developed on, report only scored.")
    ] = HalfOption.all,
    skip: SkipFile = None,
    list_: Annotated[bool, typer.Option("--list", help="List what is linked wrongly.")] = False,
    jsonl: AsJson = False,
) -> None:
    """Score actors found in a text and linked to the registry."""
    from warlog.bench.actors import read_marked, run
    from warlog.exports.table import print_rows

    if list_ and half is HalfOption.report:
        raise WarlogError(
            "W042", found="--list is not for the half that is only scored", command="bench actors"
        )
    if not path.exists():
        raise WarlogError("W001", where=path)
    if path.is_dir() and next(path.rglob("documents.json"), None) is not None:
        _spans(path, half, skip, jsonl)
        return
    texts = read_marked(path, half_of_option(half), corpora)
    if not texts:
        raise WarlogError(
            "W042", found=f"none of the texts of {path} was found; pass --corpora", command="bench actors"
        )
    figures = run(texts, load_reader(None).resources)
    if jsonl:
        sys.stdout.write(json.dumps(figures.as_dict() | {"by_kind": figures.by_kind}) + "\n")
    else:
        rows = [(name.replace("_", " "), f"{value:g}") for name, value in figures.as_dict().items()]
        rows += [
            (f"linked right, {kind}", f"{hit} of {of}") for kind, (hit, of) in sorted(figures.by_kind.items())
        ]
        print_rows(results(), ("figure", "value"), rows)
    if list_:
        (sys.stderr if jsonl else sys.stdout).writelines(line + "\n" for line in figures.misses)


def _spans(path: Path, half: HalfOption, skip: Path | None, jsonl: bool) -> None:
    from warlog.bench.actors import spans_of
    from warlog.bench.corpora.re3d import read_releases
    from warlog.exports.table import print_rows

    releases = read_releases(path, half_of_option(half), skipped_ids(skip))
    counts = spans_of(releases, load_reader(None).resources)
    table = {
        kind: [
            one.gold,
            round(one.precision, 3),
            round(one.recall, 3),
            round(one.f1, 3),
            round(one.strict_f1, 3),
        ]
        for kind, one in counts.items()
    }
    if jsonl:
        sys.stdout.write(json.dumps(table) + "\n")
        return
    head = ("type", "annotated", "precision", "recall", "F1", "F1 strict")
    print_rows(results(), head, [(kind, *(f"{value:g}" for value in row)) for kind, row in table.items()])
