"""Time expressions as war reports write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warlog.language import load_pipeline, parse
from warlog.times import find_times

PIPELINE = load_pipeline()
PUBLISHED = date(2016, 12, 14)  # a Wednesday
STARTS = {"northern offensive": date(2016, 5, 10)}

CASES = [
    ("The army took the town on 6 December 2016.", "on 6 December 2016", "2016-12-06", "2016-12-06", 1),
    ("On Dec. 6th, forces attacked the hospital.", "On Dec. 6th", "2016-12-06", "2016-12-06", 1),
    ("He spoke during his Dec.13th press conference.", "Dec.13th", "2016-12-13", "2016-12-13", 1),
    ("On Thursday, Dec. 8, aircraft destroyed a tank.", "On Thursday, Dec. 8", "2016-12-08", "2016-12-08", 1),
    ("They seized tanks between 11-13 Dec.", "between 11-13 Dec.", "2016-12-11", "2016-12-13", 2),
    ("From 3 to 5 May the rebels shelled the base.", "From 3 to 5 May", "2016-05-03", "2016-05-05", 2),
    ("Fighting went on between March and June.", "between March and June", "2016-03-01", "2016-06-30", 5),
    ("The rebels captured it on 26.12.2014.", "on 26.12.2014", "2014-12-26", "2014-12-26", 1),
    ("The rebels captured it in late March.", "in late March", "2016-03-22", "2016-03-31", 4),
    ("The rebels attacked on Saturday.", "on Saturday", "2016-12-10", "2016-12-10", 1),
    ("The minister will visit the front on Friday.", "on Friday", "2016-12-16", "2016-12-16", 1),
    ("The talks will be held in September.", "in September", "2017-09-01", "2017-09-30", 4),
    ("They have fought there since Saturday.", "since Saturday", "2016-12-10", "2016-12-14", 2),
    ("They have fought since the start of June.", "since the start of June", "2016-06-01", "2016-12-14", 5),
    ("In the past 24 hours, 12 soldiers were killed.", "In the past 24 hours", "2016-12-13", "2016-12-14", 2),
    ("They gained ground over the past 20-plus months.", "over the past 20-plus months", "2015-04-01", "2016-12-14", 5),
    ("The city was held until March.", "until March", None, "2016-03-31", 5),
    ("It will fall by the end of the year.", "by the end of the year", "2016-12-14", "2016-12-31", 4),
    ("Three days ago the truce broke.", "Three days ago", "2016-12-11", "2016-12-11", 1),
    ("They attacked last month.", "last month", "2016-11-01", "2016-11-30", 4),
    ("The northern offensive, now in its eighth month, goes on.", "now in its eighth month", "2016-05-10", "2016-12-14", 5),
    ("On day 219 of the northern offensive, they advanced.", "On day 219", "2016-12-14", "2016-12-14", 1),
    ("They will launch offensives in the near future.", "in the near future", None, None, 5),
    ("In May 15 people were killed.", "In May", "2016-05-01", "2016-05-31", 4),
    ("On Eid al-Fitr the fighting stopped.", "On Eid al-Fitr", "2016-07-06", "2016-07-08", 2),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "start", "end", "prec"), CASES)
def test_time_expression_is_found_and_dated(
    sentence: str, words: str, start: str | None, end: str | None, prec: int
) -> None:
    found = find_times(parse(sentence, PIPELINE), PUBLISHED, STARTS)
    match = next(m for m in found if m.text == words)
    assert match.when is not None
    assert (match.when.start, match.when.end, match.when.date_prec) == (start, end, prec)


def test_the_following_day_counts_from_the_last_date_told() -> None:
    text = "On Dec. 6th, forces attacked. They fought off six car bombs the following day."
    assert find_times(parse(text, PIPELINE), PUBLISHED)[-1].value == "2016-12-07"


def test_without_a_reference_partial_dates_stay_open() -> None:
    found = find_times(parse("They attacked in January and on Wednesday.", PIPELINE))
    assert [m.value for m in found] == ["XXXX-01", "XXXX-WXX-3"]
    assert all(m.when is not None and m.when.start is None for m in found)


@pytest.mark.parametrize(
    "sentence",
    ["He may march on the town.", "A 21-year-old soldier sat in the sun.", "The 4th Division fired T-72 guns.",
     "Resolution 2015 was passed.", "the 101st Brigade"],
)  # fmt: skip
def test_words_that_are_no_time(sentence: str) -> None:
    assert find_times(parse(sentence, PIPELINE), PUBLISHED) == []


_WORDS = st.sampled_from(
    [
        "May",
        "6",
        ",",
        "Dec",
        ".",
        "14th",
        "2016",
        "on",
        "-",
        "İ",
        "’",
        "last",
        "3",
        "days",
        "ago",
        "from",
        "to",
        "between",
        "and",
        "31",
        "February",
        "0",
        "99999999999999",
        "years",
        "half",
        "of",
        "the",
        "first",
        "eighth",
        "month",
        "day",
        "437",
        "Sunday",
        "night",
        "26.13.2014",
        "2016-02-30",
        "9999",
        "\n",
        "\u200f",
        "🚀",
        "century",
        "later",
        "²",
        "٣",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join)))
def test_offsets_and_intervals_hold_for_any_text(text: str) -> None:
    for mention in find_times(parse(text, PIPELINE), PUBLISHED, STARTS):
        assert text[mention.start : mention.end] == mention.text
        if mention.when is not None and mention.when.start and mention.when.end:
            assert mention.when.start <= mention.when.end
