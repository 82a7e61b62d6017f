"""Numbers in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from warlog.quantities.tables import read_table


class NumberWord(NamedTuple):
    """A number word; `kind` is unit, tens, scale, ordinal, exact or vague (then `value` is the lower bound)."""

    kind: str
    value: int


@cache
def number_words() -> dict[str, NumberWord]:
    """Every number word of `data/lexicon/numbers.tsv`, lower-case."""
    return {word: NumberWord(kind, int(value)) for word, kind, value in read_table("numbers")}


_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def digits_value(word: str) -> float | None:
    """The value of "18,000" or "2.5"; None for anything else."""
    return float(word.replace(",", "")) if word.isascii() and _DIGITS.fullmatch(word) else None


def cardinal(words: Sequence[str]) -> float | None:
    """The value of a number in words or digits ("two hundred and fifty", "2.5 million"), None where it is none.

    A vague word counts with its lower bound: "tens of thousands" is 20,000, "several hundred" 300.
    """
    total = 0.0
    part: float | None = None
    table = number_words()
    for word in words:
        if word in ("and", "-", "of", "a", "an"):
            continue
        value = digits_value(word)
        if value is None:
            entry = table.get(word)
            if entry is None or entry.kind == "ordinal":
                return None
            if entry.kind == "scale" and word != "dozen" and entry.value >= 1000:
                total += (1.0 if part is None else part) * entry.value
                part = None
                continue
            if entry.kind == "scale" or (entry.kind == "vague" and part is not None and entry.value >= 24):
                unit = {"thousands": 1000, "hundreds": 100, "millions": 10**6, "dozens": 12}.get(
                    word, entry.value
                )
                part = (1.0 if part is None else part) * unit
                continue
            value = float(entry.value)
        part = value if part is None else part + value
    return None if part is None and total == 0 else total + (part or 0.0)


def ordinal(word: str) -> int | None:
    """The value of "6th" or "eighth", None for anything else."""
    if word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return int(word[:-2]) if word[:-2].isdecimal() else None
    entry = number_words().get(word)
    return entry.value if entry is not None and entry.kind == "ordinal" else None
