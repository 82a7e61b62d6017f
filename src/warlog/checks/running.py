"""All checks of one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warlog.checks import borders, chronology, containment, durations, offsets, shares, sums
from warlog.checks.material import Finding, Material
from warlog.language import Document
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import Check, Claim, Evidence, Place, Report, stable_id
from warlog.times import TimeMention

if TYPE_CHECKING:  # the resources' own module imports the claims' room
    from warlog.resources import Resources

_KINDS_OF_CHECK = (
    offsets.find, borders.find, containment.find, durations.find, sums.find, shares.find, chronology.find,
)  # fmt: skip


def run_checks(
    report: Report, document: Document, claims: list[Claim], places: list[PlaceMention],
    times: list[TimeMention], quantities: list[QuantityMention], resources: Resources,
) -> list[Check]:  # fmt: skip
    """Every checkable statement of a report with its verdict, in the order of the text."""
    material = Material(
        report, document, claims, places, times, quantities, resources.gazetteer, resources.registry
    )
    found = {
        (finding.start, finding.end, finding.kind, str(finding.stated)): finding
        for find in _KINDS_OF_CHECK
        for finding in find(material)
    }
    return [_record(material, found[key]) for key in sorted(found)]


def _record(material: Material, finding: Finding) -> Check:
    quote = material.text[finding.start : finding.end]
    return Check(
        id=stable_id("k", material.report.id, finding.kind, finding.start, finding.end, finding.stated),
        report=material.report.id,
        claim=finding.claim or _claim_about(material, finding),
        kind=finding.kind,
        evidence=Evidence(finding.start, finding.end, quote),
        stated=finding.stated,
        found=finding.found,
        unit=finding.unit,
        verdict=finding.verdict,
        basis=finding.basis,
    )


def _claim_about(material: Material, finding: Finding) -> str | None:
    """The claim nearest to the words that is about the place; without a place, the one whose clause they lie in."""
    fitting = [
        claim
        for claim in material.claims
        if (_about(claim, finding.place) if finding.place else _covers(claim, finding))
    ]
    if not fitting:
        return None
    return min(
        fitting, key=lambda claim: (_gap(claim, finding), claim.evidence.end - claim.evidence.start)
    ).id


def _covers(claim: Claim, finding: Finding) -> bool:
    return claim.evidence.start < finding.end and finding.start < claim.evidence.end


def _about(claim: Claim, place: Place) -> bool:
    of_claim = (claim.place, claim.origin, claim.destination, *claim.places)
    return any(other is not None and _same(other, place) for other in of_claim)


def _same(one: Place, two: Place) -> bool:
    return one.gazetteer == two.gazetteer if one.gazetteer else one.name == two.name


def _gap(claim: Claim, finding: Finding) -> int:
    return max(0, claim.evidence.start - finding.end, finding.start - claim.evidence.end)
