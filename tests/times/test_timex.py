"""TIMEX3 types and values, and the expressions that a mention is made of."""

from __future__ import annotations

from datetime import date

import pytest

from warlog.language import load_pipeline, parse
from warlog.times import Timex, dateline, find_times
from warlog.times.feasts import orthodox_easter, western_easter
from warlog.times.hijri import from_hijri, hijri_month, hijri_year

PIPELINE = load_pipeline()
PUBLISHED = date(2016, 12, 14)  # a Wednesday
STARTS = {"invasion of ukraine": date(2022, 2, 24)}


def timexes(text: str, published: date | None = PUBLISHED) -> list[Timex]:
    return [
        timex for mention in find_times(parse(text, PIPELINE), published, STARTS) for timex in mention.timexes
    ]


def values(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [f"{t.type} {t.value}" for t in timexes(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left on 6 December 2016 at 3 a.m. local time.", ["TIME 2016-12-06T03:00"]),
        ("It fell at 01:39 on 25 November.", ["TIME 2016-11-25T01:39"]),
        ("It fell at 21:30 GMT on Friday.", ["TIME 2016-12-09T21:30Z"]),
        ("It fell at four o'clock in the morning.", ["TIME 2016-12-14T04:00"]),
        ("He left at quarter to six.", ["TIME 2016-12-14T05:45"]),
        ("The raid began at 2130 hours on Friday.", ["TIME 2016-12-09T21:30"]),
        ("It was quiet around midnight on Friday.", ["TIME 2016-12-09T24:00"]),
        ("They came in the early hours of Thursday.", ["TIME 2016-12-08TMO"]),
        ("They came on the night of 3-4 June.", ["TIME 2016-06-03TNI"]),
        ("It was hit overnight Friday to Saturday.", ["TIME 2016-12-09TNI"]),
        ("It was hit overnight on Monday.", ["TIME 2016-12-12TNI"]),
        ("They fought between 10:00 and 14:00 on 5 May.", ["TIME 2016-05-05T10:00", "TIME 2016-05-05T14:00"]),
        ("They met between 3 and 7 May.", ["DATE 2016-05-03", "DATE 2016-05-07"]),
        ("They met from 5 March to 21 March 2012.", ["DATE 2012-03-05", "DATE 2012-03-21"]),
        ("It was besieged in 2012-13.", ["DATE 2012", "DATE 2013"]),
        ("It grew in the second quarter of 2015.", ["DATE 2015-Q2"]),
        ("It grew in the first half of 2015.", ["DATE 2015-H1"]),
        ("It fell in the last week of May.", ["DATE 2016-W21"]),
        ("It was built in the late 19th century.", ["DATE 18XX"]),
        ("It began in the early 1990s, or in the eighties.", ["DATE 199X", "DATE 198X"]),
        ("It began on June 16th of last year.", ["DATE 2015-06-16"]),
        ("It began the day before yesterday.", ["DATE 2016-12-12"]),
        ("He fled two weeks ago.", ["DATE 2016-W48"]),
        ("He fled several days ago.", ["DATE PAST_REF"]),
        ("It has been hit in recent weeks.", ["DATE PAST_REF"]),
        ("It is currently quiet and will soon fall.", ["DATE PRESENT_REF", "DATE FUTURE_REF"]),
        ("They will return in three days.", ["DATE 2016-12-17"]),
        ("He was held for two and a half hours.", ["DURATION PT2.5H"]),
        ("He was held for half an hour.", ["DURATION PT30M"]),
        ("They agreed a 48-hour truce after decades of war.", ["DURATION PT48H", "DURATION PXDE"]),
        ("It is shelled every other day and twice a week.", ["SET P2D", "SET P1W"]),
        ("They report daily, and on Fridays.", ["SET P1D", "SET XXXX-WXX-5"]),
        ("On day 437 of the invasion of Ukraine it fell.", ["DATE 2023-05-06"]),
        ("It was the 100th day of the invasion of Ukraine.", ["DATE 2022-06-03"]),
        ("The Sept. 11 attacks and 9/11.", ["DATE 2001-09-11", "DATE 2001-09-11"]),
        ("It ended before Ramadan 2017.", ["DATE 2017-05-27/2017-06-24"]),
        ("It ended on Orthodox Easter.", ["DATE 2016-05-01"]),
        ("It ended on Eid-al-Adha.", ["DATE 2016-09-11"]),
    ],
)  # fmt: skip
def test_type_and_value(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_expressions_leave_out_the_preposition_that_the_mention_has() -> None:
    (mention,) = find_times(parse("They met between 3 and 7 May.", PIPELINE), PUBLISHED)
    assert mention.text == "between 3 and 7 May"
    assert [(t.start, t.end) for t in mention.timexes] == [(17, 18), (23, 28)]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("It fell on 03/04/2015.", date(2015, 4, 10), "2015-04-03"),  # the other reading lies a month before
        ("It fell on 03/04/2015.", date(2015, 3, 10), "2015-03-04"),
        ("It fell on 03/04/2015, two days after 1 April 2015.", None, "2015-04-03"),
        ("It fell on 13/04/2015.", None, "2015-04-13"),
        ("It fell on 03.04.2015.", None, "2015-04-03"),  # a point: day first
    ],
)
def test_figures_are_told_apart_by_what_lies_near(text: str, published: date | None, value: str) -> None:
    assert timexes(text, published)[0].value == value


