"""Thresholds hold at any size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warlog.checks import verdicts

_KM = st.floats(1, 5000)
_ANGLE = st.floats(0, 360, exclude_max=True)


@given(_KM, st.floats(-0.10, 0.10))
def test_distance_within_ten_percent_is_consistent(found: float, off: float) -> None:
    assert verdicts.distance(found * (1 + off), found) == "consistent"


@given(_KM, st.floats(0.101, 0.25) | st.floats(-0.25, -0.101))
def test_distance_within_a_quarter_is_imprecise(found: float, off: float) -> None:
    assert verdicts.distance(found * (1 + off), found) == "imprecise"


@given(_KM, st.floats(0.251, 9) | st.floats(-0.99, -0.251))
def test_distance_further_off_is_inconsistent(found: float, off: float) -> None:
    assert verdicts.distance(found * (1 + off), found) == "inconsistent"


@given(_ANGLE, st.floats(0, 180), st.sampled_from([-1, 1]))
def test_bearing_thresholds_hold_across_north(found: float, off: float, side: int) -> None:
    expected = "consistent" if off < 22.4 else "imprecise" if 22.6 < off < 44.9 else "inconsistent"
    if 22.4 <= off <= 22.6 or 44.9 <= off <= 45.1:
        return
    assert verdicts.bearing((found + side * off) % 360, found) == expected


@given(_KM, _KM, st.floats(0, 100), st.floats(0, 100))
def test_extents_never_make_a_verdict_worse(stated: float, found: float, extent: float, edge: float) -> None:
    order = ["consistent", "imprecise", "inconsistent"]
    plain = verdicts.distance(stated, found)
    assert order.index(verdicts.distance(stated, found, extent=extent, edge=edge)) <= order.index(plain)


@given(_KM, _KM, st.floats(0, 100))
def test_outskirts_alone_make_nothing_consistent(stated: float, found: float, edge: float) -> None:
    if verdicts.distance(stated, found) != "consistent":
        assert verdicts.distance(stated, found, edge=edge) != "consistent"


def test_more_than_is_right_whenever_it_is_further() -> None:
    assert verdicts.distance(100, 180, bound=1) == "consistent"
    assert verdicts.distance(100, 50, bound=1) == "inconsistent"
    assert verdicts.distance(100, 50, bound=-1) == "consistent"


def test_the_worst_verdict_counts() -> None:
    assert verdicts.worst("consistent", "imprecise") == "imprecise"
    assert verdicts.worst("inconsistent", "uncheckable") == "inconsistent"
