"""Place mentions: what `find_places` gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from warlog.records import Mention, Place


@dataclass(slots=True, frozen=True)
class Stated:
    """Where the report says that a place lies: to be held against the map, never used to place it.

    `distance_km` in kilometres, `distance` as stated in `unit` ("km" or "mile"); `bearing` degrees clockwise
    from north, from the anchor to the place. `relation`: "offset" (so far from the anchor, or on a side of it where
    `distance_km` is None), "in", "near".
    """

    mention: Mention
    relation: str
    distance_km: float | None
    distance: float | None
    unit: str | None
    bearing: float | None
    anchor: Place | None
    approximate: bool = False


@dataclass(slots=True)
class PlaceMention:
    """A place as the report names it; `start` and `end` cover the whole phrase ("the city of Raqqa").

    `head` is the index of its syntactic head token; `place` None where nothing is known of it but that it
    may be one of `candidates`, best first. A place whose name no gazetteer has keeps its name, without point.
    `stated` says how far from another it lies, `containing` in what, `near` near what. `auxiliary` is true of a place
    that is named only to locate another one: an anchor ("48 km west of Kirkuk"), a container ("Sinjar, Iraq"), what it
    is near, the ends of what lies between them. `confidence` is the probability that the place is right, `reasons` say
    for people what spoke for it.
    """

    start: int
    end: int
    text: str
    head: int
    place: Place | None
    candidates: list[Place] = field(default_factory=list[Place])
    stated: Stated | None = None
    containing: Stated | None = None
    near: Stated | None = None
    auxiliary: bool = False
    confidence: float = 1.0
    reasons: list[str] = field(default_factory=list[str])

    @property
    def mention(self) -> Mention:
        """The words alone."""
        return Mention(self.start, self.end, self.text)