def test_an_ambiguous_date_with_nothing_near_covers_both_readings() -> None:
    (timex,) = timexes("It fell on 03/04/2015.", None)
    assert (timex.value, timex.first, timex.last) == ("2015-XX-XX", date(2015, 3, 4), date(2015, 4, 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 18 February the army left. Two days earlier, the road was cut. The next day it reopened.",
         ["2016-02-18", "2016-02-16", "2016-02-17"]),
        ("On Monday, two days after a truce began, it was shelled. That night it fell.",
         ["2016-12-12", "2016-12-12", "2016-12-12TNI"]),
        ("He fell two days after the attack.", ["P2D"]),
        ("It was shelled on Tuesday, witnesses said on Wednesday. The next day it fell.",
         ["2016-12-13", "2016-12-14", "2016-12-14"]),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_last_told(text: str, expected: list[str]) -> None:
    assert [t.value for t in timexes(text)] == expected


def test_a_narrative_with_its_own_dates_gives_the_year() -> None:
    text = (
        "The siege began on 12 March 2013 and ended on 3 August 2014.\n\n"
        "On 14 April rebels cut the road. In December the bread ran out. On 9 January food was dropped."
    )
    assert [t.value for t in timexes(text)][2:] == ["2013-04-14", "2013-12", "2014-01-09"]


def test_without_any_date_relative_words_stay_open() -> None:
    text = "It fell today (23 December). It was shelled last week, a year ago and on Sunday; that night it burned."
    assert [t.value for t in timexes(text, None)] == [
        "XXXX-12-23", "XXXX-12-23", "XXXX-WXX", "XXXX", "XXXX-WXX-7", "XXXX-WXX-7TNI",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["The most recent raid.", "A last minute deal.", "It is too soon to say.", "He is second in command.",
     "The talks ended in 2013 votes.", "The Safar family"],
)  # fmt: skip
def test_words_that_name_no_time(text: str) -> None:
    assert timexes(text) == []


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("BAGHDAD, June 3 (Reuters) - At least", date(2016, 6, 4), date(2016, 6, 3)),
        ("Posted: 12 Mar 2016 14:05\nA bomb", None, date(2016, 3, 12)),
        ("03.06.2017 The army", None, date(2017, 6, 3)),
        ("Tue, 12 Sep 2017 10:00:00 GMT\nThe army", None, date(2017, 9, 12)),
        ("SANA'A (12 August) - Rebels", date(2016, 8, 14), date(2016, 8, 12)),
        ("Kabul/Geneva, 5 March 2010 - The", None, date(2010, 3, 5)),
        ("April 4, 2017 - 1:15 PM\nA jet", None, date(2017, 4, 4)),
        ("2017-04-04T10:00Z A jet struck", None, date(2017, 4, 4)),
        ("Army takes town\nLast updated: 4 April 2017 10:15\nThe army", None, date(2017, 4, 4)),
        ("Army takes town\nUpdated 10:15, 4 April 2017\nThe army", None, date(2017, 4, 4)),
        ("First published on Tue 4 Apr 2017 10.15 BST\nThe", None, date(2017, 4, 4)),
        ("By Jo Smith, Reuters | 4 April 2017\nThe", None, date(2017, 4, 4)),
        ("05.10.2017(updated 1935 05.10.2017) Get short URL", None, date(2017, 10, 5)),
        ("Date: 2016/03/12\nCoalition", None, date(2016, 3, 12)),
        ("MANAGUA (NICARAGUA), 2 JUN 89 (BARRICADA) -- [TEXT] TROOPS", None, date(1989, 6, 2)),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] TROOPS", None, date(1990, 1, 3)),
        ("(Beirut, January 14, 2016) – Syrian", None, date(2016, 1, 14)),
        ("GENEVA (5 March 2010) – The", None, date(2010, 3, 5)),
        ("5 MARCH 2010 | GENEVA – The", None, date(2010, 3, 5)),
        ("Kyiv, Ukraine — March 3, 2022. Russian forces", None, date(2022, 3, 3)),
        ("Moscow, 12 January 2023 (TASS). The", None, date(2023, 1, 12)),
        ("Released: 03/04/2016\nCoalition", None, None),  # which is the month?
        ("LIMA (PERU), NO DATE -- [SPEECH]", None, None),
    ],
)
def test_datelines_of_many_houses(text: str, published: date | None, day: date | None) -> None:
    found = dateline(text, published)
    assert (found.date if found is not None else None) == day


def test_umm_al_qura_within_its_tables_and_the_tabular_calendar_beyond() -> None:
    assert from_hijri(1437, 10, 1) == date(2016, 7, 6)
    assert hijri_month(1438, 9) == (date(2017, 5, 27), date(2017, 6, 24))
    assert hijri_year(date(2016, 10, 1)) == 1437 and hijri_year(date(2016, 10, 2)) == 1438
    assert from_hijri(1300, 1, 1) == date(1882, 11, 12)


def test_easter_of_east_and_west() -> None:
    assert (western_easter(2016), orthodox_easter(2016)) == (date(2016, 3, 27), date(2016, 5, 1))
    assert western_easter(2014) == orthodox_easter(2014) == date(2014, 4, 20)
