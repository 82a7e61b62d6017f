"""When a place is so surely resolved that a statement about it may be called inconsistent."""

from __future__ import annotations

from warlog.checks.material import Material
from warlog.places import PlaceMention
from warlog.records import Place

SURE = 0.6  # confidence of a resolution below which nothing is called inconsistent


def is_sure(material: Material, mention: PlaceMention) -> bool:
    """Whether the resolution is confident and the gazetteer knows the place by the very name in the text.

    A place found under another spelling ("Hatla" as Hatta) may be another one, that the gazetteer lacks.
    """
    place = mention.place
    return place is not None and mention.confidence >= SURE and _has_name(material, mention.text, place)


def _has_name(material: Material, words: str, place: Place) -> bool:
    if place.gazetteer is None:
        return True  # a part of a place, or one beside it: its whole has been named
    pieces = words.split()
    runs = (
        " ".join(pieces[first:last]) for first in range(len(pieces)) for last in range(len(pieces), first, -1)
    )
    return any(entry.id == place.gazetteer for run in runs for entry in material.gazetteer.lookup(run))
