"""`warlog bench`: score the reading."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warlog.cli.bench_actors import actors
from warlog.cli.bench_places import places, re3d
from warlog.cli.bench_times import times
from warlog.cli.options import GazetteerFile
from warlog.cli.reading import load_reader
from warlog.cli.terminal import complain, progress, results

if TYPE_CHECKING:
    from warlog.bench import ScoredReport
    from warlog.bench.scoring import Scored

app = typer.Typer(no_args_is_help=True, help="Score the reading on hand-made gold and public corpora.")

app.command("places")(places)
app.command("re3d")(re3d)
app.command("actors")(actors)
app.command("times")(times)

WORDS_AROUND = 90


@app.command("gold")
def gold(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="NAME.json files and reports/NAME.txt, or annotated NAME.txt.",
            show_default=False,
        ),
    ],
    only: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Only these: seed,d01-d06; or a split: dev.")
    ] = None,
    corpora: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where texts lie that are not in the folder, found by hash."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List misses, wrong acts and extras.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="The figures as one line of JSON.")] = False,
    gazetteer: GazetteerFile = None,
) -> None:
    """Read a folder of gold and score the claims."""
    from warlog.bench import by_act, figures, load_gold, score_reports

    reports = load_gold(folder, only, corpora)
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
        *(
            (f"{room}, as a share of the parse", f"{share:.3f}")
            for room, share in measured.rooms.items()
            if room != "parse"
        ),
        ("actors, places and times together", f"{measured.who_where_when:.3f}"),
    ]  # fmt: skip
    print_rows(results(), ("figure", "value"), rows)


@app.command("gazetteer")
def gazetteer_speed(
    names: Annotated[int, typer.Option(help="How many names are looked up.", min=200)] = 10_000,
    cold: Annotated[
        bool, typer.Option("--cold", help="Drop the files from the system's memory first (Linux).")
    ] = False,
    gazetteer: GazetteerFile = None,
) -> None:
    """Time opening the gazetteer with its imports, and looking up names in it."""
    from warlog.bench.gazetteer import LookupTimes, measure_gazetteer
    from warlog.exports.table import print_rows
    from warlog.places.build import default_path

    def in_words(times: LookupTimes) -> str:
        return f"{times.mean:.1f} (median {times.middle:.1f}, 99 of 100 under {times.ninety_nine:.1f})"

    measured = measure_gazetteer(gazetteer or default_path(), names, cold=cold)
    rows = [
        ("places", f"{measured.places:,}"), ("imports", str(measured.imports)),
        ("opening, ms", f"{measured.opening:.1f}"),
        ("a name that is there, µs", in_words(measured.known)),
        ("a name that is not there, µs", in_words(measured.absent)),
        ("a name among 500 at once, µs", f"{measured.batched:.1f}"),
        ("entries of a name", f"{measured.known.entries:.1f} (at most {measured.known.most})"),
        ("memory of the process, MB", f"{measured.after:.0f} (before: {measured.before:.0f})"),
    ]  # fmt: skip
    print_rows(results(), ("figure", "value"), rows)
