"""Where a report names operations and wars whose first day is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


class Operations:
    """The operations that a text names, with their first days."""

    def __init__(self, text: str, starts: Mapping[str, date]) -> None:
        self._named: list[tuple[int, date]] = []
        if not starts:
            return
        lowered = text.lower()
        if len(lowered) != len(text):
            # a few letters grow when lowered ("İ"): keep offsets
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        for name, day in starts.items():
            at = lowered.find(name) if name else -1
            while at >= 0:
                self._named.append((at, day))
                at = lowered.find(name, at + 1)
        self._named.sort()

    def start_near(self, offset: int) -> date | None:
        """The first day of the operation named last before `offset`, else soon after it; None where several might do."""
        before = [day for at, day in self._named if at < offset]
        if before:
            return before[-1]
        after = {day for at, day in self._named if offset <= at < offset + 200}
        return after.pop() if len(after) == 1 else None
