"""One HTML file with everything in it: map, timeline, claims, and the sentences they stand on.

The file makes no request, opens from a folder, and needs neither WebGL nor a server. Its data are JSON in a script
element, in ASCII and with `<`, `>` and `&` escaped, so that no text of a report can end the element; the page inserts
texts as text nodes only. A content security policy in the page forbids every request.
"""

from __future__ import annotations

import html
import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from warlog.errors import WarlogError
from warlog.exports import map_words as words
from warlog.exports.map_base import base_map, region_of
from warlog.records import Check, Claim, Mention, Place, Report

SCRIPTS = ("geo.js", "base.js", "marks.js", "timeline.js", "reader.js", "lists.js", "app.js")
# UCDP's where_prec from 4 on is a province or more: no point on the map stands for it, nor is it a reason to zoom out
AREA_PRECISION = 4


class ReadingLike(Protocol):
    """What the map needs of a reading."""

    @property
    def report(self) -> Report: ...
    @property
    def text(self) -> str: ...
    @property
    def claims(self) -> list[Claim]: ...
    @property
    def checks(self) -> list[Check]: ...


def write_map(path: Path | str, readings: Sequence[ReadingLike], *, title: str | None = None) -> None:
    """Writes the map of all claims of `readings` to `path`; WarlogError W040 where that cannot be written.

    The file appears whole or not at all.
    """
    target = Path(path)
    page = map_page(readings, title=title)
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(page)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise WarlogError("W040", where=str(target), found=error.strerror or str(error)) from error


def map_page(readings: Sequence[ReadingLike], *, title: str | None = None) -> str:
    """The page as one string."""
    families = _families()
    heading = title or _title(readings)
    return _filled(
        _asset("page.html"),
        {
            "TITLE": html.escape(heading.encode("utf-8", "replace").decode("utf-8")),
            "STYLE": _palette(families) + _asset("style.css"),
            "DATA": as_script_json(map_data(readings, heading, families)),
            "SCRIPT": '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();",
        },
    )


