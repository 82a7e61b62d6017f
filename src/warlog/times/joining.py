"""Puts neighbouring times together: "01:39 on 25 February", "from Monday to Friday", "today (23 December)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from warlog.times.calendar_rules import Resolved
from warlog.times.grammar import Found
from warlog.times.intervals import Interval, day_shift
from warlog.times.mention import Timex

_RANGE = re.compile(r"\s*(?:-|–|—|to|and|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)
_TIME_THEN_DAY = re.compile(r"[\s,]*(?:on|of|in)?\s*(?:the\s+)?", re.IGNORECASE)
_DAY_THEN_TIME = re.compile(r"[\s,]*(?:at|around|about|at\s+about|at\s+around)?\s*(?:the\s+)?", re.IGNORECASE)
_APPOSED = re.compile(r"\s*[(,]\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_NEXT_DAY = re.compile(r"\s*(?:to|into|and|-|–)\s*", re.IGNORECASE)
_OF_DAY = frozenset({"clock", "military", "oclock", "daypart", "part_of_day"})
_DAYS = frozenset({"iso", "numeric", "month_day", "day_month", "weekday", "relative_day", "deictic"})
_DAY_VALUE = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)(?:/.*)?|XXXX-WXX-\d")


@dataclass(slots=True)
class Draft:
    """A mention under way: from its preposition (`start`) or its own words (`core`) on, and what it means."""

    found: Found
    start: int
    core: int
    end: int
    prefix: str
    resolved: Resolved
    counted: str = ""
    parts: list[Timex] = field(default_factory=list[Timex])

    def timexes(self) -> list[Timex]:
        """Its TIMEX3 expressions."""
        if self.parts:
            return self.parts
        resolved = self.resolved
        return [Timex(self.core, self.end, resolved.type, resolved.value, *resolved.interval)]


def joined(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, which are in the order of their starts, without overlap and with their neighbours joined."""
    return _ranges(text, _days(text, _apart(text, drafts)))


def _apart(text: str, drafts: list[Draft]) -> list[Draft]:
    """Without overlap: the longer one of two that start together, else the first."""
    out: list[Draft] = []
    for draft in drafts:
        while out and draft.start <= out[-1].start and draft.end >= out[-1].end:
            out.pop()  # "now", then "now in its eighth month"
        if out and draft.start < out[-1].end:
            if draft.end <= out[-1].end:
                continue
            draft.start = out[-1].end
            while draft.start < draft.end and text[draft.start].isspace():
                draft.start += 1
            draft.core = max(draft.core, draft.start)
        out.append(draft)
    return out


def _days(text: str, drafts: list[Draft]) -> list[Draft]:
    """Times of day with their days."""
    out: list[Draft] = []
    for draft in drafts:
        if out and (_into_time(text, out[-1], draft) or _into_night(text, out[-1], draft)):
            continue
        if out:
            _appose(text, out[-1], draft)
        out.append(draft)
    return out


def _ranges(text: str, drafts: list[Draft]) -> list[Draft]:
    """Both ends of a range in one mention."""
    out: list[Draft] = []
    for draft in drafts:
        if not (out and _into_range(text, out[-1], draft)):
            out.append(draft)
    return out


def _is_day(draft: Draft) -> bool:
    return (
        draft.found.rule in _DAYS
        and draft.resolved.type == "DATE"
        and bool(_DAY_VALUE.fullmatch(draft.resolved.value))
    )


