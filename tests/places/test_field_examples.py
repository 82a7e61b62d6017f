"""Places that reports of many wars were read wrongly for, each in a sentence of its own, on the real gazetteer."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from warlog.places import PlaceMention
from warlog.places.build import default_path
from warlog.places.geometry import rough_km
from warlog.places.standing import is_main_name

Find = Callable[[str], list[PlaceMention]]
on_the_real_gazetteer = pytest.mark.skipif(
    not (default_path().exists() or os.environ.get("WARLOG_TEST_GAZETTEER")),
    reason="the gazetteer is not built",
)


def of(mentions: list[PlaceMention], words: str) -> PlaceMention:
    return next(mention for mention in mentions if words in mention.text)


@pytest.mark.parametrize(
    ("key", "name", "main"),
    [("rakka", "Raqqa", True), ("marawi", "Marawi City", True), ("al bab", "Al-Bab", True), ("boni", "Bonn", False),
     ("pokrovsk", "Engels", False), ("puerto", "El Puerto de Santa María", False)],
)  # fmt: skip
def test_main_names(key: str, name: str, main: bool) -> None:
    assert is_main_name(key, name) is main


@on_the_real_gazetteer
def test_pokrovsk_is_not_the_russian_town_that_once_had_its_name(find: Find) -> None:
    found = find(
        "Russian troops shelled Pokrovsk, Ukraine's army said. Ukrainian drones hit an airfield at Engels in Russia."
    )
    towns = [of(found, "Pokrovsk").place, of(found, "Engels").place]
    assert [(place.country, place.admin1) for place in towns if place] == [
        ("UA", "Donetsk"),
        ("RU", "Saratov"),
    ]


@on_the_real_gazetteer
def test_a_name_in_another_language_is_no_place_abroad(find: Find) -> None:
    found = find("Gunmen burned the village of Boni on Monday, Mali's army said. Malian troops left Hombori.")
    assert of(found, "Hombori").place is not None
    assert all(mention.place.country in (None, "ML") for mention in found if mention.place)


@on_the_real_gazetteer
def test_al_riyadh_near_kirkuk(find: Find) -> None:
    mention = of(
        find("Iraqi police said that gunmen fired on a checkpoint near al-Riyadh, southwest of Kirkuk."),
        "al-Riyadh",
    )
    assert mention.place is not None and mention.place.country == "IQ"


@on_the_real_gazetteer
def test_far_namesake_loses_to_unknown(find: Find) -> None:
    found = find(
        "Insurgents burned Palma in Cabo Delgado, the police of Mozambique said. Mozambican soldiers fled to Pemba."
    )
    assert all(mention.place.country in (None, "MZ") for mention in found if mention.place)


@on_the_real_gazetteer
def test_capitals_and_places_of_talks_abroad_stay(find: Find) -> None:
    found = find(
        "Syrian rebels and the Syrian government will meet in Geneva on Monday after talks in Vienna, Syria said."
    )
    assert [of(found, name).place.country for name in ("Geneva", "Vienna")] == ["CH", "AT"]  # pyright: ignore[reportOptionalMemberAccess]


@on_the_real_gazetteer
def test_unlisted_village_lies_where_its_words_put_it(find: Find) -> None:
    found = find(
        "Ukrainian troops left the village of Lysivka, southeast of Pokrovsk in the Donetsk region, the army of Ukraine said."
    )
    place = of(found, "Lysivka").place
    assert place is not None and place.latitude is not None and place.longitude is not None
    assert (place.gazetteer, place.derivation, place.name) == (None, "offset", "Lysivka")
    assert rough_km(place.latitude, place.longitude, 48.2, 37.3) < 25


@on_the_real_gazetteer
def test_a_city_stays_where_it_is_whatever_is_stated(find: Find) -> None:
    place = of(
        find("Fighting went on in Mosul, 900 km north of Baghdad, the Iraqi army said."), "Mosul"
    ).place
    assert place is not None and place.gazetteer == "geonames:99072"


@on_the_real_gazetteer
@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Gunmen shot dead twelve farmers near Djibo in Burkina Faso.", "Djibo", "BF"),
        (
            "Families in Omdurman said that shells fell on the market. The Sudanese army denied it.",
            "Omdurman",
            "SD",
        ),
        ("Drones struck a depot in Russia's Kursk region on Tuesday.", "Kursk", "RU"),
        (
            "In Niger, soldiers repelled an attack near Banibangou on Friday, Niger's army said.",
            "Banibangou",
            "NE",
        ),
        ("Bombs went off in Daquq and Dibis, Iraqi police said.", "Dibis", "IQ"),
        ("Mercenaries took Bakhmut in May and pushed on to Chasiv Yar and Siversk.", "Bakhmut", "UA"),
    ],
)
def test_name_is_found(find: Find, text: str, words: str, country: str) -> None:
    place = of(find(text), words).place
    assert place is not None and place.country == country and place.latitude is not None


@on_the_real_gazetteer
def test_dateline_says_where_the_report_was_filed(find: Find) -> None:
    found = find(
        "GOMA, Jan 20 — Rebels captured Minova on Tuesday, residents said. Fighters entered the town at dawn, Congo said."
    )
    assert [mention.auxiliary for mention in (of(found, "GOMA"), of(found, "Minova"))] == [True, False]
    assert of(found, "the town").place.name == "Minova"  # pyright: ignore[reportOptionalMemberAccess]


@on_the_real_gazetteer
def test_the_seat_of_a_speaker_is_not_the_area(find: Find) -> None:
    found = find(
        "Russian troops entered Vuhledar. The General Staff in Kyiv said that fighting went on in the area."
    )
    assert of(found, "the area").place.name == "Vuhledar"  # pyright: ignore[reportOptionalMemberAccess]


@on_the_real_gazetteer
def test_lists_of_provinces_move_no_town(find: Find) -> None:
    place = of(
        find("The Arakan Army took Paletwa in Rakhine and Chin states, Myanmar media said."), "Paletwa"
    ).place
    assert place is not None and place.derivation == "named"
