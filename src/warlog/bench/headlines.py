"""UCDP's headlines: of those that name the coded place, how many are resolved within 25 km of it.

The mention that touches the coded name is right within 25 km of the coded point, wrong if it is put elsewhere (of several
that touch it the nearest counts), open if it has no point or is not found. Some sources are memorial lists whose "headline" is
the bare name of a place; they count, and are also told apart: where nothing but a name is known, nothing tells namesakes apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warlog.bench.corpora import AnnotatedText
from warlog.bench.place_scoring import LOCAL_KM, LONGEST_KM, Finding, Given, Verdict, distance_km
from warlog.bench.places import FindGiven, documents
from warlog.bench.spans import share

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from warlog.resources import Resources


@dataclass(slots=True)
class HeadlineFigures:
    """Verdicts over the coded names of headlines: of all, and of those in headlines with other words."""

    headlines: int = 0
    names: Counter[Verdict] = field(default_factory=Counter[Verdict])
    in_words: Counter[Verdict] = field(default_factory=Counter[Verdict])

    def add(self, headline: AnnotatedText, given: Sequence[Given]) -> None:
        """Count one headline."""
        self.headlines += 1
        found: list[Verdict] = [finding.verdict for finding in judge(headline, given)]
        self.names.update(found)
        if not is_bare(headline):
            self.in_words.update(found)

    def as_dict(self) -> dict[str, float]:
        """Everything, shares to three places."""
        found: dict[str, float] = {"headlines": self.headlines}
        for name, counts in (("names", self.names), ("names_among_words", self.in_words)):
            total = counts.total()
            found[name] = total
            found[f"{name}_right_within_25_km"] = round(share(counts["near"], total), 3)
            found[f"{name}_wrong"] = round(share(counts["wrong"], total), 3)
            found[f"{name}_open"] = round(share(counts["open"] + counts["missed"], total), 3)
        return found


def is_bare(headline: AnnotatedText) -> bool:
    """Whether a headline is the name alone."""
    return any(name.end - name.start >= len(headline.text) for name in headline.locations)


def score_headlines(
    headlines: Sequence[AnnotatedText], resources: Resources, readers: Sequence[FindGiven]
) -> list[tuple[HeadlineFigures, list[Finding]]]:
    """Figures and findings of several readers on the same parse of each headline."""
    scored = [(HeadlineFigures(), list[Finding]()) for _ in readers]
    for headline, document in documents(headlines, resources):
        for (figures, findings), read in zip(scored, readers, strict=True):
            given = read(document, headline)
            figures.add(headline, given)
            findings.extend(judge(headline, given))
    return scored


def judge(headline: AnnotatedText, given: Sequence[Given]) -> list[Finding]:
    """What became of each coded name: "near" is right, "open" and "missed" have no point."""
    found: list[Finding] = []
    for name in headline.locations:
        touching = [one for one in given if one.start < name.end and name.start < one.end]
        km, nearest = min(
            ((distance_km(name, one), one) for one in touching),
            key=lambda pair: pair[0],
            default=(LONGEST_KM, None),
        )
        if nearest is None:
            verdict: Verdict = "missed"
        else:
            verdict = "open" if nearest.point is None else "near" if km <= LOCAL_KM else "wrong"
        found.append(Finding(verdict, headline, name.start, name.end, nearest, km))
    return found
