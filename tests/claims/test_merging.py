"""Merging: what is told twice is one claim; tolls and back references belong to their attack."""

from __future__ import annotations

from collections.abc import Callable

from statements import Said, acts, only

Tell = Callable[[str], list[Said]]


def test_a_toll_belongs_to_the_attack_of_its_sentence(tell: Tell) -> None:
    [strike] = tell("At least 20 people were killed in a Russian air strike on Kharkiv.")
    assert (strike.act, strike.places, strike.deaths) == ("air_strike", {"Kharkiv"}, 20)


def test_the_attack_points_back_to_the_attack_told_before(tell: Tell) -> None:
    text = "Al-Shabaab fighters attacked a hotel in Mogadishu on Monday. The attack killed nine people."
    [attack] = tell(text)
    assert (attack.agents, attack.places, attack.deaths) == ({"Al-Shabaab"}, {"Mogadishu"}, 9)


def test_the_blast_is_the_bombing_told_before(tell: Tell) -> None:
    [bombing] = tell("A car bomb exploded in Mogadishu on Monday. The blast killed nine people.")
    assert (bombing.act, bombing.deaths) == ("bombing", 9)


def test_what_is_told_twice_is_one_claim(tell: Tell) -> None:
    text = "The Sudanese army captured Omdurman. On Tuesday, the Sudanese army captured Omdurman."
    assert only(tell(text), "capture").start == "2024-05-07"


def test_a_second_speaker_confirms_the_claim_of_the_first(tell: Tell) -> None:
    text = (
        "The Rapid Support Forces said Sudanese troops captured Omdurman. "
        "The Sudanese army said its troops captured Omdurman."
    )
    capture = only(tell(text), "capture")
    assert capture.sources == ["Rapid Support Forces"]
    assert capture.confirmed_by == ["Sudanese Armed Forces"]


def test_the_same_act_at_two_places_is_two_claims(tell: Tell) -> None:
    text = "Russian forces shelled Kherson. Russian forces shelled Kharkiv."
    assert acts(tell(text)) == ["shelling", "shelling"]


def test_rival_tolls_of_two_speakers_stay_apart(tell: Tell) -> None:
    text = (
        "Al-Shabaab fighters attacked a base in Kismayo. Al-Shabaab said the attack killed 50 soldiers. "
        "The Somali government said the attack killed three soldiers."
    )
    assert {claim.deaths for claim in tell(text)} >= {50, 3}
