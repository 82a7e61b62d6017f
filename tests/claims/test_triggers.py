"""Triggers: which words state which act, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, acts, only

Tell = Callable[[str], list[Said]]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Russian forces shelled Kherson.", "shelling"),
        ("The shelling of Kherson by Russian forces lasted all night.", "shelling"),
        ("Russian forces carried out an air strike on Kharkiv.", "air_strike"),
        ("Wagner Group fighters took control of Bakhmut.", "capture"),
        ("Boko Haram abducted 12 girls from Chibok.", "abduction"),
        ("FARC guerrillas blew up a bridge near Tumaco.", "destruction"),
        ("A suicide bomber blew himself up at a hotel in Mogadishu.", "suicide_bombing"),
        ("A car bomb exploded near a market in Mogadishu.", "bombing"),
        ("Clashes broke out between the Sudanese army and the Rapid Support Forces in El Fasher.", "clash"),
        ("The Colombian government and the ELN signed a ceasefire in Havana.", "ceasefire"),
        ("Thousands of people fled Khartoum.", "displacement"),
        ("The Rapid Support Forces besieged El Fasher.", "besiege"),
        ("Ukrainian forces shot down a Russian helicopter near Kharkiv.", "losses"),
        ("Colombian police arrested an ELN commander in Cali.", "arrest"),
        ("Boko Haram released 20 hostages in Maiduguri.", "release"),
        ("Fighters of the ELN violated the ceasefire in Arauca.", "breach"),
        ("The Tatmadaw torched houses in Sittwe.", "destruction"),
        ("The UN delivered food aid to civilians in El Fasher.", "aid"),
        ("Rwanda sent troops to Goma.", "move"),
        ("The European Union imposed sanctions on Russia.", "sanction"),
        ("Malian soldiers executed 30 civilians in Moura.", "violence_against_civilians"),
    ],
)
def test_an_act_is_known_by_its_words(tell: Tell, text: str, act: str) -> None:
    assert acts(tell(text)) == [act]


@pytest.mark.parametrize(
    "text",
    [
        "The minister survived a heart attack in Bamako.",
        "The demining operation in Khartoum cost millions.",
        "The president launched a website in Bogota.",
        "The film captured the mood of Kyiv.",
        "Khartoum lies on the Nile.",
    ],
)
def test_what_is_no_act_of_war_makes_no_claim(tell: Tell, text: str) -> None:
    assert tell(text) == []


def test_the_trigger_of_a_light_verb_is_verb_and_noun(tell: Tell) -> None:
    assert (
        only(tell("The Arakan Army launched an attack on Sittwe."), "attack").trigger == "launched an attack"
    )


def test_a_headline_told_again_in_the_body_is_one_claim(tell: Tell) -> None:
    text = "Russian forces shell Kherson\n\nRussian forces shelled Kherson on Tuesday.\n"
    shelling = only(tell(text), "shelling")
    assert (shelling.agents, shelling.start) == ({"Russian Armed Forces"}, "2024-05-07")


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("Hamas fired rockets at Tel Aviv.", "shelling", "Tel Aviv"),
        ("The Tatmadaw bombed villages near Myitkyina with fighter jets.", "air_strike", "Myitkyina"),
        ("Two civilians were wounded by a landmine in Tumaco.", "bombing", "Tumaco"),
        ("Houthi forces fired a missile at a ship in the Red Sea.", "shelling", "Red Sea"),
        ("ELN guerrillas freed a hostage in Arauca.", "release", "Arauca"),
        ("Ethiopia and Somalia held talks in Ankara.", "talks", "Ankara"),
    ],
)
def test_an_act_of_any_war_has_its_place(tell: Tell, text: str, act: str, place: str) -> None:
    assert only(tell(text), act).places == {place}
