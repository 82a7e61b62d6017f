"""Records to store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from warlog.records import (
    Attribution,
    Check,
    Claim,
    Evidence,
    Mention,
    Participant,
    Place,
    Report,
    Source,
    When,
    report_id,
    stable_id,
    text_digest,
)

Stored = tuple[Report, str, list[Claim], list[Check]]
QUOTE = "Government forces captured al-Qa'im on Monday"


@pytest.fixture
def make_stored() -> Callable[..., Stored]:
    return stored


def stored(text: str = f"{QUOTE}, SANA said.", *, claims: int = 1, **changed: Any) -> Stored:
    """A report with claims on al-Qaim and one check; `changed` are fields of the claims."""
    digest = text_digest(text)
    report = Report(report_id(digest), "Army takes town", "SANA", "2017-06-01", None, "en", digest, len(text))
    return report, text, [claim(report.id, n, **changed) for n in range(claims)], [check(report.id)]


def claim(report: str, number: int, **changed: Any) -> Claim:
    fields: dict[str, Any] = {
        "act": "capture",
        "modality": "happened",
        "participants": [Participant("agent", "sy-army", "Syrian Arab Army", "state_forces", None)],
        "place": Place(
            "Al-Qā'im", "geonames:1", 34.37, 41.02, 5.0, 1, "IQ", "Al Anbar", "town", "named", None
        ),
        "when": When("2017-05-29", "2017-05-29", 1, Mention(34, 43, "on Monday")),
        "attribution": Attribution(
            "source", [Source("SANA", "sana", "media", None, None, False, None)], None
        ),
        **changed,
    }
    return Claim(
        id=stable_id("c", report, number), report=report, evidence=Evidence(0, len(QUOTE), QUOTE),
        origin=None, destination=None, quantities=[], weapon=None, favours=None, self_serving=False,
        confidence=0.8, coder="frames 1", **fields,
    )  # fmt: skip


def check(report: str) -> Check:
    return Check(
        stable_id("k", report),
        report,
        None,
        "distance",
        Evidence(0, 5, "Gover"),
        48.0,
        58.0,
        "km",
        "imprecise",
        "x",
    )
