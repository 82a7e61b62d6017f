"""Dates that a clause leaves to the narrative which it goes on with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, only

Tell = Callable[[str], list[Said]]


def test_a_narrative_keeps_its_day_until_it_names_another(tell: Tell) -> None:
    claims = tell(
        "On Tuesday, the Rapid Support Forces shelled Nyala. They looted the market. "
        "On Wednesday, the army bombed El Fasher."
    )
    assert [claim.start for claim in claims] == ["2024-05-07", "2024-05-07", "2024-05-08"]


def test_the_day_may_stand_in_another_branch_of_the_sentence(tell: Tell) -> None:
    claims = tell(
        "Al-Shabaab fighters attacked a base in Kismayo, killing five soldiers, officials said on Monday."
    )
    assert only(claims, "attack").start == "2024-05-06"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Rapid Support Forces had shelled El Fasher.",  # steps back
        "The army will attack El Fasher.",  # has not happened
        "The army controls El Fasher.",  # lasts
    ],
)
def test_what_lies_outside_the_narrative_stays_undated(tell: Tell, sentence: str) -> None:
    claims = tell(f"On Tuesday, the army bombed Nyala. {sentence}")
    assert claims[0].start == "2024-05-07"
    assert all(claim.start != "2024-05-07" for claim in claims[1:])


@pytest.mark.parametrize("time", ["In March", "Since April", "In recent weeks"])
def test_a_long_time_is_not_passed_on(tell: Tell, time: str) -> None:
    claims = tell(f"{time}, the army bombed Nyala. Soldiers looted the market.")
    assert len(claims) == 2 and claims[1].start is None


def test_no_day_is_taken_from_far_above(tell: Tell) -> None:
    between = "Prices rose. Shops were shut. Schools stayed open. Nobody knew why. "
    claims = tell(f"On Tuesday, the army bombed Nyala. {between}Soldiers looted the market in El Fasher.")
    assert claims[-1].start is None


def test_a_plan_s_day_dates_nothing_that_happened(tell: Tell) -> None:
    claims = tell(
        "A truce is due to start on 4 August. The Rapid Support Forces shelled Nyala and looted the market."
    )
    assert all(claim.start != "2024-08-04" for claim in claims if claim.act != "ceasefire")
    assert any(claim.act == "shelling" for claim in claims)
