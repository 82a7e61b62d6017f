"""All checks of one report."""

from __future__ import annotations

from warlog.language import Document
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import Check, Claim, Report
from warlog.times import TimeMention


def run_checks(
    report: Report, document: Document, claims: list[Claim], places: list[PlaceMention],
    times: list[TimeMention], quantities: list[QuantityMention], resources: object,
) -> list[Check]:  # fmt: skip
    """Every checkable statement of a report with its verdict."""
    return []
