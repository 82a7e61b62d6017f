"""Which of the places of a name is meant: named features of each, weighed by the learned model.

Beside the places stands one more answer, "none of them": a village that the gazetteer lacks, a namesake elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from warlog.places.gazetteer import Entry
from warlog.places.geometry import rough_km
from warlog.places.model import Features, Model, shares, total
from warlog.places.names import normal_key
from warlog.places.standing import is_main_name
from warlog.places.surroundings import Surroundings
from warlog.places.toponyms import Toponym

TOWNS = frozenset({"city", "town", "village", "settlement"})
_WIDE = frozenset({"country", "continent", "ocean", "sea"})
_MATCHING = {
    "city": TOWNS, "town": TOWNS, "village": TOWNS, "admin1": frozenset({"admin1"}),
    "district": frozenset({"district", "admin1", "admin2", "neighbourhood", "neighborhood", "suburb"}),
    "neighbourhood": frozenset({"district", "neighbourhood", "suburb"}),
    "admin2": frozenset({"admin1", "admin2"}), "country": frozenset({"country"}),
    "region": frozenset({"region", "admin1", "valley", "plain", "desert", "peninsula", "front", "forest"}),
    "mountains": frozenset({"mountains", "mountain"}),
    "air_base": frozenset({"air_base", "airport", "base"}), "base": frozenset({"air_base", "base"}),
    "airport": frozenset({"air_base", "airport"}), "sea": frozenset({"sea", "ocean", "gulf", "strait"}),
    "plant": frozenset({"refinery", "power_plant", "oil_field", "factory"}),
}  # fmt: skip
# kinds of places that a town of the same name cannot stand for, as it can for its airport
_NO_TOWNS = frozenset({"neighbourhood", "river", "lake", "mountains", "sea", "island", "road"})
_KNOWN = 100_000  # people: written in more than one way
_FAR_KM = 1500.0
_MANY = 8  # namesakes beyond which only the most prominent and those in a stated container are weighed


@dataclass(slots=True, frozen=True)
class Ranked:
    """A place of a name with the probability, 0 to 1, that it is meant. `entry` None stands for "none of them"."""

    entry: Entry | None
    probability: float
    features: Features


def rank(toponym: Toponym, around: Surroundings, containers: list[Entry], model: Model) -> list[Ranked]:
    """The toponym's places, the likeliest first, and "none of them". `containers` are the stated ones ("Palmyra, Syria")."""
    entries = _weighable(toponym, around, containers)
    options: list[tuple[Entry | None, Features]] = [
        (entry, _features(entry, toponym, around, containers)) for entry in entries
    ]
    options.append((None, _none_features(toponym, entries, around)))
    chances = shares([total(model.ranking, features) for _, features in options])
    ranked = [Ranked(entry, p, features) for (entry, features), p in zip(options, chances, strict=True)]
    return sorted(ranked, key=lambda one: one.probability, reverse=True)


def _weighable(toponym: Toponym, around: Surroundings, containers: list[Entry]) -> tuple[Entry, ...]:
    entries = toponym.entries
    if len(entries) <= _MANY:
        return entries
    first = sorted(entries, key=lambda entry: _rough_weight(entry, toponym.key, around), reverse=True)[:_MANY]
    stated = (e for e in entries if e not in first and any(inside(e, c) for c in containers))
    return (*first, *stated)


def _rough_weight(entry: Entry, key: str, around: Surroundings) -> float:
    large = 6.0 if entry.kind in _WIDE else 3.0 if entry.kind == "admin1" or _is_curated(entry) else 0.0
    near = math.exp(-around.nearest_km(entry, key) / 150)
    return large + 0.6 * math.log10(entry.population + 30) + 2.5 * around.share(entry.country) + 2 * near


def _is_curated(entry: Entry) -> bool:
    return entry.id.startswith("warlog:")


def _features(entry: Entry, toponym: Toponym, around: Surroundings, containers: list[Entry]) -> Features:
    found: Features = {}
    _note_kind(entry, found)
    held = any(inside(entry, container) for container in containers)
    _note_report(entry, toponym, around, held, found)
    _note_name(entry, toponym, around, found)
    if containers or toponym.outside:
        found["in the stated container" if held else "not in the stated container"] = 1.0
    if toponym.article:
        found["a town after “the”" if entry.kind in TOWNS else "no town after “the”"] = 1.0
    elif entry.kind == "river" and toponym.kind != "river":
        found["a river without “the”"] = 1.0
    if "side before" in toponym.features and entry.kind == "admin1":
        found["a side of the province"] = 1.0
    if toponym.holds and entry.kind not in TOWNS:
        found["holds the name before it"] = 1.0
    mates = [around.firm[key].kind for key in toponym.mates if key in around.firm]
    if mates and entry.kind not in _WIDE:
        share = sum(1 for kind in mates if (kind in TOWNS) == (entry.kind in TOWNS)) / len(mates)
        found["of the kind listed beside it"] = share
    if toponym.kind:
        _note_fit(entry, toponym, found)
    seated = entry.kind == "admin1" and not toponym.kind and _note_seat(entry, toponym, found)
    if entry.kind in {"admin1", "admin2"} and not seated:
        found[f"extent of {entry.kind}"] = math.log10(entry.radius_km + 1)
    if entry.id == around.settled.get(toponym.key) and (not toponym.kind or entry.kind in TOWNS):
        found["as before in the report"] = 1.0
    return found


