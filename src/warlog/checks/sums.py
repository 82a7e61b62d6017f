"""Sums: parts held against their whole ("12 people, including 5 civilians"), killed and wounded against casualties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from warlog.checks.material import Finding, Material
from warlog.checks.words import any_of, load_words
from warlog.quantities import QuantityMention
from warlog.records import Verdict

_PEOPLE = frozenset({"person", "fighter", "civilian"})
_FIRST_GAP, _NEXT_GAP = 100, 60  # characters to the first part, and from one to the next
_OF_THEM = re.compile(r"\s+of\s+(?:them|whom|which)\b", re.IGNORECASE)
_STATED = "parts stated in the report"


@cache
def _gap() -> re.Pattern[str]:
    words = any_of(load_words().including)
    return re.compile(
        rf"^[\s,(]*(?:[\w'’-]+[\s,]+){{0,4}}{words}\s+(?:at\s+least\s+)?$|^[\s,(]*{words}\s+$", re.IGNORECASE
    )


def find(material: Material) -> Iterator[Finding]:
    """Every whole with its parts, every toll with its sum."""
    quantities = material.quantities
    parts: defaultdict[int, list[QuantityMention]] = defaultdict(list)
    for number, quantity in enumerate(quantities):
        if quantity.part_of is not None:
            parts[quantity.part_of].append(quantity)
        elif number and number - 1 not in parts and _exceeds(material, quantities[number - 1], quantity):
            parts[number - 1].append(quantity)
    for number, of_it in parts.items():
        yield from _parts(material, quantities[number], _close(material, quantities[number], of_it))
    yield from _casualties(material)


def _exceeds(material: Material, whole: QuantityMention, part: QuantityMention) -> bool:
    """ "12 people, including 15 children": such a figure was not read as a part, since it cannot be one."""
    if whole.quantity.share or part.quantity.share or whole.counted_class not in _PEOPLE:
        return False
    if part.counted_class not in _PEOPLE or part.quantity.measure not in {whole.quantity.measure, "other"}:
        return False
    high, low = whole.quantity.high, _low(part)
    return (
        high is not None
        and low is not None
        and low > high
        and bool(_gap().match(material.text[whole.end : part.start]))
    )


def _close(material: Material, whole: QuantityMention, parts: list[QuantityMention]) -> list[QuantityMention]:
    """The parts in the sentence of the whole and next to it; the same figure again is a repeat, no part."""
    end = material.sentence(whole.start)[1]
    kept: list[QuantityMention] = []
    reached, gap = whole.end, _FIRST_GAP
    for part in parts:
        if part.start >= end or part.start - reached > gap:
            break
        if _low(part) != whole.quantity.high:
            kept.append(part)
            reached, gap = part.end, _NEXT_GAP
    return kept


def _parts(material: Material, whole: QuantityMention, parts: list[QuantityMention]) -> Iterator[Finding]:
    figures = [low for part in parts if (low := _low(part)) is not None]
    top = whole.quantity.high
    if top is None or not figures or whole.quantity.share:
        return  # "at least 12": parts may add up to more
    exclusive = len(parts) == 1 or _exclude_each_other(parts)
    found = sum(figures) if exclusive else max(figures)
    verdict: Verdict = "consistent" if found <= top else "inconsistent"
    how = "sum of parts that exclude each other" if exclusive and len(parts) > 1 else "the largest part"
    start, end = whole.start, max(part.end for part in parts)
    of_them = _OF_THEM.match(material.text, end)
    end = of_them.end() if of_them else end
    yield Finding("arithmetic", start, end, top, found, whole.counted or None, verdict, f"{_STATED}: {how}")


def _exclude_each_other(parts: list[QuantityMention]) -> bool:
    """Soldiers and civilians, men and women; but children may be civilians too."""
    counted = [part.counted for part in parts]
    if len(set(counted)) < len(counted):
        return False
    return any(set(counted) <= set(group) for group in load_words().exclusive) and not {
        "soldier",
        "woman",
    } <= set(counted)


def _casualties(material: Material) -> Iterator[Finding]:
    """ "24 killed and 90 wounded, 114 casualties" in one sentence with one figure for each."""
    for total in material.quantities:
        if total.counted not in load_words().casualties or total.quantity.best is None:
            continue
        start, end = material.sentence(total.start)
        near = [
            q for q in material.quantities if start <= q.start < end and q is not total and q.part_of is None
        ]
        tolls = {m: [q for q in near if q.quantity.measure == m] for m in ("killed", "wounded")}
        if any(len(found) != 1 or found[0].quantity.best is None for found in tolls.values()):
            continue
        both = [found[0] for found in tolls.values()]
        found = sum(q.quantity.best or 0 for q in both)
        stated = total.quantity.best
        verdict: Verdict = (
            "consistent" if stated == found else "inconsistent" if stated < found else "imprecise"
        )
        ends = [q.start for q in (total, *both)] + [q.end for q in (total, *both)]
        yield Finding(
            "arithmetic",
            min(ends),
            max(ends),
            stated,
            found,
            "casualty",
            verdict,
            f"{_STATED}: killed and wounded",
        )


def _low(quantity: QuantityMention) -> float | None:
    return quantity.quantity.low if quantity.quantity.low is not None else quantity.quantity.best
