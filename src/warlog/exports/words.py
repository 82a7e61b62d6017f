"""Records in words: participants, places, dates, quantities and sources as a person reads them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

from warlog.records import Claim, Participant, Place, Quantity, Role, Source, When

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_FULL_DATE = 10
OWN_SIDE = "†"

_TOLLS = frozenset({"killed", "wounded", "captured", "missing", "displaced", "detained", "destroyed", "lost"})


def clean(words: str) -> str:
    """Words of a report on one line, without characters that a terminal would obey."""
    return " ".join(_UNSEEN.sub(" ", words).split())


def act(claim: Claim) -> str:
    """The act without underscores."""
    return claim.act.replace("_", " ")


def who(claim: Claim) -> str:
    """The agents; for `displacement`, who fled."""
    return ", ".join(_names(claim.participants, "agent"))


def against(claim: Claim) -> str:
    """The targets, then partners ("with"), beneficiaries ("for") and causes ("because of")."""
    parts = [", ".join(_names(claim.participants, "target"))]
    others: tuple[tuple[Role, str], ...] = (
        ("partner", "with"),
        ("beneficiary", "for"),
        ("cause", "because of"),
    )
    for role, word in others:
        names = _names(claim.participants, role)
        if names:
            parts.append(f"{word} {', '.join(names)}")
    return "; ".join(filter(None, parts))


def where(claim: Claim) -> str:
    """The place or places, and where from and where to."""
    shown = [place(p) for p in (claim.places or [claim.place]) if p is not None]
    if claim.origin is not None:
        shown.append(f"from {place(claim.origin)}")
    if claim.destination is not None and (claim.place is None or claim.destination.name != claim.place.name):
        shown.append(f"to {place(claim.destination)}")
    return ", ".join(dict.fromkeys(shown))


def place(found: Place) -> str:
    """A place's name with how it was derived; "?" where it is not on the map."""
    name = clean(found.name)
    # "outskirts of Bakhmut" says so itself
    if found.derivation == "near" and found.gazetteer is not None:
        name = f"near {name}"
    elif found.derivation == "containing":
        name = f"within {name}"
    return name if found.latitude is not None else f"{name} (?)"


def precision(where_prec: int, radius_km: float | None) -> str:
    """How precisely a place is known, in the codes of UCDP and ACLED."""
    from warlog.places.precision import geo_precision  # its room opens the gazetteer's libraries

    acled = geo_precision(where_prec, radius_km)
    return f"where_prec {where_prec}, geo_precision {acled if acled is not None else 'none'}"


def when(found: When | None) -> str:
    """The dates; in brackets where only the publication date is known."""
    if found is None:
        return ""
    shown = interval(found.start, found.end)
    return shown if found.mention is not None else f"[{shown}]"


def interval(start: str | None, end: str | None) -> str:
    """An interval of ISO dates, shortened: a day, a month, a year, or its two ends."""
    if start is None or end is None:
        return f"until {end}" if end else f"from {start}" if start else ""
    if start == end:
        return start
    if start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4]
    if start[:7] == end[:7] and start[8:] == "01" and _last_of_month(end):
        return start[:7]
    return f"{start} to {end[5:] if start[:4] == end[:4] else end}"


def full_interval(start: str, end: str | None) -> str:
    """An interval with both days in full."""
    if end is None:
        return f"on or after {start}"
    return start if start == end else f"{start} to {end}"


def losses(claim: Claim) -> str:
    """The tolls in words, "at least 12 killed, 30 wounded"; what else was counted is left to `explain`."""
    return ", ".join(
        quantity(q) for q in claim.quantities if q.measure not in ("other", "distance", "duration")
    )


def quantity(q: Quantity) -> str:
    """One quantity: in the report's own words where they are short, else its number with bounds."""
    own = own_words(q)
    if own is not None:
        return own
    number = _bounds(q)
    unit = "%" if q.share and q.unit in (None, "%", "percent") else f" {q.unit}" if q.unit else ""
    measure = "" if q.measure in ("other", "distance", "duration") else f" {q.measure}"
    if q.measure == "strength":
        measure = " strong"
    of = f" of {clean(q.of)}" if q.of and q.share else ""
    return f"{number}{unit}{of}{measure}"


def own_words(q: Quantity) -> str | None:
    """A toll as the report puts it, "at least 12 soldiers killed", where those words are few; else None."""
    if q.mention is None or q.share or q.measure not in _TOLLS or len(q.mention.text.split()) > 6:
        return None
    return f"{clean(q.mention.text)} {q.measure}"


def said_by(claim: Claim) -> str:
    """Who says it, innermost first, and via what channel; a dagger where the speaker's own side gains."""
    sources = claim.attribution.sources
    if not sources:
        return "the report"
    *outer, inner = sources
    parts = [source(inner) + (f" {OWN_SIDE}" if claim.self_serving else "")]
    parts += [f"told by {clean(one.name)}" for one in reversed(outer)]
    if claim.attribution.channel is not None:
        parts.append(f"via {clean(claim.attribution.channel.name)}")
    if claim.confirmed_by:
        parts.append("also " + ", ".join(clean(one.name) for one in claim.confirmed_by))
    return ", ".join(parts)


def source(one: Source) -> str:
    """A speaker with the title given."""
    name = clean(one.name)
    return f"{name} ({clean(one.role)})" if one.role and one.role.lower() not in name.lower() else name


def amount(value: float | str | None, unit: str | None) -> str:
    """What a check states or found, with its unit."""
    if value is None:
        return ""
    if isinstance(value, str):
        shown = clean(value)
        return f"{shown} {unit}" if unit and shown.replace(".", "").isdigit() else shown
    if unit == "degrees":
        return f"{value:.0f}°"
    number = _number(round(value, 1) if abs(value) < 100 else round(value))
    if unit and unit.isalpha() and len(unit) > 2 and abs(value) != 1 and not unit.endswith("s"):
        unit += "s"
    return f"{number} {unit}" if unit else number


def short_id(record_id: str, others: Iterable[str]) -> str:
    """The shortest beginning of an id, of six characters or more, that no other of `others` shares."""
    rest = [other for other in others if other != record_id]
    for length in range(6, len(record_id)):
        if not any(other.startswith(record_id[:length]) for other in rest):
            return record_id[:length]
    return record_id


def _names(participants: list[Participant], role: Role) -> list[str]:
    return list(dict.fromkeys(clean(p.name) for p in participants if p.role == role))


def _bounds(q: Quantity) -> str:
    if q.low is not None and q.high is not None:
        return _number(q.low) if q.low == q.high else f"{_number(q.low)} to {_number(q.high)}"
    if q.low is not None:
        return f"at least {_number(q.low)}"
    if q.high is not None:
        return f"up to {_number(q.high)}"
    return _number(q.best) if q.best is not None else "some"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _last_of_month(day: str) -> bool:
    if len(day) != _FULL_DATE:
        return False
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return False
    return parsed.day == calendar.monthrange(parsed.year, parsed.month)[1]
