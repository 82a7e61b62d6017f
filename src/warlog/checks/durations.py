"""Durations since a known start: "the Mosul offensive, now in its eighth month", "day 437 of the invasion"."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from warlog.actors.registry import Operation
from warlog.checks import verdicts
from warlog.checks.material import Finding, Material, Operations
from warlog.checks.words import any_of, load_words
from warlog.quantities.numbers import digits_value, ordinal
from warlog.records import Verdict
from warlog.times import TimeMention
from warlog.times.intervals import month_interval, unit_shift, year_interval

_VALUE = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4369, "Y": 365.2425}
_ROUGH = re.compile(
    r"\b(?:nearly|almost|about|around|some|more than|over|roughly)\W*$|\b(?:nearly|almost|more than|over|about)\b",
    re.I,
)
_JOIN = re.compile(r"^[\s-]*(?:(?:old|long|of|the|a|bloody|brutal)[\s-]+)*$", re.IGNORECASE)
_AFTER = re.compile(
    r"^\s*(?:of|into|in|since|after)?\s*(?:the\s+|its\s+|an?\s+)?(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
_COUNTING = re.compile(r"\b(?:its|their|now|day \d)", re.IGNORECASE)
_LONGER = 60  # days after its end in which a report may still count an operation's days
_VERDICTS: tuple[Verdict, ...] = ("consistent", "imprecise", "inconsistent")

# from an operation's first day and the day counted to, the verdict and what was found
Judge = Callable[[date, date], tuple[Verdict, float]]


@dataclass(slots=True, frozen=True)
class _Named:
    """An operation where the text names it."""

    start: int
    end: int
    operations: tuple[Operation, ...]


def find(material: Material) -> Iterator[Finding]:
    """Every duration of an operation whose first day the registry knows."""
    for time in material.times:
        match = _VALUE.fullmatch(time.counted or time.value)
        if match is None or not (time.counted or time.type == "DURATION"):
            continue
        if _is_ordinal(time.text):
            yield from _ordinal(material, time, int(match[1]), match[2])
        else:
            yield from _cardinal(material, time, int(match[1]), match[2])


def _is_ordinal(words: str) -> bool:
    parts = re.findall(r"[\w-]+", words.lower())
    if any(ordinal(part) is not None for part in parts):
        return True
    return len(parts) >= 2 and parts[-2].startswith("day") and digits_value(parts[-1]) is not None


def _ordinal(material: Material, time: TimeMention, stated: int, unit: str) -> Iterator[Finding]:
    """ "Its eighth month" lies seven to eight months after the start."""
    sentence = material.sentence(time.start)
    words = set(re.findall(r"[\w-]+", material.text[max(sentence[0], time.start - 25) : time.start].lower()))
    if not _COUNTING.search(time.text):
        return  # "on the first day of the invasion" tells of that day, not of the report's
    if words & load_words().elsewhen or _dated_otherwise(material, time, sentence):
        return
    named = _nearest(_named(material, *sentence), time) or _generic(material, time, sentence)
    if named is None:
        return

    def judge(start: date, day: date) -> tuple[Verdict, float]:
        found = begun(start, day, unit)
        return verdicts.counted(stated, found), found

    yield _finding(material, time, stated, unit, named, judge)


def _cardinal(material: Material, time: TimeMention, stated: int, unit: str) -> Iterator[Finding]:
    """ "The three-month siege of Mariupol": the operation's name right after the words."""
    sentence = material.sentence(time.start)
    named = next(
        (
            n
            for n in _named(material, time.end, sentence[1])
            if _JOIN.match(material.text[time.end : n.start])
        ),
        None,
    )
    if named is None:
        return
    rough = bool(_ROUGH.search(material.text[max(sentence[0], time.start - 12) : time.end]))

    def judge(start: date, day: date) -> tuple[Verdict, float]:
        return elapsed_verdict(stated, start, day, unit, rough=rough)

    yield _finding(material, time, stated, unit, named, judge)


def begun(start: date, day: date, unit: str) -> int:
    """How many units ("D", "W", "M", "Y") had begun on `day`: 1 on the first day."""
    if unit in "DW":
        return (day - start).days // (1 if unit == "D" else 7) + 1
    count = max(0, int((day - start).days / _DAYS[unit]) - 1)
    while unit_shift(start, count, unit) <= day:
        count += 1
    return count


def elapsed_verdict(
    stated: float, start: date, day: date, unit: str, *, rough: bool
) -> tuple[Verdict, float]:
    """Verdict on a length in whole units, rounded either way, and the length."""
    found = round((day - start).days / _DAYS[unit], 1)
    if stated in {math.floor(found), round(found)} or (rough and abs(stated - found) <= 1):
        return "consistent", found
    return ("imprecise" if abs(stated - found) <= 1.5 else "inconsistent"), found


def _finding(
    material: Material, time: TimeMention, stated: int, unit: str, named: _Named, judge: Judge
) -> Finding:
    """The best verdict over the operations that the name may mean, and over the days that their starts may be."""
    day = material.published
    name = "; ".join(operation.name for operation in named.operations)
    if day is None:
        return Finding(
            "duration", time.start, time.end, float(stated), None, _UNITS[unit], "uncheckable",
            f"{name} began {named.operations[0].start}; the report's date is not known",
        )  # fmt: skip
    tried: list[tuple[int, Verdict, float, str]] = []
    for operation in named.operations:
        last = _last_day(operation, day) if not _is_ordinal(time.text) else day
        for start in starts(operation.start):
            verdict, found = judge(start, last)
            tried.append(
                (
                    _VERDICTS.index(verdict),
                    verdict,
                    float(found),
                    f"{start.isoformat()} to {last.isoformat()}: {operation.name} ({operation.id})",
                )
            )
    _, verdict, found, basis = min(tried)
    several = len(named.operations) > 1
    if verdict == "inconsistent" and (
        several or any(_another(o, day, stated, found) for o in named.operations)
    ):
        verdict, basis = "uncheckable", f"{basis}; another operation of that name may be meant"
    return Finding("duration", time.start, time.end, float(stated), found, _UNITS[unit], verdict, basis)