def map_data(readings: Sequence[ReadingLike], title: str, families: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page's script reads."""
    family_of = {act: family["id"] for family in families for act in family["acts"]}
    label_of = {act: label for family in families for act, label in family["acts"].items()}
    claims = [
        _claim(claim, number, reading, family_of, label_of)
        for number, reading in enumerate(readings)
        for claim in reading.claims
    ]
    places = [place for reading in readings for claim in reading.claims if (place := anchor(claim))]
    home, region = region_of(_points(places))
    return {
        "title": title,
        "families": [{key: family[key] for key in ("id", "label", "acts")} for family in families],
        "reports": [_report(reading) for reading in readings],
        "claims": claims,
        "base": base_map(home, region, (place.country for place in places if place.country)),
    }


def as_script_json(value: object) -> str:
    """JSON that is safe inside a script element: ASCII alone, without `<`, `>` and `&`."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def anchor(claim: Claim) -> Place | None:
    """The place at which a claim's dot stands: its own, else where a movement leads to, else where it starts."""
    candidates = (claim.place, claim.destination, claim.origin, *claim.places)
    return next((place for place in candidates if place and _located(place)), None)


def _located(place: Place) -> bool:
    return place.latitude is not None and place.longitude is not None


def _points(places: Iterable[Place]) -> list[tuple[float, float]]:
    """Where the places lie; provinces and countries only where there is nothing finer."""
    found = [
        (p.where_prec, (p.latitude, p.longitude))
        for p in places
        if p.latitude is not None and p.longitude is not None
    ]
    fine = [point for precision, point in found if precision < AREA_PRECISION]
    return fine or [point for _, point in found]


def _title(readings: Sequence[ReadingLike]) -> str:
    if len(readings) == 1:
        return readings[0].report.title or "What one report claims"
    return f"What {len(readings)} reports claim" if readings else "No reports"


def _asset(name: str) -> str:
    return files("warlog.exports").joinpath("map_assets", name).read_text("utf-8")


def _families() -> list[dict[str, Any]]:
    return tomllib.loads(files("warlog.data.map").joinpath("acts.toml").read_text("utf-8"))["family"]


def _palette(families: list[dict[str, Any]]) -> str:
    light = "".join(f"--act-{family['id']}:{family['light']};" for family in families)
    dark = "".join(f"--act-{family['id']}:{family['dark']};" for family in families)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _filled(template: str, parts: dict[str, str]) -> str:
    """The template with its {{NAME}} fields filled in one pass: what is filled in is not looked at again."""
    pieces = template.split("{{")
    return pieces[0] + "".join(
        parts[name] + rest for name, _, rest in (piece.partition("}}") for piece in pieces[1:])
    )


def _report(reading: ReadingLike) -> dict[str, Any]:
    report = reading.report
    return {
        "id": report.id,
        "title": report.title or "Untitled report",
        "outlet": report.outlet or "",
        "published": words.day(report.published) if report.published else "",
        "url": report.url if report.url and report.url.startswith(("http://", "https://")) else "",
        "language": report.language,
        "text": reading.text,
        "checks": [_check(check) for check in reading.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    unit = f" {check.unit}" if check.unit else ""
    return {
        "claim": check.claim,
        "kind": check.kind,
        "verdict": check.verdict,
        "span": [check.evidence.start, check.evidence.end],
        "quote": check.evidence.quote,
        "stated": f"{check.stated}{unit}" if check.stated is not None else "",
        "found": f"{check.found}{unit}" if check.found is not None else "",
        "basis": check.basis,
    }


def _claim(
    claim: Claim, report: int, reading: ReadingLike, family_of: dict[str, str], label_of: dict[str, str]
) -> dict[str, Any]:
    spot = anchor(claim)
    trigger = claim.evidence.trigger
    outlet = reading.report.outlet or "the report itself"
    said_by = claim.attribution.sources
    return {
        "id": claim.id,
        "report": report,
        "act": claim.act,
        "label": label_of[claim.act],
        "family": family_of[claim.act],
        "modality": claim.modality,
        "modalityText": words.MODALITIES[claim.modality],
        "span": [claim.evidence.start, claim.evidence.end],
        "trigger": [trigger.start, trigger.end] if trigger else None,
        "mentions": _mentions(claim),
        "people": words.people(claim),
        "at": _spot(spot) if spot else None,
        "place": _described(claim.place),
        "origin": _described(claim.origin),
        "destination": _described(claim.destination),
        "parts": [part for part in map(_described, claim.places) if part],
        "when": words.dates(claim.when),
        "from": claim.when.start if claim.when else None,
        "to": claim.when.end if claim.when else None,
        "figures": [words.figure(quantity) for quantity in claim.quantities if quantity.measure != "other"],
        "weapon": words.kind_of_weapon(claim),
        # from the innermost speaker, who claims it, outwards
        "saidBy": [words.speaker(source) for source in reversed(said_by)],
        "speakers": [source.name for source in said_by] or [outlet],
        "channel": claim.attribution.channel.name if claim.attribution.channel else "",
        "confirmedBy": [words.speaker(source) for source in claim.confirmed_by],
        "outlet": outlet,
        "selfServing": claim.self_serving,
        "confidence": round(claim.confidence, 2),
    }


def _mentions(claim: Claim) -> list[list[int]]:
    """The words for participants, place, time, figures and speakers: what else to underline in the sentence."""
    candidates: list[Mention | None] = [participant.mention for participant in claim.participants]
    candidates += [
        place.mention for place in (claim.place, claim.origin, claim.destination, *claim.places) if place
    ]
    candidates += [quantity.mention for quantity in claim.quantities]
    candidates += [source.mention for source in claim.attribution.sources]
    candidates += [claim.when.mention] if claim.when else []
    return sorted(
        {
            (mention.start, mention.end): [mention.start, mention.end] for mention in candidates if mention
        }.values()
    )


def _spot(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "km": place.radius_km or 0,
        "area": place.derivation not in {"named", "context"},
    }


def _described(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"name": place.name, "text": words.where(place), "lat": place.latitude, "lon": place.longitude}
