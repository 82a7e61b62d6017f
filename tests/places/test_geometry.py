import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.places import geometry

BAGHDAD, QAIM = (33.3406, 44.4009), (34.3925, 40.9895)


def test_al_qaim_lies_some_330_km_west_northwest_of_baghdad() -> None:
    assert geometry.km(*BAGHDAD, *QAIM) == pytest.approx(337, abs=12)
    assert geometry.bearing(*BAGHDAD, *QAIM) == pytest.approx(291, abs=2)


@pytest.mark.parametrize(
    ("word", "degrees"),
    [("north", 0), ("northwestern", 315), ("south-east", 135), ("NW", 315), ("westwards", 270), ("eastern", 90),
     ("north-northeast", 22.5), ("west-southwest", 247.5), ("up", None)],
)  # fmt: skip
def test_compass_words(word: str, degrees: float | None) -> None:
    assert geometry.compass_degrees(word) == degrees


@given(st.floats(-70, 70), st.floats(-179, 179), st.floats(1, 500), st.floats(0, 359))
def test_offset_and_its_rough_form_agree(lat: float, lon: float, distance: float, towards: float) -> None:
    exact, rough = (
        geometry.offset(lat, lon, distance, towards),
        geometry.rough_offset(lat, lon, distance, towards),
    )
    assert geometry.rough_km(*exact, *rough) < 0.01 * distance + 0.1
