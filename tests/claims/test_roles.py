"""Roles: places, lists of places, figures, days, origins and destinations of an act."""

from __future__ import annotations

from collections.abc import Callable

from statements import Said, only

Tell = Callable[[str], list[Said]]


def test_a_list_of_places_is_a_claim_for_each(tell: Tell) -> None:
    claims = tell("Russian forces shelled Kherson, Kharkiv and Mykolaiv.")
    assert [claim.act for claim in claims] == ["shelling"] * 3
    assert [claim.places for claim in claims] == [{"Kherson"}, {"Kharkiv"}, {"Mykolaiv"}]


def test_a_figure_over_a_list_of_places_keeps_them_in_one_claim(tell: Tell) -> None:
    shelling = only(tell("Russian shelling killed nine people in Kherson and Kharkiv."), "shelling")
    assert shelling.places == {"Kherson", "Kharkiv"}
    assert shelling.deaths == 9


def test_a_withdrawal_has_an_origin_and_a_destination(tell: Tell) -> None:
    withdrawal = only(tell("Ukrainian forces withdrew from Bakhmut to Kramatorsk."), "withdraw")
    assert (withdrawal.origin, withdrawal.destination) == ("Bakhmut", "Kramatorsk")


def test_a_town_within_a_country_is_the_town(tell: Tell) -> None:
    assert only(tell("Al-Shabaab fighters attacked Kismayo, Somalia."), "attack").places == {"Kismayo"}


def test_a_weekday_is_the_one_before_the_report(tell: Tell) -> None:
    assert only(tell("Russian forces shelled Kherson on Monday."), "shelling").start == "2024-05-06"


def test_soldiers_killed_in_an_ambush_are_its_target(tell: Tell) -> None:
    attack = only(tell("JNIM fighters ambushed a convoy near Gao, killing 12 Malian soldiers."), "attack")
    assert "Malian Armed Forces" in attack.targets
    assert attack.deaths == 12
    assert attack.places == {"Gao"}


def test_both_sides_of_a_clash_are_its_agents(tell: Tell) -> None:
    clash = only(tell("The Colombian army clashed with ELN fighters in Arauca."), "clash")
    assert clash.agents == {"Military Forces of Colombia", "National Liberation Army (Colombia)"}


def test_an_attack_from_the_receiving_end_has_the_same_roles(tell: Tell) -> None:
    attack = only(tell("Malian soldiers came under attack from JNIM in Gao."), "attack")
    assert attack.targets == {"Malian Armed Forces"}
    assert len(attack.agents) == 1


def test_the_purpose_of_an_offensive_is_no_claim_of_its_own(tell: Tell) -> None:
    [offensive] = tell("Russian forces launched an offensive to capture Kharkiv.")
    assert (offensive.act, offensive.agents, offensive.places) == (
        "offensive",
        {"Russian Armed Forces"},
        {"Kharkiv"},
    )


def test_a_place_at_the_front_of_a_sentence_is_where_it_happened(tell: Tell) -> None:
    assert only(tell("In Kherson, Russian forces attacked a hospital."), "attack").places == {"Kherson"}


def test_a_town_taken_from_a_side_has_taker_and_loser(tell: Tell) -> None:
    text = "Arakan Army fighters seized the town of Paletwa from the Tatmadaw, residents said."
    capture = only(tell(text), "capture")
    assert (capture.agents, capture.targets) == ({"Arakan Army"}, {"Tatmadaw"})
    assert capture.places == {"Paletwa"}


def test_the_backer_of_a_force_does_not_do_what_the_force_does(tell: Tell) -> None:
    text = "Somali forces backed by the United States killed 15 al-Shabaab fighters near Kismayo."
    losses = only(tell(text), "losses")
    assert (losses.agents, losses.targets) == ({"Somali National Army"}, {"Al-Shabaab"})
    assert losses.deaths == 15


def test_a_move_goes_to_its_destination(tell: Tell) -> None:
    move = only(tell("Kenya deployed 400 soldiers to Port-au-Prince."), "move")
    assert move.destination == "Port-au-Prince"
    assert "Kenya" in move.agents


def test_each_of_two_towns_under_one_raid_has_its_claim(tell: Tell) -> None:
    claims = tell("Israel launched air strikes on Rafah and Khan Younis on Thursday.")
    assert [(claim.places, claim.start) for claim in claims] == [
        ({"Rafah"}, "2024-05-09"),
        ({"Khan Younis"}, "2024-05-09"),
    ]
