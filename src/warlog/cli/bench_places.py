"""`warlog bench places` and `warlog bench re3d`: score place names, and the spans of re3d."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warlog.cli.options import GazetteerFile
from warlog.cli.terminal import results
from warlog.errors import WarlogError

if TYPE_CHECKING:
    from warlog.bench.corpora import AnnotatedText, Half
    from warlog.bench.place_scoring import Finding
    from warlog.bench.places import FindGiven
    from warlog.resources import Resources

AROUND = 40  # characters of context in a list of misses


class HalfOption(StrEnum):
    """Which half of a corpus is read."""

    dev = "dev"
    report = "report"
    all = "all"


class FormOption(StrEnum):
    """Forms of corpora of place names."""

    geovirus = "geovirus"
    lgl = "lgl"
    trnews = "trnews"
    geowebnews = "geowebnews"
    re3d = "re3d"
    ucdp = "ucdp"
    marked = "marked"


Halves = Annotated[
    HalfOption,
    typer.Option("--half", help="dev is developed on, report only scored: no misses are listed of it."),
]
SkipFile = Annotated[
    Path | None,
    typer.Option("--skip", metavar="FILE", help="Beginnings of ids, one a line, of texts to leave out."),
]
ListMisses = Annotated[
    bool, typer.Option("--list", help="List what is missed, wrong or too much, with its words.")
]
AsJson = Annotated[bool, typer.Option("--jsonl", help="The figures as one line of JSON.")]


def places(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="The corpus: a file or a folder.", show_default=False)
    ],
    form: Annotated[
        FormOption | None,
        typer.Option("--format", help="Its form, where its looks do not tell.", show_default=False),
    ] = None,
    half: Halves = HalfOption.dev,
    baseline: Annotated[
        bool,
        typer.Option("--baseline", help="Score named entities with the most prominent namesake beside it."),
    ] = False,
    hint: Annotated[
        bool,
        typer.Option("--hint", help="Tell the reader the country that the corpus gives beside the text."),
    ] = False,
    skip: SkipFile = None,
    floor: Annotated[
        float | None,
        typer.Option(
            help="End with status 1 where the end-to-end F1 within 161 km is below this.", show_default=False
        ),
    ] = None,
    list_: ListMisses = False,
    jsonl: AsJson = False,
    gazetteer: GazetteerFile = None,
) -> None:
    """Score place names found and resolved, on a corpus in any of the forms in use."""
    from warlog.bench.corpora import form_of, read_corpus
    from warlog.bench.places import point_of, read_entities, read_places
    from warlog.resources import load_resources

    _refuse_list(list_, half, "places")
    kind = form.value if form else form_of(path)
    if not path.exists():
        raise WarlogError("W001", where=path)
    resources = load_resources(gazetteer)
    texts = read_corpus(
        path, kind, half_of_option(half), partial(point_of, resources.gazetteer), skipped_ids(skip)
    )
    readers = {"warlog": read_places(resources, hint=hint)}
    if baseline:
        readers["NER, first namesake"] = read_entities(resources.gazetteer)
    if kind == "ucdp":
        columns, misses = _headlines(texts, resources, readers)
    else:
        columns, misses = _places(texts, resources, readers)
    _print(columns, jsonl)
    if list_:
        (sys.stderr if jsonl else sys.stdout).writelines(line + "\n" for line in misses)
    if floor is not None and columns["warlog"].get("end_to_end_161_km_f1", 0.0) < floor:
        raise typer.Exit(1)


def re3d(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The corpus' folder.", show_default=False)],
    half: Halves = HalfOption.dev,
    skip: SkipFile = None,
    jsonl: AsJson = False,
    gazetteer: GazetteerFile = None,
) -> None:
    """Score spans of places, times, organisations, persons and quantities against the re3d corpus."""
    from warlog.bench.corpora.re3d import read_releases
    from warlog.bench.re3d import score_releases
    from warlog.exports.table import print_rows
    from warlog.resources import load_resources

    releases = read_releases(folder, half_of_option(half), skipped_ids(skip))
    counts = score_releases(releases, load_resources(gazetteer))
    rows = {
        kind: {
            "annotated": float(one.gold), "given": float(one.given), "precision": round(one.precision, 3),
            "recall": round(one.recall, 3), "f1": round(one.f1, 3), "f1_strict": round(one.strict_f1, 3),
        }
        for kind, one in counts.items()
    }  # fmt: skip
    if jsonl:
        sys.stdout.write(json.dumps({"documents": len(releases)} | rows) + "\n")
        return
    head = ("type", "annotated", "given", "precision", "recall", "F1", "F1 strict")
    print_rows(
        results(), head, [(kind, *(f"{value:g}" for value in one.values())) for kind, one in rows.items()]
    )
    results().print(f"{len(releases)} documents")


def half_of_option(half: HalfOption) -> Half | None:
    """The half that an option asks for, None for all."""
    return None if half is HalfOption.all else half.value


def _refuse_list(list_: bool, half: HalfOption, command: str) -> None:
    if list_ and half is not HalfOption.dev:
        found = "--list shows what to mend, and the half for the report is not to be mended on"
        raise WarlogError("W042", found=found, command=f"bench {command}")


def skipped_ids(path: Path | None) -> list[str]:
    """The beginnings of ids in a file of them, none without one; W009 where it cannot be read."""
    if path is None:
        return []
    try:
        return path.read_text(encoding="utf-8").split()
    except OSError as error:
        raise WarlogError("W009", where=path, found=error.strerror or "error") from None


def _places(
    texts: Sequence[AnnotatedText], resources: Resources, readers: dict[str, FindGiven]
) -> tuple[dict[str, dict[str, float]], list[str]]:
    from warlog.bench.places import score_places

    scored = score_places(texts, resources, list(readers.values()))
    columns = {name: one.figures.as_dict() for name, one in zip(readers, scored, strict=True)}
    return columns, [_line(finding) for finding in scored[0].findings if finding.verdict != "near"]


def _headlines(
    texts: Sequence[AnnotatedText], resources: Resources, readers: dict[str, FindGiven]
) -> tuple[dict[str, dict[str, float]], list[str]]:
    from warlog.bench.headlines import score_headlines

    scored = score_headlines(texts, resources, list(readers.values()))
    columns = {name: figures.as_dict() for name, (figures, _) in zip(readers, scored, strict=True)}
    return columns, [_line(finding) for finding in scored[0][1] if finding.verdict != "near"]


def _line(finding: Finding) -> str:
    text = finding.text.text
    before, after = (
        text[max(0, finding.start - AROUND) : finding.start],
        text[finding.end : finding.end + AROUND],
    )
    words = " ".join(f"{before}[{text[finding.start : finding.end]}]{after}".split())
    place = finding.given.place if finding.given else None
    as_given = (
        f"{place.name} ({place.kind}, {place.country or '-'}, {_point(place.latitude, place.longitude)})"
        if place
        else ""
    )
    off = f"{finding.km:,.0f} km" if finding.km is not None and as_given and finding.verdict != "open" else ""
    return "  ".join(
        part for part in (f"{finding.verdict:<9}", finding.text.identifier, words, as_given, off) if part
    )


def _point(latitude: float | None, longitude: float | None) -> str:
    return "no point" if latitude is None or longitude is None else f"{latitude:.2f} {longitude:.2f}"


def _print(columns: dict[str, dict[str, float]], jsonl: bool) -> None:
    from warlog.exports.table import print_rows

    if jsonl:
        sys.stdout.write(json.dumps(columns) + "\n")
        return
    figures: Iterable[str] = next(iter(columns.values()))
    rows = [
        (name.replace("_", " "), *(f"{column[name]:g}" for column in columns.values())) for name in figures
    ]
    print_rows(results(), ("figure", *columns), rows)
