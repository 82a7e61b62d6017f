"""Corpora of news articles in XML: GeoVirus, LGL, TR-News, and GeoWebNews as its authors export it.

All have `articles/article/text`; they differ in how a name is written.

GeoVirus (Gritta, Pilehvar and Collier 2018, "Which Melbourne? Augmenting Geocoding with Maps"; texts CC BY 2.5):
`locations/location` with `name`, `start`, `end`, `lat`, `lon`, offsets from 1, Wikipedia's points.
LGL (Lieberman, Samet and Sankaranarayanan 2010, "Geotagging with Local Lexicons") and TR-News (Kamalloo and Rafiei 2018,
"A Coherent Unsupervised Model for Toponym Resolution"): `toponyms/toponym` with `phrase`, `start`, `end`, offsets from 0,
and, where the name was found in GeoNames, `gaztag` with `fcode`, `lat`, `lon`. Adjectives ("Turkish") are names too.
GeoWebNews (Gritta, Pilehvar and Collier 2020, "A Pragmatic Guide to Geoparsing Evaluation"), `GWN.xml`: `toponyms/toponym`
with `extractedName`, `type`, `start`, `end`, and `latitude`, `longitude` where the name has a point.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from xml.etree.ElementTree import Element

from warlog.bench.corpora.brat import NO_NAMES
from warlog.bench.corpora.texts import AnnotatedText, Location, aligned
from warlog.errors import WarlogError


def read_articles(path: Path) -> list[AnnotatedText]:
    """The articles of the file in their order; W048 where it is no such file."""
    try:
        found = [_article(element, number) for number, element in enumerate(ET.parse(path).iter("article"))]
    except ET.ParseError as error:
        raise WarlogError("W048", where=path, found=f"not XML: {error}") from None
    except OSError as error:
        raise WarlogError("W048", where=path, found=error.strerror or "cannot be read") from None
    except ValueError as error:
        raise WarlogError("W048", where=path, found=error) from None
    if not found:
        raise WarlogError("W048", where=path, found="no <article> in it")
    return found


def _article(article: Element, number: int) -> AnnotatedText:
    text = article.findtext("text") or ""
    try:
        names = [
            *(_numbered_from_one(element) for element in article.iter("location")),
            *(_toponym(element) for element in article.iter("toponym")),
        ]
    except ValueError as error:
        raise ValueError(f"article {number + 1}: {error}") from None
    identifier = article.get("docid") or article.get("file") or str(number)
    outlet = (article.findtext("domain") or "").strip() or None
    return AnnotatedText(identifier, text, _in_text(text, [n for n in names if n is not None]), outlet)


def _in_text(text: str, names: list[Location]) -> list[Location]:
    """The names at their places in the text, in order, each place once."""
    placed: dict[tuple[int, int], Location] = {}
    for name in names:
        start = aligned(text, name.start, name.name)
        if start is not None:
            end = start + (len(name.name) or name.end - name.start)
            placed.setdefault(
                (start, end),
                Location(start, end, text[start:end], name.latitude, name.longitude, name.kind),
            )
    return sorted(placed.values(), key=lambda location: (location.start, location.end))


def _numbered_from_one(location: Element) -> Location:
    """A `location` of GeoVirus."""
    name = location.findtext("name") or ""
    latitude, longitude = _point(location, "lat", "lon")
    return Location(_offset(location, "start") - 1, _offset(location, "end") - 1, name, latitude, longitude)


def _toponym(toponym: Element) -> Location | None:
    """A `toponym` of LGL, TR-News or GeoWebNews; None for what GeoWebNews marks as no place name."""
    start, end = _offset(toponym, "start"), _offset(toponym, "end")
    extracted = toponym.findtext("extractedName")
    if extracted is not None:
        kind = toponym.findtext("type") or ""
        point = _point(toponym, "latitude", "longitude")
        return None if kind in NO_NAMES else Location(start, end, extracted, *point, kind)
    tag = toponym.find("gaztag")
    point = (None, None) if tag is None else _point(tag, "lat", "lon")
    kind = "" if tag is None else tag.findtext("fcode") or ""
    return Location(start, end, (toponym.findtext("phrase") or "").strip(), *point, kind)


def _offset(element: Element, tag: str) -> int:
    try:
        return int(element.findtext(tag, "").strip())
    except ValueError:
        raise ValueError(f"<{element.tag}> with <{tag}> {element.findtext(tag)!r}") from None


def _point(element: Element, first: str, second: str) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude, both None where either is left empty."""
    latitude, longitude = element.findtext(first, "").strip(), element.findtext(second, "").strip()
    if not latitude or not longitude:
        return None, None
    try:
        return float(latitude), float(longitude)
    except ValueError:
        raise ValueError(f"<{element.tag}> at {latitude!r}, {longitude!r}") from None
