from collections.abc import Callable

from warlog.places import PlaceMention

Find = Callable[[str], list[PlaceMention]]


def named(mentions: list[PlaceMention], text: str) -> PlaceMention:
    return next(mention for mention in mentions if mention.text == text)


def test_stated_distance_is_kept_but_the_place_goes_by_its_name(places: Find) -> None:
    found = places(
        "Iraqi forces reached Shirqat town, located some 300 kilometers north of the capital Baghdad, in Iraq."
    )
    mention = named(found, "Shirqat town")
    assert mention.place is not None and mention.place.gazetteer == "geonames:91057"
    assert mention.stated is not None
    assert (mention.stated.distance_km, mention.stated.bearing) == (300, 0)
    assert mention.stated.anchor is not None and mention.stated.anchor.name == "Baghdad"


def test_miles_are_converted_and_kept(places: Find) -> None:
    found = places("In Iraq, al-Qaim, 200 miles west of Baghdad, fell to the Iraqi army.")
    stated = named(found, "al-Qaim").stated
    assert stated is not None and (stated.distance, stated.unit, stated.distance_km) == (200, "mile", 321.9)


def test_parts_move_the_point_and_between_takes_the_middle(places: Find) -> None:
    found = places("In Iraq, troops retook eastern Mosul and cut the road between Mosul and Sinjar.")
    part = named(found, "eastern Mosul").place
    assert part is not None and part.derivation == "part_of" and part.longitude is not None
    assert part.longitude > 43.13 and part.gazetteer is None
    between = next(m.place for m in found if m.place and m.place.derivation == "between")
    assert between is not None and between.longitude is not None and 42.3 < between.longitude < 42.7
    assert between.where_prec == 5


def test_stated_country_decides_between_namesakes(places: Find) -> None:
    place = named(places("Coalition aircraft destroyed 14 tanks near Palmyra, Syria."), "Palmyra").place
    assert place is not None and (place.country, place.derivation, place.where_prec) == ("SY", "near", 2)


def test_province_or_city_by_the_word_beside_it(places: Find) -> None:
    found = places("In Syria, shells fell on Aleppo province. Syrian troops entered the city of Aleppo.")
    kinds = [mention.place.kind for mention in found if mention.place and "Aleppo" in mention.text]
    assert kinds == ["admin1", "city"]


def test_lost_apostrophe(places: Find) -> None:
    mention = named(places("Syrias army said that it shelled Aleppo."), "Syria")
    assert mention.place is not None and mention.place.gazetteer == "iso:SY"


def test_demonyms_persons_and_months_are_no_places(places: Find) -> None:
    found = places("Mr. Mosul told Iraqi and Syrian reporters in May that Gen. Kirkuk would resign.")
    assert [mention.text for mention in found] == []


def test_unknown_village_takes_its_containing_province(places: Find) -> None:
    place = named(
        places("The village of Atshanah in Hama province in Syria was captured."), "The village of Atshanah"
    ).place
    assert place is not None and place.derivation == "containing" and place.gazetteer is None
    assert place.name == "Atshanah" and place.admin1 == "Hama"


def test_unknown_village_without_container_has_no_point(places: Find) -> None:
    place = named(
        places("Fighters attacked the village of Zorbathan at dawn."), "the village of Zorbathan"
    ).place
    assert place is not None and place.latitude is None and place.gazetteer is None


def test_descriptions_point_back(places: Find) -> None:
    found = places(
        "Iraqi troops entered Mosul in Iraq. The fall of the city would mark the end of the group."
    )
    place = named(found, "the city").place
    assert place is not None and (place.name, place.derivation) == ("Mosul", "context")
    found = places(
        "American forces advise Syrian fighters in Syria who operate in the northern part of the country."
    )
    part = named(found, "the northern part of the country").place
    assert part is not None and part.name == "northern Syria" and part.derivation == "part_of"


def test_border_between_two_countries(places: Find) -> None:
    place = named(places("Our goal is to protect the Iraqi-Syrian border."), "the Iraqi-Syrian border").place
    assert place is not None and place.kind == "border" and place.longitude is not None
    assert abs(place.longitude - 41) < 0.3


def test_facility_that_the_gazetteer_knows(places: Find) -> None:
    place = named(places("In Syria, rebels shelled Aleppo airport."), "Aleppo airport").place
    assert place is not None and place.gazetteer == "warlog:aleppo-airport"


def test_nameless_village_at_a_stated_distance(places: Find) -> None:
    found = places("Clashes broke out in a Syrian village 20 miles northeast of Aleppo in Syria.")
    place = next(m.place for m in found if m.place and m.place.derivation == "offset")
    assert place.latitude is not None and place.latitude > 36.35


def test_spans_are_the_texts_own_words(places: Find) -> None:
    text = "Near Ayn Isa, one strike hit Syria’s “Ar Raqqah” — and Tal Afar in Iraq."
    for mention in places(text):
        assert text[mention.start : mention.end] == mention.text


def test_empty_and_shouted_texts(places: Find) -> None:
    assert places("...") == []
    assert "IRAQ" in [mention.text for mention in places("ARMY TAKES TOWN IN IRAQ AFTER LONG BATTLE")]


def test_places_that_only_locate_another_are_auxiliary(places: Find) -> None:
    found = places(
        "In Iraq, al-Qaim, 400 km northwest of Baghdad, near the Syrian border, fell to the Iraqi army."
    )
    town = named(found, "al-Qaim")
    assert not town.auxiliary and named(found, "Baghdad").auxiliary
    assert town.near is not None and town.near.relation == "near"
    assert town.near.anchor is not None and town.near.anchor.kind == "border"
    assert named(found, "the Syrian border").auxiliary


def test_container_after_a_comma_is_auxiliary_and_kept(places: Find) -> None:
    found = places("Shells fell on Palmyra, Syria.")
    town = named(found, "Palmyra")
    assert town.containing is not None and town.containing.relation == "in"
    assert [mention.text for mention in found if not mention.auxiliary] == ["Palmyra"]


def test_ends_of_a_stretch_are_auxiliary(places: Find) -> None:
    found = places("In Iraq, troops cut the road between Mosul and Sinjar.")
    assert named(found, "Mosul").auxiliary and named(found, "Sinjar").auxiliary


def test_taken_and_fallen_towns_need_no_preposition(places: Find) -> None:
    found = places("Sinjar has been liberated, officials in Iraq said.")
    assert "Sinjar" in [mention.text for mention in found]


def test_lost_apostrophes_only_where_the_page_has_none(places: Find) -> None:
    assert "Aleppo" in [m.text for m in places("Aleppos residents fled. Shells fell on Syria.")]
    assert "Aleppo" not in [m.text for m in places("Syria’s army met the Aleppos at dawn.")]


def test_the_scene_is_the_last_place(places: Find) -> None:
    place = named(places("A bomb went off in Kirkuk in Iraq. Police sealed off the area."), "the area").place
    assert place is not None and (place.name, place.derivation) == ("Kirkuk", "context")


def test_the_old_city_is_that_of_the_city_last_named(places: Find) -> None:
    place = named(
        places("Iraqi troops entered Mosul in Iraq. They reached the Old City at night."), "the Old City"
    ).place
    assert place is not None and place.name == "Old City of Mosul"
