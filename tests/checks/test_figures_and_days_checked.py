"""Durations, sums, shares and days as reports state them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.checks.durations import begun, elapsed_verdict
from warlog.checks.words import load_words
from warlog.records import Check
from warlog.times.intervals import unit_shift

Checks = Callable[..., list[Check]]
Verdicts = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("words", "verdict"), [("eighth", "consistent"), ("seventh", "imprecise"), ("fifth", "inconsistent")]
)
def test_month_of_a_known_offensive(check: Checks, words: str, verdict: str) -> None:
    text = f"The Mosul offensive, now in its {words} month, has taken much more time than expected."
    (found,) = check(text, "duration")
    assert (found.verdict, found.found, found.unit) == (verdict, 8, "month")
    assert found.basis.startswith("2016-10-17 to 2017-06-01") and "mosul-2016" in found.basis


def test_undated_report_is_uncheckable(check: Checks) -> None:
    (found,) = check("The Mosul offensive is now in its eighth month.", "duration", None)
    assert (found.verdict, found.found) == ("uncheckable", None)


def test_month_that_is_still_to_come_is_not_checked(verdicts: Verdicts) -> None:
    assert verdicts("The Mosul offensive approaches its ninth month.", "duration") == []


def test_day_of_the_invasion(verdicts: Verdicts) -> None:
    text = "It was day 300 of the invasion of Ukraine."
    assert verdicts(text, "duration", "2022-12-20") == ["consistent"]
    assert verdicts(text, "duration", "2022-12-21") == ["imprecise"]
    assert verdicts(text, "duration", "2023-12-20") == ["inconsistent"]


def test_first_day_of_an_invasion_is_not_the_reports_day(verdicts: Verdicts) -> None:
    text = "On the first day of the invasion of Ukraine, planes struck Kyiv."
    assert verdicts(text, "duration", "2022-12-20") == []


def test_length_of_a_war(verdicts: Verdicts) -> None:
    assert verdicts("The five-year Syrian conflict has killed many.", "duration", "2016-06-01") == [
        "consistent"
    ]
    assert verdicts("The two-year Syrian conflict has killed many.", "duration", "2016-06-01") == [
        "inconsistent"
    ]


def test_war_is_known_by_the_reports_country(verdicts: Verdicts) -> None:
    text = "Fighters took Raqqa in Syria. The war, now in its sixth year, has killed many in Aleppo in Syria."
    assert verdicts(text, "duration", "2016-06-01") == ["consistent"]
    assert verdicts(text, "duration", "2013-06-01") == ["inconsistent"]


def test_offensive_that_was_over_may_be_a_namesake(verdicts: Verdicts) -> None:
    text = "The Mosul offensive is now in its second month."
    assert verdicts(text, "duration", "2017-09-25") == ["uncheckable"]


def test_unknown_operation_is_not_checked(verdicts: Verdicts) -> None:
    assert verdicts("The siege, now in its third month, goes on.", "duration") == []


@given(st.dates(date(2000, 1, 1), date(2025, 1, 1)), st.integers(0, 60), st.sampled_from("DWMY"))
def test_a_unit_begins_on_its_first_day(start: date, units: int, unit: str) -> None:
    day = unit_shift(start, units, unit)
    assert begun(start, day, unit) == units + 1
    if day > start:
        assert begun(start, day - timedelta(days=1), unit) in {units, units + 1}


def test_nearly_allows_a_unit() -> None:
    assert elapsed_verdict(6, date(2011, 3, 15), date(2016, 9, 1), "Y", rough=True)[0] == "consistent"


def test_parts_within_their_whole(verdicts: Verdicts) -> None:
    assert verdicts("Shelling killed 12 people, including 5 civilians and 7 soldiers.", "arithmetic") == [
        "consistent"
    ]


def test_parts_that_exclude_each_other_and_exceed_the_whole(verdicts: Verdicts) -> None:
    assert verdicts("Shelling killed 12 people, including 8 civilians and 7 soldiers.", "arithmetic") == [
        "inconsistent"
    ]


def test_parts_that_overlap_are_not_added(verdicts: Verdicts) -> None:
    assert "inconsistent" not in verdicts(
        "Shelling killed 12 people, including 8 civilians, 6 of them children.", "arithmetic"
    )


def test_one_part_over_the_whole(verdicts: Verdicts) -> None:
    assert verdicts("Shelling killed 12 people, including 15 children.", "arithmetic") == ["inconsistent"]


def test_at_least_leaves_room(verdicts: Verdicts) -> None:
    assert verdicts("Shelling killed at least 12 people, including 15 children.", "arithmetic") == []


@pytest.mark.parametrize(
    ("total", "verdict"), [(114, "consistent"), (120, "imprecise"), (80, "inconsistent")]
)
def test_killed_and_wounded_make_the_casualties(verdicts: Verdicts, total: int, verdict: str) -> None:
    text = f"The blast killed 24 people and wounded 90 others, {total} casualties in one day."
    assert verdicts(text, "arithmetic") == [verdict]


def test_share_beside_its_counts(verdicts: Verdicts) -> None:
    assert verdicts("They lost 80 of 100 tanks, or 80 percent.", "proportion") == ["consistent"]
    assert verdicts("They lost 80 of 100 tanks, or 95 percent.", "proportion") == ["inconsistent"]


def test_share_over_the_whole(verdicts: Verdicts) -> None:
    assert verdicts("The group lost 120 percent of its fighters.", "proportion") == ["inconsistent"]
    assert verdicts("Attacks rose to 120 percent of the level of last year.", "proportion") == []


def test_weekday_of_a_date(check: Checks) -> None:
    (right,) = check("It fell on Thursday, Dec. 15, 2016.", "chronology")
    assert (right.verdict, right.stated, right.found) == ("consistent", "Thursday", "Thursday")
    (wrong,) = check("It fell on Friday, Dec. 16, 2017.", "chronology", "2018-01-01")
    assert (wrong.verdict, wrong.found) == ("inconsistent", "Saturday")


def test_weekday_of_a_date_without_year_is_of_the_year_next_to_publication(verdicts: Verdicts) -> None:
    assert verdicts("Troops attacked on Friday, Dec. 15.", "chronology", "2016-12-20") == ["inconsistent"]
    assert verdicts("Troops attacked on Thursday, Dec. 15.", "chronology", "2016-12-20") == ["consistent"]
    assert verdicts("Troops attacked on Friday, Dec. 15.", "chronology", "2016-06-20") == []


def test_same_text_gives_same_ids_in_the_order_of_the_text(check: Checks) -> None:
    text = "Troops took Hawijah, 48 km west of Kirkuk, in Iraq. Shelling killed 12 people, including 15 children."
    one, two = check(text), check(text)
    assert one == two and len({c.id for c in one}) == len(one) >= 3
    assert [c.evidence.start for c in one] == sorted(c.evidence.start for c in one)


def test_word_lists_hold_lower_case_words() -> None:
    words = load_words()
    assert {"including", "among them"} <= set(words.including)
    for group in words.exclusive:
        assert len(set(group)) == len(group) > 1
    for entry in (*words.linking, *words.near, *words.on, *words.growth, *words.elsewhen, *words.operations):
        assert entry == entry.lower().strip() != ""
