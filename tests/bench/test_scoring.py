"""The scorer's definitions, on small cases worked out by hand."""

from __future__ import annotations

import pytest

from warlog.bench.scoring import (
    Amount,
    Interval,
    Party,
    Scored,
    Spot,
    differences,
    from_gold,
    pair,
    same_dates,
    same_name,
    same_place,
    score,
    wholly_right,
)

ARMY, ISIS = Party("Iraqi Army", (0, 10)), Party("Islamic State", (30, 34))
MOSUL = Spot("Mosul", (40, 45), 36.34, 43.13, 15)


def claim(act: str = "capture", start: int = 12, **changed: object) -> Scored:
    fields: dict[str, object] = {
        "modality": "happened", "voice": "outlet", "agents": [ARMY], "targets": [ISIS], "places": [MOSUL], **changed,
    }  # fmt: skip
    return Scored(act=act, start=start, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Daesh", "ISIL/Daesh", True), ("the Islamic State", "Islamic State group", True),
        ("US-led Coalition", "CJTF-OIR", True), ("People's Protection Units", "YPG", True),
        ("Iraqi Army", "Iraqi forces", True), ("Iraqi Army", "Syrian Army", False),
        ("Al-Qaim", "al-Qā'im", False), ("Hasakah", "al-Hasakah", True), ("army", "forces", False), ("", "", False),
    ],
)  # fmt: skip
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_places_are_the_same_within_tolerance_or_by_name_without_coordinates() -> None:
    near = Spot("X", None, 36.44, 43.13, 15)  # 11 km north
    far = Spot("Mosul", None, 36.54, 43.13, 15)  # 22 km north
    assert same_place(near, MOSUL) and not same_place(far, MOSUL)
    assert same_place(far, Spot("Mosul", None, 36.34, 43.13, 25))
    assert same_place(Spot("Mosul", None, None, None, 15), MOSUL)
    assert same_place(Spot("X", (44, 50), None, None, 15), MOSUL)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True), (None, Interval("2017-01-01", None), False),
        (Interval("2017-01-01", "2017-01-01"), Interval("2017-01-02", "2017-01-04"), True),
        (Interval("2017-01-01", "2017-01-01"), Interval("2017-01-03", "2017-01-03"), False),
        (Interval("2017-01-01", "2017-01-01"), Interval("2017-01-01", "2017-01-05"), False),
        (Interval("2017-01-01", None), Interval("2017-01-01", "2017-01-04"), True),
        (Interval("2017-01", None), Interval("2017-01-01", None), False),
        (Interval("2017-13-01", None), Interval("2017-01-01", None), False),
    ],
)  # fmt: skip
def test_dates(one: Interval | None, other: Interval | None, same: bool) -> None:
    assert same_dates(one, other) is same


def test_a_claim_pairs_with_the_likest_of_its_act() -> None:
    predicted = [claim(start=100), claim(start=12), claim("shelling", start=400)]
    gold = [claim(start=14), claim("air_strike", start=410), claim("arrest", start=12)]
    found = pair(predicted, gold)
    assert sorted(found.pairs) == [(1, 0), (2, 1)]
    assert found.right == [(1, 0)]
    assert [c.act for c in found.missed] == ["air_strike", "arrest"]
    assert found.extra == [predicted[0]]


def test_far_triggers_pair_only_with_place_and_party_in_common() -> None:
    assert pair([claim(start=500)], [claim()]).pairs == [(0, 0)]
    assert pair([claim(start=500, places=[])], [claim()]).pairs == []
    assert pair([claim(start=500, agents=[], targets=[])], [claim()]).pairs == []
    assert pair([claim("attack", start=100)], [claim("clash", start=12)]).pairs == []


def test_whole_claims_lack_nothing_and_have_nothing_extra() -> None:
    assert wholly_right(claim(targets=[], modality="planned"), claim())
    assert not wholly_right(claim(agents=[ARMY, ISIS]), claim())
    assert not wholly_right(claim(agents=[]), claim())
    assert not wholly_right(claim(places=[]), claim())
    assert not wholly_right(claim(voice="source"), claim())


def test_figures() -> None:
    gold = [
        claim(quantities=[Amount("killed", 12)], when=Interval("2017-01-01", "2017-01-01")),
        claim("talks", 900),
    ]
    predicted = [
        claim(quantities=[Amount("killed", 12), Amount("wounded", 3)], voice="source"),
        claim("aid", 1500),
    ]
    figures = score([pair(predicted, gold)], reports_missing=1)
    assert figures == {
        "gold": 2, "predicted": 2, "reports_missing": 1, "recall": 0.5, "precision": 0.5, "f1": 0.5, "whole_f1": 0.0,
        "pairs": 1, "act": 1.0, "modality": 1.0, "voice": 0.0, "agents": 1.0, "targets": 1.0, "places": 1.0,
        "sources": 0.0, "quantities": 0.667, "when": 0.0,
    }  # fmt: skip
    assert differences(*[claims[0] for claims in (predicted, gold)]) == [
        "voice: source for outlet",
        "quantities: killed 12, wounded 3 for killed 12",
        "when: none for 2017-01-01/2017-01-01",
    ]


def test_nothing_found_and_nothing_to_find() -> None:
    assert score([])["f1"] == 0
    assert score([pair([], [claim()])])["recall"] == 0


def test_gold_words_become_offsets_nearest_to_the_trigger() -> None:
    text = "The army fled. Later the army took the town."
    found = from_gold(
        {
            "act": "capture", "modality": "happened", "voice": "outlet", "trigger": "took", "sentence": "Later the",
            "agents": [{"text": "the army", "name": "Army"}], "places": [{"text": "the town", "name": "Qarah", "lat": 1.0, "lon": 2.0, "within_km": 30}],
        },
        text,
    )  # fmt: skip
    assert found.start == text.index("took")
    assert found.agents == [Party("Army", (text.index("the army"), text.index("the army") + 8))]
    assert found.places == [Spot("Qarah", (35, 43), 1.0, 2.0, 30)]
    assert found.when is None and found.quantities == []
