"""The frame lexicon: which words state which act, and what their arguments are. Data under `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import cast

from warlog.errors import WarlogError
from warlog.records import ACTS, MODALITIES, Act, Modality

# Predicates that lend meaning to an act's claim without being an act of docs/record.md themselves.
ROLES = frozenset(
    {"agent", "target", "partner", "beneficiary", "cause", "place", "origin", "destination", "victim", "-"}
)


@dataclass(slots=True, frozen=True)
class Condition:
    """`slot=class`: what a row demands of an argument; `negated` where the class must not be there."""

    slot: str
    classes: frozenset[str]
    negated: bool = False


@dataclass(slots=True, frozen=True)
class VerbFrame:
    """One row of verbs.tsv for one lemma."""

    act: Act
    lemma: str
    particle: str | None
    noun: str | None
    subject: str
    object: str
    prepositions: dict[str, str]
    conditions: tuple[Condition, ...]
    planned: bool  # the row holds only for what is intended
    row: str


@dataclass(slots=True, frozen=True)
class NounFrame:
    """One row of nouns.tsv for one noun; `before` are the lemmas that must precede it."""

    act: Act
    noun: str
    before: tuple[str, ...]
    modifier: str
    prepositions: dict[str, str]
    strength: str
    row: str


@dataclass(slots=True, frozen=True)
class LightVerb:
    """One row of light.tsv for one lemma."""

    lemma: str
    particle: str | None
    position: str
    other: str
    role: str
    modality: Modality | None
    row: str


@dataclass(slots=True, frozen=True)
class Cue:
    """A reporting word: `act` where reporting is itself an act, `modality` where it colours the content."""

    lemma: str
    kind: str
    content: str


@dataclass(slots=True)
class Lexicon:
    """All frames, by the lemma of their head."""

    verbs: dict[str, list[VerbFrame]] = field(default_factory=dict[str, list[VerbFrame]])
    nouns: dict[str, list[NounFrame]] = field(default_factory=dict[str, list[NounFrame]])
    light: dict[str, list[LightVerb]] = field(default_factory=dict[str, list[LightVerb]])
    classes: dict[str, frozenset[str]] = field(
        default_factory=dict[str, frozenset[str]]
    )  # noun lemma -> its classes
    modality: dict[str, dict[str, str]] = field(
        default_factory=dict[str, dict[str, str]]
    )  # kind of word -> lemma -> modality
    cues: dict[str, Cue] = field(default_factory=dict[str, Cue])
    weapons: dict[str, str] = field(default_factory=dict[str, str])
    long_weapons: list[str] = field(default_factory=list[str])  # those of several words, longest first
    words: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])  # named word lists
    gains: dict[str, str] = field(default_factory=dict[str, str])  # act -> who gains if it is believed
    confidence: dict[str, float] = field(
        default_factory=dict[str, float]
    )  # mark or "act:" and act -> logistic coefficient

    @classmethod
    def load(cls) -> Lexicon:
        """The lexicon of the package; WarlogError W033 names the file and line of a row that is wrong."""
        lexicon = cls()
        for line, cells in read_table("frames/verbs.tsv", 6):
            for frame in _verb_frames(line, cells):
                lexicon.verbs.setdefault(frame.lemma, []).append(frame)
        for line, cells in read_table("frames/nouns.tsv", 5):
            for noun in _noun_frames(line, cells):
                lexicon.nouns.setdefault(noun.noun, []).append(noun)
        for frames in lexicon.nouns.values():
            frames.sort(key=lambda frame: -len(frame.before))
        for line, cells in read_table("frames/light.tsv", 4):
            for light in _light_verbs(line, cells):
                lexicon.light.setdefault(light.lemma, []).append(light)
        classes: dict[str, set[str]] = {}
        for _, (name, nouns) in read_table("lexicon/classes.tsv", 2):
            for noun in nouns.split():
                classes.setdefault(noun.replace("_", " "), set()).add(name)
        lexicon.classes = {noun: frozenset(names) for noun, names in classes.items()}
        for _, (kind, value, lemmas) in read_table("lexicon/modality.tsv", 3):
            for lemma in lemmas.split():
                lexicon.modality.setdefault(kind, {})[lemma.replace("_", " ")] = value
        for _, (kind, content, lemmas) in read_table("lexicon/cues.tsv", 3):
            for lemma in lemmas.split():
                lexicon.cues[lemma] = Cue(lemma, kind, content)
        for _, (weapon, lemmas) in read_table("lexicon/weapons.tsv", 2):
            for lemma in lemmas.split():
                lexicon.weapons[lemma.replace("_", " ")] = weapon
        lexicon.long_weapons = sorted(
            (words for words in lexicon.weapons if " " in words), key=lambda words: (-words.count(" "), words)
        )
        for _, (name, words) in read_table("lexicon/words.tsv", 2):
            lexicon.words[name] = frozenset(word.replace("_", " ") for word in words.split())
        for _, (act, gain) in read_table("frames/gains.tsv", 2):
            lexicon.gains[act] = gain
        lexicon.confidence = _coefficients()
        return lexicon

    def predicate_count(self) -> int:
        """How many distinct predicates (verbs with particle or noun, nominalisations) have a frame."""
        verbs = {(f.lemma, f.particle, f.noun) for frames in self.verbs.values() for f in frames}
        nouns = {(f.before, f.noun) for frames in self.nouns.values() for f in frames}
        return len(verbs) + len(nouns)

    def is_a(self, lemma: str, name: str) -> bool:
        """Whether a noun lemma belongs to a word class."""
        return name in self.classes.get(lemma, ())


def read_table(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Rows of a table under `data/`: (file and line, cells); comments and the header line are left out."""
    lines = resources.files("warlog.data").joinpath(name).read_text(encoding="utf-8").splitlines()
    header_seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not header_seen:
            header_seen = True
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (columns - len(cells))
        where = f"data/{name}:{number}"
        if len(cells) != columns:
            raise WarlogError("W033", where=where, found=f"{len(cells)} columns, not {columns}")
        yield where, cells


