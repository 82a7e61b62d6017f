"""How well place names are found and resolved: detection, distances on the names found, and end to end.

*Detection*: as in `spans`; overlap is the figure to report. *On names found*: each annotated name with a point that a mention
touches, with the distance between the two points; without a point given it counts as the longest distance possible, 20,039 km.
Accuracy within 161 km (100 miles), the median, and the area under the curve of the sorted logarithms of the distances,
as a share of what the longest distance would give (Gritta, Pilehvar and Collier 2020: 0 is perfect).
*End to end*: an annotated name is right where a mention that touches it lies within the distance. Precision is of the mentions
with a point (those that touch only names whose point the corpus does not know aside), so a wrong place or one read
into other words costs precision and recall, a name left without a point recall alone.

Two works put one country at points up to 1,000 km apart. The figures are strict: another point is another place. What lies
within the country or area that was named is counted apart (`same_area`), and once more as right (`in_area` figures).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from warlog.bench.corpora import AnnotatedText, Location
from warlog.bench.spans import SpanCounts, harmonic, share
from warlog.places.geometry import rough_km
from warlog.records import Place

NEAR_KM = 161.0
"""100 miles, the usual measure of the field."""
LOCAL_KM = 25.0
"""The same town: UCDP's own measure of "near"."""
LONGEST_KM = 20039.0
"""Half the Earth's circumference, as the field's evaluations take it."""

Inside = Callable[[Place, float, float], bool]
"""Whether a point (degrees WGS84) lies in the area that a place is."""
Verdict = Literal["near", "same area", "wrong", "open", "missed", "extra"]


