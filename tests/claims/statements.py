"""A claim in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warlog.records import Claim, Place


@dataclass(frozen=True)
class Said:
    """What a claim says, by names; `deaths` is the best figure for those killed."""

    act: str
    modality: str
    agents: set[str]
    targets: set[str]
    partners: set[str]
    places: set[str]
    origin: str | None
    destination: str | None
    sources: list[str]
    confirmed_by: list[str]
    channel: str | None
    deaths: float | None
    trigger: str
    start: str | None
    derivation: str | None


def said_by(claim: Claim) -> Said:
    """The plain words of a claim."""

    def names(role: str) -> set[str]:
        return {p.name for p in claim.participants if p.role == role}

    where = claim.places or ([claim.place] if claim.place else [])
    return Said(
        claim.act,
        claim.modality,
        names("agent"),
        names("target"),
        names("partner"),
        {place.name for place in where},
        _name(claim.origin),
        _name(claim.destination),
        [source.name for source in claim.attribution.sources],
        [source.name for source in claim.confirmed_by],
        claim.attribution.channel.name if claim.attribution.channel else None,
        next((q.best for q in claim.quantities if q.measure == "killed"), None),
        claim.evidence.trigger.text if claim.evidence.trigger else "",
        claim.when.start if claim.when else None,
        claim.place.derivation if claim.place else None,
    )


def only(claims: Iterable[Said], act: str) -> Said:
    """The one claim of an act."""
    found = [claim for claim in claims if claim.act == act]
    assert len(found) == 1, f"{len(found)} claims of {act} among {list(claims)}"
    return found[0]


def acts(claims: Iterable[Said]) -> list[str]:
    """The acts claimed, in the order of the report."""
    return [claim.act for claim in claims]


def _name(place: Place | None) -> str | None:
    return place.name if place else None
