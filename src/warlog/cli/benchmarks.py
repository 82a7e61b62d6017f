"""`warlog bench`: score the reading."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warlog.cli.options import GazetteerFile
from warlog.cli.reading import load_reader
from warlog.cli.terminal import complain, progress, results

if TYPE_CHECKING:
    from warlog.bench import ScoredReport
    from warlog.bench.scoring import Scored

app = typer.Typer(no_args_is_help=True, help="Score the reading on hand-made gold and public corpora.")

WORDS_AROUND = 90


@app.command("gold")
def gold(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="NAME.json files and reports/NAME.txt.", show_default=False)],
    only: Annotated[str | None, typer.Option(metavar="NAMES", help="Only these: seed,d01-d06.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List misses, wrong acts and extras.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="The figures as one line of JSON.")] = False,
    gazetteer: GazetteerFile = None,
) -> None:
    """Read a folder of gold and score the claims."""
    from warlog.bench import by_act, figures, load_gold, score_reports

    reports = load_gold(folder, only)
    reader = load_reader(gazetteer)
    scored: list[ScoredReport] = []
    with progress("reading", len(reports)) as advance:
        for one in score_reports(reports, reader):
            scored.append(one)
            if one.problem is not None:
                complain(one.problem)
            advance()
    found = figures(scored)
    if jsonl:
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        from warlog.exports.table import print_rows

        console = results()
        print_rows(console, ("figure", "value"), [(name, f"{value:g}") for name, value in found.items()])
        console.print()
        print_rows(console, ("act", "found", "of"), [(act, str(hit), str(of)) for act, hit, of in by_act(scored)])
    if list_:
        for one in scored:
            _list(one, sys.stderr.write if jsonl else sys.stdout.write)
    raise typer.Exit(1 if any(one.problem for one in scored) else 0)


def _list(one: ScoredReport, write: object) -> None:
    text, name, pairing = one.gold.raw.text, one.gold.name, one.pairing
    lines = [_line("missed", name, claim, text) for claim in pairing.missed]
    lines += [_line("extra ", name, claim, text) for claim in pairing.extra]
    lines += [f"slots   {name}: {line}" for line in _slots(one)]
    if callable(write):
        for line in lines:
            write(line + "\n")


def _line(what: str, name: str, claim: Scored, text: str) -> str:
    around = " ".join(text[claim.start : claim.start + WORDS_AROUND].split())
    return f"{what}  {name}: {claim.act:<12} “{claim.trigger}” … {around}"


def _slots(one: ScoredReport) -> list[str]:
    """What is wrong in the pairs with the right act."""
    from warlog.bench.scoring import differences

    pairing = one.pairing
    return [
        f"{pairing.gold[j].act:<12} “{pairing.gold[j].trigger}”: {'; '.join(wrong)}"
        for i, j in pairing.right
        if (wrong := differences(pairing.predicted[i], pairing.gold[j]))
    ]