def _note_kind(entry: Entry, found: Features) -> None:
    if entry.kind in _WIDE:
        found["country or sea"] = 1.0
    elif _is_curated(entry):
        found["landmark"] = 1.0
    elif entry.kind in {"admin1", "admin2"}:
        found[entry.kind] = 1.0
    elif entry.population:
        found["people"] = math.log10(entry.population + 30)
        if entry.population < 5_000:
            found["small"] = 1.0
    elif entry.kind in TOWNS:
        found["people unknown"] = 1.0
    else:
        found["other kind"] = 1.0


def _note_report(entry: Entry, toponym: Toponym, around: Surroundings, held: bool, found: Features) -> None:
    if entry.country:
        votes = around.share(entry.country)
        if votes:
            found["the report's country"] = math.sqrt(votes)
        elif sum(around.votes.values()) > 1 and entry.kind not in _WIDE and not held:
            found["a country not spoken of"] = 1.0
            if entry.kind in TOWNS and entry.population < _KNOWN:
                found["a small place of a country not spoken of"] = 1.0
        if theatre := around.theatre_share(entry.country):
            found["where its actors fight"] = theatre
        if entry.country == around.outlet:
            found["the outlet's country"] = 1.0
    if entry.kind in _WIDE:
        rivals = (e.country for e in toponym.entries if e.kind == "admin1" and e.country != entry.country)
        if share := max((around.share(rival) for rival in rivals), default=0.0):
            found["a province of the report's country has its name"] = share
        return
    if entry.id in toponym.far and not held:
        found["far namesake"] = 1.0
    if share := around.province_share(entry, toponym.key):
        found["the report's province"] = share
    km = around.nearest_km(entry, toponym.key)
    if km < _FAR_KM:
        found["near the report's places"] = math.exp(-km / 150)
        found["beside the report's places"] = math.exp(-km / 30)


def _note_name(entry: Entry, toponym: Toponym, around: Surroundings, found: Features) -> None:
    if normal_key(entry.name) == toponym.key:
        found["its own name"] = 1.0
    elif not is_main_name(toponym.key, entry.name):
        found["known by another name"] = 1.0
    if entry.kind in TOWNS and any(
        e.kind == "country" and e.country == entry.country for e in toponym.entries
    ):
        found["its country has its name"] = 1.0
    if entry.id in toponym.alias:
        # who writes "Engels" does not call it Pokrovsk as well
        other = around.named.get(entry.id, toponym.key) != toponym.key
        found["called otherwise in the report" if other else "another bears the name"] = 1.0
    unlike = 1 - toponym.likeness_of.get(entry.id, 1.0)
    if unlike:
        known = entry.kind == "admin1" or entry.population >= _KNOWN
        found["unlike spelling of a known place" if known else "unlike spelling"] = 10 * unlike


def _note_fit(entry: Entry, toponym: Toponym, found: Features) -> None:
    """For the kind that a word beside the name says; nothing against any where no entry is of that kind."""
    assert toponym.kind is not None
    fitting = _MATCHING.get(toponym.kind, frozenset({toponym.kind}))
    if not any(other.kind in fitting for other in toponym.entries):
        if toponym.kind in _NO_TOWNS and entry.kind in {*TOWNS, "admin1"}:
            # a quarter of a city is not the far town of its name, nor a river the town on it
            found["a town or province, not the stated kind"] = 1.0
        return
    if toponym.kind == "village" and entry.kind == "city":
        return
    found["of the stated kind" if entry.kind in fitting else "not of the stated kind"] = 1.0


def _note_seat(entry: Entry, toponym: Toponym, found: Features) -> bool:
    """ "Entered Idlib" is the city, "Idlib province" says so: against a province with a town of its name. Whether it has."""
    towns = [
        e
        for e in toponym.entries
        if e.kind in {"city", "town"} and e.country == entry.country and is_main_name(toponym.key, e.name)
    ]
    if any(town.population >= 50_000 for town in towns):
        found["a city has its name"] = 1.0
        return True
    seats = (
        t
        for t in towns
        if t.admin1 == entry.name or rough_km(t.latitude, t.longitude, entry.latitude, entry.longitude) < 15
    )
    if next(seats, None) is None:
        return False
    found["its seat has its name"] = 1.0
    return True


def _none_features(toponym: Toponym, entries: tuple[Entry, ...], around: Surroundings) -> Features:
    found: Features = {"none of them": 1.0}
    if not toponym.placed:
        found["none: not placed"] = 1.0
    if all(entry.id in toponym.far for entry in entries):
        found["none: all far"] = 1.0
    if any(feature.startswith("name goes on") for feature in toponym.features):
        found["none: name goes on"] = 1.0
    if toponym.likeness_of and max(toponym.likeness_of.values()) < 1:
        found["none: other spelling"] = 1.0
    if toponym.outside:
        found["none: not in the stated container"] = 1.0
    if max(entry.population for entry in entries) < 5_000 and all(entry.kind in TOWNS for entry in entries):
        found["none: villages"] = 1.0
    if toponym.kind and not any(e.kind in _MATCHING.get(toponym.kind, {toponym.kind}) for e in entries):
        found["none: of another kind"] = 1.0
    if sum(around.votes.values()) < 2 and not around.theatre:
        found["none: no country known"] = 1.0
    return found


def inside(entry: Entry, container: Entry) -> bool:
    """Whether the gazetteer has `entry` in the country or province `container`."""
    if entry.id == container.id:
        return False
    if container.kind == "country":
        return entry.country == container.country and entry.kind != "country"
    if container.kind == "admin1":
        return (
            entry.country == container.country and entry.admin1 == container.name and entry.kind != "admin1"
        )
    return rough_km(entry.latitude, entry.longitude, container.latitude, container.longitude) <= (
        container.radius_km + 10
    )
