"""Places that are not points, from wars all over the world, on the real gazetteer."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from warlog.places import PlaceMention
from warlog.places.build import default_path
from warlog.places.geometry import rough_km

Find = Callable[[str], list[PlaceMention]]
pytestmark = pytest.mark.skipif(
    not (default_path().exists() or os.environ.get("WARLOG_TEST_GAZETTEER")),
    reason="the gazetteer is not built",
)


# the sentence, the words that are the place, its derivation, a point that it must cover, the widest radius that is honest
CASES = [
    ("Rebels cut the Damascus-Homs highway in Syria on Friday.", "the Damascus-Homs highway", "between", (34.02, 36.73), 90),
    ("Islamic State fighters dug in along the Euphrates between Deir ez-Zor and Mayadin in Syria.",
     "Euphrates between Deir ez-Zor and Mayadin", "between", (35.15, 40.43), 40),
    ("Russian troops held the east bank of the Dnieper in Ukraine.", "the east bank of the Dnieper", "part_of", (47.5, 34.7), 400),
    ("SDF fighters advanced east of the Euphrates in Syria.", "east of the Euphrates", "offset", (36.5, 40.75), 320),
    ("Trucks queued on the Iraq-Syria border at al-Qaim.", "the Iraq-Syria border", "near", (34.4, 40.96), 30),
    ("Troops patrol the border area between Chad and Sudan near Adre.", "the border area between Chad and Sudan", "near", (13.47, 22.2), 30),
    ("Militants crossed from the Pakistani side of the border into Kunar province, Afghan police said.",
     "the Pakistani side of the border", "between", (34.88, 71.2), 100),
    ("Syrian rebels took two villages in the northern Aleppo countryside.", "the northern Aleppo countryside", "near", (36.5, 37.2), 60),
    ("Houthi officials said that jets bombed the suburbs of Sanaa in Yemen.", "the suburbs of Sanaa", "near", (15.35, 44.2), 30),
    ("Taliban fighters closed Highway 1 between Ghazni and Kandahar, Afghan officials said.",
     "Highway 1 between Ghazni and Kandahar", "between", (32.11, 66.91), 200),
    ("Militants ambushed a truck on the RN6 near Segou in Mali.", "the RN6", "near", (13.44, -6.27), 25),
    ("Retreating Iraqi troops were bombed on Highway 80 in Kuwait.", "Highway 80", "part_of", (29.7, 47.68), 60),
    ("Colombian rebels blew up a bridge on the road between Cúcuta and Ocaña.", "the road between Cúcuta and Ocaña", "between",
     (8.07, -72.93), 60),
    ("Ukrainian forces hold the front line between Kupiansk and Svatove.", "the front line between Kupiansk and Svatove", "between",
     (49.55, 37.9), 35),
    ("Militants burned buses on the Jammu-Srinagar national highway in Kashmir, Indian police said.",
     "the Jammu-Srinagar national highway", "between", (33.44, 75.19), 100),
    ("Haitian police fought gangs in the southern suburbs of Port-au-Prince.", "the southern suburbs of Port-au-Prince", "near",
     (18.50, -72.33), 30),
    ("A missile hit a village in the south of Ukraine's Mykolaiv region.", "the south of Ukraine's Mykolaiv region", "part_of",
     (46.97, 32.0), 60),
    ("Gunmen killed 20 in a village about 90 km south-east of Ouagadougou, Burkina Faso said.",
     "about 90 km south-east of Ouagadougou", "offset", (11.79, -0.95), 60),
    ("Ukraine said its troops retook land north of the Dnipro river.", "north of the Dnipro", "offset", (49.5, 33.0), 500),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "derivation", "point", "widest"), CASES, ids=[c[1] for c in CASES])
def test_phrase(
    find: Find, text: str, words: str, derivation: str, point: tuple[float, float], widest: float
) -> None:
    mention = next(mention for mention in find(text) if mention.text == words)
    place = mention.place
    assert place is not None and place.latitude is not None and place.longitude is not None
    assert place.derivation == derivation and mention.reasons and not mention.auxiliary
    assert place.radius_km is not None and place.radius_km <= widest
    assert rough_km(*point, place.latitude, place.longitude) <= place.radius_km + 2


@pytest.mark.parametrize(
    ("text", "words", "derivation"),
    [
        ("Fighting goes on in and around Bakhmut, Ukraine said.", "Bakhmut", "named"),
        ("Fighting goes on around Bakhmut, Ukraine said.", "Bakhmut", "near"),
        (
            "Syrian troops took Qamishli and advanced to the west of Qamishli.",
            "to the west of Qamishli",
            "offset",
        ),
    ],
)
def test_inside_and_outside_are_told_apart(find: Find, text: str, words: str, derivation: str) -> None:
    place = next(mention.place for mention in find(text) if mention.text == words)
    assert place is not None and place.derivation == derivation


@pytest.mark.parametrize(
    "text",
    [
        "The Russian Reconciliation Center in Syria said that the truce held.",
        "Talks between Baghdad and Erbil over oil broke down, Iraq said.",
        "Saudi border guards fired at men, Saudi Arabia said.",
    ],
)
def test_offices_talks_and_guards_make_no_place(find: Find, text: str) -> None:
    assert all(m.place.derivation == "named" for m in find(text) if m.place)
