"""UCDP's Georeferenced Event Dataset as a corpus: headlines of the sources, with the coded place where they name it.

Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event Dataset"; Högbladh, "UCDP GED Codebook", on
`where_coordinates` (the name of the place coded, with its kind) and `where_prec` (1 exact, 2 within 25 km of it; above
that the point is a district's or larger). Headlines and dates of several sources stand in one cell with `;` between them.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from warlog.bench.corpora.texts import AnnotatedText, Half, Location
from warlog.errors import WarlogError
from warlog.places.countries import load_countries
from warlog.places.names import fold_key, normal_key

NEEDED = ("id", "source_headline", "where_prec", "where_coordinates", "latitude", "longitude")
_EXACT = frozenset({"1", "2"})
# the kind that UCDP writes after the name, and notes in brackets
_KIND = re.compile(r"\s+(?:city|town|village|municipality)$|\s*\([^)]*\)")
_WORD = re.compile(r"[^\W_]+(?:['’‘`ʻ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’`]s$")
_LONGEST = 4  # words of a name
_SHORTEST = 4  # letters of a fold: "Hit" and "Dara" are words of headlines as well


def read_headlines(path: Path, half: Half | None = None) -> list[AnnotatedText]:
    """Headlines that contain the name of the place that their event was coded at, each once, with that name and its point.

    `path` is a CSV file, or a folder of them; the halves are those of each file's events by id, and a headline of the first
    half is left out of the second. A name is contained where words of the headline that begin with a capital fold to it, so
    transliterations count ("Baquba" for "Ba‘qūbah"). W048 where a file is no such CSV.
    """
    paths = [one for one in sorted(path.glob("*.csv")) if _has_columns(one)] if path.is_dir() else [path]
    if not paths or not all(_has_columns(one) for one in paths):
        raise WarlogError("W048", where=path, found=f"no CSV with the columns {', '.join(NEEDED)}")
    return [text for one in paths for text in _headlines(_rows(one), half)]


def _has_columns(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = csv.DictReader(stream).fieldnames or ()
    except (OSError, ValueError, csv.Error) as error:
        raise WarlogError("W048", where=path, found=error) from None
    return set(NEEDED) <= set(header)


def _rows(path: Path) -> list[dict[str, str]]:
    """The file's events by id."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return sorted(csv.DictReader(stream), key=lambda row: int(row["id"]))
    except (ValueError, csv.Error) as error:
        raise WarlogError("W048", where=path, found=error) from None


def _headlines(rows: list[dict[str, str]], half: Half | None) -> list[AnnotatedText]:
    middle = len(rows) // 2
    first = {headline for row in rows[:middle] for headline, _ in _cited(row)}
    chosen = rows[:middle] if half == "dev" else rows[middle:] if half == "report" else rows
    found: dict[str, AnnotatedText] = {}
    for row in chosen:
        if row["where_prec"] not in _EXACT:
            continue
        for headline, office in _cited(row):
            if half == "report" and headline in first:
                continue
            location = _location(headline, row)
            if location is None:
                continue
            country = load_countries().named(row.get("country", ""))
            text = found.setdefault(headline, AnnotatedText(row["id"], headline, [], office, country))
            if all(location.start != other.start for other in text.locations):
                text.locations.append(location)
    return list(found.values())


def _cited(row: dict[str, str]) -> list[tuple[str, str | None]]:
    """Each headline of an event's sources with who published it, where that is told."""
    headlines = [" ".join(one.split()) for one in row["source_headline"].split(";")]
    offices = [one.strip() or None for one in row.get("source_office", "").split(";")]
    if len(offices) != len(headlines):
        offices = [None] * len(headlines)
    return [pair for pair in zip(headlines, offices, strict=True) if pair[0]]


def _location(headline: str, row: dict[str, str]) -> Location | None:
    """The coded place's name where the headline has it."""
    span = find_name(headline, _KIND.sub("", row["where_coordinates"].strip()))
    try:
        point = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        return None
    return Location(*span, headline[slice(*span)], *point, row["where_prec"]) if span else None


def find_name(headline: str, name: str) -> tuple[int, int] | None:
    """The first words of a headline that are the name, spelling of transliteration aside; None where it has none."""
    wanted = fold_key(normal_key(name))
    if len(wanted) < _SHORTEST:
        return None
    words = [
        (found.start(), found.start() + len(_POSSESSIVE.sub("", found[0])))
        for found in _WORD.finditer(headline)
    ]
    for first, (start, _) in enumerate(words):
        if not headline[start].isupper():
            continue
        for _, end in words[first : first + _LONGEST]:
            if fold_key(normal_key(headline[start:end])) == wanted:
                return start, end
    return None
