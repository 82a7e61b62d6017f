"""What the grammar of quantities finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from warlog.records import Mention, Quantity

CountedClass = Literal[
    "person", "fighter", "civilian", "materiel", "building", "area", "distance", "duration", "money", "other"
]


class Timed(Protocol):
    """A time mention, as far as quantities need to know it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def value(self) -> str: ...


@dataclass(slots=True, frozen=True)
class QuantityMention:
    """A number with what it counts: `report_text[start:end] == text`.

    `head` is the index of the counted noun's token (the number's own where no noun follows), `counted`
    its lemma ("" if none), `counted_class` its class. `part_of` is the index, in the list returned, of
    the quantity that includes this one ("12 people, including 5 children").
    """

    start: int
    end: int
    text: str
    head: int
    quantity: Quantity
    counted: str
    counted_class: CountedClass
    part_of: int | None = None

    @property
    def mention(self) -> Mention:
        """The words as a record's mention."""
        return Mention(self.start, self.end, self.text)
