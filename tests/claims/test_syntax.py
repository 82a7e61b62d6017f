"""Syntax: passives, relative clauses, control and coordination give the arguments of the plain sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, only

Tell = Callable[[str], list[Said]]


@pytest.mark.parametrize(
    "text",
    [
        "The Rapid Support Forces captured Nyala.",
        "Nyala was captured by the Rapid Support Forces.",
        "Nyala has been captured by the Rapid Support Forces.",
        "The Rapid Support Forces, which captured Nyala, thanked the elders.",
        "Nyala, which was captured by the Rapid Support Forces, was quiet.",
        "The Rapid Support Forces managed to capture Nyala.",
        "The Rapid Support Forces succeeded in capturing Nyala.",
        "The Rapid Support Forces went on to capture Nyala.",
        "The Rapid Support Forces entered the city and captured Nyala.",
        "After capturing Nyala, the Rapid Support Forces rested.",
        "The capture of Nyala by the Rapid Support Forces surprised residents.",
        "Nyala fell to the Rapid Support Forces.",
    ],
)
def test_the_same_act_in_other_words_has_the_same_doer_and_place(tell: Tell, text: str) -> None:
    capture = only(tell(text), "capture")
    assert capture.agents == {"Rapid Support Forces"}
    assert capture.places == {"Nyala"}
    assert capture.modality == "happened"


def test_the_object_of_a_causing_verb_does_what_it_is_made_to_do(tell: Tell) -> None:
    withdrawal = only(tell("Ukrainian troops forced Russian forces to withdraw from Kherson."), "withdraw")
    assert withdrawal.agents == {"Russian Armed Forces"}


def test_subjects_joined_by_and_all_do_it(tell: Tell) -> None:
    attack = only(tell("The Arakan Army and the Kachin Independence Army attacked Sittwe."), "attack")
    assert attack.agents == {"Arakan Army", "Kachin Independence Army"}


def test_two_verbs_share_their_subject(tell: Tell) -> None:
    claims = tell("Russian forces shelled Kherson and captured Bakhmut.")
    assert only(claims, "shelling").agents == only(claims, "capture").agents == {"Russian Armed Forces"}
    assert only(claims, "capture").places == {"Bakhmut"}


def test_the_shelling_of_a_town_by_someone_has_a_doer_and_a_place(tell: Tell) -> None:
    shelling = only(tell("The shelling of Kherson by Russian forces killed three people."), "shelling")
    assert (shelling.agents, shelling.places, shelling.deaths) == ({"Russian Armed Forces"}, {"Kherson"}, 3)
