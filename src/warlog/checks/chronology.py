"""Days that cannot be: a weekday that its date does not have, the past told before it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from warlog.checks.material import Finding, Material
from warlog.records import Mention
from warlog.times import TimeMention

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_NAME = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RECENT = 100  # days from publication within which a date without a year is surely of the nearest year
_LATER_DAYS = 1  # a report dated in one time zone may tell of the next day in another


def find(material: Material) -> Iterator[Finding]:
    """Weekdays held against their dates, and past days held against the publication."""
    for time in material.times:
        yield from _weekday(material, time)
    yield from _future_past(material)


def _weekday(material: Material, time: TimeMention) -> Iterator[Finding]:
    """ "on Thursday, Dec. 15"."""
    names = _DAY_NAME.findall(time.text)
    number = _DAY_NUMBER.search(time.text)
    when = time.when
    if len(names) != 1 or number is None or when is None or when.start is None or when.start != when.end:
        return
    day = date.fromisoformat(when.start)
    if day.day != int(number[1]):
        return
    if _YEAR.search(time.text) is None:
        recent = _recent(day, material.published)
        if recent is None:
            return
        day = recent
    stated = next(name for name in _DAYS if name.lower().startswith(names[0].lower()[:3]))
    found = _DAYS[day.weekday()]
    verdict = "consistent" if stated == found else "inconsistent"
    yield Finding(
        "chronology", time.start, time.end, stated, found, None, verdict, f"calendar: {day.isoformat()}"
    )


def _recent(day: date, published: date | None) -> date | None:
    """The day and month in the year that puts it next to the publication; None where the year is not sure."""
    if published is None:
        return None
    days: list[date] = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(day.replace(year=year))
        except ValueError:  # 29 February
            continue
    nearest = min(days, key=lambda d: abs((d - published).days), default=None)
    return nearest if nearest is not None and abs((nearest - published).days) <= _RECENT else None


def _future_past(material: Material) -> Iterator[Finding]:
    """A day told as past that lies after the publication; only of dates with their year, the others are read
    backwards from it."""
    published = material.published
    if published is None:
        return
    later: dict[int, tuple[Mention, str, str]] = {}
    for claim in material.claims:
        when = claim.when
        if when is None or when.mention is None or when.start is None or claim.modality != "happened":
            continue
        if (
            not _YEAR.search(when.mention.text)
            or when.mention.start in later
            or not _is_past(material, claim.evidence.trigger)
        ):
            continue
        day = date.fromisoformat(when.start)
        if (day - published).days > _LATER_DAYS:
            later[when.mention.start] = (when.mention, when.start, claim.id)
    # where many days lie after it, the publication date given or found is what is wrong
    doubtful = len({day for _, day, _ in later.values()}) > 1
    basis = f"told as past in a report of {published.isoformat()}"
    for mention, stated, claim_id in later.values():
        yield Finding(
            "chronology", mention.start, mention.end, stated, published.isoformat(), None,
            "uncheckable" if doubtful else "inconsistent",
            f"{basis}, as are other days: is that date right?" if doubtful else basis, claim=claim_id,
        )  # fmt: skip


def _is_past(material: Material, trigger: Mention | None) -> bool:
    token = material.document.token_at(trigger.start) if trigger is not None else None
    if token is None:
        return False
    return token.tag_ == "VBD" or any(
        child.lower_ in {"was", "were", "had", "has", "have"} for child in token.children
    )
