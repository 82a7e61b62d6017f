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
NEAR_DAYS = 20  # of two readings of a numeric date, the one this close to a known date is right
_OF_2001 = (["attack"], ["attacks"], ["terrorist"], ["hijackers"])  # after "September 11"
TIMED_UNITS = ("H", "MIN", "S")
PARTS = {"MO": "TMO", "MI": "T12:00", "AF": "TAF", "EV": "TEV", "NI": "TNI", "DT": "TDT", "MN": "T24:00"}


@dataclass(slots=True, frozen=True)
class Resolved:
    """What a match means. `dated` is false for spans and vague words, which anchor no later word."""

    interval: Interval
    type: TimexType
    value: str
    dated: bool = True
    prec: int | None = None
    full: bool = False  # stated with its year, needing no reference
    state: bool = False  # describes a noun ("recent attacks"): dates no event


@dataclass(slots=True)
class Context:
    """What a match is resolved against."""

    reference: date | None
    anchor: Interval  # the last dated mention before
    tense: Tense
    clause_year: int | None  # a year that the same clause states
    narrative: date | None  # the last fully dated mention, used where there is no reference
    storied: bool = False  # a text that tells by its own dates: years follow the narrative, not the reference
    told: date | None = None  # the last day that the text itself dates
    beside: date | None = None  # the day that the same sentence has dated before
    nearby: tuple[date, ...] = ()  # unambiguous full dates of the text, which decide 03/04/2015
    years: frozenset[int] = frozenset()  # the years of those
    unfixed: str | None = None  # the value of the last day told, where nothing fixes its date


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
    if reference is None or (context.storied and context.narrative is not None):
        if context.narrative is None:
            return None
        return _year_of_narrative(month, day, context.narrative, context)
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


def numeric_options(word: str) -> list[date]:
    """The dates that "03/04/2015" may be, one or two; day before month first. A point makes it day first."""
    mark = next(c for c in word if not c.isdigit())
    a, b, year = (int(part) for part in word.split(mark))
    if year < 100:
        year = full_year(year)
    orders = ((a, b),) if mark == "." else ((a, b), (b, a))
    return list(dict.fromkeys(d for x, y in orders if (d := safe_date(year, y, x)) is not None))


def full_year(two_figures: int) -> int:
    """The year of two figures, 1950 to 2049."""
    return two_figures + (2000 if two_figures < 50 else 1900)


def _likely(options: list[date], context: Context) -> date | None:
    """The one option that lies by the reference or by the text's other dates; None where both or none do."""
    for others in ((context.reference,) if context.reference is not None else (), context.nearby):
        near = [d for d in options if any(abs((d - other).days) <= NEAR_DAYS for other in others)]
        if len(near) == 1:
            return near[0]
    return None


