"""Fits the model of place names: which names are places, and which place of the name is meant.

    python scripts/fit_places.py [CORPUS...] [--dry-run] [--misses]

Reads `annotations/places` (its files whose number four divides are held back) and the first half of every corpus given:
GeoVirus.xml, UCDP's CSV files, re3d (which has no points, so that it teaches only what is a place). Both models are conditional logits:
a name is a place or not; of its places, or none of them, one is meant. They are fitted by Newton's method with a normal
prior on every weight, in rounds, since what a report tells of its other names depends on the weights. Writes
src/warlog/data/places/model.json with the digests of what it was trained on, and prints how it does on the reports held back.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from warlog.actors import ActorMention, Registry, find_actors, theatre_votes
from warlog.bench.corpora import Location, form_of, read_corpus
from warlog.language import Document, load_pipeline, parse_many
from warlog.places import Gazetteer
from warlog.places.finding import recognise
from warlog.places.gazetteer import Entry
from warlog.places.geometry import rough_km
from warlog.places.model import Features, Model, load_model, probability, total
from warlog.places.ranking import TOWNS
from warlog.places.resolution import rank_all
from warlog.places.toponyms import Toponym

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "warlog" / "data" / "places" / "model.json"
Table = NDArray[np.float64]
ROUNDS = 3
HELD_BACK = 4  # every fourth report of our own
# 1 / variance of the normal prior on a weight; fixed beforehand
PENALTY = 0.3
# the middle of that prior where it is not 0: what is known beforehand of evidence that is rare in the texts
EXPECTED = {
    "in the stated container": 4.0, "not in the stated container": -2.0, "none: not in the stated container": 1.0, "of the stated kind": 2.0,
    "not of the stated kind": -1.0, "called otherwise in the report": -3.0, "another bears the name": -1.5,
    "as before in the report": 2.0, "title before": -7.0, "demonym": -4.0, "so far from": 2.0, "taken or lost": 1.5, "its country has its name": -3.0, "people unknown": 4.0, "the outlet's country": 1.0, "a given name before a name": -3.0, "a river without “the”": -2.0, "a common word": -1.5, "in capitals": -1.0, "given name before": -3.0,
    "organisation after": -2.0, "organisation after a known place": -1.0, "dateline": 2.0, "speaks": -1.0,
}  # fmt: skip
SAME_TOWN_KM = 25.0
UNSEEN = ("the outlet's country",)
# probabilities that decide: a name below the first is no place, nor below the second if nothing places it; a place below the
# third stays unresolved
NEEDED, NEEDED_ALONE, SURE = 0.5, 0.8, 0.5


@dataclass(slots=True, frozen=True)
class Example:
    """A text with its place names. `whole` says that every place name is marked, so that the rest are none; `pointed`
    that a name without a point is a place that nobody can find; `held` that it is not to be trained on."""

    source: str
    text: str
    names: list[Location]
    whole: bool
    pointed: bool
    held: bool = False


@dataclass(slots=True)
class Choice:
    """One decision: the features of each option, and which options are right. A name that stands often in one report counts
    once in all: `weight` is one over how often."""

    options: list[Features]
    right: list[bool]
    source: str
    held: bool
    weight: float
    note: str = ""


@dataclass(slots=True)
class Rows:
    """The decisions that a pass over the examples gives."""

    recognition: list[Choice] = field(default_factory=list[Choice])
    ranking: list[Choice] = field(default_factory=list[Choice])


def read_examples(paths: Iterable[Path]) -> Iterator[Example]:
    """Our own marked reports, then the first halves of other corpora."""
    for text in read_corpus(ROOT / "annotations" / "places", "marked", None, no_point):
        held = int(text.identifier) % HELD_BACK == 0
        yield Example("own", text.text, text.locations, whole=True, pointed=True, held=held)
    for path in paths:
        form = form_of(path)
        for text in read_corpus(path, form, "dev", no_point):
            yield Example(form, text.text, text.locations, form != "ucdp", form != "re3d")


def no_point(identifier: str) -> None:
    """GeoWebNews is not trained on."""


def gather(
    examples: Sequence[Example],
    documents: Sequence[Document],
    actors: Sequence[list[ActorMention]],
    model: Model,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Rows:
    """The decisions of a pass over all examples with one model's view of each report."""
    rows = Rows()
    for example, document, found in zip(examples, documents, actors, strict=True):
        theatre = theatre_votes(found, registry)
        seen = recognise(document, gazetteer, found, model, theatre=theatre)
        often = Counter(toponym.key for toponym in seen.toponyms)
        kept: list[tuple[Toponym, Location | None]] = []
        for toponym in seen.toponyms:
            gold = next((g for g in example.names if toponym.start < g.end and g.start < toponym.end), None)
            words = example.text[max(0, toponym.start - 30) : toponym.end + 20].replace("\n", " ")
            if gold is not None or example.whole:
                rows.recognition.append(
                    Choice(
                        [toponym.features | {"bias": 1.0}, {}],
                        [gold is not None, gold is None],
                        example.source,
                        example.held,
                        1 / often[toponym.key],
                        words,
                    )
                )
            if gold is not None or probability(toponym.score) >= model.needed:
                kept.append((toponym, gold))
        rankings = rank_all([toponym for toponym, _ in kept], seen.around, model)
        for (toponym, gold), ranking in zip(kept, rankings, strict=True):
            if gold is None or not (example.pointed or gold.latitude):
                continue
            right = [one.entry is not None and is_right(one.entry, gold) for one in ranking]
            if not any(right):
                right = [one.entry is None for one in ranking]
            words = f"{toponym.key} <- {example.text[max(0, toponym.start - 40) : toponym.end + 30]!r}"
            rows.ranking.append(
                Choice(
                    [one.features for one in ranking],
                    right,
                    example.source,
                    example.held,
                    1 / often[toponym.key],
                    words,
                )
            )
    return rows


