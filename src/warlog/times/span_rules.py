"""Resolves spans counted from the reference or the last date: "three days ago", "the past 24 hours"."""

from __future__ import annotations

from datetime import date

from warlog.quantities.numbers import cardinal, digits_value, ordinal
from warlog.times.calendar_rules import OPEN, TIMED_UNITS, CalendarRules, Context, Resolved, iso
from warlog.times.intervals import Interval, day_shift, unit_interval, unit_shift

_VAGUE = frozenset({"several", "few", "many", "dozens", "hundreds", "thousands", "tens", "scores"})
_NARRATIVE = frozenset({"following", "next", "previous", "preceding", "subsequent", "ensuing"})
_UNFIXED = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "DE": "XXXX"}
_HALVES = {"H": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}


def period(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length, X where its amount is not said: "P3D", "PT24H", "PXW"."""
    if unit == "F" and amount is not None:
        amount, unit = 2 * amount, "W"
    if unit == "F":
        unit = "W"
    number = "X" if amount is None else f"{amount:g}" if amount < 1e6 else f"{amount:.0f}"
    return f"{'PT' if unit in TIMED_UNITS else 'P'}{number}{'M' if unit == 'MIN' else unit}"


def unit_value(span: Interval, unit: str) -> str:
    """The TIMEX3 value of a calendar unit: "2016-W23", "2016-06"."""
    if span.start is None:
        return _UNFIXED.get(unit, "XXXX-XX-XX")
    year, week, _ = span.start.isocalendar()
    match unit:
        case "W" | "F":
            return f"{year:04}-W{week:02}"
        case "WE":
            return f"{year:04}-W{week:02}-WE"
        case "M":
            return iso(span.start)[:7]
        case "Y":
            return f"{span.start.year:04}"
        case "DE":
            return f"{span.start.year // 10}X"
        case "CE":
            return f"{span.start.year // 100}XX"
        case _:
            return iso(span.start)


# "two days after a drone strike": an event that the report has not told yet dates nothing
_NEW_EVENT = (["a"], ["an"], ["another"])


class SpanRules(CalendarRules):
    """Spans and shifts; one method for each rule of the grammar."""

    def _amount(self, first: int, last: int) -> float | None:
        """The number stated, halves included ("two and a half"); None where there is none or a vague one."""
        words, codes = self.words[first:last], self.codes[first:last]
        if any(w in _VAGUE for w in words):
            return None
        whole = [w for w, c in zip(words, codes, strict=True) if c in "DNY"]
        amount = cardinal(whole) if whole else 1.0 if "a" in codes else None
        half = codes.find("&aE")
        return amount + 0.5 if amount is not None and half >= 0 and words[half + 2] == "half" else amount

    def _at(self, day: date, unit: str) -> Resolved:
        """The calendar unit around a day counted to: as exact as the unit it was counted in."""
        if unit in TIMED_UNITS:
            return Resolved(Interval(day, day), "TIME", f"{iso(day)}TXX:XX")
        whole = "D" if unit in ("D", "N") else "W" if unit in ("W", "F", "WE") else unit
        span = unit_interval(day, whole)
        return Resolved(span, "DATE", unit_value(span, whole))

    def _ago(self, first: int, last: int, context: Context) -> Resolved | None:
        unit = self._value(first, last, "U")
        if unit is None:
            return None
        number = self._amount(first, last)
        if number is None:
            return Resolved(OPEN, "DATE", "PAST_REF", dated=False)
        if context.reference is None:
            return Resolved(OPEN, "DATE", _UNFIXED.get(unit, "XXXX-XX-XX"), dated=False)
        return self._at(unit_shift(context.reference, -number, unit), unit)

    def _later(self, first: int, last: int, context: Context) -> Resolved | None:
        unit = self._value(first, last, "U")
        if unit is None:
            return None
        number = self._amount(first, last)
        word = self.words[last - 1]
        if self.codes[last - 1] == "F":  # "three days from now"
            if self.words[last - 2] != "from":
                return None
            base, sign = context.reference, 1
        else:
            sign = int(self.values[word])
            if word in ("after", "before") and self.codes[last : last + 1] not in ("", ".", ","):
                if self.words[last : last + 1] in _NEW_EVENT and context.beside is None:
                    return Resolved(OPEN, "DURATION", period(number, unit), dated=False)
                return self._beside_event(number, unit, sign, context)
            base = context.anchor.end if sign > 0 else context.anchor.start
        if base is None or number is None:
            return Resolved(OPEN, "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", dated=False)
        return self._at(unit_shift(base, sign * number, unit), unit)

    def _beside_event(self, number: float | None, unit: str, sign: int, context: Context) -> Resolved:
        """ "Two days after the attack": the day that the same clause names, else counted from the day last told."""
        told = context.told
        if context.beside is not None:
            return self._at(context.beside, unit)
        if told is None or number is None:
            return Resolved(OPEN, "DURATION", period(number, unit), dated=False)
        return self._at(unit_shift(told, sign * number, unit), unit)

    def _beyond(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "The day before yesterday", "the day after tomorrow"."""
        day, shift = self.values[self.words[last - 1]], int(self.values[self.words[first + 2]])
        if self.values[self.words[first + 1]] != "D" or day not in ("-1", "1"):
            return None
        if context.reference is None:
            return Resolved(OPEN, "DATE", "XXXX-XX-XX", dated=False)
        return self._at(day_shift(context.reference, int(day) + shift), "D")

    def _span_after(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "The day after", "the weeks before"."""
        unit, word = self.values[self.words[first + 1]], self.words[last - 1]
        if self.words[first + 1].endswith("s"):
            return Resolved(OPEN, "DURATION", period(None, unit), dated=False)
        if word in ("later", "earlier"):
            return None
        return self._beside_event(1, unit, int(self.values[word]), context)

    def _deictic(self, first: int, last: int, context: Context) -> Resolved | None:
        if "&" in self.codes[first:last]:  # "the coming days and weeks"
            last -= 2
        codes = self.codes[first:last]
        deictic = next(c for c in codes if c in "LXh")
        word = next(w for w, c in zip(self.words[first:last], codes, strict=True) if c in "LXh")
        unit_word = self.words[last - 1]
        unit = self.values[unit_word]
        number = self._number(first + codes.index(deictic), last)
        plural = unit_word.endswith("s") and unit not in ("S",)
        if unit == "MIN" and number is None and not plural:
            return None  # "a last minute report"
        if deictic == "h":
            return self._this_unit(word, unit, plural, context)
        counted = number is not None or plural or (codes[0] in "tqh" and word == "past")
        sign = -1 if deictic == "L" else 1
        if counted and number is None and word in ("recent", "coming", "upcoming"):
            return Resolved(OPEN, "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", dated=False)
        if not counted and word in _NARRATIVE and codes[0] == "t":
            base = context.anchor.end if sign > 0 else context.anchor.start
            if unit == "D":
                base = context.told
        elif counted:
            return self._counted(first, last, word, unit, sign, plural, context)
        else:
            base = context.reference
        if base is None:
            return Resolved(OPEN, "DATE", _UNFIXED.get(unit, "XXXX-XX-XX"), dated=False)
        span = unit_interval(unit_shift(base, sign, unit), unit)
        return Resolved(span, "DATE", unit_value(span, unit))

    def _counted(
        self, first: int, last: int, word: str, unit: str, sign: int, plural: bool, context: Context
    ) -> Resolved:
        """ "The past 24 hours", "the last few years", "the next three days"."""
        amount = self._amount(first, last)
        if amount is None and not plural:
            amount = 1.0
        value = period(amount, unit)
        reference = context.reference
        if word in ("following", "subsequent", "ensuing") and context.anchor.end is not None:
            reference = context.anchor.end
        if reference is None:
            return Resolved(OPEN, "DURATION", value, dated=False)
        other = unit_shift(reference, sign * amount, unit) if amount is not None else None
        if other is not None and unit in ("M", "Y") and sign < 0:
            other = other.replace(day=1)
        span = Interval(other, reference) if sign < 0 else Interval(reference, other)
        return Resolved(span, "DURATION", value, dated=False)

    def _this_unit(self, word: str, unit: str, plural: bool, context: Context) -> Resolved | None:
        if plural:
            return Resolved(OPEN, "DATE", "PRESENT_REF", dated=False) if word == "these" else None
        deictic = word in ("this", "current", "present")
        base = context.reference if deictic else context.anchor.start or None
        if unit in ("S", "MIN", "H") and word != "this":
            return None
        if base is None:
            return Resolved(OPEN, "DATE", _UNFIXED.get(unit, "XXXX-XX-XX"), dated=False)
        span = unit_interval(base, unit)
        if deictic and context.tense == "past" and span.start is not None and span.end is not None:
            span = Interval(span.start, max(span.start, min(span.end, base)))
        return Resolved(span, "DATE", unit_value(unit_interval(base, unit), unit))

    def _unit_edge(self, first: int, last: int, context: Context) -> Resolved | None:
        unit = self.values[self.words[last - 1]]
        if self.words[last - 1].endswith("s"):
            return None
        deictic = next((self.words[i] for i in range(first, last) if self.codes[i] in "LXh"), None)
        if unit in ("S", "MIN", "H", "N"):
            return None
        base = context.anchor.start if deictic in ("that", "same") else context.reference
        if base is None:
            return Resolved(OPEN, "DATE", _UNFIXED.get(unit, "XXXX-XX-XX"), dated=False)
        shift = int(self.values[deictic]) if deictic is not None else 0
        span = unit_interval(unit_shift(base, shift, unit), unit)
        return self._edged(first, last, span, unit_value(span, unit), False)

    def _the_unit(self, first: int, _last: int, context: Context) -> Resolved | None:
        """ "The weekend", "the weeks leading up to"; "the day" only where `warlog.times.plausible` lets it pass."""
        word = self.words[first + 1]
        unit = self.values[word]
        if word.endswith("s"):
            return Resolved(OPEN, "DURATION", period(None, unit), dated=False)
        if unit == "D":
            return Resolved(OPEN, "DATE", "XXXX-XX-XX", dated=False)
        if unit != "WE":
            return None
        if context.reference is None:
            return Resolved(OPEN, "DATE", _UNFIXED["WE"], dated=False)
        days = 7 if context.reference.weekday() < 5 and context.tense != "future" else 0
        span = unit_interval(day_shift(context.reference, -days), "WE")
        return Resolved(span, "DATE", unit_value(span, "WE"))

    def _nth_unit(self, first: int, last: int, _context: Context) -> Resolved | None:
        """Its place in a known operation is found by `warlog.times.find`; alone it is a duration with no ends."""
        unit = self.values[self.words[last - 1]]
        words = [w for w, c in zip(self.words[first:last], self.codes[first:last], strict=True) if c in "NO"]
        number = ordinal(words[-1])
        if number is None or unit in ("S", "MIN"):
            return None
        if len(words) > 1:  # "twenty-first"
            number += int(cardinal(words[:-1]) or 0)
        if unit == "CE" and not 1 <= number <= 22:
            return None
        if unit == "CE":
            span = Interval(date(number * 100 - 100 or 1, 1, 1), date(number * 100 - 1, 12, 31))
            return self._edged(first, last, span, f"{number - 1:02}XX", True)
        if self.words[last - 1].endswith("s"):
            return None
        return Resolved(OPEN, "DURATION", period(number, unit), dated=False)

    def _nth_day(self, first: int, last: int, _context: Context) -> Resolved | None:
        number = digits_value(self.words[last - 1])
        if number is None or self.words[first].endswith("s"):
            return None
        return Resolved(OPEN, "DURATION", period(number, self.values[self.words[first]]), dated=False)

    def _half_unit(self, first: int, last: int, _context: Context) -> Resolved | None:
        """ "Half an hour"."""
        if self.words[first] != "half":
            return None
        unit = self.values[self.words[last - 1]]
        return Resolved(OPEN, "DURATION", _HALVES.get(unit, period(0.5, unit)), dated=False)

    def _duration(self, first: int, last: int, context: Context) -> Resolved | None:
        at = self.codes.index("U", first, last)
        unit, before = self.values[self.words[at]], self.words[first - 1] if first else ""
        number = self._amount(first, last)
        if unit == "D" and self.words[first:last] == ["one", "day"] and context.tense == "future":
            return Resolved(OPEN, "DATE", "FUTURE_REF", dated=False)
        if before in ("in", "within") and context.tense == "future" and context.reference is not None:
            if number is None:
                return Resolved(OPEN, "DATE", "FUTURE_REF", dated=False)
            if before == "in":
                return self._at(unit_shift(context.reference, number, unit), unit)
        return Resolved(OPEN, "DURATION", period(number, unit), dated=False)

    def _bare_units(self, first: int, _last: int, _context: Context) -> Resolved | None:
        word = self.words[first]
        unit = self.values[word]
        if not word.endswith("s") or unit == "S":
            return None
        return Resolved(OPEN, "DURATION", period(None, unit), dated=False)

    def _set(self, first: int, last: int, _context: Context) -> Resolved | None:
        if self.codes[first] in "Vw":
            return Resolved(OPEN, "SET", self.values[self.words[first]], dated=False)
        if self.codes[last - 1] == "W":
            day = int(self.values[self.words[last - 1]]) + 1
            return Resolved(OPEN, "SET", f"XXXX-WXX-{day}", dated=False)
        if self.codes[last - 2] == "x":
            if self.words[last - 2] != "other":
                return None
            number = 2.0
        else:
            number = self._number(first, last) or 1
        return Resolved(OPEN, "SET", period(number, self.values[self.words[last - 1]]), dated=False)
