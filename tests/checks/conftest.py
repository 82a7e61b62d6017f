"""A handful of places and operations, a pipeline, and checks of a text read with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from warlog.actors import Registry
from warlog.actors.registry import Operation
from warlog.checks import run_checks
from warlog.language import load_pipeline, parse
from warlog.places import Gazetteer, find_places
from warlog.places.build import Content, country_row, write_gazetteer
from warlog.places.countries import load_countries
from warlog.places.sources import Row
from warlog.quantities import find_quantities
from warlog.records import Check, Report, report_id, text_digest
from warlog.times import find_times

_ROWS = [
    Row("geonames:99072", "Mosul", "city", 36.335, 43.119, 13.2, "IQ", "Nineveh", 1683000, []),
    Row("geonames:98182", "Baghdad", "city", 33.341, 44.401, 25.7, "IQ", "Baghdad", 7216000, []),
    Row("geonames:94787", "Kirkuk", "city", 35.468, 44.392, 10.6, "IQ", "Kirkuk", 1000000, []),
    Row("geonames:390188", "Al Ḩawījah", "town", 35.326, 43.773, 1.5, "IQ", "Kirkuk", 40000, ["Hawijah"]),
    Row("geonames:92138", "Al Qā’im", "city", 34.393, 40.989, 3.9, "IQ", "Al Anbar", 74100, ["al-Qaim"]),
    Row("geonames:172955", "Ar Raqqah", "city", 35.953, 39.008, 8.1, "SY", "Raqqa", 531952, ["Raqqa"]),
    Row("geonames:170063", "Aleppo", "city", 36.202, 37.161, 12.9, "SY", "Aleppo", 1602264, []),
    Row("geonames:163808", "Tadmur", "city", 34.562, 38.284, 3.5, "SY", "Homs", 51015, ["Palmyra"]),
    Row("geonames:170062", "Aleppo", "admin1", 36.11, 37.6, 75.0, "SY", "Aleppo", 0, ["Aleppo Governorate"]),
    Row("geonames:999001", "Springvale", "city", 35.0, 38.6, 2.0, "SY", "Homs", 60000, []),
    Row("geonames:999002", "Springvale", "town", 36.4, 43.4, 2.0, "IQ", "Nineveh", 55000, []),
]
_AREAS = [
    (
        "SY",
        "East",
        "",
        {"type": "Polygon", "coordinates": [[[36, 33], [41, 33], [41, 37], [36, 37], [36, 33]]]},
    ),
    (
        "IQ",
        "West",
        "",
        {"type": "Polygon", "coordinates": [[[41, 30], [48, 30], [48, 38], [41, 38], [41, 30]]]},
    ),
]
_OPERATIONS = [
    Operation(
        "mosul-2016", "Battle of Mosul", ["Mosul offensive"], "2016-10-17", "2017-07-20", "Mosul", "IQ"
    ),
    Operation(
        "ukraine-2022", "Russian invasion of Ukraine", ["invasion of Ukraine"], "2022-02-24", "", "", "UA"
    ),
    Operation("syria", "Syrian civil war", ["Syrian conflict"], "2011-03-15", "", "", "SY"),
]


@dataclass
class _Known:
    gazetteer: Gazetteer
    registry: Registry


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> _Known:
    path = Path(tmp_path_factory.mktemp("gazetteer")) / "small.sqlite3"
    countries = load_countries().by_code
    rows = [*(country_row(countries[code]) for code in ("IQ", "SY", "UA", "CH")), *_ROWS]
    write_gazetteer(path, Content(rows, list(_AREAS)), lambda *_: None, {"test": "1"})
    return _Known(Gazetteer.open(path), Registry([], _OPERATIONS))


@pytest.fixture(scope="session")
def check(known: _Known) -> Callable[..., list[Check]]:
    """Checks of a text, of one kind where one is named; no claims."""
    pipeline = load_pipeline()

    def read(text: str, kind: str | None = None, published: str | None = "2017-06-01") -> list[Check]:
        document = parse(text, pipeline)
        digest = text_digest(text)
        report = Report(report_id(digest), None, None, published, None, "en", digest, len(text))
        day = date.fromisoformat(published) if published else None
        times = find_times(document, day, {})
        places = find_places(document, known.gazetteer)
        quantities = find_quantities(document, times)
        found = run_checks(report, document, [], places, times, quantities, known)  # type: ignore[arg-type]
        return [c for c in found if kind is None or c.kind == kind]

    return read


@pytest.fixture(scope="session")
def verdicts(check: Callable[..., list[Check]]) -> Callable[..., list[str]]:
    """The verdicts alone."""
    return lambda text, kind=None, published="2017-06-01": [c.verdict for c in check(text, kind, published)]
