"""Registry entries of states: one row of `states.tsv` and one template an organ make one actor."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec


class Organ(msgspec.Struct, frozen=True):
    """A template of `state_organs.toml`: what an organ is called, and which words its people go by."""

    suffix: str
    kind: str
    speaks_as: str
    column: str
    name: str
    names: list[str] = []
    titles: list[str] = []
    parent: str = "government"


class State(msgspec.Struct, frozen=True):
    """A state's words: `names` (first is canonical), `adjectives`, `metonyms` (its capital and the like)."""

    iso2: str
    names: list[str]
    adjectives: list[str]
    metonyms: list[str]
    active: list[str]
    columns: dict[str, list[str]]

    @property
    def id(self) -> str:
        """The registry id of the state's government."""
        return f"{self.iso2.lower()}-government"


def read_states(text: str) -> list[State]:
    """The rows of `states.tsv`; lines beginning with # are comments, cells are split on "|"."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_state(row) for row in rows]


def _state(row: dict[str, Any]) -> State:
    cells = {key: _split(value) for key, value in row.items() if key}
    active = (row.get("active") or "").split("..")
    fixed = {"iso2", "name", "aliases", "adjectives", "metonyms", "active"}
    return State(
        iso2=str(row["iso2"]),
        names=[*cells["name"], *cells.get("aliases", [])],
        adjectives=cells.get("adjectives", []),
        metonyms=cells.get("metonyms", []),
        active=[active[0], active[-1] if len(active) > 1 else ""],
        columns={key: values for key, values in cells.items() if key not in fixed and values},
    )


def _split(cell: object) -> list[str]:
    return [part.strip() for part in str(cell or "").split("|") if part.strip()]


def organ_actor(state: State, organ: Organ) -> dict[str, Any]:
    """The registry entry of one organ of one state, as an `[[actor]]` table would give it.

    `names` are the state's own names for it; the names that the templates make are composed when a
    text is read, and by `composed_names`.
    """
    own = state.columns.get(organ.column, [])
    first = state.adjectives[0] if state.adjectives else state.names[0]
    name = own[0] if own else organ.name.format(ADJ=first, NAME=state.names[0])
    government = organ.suffix == "government"
    return {
        "id": f"{state.iso2.lower()}-{organ.suffix}",
        "name": name,
        "kind": organ.kind,
        "names": own[1:],
        "countries": [state.iso2],
        "state": state.iso2,
        "parent": None if government else f"{state.iso2.lower()}-{organ.parent}",
        "speaks_as": organ.speaks_as,
        "metonyms": [*state.names, *state.metonyms] if government else [],
        "active": state.active,
        "organ": organ.suffix,
        "source": "states.tsv",
    }


def composed_names(state: State, organ: Organ) -> list[str]:
    """Every name that the templates make for one organ of one state."""
    return [
        template.format(adj=adjective, name=name)
        for template in organ.names
        for adjective in (state.adjectives if "{adj}" in template else [""])
        for name in (state.names if "{name}" in template else [""])
    ]
