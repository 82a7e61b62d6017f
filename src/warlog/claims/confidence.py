"""How sure a claim is: a logistic regression on the claim's own marks, fitted on reports with hand-made claims.

The coefficients are data/confidence.toml, which scripts/fit_confidence.py writes with the figures of the fit.
"""

from __future__ import annotations

import math

from warlog.claims.drafts import Draft
from warlog.claims.lexicon import Lexicon
from warlog.records import Attribution

MARKS = ("agent_stated", "place_stated", "place_missing", "nominal", "voice_source", "happened")


def confidence(draft: Draft, attribution: Attribution, lexicon: Lexicon) -> float:
    """0 to 1, two decimals: the chance that act, agents, places and voice are all right, none missing, none extra."""
    weights = lexicon.confidence
    score = weights["intercept"] + weights.get(f"act:{draft.act}", 0.0)
    score += sum(weights[mark] for mark, there in marks(draft, attribution).items() if there)
    return round(1 / (1 + math.exp(-score)), 2)


def marks(draft: Draft, attribution: Attribution) -> dict[str, bool]:
    """What is known of a claim that bears on whether it is right, by the names of `MARKS`."""
    place = bool(draft.places or draft.destination)
    return {
        "agent_stated": bool(draft.agents) and "agent" not in draft.from_context,
        "place_stated": place and "place" not in draft.from_context,
        "place_missing": not place,
        "nominal": draft.nominal,
        "voice_source": attribution.voice == "source",
        "happened": draft.modality == "happened",
    }
