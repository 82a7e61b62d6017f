"""Scores claims against hand-made gold.

A predicted claim is paired with a gold claim of the same act whose trigger lies near, or which shares its
place and parties; acts of one family at the same words pair too, but count as misses of the act. Recall,
precision and F1 count pairs with the same act; `whole_f1` counts a pair only where act, agents, places and
voice are all right, none missing and none extra. Slot figures are over pairs: F1 for agents, targets,
places, sources and quantities; accuracy for modality, voice and dates.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from warlog.records import Claim, Mention, Participant, Place, Source

EARTH_RADIUS_KM = 6371.0
PLACE_TOLERANCE_KM = 15.0
SAME_WORDS, SAME_CLAUSE, SAME_PASSAGE = 15, 60, 220  # code points between two triggers
FAMILY_REACH = 80
DATE_SLACK_DAYS, END_SLACK_DAYS = 1, 3
# words that say too little to make two names one
_EMPTY_WORDS = frozenset({"the", "of", "forces", "fighters", "group", "al", "and", "state", "army"})

T = TypeVar("T")
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or a source, by name and by where the text names it."""

    name: str
    span: Offsets | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees WGS84, right within `tolerance_km`."""

    name: str
    span: Offsets | None
    latitude: float | None
    longitude: float | None
    tolerance_km: float


@dataclass(frozen=True, slots=True)
class Interval:
    """ISO dates, both inclusive."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity by its measure and lower bound."""

    measure: str
    low: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim reduced to what is scored; `start` is where its trigger begins."""

    act: str
    modality: str
    voice: str
    start: int
    trigger: str = ""
    agents: Sequence[Party] = ()
    targets: Sequence[Party] = ()
    places: Sequence[Spot] = ()
    sources: Sequence[Party] = ()
    when: Interval | None = None
    quantities: Sequence[Amount] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs (prediction, gold) of one report, and what stayed alone."""

    predicted: Sequence[Scored]
    gold: Sequence[Scored]
    pairs: Sequence[tuple[int, int]]

    @property
    def right(self) -> list[tuple[int, int]]:
        """Pairs with the same act."""
        return [(i, j) for i, j in self.pairs if self.predicted[i].act == self.gold[j].act]

    @property
    def missed(self) -> list[Scored]:
        """Gold claims that no prediction of the same act met."""
        found = {j for _, j in self.right}
        return [claim for j, claim in enumerate(self.gold) if j not in found]

    @property
    def extra(self) -> list[Scored]:
        """Predictions without a pair."""
        paired = {i for i, _ in self.pairs}
        return [claim for i, claim in enumerate(self.predicted) if i not in paired]


