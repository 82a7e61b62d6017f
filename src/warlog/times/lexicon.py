"""The words of dates and times, from `data/lexicon/`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from warlog.quantities.numbers import number_words
from warlog.quantities.tables import read_table

# one character a class, so that a report becomes a string that regular expressions read
CLASS_CODES = {
    "month": "M", "weekday": "W", "unit": "U", "season": "S", "daypart": "T", "relative_day": "R",
    "vague": "F", "last": "L", "next": "X", "this": "h", "edge": "E", "ago": "g", "shift": "r",
    "preposition": "p", "and": "&", "the": "t", "of": "o", "article": "a", "possessive": "q",
    "plus": "+", "approximate": "~", "every": "v", "regular": "V", "zone": "z", "zone_tail": "Z",
    "near": "k", "future": "f", "consecutive": "c", "quarter": "Q", "decade_name": "e", "weekdays": "w",
}  # fmt: skip
_MARKS = {"-": "-", "–": "-", "—": "-", "‑": "-", ",": ",", ".": ".", "/": "/", "+": "+"}


class Feast(NamedTuple):
    """A feast or Hijri month: `days` 0 stands for the whole month."""

    calendar: str
    month: int
    day: int
    days: int


class Lexicon(NamedTuple):
    """`codes` word to class character, `values` word to value, `feasts` by their words."""

    codes: dict[str, str]
    values: dict[str, str]
    feasts: dict[tuple[str, ...], Feast]
    feast_starts: frozenset[str]


def _feast_words(name: str) -> tuple[str, ...]:
    return tuple(name.replace("-", " ").replace("'", " ").split())


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    rows = read_table("calendar")
    codes = {word: CLASS_CODES[kind] for word, kind, _ in rows}
    values = {word: value for word, _, value in rows}
    for word, entry in number_words().items():
        codes.setdefault(word, "O" if entry.kind == "ordinal" else "N")
    feasts = {
        _feast_words(name): Feast(calendar, int(month), int(day), int(days))
        for name, calendar, month, day, days in read_table("holidays")
    }
    starts = frozenset(words[0] for words in feasts)
    for word in starts:
        codes.setdefault(word, "y")
    return Lexicon(codes | _MARKS, values, feasts, starts)
