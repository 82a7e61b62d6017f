"""Where a headline stands, and the record of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.ingest import RawReport, headline, make_report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daesh Losing Ground, Troops: PMF\n\n\nThe spokesman said so.", "Daesh Losing Ground, Troops: PMF"),
        ("  Army takes town\r\nThe army took it.", "Army takes town"),
        ("# Army takes town\n\nThe army took it.", "Army takes town"),
        ('---\ntitle: "Army takes town"\noutlet: X\n---\nThe army took it.\n', "Army takes town"),
        ("---\noutlet: X\n---\n\nArmy takes town\n\nThe army took it.\n", "Army takes town"),
        ("Is the siege over?\n\nThe army thinks so.", "Is the siege over?"),
        ("Car bomb hits Ramadi, 12 killed, says U.S.\n\nA car bomb went off.", "Car bomb hits Ramadi, 12 killed, says U.S."),
        ("The army took the town.\n\nIt was a Monday.", None),
        ("MOSUL, Iraq (AP) — Iraqi forces pushed on\ninto the city.", None),
        ("BAGHDAD — Iraqi forces pushed on into the city\n\nMore.", None),
        ("Army takes town", None),
        ("12 34\n\nThe army took it.", None),
        ("word " * 40 + "\n\nThe army took it.", None),
        ("", None),
    ],
)  # fmt: skip
def test_headline(text: str, expected: str | None) -> None:
    span = headline(text)
    assert (text[slice(*span)] if span else None) == expected


@given(st.text())
def test_headline_offsets_lie_in_the_text(text: str) -> None:
    span = headline(text)
    assert span is None or (0 <= span[0] < span[1] <= len(text) and text[slice(*span)].strip())


def test_the_record_takes_its_title_from_the_headline() -> None:
    text = "Army  takes\u00a0town\r\n\r\nThe army took it."
    report = make_report(RawReport(text))
    assert (report.title, report.language, report.length) == ("Army takes town", "en", len(text))
    assert report.id == f"r-{report.sha256[:16]}"
    given_title = make_report(RawReport(text, title="T", published="2017-06-01"), published="2016-01-01")
    assert (given_title.title, given_title.published) == ("T", "2017-06-01")
    assert given_title.id == report.id
    assert make_report(RawReport(text), published="2016-01-01").published == "2016-01-01"
