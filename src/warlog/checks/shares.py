"""Shares: over the whole, or at odds with the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warlog.checks import verdicts
from warlog.checks.material import Finding, Material
from warlog.checks.words import load_words
from warlog.quantities import QuantityMention

_COUNTS = re.compile(
    r"^(?P<part>\d[\d,]*) (?:out )?of (?:the |its |their |some |about )*(?P<whole>\d[\d,]*)\b"
)
_BESIDE = re.compile(
    r"^[\s,;(–—-]*(?:(?:or|about|some|nearly|roughly|almost|around|more|than|that|is|i\.e\.|over)\s+)*$"
)
_ROUGH = re.compile(r"\b(?:about|some|nearly|roughly|almost|around|more than|over)\b")
_FURTHER = 5  # quantities after a count among which its share is looked for


def find(material: Material) -> Iterator[Finding]:
    """Shares over 100 per cent, and "80 of 100 tanks, or 90 percent"."""
    for number, quantity in enumerate(material.quantities):
        if quantity.quantity.share:
            yield from _over_all(material, quantity)
        else:
            yield from _counts(material, number, quantity)


def _over_all(material: Material, quantity: QuantityMention) -> Iterator[Finding]:
    """ "120 percent of its troops"; growth and comparisons may well exceed the whole."""
    share = quantity.quantity.low or quantity.quantity.best
    if share is None or 0 <= share <= 100 or " of " not in quantity.text:
        return
    start, end = material.sentence(quantity.start)
    words = set(re.findall(r"\w+", material.text[start:end].lower()))
    if words & load_words().growth:
        return
    yield Finding(
        "proportion",
        quantity.start,
        quantity.end,
        share,
        100.0,
        "percent",
        "inconsistent",
        "no share is more than the whole",
    )


def _counts(material: Material, number: int, quantity: QuantityMention) -> Iterator[Finding]:
    match = _COUNTS.match(quantity.text)
    if match is None:
        return
    part, whole = (float(match[name].replace(",", "")) for name in ("part", "whole"))
    if whole <= 0:
        return
    if part > whole:
        yield Finding(
            "proportion",
            quantity.start,
            quantity.end,
            part,
            whole,
            None,
            "inconsistent",
            "the part is more than the whole",
        )
        return
    for other in material.quantities[number + 1 : number + _FURTHER]:
        gap = material.text[quantity.end : other.start]
        if other.start < quantity.end or not other.quantity.share or not _BESIDE.match(gap):
            continue
        stated = other.quantity.best or other.quantity.low
        if stated is None:
            return
        found = 100 * part / whole
        rough = 4.0 if _ROUGH.search(f"{gap} {other.text}") else 0.0
        verdict = verdicts.graded(abs(stated - found), 1.0 + rough, 5.0 + rough)
        yield Finding(
            "proportion",
            quantity.start,
            other.end,
            stated,
            round(found, 1),
            "percent",
            verdict,
            f"{part:g} of {whole:g}",
        )
        return
