"""`warlog bench re3d`: spans of places, times, organisations, persons and quantities against those of re3d.

re3d gives a span one type, by its sense: "the UK supports" is an Organisation, "in the UK" a Location. So a place name that the
reader takes as an actor, or as part of an actor's name, counts as no Location here (one in a description, "residents of
Raqqa", does); descriptions of places ("the town") count as well, as they do there. Its documents carry no date, so times are found and not resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from warlog.bench.corpora.re3d import Release
from warlog.bench.spans import Span, SpanCounts

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from warlog.actors import ActorMention
    from warlog.language import Document
    from warlog.places import PlaceMention
    from warlog.resources import Resources

TYPES = ("Location", "Temporal", "Organisation", "Person", "Quantity")
"""The types of re3d that warlog reads."""
_UNMARKED = frozenset({"border", "between"})
_NAMED = frozenset({"name", "alias"})


def score_releases(releases: Sequence[Release], resources: Resources) -> dict[str, SpanCounts]:
    """Counts by type over the documents."""
    counts = {kind: SpanCounts() for kind in TYPES}
    for release, document in parsed(releases, resources):
        given = spans_given(document, release, resources)
        for kind, one in counts.items():
            one.add([(e.start, e.end) for e in release.entities if e.type == kind], given[kind])
    return counts


def parsed(releases: Sequence[Release], resources: Resources) -> Iterator[tuple[Release, Document]]:
    """Each document with its parse."""
    from warlog.language import parse_many

    return zip(releases, parse_many((one.text for one in releases), resources.pipeline), strict=True)


def spans_given(document: Document, release: Release, resources: Resources) -> dict[str, list[Span]]:
    """What warlog finds of each type."""
    from warlog.quantities import find_quantities
    from warlog.reading import names_of
    from warlog.times import find_times

    actors, places = names_of(document, resources, release.source or None)
    times = find_times(document, None, {})
    return {
        "Location": [(p.start, p.end) for p in places if not _is_no_location(p, actors, document.text)],
        # "now" and "recently" tell no time, and the corpus leaves them out
        "Temporal": [(time.start, time.end) for time in times if not time.value.endswith("_REF")],
        "Organisation": [(a.start, a.end) for a in actors if a.kind != "person"],
        "Person": [(a.start, a.end) for a in actors if a.kind == "person"],
        "Quantity": [(q.start, q.end) for q in find_quantities(document, times)],
    }


def _is_no_location(place: PlaceMention, actors: Sequence[ActorMention], text: str) -> bool:
    if place.place is not None and place.place.kind in _UNMARKED:
        return True
    start = place.start + (4 if text[place.start : place.start + 4].lower() == "the " else 0)
    return any(
        actor.start <= start
        and place.end <= actor.end
        and (actor.basis in _NAMED or actor.end - actor.start <= place.end - start + len("the "))
        for actor in actors
    )
