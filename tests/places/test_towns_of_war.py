"""Towns that reports on wars name most, each in one sentence with its country, on the real gazetteer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warlog.language import load_pipeline, parse
from warlog.places import Gazetteer, find_places
from warlog.places.build import default_path
from warlog.places.geometry import rough_km

pytestmark = pytest.mark.skipif(
    not (default_path().exists() or os.environ.get("WARLOG_TEST_GAZETTEER")),
    reason="the gazetteer is not built",
)
SAME_TOWN_KM = 12
TOWNS = [
    ("Tal Afar", "Iraq", 36.379, 42.448),
    ("Qamishli", "Syria", 37.05, 41.22),
    ("Kobani", "Syria", 36.89, 38.35),
    ("Ayn al-Arab", "Syria", 36.89, 38.35),
    ("Afrin", "Syria", 36.51, 36.87),
    ("Azaz", "Syria", 36.586, 37.05),
    ("Manbij", "Syria", 36.53, 37.95),
    ("Deir ez-Zor", "Syria", 35.34, 40.14),
    ("al-Bab", "Syria", 36.37, 37.52),
    ("Idlib", "Syria", 35.93, 36.63),
    ("Douma", "Syria", 33.57, 36.4),
    ("Daraa", "Syria", 32.62, 36.1),
    ("Quneitra", "Syria", 33.13, 35.82),
    ("Palmyra", "Syria", 34.56, 38.28),
    ("Tadmur", "Syria", 34.56, 38.28),
    ("Abu Kamal", "Syria", 34.45, 40.92),
    ("Albu Kamal", "Syria", 34.45, 40.92),
    ("Mayadin", "Syria", 35.02, 40.45),
    ("Hasakah", "Syria", 36.5, 40.75),
    ("Ras al-Ayn", "Syria", 36.85, 40.07),
    ("Bakhmut", "Ukraine", 48.595, 38.0),
    ("Avdiivka", "Ukraine", 48.14, 37.745),
    ("Lyman", "Ukraine", 48.986, 37.81),
    ("Izium", "Ukraine", 49.21, 37.25),
    ("Kherson", "Ukraine", 46.64, 32.61),
    ("Mariupol", "Ukraine", 47.097, 37.543),
    ("Taiz", "Yemen", 13.58, 44.02),
    ("Hodeidah", "Yemen", 14.8, 42.95),
    ("Marib", "Yemen", 15.46, 45.33),
    ("Sirte", "Libya", 31.21, 16.59),
    ("Misrata", "Libya", 32.375, 15.09),
    ("Benghazi", "Libya", 32.115, 20.07),
    ("Gao", "Mali", 16.27, -0.04),
    ("Kidal", "Mali", 18.44, 1.41),
    ("Timbuktu", "Mali", 16.77, -3.01),
    ("Djibo", "Burkina Faso", 14.1, -1.63),
    ("El Fasher", "Sudan", 13.63, 25.35),
    ("Nyala", "Sudan", 12.05, 24.88),
    ("Wad Madani", "Sudan", 14.4, 33.52),
    ("Omdurman", "Sudan", 15.64, 32.48),
    ("Maiduguri", "Nigeria", 11.85, 13.16),
    ("Baidoa", "Somalia", 3.11, 43.65),
    ("Kismayo", "Somalia", -0.36, 42.55),
    ("Goma", "Democratic Republic of the Congo", -1.68, 29.22),
    ("Bukavu", "Congo", -2.51, 28.86),
    ("Beni", "Congo", 0.49, 29.47),
    ("Kandahar", "Afghanistan", 31.61, 65.71),
    ("Kunduz", "Afghanistan", 36.73, 68.87),
    ("Lashkar Gah", "Afghanistan", 31.59, 64.37),
    ("Myitkyina", "Myanmar", 25.38, 97.4),
    ("Lashio", "Myanmar", 22.93, 97.75),
    ("Gaza City", "the Gaza Strip", 31.5, 34.47),
    ("Khan Younis", "the Gaza Strip", 31.35, 34.31),
    ("Rafah", "the Gaza Strip", 31.29, 34.25),
    ("Jenin", "the West Bank", 32.46, 35.3),
    ("Stepanakert", "Azerbaijan", 39.82, 46.75),
]


@pytest.fixture(scope="module")
def real() -> Gazetteer:
    named = os.environ.get("WARLOG_TEST_GAZETTEER")
    return Gazetteer.open(Path(named) if named else None)


@pytest.mark.parametrize(("name", "country", "latitude", "longitude"), TOWNS)
def test_town_is_found_and_placed(
    real: Gazetteer, name: str, country: str, latitude: float, longitude: float
) -> None:
    text = f"Fighting was reported in {name}, {country}, on Sunday."
    mentions = find_places(parse(text, load_pipeline()), real)
    place = next(mention.place for mention in mentions if mention.text == name)
    assert place is not None and place.latitude is not None and place.longitude is not None
    assert rough_km(latitude, longitude, place.latitude, place.longitude) < SAME_TOWN_KM
    assert all(mention.auxiliary for mention in mentions if mention.start > text.index(","))


def test_hawija_is_the_first_answer(real: Gazetteer) -> None:
    assert (real.find("Hawija")[0].name, real.find("Hawija")[0].country) == ("Hawija", "IQ")


def test_districts_of_a_list_with_appositions(real: Gazetteer) -> None:
    text = (
        "Iraqi troops will wrest control of the districts of Hawijah, located 48 kilometers west of Kirkuk, Shirqat town, "
        "located some 300 kilometers north of the capital Baghdad, and the Hamrin Mountains in northern Salahuddin."
    )
    mentions = find_places(parse(text, load_pipeline()), real)
    main = [m.place.name for m in mentions if m.place and not m.auxiliary]
    assert main == ["Hawija", "Shirqat", "Hamrin Mountains"]
    assert {m.place.name for m in mentions if m.place and m.auxiliary} == {
        "Kirkuk",
        "Baghdad",
        "northern Saladin",
    }
