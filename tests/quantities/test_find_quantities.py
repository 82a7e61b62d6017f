"""Quantities as war reports write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warlog.language import load_pipeline, parse
from warlog.quantities import QuantityMention, find_quantities
from warlog.quantities.numbers import cardinal
from warlog.times import find_times

PIPELINE = load_pipeline()


def quantities(text: str) -> list[QuantityMention]:
    document = parse(text, PIPELINE)
    return find_quantities(document, find_times(document, date(2016, 12, 14)))


CASES = [
    ("The group has lost more than 80 percent of its combat troops and equipment.", "more than 80 percent of its combat troops and equipment", "lost", 80, None, "percent"),
    ("Aircraft destroyed 14 ISIL tanks.", "14 ISIL tanks", "destroyed", 14, 14, "tank"),
    ("At least 90 people were killed.", "At least 90 people", "killed", 90, None, "people"),
    ("They fought off six VBIEDs.", "six VBIEDs", "other", 6, 6, "vbied"),
    ("They liberated dozens of villages.", "dozens of villages", "other", 24, None, "village"),
    ("The attack left 30 dead and 12 wounded.", "12 wounded", "wounded", 12, 12, None),
    ("The death toll has reached at least 126.", "at least 126", "killed", 126, None, None),
    ("They found the bodies of 10 victims.", "10 victims", "killed", 10, 10, "victim"),
    ("The rebels lost 15 fighters.", "15 fighters", "lost", 15, 15, "fighter"),
    ("Between 10 and 15 militants surrendered.", "Between 10 and 15 militants", "captured", 10, 15, "militant"),
    ("Tens of thousands of people fled.", "Tens of thousands of people", "displaced", 20000, None, "people"),
    ("The blast wounded up to 30 others.", "up to 30 others", "wounded", None, 30, "other"),
    ("One strike destroyed an ISIL tactical vehicle.", "an ISIL tactical vehicle", "destroyed", 1, 1, "vehicle"),
    ("The town lies 48 kilometers west of the city.", "48 kilometers", "distance", 48, 48, "km"),
    ("The truce lasted for three days.", "for three days", "duration", 3, 3, "day"),
    ("A third of the city was destroyed.", "A third of the city", "destroyed", 100 / 3, 100 / 3, "percent"),
    ("They have the support of the 60-plus nation coalition.", "60-plus nation", "other", 60, None, "nation"),
    ("They took more than 700 square miles of land.", "more than 700 square miles", "other", 700, None, "square mile"),
    ("They seized $2.5 million.", "$2.5 million", "other", 2.5e6, 2.5e6, "USD"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "measure", "low", "high", "unit"), CASES)
def test_quantity_is_found_with_bounds_and_measure(
    sentence: str, words: str, measure: str, low: float | None, high: float | None, unit: str | None
) -> None:
    found = quantities(sentence)
    match = next((m for m in found if m.text == words), None)
    assert match is not None, [m.text for m in found]
    got = match.quantity
    assert (got.measure, got.low, got.high, got.unit) == (measure, low, high, unit)


def test_share_says_of_what() -> None:
    share = quantities("They lost more than 80 percent of its combat troops and equipment.")[0].quantity
    assert share.share and share.of == "its combat troops and equipment"


def test_subset_points_at_its_whole_and_a_further_toll_does_not() -> None:
    found = quantities("The blast killed at least 12 people, including 5 children, and wounded 30 others.")
    assert [(m.text, m.quantity.measure, m.part_of) for m in found] == [
        ("at least 12 people", "killed", None), ("5 children", "killed", 0), ("30 others", "wounded", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    ["UN Resolution 2254 passed.", "A 21-year-old man spoke.", "They fired RPG-7 and M4 rifles.",
     "The 4th Division left on 6 December 2016.", "Call 555 1234 now.", "A spokesman said so.", "Highway 47 is open."],
)  # fmt: skip
def test_numbers_that_count_nothing(sentence: str) -> None:
    assert quantities(sentence) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [("two hundred and fifty", 250), ("2.5 million", 2.5e6), ("tens of thousands", 20000), ("several hundred", 300),
     ("twenty - five", 25), ("three dozen", 36), ("hundreds of thousands", 200000), ("18,000", 18000)],
)  # fmt: skip
def test_cardinal(words: str, value: float) -> None:
    assert cardinal(words.split()) == value


_WORDS = st.sampled_from(
    [
        "12",
        "people",
        "killed",
        "-",
        "to",
        "between",
        "and",
        "15",
        "dozens",
        "of",
        "thousands",
        "%",
        "percent",
        "a",
        "third",
        "half",
        "$",
        "million",
        "twenty",
        "five",
        "km",
        "İ",
        "’",
        ".",
        "²",
        "٣",
        "including",
        "them",
        "1,000",
        "0007",
        "over",
        "at",
        "least",
        "up",
        "several",
        "hundred",
        "🚀",
        "\n",
        "tanks",
        "T-72",
        "wounded",
        "one",
        "two",
        "plus",
        "+",
        "9",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join)))
def test_offsets_and_bounds_hold_for_any_text(text: str) -> None:
    found = quantities(text)
    for i, mention in enumerate(found):
        assert text[mention.start : mention.end] == mention.text
        got = mention.quantity
        if got.low is not None and got.high is not None:
            assert got.low <= got.high
        assert mention.part_of is None or mention.part_of < i