def _another(operation: Operation, day: date, stated: float, found: float) -> bool:
    """Whether a newer operation of the same name is likelier ("the Aleppo offensive"): the known one was over,
    or had lasted over three times as long."""
    return found > 3 * stated or (bool(operation.end) and _last_day(operation, day) < day)


def starts(iso: str) -> list[date]:
    """The day, or the first and last day of the month or year, on which an operation may have begun."""
    parts = [int(part) for part in iso.split("-") if part]
    if not parts:
        return []
    if len(parts) > 2:
        return [date(*parts[:3])]
    span = month_interval(parts[0], parts[1]) if len(parts) == 2 else year_interval(parts[0])
    return [day for day in span if day is not None]


def _last_day(operation: Operation, day: date) -> date:
    return min([day, *(starts(operation.end)[-1:] if operation.end else [])])


def _dated_otherwise(material: Material, time: TimeMention, sentence: tuple[int, int]) -> bool:
    """ "On 3 May 2015 the siege entered its third month": counted to that day, not to the report's."""
    published = material.published
    for other in material.times:
        if not sentence[0] <= other.start < sentence[1] or other is time or other.type != "DATE":
            continue
        start = other.when.start if other.when is not None else None
        if (
            start is not None
            and published is not None
            and abs((date.fromisoformat(start) - published).days) > 7
        ):
            return True
    return False


@lru_cache(maxsize=4)
def _names(registry: Operations) -> dict[str, tuple[Operation, ...]]:
    """From a lower-case name to its operations."""
    return _table(registry.operations)


def _named(material: Material, start: int, end: int) -> list[_Named]:
    """Where operations are named in [start, end)."""
    table = _names(material.registry)
    # a pattern of every name would take longer to compile than a report to read
    lower = " ".join(material.text[start:end].lower().split())
    here = [name for name in table if name in lower]
    if not here:
        return []
    pattern = re.compile(rf"\b{any_of(here)}(?!\w)", re.IGNORECASE)
    return [
        _Named(m.start(), m.end(), table[" ".join(m.group().lower().split())])
        for m in pattern.finditer(material.text, start, end)
    ]


def _table(operations: Sequence[Operation]) -> dict[str, tuple[Operation, ...]]:
    """From a lower-case name to the operations that have it and whose start is known."""
    table: dict[str, tuple[Operation, ...]] = {}
    for operation in operations:
        if not starts(operation.start):
            continue
        for name in {operation.name.lower(), *(name.lower() for name in operation.names)}:
            table[name] = (*table.get(name, ()), operation)
    return table


def _nearest(named: list[_Named], time: TimeMention) -> _Named | None:
    """The one named nearest before the words, else soon after."""
    before = [n for n in named if n.end <= time.start]
    after = [n for n in named if n.start >= time.end]
    return before[-1] if before else after[0] if after else None


def _generic(material: Material, time: TimeMention, sentence: tuple[int, int]) -> _Named | None:
    """ "Day 437 of the invasion": the one running operation of the report's first country that is called so."""
    published = material.published
    if published is None:
        return None
    noun = _noun(material, time, sentence)
    if noun is None:
        return None
    counted = Counter(m.place.country for m in material.places if m.place is not None and m.place.country)
    leading = {country for country, _ in counted.most_common(1)}
    fitting = tuple(
        operation
        for operation in material.registry.operations
        if any(_head(name) == noun for name in (operation.name, *operation.names))
        and leading & _countries(operation)
        and _runs(operation, published)
    )
    return _Named(time.start, time.end, fitting) if len(fitting) == 1 else None


def _noun(material: Material, time: TimeMention, sentence: tuple[int, int]) -> str | None:
    nouns = re.compile(rf"\b{any_of(load_words().operations)}\b", re.IGNORECASE)
    after = nouns.search(material.text, time.end, min(sentence[1], time.end + 60))
    if after and _AFTER.match(material.text[time.end : after.start()]):
        return after.group().lower()
    before = list(nouns.finditer(material.text, max(sentence[0], time.start - 60), time.start))
    if before and "its" in time.text.lower().split() and len(before) == 1:
        return before[0].group().lower()
    return None


def _head(name: str) -> str:
    """The noun that a name ends in, before "of", "in" and the like: "invasion" of "invasion of Ukraine"."""
    words = re.split(r"\s+(?:of|in|on|against|for|to|\()", name.lower(), maxsplit=1)[0].split()
    return words[-1] if words else ""


def _countries(operation: Operation) -> set[str]:
    country = operation.country
    if isinstance(country, list):
        return {str(code) for code in cast(list[object], country)}
    return {str(country)} if country else set()


def _runs(operation: Operation, day: date) -> bool:
    first = starts(operation.start)
    last = starts(operation.end)
    return bool(first) and first[0] <= day and (not last or (day - last[-1]).days <= _LONGER)
