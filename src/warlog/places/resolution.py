"""Which of the places of a name is meant: the report's countries, prominence, kind words, neighbours."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from warlog.places.gazetteer import Entry
from warlog.places.geometry import rough_km
from warlog.places.names import normal_key
from warlog.places.toponyms import Toponym

_PREC = {
    "country": 6, "continent": 6, "admin1": 4, "admin2": 3, "region": 5, "river": 5, "mountains": 5, "border": 5,
    "road": 5, "sea": 7, "ocean": 7, "gulf": 7, "strait": 7, "lake": 5, "desert": 5, "front": 5, "valley": 5,
    "canal": 5, "plain": 5, "forest": 5, "peninsula": 5, "between": 5,
}  # fmt: skip
_TOWNS = frozenset({"city", "town", "village", "settlement"})
_MATCHING = {
    "city": _TOWNS, "town": _TOWNS, "village": _TOWNS, "admin1": frozenset({"admin1"}),
    "district": frozenset({"district", "admin2", "neighbourhood", "neighborhood", "suburb"}),
    "neighbourhood": frozenset({"district", "neighbourhood", "suburb"}),
    "admin2": frozenset({"admin2"}), "country": frozenset({"country"}),
    "region": frozenset({"region", "admin1", "valley", "plain", "desert", "peninsula", "front", "forest"}),
    "mountains": frozenset({"mountains", "mountain"}),
    "air_base": frozenset({"air_base", "airport", "base"}), "base": frozenset({"air_base", "base"}),
    "airport": frozenset({"air_base", "airport"}), "sea": frozenset({"sea", "ocean", "gulf", "strait"}),
    "plant": frozenset({"refinery", "power_plant", "oil_field", "factory"}),
}  # fmt: skip
_FAR_NAMESAKE = 1.3  # points against a town of a country that the report never mentions
SURE = 2.6  # points below which a name stays unresolved; set on the development half of GeoVirus


@dataclass(slots=True)
class Surroundings:
    """What the report tells about where it plays."""

    votes: Counter[str]
    admin1: Counter[str] = field(default_factory=Counter[str])
    points: set[tuple[float, float]] = field(default_factory=set[tuple[float, float]])
    filed: tuple[int, int] = (0, 0)  # the dateline
    named: dict[str, str] = field(default_factory=dict[str, str])  # id -> the key of its own name

    def leading(self) -> str | None:
        """The country that the report is about: half as many votes again as any other; None where there is none."""
        first, second = [*self.votes.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= 2 and first[1] >= 1.5 * second[1] else None

    def share(self, country: str | None) -> float:
        """The country's votes as a share of the leading country's, 0 to 1: a list of allies takes nothing away."""
        most = max(self.votes.values(), default=0)
        return self.votes[country] / most if country and most else 0.0


def where_prec(kind: str) -> int:
    """UCDP's where_prec of a place named outright: 1 for an exact place, up to 7 for the sea."""
    return _PREC.get(kind, 1)


def rank(toponym: Toponym, around: Surroundings, containers: list[Entry]) -> list[tuple[Entry, float]]:
    """The toponym's entries with points, best first. `containers` are the stated ones ("Palmyra, Syria")."""
    entries = toponym.entries
    if entries[0].kind == "country" and not containers and toponym.kind in (None, "country"):
        return [(entries[0], 10.0)]
    if len(entries) > _MANY:
        entries = tuple(
            sorted(entries, key=lambda entry: _prominence(entry) + _vote(entry, around), reverse=True)[:_MANY]
        )
        entries += tuple(
            e for e in toponym.entries if e not in entries and any(inside(e, c) for c in containers)
        )
    scored = [(entry, _points(entry, toponym, around, containers)) for entry in entries]
    return sorted(scored, key=lambda pair: pair[1], reverse=True)


_MANY = 8  # namesakes beyond which only the most prominent and those in a stated container are weighed


def _points(entry: Entry, toponym: Toponym, around: Surroundings, containers: list[Entry]) -> float:
    points = _prominence(entry)
    points += _vote(entry, around)
    if containers:
        points += 4.0 if any(inside(entry, container) for container in containers) else -2.0
    if toponym.kind:
        points += _kind_points(entry, toponym)
    elif entry.kind == "admin1":
        points -= _beside_its_town(entry, toponym)
    points -= 8 * (1 - toponym.likeness_of.get(entry.id, 1.0))
    if normal_key(entry.name) == toponym.key:
        points += 0.3
    if entry.id in toponym.alias:
        # who writes "Engels" does not call it Pokrovsk as well
        points -= 3.0 if around.named.get(entry.id, toponym.key) != toponym.key else 1.2
    if entry.id in toponym.far and not containers:
        points -= _FAR_NAMESAKE
    if around.points and entry.kind != "country":
        points += 1.2 * math.exp(-_nearest_km(entry, around) / 150)
    return points


def _beside_its_town(entry: Entry, toponym: Toponym) -> float:
    """ "Entered Idlib" is the city, "Idlib province" says so: against a province with a town of its name."""
    towns = [e for e in toponym.entries if e.kind in {"city", "town"} and e.country == entry.country]
    if any(town.population >= 50_000 for town in towns):
        return 0.8
    seats = (
        t
        for t in towns
        if t.admin1 == entry.name or rough_km(t.latitude, t.longitude, entry.latitude, entry.longitude) < 15
    )
    return 1.6 if next(seats, None) else 0.0


def _nearest_km(entry: Entry, around: Surroundings) -> float:
    """Distance to the nearest of the report's sure places. The entry's own point, taken in the first pass, says nothing."""
    if len(around.points) > 1 or (entry.latitude, entry.longitude) not in around.points:
        near = [
            p for p in around.points if abs(p[0] - entry.latitude) < 5 and abs(p[1] - entry.longitude) < 10
        ]
        distances = (rough_km(entry.latitude, entry.longitude, *point) for point in near)
        return min((distance for distance in distances if distance > 0.01), default=math.inf)
    return math.inf


def _kind_points(entry: Entry, toponym: Toponym) -> float:
    """For the kind that a word beside the name says; nothing against any where no entry is of that kind."""
    assert toponym.kind is not None
    fitting = _MATCHING.get(toponym.kind, frozenset({toponym.kind}))
    if not any(other.kind in fitting for other in toponym.entries):
        # a quarter of a city is not the far town of its name
        return -3.0 if toponym.kind == "neighbourhood" and entry.kind in _TOWNS else 0.0
    if toponym.kind == "village" and entry.kind == "city":
        return 0.0
    return 2.0 if entry.kind in fitting else -0.8


def _prominence(entry: Entry) -> float:
    if entry.kind in {"country", "continent", "ocean", "sea"}:
        return 6.0
    if entry.id.startswith("warlog:"):
        return 3.2
    if entry.kind == "admin1":
        return 3.0
    if entry.kind == "admin2":
        return 0.8
    small = 0.6 if 0 < entry.population < 5_000 else 0.0
    return 0.6 * math.log10(entry.population + 30) - small


def _vote(entry: Entry, around: Surroundings) -> float:
    share = around.share(entry.country)
    points = 2.5 * math.sqrt(share)
    if entry.admin1 and around.admin1:
        points += 0.8 * around.admin1[f"{entry.country}.{entry.admin1}"] / sum(around.admin1.values())
    return points


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
