"""Modality: happened, ongoing, ended, failed, planned, possible, denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, only

Tell = Callable[[str], list[Said]]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The Sudanese army captured Omdurman.", "capture", "happened"),
        ("The Sudanese army managed to retake Omdurman.", "capture", "happened"),
        ("The Sudanese army failed to capture Omdurman.", "capture", "failed"),
        ("The Sudanese army was unable to capture Omdurman.", "capture", "failed"),
        ("An attack by M23 on Goma was repelled.", "attack", "failed"),
        ("The Congolese army repelled an M23 attack on Goma.", "attack", "failed"),
        ("The Sudanese army plans to capture Omdurman.", "capture", "planned"),
        ("The Sudanese army will attack Omdurman.", "attack", "planned"),
        ("Russia has vowed to capture Kharkiv.", "capture", "planned"),
        ("Russian forces may attack Kharkiv.", "attack", "possible"),
        ("Russian forces could have attacked Kharkiv.", "attack", "possible"),
        ("Russian forces did not attack Kharkiv.", "attack", "denied"),
        ("The Rapid Support Forces carried out no attacks in Khartoum.", "attack", "denied"),
        ("Russian forces are shelling Kherson.", "shelling", "ongoing"),
        ("Russian forces continue to shell Kherson.", "shelling", "ongoing"),
        ("The Rapid Support Forces are besieging El Fasher.", "besiege", "ongoing"),
        ("The siege of El Fasher has been lifted.", "besiege", "ended"),
        ("The Rapid Support Forces previously controlled Omdurman.", "control", "ended"),
        ("Malian forces tried to capture Kidal.", "attack", "happened"),
        ("The army foiled an attack on Mogadishu.", "attack", "failed"),
        ("If Russian forces attack Kharkiv, residents will leave.", "attack", "possible"),
    ],
)
def test_words_around_an_act_say_whether_it_happened(tell: Tell, text: str, act: str, modality: str) -> None:
    assert only(tell(text), act).modality == modality


@pytest.mark.parametrize(
    "text", ["The Malian army can capture Kidal.", "The Malian army has the ability to capture Kidal."]
)
def test_what_one_is_able_to_do_is_no_claim(tell: Tell, text: str) -> None:
    assert tell(text) == []


def test_a_denied_act_is_denied_by_its_speaker(tell: Tell) -> None:
    attack = only(tell("The Rapid Support Forces denied attacking civilians in El Fasher."), "attack")
    assert attack.modality == "denied"
