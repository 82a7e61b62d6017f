"""Places that are not points, each in a sentence of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from warlog.places import PlaceMention
from warlog.places.geometry import bearing, km
from warlog.records import Place

Find = Callable[[str], list[PlaceMention]]
MOSUL, ALEPPO, KIRKUK = (36.335, 43.119), (36.202, 37.161), (35.468, 44.392)


def place(found: list[PlaceMention], words: str) -> Place:
    made = next(mention for mention in found if mention.text == words)
    assert made.place is not None, words
    return made.place


def away(one: tuple[float, float], at: Place) -> float:
    assert at.latitude is not None and at.longitude is not None
    return km(*one, at.latitude, at.longitude)


def way(one: tuple[float, float], at: Place) -> float:
    assert at.latitude is not None and at.longitude is not None
    return bearing(*one, at.latitude, at.longitude)


@pytest.mark.parametrize(
    ("words", "derivation", "low", "high"),
    [
        ("the northern Aleppo countryside", "near", 15, 40),
        ("the western outskirts of Aleppo", "near", 5, 20),
        ("the outskirts of the city of Aleppo", "near", 0, 1),
        ("western Aleppo", "part_of", 2, 10),
    ],
)
def test_parts_and_surroundings(places: Find, words: str, derivation: str, low: float, high: float) -> None:
    at = place(places(f"In Syria, rebels shelled {words} on Monday."), words)
    assert at.derivation == derivation and low <= away(ALEPPO, at) <= high
    assert at.gazetteer is None


def test_a_town_named_with_its_kind_is_near_as_well(places: Find) -> None:
    at = place(places("In Syria, a bomb went off close to the city of Aleppo."), "the city of Aleppo")
    assert (at.derivation, at.where_prec) == ("near", 2)


def test_an_offset_is_a_sector(places: Find) -> None:
    found = places("In Iraq, fighters seized an oil field 48 km west of Kirkuk.")
    at = place(found, "48 km west of Kirkuk")
    assert away(KIRKUK, at) == pytest.approx(48, abs=1) and way(KIRKUK, at) == pytest.approx(270, abs=1)
    assert at.radius_km == pytest.approx(30.5, abs=0.5) and at.where_prec == 5
    reasons = next(mention.reasons for mention in found if mention.text == "48 km west of Kirkuk")
    assert "48 km from Kirkuk to the west" in reasons[0]


def test_the_words_before_the_number_are_no_part_of_the_place(places: Find) -> None:
    found = places("The village in Iraq lies about 20 km southwest of Kirkuk.")
    assert place(found, "about 20 km southwest of Kirkuk").where_prec == 2


def test_travel_times_are_rougher_than_distances(places: Find) -> None:
    at = place(
        places("The camp is a two-hour drive north of Kirkuk in Iraq."), "a two-hour drive north of Kirkuk"
    )
    assert away(KIRKUK, at) == pytest.approx(100, abs=2) and (at.radius_km or 0) > 75


def test_roads_by_their_ends(places: Find) -> None:
    found = places(
        "In Syria, rebels cut the Aleppo-Raqqa highway and, in Iraq, the road from Mosul to Kirkuk."
    )
    assert place(found, "the Aleppo-Raqqa highway").kind == "road"
    road = place(found, "the road from Mosul to Kirkuk")
    assert (road.derivation, road.country) == ("between", "IQ")
    assert away(MOSUL, road) <= (road.radius_km or 0) + 1
    assert all(mention.auxiliary for mention in found if mention.text in {"Mosul", "Kirkuk", "Raqqa"})


@pytest.mark.parametrize("words", ["Talks between Mosul and Kirkuk", "Tensions between Baghdad and Kyiv"])
def test_talks_are_held_nowhere_between(places: Find, words: str) -> None:
    assert not [m for m in places(f"{words} broke down, Iraq said.") if m.place and m.place.kind == "between"]


def test_numbered_roads_of_the_reports_country(places: Find) -> None:
    found = places("Syrian troops retook a stretch of the M5 on Monday.")
    assert place(found, "the M5").name == "M5 motorway"
    assert not [
        m for m in places("British police closed the M5 on Monday.") if m.place and m.place.kind == "road"
    ]


def test_a_border_is_placed_by_what_its_sentence_names(places: Find) -> None:
    whole = place(places("Troops patrol the Iraqi-Syrian border."), "the Iraqi-Syrian border")
    stretch = place(places("Trucks wait on the Iraqi-Syrian border at al-Qaim."), "the Iraqi-Syrian border")
    assert (whole.where_prec, stretch.where_prec) == (5, 2)
    assert away((34.39, 40.99), stretch) < 25 < (whole.radius_km or 0)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Soldiers died on the border with Iraq, the Syrian army said.", "the border with Iraq", "Iraq-Syria border"),
        ("Shells came from the Syrian side of the border with Iraq.", "the Syrian side of the border with Iraq", "Syria-Iraq border"),
        ("Syria’s border with Iraq was closed.", "Syria’s border with Iraq", "Syria-Iraq border"),
        ("On Monday Syria-Iraq border posts were closed.", "Syria-Iraq border", "Syria-Iraq border"),
    ],
)  # fmt: skip
def test_borders_by_any_name(places: Find, text: str, words: str, name: str) -> None:
    assert place(places(text), words).name == name


def test_border_guards_are_no_place(places: Find) -> None:
    assert not [
        m for m in places("Syrian border guards fired at men.") if m.place and m.place.kind == "border"
    ]


def test_a_front_lies_around_its_town(places: Find) -> None:
    at = place(places("In Syria, fighting went on along the Aleppo front."), "the Aleppo front")
    assert (at.kind, at.where_prec) == ("front", 5) and away(ALEPPO, at) < 1


def test_the_outskirts_alone_are_those_of_the_town_last_named(places: Find) -> None:
    found = places("In Syria, troops entered Aleppo. Shelling went on in its northern outskirts.")
    at = place(found, "its northern outskirts")
    assert at.name == "northern outskirts of Aleppo" and way(ALEPPO, at) < 10
