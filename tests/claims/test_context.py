"""Context: the place and the doer that the sentences before have named."""

from __future__ import annotations

from collections.abc import Callable

from statements import Said, only

Tell = Callable[[str], list[Said]]


def test_an_act_without_a_place_happens_where_the_one_before_did(tell: Tell) -> None:
    claims = tell("The Rapid Support Forces attacked Nyala. They looted the market.")
    looting = claims[-1]
    assert (looting.places, looting.derivation) == ({"Nyala"}, "context")


def test_a_place_of_its_own_is_not_overruled_by_context(tell: Tell) -> None:
    claims = tell("The Rapid Support Forces attacked Nyala. Clashes also broke out in El Fasher.")
    assert only(claims, "clash").places == {"El Fasher"}


def test_speech_has_no_place_from_context(tell: Tell) -> None:
    claims = tell("Russian forces shelled Kherson. Ukraine accused Russia of war crimes.")
    assert only(claims, "accuse").places == set()


def test_they_are_the_side_named_before(tell: Tell) -> None:
    claims = tell("Al-Shabaab fighters entered Kismayo. They attacked a police station.")
    assert only(claims, "attack").agents == {"Al-Shabaab"}


def test_a_dateline_does_not_date_what_its_report_tells(tell: Tell) -> None:
    claims = tell(
        "KHARTOUM, Sudan, Nov. 5, 2024 - The Rapid Support Forces shelled Nyala in Sudan on Sunday night."
    )
    assert only(claims, "shelling").start == "2024-11-03"
