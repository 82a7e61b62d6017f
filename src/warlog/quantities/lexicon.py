"""Tables of counted nouns, units and words of toll, from `data/lexicon/`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from warlog.quantities.mention import CountedClass
from warlog.quantities.numbers import number_words
from warlog.quantities.tables import read_table
from warlog.records import Measure


class Unit(NamedTuple):
    """A unit of measure; `factor` gives kilometres for distances."""

    name: str
    kind: CountedClass
    factor: float


class Lexicon(NamedTuple):
    """`tolls[pattern][lemma]` is what a figure measures; `codes` are the classes that the grammar of numbers reads."""

    counted: dict[str, CountedClass]
    units: dict[str, Unit]
    tolls: dict[str, dict[str, Measure]]
    codes: dict[str, str]


_GRAMMAR_WORDS = {
    "a": "a", "an": "a", "of": "o", "and": "&", "percent": "%", "%": "%", "half": "h", "third": "f", "thirds": "f",
    "quarter": "f", "quarters": "f", "fifth": "O", "majority": "x", "-": "-", "–": "-", "to": "t", "or": "r",
    "plus": "+", "+": "+", "$": "$", "€": "$", "£": "$", "per": "p", "cent": "c",
}  # fmt: skip
_KIND_CODES = {"unit": "n", "tens": "n", "exact": "e", "vague": "v", "ordinal": "O"}


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    tolls: dict[str, dict[str, Measure]] = {"object": {}, "subject": {}, "head": {}, "noun": {}, "life": {}}
    for lemma, pattern, measure in read_table("toll_words"):
        tolls[pattern][lemma] = cast(Measure, measure)
    codes: dict[str, str] = {}
    for word, entry in number_words().items():
        code = _KIND_CODES.get(entry.kind, "s")
        codes[word] = "V" if entry.kind == "vague" and entry.value >= 20 else code
    units = {
        word: Unit(unit, cast(CountedClass, kind), float(factor))
        for word, unit, kind, factor in read_table("units")
    }
    counted: dict[str, CountedClass] = {
        lemma: cast("CountedClass", kind) for lemma, kind in read_table("counted")
    }
    return Lexicon(counted, units, tolls, codes | _GRAMMAR_WORDS)