def _coefficients() -> dict[str, float]:
    file = resources.files("warlog.data").joinpath("confidence.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return data["coefficients"] | {f"act:{act}": weight for act, weight in data["acts"].items()}


def _alternatives(word: str) -> list[str]:
    return word.split("|")


def _verb_frames(where: str, cells: list[str]) -> Iterable[VerbFrame]:
    act, predicate, subject, object_, prepositions, conditions = cells
    _demand(act in ACTS, where, f"unknown act {act!r}")
    _demand(subject in ROLES and object_ in ROLES, where, "unknown role")
    verb_part, _, noun_part = predicate.partition(" +")
    # alternatives may be phrases: "cut off|sever|cut out"
    for verb in _alternatives(verb_part):
        lemma, _, particle = verb.partition(" ")
        for noun in _alternatives(noun_part) if noun_part else [None]:
            yield VerbFrame(
                cast(Act, act), lemma, particle or None, noun, subject, object_,
                _prepositions(where, prepositions), _conditions(conditions), "planned" in conditions.split(), where,
            )  # fmt: skip


def _noun_frames(where: str, cells: list[str]) -> Iterable[NounFrame]:
    act, noun, modifier, prepositions, strength = cells
    _demand(act in ACTS, where, f"unknown act {act!r}")
    _demand(modifier in ROLES, where, f"unknown role {modifier!r}")
    known = strength in {"strong", "argument", "light", "none"} or strength.startswith("of=")
    _demand(known, where, f"unknown strength {strength!r}")
    *before, head = noun.split()
    for word in _alternatives(head):
        for first in _alternatives(before[-1]) if before else [None]:
            words = (*before[:-1], first) if first is not None else ()
            yield NounFrame(
                cast(Act, act),
                word,
                tuple(words),
                modifier,
                _prepositions(where, prepositions),
                strength,
                where,
            )


def _light_verbs(where: str, cells: list[str]) -> Iterable[LightVerb]:
    verbs, position, other, modality = cells
    slot, _, role = other.partition(":")
    _demand(role in ROLES, where, f"unknown role {role!r}")
    _demand(modality in {*MODALITIES, "-"}, where, f"unknown modality {modality!r}")
    for verb in _alternatives(verbs):
        lemma, _, particle = verb.partition(" ")
        yield LightVerb(
            lemma, particle or None, position, slot, role,
            None if modality == "-" else cast(Modality, modality), where,
        )  # fmt: skip


def _prepositions(where: str, cell: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in cell.split():
        preposition, _, role = pair.partition(":")
        _demand(role in ROLES, where, f"unknown role in {pair!r}")
        found[preposition.replace("_", " ")] = role
    return found


def _conditions(cell: str) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for part in cell.split():
        if part == "planned":
            continue
        slot, _, classes = part.lstrip("!").partition("=")
        found.append(Condition(slot, frozenset(filter(None, classes.split("|"))), part.startswith("!")))
    return tuple(found)


def _demand(holds: bool, where: str, found: str) -> None:
    if not holds:
        raise WarlogError("W033", where=where, found=found)
