"""Set phrases of time that no grammar takes apart: "right now", "in the past"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from warlog.quantities.tables import read_table
from warlog.times.calendar_rules import Resolved
from warlog.times.grammar import Found
from warlog.times.intervals import Interval
from warlog.times.joining import Draft


@cache
def _phrase_pattern() -> tuple[re.Pattern[str], dict[str, tuple[int, str]]]:
    meanings = {words: (int(skipped), value) for words, skipped, value in read_table("time_phrases")}
    alternatives = "|".join(
        re.escape(words).replace(r"\ ", r"\s+") for words in sorted(meanings, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE), meanings


def find_phrases(text: str, reference: date | None) -> list[Draft]:
    """The phrases of a text, in its order; those of the present are dated by `reference`."""
    pattern, meanings = _phrase_pattern()
    drafts: list[Draft] = []
    for match in pattern.finditer(text):
        skipped, value = meanings[" ".join(match.group().lower().split())]
        interval = Interval(reference, reference) if value == "PRESENT_REF" else Interval(None, None)
        drafts.append(
            Draft(
                Found("phrase", 0, 0), match.start(), match.start() + skipped, match.end(), "",
                Resolved(interval, "DATE", value, dated=False),
            )
        )  # fmt: skip
    return drafts
