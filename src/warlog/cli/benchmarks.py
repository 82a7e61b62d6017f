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
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="NAME.json files and reports/NAME.txt.", show_default=False)
    ],
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
        print_rows(
            console, ("act", "found", "of"), [(act, str(hit), str(of)) for act, hit, of in by_act(scored)]
        )
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


@app.command("speed")
def speed(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Reports to read.", show_default=False)
    ],
    rounds: Annotated[int, typer.Option(help="How often each is timed.", min=1)] = 5,
    limit: Annotated[int, typer.Option(help="How many reports at most.", min=1)] = 100,
    gazetteer: GazetteerFile = None,
) -> None:
    """Time reading against the bare spaCy pipeline that it runs on, in turns."""
    import resource
    from itertools import islice

    from warlog.bench.speed import measure_speed
    from warlog.exports.table import print_rows
    from warlog.ingest import RawReport, read_sources
    from warlog.resources import load_resources

    readable = (one for one in read_sources(sources) if isinstance(one, RawReport))
    measured = measure_speed(list(islice(readable, limit)), load_resources(gazetteer), rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [
        ("reports", str(measured.reports)), ("words", str(measured.words)),
        ("bare pipeline, words a second", f"{measured.bare:,.0f}"),
        ("full reading, words a second", f"{measured.full:,.0f}"),
        ("ratio", f"{measured.ratio:.2f}"), ("peak memory, MB", f"{peak:,.0f}"),
    ]  # fmt: skip
    print_rows(results(), ("figure", "value"), rows)


@app.command("geovirus")
def geovirus(
    file: Annotated[Path, typer.Argument(metavar="GeoVirus.xml", show_default=False)],
    half: Annotated[str, typer.Option(help="dev (developed on) or report.")] = "dev",
    gazetteer: GazetteerFile = None,
) -> None:
    """Score place names found and resolved on one half of the GeoVirus corpus."""
    from warlog.bench.geovirus import run
    from warlog.errors import WarlogError
    from warlog.exports.table import print_rows
    from warlog.resources import load_resources

    if half not in ("dev", "report"):
        raise WarlogError(
            "W042", found=f"--half {half!r} is neither dev nor report", command="bench geovirus"
        )
    if not file.is_file():
        raise WarlogError("W001", where=file)
    resources = load_resources(gazetteer)
    found = run(file, "dev" if half == "dev" else "report", resources.gazetteer, resources.pipeline)
    print_rows(
        results(), ("figure", "value"), [(name, f"{value:g}") for name, value in found.as_dict().items()]
    )
