"""What the grammar of times finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from warlog.records import Mention, When

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(slots=True, frozen=True)
class TimeMention:
    """A time expression: `report_text[start:end] == text`.

    `when` is the interval of days that it names, both ends inclusive; an end that nothing fixes is
    None. `value` is its TIMEX3 value ("2016-12-06", "P3D", "XXXX-WXX-3", "FUTURE_REF").
    """

    start: int
    end: int
    text: str
    when: When | None
    type: TimexType
    value: str

    @property
    def mention(self) -> Mention:
        """The words as a record's mention."""
        return Mention(self.start, self.end, self.text)