def is_right(entry: Entry, gold: Location) -> bool:
    """Whether an entry is the place that was marked: as near as two works agree on a place of its kind."""
    if gold.latitude is None or gold.longitude is None:
        return False
    if gold.kind in {"admin1", "country"} and entry.kind != gold.kind:
        return False
    if (gold.kind == "settlement" or gold.kind.isdigit()) and entry.kind in {"admin1", "admin2", "country"}:
        return False
    reach = 2.0 if entry.kind == "country" else 1.2
    wide = reach * entry.radius_km if entry.kind not in TOWNS else 0.0
    return rough_km(entry.latitude, entry.longitude, gold.latitude, gold.longitude) <= max(SAME_TOWN_KM, wide)


def fit(choices: Iterable[Choice], penalty: float) -> dict[str, float]:
    """Weights of a conditional logit, by Newton's method. Where several options are right, their probabilities are added."""
    choices = [choice for choice in choices if not all(choice.right)]
    names = sorted({name for choice in choices for option in choice.options for name in option})
    column = {name: i for i, name in enumerate(names)}
    tables: list[tuple[Table, Table, float]] = []
    for choice in choices:
        table = np.zeros((len(choice.options), len(names)))
        for i, option in enumerate(choice.options):
            for name, value in option.items():
                table[i, column[name]] = value
        tables.append((table, np.array(choice.right, dtype=float), choice.weight))
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    weights = expected.copy()
    for _ in range(30):
        gradient: Table = penalty * (expected - weights)
        curvature: Table = penalty * np.eye(len(names))
        for table, right, weight in tables:
            chances: Table = np.asarray(np.exp(table @ weights - np.max(table @ weights)), dtype=np.float64)
            chances = chances / np.sum(chances)
            target: Table = right * chances
            target = target / np.sum(target)
            gradient = gradient + weight * (target - chances) @ table
            centred: Table = table - chances @ table
            curvature = curvature + weight * np.transpose(centred * chances[:, None]) @ centred
        step: Table = np.linalg.solve(curvature, gradient)
        weights += step * min(1.0, 3.0 / max(1e-9, np.abs(step).max()))
        if np.abs(step).max() < 1e-4:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def with_unseen(ranking: dict[str, float]) -> dict[str, float]:
    """The weights with those of evidence that no corpus has, as expected: none says where its outlets sit."""
    return {name: EXPECTED[name] for name in UNSEEN} | ranking


