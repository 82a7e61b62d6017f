"""Folders of annotated reports: the split, the form that `warlog bench gold` scores, counts, and JSON.

The split goes by the number in a file's name and was fixed before anything was trained: numbers that end in 0 or 5 are
`test`, in 3 or 8 `dev`, all others `train`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from warlog.bench.annotated import AnnotatedClaim, AnnotatedReport, Named
from warlog.bench.claim_text import PLACE_ROLES, Fault, check_claim_text, read_claim_text
from warlog.bench.scoring import PLACE_TOLERANCE_KM, Amount, Interval, Party, Scored, Spot
from warlog.errors import WarlogError

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
_LAST_DIGIT: dict[str, Split] = {"0": "test", "5": "test", "3": "dev", "8": "dev"}
_NUMBER = re.compile(r".*-(?:\d*)(?P<last>\d)")


def split_of(name: str) -> Split:
    """The split of a report by its file's name, "ua-013" or "fakes-113". ValueError where it ends in no number."""
    match = _NUMBER.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} does not end in a number")
    return _LAST_DIGIT.get(match["last"], "train")


def claim_text_paths(folder: Path) -> list[Path]:
    """The annotated reports of a folder, in order of name."""
    return sorted(folder.glob("*.txt"))


def read_folder(folder: Path) -> list[AnnotatedReport]:
    """All annotated reports of a folder. Raises W055 with the first fault, W001 where there is no such folder."""
    return [read_claim_text(path) for path in _paths(folder)]


def read_split(folder: Path, split: Split) -> list[AnnotatedReport]:
    """The annotated reports of one split. Raises as `read_folder` does."""
    return [read_claim_text(path) for path in _paths(folder) if split_of(path.stem) == split]


def check_folder(folder: Path) -> list[Fault]:
    """Every fault of every annotated report in a folder."""
    return [fault for path in _paths(folder) for fault in check_claim_text(path)[1]]


def _paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise WarlogError("W001", where=folder)
    return claim_text_paths(folder)


# as gold


def scored_claims(report: AnnotatedReport) -> list[Scored]:
    """The report's claims as they are scored, repeats left out. ValueError where the report has no text."""
    if report.text is None:
        raise ValueError(f"{report.name} has no text")
    return [_scored(report, claim, report.text) for claim in report.claims]


def _scored(report: AnnotatedReport, claim: AnnotatedClaim, text: str) -> Scored:
    return Scored(
        act=claim.act,
        modality=claim.modality,
        voice=claim.voice,
        start=claim.trigger[0],
        trigger=text[slice(*claim.trigger)],
        agents=[Party(one.name, one.span) for one in claim.participants if one.role == "agent"],
        # as predicted claims are scored: whoever else takes part, but those who drove people out
        targets=[
            Party(one.name, one.span) for one in claim.participants if one.role not in ("agent", "cause")
        ],
        places=[_spot(report, place) for place in scored_places(claim)],
        sources=[Party(source.name, source.span) for source in claim.sources],
        when=Interval(claim.when.start, claim.when.end) if claim.when is not None else None,
        quantities=[Amount(one.measure, one.low) for one in claim.quantities],
    )


def scored_places(claim: AnnotatedClaim) -> list[Named]:
    """The places of a claim that count: where it happened, else where it began, and where it led; each once."""
    by_role = {role: [place for place in claim.places if place.role == role] for role in PLACE_ROLES}
    counted = (by_role["place"] or by_role["origin"]) + by_role["destination"]
    first: dict[str, Named] = {}
    for place in counted:
        first.setdefault(place.name, place)
    return list(first.values())


def _spot(report: AnnotatedReport, place: Named) -> Spot:
    point = report.places[place.name]
    tolerance = max(point.within_km, PLACE_TOLERANCE_KM)
    return Spot(place.name, place.span, point.latitude, point.longitude, tolerance)


# as JSON


def as_json(report: AnnotatedReport) -> dict[str, Any]:
    """The report as one JSON object; spans are [start, end). `text` is there only for texts of the project's own."""
    header = report.header
    about = {key: header.get(key) for key in ("corpus", "id") if report.text is None or key in header}
    return {
        "name": report.name,
        "split": split_of(report.name),
        **(about or {"corpus": "own"}),
        "sha256": report.sha256,
        "length": report.length,
        "published": report.published.isoformat() if report.published else None,
        **{key: header[key] for key in ("outlet", "theatre", "style", "title") if header.get(key)},
        **({"text": report.text} if "sha256" not in header else {}),
        "claims": [_claim_json(report, claim) for claim in report.claims],
        "repeats": [_claim_json(report, claim) | {"same": claim.same} for claim in report.repeats],
    }


def _claim_json(report: AnnotatedReport, claim: AnnotatedClaim) -> dict[str, Any]:
    def named(one: Named) -> dict[str, Any]:
        return {"role": one.role, "span": one.span, "name": one.name}

    def place(one: Named) -> dict[str, Any]:
        point = report.places[one.name]
        return named(one) | {"lat": point.latitude, "lon": point.longitude, "within_km": point.within_km}

    when, channel = claim.when, claim.channel
    return {
        "number": claim.number,
        "act": claim.act,
        "modality": claim.modality,
        "trigger": claim.trigger,
        "participants": [named(one) for one in claim.participants],
        "places": [place(one) for one in claim.places],
        "when": {"span": when.span, "start": when.start, "end": when.end} if when else None,
        "quantities": [
            {"measure": q.measure, "low": q.low, "high": q.high, "share": q.share, "span": q.span}
            for q in claim.quantities
        ],
        "weapon": claim.weapon,
        "voice": claim.voice,
        "sources": [
            {"span": one.span, "name": one.name, "kind": one.kind, "cue": one.cue} for one in claim.sources
        ],
        "cue": claim.cue,
        "channel": {"span": channel.span, "name": channel.name} if channel else None,
        "direct": claim.direct,
    }


# counts


def counts(reports: Iterable[AnnotatedReport]) -> dict[str, Counter[str]]:
    """How many there are of what: reports, words, claims and repeats in all and by split, then by what each claim holds."""
    found: dict[str, Counter[str]] = {name: Counter() for name in _TABLES}
    totals: Counter[str] = Counter()
    for report in reports:
        words = len(report.text.split()) if report.text is not None else 0
        totals.update(
            {"reports": 1, "words": words, "claims": len(report.claims), "repeats": len(report.repeats)}
        )
        totals["reports without claims"] += not report.claims
        split = split_of(report.name)
        totals.update({f"{split} reports": 1, f"{split} claims": len(report.claims)})
        for claim in report.claims:
            for name, values in _TABLES.items():
                found[name].update(values(claim))
    return {"total": totals, **found}


_TABLES: dict[str, Callable[[AnnotatedClaim], Sequence[str]]] = {
    "act": lambda claim: [claim.act],
    "modality": lambda claim: [claim.modality],
    "voice": lambda claim: [claim.voice],
    "role": lambda claim: [one.role for one in (*claim.participants, *claim.places)],
    "source kind": lambda claim: [source.kind for source in claim.sources],
    "measure": lambda claim: [one.measure for one in claim.quantities],
    "weapon": lambda claim: [claim.weapon] if claim.weapon else [],
    "other": lambda claim: [
        name
        for name, there in (
            ("dated", claim.when is not None),
            ("in quotation marks", claim.direct),
            ("two sources and more", len(claim.sources) > 1),
            ("with a channel", claim.channel is not None),
        )
        if there
    ],
}
