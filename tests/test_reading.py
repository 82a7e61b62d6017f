"""The whole reading: whatever stands in a report, offsets point at the words and ids stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warlog.ingest import RawReport
from warlog.reading import Reader, Reading

REPORT = (
    "Sudan: army retakes Omdurman\n\n"
    "KHARTOUM, May 10, 2024 - The Sudanese army said it captured Omdurman on Tuesday, killing 12 fighters. "
    "“We control the city,” spokesman Nabil Abdallah told Reuters.\n\n"
    "At least 20 people were killed in an air strike 25 km west of Nyala, according to activists. "
    "Boko Haram abducted 12 girls from Chibok, Maiduguri and Damaturu. The attack was condemned by Chad's army."
)
ODD = (
    "\u00a0", "\u202f", "\u2009", "\r\n", "\r", "\ufeff", "\u200b", "\u200d", "\u200f", "\u202e", "\u0301", "\u0000",
    "é", "İ", "ß", "ﬁ", "الجيش السوداني", "🚀", "👩‍👩‍👧", "“", "”", "‘", "’", '"', "'", "«", "»", "„", "\t", "\n\n\n", "—", "…",
    "½", "²", "٣", "%", ":", "(", "]", "{", "<b>", "\ud800", "#", "@", "\\", "|", "\x1f", "\u2028", "\x85", "--", "…”",
)  # fmt: skip


@st.composite
def spliced(draw: st.DrawFn) -> str:
    """The report with odd characters put in anywhere, and cut short anywhere."""
    text = REPORT[: draw(st.integers(len(REPORT) // 2, len(REPORT)))]
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at:]
    return text


def stretches(record: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, words) in a record, however deep."""
    if isinstance(record, dict):
        words = record.get("quote", record.get("text"))
        if isinstance(words, str) and "start" in record:
            yield record["start"], record["end"], words
        for value in record.values():
            yield from stretches(value)
    elif isinstance(record, list):
        for value in record:
            yield from stretches(value)


def plain(reading: Reading) -> list[Any]:
    """All records of a reading as plain values."""
    return msgspec.to_builtins(
        [reading.report, reading.claims, reading.checks, reading.mentions, reading.attributions]
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spliced())
def test_offsets_point_at_the_words_and_ids_are_stable(reader: Reader, text: str) -> None:
    first, second = reader.read(RawReport(text)), reader.read(RawReport(text))
    assert plain(first) == plain(second)
    assert first.text == text
    for start, end, words in stretches(plain(first)):
        assert text[start:end] == words
    for record in first.attributions:
        for span in (record.source, record.cue, record.content):
            assert span is None or 0 <= span.start < span.end <= len(text)
    ids = [claim.id for claim in first.claims]
    assert len(ids) == len(set(ids))
    assert set(first.explanations) == set(ids)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "“", "🚀", "\u200b", "1", "-held", "said:", "of of of"]
)
def test_a_report_of_next_to_nothing_says_nothing(reader: Reader, text: str) -> None:
    assert reader.read(RawReport(text)).claims == []


def test_reports_read_together_say_what_they_say_alone(reader: Reader) -> None:
    raws = [
        RawReport(REPORT),
        RawReport("Al-Shabaab attacked Kismayo.", published="2024-05-10"),
        RawReport(REPORT[:200]),
    ]
    assert [plain(reading) for reading in reader.read_many(raws)] == [plain(reader.read(raw)) for raw in raws]


def test_a_reading_explains_every_claim(reader: Reader) -> None:
    reading = reader.read(RawReport(REPORT))
    assert reading.claims
    for claim in reading.claims:
        assert any(line.startswith(f"act {claim.act}: ") for line in reading.explain(claim.id))
    assert reading.explain("c-unknown") == []
