"""GeoVirus: place names of 229 Wikinews texts, found and resolved.

Gritta, Pilehvar and Collier 2018, "Which Melbourne? Augmenting Geocoding with Maps" (texts CC BY 2.5). Offsets in the
file start at 1. The first half of the articles is for development, the second for figures that are reported.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from warlog.errors import WarlogError
from warlog.places import Gazetteer, PlaceMention, find_places
from warlog.places.geometry import rough_km

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from spacy.language import Language

    from warlog.records import Place

Half = Literal["dev", "report"]
NEAR_KM = 161.0
"""100 miles, the usual measure of the field: a point this close is right."""
EXACT_KM = 30.0
"""Inside the same town: Wikipedia's point and GeoNames' of one town lie up to that far apart."""
_NO_NAMES = frozenset({"border", "between"})


@dataclass(slots=True, frozen=True)
class Location:
    """An annotated name: [start, end) of the text, degrees WGS84."""

    start: int
    end: int
    name: str
    latitude: float
    longitude: float


@dataclass(slots=True, frozen=True)
class Article:
    """A text with its place names."""

    text: str
    locations: list[Location]


@dataclass(slots=True)
class Figures:
    """Counts over articles. Of the names found (`found`), those resolved right: `near` within 161 km or inside the area
    of the country, sea or region; `exact` within 30 km or inside that area; `open` have no point."""

    articles: int = 0
    gold: int = 0
    found: int = 0
    extra: int = 0
    near: int = 0
    exact: int = 0
    open: int = 0

    @property
    def precision(self) -> float:
        """Of the names given, the share that is annotated."""
        return self.found / max(1, self.found + self.extra)

    @property
    def recall(self) -> float:
        """Of the annotated names, the share found."""
        return self.found / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found / max(1, self.found + self.extra + self.gold)

    def as_dict(self) -> dict[str, float]:
        """Everything, shares to three places: for people and for JSON."""
        return {
            "articles": self.articles, "gold": self.gold, "precision": round(self.precision, 3),
            "recall": round(self.recall, 3), "f1": round(self.f1, 3),
            "within_161_km": round(self.near / max(1, self.found), 3),
            "exact": round(self.exact / max(1, self.found), 3), "without_point": self.open,
        }  # fmt: skip


def read_articles(path: Path, half: Half | None = None) -> list[Article]:
    """The articles of the file, of one half or all; W001 where it cannot be read as GeoVirus."""
    try:
        articles = [_article(element) for element in ET.parse(path).getroot().iter("article")]
    except (OSError, ET.ParseError, TypeError, ValueError) as error:
        raise WarlogError("W001", where=path, found=error, mend="pass GeoVirus.xml") from error
    middle = len(articles) // 2
    return articles[:middle] if half == "dev" else articles[middle:] if half == "report" else articles


def _article(element: Any) -> Article:
    return Article(element.findtext("text") or "", [_location(item) for item in element.iter("location")])


def _location(item: Any) -> Location:
    def number(tag: str) -> float:
        return float(item.findtext(tag))

    return Location(
        int(number("start")) - 1,
        int(number("end")) - 1,
        item.findtext("name") or "",
        number("lat"),
        number("lon"),
    )


def run(path: Path, half: Half | None, gazetteer: Gazetteer, pipeline: Language) -> Figures:
    """Find the places of every article and score them."""
    from warlog.language import parse_many

    articles = read_articles(path, half)
    documents = parse_many((article.text for article in articles), pipeline)
    return score(
        (article, find_places(document, gazetteer))
        for article, document in zip(articles, documents, strict=True)
    )


def score(readings: Iterable[tuple[Article, list[PlaceMention]]]) -> Figures:
    """Figures over articles with their mentions. A name is found where a mention shares a character with it; a mention
    that is neither a description ("the city") nor a border counts as extra where it shares none."""
    figures = Figures()
    for article, mentions in readings:
        figures.articles += 1
        figures.gold += len(article.locations)
        mentions = [
            m
            for m in mentions
            if m.place and m.place.derivation != "context" and m.place.kind not in _NO_NAMES
        ]
        for location, mention in _pairs(article.locations, mentions):
            figures.found += 1
            _count(figures, location, mention.place)
        figures.extra += sum(
            1 for m in mentions if not any(_touch(m, location) for location in article.locations)
        )
    return figures


def _pairs(
    locations: list[Location], mentions: list[PlaceMention]
) -> Iterator[tuple[Location, PlaceMention]]:
    """Every annotated name with the narrowest unused mention that touches it."""
    used: set[int] = set()
    order = sorted(range(len(mentions)), key=lambda i: mentions[i].end - mentions[i].start)
    for location in locations:
        index = next((i for i in order if i not in used and _touch(mentions[i], location)), None)
        if index is not None:
            used.add(index)
            yield location, mentions[index]


def _touch(mention: PlaceMention, location: Location) -> bool:
    return mention.start < location.end and location.start < mention.end


def _count(figures: Figures, location: Location, place: Place | None) -> None:
    if place is None or place.latitude is None or place.longitude is None:
        figures.open += 1
        return
    off = rough_km(location.latitude, location.longitude, place.latitude, place.longitude)
    # the two works put the middle of a large area in different places, of a long country (Norway) far apart
    reach = 2.0 if place.kind == "country" else 1.2
    inside = place.where_prec >= 4 and off < reach * (place.radius_km or 0.0)
    figures.near += inside or off <= NEAR_KM
    figures.exact += inside or off <= EXACT_KM
