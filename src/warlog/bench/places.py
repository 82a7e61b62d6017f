"""`warlog bench places`: read a corpus of place names and score what is found, beside the simplest reader that works.

The baseline takes the named entities of the language model (countries, towns, other locations, buildings) and gives each
the most prominent place of its name: what a search in a gazetteer ranked by population would give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from warlog.bench.corpora import AnnotatedText
from warlog.bench.place_scoring import Finding, Given, PlaceFigures
from warlog.places import Entry, Gazetteer
from warlog.places.resolution import place_of

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from warlog.language import Document
    from warlog.records import Place
    from warlog.resources import Resources

FindGiven = Callable[["Document", AnnotatedText], list[Given]]
"""A reader of place names."""

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_ARTICLE = re.compile(r"(?:the|The|THE)\s+")
_OWNER = re.compile(r"['’]s?$")
_LINES = frozenset({"border", "between"})
_AREA_PREC = 3  # UCDP's where_prec from which a place is a district or larger


@dataclass(slots=True)
class Scored:
    """The figures of one reader over a corpus, and what became of each name."""

    figures: PlaceFigures
    findings: list[Finding]


def read_places(resources: Resources, *, descriptions: bool = False, hint: bool = False) -> FindGiven:
    """The reader as a report meets it: actors first, then places. Borders and stretches between places are no names;
    neither, unless `descriptions`, are "the city" and "the area". `hint` passes the corpus' country on."""

    def read(document: Document, text: AnnotatedText) -> list[Given]:
        from warlog.reading import names_of

        _, mentions = names_of(document, resources, text.outlet, country=text.country if hint else None)
        return [
            Given(m.start, m.end, m.place)
            for m in mentions
            if m.place is None
            or (m.place.kind not in _LINES and (descriptions or m.place.derivation != "context"))
        ]

    return read


def read_entities(gazetteer: Gazetteer) -> FindGiven:
    """The baseline: named entities with the most prominent place of their name."""

    def read(document: Document, text: AnnotatedText) -> list[Given]:  # noqa: ARG001
        found: list[Given] = []
        for entity in document.doc.ents:
            if entity.label_ not in _LABELS:
                continue
            words = document.text[entity.start_char : entity.end_char]
            article = _ARTICLE.match(words)
            start = entity.start_char + (article.end() if article else 0)
            name = _OWNER.sub("", document.text[start : entity.end_char])
            entries = gazetteer.lookup(name)
            found.append(Given(start, start + len(name), place_of(entries[0]) if entries else None))
        return found

    return read


def score_places(
    texts: Sequence[AnnotatedText], resources: Resources, readers: Sequence[FindGiven]
) -> list[Scored]:
    """Score several readers on the same parse of each text."""
    inside = partial(in_area, resources.gazetteer)
    scored = [Scored(PlaceFigures(), []) for _ in readers]
    for text, document in documents(texts, resources):
        for one, read in zip(scored, readers, strict=True):
            one.findings.extend(one.figures.add(text, read(document, text), inside))
    return scored


def documents(
    texts: Iterable[AnnotatedText], resources: Resources
) -> Iterator[tuple[AnnotatedText, Document]]:
    """Each text with its parse; those without words are left out."""
    from warlog.language import parse_many

    kept = [text for text in texts if text.text.strip()]
    return zip(kept, parse_many((text.text for text in kept), resources.pipeline), strict=True)


def in_area(gazetteer: Gazetteer, place: Place, latitude: float, longitude: float) -> bool:
    """Whether a point (degrees WGS84) lies in the country or large area that a place is: by the polygons of countries and
    divisions, within the radius of seas, ranges and regions. Towns and smaller are points."""
    from warlog.places.geometry import rough_km

    if place.where_prec < _AREA_PREC or place.latitude is None or place.longitude is None:
        return False
    if place.derivation == "named" and place.kind in {"country", "admin1"}:
        admin = gazetteer.admin_at(latitude, longitude)
        if admin is not None:
            return admin.country == place.country if place.kind == "country" else admin.id == place.gazetteer
    off = rough_km(latitude, longitude, place.latitude, place.longitude)
    return off <= (place.radius_km or 0.0)


def point_of(gazetteer: Gazetteer, geonames: str) -> tuple[float, float] | None:
    """Latitude and longitude of a GeoNames id, None where the gazetteer has no such place."""
    entry = gazetteer.get(f"geonames:{geonames}") or _country(gazetteer, int(geonames))
    return (entry.latitude, entry.longitude) if entry else None


def _country(gazetteer: Gazetteer, geonames: int) -> Entry | None:
    code = next((c.iso2 for c in gazetteer.countries.by_code.values() if c.geonames == geonames), None)
    return gazetteer.get(f"iso:{code}") if code else None
