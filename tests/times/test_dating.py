"""Datelines, and reports that bear no date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from warlog.language import load_pipeline, parse
from warlog.times import dateline, find_times, infer_published
from warlog.times.hijri import from_hijri, hijri_year

PIPELINE = load_pipeline()


@dataclass
class Operation:
    name: str = "Northern offensive"
    names: tuple[str, ...] = ("Northern offensive",)
    start: str | None = "2016-05-10"
    end: str | None = None


@pytest.mark.parametrize(
    ("text", "place", "day", "agency"),
    [
        ("MOSCOW, December 26, 2014 (Sputnik) - The army said", "MOSCOW", date(2014, 12, 26), "Sputnik"),
        ("MOSCOW (Sputnik) — The army said", "MOSCOW", None, "Sputnik"),
        ("Published July 27 2016 A bomb killed two", None, date(2016, 7, 27), None),
        ("A headline here AFP Saturday 10 Sep 2016 A bomb", None, date(2016, 9, 10), "AFP"),
        ("26.12.2014 The army said", None, date(2014, 12, 26), None),
        ("Wed Feb 3 2016 Army takes town.", None, date(2016, 2, 3), None),
        ("(Baghdad) – May 3, 2017 – Forces have", "Baghdad", date(2017, 5, 3), None),
        ("(Baghdad) May 3, 2017 – Forces have", "Baghdad", date(2017, 5, 3), None),
    ],
)
def test_dateline(text: str, place: str | None, day: date | None, agency: str | None) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, day, agency)


def test_dateline_takes_its_year_from_the_publication_date() -> None:
    found = dateline("BAGHDAD, Dec 30 (AFP) — Forces advanced.", date(2017, 1, 2))
    assert found is not None and found.date == date(2016, 12, 30)


def test_plain_prose_has_no_dateline() -> None:
    assert dateline("The army (SAA) - backed by allies - took the town in 2014.") is None


def test_undated_report_is_dated_by_the_month_of_a_known_operation() -> None:
    text = "The Northern offensive, now in its eighth month, slowed. A commander said so on Wednesday."
    document = parse(text, PIPELINE)
    dating = infer_published(document, find_times(document), [Operation()])
    assert dating is not None
    assert (dating.start, dating.end) == ("2016-12-10", "2017-01-09")
    assert any("Wednesday" in reason and "2016-12-14" in reason for reason in dating.reasons)


def test_report_was_not_written_before_the_latest_date_it_tells_as_past() -> None:
    document = parse("The town was captured on 4 March 2015 and lost on 6 April 2015.", PIPELINE)
    dating = infer_published(document, find_times(document))
    assert dating is not None and (dating.start, dating.end) == ("2015-04-06", None)


def test_report_without_evidence_has_no_date() -> None:
    document = parse("The army took the town.", PIPELINE)
    assert infer_published(document, find_times(document)) is None


def test_tabular_hijri_calendar() -> None:
    assert from_hijri(1438, 9, 1) == date(2017, 5, 27)
    assert hijri_year(date(2017, 6, 1)) == 1438
