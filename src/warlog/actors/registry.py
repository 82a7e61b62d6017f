"""The registry of actors: who is who, of which kind, on whose side and when."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

import msgspec
import platformdirs

from warlog.actors.lexicon import Lexicon, load_lexicon
from warlog.actors.names import Name, NameIndex, make_name, name_key, name_table
from warlog.actors.states import Organ, State, composed_names, organ_actor, read_states
from warlog.errors import WarlogError
from warlog.records import ActorKind

Relation = Literal["same", "ally", "enemy"]
_LISTS = ("names", "generic", "members", "part_of", "countries", "allies", "enemies", "leaders",
          "metonyms", "ambiguous")  # fmt: skip
# keys of an amendment that take entries off a list
_TAKEN = {"certain": "ambiguous", "without": "names"}
_CACHE_FORMAT = 3


class Tie(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """An alliance or enmity with the actor `id`, between two dates where they are known."""

    id: str
    start: str = ""
    end: str = ""


class Actor(msgspec.Struct, frozen=True):
    """An entry of the registry.

    `names` always mean the actor (those also in `ambiguous` only where the report's countries fit),
    `generic` words only where the context leaves one candidate, `metonyms` only as doer or speaker.
    `active` is its first and last date (ISO, any precision, "" for open or unknown). `succeeds` is the
    body that it continues under another name.
    """

    id: str
    name: str
    kind: ActorKind
    names: list[str] = []
    generic: list[str] = []
    members: list[str] = []
    parent: str | None = None
    succeeds: str | None = None
    part_of: list[str] = []
    countries: list[str] = []
    state: str | None = None
    active: tuple[str, str] = ("", "")
    allies: list[Tie] = []
    enemies: list[Tie] = []
    speaks_as: str | None = None
    leaders: list[str] = []
    metonyms: list[str] = []
    ambiguous: list[str] = []
    ucdp: Any = None
    wikidata: Any = None
    organ: str | None = None
    source: str = ""


class Operation(msgspec.Struct, frozen=True):
    """A named war, campaign or operation; `end` "" while it lasts or is unknown."""

    id: str
    name: str
    names: list[str] = []
    start: str = ""
    end: str = ""
    place: str = ""
    country: Any = None
    agents: list[str] = []
    targets: list[str] = []
    source: str = ""


class _Data(msgspec.Struct):
    actors: list[Actor]
    operations: list[Operation]
    states: list[State]
    organs: list[Organ]
    table: dict[str, tuple[Name, ...]] = {}


class Registry:
    """Actors and operations, found by id, by name, and in running text. Build it with `Registry.load`."""

    def __init__(
        self,
        actors: Iterable[Actor],
        operations: Iterable[Operation] = (),
        states: Iterable[State] = (),
        organs: Iterable[Organ] = (),
        lexicon: Lexicon | None = None,
        table: dict[str, tuple[Name, ...]] | None = None,
    ) -> None:
        self.actors: dict[str, Actor] = {actor.id: actor for actor in actors}
        self.operations: list[Operation] = list(operations)
        self.states: dict[str, State] = {state.iso2: state for state in states}
        self.organs: dict[str, Organ] = {organ.suffix: organ for organ in organs}
        self.lexicon: Lexicon = lexicon or load_lexicon()
        self._table = table

    @classmethod
    def load(cls, cache: Path | None = None) -> Registry:
        """The registry of the package, through a compiled copy in the user's cache directory.

        `cache` names another directory for the copy. Raises WarlogError W033 for damaged data.
        """
        folder = resources.files("warlog.data").joinpath("actors")
        files = sorted(
            (f for f in folder.iterdir() if f.name.endswith((".toml", ".tsv"))), key=lambda f: f.name
        )
        contents = {file.name: file.read_bytes() for file in files}
        digest = hashlib.sha256(str(_CACHE_FORMAT).encode())
        for name, content in contents.items():
            digest.update(name.encode() + b"\0" + content)
        copy = (
            cache or Path(platformdirs.user_cache_dir("warlog"))
        ) / f"actors-{digest.hexdigest()[:16]}.msgpack"
        data = _read_copy(copy)
        lexicon = load_lexicon()
        if data is None:
            data = _compile(contents, folder)
            data.table = cls(data.actors, data.operations, data.states, data.organs, lexicon).index.table
            _write_copy(copy, data)
        return cls(data.actors, data.operations, data.states, data.organs, lexicon, data.table)

    def get(self, actor_id: str | None) -> Actor | None:
        """The actor with this id, None where there is none."""
        return self.actors.get(actor_id) if actor_id else None

    @cached_property
    def index(self) -> NameIndex:
        """Every proper name of the registry and every word for a state, in one automaton.

        Targets are registry ids, or "leader:<id>", "metonym:<id>", "state:<ISO2>", "adjective:<ISO2>".
        """
        return NameIndex(name_table(self._names()) if self._table is None else self._table)

    @cached_property
    def generic(self) -> dict[str, list[str]]:
        """From a folded generic word ("regime forces") to the ids of the actors it may mean."""
        table: dict[str, list[str]] = {}
        for actor in self.actors.values():
            for word in (*actor.generic, *actor.members):
                ids = table.setdefault(name_key(word), [])
                if actor.id not in ids:
                    ids.append(actor.id)
        return table

    @cached_property
    def ambiguous(self) -> frozenset[tuple[str, str]]:
        """Pairs of actor id and folded name that need the report's countries to fit."""
        return frozenset(
            (actor.id, name_key(name)) for actor in self.actors.values() for name in actor.ambiguous
        )

    @cached_property
    def umbrellas(self) -> frozenset[str]:
        """Actors that stand for all of a sort, called by a common noun: "Syrian rebels", "Kurdish forces"."""
        nouns = self.lexicon.nouns
        return frozenset(
            actor.id for actor in self.actors.values()
            if (last := actor.name.split()[-1]).islower() and last in nouns
        )  # fmt: skip

    @cached_property
    def composed(self) -> dict[str, str]:
        """From what follows a state's word, folded ("special forces"), to the organ's suffix."""
        table: dict[str, str] = {}
        for organ in self.organs.values():
            for template in organ.names:
                for slot in ("{adj} ", "{name} "):
                    if template.startswith(slot):
                        table.setdefault(name_key(template.removeprefix(slot)), organ.suffix)
        return table

    def find(self, query: str, limit: int = 10) -> list[Actor]:
        """Actors whose id or any name resembles `query`, best first; forgiving of spelling."""
        from rapidfuzz import fuzz, process

        if query in self.actors:
            return [self.actors[query]]
        key = name_key(query)
        scores: dict[str, float] = {}
        choices = self._search_names
        for _, score, place in process.extract(
            key, [name for name, _ in choices], scorer=fuzz.WRatio, limit=limit * 6, score_cutoff=78
        ):
            name, actor_id = choices[place]
            value = 101.0 if name == key else float(score) - abs(len(name) - len(key)) * 0.2
            scores[actor_id] = max(scores.get(actor_id, 0.0), value)
        ranked = sorted(scores, key=lambda actor_id: (-scores[actor_id], actor_id))
        return [self.actors[actor_id] for actor_id in ranked[:limit]]

    def named(self, text: str | None) -> Actor | None:
        """The actor that a short text such as an outlet's name stands for, None where it tells nobody.

        A state's word without a known body ("Australian Department of …") stands for its government.
        """
        if not text:
            return None
        exact = [n.target for n in self.index.table.get(name_key(text), ()) if ":" not in n.target]
        found = [name.target for hit in self.index.find(text) for name in hit.names]
        for target in (*exact, *found):
            if target in self.actors:
                return self.actors[target]
        for target in found:
            sort, _, value = target.partition(":")
            if sort in ("state", "adjective"):
                return self.actors.get(self.organ_of(value, "government") or "")
        return None

    def names_of(self, actor: Actor) -> list[str]:
        """Every name of an actor, those composed from its state's words included."""
        names = [actor.name, *actor.names]
        organ, state = self.organs.get(actor.organ or ""), self.states.get(actor.state or "")
        if organ is not None and state is not None:
            names += composed_names(state, organ)
        return list(dict.fromkeys(names))

    def organ_of(self, iso2: str, suffix: str) -> str | None:
        """The id of an organ of a state ("IQ", "forces"), None where the registry lacks it."""
        actor_id = f"{iso2.lower()}-{suffix}"
        return actor_id if actor_id in self.actors else None

    def chain(self, actor_id: str | None) -> list[str]:
        """The actor and every body that it belongs to, nearest first."""
        found: list[str] = []
        queue = [actor_id] if actor_id else []
        while queue:
            here = queue.pop(0)
            actor = self.actors.get(here)
            if actor is None or here in found:
                continue
            found.append(here)
            queue += [*([actor.parent] if actor.parent else []), *actor.part_of]
        return found

    def lineage(self, actor_id: str | None) -> list[str]:
        """The names that one body has borne, oldest first: al-Nusra Front, Jabhat Fateh al-Sham, Hayat Tahrir al-Sham."""
        found = self._earlier(actor_id)[::-1]
        while found and (heirs := self.heirs.get(found[-1])):
            # where a body split, its name's own line ends
            if len(heirs) > 1 or heirs[0] in found:
                break
            found.append(heirs[0])
        return found

    def as_of(self, actor_id: str | None, when: date | None) -> str | None:
        """What the body was called on a day, as an id; the actor itself where no name of its line was in use then."""
        fitting = [i for i in self.lineage(actor_id) if when and within(when, *self.actors[i].active)]
        return actor_id if actor_id in fitting or not fitting else fitting[-1]

    @cached_property
    def children(self) -> dict[str, list[Actor]]:
        """From an actor's id to the bodies right under it."""
        table: dict[str, list[Actor]] = {}
        for actor in self.actors.values():
            if actor.parent:
                table.setdefault(actor.parent, []).append(actor)
        return table

    @cached_property
    def heirs(self) -> dict[str, list[str]]:
        """From an actor's id to those that continue it under another name."""
        table: dict[str, list[str]] = {}
        for actor in self.actors.values():
            if actor.succeeds:
                table.setdefault(actor.succeeds, []).append(actor.id)
        return table

    def _earlier(self, actor_id: str | None) -> list[str]:
        """The actor and those that it continues, latest first."""
        found: list[str] = []
        while actor_id is not None and actor_id in self.actors and actor_id not in found:
            found.append(actor_id)
            actor_id = self.actors[actor_id].succeeds
        return found

    def relation(self, one: str | None, other: str | None, when: date | None = None) -> Relation | None:
        """How two actors stand to each other, through the bodies they belong to; None where unknown.

        The nearest stated tie wins; at equal distance enmity goes before alliance. `when` None
        takes ties of every date.
        """
        first, second = self.chain(one), self.chain(other)
        if not first or not second:
            return None
        if first[0] in second or second[0] in first or first[0] in self.lineage(second[0]):
            return "same"
        first, second = self._with_state(first), self._with_state(second)
        stated: list[tuple[int, int, Relation]] = []
        for i, a in enumerate(first):
            for j, b in enumerate(second):
                kind = self._stated(a, b, when)
                if kind is not None:
                    stated.append((i + j, 0 if kind == "enemy" else 1, kind))
        if stated:
            return min(stated)[2]
        return (
            "same" if _state_of(self, first) and _state_of(self, first) == _state_of(self, second) else None
        )

    def _with_state(self, chain: list[str]) -> list[str]:
        """The chain with its state's forces and government: who fights the army fights the police's state."""
        state = _state_of(self, chain)
        if state is None:
            return chain
        bodies = (self.organ_of(state, suffix) for suffix in ("forces", "government"))
        return [*chain, *(body for body in bodies if body is not None and body not in chain)]

    def side_kind(self, actor_id: str | None) -> Literal["state", "non_state", "external", "other"]:
        """Which sort of side an actor is on."""
        actor = self.get(actor_id)
        if actor is None:
            return "other"
        if actor.kind in ("state_forces", "police", "government"):
            return "state"
        if actor.kind in ("rebel_group", "militia"):
            return "non_state"
        return "external" if actor.kind == "external_forces" else "other"

    def _stated(self, one: str, other: str, when: date | None) -> Relation | None:
        for a, b in ((one, other), (other, one)):
            actor = self.actors[a]
            if any(tie.id == b and within(when, tie.start, tie.end) for tie in actor.enemies):
                return "enemy"
        for a, b in ((one, other), (other, one)):
            if any(tie.id == b and within(when, tie.start, tie.end) for tie in self.actors[a].allies):
                return "ally"
        return None

    @cached_property
    def _search_names(self) -> list[tuple[str, str]]:
        return [
            (name_key(name), actor.id)
            for actor in self.actors.values()
            for name in (*self.names_of(actor), *actor.metonyms)
        ]

    def _names(self) -> Iterable[Name]:
        for actor in self.actors.values():
            for name in dict.fromkeys((actor.name, *actor.names)):
                yield make_name(name, actor.id)
            for name in actor.leaders:
                yield make_name(name, f"leader:{actor.id}")
            if actor.organ != "government":
                for name in actor.metonyms:
                    yield make_name(name, f"metonym:{actor.id}")
        for state in self.states.values():
            for name in state.names:
                yield make_name(name, f"state:{state.iso2}")
            for name in state.adjectives:
                yield make_name(name, f"adjective:{state.iso2}")
            for name in self._state_metonyms(state):
                yield make_name(name, f"metonym:{state.id}")

        for name, iso2 in self.lexicon.demonyms.items():
            if iso2 in self.states:
                yield make_name(name, f"adjective:{iso2}")

    def _state_metonyms(self, state: State) -> list[str]:
        actor = self.actors.get(state.id)
        known = set(state.names)
        return [name for name in (actor.metonyms if actor else state.metonyms) if name not in known]


def within(when: date | None, start: str, end: str) -> bool:
    """Whether a day lies between two ISO dates of any precision ("" is open)."""
    if when is None:
        return True
    day = when.isoformat()
    return (not start or day[: len(start)] >= start) and (not end or day[: len(end)] <= end)


def _state_of(registry: Registry, chain: list[str]) -> str | None:
    """The state whose own organs a chain of bodies belongs to."""
    return next(
        (a.state for a in (registry.actors[c] for c in chain)
         if a.state and a.kind in ("state_forces", "police", "government")),
        None,
    )  # fmt: skip


def _read_copy(copy: Path) -> _Data | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(copy.read_bytes(), type=_Data)
    return None


def _write_copy(copy: Path, data: _Data) -> None:
    # a read-only home only costs the time of compiling again
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        partial = copy.with_suffix(f".{os.getpid()}")
        partial.write_bytes(msgspec.msgpack.encode(data))
        partial.replace(copy)
        for old in copy.parent.glob("actors-*.msgpack"):
            if old != copy:
                old.unlink()


def _compile(contents: Mapping[str, bytes], folder: Traversable) -> _Data:
    tables: list[dict[str, Any]] = []
    operations: list[dict[str, Any]] = []
    organs: list[Organ] = []
    states: list[State] = []
    for name, content in contents.items():
        where = f"{folder}/{name}"
        try:
            if name.endswith(".tsv"):
                states += read_states(content.decode())
                continue
            parsed = tomllib.loads(content.decode())
            tables += parsed.get("actor", [])
            operations += parsed.get("operation", [])
            organs += msgspec.convert(parsed.get("organ", []), list[Organ])
        except (ValueError, KeyError) as error:
            raise WarlogError("W033", where=where, found=error) from error
    derived = {a["id"]: a for state in states for a in (organ_actor(state, organ) for organ in organs)}
    for table in tables:
        known = derived.get(table.get("id", ""))
        derived[table["id"]] = table if known is None else _amended(known, table)
    try:
        return _Data(
            actors=msgspec.convert(list(derived.values()), list[Actor]),
            operations=msgspec.convert(operations, list[Operation]),
            states=states,
            organs=organs,
        )
    except msgspec.ValidationError as error:
        raise WarlogError("W033", where=str(folder), found=error) from error


def _amended(known: dict[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(known)
    for key, value in change.items():
        if key in _TAKEN:
            kept = _TAKEN[key]
            merged[kept] = [name for name in merged.get(kept, []) if name not in value]
            continue
        merged[key] = [*merged.get(key, []), *value] if key in _LISTS else value
    return merged
