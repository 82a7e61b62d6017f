"""Resolves calendar dates: "Dec. 6th", "early 2015", "on Wednesday"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warlog.quantities.lexer import Lexed
from warlog.quantities.numbers import cardinal, ordinal
from warlog.times.intervals import (
    Interval,
    day_shift,
    month_interval,
    part_of,
    unit_shift,
    year_interval,
)
from warlog.times.lexicon import Lexicon
from warlog.times.mention import TimexType
from warlog.times.tense import Tense

OPEN = Interval(None, None)
TIMED_UNITS = ("H", "MIN", "S")
PARTS = {"MO": "TMO", "MI": "T12:00", "AF": "TAF", "EV": "TEV", "NI": "TNI", "DT": "TDT"}


@dataclass(slots=True, frozen=True)
class Resolved:
    """What a match means. `dated` is false for spans and vague words, which anchor no later word."""

    interval: Interval
    type: TimexType
    value: str
    dated: bool = True
    prec: int | None = None
    full: bool = False  # stated with its year, needing no reference


@dataclass(slots=True)
class Context:
    """What a match is resolved against."""

    reference: date | None
    anchor: Interval  # the last dated mention before
    tense: Tense
    clause_year: int | None  # a year that the same clause states
    narrative: date | None  # the last fully dated mention, used where there is no reference


def iso(day: date) -> str:
    return day.isoformat()


def _one(day: date, full: bool = False) -> Resolved:
    return Resolved(Interval(day, day), "DATE", iso(day), full=full)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int | None, weekday: int | None, context: Context) -> int | None:
    """The year that a date without one falls in: the latest not after the reference in the past tense, else the next."""
    if context.clause_year is not None:
        return context.clause_year
    reference = context.reference
    if reference is None:
        if context.narrative is None:
            return None
        years = (context.narrative.year - 1, context.narrative.year, context.narrative.year + 1)
        known = [(y, safe_date(y, month, day or 1)) for y in years]
        dates = [(abs((d - context.narrative).days), y) for y, d in known if d is not None]
        return min(dates)[1] if dates else None
    candidates = [
        d for y in range(max(reference.year - 5, 1), min(reference.year + 3, 9999))
        if (d := safe_date(y, month, day or 1)) is not None
    ]  # fmt: skip
    if weekday is not None:
        candidates = [d for d in candidates if d.weekday() == weekday] or candidates
    past = [d for d in candidates if d <= reference]
    future = [d for d in candidates if d >= reference]
    if context.tense == "future":
        return (future or past or [reference])[0].year
    if context.tense == "none" and day is not None and candidates:
        # headlines and captions: the nearest, a few days ahead at most
        nearest = min(candidates, key=lambda d: abs((d - reference).days))
        if 0 <= (nearest - reference).days <= 31:
            return nearest.year
    return (past[-1:] or future[:1] or [reference])[0].year


class CalendarRules:
    """Dates that name their month, weekday, season or year; one method for each rule of the grammar."""

    def __init__(self, lexed: Lexed, codes: str, lexicon: Lexicon) -> None:
        self.words = lexed.words
        self.codes = codes
        self.values = lexicon.values
        self.feasts = lexicon.feasts

    def _value(self, first: int, last: int, code: str) -> str | None:
        for i in range(first, last):
            if self.codes[i] == code:
                return self.values.get(self.words[i], self.words[i])
        return None

    def _year(self, first: int, last: int) -> int | None:
        for i in range(first, last):
            if self.codes[i] == "Y":
                return int(self.words[i])
        return None

    def _number(self, first: int, last: int) -> float | None:
        words = [
            w for w, c in zip(self.words[first:last], self.codes[first:last], strict=True) if c in "DNY-&a"
        ]
        counted = [w for w in words if w not in ("a", "an", "-", "and")]
        return (cardinal(counted) if counted else 1.0 if words else None) or None

    # dates

    def _iso(self, first: int, _last: int, _context: Context) -> Resolved | None:
        try:
            return _one(date.fromisoformat(self.words[first]), full=True)
        except ValueError:
            return None

    def _numeric(self, first: int, _last: int, context: Context) -> Resolved | None:
        word = self.words[first]
        mark = next(c for c in word if not c.isdigit())
        a, b, year = (int(part) for part in word.split(mark))
        options = [d for d in (safe_date(year, b, a), safe_date(year, a, b)) if d is not None]
        if not options:
            return None
        reference = context.reference
        # day first, unless only the American order comes near the reference
        best = options[0] if reference is None else min(options, key=lambda d: abs((d - reference).days) > 45)
        return _one(best, full=True)

    def _calendar_day(self, first: int, last: int, context: Context) -> Resolved | None:
        month = int(self._value(first, last, "M") or 0)
        weekday_word = self._value(first, last, "W")
        weekday = int(weekday_word) if weekday_word is not None else None
        days = [
            int(self.words[i]) if self.codes[i] == "D" else ordinal(self.words[i]) or 0
            for i in range(first, last)
            if self.codes[i] in "DO"
        ]
        stated = self._year(first, last)
        year = stated if stated is not None else nearest_year(month, days[0], weekday, context)
        if year is None:
            if not 1 <= min(days) <= max(days) <= 31:
                return None
            return Resolved(OPEN, "DATE", f"XXXX-{month:02}-{days[0]:02}")
        start, end = safe_date(year, month, days[0]), safe_date(year, month, days[-1])
        if start is None or end is None:
            return None
        if end < start:
            end = start
        value = iso(start) if start == end else f"{iso(start)}/{iso(end)}"
        return Resolved(Interval(start, end), "DATE", value, full=stated is not None)

    _month_day = _calendar_day
    _day_month = _calendar_day

    def _month(self, first: int, last: int, context: Context) -> Resolved | None:
        month = int(self._value(first, last, "M") or 0)
        stated = self._year(first, last)
        year = stated
        if year is None and (deictic := next((c for c in self.codes[first:last] if c in "LXh"), None)):
            year = self._deictic_month_year(deictic, month, context)
        if year is None:
            year = nearest_year(month, None, None, context)
        if year is None:
            return Resolved(OPEN, "DATE", f"XXXX-{month:02}")
        return self._edged(
            first, last, month_interval(year, month), f"{year:04}-{month:02}", stated is not None
        )

    _month_year = _month

    def _deictic_month_year(self, deictic: str, month: int, context: Context) -> int | None:
        reference = context.reference
        if reference is None:
            return None
        if deictic == "L":
            return reference.year if month < reference.month else reference.year - 1
        if deictic == "X":
            return reference.year if month > reference.month else reference.year + 1
        return reference.year

    def _edged(self, first: int, last: int, whole: Interval, value: str, full: bool) -> Resolved:
        edge = self._value(first, last, "E")
        if edge == "H":
            return Resolved(whole, "DATE", value, full=full)
        if edge is not None:
            return Resolved(part_of(whole, edge), "DATE", value, full=full)
        return Resolved(whole, "DATE", value, full=full)

    def _half_year(self, first: int, last: int, _context: Context) -> Resolved | None:
        year = self._year(first, last)
        assert year is not None
        if self._value(first, last, "E") == "H":
            nth = next((ordinal(self.words[i]) for i in range(first, last) if self.codes[i] == "O"), None)
            if nth not in (1, 2):
                return None
            days = (
                (date(year, 1, 1), date(year, 6, 30)) if nth == 1 else (date(year, 7, 1), date(year, 12, 31))
            )
            return Resolved(Interval(*days), "DATE", f"{year:04}-H{nth}", full=True)
        return self._edged(first, last, year_interval(year), f"{year:04}", True)

    def _bare_year(self, first: int, _last: int, _context: Context) -> Resolved | None:
        year = int(self.words[first])
        return Resolved(year_interval(year), "DATE", f"{year:04}", full=True)

    def _decade(self, first: int, last: int, _context: Context) -> Resolved | None:
        start = int(self.words[last - 1][:4])
        if start % 10:
            return None
        end = start + (99 if start % 100 == 0 and start < 2000 else 9)
        value = f"{start // 10}X" if end - start == 9 else f"{start // 100}XX"
        return self._edged(first, last, Interval(date(start, 1, 1), date(end, 12, 31)), value, True)

    def _season_at(self, season: str, year: int) -> Interval:
        month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        start = date(year, month, 1)
        return Interval(start, day_shift(unit_shift(start, 3, "M"), -1))

    def _season_year(self, first: int, last: int, _context: Context) -> Resolved | None:
        year, season = self._year(first, last), self._value(first, last, "S")
        assert year is not None and season is not None
        return self._edged(first, last, self._season_at(season, year), f"{year:04}-{season}", True)

    def _season(self, first: int, last: int, context: Context) -> Resolved | None:
        season, reference = self._value(first, last, "S"), context.reference
        assert season is not None
        if reference is None:
            return Resolved(OPEN, "DATE", f"XXXX-{season}")
        years = [y for y in range(reference.year - 2, reference.year + 3) if 1 <= y < 9999]
        spans = [self._season_at(season, y) for y in years]
        code = self.codes[first]
        if code == "X":
            spans = [s for s in spans if s.start is not None and s.start > reference][:1]
        elif code == "L":
            spans = [s for s in spans if s.end is not None and s.end < reference][-1:]
        else:
            spans = [s for s in spans if s.start is not None and s.start.year == reference.year]
        if not spans or spans[0].start is None:
            return Resolved(OPEN, "DATE", f"XXXX-{season}")
        return Resolved(spans[0], "DATE", f"{spans[0].start.year:04}-{season}")

    def _weekday(self, first: int, last: int, context: Context) -> Resolved | None:
        weekday = int(self._value(first, last, "W") or 0)
        part = self._value(first, last, "T")
        suffix = PARTS.get(part or "", "")
        kind: TimexType = "TIME" if suffix else "DATE"
        reference = context.reference
        if reference is None:
            return Resolved(OPEN, kind, f"XXXX-WXX-{weekday + 1}{suffix}")
        back = (reference.weekday() - weekday) % 7
        codes = self.codes[first:last]
        if "X" in codes or (context.tense == "future" and "L" not in codes):
            day = day_shift(reference, 7 - back if back or "X" in codes else 0)
        elif "L" in codes and back == 0:
            day = day_shift(reference, -7)
        else:
            day = day_shift(reference, -back)
        return Resolved(Interval(day, day), kind, iso(day) + suffix)

    def _relative_day(self, first: int, last: int, context: Context) -> Resolved | None:
        word = self._value(first, last, "R") or "0"
        part = self._value(first, last, "T")
        night = word.endswith("N")
        suffix = PARTS.get(part or "", "TNI" if night else "")
        shift = int(word.rstrip("N"))
        if context.reference is None:
            return Resolved(OPEN, "TIME" if suffix else "DATE", f"XXXX-XX-XX{suffix}")
        day = day_shift(context.reference, shift)
        interval = Interval(day, context.reference if night and shift < 0 else day)
        return Resolved(interval, "TIME" if suffix else "DATE", iso(day) + suffix)
