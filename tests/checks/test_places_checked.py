"""Distances, bearings, borders and containment as reports state them."""

from __future__ import annotations

from collections.abc import Callable

from warlog.records import Check

Checks = Callable[..., list[Check]]
Verdicts = Callable[..., list[str]]


def test_distance_and_bearing_are_two_checks_with_their_words(check: Checks) -> None:
    text = (
        "Iraqi troops entered al-Qaim, located some 400 kilometers northwest of Baghdad, in Iraq on Monday."
    )
    distance, bearing = [c for c in check(text) if c.kind != "containment"]
    assert (distance.kind, distance.verdict, distance.stated, distance.unit) == (
        "distance",
        "imprecise",
        400,
        "km",
    )
    assert isinstance(distance.found, float) and 320 < distance.found < 345
    assert (bearing.kind, bearing.verdict, bearing.stated) == ("bearing", "imprecise", 315)
    assert bearing.evidence.quote == "northwest of Baghdad"
    for found in (distance, bearing):
        assert text[found.evidence.start : found.evidence.end] == found.evidence.quote
        assert "geonames:98182" in found.basis and "geonames:92138" in found.basis


def test_miles_are_held_against_miles(check: Checks) -> None:
    (distance,) = check("Troops took Hawijah, 36 miles from Kirkuk, in Iraq.", "distance")
    assert (distance.unit, distance.found, distance.verdict) == ("mile", 36.0, "consistent")


def test_wrong_distance_is_inconsistent(verdicts: Verdicts) -> None:
    assert verdicts("Iraqi troops took Hawijah, 110 km west of Kirkuk, in Iraq.", "distance") == [
        "inconsistent"
    ]


def test_opposite_bearing_is_inconsistent(verdicts: Verdicts) -> None:
    assert verdicts("Iraqi troops took Hawijah, 58 km east of Kirkuk, in Iraq.", "bearing") == [
        "inconsistent"
    ]


def test_distance_beyond_reason_means_another_place(verdicts: Verdicts) -> None:
    text = "Iraqi troops took Mosul, 15 km south of Baghdad, in Iraq."
    assert verdicts(text, "distance") == verdicts(text, "bearing") == ["uncheckable"]


def test_place_by_its_offset_alone_states_nothing_to_check(verdicts: Verdicts) -> None:
    assert verdicts("A bomb killed soldiers 40 km west of Kirkuk.") == []


def test_unknown_village_is_uncheckable(verdicts: Verdicts) -> None:
    text = "Iraqi troops took the village of Qarat Bujan, 15 km west of Kirkuk, in Iraq."
    assert verdicts(text, "distance") == verdicts(text, "bearing") == ["uncheckable"]


def test_namesake_that_fits_makes_an_error_uncheckable(check: Checks) -> None:
    text = "Syrian troops in Syria entered Springvale, 30 km east of Mosul. Syria's army was in Raqqa and Aleppo in Syria."
    assert all(c.verdict != "inconsistent" for c in check(text, "distance"))


def test_town_near_the_border(verdicts: Verdicts) -> None:
    assert verdicts("Iraqi troops are in al-Qaim near the Syrian border.", "distance") == ["consistent"]
    assert verdicts("Iraqi troops are in al-Qaim, on the Syrian border.", "distance") == ["consistent"]


def test_border_is_of_the_place_that_the_distance_speaks_of(check: Checks) -> None:
    text = "Troops took al-Qaim, located some 400 kilometers northwest of Baghdad near the Syrian border, in Iraq."
    near = next(c for c in check(text, "distance") if c.stated == "near")
    assert near.verdict == "consistent" and "Al Qā’im" in near.basis


def test_town_far_from_the_border(check: Checks) -> None:
    found = check("Iraqi troops are in Mosul near the Syrian border.", "distance")
    assert [c.verdict for c in found] == ["inconsistent"]
    assert found[0].stated == "near"


def test_border_guards_are_no_border(verdicts: Verdicts) -> None:
    assert verdicts("Iraqi troops met in Mosul near the Syrian border guards.", "distance") == []


def test_city_and_country(verdicts: Verdicts) -> None:
    assert verdicts("Fighters took Palmyra, Syria, on Monday.", "containment") == ["consistent"]


def test_list_of_places_states_no_containment(verdicts: Verdicts) -> None:
    assert verdicts("Envoys came from Baghdad, Syria and Iraq.", "containment") == []


def test_talks_on_a_city_in_another_country_say_nothing_of_where_it_lies(verdicts: Verdicts) -> None:
    assert "inconsistent" not in verdicts("They held talks on Aleppo in Switzerland.", "containment")


def test_side_of_a_country(verdicts: Verdicts) -> None:
    assert verdicts("Fighters entered Aleppo in northern Syria.", "containment") == ["consistent"]
    assert verdicts("Fighters are in Aleppo in southern Syria.", "containment") == ["inconsistent"]


def test_another_spelling_is_too_unsure_to_call_an_error(verdicts: Verdicts) -> None:
    text = "Iraqi troops in Iraq took Hawijeh, 110 km west of Kirkuk. Iraq's army is in Mosul, Baghdad and al-Qaim in Iraq."
    assert "inconsistent" not in verdicts(text)


def test_city_in_the_wrong_country_is_inconsistent_and_a_village_is_not(verdicts: Verdicts) -> None:
    assert verdicts("Troops of Iraq are in Baghdad in Syria.", "containment") == ["inconsistent"]
    assert "inconsistent" not in verdicts("Troops of Iraq are in Hawijah in Syria.", "containment")
