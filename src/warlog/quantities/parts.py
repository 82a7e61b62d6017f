"""Subsets: "12 people, including 5 children", "ten soldiers, three of them officers"."""

from __future__ import annotations

import re
from dataclasses import replace

from warlog.language.document import Document
from warlog.quantities.mention import QuantityMention

_INCLUDES = re.compile(
    r"\b(?:including|includes?|included|among (?:them|whom|which)|of (?:them|whom|which)|most of them|as well as its)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_OF_THEM = re.compile(r"\s*(?:\w+\s+){0,3}of (?:them|whom|which|those)\b", re.IGNORECASE)
_PEOPLE = frozenset({"person", "fighter", "civilian"})
_REACH = 160  # characters between a figure and its subset


def link_parts(document: Document, found: list[QuantityMention]) -> list[QuantityMention]:
    """The same mentions with `part_of` set, and the measure of the whole where the part has none of its own."""
    text = document.text
    out = list(found)
    for i in range(1, len(out)):
        part = out[i]
        for k in range(i - 1, max(i - 5, -1), -1):
            whole = out[k]
            gap = text[whole.end : part.start]
            if len(gap) > _REACH or _STOP.search(gap):
                break
            rival = part.quantity.measure not in ("other", whole.quantity.measure)
            if (
                rival
                or not _fits(whole, part)
                or not (
                    _INCLUDES.search(gap)
                    or _OF_THEM.match(text[part.end :][:40])
                    or _OF_THEM.search(part.text)
                )
            ):
                continue
            target = whole.part_of if whole.part_of is not None else k
            root = out[target]
            if not _fits(root, part):
                target, root = k, whole
            quantity = part.quantity
            if quantity.measure == "other":
                quantity = replace_measure(part, root)
            kind = root.counted_class if not part.counted else part.counted_class
            out[i] = replace(part, part_of=target, quantity=quantity, counted_class=kind)
            break
    return out


def _fits(whole: QuantityMention, part: QuantityMention) -> bool:
    """True where the part can lie in the whole: the same sort of thing, and not more of it."""
    if (
        whole.quantity.share
        or part.quantity.share
        or whole.counted_class in ("duration", "distance", "money")
    ):
        return False
    if part.counted_class in ("duration", "distance", "money"):
        return False
    same = (
        whole.counted_class == part.counted_class
        or {whole.counted_class, part.counted_class} <= _PEOPLE
        or not part.counted
    )
    if not same and part.counted_class != "other":
        return False
    part_low = part.quantity.low or part.quantity.best or 0
    whole_top = whole.quantity.high
    return whole_top is None or part_low <= whole_top


def replace_measure(part: QuantityMention, whole: QuantityMention):
    """The part's quantity with the whole's measure."""
    q = part.quantity
    return type(q)(whole.quantity.measure, q.low, q.best, q.high, q.unit, q.share, q.of, q.mention)
