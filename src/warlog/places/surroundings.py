"""What a report tells about where it plays: votes for countries and provinces, its sure places, its dateline."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from warlog.places.countries import Countries
from warlog.places.gazetteer import Entry
from warlog.places.geometry import rough_km
from warlog.places.standing import is_main_name
from warlog.places.toponyms import Page, Toponym

_CAPITALISED = re.compile(r"\b[A-Z][\w-]{2,}")
_NEAR_DEGREES = 5
_GREAT, _KNOWN = 500_000, 50_000  # people
_MOSTLY = 0.5
_CLEAR = 2  # votes that make a country the report's own


@dataclass(slots=True)
class Surroundings:
    """What the report tells about where it plays.

    `votes` count the names, demonyms and big cities of each country; `theatre` the countries in which its actors fight;
    `filed` is the span of the dateline; `firm` maps the keys of its sure places, countries aside, to them; `named` maps a place's id to
    the key of its own name where the report uses it; `settled` maps a key to the id that it was resolved to before.
    """

    votes: Counter[str]
    theatre: dict[str, float] = field(default_factory=dict[str, float])
    outlet: str | None = None
    filed: tuple[int, int] = (0, 0)
    firm: dict[str, Entry] = field(default_factory=dict[str, Entry])
    named: dict[str, str] = field(default_factory=dict[str, str])
    settled: dict[str, str] = field(default_factory=dict[str, str])

    def leading(self) -> str | None:
        """The country that the report is about: half as many votes again as any other; None where there is none."""
        first, second = [*self.votes.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _CLEAR and first[1] >= 1.5 * second[1] else None

    def share(self, country: str | None) -> float:
        """The country's votes as a share of the leading country's, 0 to 1: a list of allies takes nothing away."""
        return _share(self.votes, country)

    def theatre_share(self, country: str | None) -> float:
        """How much of the report's actors fight in the country, 0 to 1."""
        return _share(self.theatre, country)

    def spoken_of(self) -> dict[str, float]:
        """The votes, and one for each country in which most of the report's actors fight."""
        fought = {code: 1.0 for code in self.theatre if self.theatre_share(code) > _MOSTLY}
        return fought | dict(self.votes)

    def is_own(self, country: str | None) -> bool:
        """Whether the report speaks of this country, or its actors fight there."""
        if not country:
            return False
        return (
            self.share(country) >= 0.3
            or self.votes[country] >= _CLEAR
            or self.theatre_share(country) > _MOSTLY
        )

    def nearest_km(self, entry: Entry, key: str) -> float:
        """Distance to the nearest of the report's sure places of another name than `key`."""
        distances = (
            rough_km(entry.latitude, entry.longitude, other.latitude, other.longitude)
            for name, other in self.firm.items()
            if name != key
            and abs(other.latitude - entry.latitude) < _NEAR_DEGREES
            and abs(other.longitude - entry.longitude) < 2 * _NEAR_DEGREES
        )
        return min(distances, default=math.inf)

    def province_share(self, entry: Entry, key: str) -> float:
        """Which share of the report's sure places of another name than `key` lies in the entry's first-level division."""
        others = [other for name, other in self.firm.items() if name != key and other.admin1]
        if not others or not entry.admin1:
            return 0.0
        here = sum(1 for o in others if o.country == entry.country and o.admin1 == entry.admin1)
        return here / len(others)


def _share(votes: Mapping[str, float], country: str | None) -> float:
    most = max(votes.values(), default=0)
    return votes.get(country, 0) / most if country and most else 0.0


def country_votes(page: Page, toponyms: Iterable[Toponym], countries: Countries) -> Counter[str]:
    """How much of the report speaks of each country: names, demonyms, big cities."""
    votes: Counter[str] = Counter()
    shared: list[tuple[str, set[str]]] = []
    for toponym in toponyms:
        best: Entry = toponym.entries[0]
        abroad = [e for e in toponym.entries if e.country and e.country != best.country]
        rivals = {e.country for e in abroad if e.kind == "admin1" and e.country}
        if not best.country or toponym.cut:
            continue
        if best.kind == "country":
            if rivals:
                shared.append((best.country, rivals))
            else:
                votes[best.country] += 2
        elif rivals or not is_main_name(toponym.key, best.name):
            continue
        elif best.population >= _GREAT or (
            best.kind == "admin1" and all(e.population < _KNOWN for e in abroad)
        ):
            votes[best.country] += 1
    for word, count in Counter(_CAPITALISED.findall(page.text)).items():
        if code := countries.demonym_word(word):
            votes[code] += count
    # Niger is a state of Nigeria too, Georgia one of the United States
    for code, rivals in shared:
        if not any(votes[rival] for rival in rivals):
            votes[code] += 2
    return votes