def judge(choices: Iterable[Choice], weights: Mapping[str, float], threshold: float) -> str:
    """Accuracy, what is left open, log-loss and calibration error of decisions, in words."""
    counts: Counter[str] = Counter()
    loss, bins = 0.0, np.zeros((10, 3))
    count = 0
    for choice in choices:
        chances = np.exp(np.array([total(weights, option) for option in choice.options]))
        chances /= chances.sum()
        mass = float(chances[np.array(choice.right)].sum())
        best = int(chances.argmax())
        sure = chances[best] >= threshold
        counts["right" if choice.right[best] and sure else "wrong" if sure else "open"] += 1
        loss -= np.log(max(mass, 1e-9))
        cell = min(9, int(chances[best] * 10))
        bins[cell] += (1, chances[best], choice.right[best])
        count += 1
    error = float(np.abs(bins[:, 1] - bins[:, 2]).sum()) / max(1, count)
    return f"{count} decisions, {dict(counts)}, log-loss {loss / max(1, count):.3f}, calibration error {error:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, judge, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpora", type=Path, nargs="*", help="GeoVirus.xml, a folder of UCDP or re3d: first halves"
    )
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print wrong decisions of the fit")
    asked = parser.parse_args(arguments)
    examples = list(read_examples(asked.corpora))
    gazetteer, registry = Gazetteer.open(), Registry.load()
    documents = list(parse_many((example.text for example in examples), load_pipeline()))
    actors = [find_actors(document, registry) for document in documents]
    model = load_model()
    rows = Rows()
    for number in range(ROUNDS):
        rows = gather(examples, documents, actors, model, gazetteer, registry)
        model = Model(
            fit((c for c in rows.recognition if not c.held), PENALTY),
            with_unseen(fit((c for c in rows.ranking if not c.held), PENALTY)),
            NEEDED,
            NEEDED_ALONE,
            SURE,
        )
        sys.stdout.write(f"round {number + 1}\n")
        for what, choices, weights, least in (
            ("recognition", rows.recognition, model.recognition, NEEDED),
            ("ranking", rows.ranking, model.ranking, SURE),
        ):
            for source in sorted({choice.source for choice in choices}):
                for held in (False, True):
                    some = [c for c in choices if c.source == source and c.held is held]
                    if some:
                        sys.stdout.write(
                            f"  {what}, {source}{' held back' if held else ''}: {judge(some, weights, least)}\n"
                        )
    if asked.misses:
        _list_misses(rows, model)
    if not asked.dry_run:
        digest = hashlib.sha256("\0".join(example.text for example in examples).encode()).hexdigest()
        written = {
            "about": "Written by scripts/fit_places.py; see there.",
            "texts": dict(Counter(example.source for example in examples)),
            "texts_sha256": digest,
            "needed": NEEDED, "needed_alone": NEEDED_ALONE, "sure": SURE, "recognition": model.recognition, "ranking": model.ranking,
        }  # fmt: skip
        TARGET.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _list_misses(rows: Rows, model: Model) -> None:
    for what, choices, weights in (
        ("recognition", rows.recognition, model.recognition),
        ("ranking", rows.ranking, model.ranking),
    ):
        for choice in choices:
            scores = [total(weights, option) for option in choice.options]
            best = int(np.argmax(scores))
            if not choice.right[best]:
                sys.stdout.write(
                    f"{what} {choice.source} {'held' if choice.held else ''} | {choice.note} | {choice.options[best]} | right {choice.options[choice.right.index(True)]}\n"
                )


if __name__ == "__main__":
    raise SystemExit(main())
