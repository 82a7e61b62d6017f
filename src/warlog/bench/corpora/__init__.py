"""Corpora of place names, read into one form: `read_corpus` tells by its looks which reader a file or folder needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal, get_args

from warlog.bench.corpora.article_xml import read_articles
from warlog.bench.corpora.brat import FindPoint, read_brat
from warlog.bench.corpora.re3d import locations_of, read_releases
from warlog.bench.corpora.texts import AnnotatedText, Half, Location, half_of
from warlog.bench.corpora.ucdp import read_headlines
from warlog.bench.marked import MarkedName, MarkedReport, read_marked
from warlog.errors import WarlogError

__all__ = ["FORMS", "AnnotatedText", "Form", "Half", "Location", "form_of", "half_of", "read_corpus"]

Form = Literal["geovirus", "lgl", "trnews", "geowebnews", "re3d", "ucdp", "marked"]
FORMS: tuple[Form, ...] = get_args(Form)


def form_of(path: Path) -> Form:
    """The form that a file or folder has by its looks; W001 where it is not there, W048 where it looks like none."""
    if not path.exists():
        raise WarlogError("W001", where=path)
    if path.suffix.lower() == ".xml":
        return "geovirus"
    if path.suffix.lower() == ".csv" or (path.is_dir() and any(path.glob("*.csv"))):
        return "ucdp"
    if path.is_dir() and any(path.glob("*.ann")):
        return "geowebnews"
    if path.is_dir() and any(path.rglob("documents.json")):
        return "re3d"
    if path.suffix.lower() == ".txt" or (path.is_dir() and any(path.glob("*.txt"))):
        return "marked"
    raise WarlogError("W048", where=path, found="neither XML, CSV, brat, re3d nor marked text")


def read_corpus(
    path: Path, form: Form, half: Half | None, point_of: FindPoint, skip: Collection[str] = ()
) -> list[AnnotatedText]:
    """The texts of a corpus, of one half or all; `point_of` gives the points of GeoNames' ids (GeoWebNews has no others).

    Halves are the first and second half of the texts in the corpus' order; of UCDP, of its events by id; of re3d, by the
    documents' ids. Texts whose identifier begins as one of `skip` does are left out. W048 where it cannot be read so.
    """
    texts = _read(path, form, half, point_of)
    return [text for text in texts if not text.identifier.startswith(tuple(skip))]


def _read(path: Path, form: Form, half: Half | None, point_of: FindPoint) -> list[AnnotatedText]:
    if form == "ucdp":
        return read_headlines(path, half)
    if form == "re3d":
        return [locations_of(release) for release in read_releases(path, half)]
    if form == "marked":
        files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        return half_of_marked([_marked(file.stem, read_marked(file)) for file in files], half)
    if form == "geowebnews" and path.is_dir():
        return half_of(read_brat(path, point_of), half)
    return half_of(read_articles(path), half)


def half_of_marked(texts: Sequence[AnnotatedText], half: Half | None) -> list[AnnotatedText]:
    """Of numbered files every fourth is kept for the report (annotations/places); of others the second half."""
    if not all(text.identifier.isdecimal() for text in texts):
        return half_of(texts, half)
    kept = {None: (True, False), "dev": (False,), "report": (True,)}[half]
    return [text for text in texts if (int(text.identifier) % 4 == 0) in kept]


def _marked(identifier: str, report: MarkedReport) -> AnnotatedText:
    return AnnotatedText(identifier, report.text, [_place(name) for name in report.names if name.is_place])


def _place(name: MarkedName) -> Location:
    return Location(name.start, name.end, name.name, name.latitude, name.longitude, name.kind)
