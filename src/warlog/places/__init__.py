"""Places: the gazetteer, toponyms found and resolved, derived places and stated relations."""

from warlog.places.build import build_gazetteer
from warlog.places.finding import find_places
from warlog.places.gazetteer import Entry, Gazetteer
from warlog.places.mentions import PlaceMention, Stated
from warlog.places.survey import survey

__all__ = ["Entry", "Gazetteer", "PlaceMention", "Stated", "build_gazetteer", "find_places", "survey"]