def _into_time(text: str, last: Draft, draft: Draft) -> bool:
    """Joins a time of day with its day into `last`; False where they are not one expression."""
    gap = text[last.end : draft.core]
    if (
        last.found.rule in _OF_DAY
        and last.resolved.type == "TIME"
        and not last.resolved.dated
        and _is_day(draft)
    ):
        if not _TIME_THEN_DAY.fullmatch(gap) or not (gap.strip() or gap):
            return False
        day, time = draft, last
    elif (
        draft.found.rule in _OF_DAY
        and draft.resolved.type == "TIME"
        and not draft.resolved.dated
        and _is_day(last)
    ):
        if not _DAY_THEN_TIME.fullmatch(gap) or "\n\n" in gap or not gap:
            return False
        day, time = last, draft
    else:
        return False
    of_day = time.resolved.value[time.resolved.value.index("T") :]
    value = day.resolved.value.split("/")[0] + of_day
    resolved = day.resolved
    last.resolved = Resolved(resolved.interval, "TIME", value, resolved.dated, resolved.prec, resolved.full)
    last.found = Found("weekday", last.found.first, draft.found.last)
    last.end = draft.end
    last.parts = []
    return True


def _into_night(text: str, last: Draft, draft: Draft) -> bool:
    """ "Overnight Saturday", "overnight Friday to Saturday": the night that begins on the first day."""
    if not last.resolved.value.endswith("TNI") or not _is_day(draft):
        return False
    gap = text[last.end : draft.core]
    first, before = draft.resolved.interval.start, last.resolved.interval.start
    if text[last.core : last.end].lower() == "overnight" and _TIME_THEN_DAY.fullmatch(gap):
        span = Interval(first, day_shift(first, 1) if first is not None else None)
        last.resolved = Resolved(span, "TIME", draft.resolved.value.split("/")[0] + "TNI")
    elif before is not None and first == day_shift(before, 1) and _NEXT_DAY.fullmatch(gap):
        last.resolved = Resolved(Interval(before, first), "TIME", last.resolved.value)
    else:
        return False
    last.found = Found("weekday", last.found.first, draft.found.last)
    last.end = draft.end
    return True


def _into_range(text: str, last: Draft, draft: Draft) -> bool:
    """Joins "between May 3 and June 5", "from Monday to Friday" into `last`."""
    if last.prefix not in ("between", "from") or draft.resolved.type in ("DURATION", "SET"):
        return False
    gap = text[last.end : draft.start]
    if draft.prefix in ("until", "till", "through", "to"):
        gap = text[last.end : draft.core]
    wanted = "and" if last.prefix == "between" else ("to", "until", "till", "through", "-", "–")
    if not _RANGE.fullmatch(gap) or gap.strip().lower().split()[0] not in wanted:
        return False
    first, end = last.resolved.interval.start, draft.resolved.interval.end
    if last.resolved.type == "TIME" and not last.resolved.dated:
        first = draft.resolved.interval.start  # "from late morning to early evening on Thursday"
    start_day = first if first is None or end is None or first <= end else None
    begun = last.timexes()
    if last.resolved.type == "TIME" and not last.resolved.dated and draft.resolved.type == "TIME":
        begun = [_on_day_of(one, draft) for one in begun]  # "between 10:00 and 14:00 on 5 May"
    last.parts = begun + draft.timexes()
    last.resolved = Resolved(
        Interval(start_day, end), "DATE", f"{last.resolved.value}/{draft.resolved.value}",
        last.resolved.dated, None, last.resolved.full,
    )  # fmt: skip
    last.end, last.prefix = draft.end, ""
    return True


def _on_day_of(one: Timex, draft: Draft) -> Timex:
    value = draft.resolved.value.split("T")[0] + "T" + one.value.partition("T")[2]
    first, last = draft.resolved.interval
    return Timex(one.start, one.end, "TIME", value, first, last)


def _appose(text: str, last: Draft, draft: Draft) -> None:
    """ "Today (23 December)": what the first word names, the second says."""
    if (
        last.found.rule not in ("relative_day", "weekday")
        or "XX" not in last.resolved.value
        or not _is_day(draft)
    ):
        return
    if draft.found.rule in ("relative_day", "weekday") or not _APPOSED.fullmatch(text[last.end : draft.core]):
        return
    of_day = last.resolved.value.partition("T")[2]
    value = draft.resolved.value + (f"T{of_day}" if of_day else "")
    last.resolved = Resolved(draft.resolved.interval, last.resolved.type, value)
