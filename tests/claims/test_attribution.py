"""Attribution: who says it, through how many mouths, and where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, only

Tell = Callable[[str], list[Said]]


@pytest.mark.parametrize(
    "text",
    [
        "The Ukrainian army said Russian forces shelled Kherson.",
        "Russian forces shelled Kherson, the Ukrainian army said.",
        "According to the Ukrainian army, Russian forces shelled Kherson.",
        "Russian forces shelled Kherson, according to the Ukrainian army.",
        "The Ukrainian army reported that Russian forces shelled Kherson.",
        "“Russian forces shelled Kherson last night,” the Ukrainian army said.",
        "The Ukrainian army told Reuters that Russian forces shelled Kherson.",
        "The Ukrainian army announced on Friday that Russian forces had shelled Kherson.",
    ],
)
def test_the_speaker_is_found_wherever_the_words_stand(tell: Tell, text: str) -> None:
    shelling = only(tell(text), "shelling")
    assert shelling.sources == ["Armed Forces of Ukraine"]
    assert shelling.agents == {"Russian Armed Forces"}


def test_without_a_speaker_the_report_says_it_itself(tell: Tell) -> None:
    assert only(tell("Russian forces shelled Kherson."), "shelling").sources == []


def test_speakers_nest_from_the_outermost_to_the_innermost(tell: Tell) -> None:
    text = "Reuters reported that the Ukrainian army said Russian forces shelled Kherson."
    assert only(tell(text), "shelling").sources == ["Reuters", "Armed Forces of Ukraine"]


def test_a_medium_is_the_channel_of_what_it_was_told(tell: Tell) -> None:
    text = "The Ukrainian army told Reuters that Russian forces shelled Kherson."
    assert only(tell(text), "shelling").channel == "Reuters"


def test_a_spokesman_who_is_named_is_the_speaker(tell: Tell) -> None:
    text = "Ukrainian army spokesman Dmytro Lykhoviy said Russian forces shelled Kherson."
    assert only(tell(text), "shelling").sources == ["Dmytro Lykhoviy"]


def test_the_lines_after_a_statement_is_introduced_belong_to_its_speaker(tell: Tell) -> None:
    text = (
        "Foreign Minister Dmytro Kuleba said:\n\n"
        "Russian forces shelled Kherson overnight. Our army repelled an attack on Kharkiv.\n"
    )
    claims = tell(text)
    assert only(claims, "shelling").sources == ["Dmytro Kuleba"]
    assert only(claims, "attack").sources == ["Dmytro Kuleba"]


def test_speakers_who_contradict_each_other_each_keep_their_claim(tell: Tell) -> None:
    text = (
        "The Sudanese army said it captured Omdurman. "
        "The Rapid Support Forces denied that the army had captured Omdurman."
    )
    captures = [claim for claim in tell(text) if claim.act == "capture"]
    assert [(claim.modality, claim.sources) for claim in captures] == [
        ("happened", ["Sudanese Armed Forces"]),
        ("denied", ["Rapid Support Forces"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab claimed responsibility for the attack on a hotel in Mogadishu.",
        "Al-Shabaab claimed responsibility for a bombing in Mogadishu.",
    ],
)
def test_who_claims_responsibility_says_it_did_it(tell: Tell, text: str) -> None:
    [claim] = tell(text)
    assert claim.agents == {"Al-Shabaab"}
    assert claim.sources == ["Al-Shabaab"]
    assert claim.places == {"Mogadishu"}


def test_a_speakers_day_is_not_the_day_of_the_act(tell: Tell) -> None:
    text = (
        "Mali's army said on Thursday that JNIM militants attacked Timbuktu on Wednesday, "
        "killing five civilians and wounding 12."
    )
    attack = only(tell(text), "attack")
    assert (attack.sources, attack.start, attack.deaths) == (["Malian Armed Forces"], "2024-05-08", 5)


def test_witnesses_tell_an_agency(tell: Tell) -> None:
    strike = only(tell("Witnesses told AFP that drones struck a market in Nyala."), "air_strike")
    assert (strike.sources, strike.channel) == (["Witnesses"], "Agence France-Presse")


def test_they_in_a_speakers_words_are_the_speaker(tell: Tell) -> None:
    losses = only(tell("Tuareg rebels said they killed 84 Wagner fighters in Tinzaouaten."), "losses")
    assert (losses.agents, losses.sources) == ({"Tuareg rebels"}, ["Tuareg rebels"])


def test_a_claim_of_the_other_side_denied_is_a_denied_act(tell: Tell) -> None:
    capture = only(tell("Russian forces have not captured Kharkiv, the Ukrainian army said."), "capture")
    assert (capture.modality, capture.sources) == ("denied", ["Armed Forces of Ukraine"])


def test_who_denies_responsibility_denies_the_act(tell: Tell) -> None:
    text = "The Rapid Support Forces denied responsibility for the shelling of Omdurman."
    shelling = only(tell(text), "shelling")
    assert (shelling.modality, shelling.sources) == ("denied", ["Rapid Support Forces"])
