"""Resolves spans counted from the reference or the last date: "three days ago", "the past 24 hours"."""

from __future__ import annotations

from warlog.quantities.numbers import digits_value, ordinal
from warlog.times.calendar_rules import OPEN, TIMED_UNITS, CalendarRules, Context, Resolved, iso
from warlog.times.intervals import Interval, day_shift, unit_interval, unit_shift


class SpanRules(CalendarRules):
    """Spans and shifts; one method for each rule of the grammar."""

    def _ago(self, first: int, last: int, context: Context) -> Resolved | None:
        number, unit = self._number(first, last), self._value(first, last, "U")
        if number is None or unit is None:
            return None
        if context.reference is None:
            return Resolved(OPEN, "DATE", "PAST_REF", dated=False)
        day = unit_shift(context.reference, -number, unit)
        if unit in ("M", "W") or (unit == "Y" and number < 2):
            # "two months ago" names a day only roughly: half the unit either way
            slack = {"M": 15, "W": 3, "Y": 45}[unit]
            return Resolved(
                Interval(day_shift(day, -slack), min(day_shift(day, slack), context.reference)),
                "DATE",
                iso(day)[:7] if unit != "W" else iso(day),
            )
        if unit in ("Y", "DE", "CE"):
            return Resolved(unit_interval(day, "Y" if unit == "Y" else unit), "DATE", f"{day.year:04}")
        return Resolved(Interval(day, day), "TIME" if unit in TIMED_UNITS else "DATE", iso(day))

    def _later(self, first: int, last: int, context: Context) -> Resolved | None:
        number, unit = self._number(first, last), self._value(first, last, "U")
        if number is None or unit is None:
            return None
        sign = int(self.values[self.words[last - 1]])
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        followed = self.codes[last : last + 1]
        if self.words[last - 1] in ("after", "before") and followed not in ("", ".", ","):
            return Resolved(OPEN, "DATE", vague, dated=False)
        base = context.anchor.end if sign > 0 else context.anchor.start
        if base is None:
            return Resolved(OPEN, "DATE", vague, dated=False)
        day = unit_shift(base, sign * number, unit)
        return Resolved(Interval(day, day), "DATE", iso(day))

    def _deictic(self, first: int, last: int, context: Context) -> Resolved | None:
        codes = self.codes[first:last]
        deictic = next(c for c in codes if c in "LXh")
        word = next(w for w, c in zip(self.words[first:last], codes, strict=True) if c in "LXh")
        unit_word = self.words[last - 1]
        unit = self.values[unit_word]
        number = self._number(first + codes.index(deictic), last)
        plural = unit_word.endswith("s") and unit not in ("S",)
        if deictic == "h":
            return self._this_unit(word, unit, plural, context)
        counted = number is not None or plural or (codes[0] in "tq" and word == "past")
        sign = -1 if deictic == "L" else 1
        if (
            not counted
            and word in ("following", "next", "previous", "preceding", "subsequent", "ensuing")
            and codes[0] == "t"
        ):
            base = context.anchor.end if sign > 0 else context.anchor.start
            if base is None:
                return Resolved(OPEN, "DATE", "FUTURE_REF" if sign > 0 else "PAST_REF", dated=False)
            span = unit_interval(unit_shift(base, sign, unit), unit)
            return Resolved(span, "DATE", self._unit_value(span, unit))
        reference = context.reference
        if counted:
            amount = number if number is not None else 1 if not plural else None
            prefix, short = ("PT", unit[0]) if unit in TIMED_UNITS else ("P", unit)
            value = f"{prefix}{amount:g}{short}" if amount is not None else f"{prefix}X{short}"
            if word in ("following", "subsequent", "ensuing") and context.anchor.end is not None:
                reference = context.anchor.end
            if reference is None:
                return Resolved(OPEN, "DURATION", value, dated=False)
            other = unit_shift(reference, sign * amount, unit) if amount is not None else None
            if other is not None and unit in ("M", "Y") and sign < 0:
                other = other.replace(day=1)
            if amount is None and sign < 0:
                other = unit_shift(reference, -{"D": 7, "W": 5, "M": 6}.get(unit, 10), unit)
            span = Interval(other, reference) if sign < 0 else Interval(reference, other)
            return Resolved(span, "DURATION", value, dated=False, prec=None)
        if reference is None:
            return Resolved(OPEN, "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", dated=False)
        span = unit_interval(unit_shift(reference, sign, unit), unit)
        return Resolved(span, "DATE", self._unit_value(span, unit))

    def _this_unit(self, word: str, unit: str, plural: bool, context: Context) -> Resolved | None:
        if plural:
            return Resolved(OPEN, "DATE", "PRESENT_REF", dated=False) if word == "these" else None
        base = context.reference if word in ("this", "current") else context.anchor.start or None
        if unit in ("S", "MIN", "H") and word != "this":
            return None
        if base is None:
            return Resolved(OPEN, "DATE", "PRESENT_REF", dated=False)
        span = unit_interval(base, unit)
        if word == "this" and context.tense == "past" and span.start is not None and span.end is not None:
            span = Interval(span.start, max(span.start, min(span.end, base)))
        return Resolved(span, "DATE", self._unit_value(unit_interval(base, unit), unit))

    @staticmethod
    def _unit_value(span: Interval, unit: str) -> str:
        if span.start is None:
            return "XXXX"
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

    def _unit_edge(self, first: int, last: int, context: Context) -> Resolved | None:
        unit = self.values[self.words[last - 1]]
        if unit in ("S", "MIN", "H", "N") or self.words[last - 1].endswith("s"):
            return None
        if context.reference is None:
            return Resolved(OPEN, "DATE", "XXXX", dated=False)
        shift = next(
            (int(self.values[self.words[i]]) for i in range(first, last) if self.codes[i] in "LXh"), 0
        )
        span = unit_interval(unit_shift(context.reference, shift, unit), unit)
        return self._edged(first, last, span, self._unit_value(span, unit), False)

    def _nth_unit(self, first: int, last: int, _context: Context) -> Resolved | None:
        """Its place in a known operation is found by `warlog.times.find`; alone it is a duration with no ends."""
        unit = self.values[self.words[last - 1]]
        number = next((ordinal(self.words[i]) for i in range(first, last) if self.codes[i] == "O"), None)
        if number is None or unit in ("S", "MIN", "CE"):
            return None
        return Resolved(OPEN, "DURATION", f"P{number}{unit}", dated=False)

    def _nth_day(self, first: int, last: int, _context: Context) -> Resolved | None:
        number = digits_value(self.words[last - 1])
        if number is None or self.words[first].endswith("s"):
            return None
        return Resolved(OPEN, "DURATION", f"P{number:g}{self.values[self.words[first]]}", dated=False)

    def _duration(self, first: int, last: int, _context: Context) -> Resolved | None:
        number, unit = self._number(first, last), self.values[self.words[last - 1]]
        if number is None:
            return None
        stated = [w for w, c in zip(self.words[first:last], self.codes[first:last], strict=True) if c in "DN"]
        if not stated and self.words[first - 1 : first] not in (
            ["for"],
            ["in"],
            ["within"],
            ["over"],
            ["of"],
            ["about"],
            ["after"],
        ):
            return None
        vague = any(word in ("several", "few", "dozens", "hundreds", "thousands") for word in stated)
        amount = "X" if vague else f"{number:g}"
        prefix = "PT" if unit in TIMED_UNITS else "P"
        return Resolved(OPEN, "DURATION", f"{prefix}{amount}{'M' if unit == 'MIN' else unit}", dated=False)

    def _many_units(self, first: int, _last: int, _context: Context) -> Resolved | None:
        word = self.words[first]
        if (
            not word.endswith("s")
            or self.words[first - 1 : first] not in (["for"], ["within"], ["in"], ["after"])
            or first == 0
        ):
            return None
        unit = self.values[word]
        prefix = "PT" if unit in TIMED_UNITS else "P"
        return Resolved(OPEN, "DURATION", f"{prefix}X{'M' if unit == 'MIN' else unit}", dated=False)