@dataclass
class _Slot:
    """Counts of one slot over all pairs."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, counts: tuple[int, int, int]) -> None:
        self.right += counts[0]
        self.predicted += counts[1]
        self.gold += counts[2]

    @property
    def f1(self) -> float:
        return round(2 * self.right / max(1, self.predicted + self.gold), 3)


@dataclass
class _Totals:
    slots: dict[str, _Slot] = field(
        default_factory=lambda: {
            name: _Slot() for name in ("agents", "targets", "places", "sources", "quantities")
        }
    )
    pairs: int = 0
    act: int = 0
    modality: int = 0
    voice: int = 0
    dated: int = 0
    dates_right: int = 0


def score(pairings: Sequence[Pairing], reports_missing: int = 0) -> dict[str, float]:
    """The figures over all reports, each rounded to three decimals."""
    gold = sum(len(pairing.gold) for pairing in pairings)
    predicted = sum(len(pairing.predicted) for pairing in pairings)
    right = sum(len(pairing.right) for pairing in pairings)
    wholly = sum(
        wholly_right(pairing.predicted[i], pairing.gold[j]) for pairing in pairings for i, j in pairing.pairs
    )
    recall, precision = right / max(1, gold), right / max(1, predicted)
    return {
        "gold": gold,
        "predicted": predicted,
        "reports_missing": reports_missing,
        "recall": round(recall, 3),
        "precision": round(precision, 3),
        "f1": round(2 * recall * precision / max(1e-9, recall + precision), 3),
        "whole_f1": round(2 * wholly / max(1, gold + predicted), 3),
        **_slot_figures(pairings),
    }


def pair(predicted: Sequence[Scored], gold: Sequence[Scored]) -> Pairing:
    """Pair claims greedily, the most alike first."""
    ranked = sorted(
        ((likeness(p, g), i, j) for i, p in enumerate(predicted) for j, g in enumerate(gold)), reverse=True
    )
    used_predicted: set[int] = set()
    used_gold: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for value, i, j in ranked:
        if value <= 0:
            break
        if i in used_predicted or j in used_gold:
            continue
        used_predicted.add(i)
        used_gold.add(j)
        pairs.append((i, j))
    return Pairing(predicted, gold, pairs)


def likeness(predicted: Scored, gold: Scored) -> float:
    """How well two claims pair; 0 where they must not."""
    distance = abs(predicted.start - gold.start)
    same_act = predicted.act == gold.act
    families = _families()
    same_family = families.get(predicted.act, predicted.act) == families.get(gold.act, gold.act)
    if not same_act and not (same_family and distance <= FAMILY_REACH):
        return 0.0
    shares_place = _any(same_place, predicted.places, gold.places)
    shares_party = _any(same_party, [*predicted.agents, *predicted.targets], [*gold.agents, *gold.targets])
    if distance > SAME_PASSAGE and not (same_act and shares_place and shares_party):
        return 0.0
    return 3 * same_act + same_family + _nearness(distance) + 0.6 * shares_place + 0.6 * shares_party


def wholly_right(predicted: Scored, gold: Scored) -> bool:
    """Act, agents, places and voice all right, none missing and none extra."""
    return (
        predicted.act == gold.act
        and predicted.voice == gold.voice
        and _same_set(predicted.agents, gold.agents, same_party)
        and _same_set(predicted.places, gold.places, same_place)
    )


def differences(predicted: Scored, gold: Scored) -> list[str]:
    """What is wrong in a pair, in words: "agents: X for Y"; empty where every slot is right."""
    found = [
        f"{name}: {got} for {want}"
        for name, got, want in (
            ("act", predicted.act, gold.act),
            ("modality", predicted.modality, gold.modality),
            ("voice", predicted.voice, gold.voice),
        )
        if got != want
    ]
    for name, parties, wanted in (
        ("agents", predicted.agents, gold.agents),
        ("targets", predicted.targets, gold.targets),
        ("sources", predicted.sources, gold.sources),
    ):
        if not _same_set(parties, wanted, same_party):
            found.append(
                f"{name}: {_listed([p.name for p in parties])} for {_listed([p.name for p in wanted])}"
            )
    if not _same_set(predicted.places, gold.places, same_place):
        got, want = _listed([p.name for p in predicted.places]), _listed([p.name for p in gold.places])
        found.append(f"places: {got} for {want}")
    if not _same_set(predicted.quantities, gold.quantities, _same_amount):
        got = _listed([f"{q.measure} {q.low}" for q in predicted.quantities])
        want = _listed([f"{q.measure} {q.low}" for q in gold.quantities])
        found.append(f"quantities: {got} for {want}")
    if gold.when is not None and gold.when.start and not same_dates(predicted.when, gold.when):
        got = f"{predicted.when.start}/{predicted.when.end}" if predicted.when else "none"
        found.append(f"when: {got} for {gold.when.start}/{gold.when.end}")
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are one party's: equal, in one alias group, or sharing half of their telling words."""
    one, other = fold(one), fold(other)
    if not one or not other:
        return False
    if one == other or any(one in group and other in group for group in _aliases()):
        return True
    words, others = set(one.split()) - _EMPTY_WORDS, set(other.split()) - _EMPTY_WORDS
    return bool(words and others) and len(words & others) / len(words | others) >= 0.5