def _year_of_narrative(month: int, day: int | None, told: date, context: Context) -> int | None:
    """The year that goes on from the day told last. Narratives run forward: back counts three times as far; a year
    that the text states is likelier than one that it does not, and none lies past the reference."""
    costs: list[tuple[float, int]] = []
    for year in (told.year - 1, told.year, told.year + 1):
        on = safe_date(year, month, day or 15)
        if on is None or (
            context.reference is not None and on > context.reference and context.tense != "future"
        ):
            continue
        days = (on - told).days
        costs.append((float(days if days >= 0 else -3 * days) + (0 if year in context.years else 200), year))
    return min(costs)[1] if costs else None


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

    def _iso(self, first: int, last: int, _context: Context) -> Resolved | None:
        year, month, number = self.words[first].replace("/", "-").split("-")
        day = safe_date(int(year), int(month), int(number))
        if day is None:
            return None
        clock = next((self.words[i] for i in range(first, last) if self.codes[i] == "C"), None)
        if clock is None:
            return _one(day, full=True)
        zone = "Z" if self.codes[last - 1] == "z" else ""
        return Resolved(Interval(day, day), "TIME", f"{iso(day)}T{clock.zfill(5)}{zone}", full=True)

    def _numeric(self, first: int, _last: int, context: Context) -> Resolved | None:
        options = numeric_options(self.words[first])
        if not options:
            return None
        if len(options) == 1:
            return _one(options[0], full=True)
        best = _likely(options, context)
        if best is not None:
            return _one(best, full=True)
        # 03/04/2015 with nothing to tell the day from the month: both
        low, high = min(options), max(options)
        return Resolved(Interval(low, high), "DATE", f"{low.year:04}-XX-XX", dated=False, full=False)

    def _slash_date(self, first: int, last: int, _context: Context) -> Resolved | None:
        if (self.words[first], self.words[last - 1]) == ("9", "11"):
            return _one(date(2001, 9, 11), full=True)  # other figures with a stroke are fractions or scores
        return None

    def _calendar_day(self, first: int, last: int, context: Context) -> Resolved | None:
        month = int(self._value(first, last, "M") or 0)
        weekday_word = self._value(first, last, "W")
        weekday = int(weekday_word) if weekday_word is not None else None
        at = self.codes.index("M", first, last)
        stated = self._year(first, last)
        ahead = any(code in "DO" for code in self.codes[first:at])
        if stated is None and ahead and last - 1 > at and self.words[last - 1].isdigit():
            stated, last = full_year(int(self.words[last - 1])), last - 1  # "3 JAN 90"
        days = [
            int(self.words[i]) if self.codes[i] == "D" else ordinal(self.words[i]) or 0
            for i in range(first, last)
            if self.codes[i] in "DO"
        ]
        year = stated if stated is not None else self._deictic_year(first, last, context)
        if year is None and (month, days[0]) == (9, 11) and self.words[last : last + 1] in _OF_2001:
            year = 2001
        if year is None:
            year = nearest_year(month, days[0], weekday, context)
        if year is None:
            if not 1 <= min(days) <= max(days) <= 31:
                return None
            tail = f"/XXXX-{month:02}-{days[-1]:02}" if days[-1] != days[0] else ""
            return Resolved(OPEN, "DATE", f"XXXX-{month:02}-{days[0]:02}{tail}")
        start, end = safe_date(year, month, days[0]), safe_date(year, month, days[-1])
        if start is None or end is None:
            return None
        if end < start:
            end = start
        value = iso(start) if start == end else f"{iso(start)}/{iso(end)}"
        return Resolved(Interval(start, end), "DATE", value, full=stated is not None)

    def _deictic_year(self, first: int, last: int, context: Context) -> int | None:
        """ "June 16th of last year"."""
        if (
            self.codes[last - 1] != "U"
            or self.values[self.words[last - 1]] != "Y"
            or context.reference is None
        ):
            return None
        shift = self._value(first, last, "L") or self._value(first, last, "X") or "0"
        return context.reference.year + int(shift)

    _month_day = _calendar_day
    _day_month = _calendar_day

    def _month(self, first: int, last: int, context: Context) -> Resolved | None:
        month = int(self._value(first, last, "M") or 0)
        stated = self._year(first, last)
        year = stated if stated is not None else self._deictic_year(first, last, context)
        if year is None and (deictic := next((c for c in self.codes[first:last] if c in "LXh"), None)):
            year = self._deictic_month_year(deictic, month, context)
        if year is None:
            year = nearest_year(month, None, None, context)
        if year is None or not date.min.year <= year <= date.max.year:
            return Resolved(OPEN, "DATE", f"XXXX-{month:02}")
        return self._edged(
            first, last, month_interval(year, month), f"{year:04}-{month:02}", stated is not None
        )

    _month_year = _month

    def _in_month(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "The first week of May", "the last days of May 2015"."""
        at = self.codes.index("M", first, last)
        month = self._month(at, last, context)
        unit_word = self.words[at - 2]
        unit = self.values[unit_word]
        nth = ordinal(self.words[at - 3]) if self.codes[at - 3] == "O" else -1
        if month is None or not nth or unit not in ("D", "W") or self.words[at - 3] in ("past", "previous"):
            return None
        start, end = month.interval
        if unit_word.endswith("s"):
            edge = {1: "START", -1: "END"}.get(nth)
            return (
                Resolved(part_of(month.interval, edge), "DATE", month.value, full=month.full)
                if edge
                else None
            )
        if start is None or end is None:
            return Resolved(OPEN, "DATE", f"{month.value}-{'XX' if unit == 'D' else 'WXX'}", dated=False)
        days = 1 if unit == "D" else 7
        begin = day_shift(end, 1 - days) if nth < 0 else day_shift(start, days * (nth - 1))
        if begin > end:
            return None
        finish = min(day_shift(begin, days - 1), end)
        year, week, _ = day_shift(begin, days // 2).isocalendar()
        value = iso(begin) if unit == "D" else f"{year:04}-W{week:02}"
        return Resolved(Interval(begin, finish), "DATE", value, full=month.full)

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
            return Resolved(self._half(first, last, whole), "DATE", value, full=full)
        if edge is not None:
            return Resolved(part_of(whole, edge), "DATE", value, full=full)
        return Resolved(whole, "DATE", value, full=full)

    def _half(self, first: int, last: int, whole: Interval) -> Interval:
        """The first or second half where the words say which."""
        nth = next((ordinal(self.words[i]) for i in range(first, last) if self.codes[i] == "O"), None)
        if nth not in (1, 2) or whole.start is None or whole.end is None:
            return whole
        middle = day_shift(whole.start, (whole.end - whole.start).days // 2)
        return Interval(whole.start, middle) if nth == 1 else Interval(day_shift(middle, 1), whole.end)

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

    def _nineties(self, first: int, last: int, _context: Context) -> Resolved | None:
        value = self.values[self.words[last - 1]]
        start = int(value[:3]) * 10
        return self._edged(first, last, Interval(date(start, 1, 1), date(start + 9, 12, 31)), value, True)

    def _quarter(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "The second quarter of 2016", "Q2 2016"."""
        nth = next((ordinal(self.words[i]) for i in range(first, last) if self.codes[i] == "O"), None)
        if nth is None and self.codes[first : first + 2] == "QD":
            nth = int(self.words[first + 1])
        year = self._year(first, last)
        if year is None and self.codes[last - 1] == "U":
            year = self._deictic_year(first, last, context)
        if nth not in (1, 2, 3, 4) or year is None:
            return None
        start = date(year, 3 * nth - 2, 1)
        return Resolved(
            Interval(start, day_shift(unit_shift(start, 3, "M"), -1)), "DATE", f"{year:04}-Q{nth}", full=True
        )

    def _year_span(self, first: int, last: int, _context: Context) -> Resolved | None:
        """ "2012-13", "2012–2014"."""
        start, text = int(self.words[first]), self.words[last - 1]
        end = int(text) if len(text) == 4 else start // 100 * 100 + int(text) if len(text) == 2 else 0
        if not start < end <= start + 60:
            return None
        span = Interval(date(start, 1, 1), date(end, 12, 31))
        return Resolved(span, "DATE", f"{start:04}/{end:04}", full=True)

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
        deictic = next((c for c in self.codes[first:last] if c in "LXh"), None)
        base = context.narrative if context.storied or reference is None else reference
        if base is None or (deictic is None and context.tense != "past"):
            return Resolved(OPEN, "DATE", f"XXXX-{season}", dated=False)
        years = [y for y in range(base.year - 2, base.year + 3) if 1 <= y < 9999]
        spans = [self._season_at(season, y) for y in years]
        if deictic == "X":
            spans = [s for s in spans if s.start is not None and s.start > base][:1]
        elif deictic == "L":
            spans = [s for s in spans if s.end is not None and s.end < base][-1:]
        elif deictic is None:
            spans = [s for s in spans if s.start is not None and s.start <= base][-1:]
        else:
            spans = [s for s in spans if s.start is not None and s.start.year == base.year]
        if not spans or spans[0].start is None:
            return Resolved(OPEN, "DATE", f"XXXX-{season}")
        return self._edged(first, last, spans[0], f"{spans[0].start.year:04}-{season}", False)

    def _weekday(self, first: int, last: int, context: Context) -> Resolved | None:
        weekday = int(self._value(first, last, "W") or 0)
        part = self._value(first, last, "T")
        if part is None and "hours" in self.words[first:last]:
            part = "MO"  # "the early hours of Thursday"
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
        base = context.reference
        if base is None:
            return Resolved(OPEN, "TIME" if suffix else "DATE", f"XXXX-XX-XX{suffix}")
        day = day_shift(base, shift)
        interval = Interval(day, base if night and shift < 0 else day)
        return Resolved(interval, "TIME" if suffix else "DATE", iso(day) + suffix)
