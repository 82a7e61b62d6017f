"""How the map words a record's fields: dates, figures, places, speakers."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from warlog.exports.words import own_words
from warlog.records import Claim, Place, Quantity, Source, When

ROLES = {
    "agent": "Who",
    "target": "Against whom",
    "partner": "With",
    "beneficiary": "For",
    "cause": "Driven out by",
}
MODALITIES = {
    "happened": "happened", "ongoing": "going on", "ended": "over", "failed": "failed or foiled",
    "planned": "planned", "possible": "possible", "denied": "denied",
}  # fmt: skip
SPEAKERS = {
    "party": "speaks for a side", "official": "official", "media": "media", "monitor": "monitor",
    "activist": "activist", "igo": "international body", "ngo": "aid or rights group", "witness": "witness",
    "social_media": "social media", "anonymous": "unnamed", "other": "other",
}  # fmt: skip
DERIVATIONS = {
    "part_of": "part of a place; the circle covers it",
    "between": "somewhere between two places; the circle covers it",
    "offset": "placed by a stated distance and bearing",
    "near": "near this place; the circle covers it",
    "containing": "only this larger area is known",
    "context": "taken from the context",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: str) -> str:
    """An ISO date in words: "3 March 2024"; the value itself where it is no such date."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def dates(when: When | None) -> str:
    """An interval in words: "3–9 March 2024", "March 2024", "since 3 March 2024"; "" where nothing is known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.start is None or when.end is None:
        return f"until {day(when.end)}" if when.end else f"since {day(when.start or '')}"
    if when.start == when.end:
        return day(when.start)
    try:
        start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    except ValueError:
        return f"{when.start} – {when.end}"
    return _interval(start, end)


def _interval(start: date, end: date) -> str:
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole_months and start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        if start.month == end.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
        return f"{MONTHS[start.month - 1]}–{MONTHS[end.month - 1]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {MONTHS[start.month - 1]} {start.year}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end.isoformat())}"
    return f"{day(start.isoformat())} – {day(end.isoformat())}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def figure(quantity: Quantity) -> str:
    """A quantity in words: "at least 12 killed", "10–15 wounded", "more than 80% lost (of the territory)"."""
    own = own_words(quantity)
    if own is not None:
        return own
    low, best, high = quantity.low, quantity.best, quantity.high
    match (low, best, high):
        case (None, None, None):
            number = "an unstated number"
        case (None, _, float() | int()) if best is None or best == high:
            number = f"at most {_figure(high)}"
        case (float() | int(), _, None):
            number = f"at least {_figure(low)}"
        case (float() | int(), _, float() | int()) if low != high:
            number = f"{_figure(low)}–{_figure(high)}"
        case _:
            number = _figure(next(v for v in (best, low, high) if v is not None))
    number += "%" if quantity.share else ""
    unit = "" if quantity.share and quantity.unit in {None, "percent", "%"} else (quantity.unit or "")
    measure = "" if quantity.measure in {"other", "distance", "duration", "strength"} else quantity.measure
    whole = f"of {quantity.of}" if quantity.of else ""
    return " ".join(part for part in (number, unit, measure, whole) if part)


def speaker(source: Source) -> str:
    """A speaker with title and kind: "Yahya Rasool, spokesman (speaks for a side)"."""
    title = f", {source.role}" if source.role else ""
    return f"{source.name}{title} ({SPEAKERS[source.kind]})"


def where(place: Place) -> str:
    """What there is to know of a place beside its name."""
    parts = [
        place.kind.replace("_", " ") if place.kind not in {"", "unknown"} else "",
        ", ".join(part for part in (place.admin1, place.country) if part and part != place.name),
        DERIVATIONS.get(place.derivation, ""),
        f"within {_figure(place.radius_km)} km" if place.radius_km and place.derivation != "named" else "",
        "" if place.latitude is not None else "not in the gazetteer",
    ]
    return "; ".join(part for part in parts if part)


def people(claim: Claim) -> list[list[str]]:
    """The participants by role: [heading, "name, name"] in the order of the roles."""
    found = {role: [p.name for p in claim.participants if p.role == role] for role in ROLES}
    return [[ROLES[role], ", ".join(dict.fromkeys(names))] for role, names in found.items() if names]


def kind_of_weapon(claim: Claim) -> str:
    """The weapon in words, "" where there is none."""
    return {"ied": "improvised bomb (IED)"}.get(claim.weapon or "", (claim.weapon or "").replace("_", " "))
