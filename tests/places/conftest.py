"""A small gazetteer, built from a handful of rows, and the language pipeline."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from warlog.language import load_pipeline, parse
from warlog.places import Gazetteer, PlaceMention, find_places
from warlog.places.build import Content, country_row, write_gazetteer
from warlog.places.countries import load_countries
from warlog.places.sources import Row

_COUNTRIES = ("IQ", "SY", "TR", "US", "UA", "RU", "GB", "FR")
_ROWS = [
    Row(
        "geonames:99072",
        "Mosul",
        "city",
        36.335,
        43.119,
        13.2,
        "IQ",
        "Nineveh",
        1683000,
        ["Al Mawsil", "الموصل"],
    ),
    Row("geonames:98182", "Baghdad", "city", 33.341, 44.401, 25.7, "IQ", "Baghdad", 7216000, []),
    Row("geonames:94787", "Kirkuk", "city", 35.468, 44.392, 10.6, "IQ", "Kirkuk", 1000000, []),
    Row("geonames:448149", "Sinjār", "town", 36.321, 41.877, 3.3, "IQ", "Nineveh", 38294, []),
    Row(
        "geonames:91057",
        "Ash Sharqāt",
        "city",
        35.517,
        43.228,
        5.1,
        "IQ",
        "Salah al-Din",
        160000,
        ["Sharqat"],
    ),
    Row("geonames:390188", "Al Ḩawījah", "village", 35.326, 43.773, 1.5, "IQ", "Kirkuk", 0, []),
    Row("geonames:92138", "Al Qā’im", "city", 34.393, 40.989, 3.9, "IQ", "Al Anbar", 74100, []),
    Row("geonames:90393", "Tall ‘Afar", "village", 36.379, 42.448, 1.5, "IQ", "Nineveh", 0, []),
    Row(
        "geonames:172955", "Ar Raqqah", "city", 35.953, 39.008, 8.1, "SY", "Raqqa", 531952, ["Raqqa", "Rakka"]
    ),
    Row(
        "geonames:170794",
        "Deir ez-Zor",
        "city",
        35.336,
        40.141,
        6.2,
        "SY",
        "Deir ez-Zor",
        271800,
        ["Dayr az Zawr"],
    ),
    Row("geonames:170063", "Aleppo", "city", 36.202, 37.161, 12.9, "SY", "Aleppo", 1602264, ["Halab"]),
    Row("geonames:170062", "Aleppo", "admin1", 36.11, 37.6, 75.0, "SY", "Aleppo", 0, ["Aleppo Governorate"]),
    Row("geonames:170015", "Hama", "admin1", 35.225, 37.156, 57.1, "SY", "Hama", 0, []),
    Row("geonames:163808", "Tadmur", "city", 34.562, 38.284, 3.5, "SY", "Homs", 51015, ["Palmyra"]),
    Row("geonames:4699999", "Palmyra", "town", 43.06, -77.2, 2.0, "US", "New York", 3500, []),
    Row("geonames:172134", "‘Ayn ‘Īsá", "village", 36.386, 38.862, 1.5, "SY", "Raqqa", 0, []),
    Row("geonames:703448", "Kyiv", "city", 50.45, 30.524, 17.0, "UA", "Kyiv City", 2952301, ["Kiev"]),
    Row("warlog:hamrin-mountains", "Hamrin Mountains", "mountains", 34.65, 44.35, 90.0, "IQ", None, 0, []),
    Row(
        "warlog:aleppo-airport",
        "Aleppo International Airport",
        "airport",
        36.18,
        37.22,
        3.0,
        "SY",
        "Aleppo",
        0,
        [],
    ),
]
# two squares that share a side: enough for points in provinces and for a border
_AREAS = [
    (
        "SY",
        "East",
        "",
        {"type": "Polygon", "coordinates": [[[38, 34], [41, 34], [41, 37], [38, 37], [38, 34]]]},
    ),
    (
        "IQ",
        "West",
        "",
        {"type": "Polygon", "coordinates": [[[41, 34], [45, 34], [45, 37], [41, 37], [41, 34]]]},
    ),
]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite3"
    known = load_countries().by_code
    rows = [*(country_row(known[code]) for code in _COUNTRIES), *_ROWS]
    write_gazetteer(path, Content(rows, list(_AREAS)), lambda *_: None, {"test": "1"})
    return Gazetteer.open(Path(path))


@pytest.fixture(scope="session")
def places(gazetteer: Gazetteer) -> Callable[[str], list[PlaceMention]]:
    """Reads a text and gives its place mentions."""
    pipeline = load_pipeline()
    return lambda text: find_places(parse(text, pipeline), gazetteer)


@pytest.fixture(scope="module")
def find() -> Callable[[str], list[PlaceMention]]:
    """Places of a text on the real gazetteer, where it is built."""
    named = os.environ.get("WARLOG_TEST_GAZETTEER")
    gazetteer = Gazetteer.open(Path(named) if named else None)
    return lambda text: find_places(parse(text, load_pipeline()), gazetteer)
