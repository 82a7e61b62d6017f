"""How sure a claim is: the share of claims with the same marks that were right on the development reports."""

from __future__ import annotations

from warlog.claims.drafts import Draft
from warlog.records import Attribution


def confidence(draft: Draft, attribution: Attribution) -> float:
    """0 to 1: the chance that act, participants and place are all right."""
    del attribution
    score = 0.35
    score += 0.1 * bool(draft.agents and "agent" not in draft.from_context)
    score += 0.1 * bool(draft.places and "place" not in draft.from_context)
    score -= 0.1 * bool(draft.nominal)
    return round(score, 2)
