"""Every row of the lexicon's tables that times and quantities read."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import get_args

from warlog.quantities.mention import CountedClass
from warlog.quantities.tables import read_table
from warlog.records import MEASURES
from warlog.times.lexicon import CLASS_CODES


def test_calendar_words_have_a_known_class_and_stand_once() -> None:
    rows = read_table("calendar")
    assert all(len(row) == 3 and row[1] in CLASS_CODES for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_feasts_have_days_of_their_calendar() -> None:
    for name, calendar, month, day, days in read_table("holidays"):
        assert name == name.lower() and calendar in (
            "gregorian",
            "hijri",
            "easter",
            "orthodox",
            "nth_thursday",
        )
        assert 0 <= int(month) <= 12 and int(day) <= 31 and int(days) >= 0


def test_toll_words_have_a_known_pattern_and_measure() -> None:
    for lemma, pattern, measure in read_table("toll_words"):
        assert lemma and pattern in ("object", "subject", "head", "noun", "life") and measure in MEASURES


def test_counted_nouns_and_units_have_a_known_class() -> None:
    classes = get_args(CountedClass)
    assert all(kind in classes for _, kind in read_table("counted"))
    assert all(kind in classes and float(factor) > 0 for _, _, kind, factor in read_table("units"))


def test_numbers_have_values() -> None:
    kinds = ("unit", "tens", "scale", "ordinal", "exact", "vague")
    assert all(kind in kinds and int(value) >= 0 for _, kind, value in read_table("numbers"))


def test_time_phrases_are_lower_case_with_a_vague_value() -> None:
    for words, skipped, value in read_table("time_phrases"):
        assert words == words.lower() and 0 <= int(skipped) < len(words)
        assert value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF", "XXXX")


def test_hijri_years_follow_each_other() -> None:
    rows = [(int(year), date.fromisoformat(start), long) for year, start, long in read_table("umm_al_qura")]
    assert len(rows) == 136 and all(len(long) == 12 and set(long) <= set("01") for *_, long in rows)
    for (year, start, long), (following, begins, _) in pairwise(rows):
        assert following == year + 1 and (begins - start).days == 12 * 29 + long.count("1")