def same_party(one: Party, other: Party) -> bool:
    """Whether two parties overlap in the text or share a name."""
    return _overlap(one.span, other.span) or same_name(one.name, other.name)


def same_place(one: Spot, other: Spot) -> bool:
    """Whether two places lie within tolerance; without coordinates, whether they share a name or words."""
    if (
        one.latitude is not None
        and other.latitude is not None
        and one.longitude is not None
        and other.longitude is not None
    ):
        reach = max(one.tolerance_km, other.tolerance_km, PLACE_TOLERANCE_KM)
        return kilometres(one.latitude, one.longitude, other.latitude, other.longitude) <= reach
    return same_name(one.name, other.name) or _overlap(one.span, other.span)


def same_dates(one: Interval | None, other: Interval | None) -> bool:
    """Whether two intervals begin within a day and end within three days of each other."""
    if one is None or other is None:
        return one is other
    try:
        start, end, other_start, other_end = map(_day, (one.start, one.end, other.start, other.end))
    except ValueError:
        return False
    if start is None or other_start is None:
        return start is other_start
    return (
        abs((start - other_start).days) <= DATE_SLACK_DAYS
        and abs(((end or start) - (other_end or other_start)).days) <= END_SLACK_DAYS
    )


def fold(name: str) -> str:
    """A name for comparison: ASCII, lower case, punctuation as blanks."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9 ]", " ", plain).strip()


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    a, b, c, d = map(math.radians, (latitude, longitude, other_latitude, other_longitude))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return EARTH_RADIUS_KM * 2 * math.asin(math.sqrt(half))


def from_claim(claim: Claim) -> Scored:
    """A record as it is scored. Dates known only from the publication date do not count as stated."""
    trigger = claim.evidence.trigger
    stated = claim.when if claim.when is not None and claim.when.mention is not None else None
    return Scored(
        act=claim.act,
        modality=claim.modality,
        voice=claim.attribution.voice,
        start=trigger.start if trigger is not None else claim.evidence.start,
        trigger=trigger.text if trigger is not None else claim.evidence.quote,
        agents=_parties(claim.participants, {"agent"}),
        targets=_parties(claim.participants, {"target", "partner", "beneficiary"}),
        places=[_spot(p) for p in (claim.place, *claim.places, claim.destination) if p is not None],
        sources=[_source(source) for source in claim.attribution.sources],
        when=Interval(stated.start, stated.end) if stated is not None else None,
        quantities=[Amount(q.measure, int(q.low) if q.low is not None else None) for q in claim.quantities],
    )


def from_gold(claim: dict[str, Any], text: str) -> Scored:
    """A gold claim (verbatim strings) as it is scored; KeyError or TypeError where a field is missing or wrong."""
    sentence = text.find(claim["sentence"])
    start = text.find(claim["trigger"], sentence)
    start = start if start >= 0 else sentence

    def listed(key: str) -> list[dict[str, Any]]:
        return claim.get(key) or []

    def parties(key: str) -> list[Party]:
        return [Party(x.get("name") or x["text"], _nearest(x["text"], text, start)) for x in listed(key)]

    return Scored(
        act=claim["act"],
        modality=claim["modality"],
        voice=claim["voice"],
        start=start,
        trigger=claim["trigger"],
        agents=parties("agents"),
        targets=parties("targets"),
        places=[_gold_spot(x, text, start) for x in listed("places")],
        sources=parties("sources"),
        when=Interval(w.get("start"), w.get("end")) if (w := claim.get("when")) else None,
        quantities=[Amount(q["measure"], q.get("low")) for q in listed("quantities")],
    )


def _gold_spot(place: dict[str, Any], text: str, where: int) -> Spot:
    tolerance = place.get("within_km") or PLACE_TOLERANCE_KM
    span = _nearest(place["text"], text, where)
    return Spot(place["name"], span, place.get("lat"), place.get("lon"), tolerance)


def _spot(place: Place) -> Spot:
    return Spot(place.name, _span(place.mention), place.latitude, place.longitude, PLACE_TOLERANCE_KM)


def _source(source: Source) -> Party:
    return Party(source.name, _span(source.mention))


def _parties(participants: Sequence[Participant], roles: set[str]) -> list[Party]:
    return [Party(p.name or p.actor or "", _span(p.mention)) for p in participants if p.role in roles]


def _span(mention: Mention | None) -> Offsets | None:
    return (mention.start, mention.end) if mention is not None else None


def _nearest(words: str | None, text: str, where: int) -> Offsets | None:
    """The occurrence of `words` that begins nearest to an offset."""
    if not words:
        return None
    hits = [match.start() for match in re.finditer(re.escape(words), text)]
    if not hits:
        return None
    start = min(hits, key=lambda hit: abs(hit - where))
    return start, start + len(words)


def _nearness(distance: int) -> float:
    if distance <= SAME_WORDS:
        return 1.5
    if distance <= SAME_CLAUSE:
        return 1.0
    return 0.5 if distance <= SAME_PASSAGE else 0.0


def _overlap(one: Offsets | None, other: Offsets | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _any(equal: Callable[[T, T], bool], some: Sequence[T], others: Sequence[T]) -> bool:
    return any(equal(one, other) for one in some for other in others)


def _matches(
    predicted: Sequence[T], gold: Sequence[T], equal: Callable[[T, T], bool]
) -> tuple[int, int, int]:
    """How many are right, predicted and in the gold; each gold item is met once, in order."""
    left = list(gold)
    right = 0
    for item in predicted:
        for position, other in enumerate(left):
            if equal(item, other):
                del left[position]
                right += 1
                break
    return right, len(predicted), len(gold)


def _same_set(predicted: Sequence[T], gold: Sequence[T], equal: Callable[[T, T], bool]) -> bool:
    return len(set(_matches(predicted, gold, equal))) == 1


def _same_amount(one: Amount, other: Amount) -> bool:
    return one.measure == other.measure and one.low == other.low


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None


def _slot_figures(pairings: Sequence[Pairing]) -> dict[str, float]:
    totals = _Totals()
    for pairing in pairings:
        for i, j in pairing.pairs:
            _count(totals, pairing.predicted[i], pairing.gold[j])
    pairs = max(1, totals.pairs)
    return {
        "pairs": totals.pairs,
        "act": round(totals.act / pairs, 3),
        "modality": round(totals.modality / pairs, 3),
        "voice": round(totals.voice / pairs, 3),
        **{name: slot.f1 for name, slot in totals.slots.items()},
        "when": round(totals.dates_right / max(1, totals.dated), 3),
    }


def _count(totals: _Totals, predicted: Scored, gold: Scored) -> None:
    totals.pairs += 1
    totals.act += predicted.act == gold.act
    totals.modality += predicted.modality == gold.modality
    totals.voice += predicted.voice == gold.voice
    slots = totals.slots
    slots["agents"].add(_matches(predicted.agents, gold.agents, same_party))
    slots["targets"].add(_matches(predicted.targets, gold.targets, same_party))
    slots["places"].add(_matches(predicted.places, gold.places, same_place))
    slots["sources"].add(_matches(predicted.sources, gold.sources, same_party))
    slots["quantities"].add(_matches(predicted.quantities, gold.quantities, _same_amount))
    if gold.when is not None and gold.when.start:
        totals.dated += 1
        totals.dates_right += same_dates(predicted.when, gold.when)


@cache
def _aliases() -> list[frozenset[str]]:
    return [frozenset(map(fold, group["names"])) for group in _data("aliases.toml")["groups"]]


@cache
def _families() -> dict[str, int]:
    families: list[list[str]] = _data("families.toml")["families"]
    return {act: number for number, family in enumerate(families) for act in family}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("warlog.data") / "bench" / name).read_text("utf-8"))
