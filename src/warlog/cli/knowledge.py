"""`warlog gazetteer`, `actors`, `schema` and `doctor`: what warlog knows, and whether it is well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from warlog.cli import imports
from warlog.cli.options import GazetteerFile
from warlog.cli.reading import dump
from warlog.cli.terminal import build_progress, messages, results

gazetteer_app = typer.Typer(no_args_is_help=True, help="Build, search and extend the gazetteer.")
gazetteer_app.command("import")(imports.import_file)
gazetteer_app.command("imports")(imports.list_imported)
gazetteer_app.command("remove")(imports.remove)
gazetteer_app.command("verify")(imports.verify)
actors_app = typer.Typer(no_args_is_help=True, help="Search the registry of actors.")

LONGEST_LIST = 20


@gazetteer_app.command("build")
def build(gazetteer: GazetteerFile = None) -> None:
    """Build the gazetteer anew; `warlog read` does so by itself on first use."""
    from warlog.places import build_gazetteer

    with build_progress() as tell:
        path = build_gazetteer(gazetteer, tell)
    messages().print(f"gazetteer built: {path}")


@gazetteer_app.command("find")
def find_place(
    name: Annotated[str, typer.Argument(help="A place's name in any usual spelling.")],
    country: Annotated[str | None, typer.Option(metavar="CC", help="ISO country code, such as IQ.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most to list.")] = 10,
    gazetteer: GazetteerFile = None,
) -> None:
    """Find places by name."""
    from warlog.places import Gazetteer

    with build_progress() as tell:
        opened = Gazetteer.open(gazetteer, tell)
    found = opened.find(name, country.upper() if country else None, limit)
    if not found:
        raise _nothing(f"{name!r} is not in the gazetteer")
    _print(
        ("name", "kind", "country", "province", "latitude", "longitude", "id"),
        [
            (e.name, e.kind, e.country or "", e.admin1 or "", f"{e.latitude:.4f}", f"{e.longitude:.4f}", e.id)
            for e in found
        ],
    )


@gazetteer_app.command("near", context_settings={"ignore_unknown_options": True})
def near_point(
    latitude: Annotated[float, typer.Argument(help="Degrees north.", min=-90, max=90)],
    longitude: Annotated[float, typer.Argument(help="Degrees east.", min=-180, max=180)],
    km: Annotated[float, typer.Option(help="How far around.", min=0)] = 25,
    limit: Annotated[int, typer.Option(min=1, help="The most to list.")] = 10,
    gazetteer: GazetteerFile = None,
) -> None:
    """List the places around a point, nearest first."""
    from warlog.places import Gazetteer

    with build_progress() as tell:
        opened = Gazetteer.open(gazetteer, tell)
    found = opened.near(latitude, longitude, km, limit)
    if not found:
        raise _nothing(f"no place of the gazetteer lies within {km:g} km of {latitude}, {longitude}")
    _print(
        ("km", "name", "kind", "country", "province", "id"),
        [(f"{away:.1f}", e.name, e.kind, e.country or "", e.admin1 or "", e.id) for e, away in found],
    )


@actors_app.command("find")
def find_actor(
    name: Annotated[str, typer.Argument(help="A name, alias or part of one.")],
) -> None:
    """Find actors by name."""
    from warlog.actors.registry import Registry

    found = Registry.load().find(name)[:LONGEST_LIST]
    if not found:
        raise _nothing(f"no actor of the registry is called {name!r}")
    _print(
        ("id", "name", "kind", "countries", "also called"),
        [
            (a.id, a.name, a.kind.replace("_", " "), " ".join(a.countries), ", ".join(a.names[:4]))
            for a in found
        ],
    )


@actors_app.command("show")
def show_actor(id: Annotated[str, typer.Argument(metavar="ID", help="The registry id.")]) -> None:  # noqa: A002
    """Print an actor's entry."""
    import msgspec

    from warlog.actors.registry import Registry

    actor = Registry.load().get(id)
    if actor is None:
        raise _nothing(f"no actor of the registry has the id {id!r}")
    entry = msgspec.to_builtins(actor)
    dump({key: value for key, value in entry.items() if value not in (None, [], "", {})}, sys.stdout)


def schema() -> None:
    """Print the JSON Schema of every record kind."""
    from warlog.records import schema as record_schema

    dump(record_schema(), sys.stdout)


def doctor(gazetteer: GazetteerFile = None) -> None:
    """Check that everything warlog needs is there and sound."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("Python", _python), ("language model", _model), ("registry of actors", _registry),
        ("gazetteer", lambda: _gazetteer(gazetteer)), ("SQLite", _sqlite),
    ]  # fmt: skip
    console, well = results(), True
    for name, check in checks:
        try:
            console.print(f"well  {name}: {check()}")
        except Exception as error:
            well = False
            console.print(f"ill   {name}: {error}", style="red")
    raise typer.Exit(0 if well else 1)


def _nothing(message: str) -> typer.Exit:
    """Say that a search came to nothing; the exit status tells scripts."""
    messages().print(message)
    return typer.Exit(1)


def _python() -> str:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise RuntimeError(f"{sys.version.split()[0]}; warlog is tested on 3.11 to 3.13")
    return sys.version.split()[0]


def _model() -> str:
    from warlog.language import load_pipeline

    meta = load_pipeline().meta
    return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"


def _registry() -> str:
    from warlog.actors.registry import Registry

    return f"{len(Registry.load().actors):,} actors"


def _gazetteer(path: Path | None) -> str:
    from warlog.places import Gazetteer
    from warlog.places.build import default_path
    from warlog.places.layers import list_imports

    path = path or default_path()
    if not path.exists():
        return f"not built yet ({path}); `warlog read` builds it on first use"
    found = Gazetteer.open(path, None, rebuild=False)
    found.close()
    imported = ", ".join(f"{r.name} ({r.taken:,} places)" for r in list_imports(path) if not r.unfinished)
    return f"{path}; imports: {imported}" if imported else str(path)


def _sqlite() -> str:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    lacking = {"ENABLE_FTS5", "ENABLE_RTREE"} - options
    if lacking:
        raise RuntimeError(
            f"{sqlite3.sqlite_version} lacks {', '.join(sorted(lacking))}; use another build of Python"
        )
    return f"{sqlite3.sqlite_version} with full-text and spatial search"


def _print(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from warlog.exports.table import print_rows

    print_rows(results(), headings, rows)
