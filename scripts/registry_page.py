"""Writes docs/registry.md, the page that lists every actor of the registry.

    python scripts/registry_page.py [--check]

With --check nothing is written; the exit status is 1 where the page is out of date.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from warlog.actors import Actor, Registry

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "registry.md"
DATA = ROOT / "src" / "warlog" / "data" / "actors"

TOP = """# The registry

<!-- Written by scripts/registry_page.py: do not edit. -->

Every actor that warlog knows by name: {total:,} entries, of which {composed:,} are the organs of {states} states, composed from a table.
[Actors](actors.md) says what an entry holds and how words in a report come to mean one. Being listed here is no judgement.

- **Active** is the first and last date known, `–` for open or unknown.
- **Under** is the body that an actor is part of, **was** the one that it continues under another name.
- `warlog actors show ID` prints an entry whole, with its names, sides and source; `warlog actors find WORDS` looks one up.

"""
STATES_TOP = """## States

Each state has {organs}. The id is the state's ISO code and the organ: `ml-forces`. Listed are the states, their governments' own
names and the names of their forces.

| code | state | government | forces |
| --- | --- | --- | --- |
"""


def page(registry: Registry) -> str:
    """The page."""
    files = _files()
    by_file: dict[str, list[Actor]] = defaultdict(list)
    for actor in registry.actors.values():
        if actor.organ is None:
            by_file[files[actor.id]].append(actor)
    composed = sum(actor.organ is not None for actor in registry.actors.values())
    parts = [TOP.format(total=len(registry.actors), composed=composed, states=len(registry.states))]
    parts += [_section(name, by_file[name]) for name in sorted(by_file)]
    parts.append(_states(registry))
    return "\n".join(parts)


def _files() -> dict[str, str]:
    """From an actor's id to the theatre whose file defines it."""
    found: dict[str, str] = {}
    for file in sorted(DATA.glob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8")).get("actor", []):
            if "kind" in table:
                found.setdefault(table["id"], file.stem)
    return found


def _section(name: str, actors: list[Actor]) -> str:
    lines = [
        f"## {name.replace('_', ' ').title()}",
        "",
        "| id | name | kind | countries | active | under, was |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(actor) for actor in sorted(actors, key=lambda a: a.id)]
    return "\n".join([*lines, ""])


def _row(actor: Actor) -> str:
    active = "–".join(date or "" for date in actor.active)
    bodies = [*([actor.parent] if actor.parent else []), *actor.part_of]
    under = ", ".join(f"`{body}`" for body in dict.fromkeys(bodies))
    was = f"was `{actor.succeeds}`" if actor.succeeds else ""
    cells = (f"`{actor.id}`", actor.name, actor.kind.replace("_", " "), " ".join(actor.countries) or "all", active,
             "; ".join(part for part in (under, was) if part))  # fmt: skip
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _states(registry: Registry) -> str:
    organs = ", ".join(f"`{suffix}`" for suffix in registry.organs)
    rows: list[str] = []
    for state in sorted(registry.states.values(), key=lambda s: s.iso2):
        government, forces = (
            registry.actors[f"{state.iso2.lower()}-{organ}"] for organ in ("government", "forces")
        )
        rows.append(f"| `{state.iso2}` | {state.names[0]} | {government.name} | {forces.name} |")
    return STATES_TOP.format(organs=organs) + "\n".join([*rows, ""])


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = page(Registry.load())
    current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    if check:
        if text != current:
            sys.stderr.write("docs/registry.md is out of date; run python scripts/registry_page.py\n")
        return int(text != current)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
