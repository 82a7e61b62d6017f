"""A reader that needs no models, and the command line run in this process."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from warlog.cli import main, reading
from warlog.errors import WarlogError
from warlog.ingest import RawReport, make_report
from warlog.records import (
    Attribution,
    AttributionRecord,
    Channel,
    Check,
    Claim,
    Evidence,
    Mention,
    MentionRecord,
    Participant,
    Place,
    Quantity,
    Report,
    Source,
    Span,
    mention_at,
    stable_id,
)


@dataclass
class FakeDating:
    start: str
    end: str
    reasons: list[str]


@dataclass
class FakeReading:
    report: Report
    text: str
    claims: list[Claim]
    checks: list[Check]
    mentions: list[MentionRecord]
    attributions: list[AttributionRecord]
    dating: FakeDating | None
    unresolved: list[str] = field(default_factory=list)

    def explain(self, claim_id: str) -> list[str]:
        return [f"the verb “captured” makes {claim_id} a capture"]


class FakeReader:
    """Takes "X captured Y" for a capture, wherever it stands."""

    def read(self, raw: RawReport) -> FakeReading:
        if "break the reader" in raw.text:
            raise ValueError("broken")
        if "no words here" in raw.text:
            raise WarlogError("W010", where=raw.where)
        report, text = make_report(raw), raw.text
        claims = [_claim(report, text, match) for match in re.finditer(r"(\S+ \S+) (captured) (\S+)", text)]
        places = [claim.place for claim in claims if claim.place and claim.place.mention]
        mentions = [
            MentionRecord(report.id, "place", p.mention.start, p.mention.end, p.mention.text, {"name": p.name, "kind": "town"}, [p])
            for p in places
            if p.mention
        ]  # fmt: skip
        checks = [_check(report, text)] if "48 km west" in text else []
        dating = None if raw.published else FakeDating("2017-05-01", "2017-05-31", ["“eighth month” of X"])
        attributions = [AttributionRecord(report.id, Span(0, 4), None, Span(5, 9), False)]
        return FakeReading(report, text, claims, checks, mentions, attributions, dating, ["place “Nowhere”"])


def _claim(report: Report, text: str, match: re.Match[str]) -> Claim:
    place = Place(
        match[3],
        "x:1",
        35.0 + match.start() / 100,
        43.0 + match.start() / 100,
        5.0,
        1,
        "IQ",
        "Kirkuk",
        "town",
        "named",
        mention_at(text, *match.span(3)),
    )
    source = Source(
        "Ahmed al-Assadi", "pmf", "party", "spokesman", mention_at(text, *match.span(2)), False, None
    )
    return Claim(
        id=stable_id("c", report.id, match.start()), report=report.id, act="capture", modality="planned",
        evidence=Evidence(*match.span(), match[0], mention_at(text, *match.span(2))),
        participants=[Participant("agent", "iq-army", match[1], "state_forces", mention_at(text, *match.span(1)))],
        place=place, origin=None, destination=None, when=None,
        quantities=[Quantity("killed", 12, 12, None, None, False, None, None)], weapon=None,
        attribution=Attribution("source", [source], Channel("State TV", Mention(0, 4, text[:4]))),
        favours="iq-army", self_serving=True, confidence=0.5, coder="fake 1",
    )  # fmt: skip


def _check(report: Report, text: str) -> Check:
    start = text.index("48 km west")
    quote = text[start : start + 10]
    return Check(
        stable_id("k", report.id), report.id, None, "distance", Evidence(start, start + 10, quote), 48.0, 58.2, "km",
        "imprecise", "geodesic from Kirkuk",
    )  # fmt: skip


@dataclass
class Result:
    status: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run a command with the fake reader: `run("read", path)`; `stdin` is bytes."""
    monkeypatch.setattr(reading, "load_reader", lambda _: FakeReader())
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(*words: object, stdin: bytes | None = None) -> Result:
        monkeypatch.setattr(sys, "argv", ["warlog", *map(str, words)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status: Any = 0
        try:
            main()
        except SystemExit as end:
            status = end.code or 0
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return command


@pytest.fixture
def texts() -> Sequence[str]:
    return (
        "Army takes towns\n\nIraqi forces captured Hawijah, 48 km west of Kirkuk.\nIraqi forces captured Shirqat.\n",
        "Another story\n\nThe rebels captured Azaz on Monday.\n",
    )