@dataclass(slots=True, frozen=True)
class Given:
    """A place mention as it is scored: its words, [start, end), and what it was resolved to."""

    start: int
    end: int
    place: Place | None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, None where the name was left open."""
        place = self.place
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude


@dataclass(slots=True, frozen=True)
class Finding:
    """What became of an annotated name, or of words that are none ("extra"): for lists of errors."""

    verdict: Verdict
    text: AnnotatedText
    start: int
    end: int
    given: Given | None
    km: float | None = None


@dataclass(slots=True)
class EndToEnd:
    """Counts at one distance: annotated names right, mentions right, each with and without those that lie in the area."""

    gold_right: int = 0
    given_right: int = 0
    gold_in_area: int = 0
    given_in_area: int = 0


@dataclass(slots=True)
class PlaceFigures:
    """Figures over texts; `add` them one by one."""

    texts: int = 0
    spans: SpanCounts = field(default_factory=SpanCounts)
    with_point: int = 0
    given_counted: int = 0
    open: int = 0
    same_area: int = 0
    distances: list[float] = field(default_factory=list[float])
    near: EndToEnd = field(default_factory=EndToEnd)
    local: EndToEnd = field(default_factory=EndToEnd)

    def add(self, text: AnnotatedText, given: Sequence[Given], inside: Inside) -> list[Finding]:
        """Count one text; what became of each name, in the order of the text."""
        self.texts += 1
        self.spans.add(((n.start, n.end) for n in text.locations), ((g.start, g.end) for g in given))
        self._count_names(text.locations, given, inside)
        self._count_given(text.locations, given, inside)
        return _findings(text, given, inside)

    def _count_names(self, names: Sequence[Location], given: Sequence[Given], inside: Inside) -> None:
        for name in names:
            if name.latitude is None:
                continue
            self.with_point += 1
            touching = [one for one in given if _touch(name, one)]
            if not touching:
                continue
            km, area = _best(name, touching, inside)
            self.distances.append(km)
            self.open += km == LONGEST_KM
            self.same_area += area and km > NEAR_KM
            for limit, counts in ((NEAR_KM, self.near), (LOCAL_KM, self.local)):
                counts.gold_right += km <= limit
                counts.gold_in_area += area or km <= limit

    def _count_given(self, names: Sequence[Location], given: Sequence[Given], inside: Inside) -> None:
        for one in given:
            touched = [name for name in names if _touch(name, one)]
            known = [name for name in touched if name.latitude is not None]
            if one.point is None or (touched and not known):
                continue
            self.given_counted += 1
            kms = [(distance_km(name, one), _in_area(name, one, inside)) for name in known]
            for limit, counts in ((NEAR_KM, self.near), (LOCAL_KM, self.local)):
                counts.given_right += any(km <= limit for km, _ in kms)
                counts.given_in_area += any(area or km <= limit for km, area in kms)

    def end_to_end(self, counts: EndToEnd) -> tuple[float, float, float]:
        """Precision, recall and F1, strictly by point."""
        return self._three(counts.given_right, counts.gold_right)

    def end_to_end_in_area(self, counts: EndToEnd) -> tuple[float, float, float]:
        """Precision, recall and F1 where a point within the country or area named is right as well."""
        return self._three(counts.given_in_area, counts.gold_in_area)

    def _three(self, given: int, gold: int) -> tuple[float, float, float]:
        precision, recall = share(given, self.given_counted), share(gold, self.with_point)
        return precision, recall, harmonic(precision, recall)

    def as_dict(self) -> dict[str, float]:
        """Everything, shares to three places: for people and for JSON."""
        found: dict[str, float] = {
            "texts": self.texts, "names": self.spans.gold, "names_with_point": self.with_point,
            "detection_precision": self.spans.precision, "detection_recall": self.spans.recall,
            "detection_f1": self.spans.f1, "detection_f1_strict_span": self.spans.strict_f1,
        }  # fmt: skip
        if self.with_point:
            found["found_within_161_km"] = share(self.near.gold_right, len(self.distances))
            found["found_median_km"] = median(self.distances) if self.distances else LONGEST_KM
            found["found_auc"] = log_error_area(self.distances)
            found["found_without_point"] = self.open
            for km, counts in ((161, self.near), (25, self.local)):
                three = zip(("precision", "recall", "f1"), self.end_to_end(counts), strict=True)
                found |= {f"end_to_end_{km}_km_{name}": value for name, value in three}
                found[f"end_to_end_{km}_km_f1_in_area"] = self.end_to_end_in_area(counts)[2]
            found["same_area_other_point"] = self.same_area
        return {name: round(value, 3) for name, value in found.items()}


def log_error_area(distances: Iterable[float]) -> float:
    """Area under the sorted ln(km + 1) by the trapezoidal rule over that of a constant ln(20039): 0 to 1, less is better."""
    logs = sorted(math.log(km + 1) for km in distances)
    if len(logs) < 2:
        return logs[0] / math.log(LONGEST_KM) if logs else 0.0
    area = sum((one + other) / 2 for one, other in pairwise(logs))
    return area / (math.log(LONGEST_KM) * (len(logs) - 1))


def _touch(name: Location, given: Given) -> bool:
    return name.start < given.end and given.start < name.end


def distance_km(name: Location, given: Given) -> float:
    """Between the two points on a sphere; the longest distance where one is not known."""
    point = given.point
    if point is None or name.latitude is None or name.longitude is None:
        return LONGEST_KM
    return rough_km(name.latitude, name.longitude, *point)


def _in_area(name: Location, given: Given, inside: Inside) -> bool:
    if given.place is None or given.point is None or name.latitude is None or name.longitude is None:
        return False
    return inside(given.place, name.latitude, name.longitude)


def _best(name: Location, touching: Sequence[Given], inside: Inside) -> tuple[float, bool]:
    """The least distance of the mentions that touch a name, and whether one of them is an area that its point lies in."""
    return min(distance_km(name, one) for one in touching), any(
        _in_area(name, one, inside) for one in touching
    )


def _findings(text: AnnotatedText, given: Sequence[Given], inside: Inside) -> list[Finding]:
    found: list[Finding] = []
    for name in text.locations:
        touching = [one for one in given if _touch(name, one)]
        if not touching:
            found.append(Finding("missed", text, name.start, name.end, None))
        elif name.latitude is not None:
            one = min(touching, key=lambda one: distance_km(name, one))
            km, area = _best(name, touching, inside)
            near = km <= LOCAL_KM or (area and km <= NEAR_KM)
            verdict = "open" if one.point is None else "near" if near else "same area" if area else "wrong"
            found.append(Finding(verdict, text, name.start, name.end, one, km))
    for one in given:
        if not any(_touch(name, one) for name in text.locations):
            found.append(Finding("extra", text, one.start, one.end, one))
    return sorted(found, key=lambda finding: (finding.start, finding.end))
