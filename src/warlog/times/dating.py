"""When an undated report was written, from what it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from warlog.language.document import Document
from warlog.quantities.numbers import digits_value, ordinal
from warlog.times.dateline import dateline
from warlog.times.find import token_before
from warlog.times.intervals import day_shift, unit_shift
from warlog.times.mention import TimeMention
from warlog.times.tense import tense_at

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINAL_UNIT = re.compile(r"P(\d+)(D|W|M|Y)")
_FULL = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:/.*)?")
_REACH = 240  # characters between an operation's name and its "eighth month"


class Operation(Protocol):
    """A known operation or war: `start` and `end` are ISO dates or None."""

    @property
    def name(self) -> str: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...


@dataclass(slots=True, frozen=True)
class Dating:
    """The days, both inclusive and ISO, in which the report was written; `end` is None where nothing bounds it."""

    start: str
    end: str | None
    reasons: list[str]

    @property
    def exact(self) -> bool:
        """True where it is one day."""
        return self.start == self.end


def infer_published(
    document: Document, times: Iterable[TimeMention], operations: Iterable[Operation] = ()
) -> Dating | None:
    """The window in which a report was written, with the evidence for it; None where it says nothing.

    A dateline gives the day. Otherwise "now in its eighth month" of an operation whose start is known
    gives that month, and a full date told in the past tense gives the earliest day.
    """
    found = list(times)
    head = dateline(document.text)
    if head is not None and head.date is not None:
        day = head.date.isoformat()
        return Dating(
            day, day, [f"the report opens with its date: {document.text[head.start : head.end].strip()!r}"]
        )
    windows = _operation_windows(document.text, found, list(operations))
    floor = _latest_past(document, found)
    weekdays = _past_weekdays(document, found)
    reasons: list[str] = []
    start: date | None = None
    end: date | None = None
    for first, last, reason in windows:
        if start is not None and end is not None and (first > end or last < start):
            reasons.append(f"set aside: {reason}")
            continue
        start = first if start is None else max(start, first)
        end = last if end is None else min(end, last)
        reasons.append(reason)
    if floor is not None:
        day, words = floor
        if end is not None and day > end:
            reasons.append(f"set aside: {words!r} lies after that window")
        else:
            if start is None or day > start:
                start = day
            reasons.append(f"not before {day.isoformat()}: it tells of {words!r} as past")
    if start is None:
        return None
    reasons.extend(_weekday_reasons(weekdays, start, end))
    return Dating(start.isoformat(), end.isoformat() if end is not None else None, reasons)


def _operation_windows(
    text: str, times: list[TimeMention], operations: list[Operation]
) -> list[tuple[date, date, str]]:
    """For each "now in its eighth month": first and last day of that month of the operation, and why."""
    out: list[tuple[date, date, str]] = []
    lowered = text.lower()
    for mention in times:
        match = _ORDINAL_UNIT.fullmatch(mention.counted)
        if match is None or not _is_ordinal(mention.text):
            continue
        number, unit = int(match[1]), match[2]
        best: tuple[int, Operation, date, str] | None = None
        for operation in operations:
            begun = _day(operation.start)
            if begun is None:
                continue
            for name in {operation.name, *operation.names}:
                at = lowered.rfind(
                    name.lower(), max(mention.start - _REACH, 0), min(mention.end + _REACH, len(text))
                )
                if at >= 0 and (
                    best is None or (-abs(at - mention.start), len(name)) > (best[0], len(best[3]))
                ):
                    best = (-abs(at - mention.start), operation, begun, name)
        if best is None:
            continue
        _, operation, begun, _ = best
        first = unit_shift(begun, number - 1, unit)
        last = day_shift(unit_shift(begun, number, unit), -1)
        ended = _day(operation.end)
        if ended is not None and first <= ended < last:
            last = ended
        reason = f"{mention.text!r} of {operation.name} (begun {begun.isoformat()}): {first.isoformat()}" + (
            f" to {last.isoformat()}" if last != first else ""
        )
        out.append((first, max(first, last), reason))
    return out


def _is_ordinal(words: str) -> bool:
    parts = words.lower().split()
    return any(ordinal(part) is not None for part in parts) or (
        len(parts) >= 2 and parts[-2].startswith("day") and digits_value(parts[-1]) is not None
    )


def _day(iso: str | None) -> date | None:
    if not iso:
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _latest_past(document: Document, times: list[TimeMention]) -> tuple[date, str] | None:
    """The latest date stated in full and told as past, with its words."""
    latest: tuple[date, str] | None = None
    for mention in times:
        if mention.when is None or mention.type != "DATE" or _FULL.fullmatch(mention.value) is None:
            continue
        if not any(char.isdigit() for char in mention.text):
            continue
        token = token_before(document, mention.start)
        if token is None or tense_at(token) != "past":
            continue
        first = mention.text.lower().split()[0]
        if first in ("until", "till", "by", "before"):
            continue
        day = _day(mention.when.start)
        if day is not None and (latest is None or day > latest[0]):
            latest = (day, mention.text)
    return latest


def _past_weekdays(document: Document, times: list[TimeMention]) -> list[tuple[int, str]]:
    """Weekdays told as past, in the order of the text, with their words."""
    out: list[tuple[int, str]] = []
    for mention in times:
        match = re.match(r"XXXX-WXX-(\d)", mention.value)
        number = int(match[1]) - 1 if match is not None else None
        if number is None or mention.type == "SET":
            continue
        token = token_before(document, mention.start)
        if token is not None and tense_at(token) != "future" and number not in [n for n, _ in out]:
            out.append((number, mention.text))
    return out


def _weekday_reasons(weekdays: list[tuple[int, str]], start: date, end: date | None) -> list[str]:
    """Says which days a bare weekday may be; it names a day within the week before, so it narrows nothing alone."""
    if end is None or (end - start).days > 62:
        return []
    reasons: list[str] = []
    for number, words in weekdays:
        first = day_shift(start, -6)
        day = day_shift(first, (number - first.weekday()) % 7)
        days: list[str] = []
        while day <= end:
            days.append(day.isoformat())
            day = day_shift(day, 7)
        reasons.append(f"{words!r} is one of the {_DAYS[number]}s {', '.join(days)}")
    return reasons
