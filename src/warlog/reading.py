"""The stages put together, once: a report's text in; report, mentions, claims and checks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec

from warlog.actors import ActorMention, find_actors, home_of, theatre_votes
from warlog.checks import run_checks
from warlog.claims import ClaimReading, Mentions, read_claims
from warlog.ingest import RawReport, make_report
from warlog.language import Document, parse_many
from warlog.places import PlaceMention, find_places, survey
from warlog.quantities import QuantityMention, find_quantities
from warlog.records import AttributionRecord, Check, Claim, MentionRecord, Report, When
from warlog.resources import Resources
from warlog.times import Dating, TimeMention, find_times, infer_published


@dataclass(slots=True)
class Reading:
    """All that one report says, as records."""

    report: Report
    text: str
    claims: list[Claim]
    checks: list[Check]
    mentions: list[MentionRecord]
    attributions: list[AttributionRecord]
    dating: Dating | None
    unresolved: list[str]
    where: str = ""
    explanations: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def explain(self, claim_id: str) -> list[str]:
        """Why a claim says what it says: rules, words, what was taken from context."""
        return self.explanations.get(claim_id, [])


def names_of(
    document: Document,
    resources: Resources,
    outlet: str | None = None,
    published: date | None = None,
    country: str | None = None,
) -> tuple[list[ActorMention], list[PlaceMention]]:
    """A report's actors and places. The towns that it names tell whose army "the army" is, its actors where they fight tell
    which towns are meant. `country` (ISO 3166-1 alpha-2) is where it was published, if the outlet's name does not say."""
    registry = resources.registry
    page, towns = survey(document, resources.gazetteer)
    actors = find_actors(document, registry, outlet, published, towns)
    places = find_places(
        document,
        resources.gazetteer,
        actors,
        theatre=theatre_votes(actors, registry),
        outlet_country=country or home_of(outlet, registry),
        page=page,
    )
    return actors, places


class Reader:
    """Reads reports with one set of resources."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self._starts = {
            name.lower(): date.fromisoformat(operation.start)
            for operation in resources.registry.operations
            for name in (operation.name, *operation.names)
            if len(operation.start) == 10
        }

    def read(self, raw: RawReport) -> Reading:
        """Read one report."""
        return next(iter(self.read_many([raw])))

    def read_many(self, raws: Iterable[RawReport]) -> Iterator[Reading]:
        """Read reports in batches, in order."""
        batch: list[RawReport] = []
        for raw in raws:
            batch.append(raw)
            if len(batch) == 32:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[RawReport]) -> Iterator[Reading]:
        documents = parse_many((raw.text for raw in batch), self.resources.pipeline)
        for raw, document in zip(batch, documents, strict=True):
            yield self._read(raw, document)

    def _read(self, raw: RawReport, document: Document) -> Reading:
        published, times, dating = self._date(raw, document)
        day = date.fromisoformat(published) if published else None
        actors, places = names_of(document, self.resources, raw.outlet, day)
        quantities = find_quantities(document, times)
        report = make_report(raw, published=published)
        mentions = Mentions(document, self.resources.lexicon, actors, places, times, quantities)
        found = read_claims(
            report.id, mentions, self.resources.registry, self.resources.lexicon, report.published
        )
        checks = run_checks(report, document, found.claims, places, times, quantities, self.resources)
        return Reading(
            report=report,
            text=raw.text,
            claims=found.claims,
            checks=checks,
            mentions=_mention_records(report.id, actors, places, times, quantities),
            attributions=found.attributions.records(report.id),
            dating=dating,
            unresolved=_unresolved(places, found, report, dating),
            where=raw.where,
            explanations=_with_places(found, places),
        )

    def _date(
        self, raw: RawReport, document: Document
    ) -> tuple[str | None, list[TimeMention], Dating | None]:
        """The report's date (given, or found in its text), its times, and what an undated one was dated by."""
        given = date.fromisoformat(raw.published) if raw.published else None
        times = find_times(document, given, self._starts)
        if given is not None:
            return raw.published, times, None
        dating = infer_published(document, times, self.resources.registry.operations)
        if dating is None or dating.end is None:
            return None, times, dating
        first, last = date.fromisoformat(dating.start), date.fromisoformat(dating.end)
        earliest = find_times(document, first, self._starts)
        if first == last:
            return dating.start, earliest, dating
        latest = find_times(document, last, self._starts)
        return None, _agreed(times, earliest, latest), dating


def _with_places(found: ClaimReading, places: list[PlaceMention]) -> dict[str, list[str]]:
    """The claims' explanations, with why each is placed where it is."""
    reasons = {(m.start, m.end): m.reasons for m in places if m.reasons}
    out: dict[str, list[str]] = {}
    for claim in found.claims:
        lines = list(found.explanations.get(claim.id, []))
        spans = [p.mention for p in (claim.place, claim.origin, claim.destination) if p and p.mention]
        for span in spans:
            lines += [f"{span.text}: {reason}" for reason in reasons.get((span.start, span.end), [])]
        out[claim.id] = lines
    return out


def _agreed(
    undated: list[TimeMention], earliest: list[TimeMention], latest: list[TimeMention]
) -> list[TimeMention]:
    """Times of a report known only to lie in a window: what both ends of the window agree on, else open."""
    by_start = {time.start: time for time in earliest}
    agreed: list[TimeMention] = []
    for time in latest:
        other = by_start.get(time.start)
        if other is not None and other.when == time.when:
            agreed.append(time)
        else:
            open_one = next((t for t in undated if t.start == time.start), None)
            agreed.append(open_one or replace(time, when=None))
    return agreed


def _mention_records(
    report: str, actors: list[ActorMention], places: list[PlaceMention],
    times: list[TimeMention], quantities: list[QuantityMention],
) -> list[MentionRecord]:  # fmt: skip
    found: list[MentionRecord] = []
    for place in places:
        value = _plain(place.place) if place.place is not None else None
        found.append(
            MentionRecord(report, "place", place.start, place.end, place.text, value, place.candidates)
        )
    for time in times:
        when = time.when or When(None, None, 5, None)
        value = {
            "start": when.start, "end": when.end, "date_prec": when.date_prec,
            "timex": {"type": time.type, "value": time.value},
        }  # fmt: skip
        found.append(MentionRecord(report, "time", time.start, time.end, time.text, value))
    for actor in actors:
        value = {"actor": actor.actor, "name": actor.name, "kind": actor.kind}
        found.append(MentionRecord(report, "actor", actor.start, actor.end, actor.text, value))
    for quantity in quantities:
        found.append(
            MentionRecord(
                report, "quantity", quantity.start, quantity.end, quantity.text, _plain(quantity.quantity)
            )
        )
    return sorted(found, key=lambda record: (record.start, record.end))


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    return msgspec.to_builtins(record)


def _unresolved(
    places: list[PlaceMention], found: ClaimReading, report: Report, dating: Dating | None
) -> list[str]:
    """What could not be resolved, a line each, for people."""
    lines: list[str] = []
    names = sorted({p.text for p in places if p.place is None or p.place.latitude is None})
    if names:
        lines.append("not in the gazetteer: " + ", ".join(names))
    unknown = sorted(
        {
            p.name
            for claim in found.claims
            for p in claim.participants
            if p.actor is None and p.kind == "unknown"
        }
    )
    if unknown:
        lines.append("actors not in the registry: " + ", ".join(unknown))
    if report.published is None and dating is None:
        lines.append("no publication date found: dates such as weekdays stay open; pass --published")
    return lines
