"""Obligations, accusations and demands: acts done with words."""

from __future__ import annotations

from collections.abc import Callable

from statements import Said, acts, only

Tell = Callable[[str], list[Said]]


def test_what_a_speaker_says_a_side_must_do_is_a_demand(tell: Tell) -> None:
    demand = only(
        tell("The United Nations said the Rapid Support Forces must lift the siege of El Fasher."), "demand"
    )
    assert (demand.agents, demand.targets) == ({"United Nations"}, {"Rapid Support Forces"})


def test_in_the_reports_own_voice_must_is_no_demand(tell: Tell) -> None:
    assert "demand" not in acts(tell("The Rapid Support Forces must lift the siege of El Fasher."))


def test_what_is_demanded_is_not_claimed_as_well(tell: Tell) -> None:
    assert acts(tell("Ukraine demanded that Russia withdraw from Kherson.")) == ["demand"]


def test_who_condemns_an_attack_accuses(tell: Tell) -> None:
    accusation = only(tell("The United States condemned the Russian attack on Kharkiv."), "accuse")
    assert accusation.agents == {"United States"}
    assert accusation.targets == {"Russian Armed Forces"}


def test_an_accusation_names_accuser_and_accused(tell: Tell) -> None:
    accusation = only(tell("Ukraine accused Russia of shelling Kherson."), "accuse")
    assert (accusation.agents, accusation.targets) == ({"Ukraine"}, {"Russia"})


def test_a_threat_is_not_the_act_threatened(tell: Tell) -> None:
    assert acts(tell("Al-Shabaab threatened to attack Mogadishu.")) == ["threat"]


def test_who_calls_on_a_side_to_stop_demands(tell: Tell) -> None:
    text = "The UN Security Council called on the Rapid Support Forces to halt the siege of El Fasher."
    [demand] = tell(text)
    assert (demand.act, demand.targets) == ("demand", {"Rapid Support Forces"})
