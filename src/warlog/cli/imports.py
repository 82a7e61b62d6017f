"""`warlog gazetteer import`, `imports`, `remove` and `verify`."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from warlog.cli.options import GazetteerFile
from warlog.cli.terminal import build_progress, messages, output, results

SHOWN = 20


class ImportFormat(StrEnum):
    """Formats that an import may have."""

    geonames = "geonames"
    csv = "csv"


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A GeoNames dump or a CSV (name, latitude, longitude, …), plain or zipped.",
            show_default=False,
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What to call the import; else it is called as its file."),
    ] = None,
    format_: Annotated[
        ImportFormat | None,
        typer.Option("--format", help="What the file is, where its first lines do not tell."),
    ] = None,
    kinds: Annotated[
        str | None, typer.Option(metavar="KINDS", help="Only these kinds of places: city,town,village.")
    ] = None,
    countries: Annotated[
        str | None, typer.Option(metavar="CODES", help="Only places in these countries: IQ,SY.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the line number of every rejected row and why.")
    ] = None,
    gazetteer: GazetteerFile = None,
) -> None:
    """Import places from a file; one of the same name is replaced. Exit status 1 where rows were rejected."""
    from warlog.places.build import default_path
    from warlog.places.importing import Wanted, import_places, name_for

    wanted = Wanted(
        name or name_for(file), None if format_ is None else format_.value, _listed(kinds), _listed(countries, upper=True)
    )  # fmt: skip
    console = messages()
    try:
        with ExitStack() as stack:
            tell = stack.enter_context(build_progress())
            log = stack.enter_context(output(rejects)) if rejects else None
            done = import_places(file, gazetteer or default_path(), wanted, tell, log, SHOWN)
    except KeyboardInterrupt:
        console.print(
            f"broken off; the same command goes on from there, `warlog gazetteer remove {wanted.name}` drops it"
        )
        raise
    record = done.record
    for line, reason in done.rejects:
        console.print(f"line {line}: {reason}")
    if record.rejected > len(done.rejects):
        console.print(
            f"… and {record.rejected - len(done.rejects):,} more"
            + ("" if rejects else "; --rejects FILE lists all")
        )
    if done.resumed:
        console.print("taken up where it was broken off")
    rest = f"{record.rejected:,} rows rejected, {record.left_out:,} left out (of other kinds or countries)"
    console.print(
        f"imported as {record.name}: {record.taken:,} places; {rest}"
        if done.whole
        else f"nothing to import: {rest}"
    )
    raise typer.Exit(1 if record.rejected or not done.whole else 0)


def list_imported(gazetteer: GazetteerFile = None) -> None:
    """List the imports."""
    from warlog.exports.table import print_rows
    from warlog.places.build import default_path
    from warlog.places.layers import list_imports

    records = list_imports(gazetteer or default_path())
    if not records:
        messages().print("nothing has been imported")
        return
    rows = [
        (
            r.name, r.source, r.sha256[:12], f"{r.taken:,}", f"{r.rejected:,}", f"{r.left_out:,}",
            "unfinished" if r.unfinished else r.imported[:10],
        )
        for r in records
    ]  # fmt: skip
    print_rows(results(), ("name", "source", "sha256", "taken", "rejected", "left out", "imported"), rows)


def remove(
    name: Annotated[str, typer.Argument(help="The import's name.", show_default=False)],
    gazetteer: GazetteerFile = None,
) -> None:
    """Remove an import: look-ups are then as they were before it."""
    from warlog.places.build import default_path
    from warlog.places.layers import remove_import

    remove_import(gazetteer or default_path(), name)
    messages().print(f"removed: {name}")


def verify(gazetteer: GazetteerFile = None) -> None:
    """Check the files of the gazetteer and of all imports page by page, and count their places."""
    from warlog.places.build import default_path
    from warlog.places.layers import verify_gazetteer

    console, well = results(), True
    for name, wrong, places, sha256 in verify_gazetteer(gazetteer or default_path()):
        well = well and wrong is None
        if wrong is None:
            console.print(
                f"well  {name}: {places:,} places" + (f", source sha256 {sha256}" if sha256 else ""),
                soft_wrap=True,
            )
        else:
            console.print(f"ill   {name}: {wrong}", style="red", soft_wrap=True)
    raise typer.Exit(0 if well else 1)


def _listed(option: str | None, *, upper: bool = False) -> frozenset[str]:
    values = (value.strip() for value in (option or "").split(","))
    return frozenset((value.upper() if upper else value.lower()) for value in values if value)
