"""What the grammar of times finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from warlog.records import Mention, When

PREFIXES = frozenset(
    {"on", "in", "at", "since", "by", "until", "till", "during", "within", "for", "over", "throughout", "from",
     "between", "around", "about", "before", "after", "through", "as of", "to", "of"}
)  # fmt: skip
"""Prepositions that stand before a time and belong to its mention."""

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(slots=True, frozen=True)
class Timex:
    """One expression as TIMEX3 marks it: no preposition, and each end of a range by itself.

    `first` and `last` are the days that its own words name, both inclusive; None where nothing fixes them.
    """

    start: int
    end: int
    type: TimexType
    value: str
    first: date | None
    last: date | None


@dataclass(slots=True, frozen=True)
class TimeMention:
    """A time expression with its preposition: `report_text[start:end] == text`.

    `when` is the interval of days that it names under that preposition ("since Saturday"), both ends inclusive; an
    end that nothing fixes is None. `value` is its TIMEX3 value ("2016-12-06", "P3D", "XXXX-WXX-3", "FUTURE_REF"), of
    a range both with a stroke. `timexes` are the TIMEX3 expressions that it is made of, one or, for a range, two.
    """

    start: int
    end: int
    text: str
    when: When | None
    type: TimexType
    value: str
    counted: str = ""
    timexes: tuple[Timex, ...] = ()

    @property
    def mention(self) -> Mention:
        """The words as a record's mention."""
        return Mention(self.start, self.end, self.text)
