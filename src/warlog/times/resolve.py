"""Turns matched words into intervals of days and TIMEX3 values."""

from __future__ import annotations

from warlog.times.calendar_rules import OPEN, PARTS, Context, Resolved, iso
from warlog.times.feasts import feast_interval
from warlog.times.grammar import Found
from warlog.times.intervals import Interval, day_shift
from warlog.times.span_rules import SpanRules


class Resolver(SpanRules):
    """Resolves the matches of one text; times of day, sets, vague words and feasts are its own."""

    def resolve(self, found: Found, context: Context) -> Resolved | None:
        """The meaning of a match, None where its words are no time after all."""
        method = getattr(self, f"_{found.rule}")
        return method(found.first, found.last, context)

    def _clock(self, first: int, last: int, context: Context) -> Resolved | None:
        word = self.words[first].replace("h", ":")
        hour_text, _, minute = word.partition(":")
        if len(hour_text) == 4:
            hour_text, minute = hour_text[:2], hour_text[2:]
        if not hour_text.isdecimal() or not (minute or "00").isdecimal():
            return None
        hour = int(hour_text)
        half = next((self.words[i][0] for i in range(first, last) if self.codes[i] == "A"), None)
        if half is not None:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 24 or int(minute or 0) > 59:
            return None
        day = context.anchor.start if context.anchor.start == context.anchor.end else None
        zone = "Z" if self._value(first, last, "z") == "Z" else ""
        date_text = iso(day) if day is not None else "XXXX-XX-XX"
        return Resolved(
            Interval(day, day), "TIME", f"{date_text}T{hour:02}:{minute or '00'}{zone}", dated=False
        )

    def _part_of_day(self, first: int, last: int, context: Context) -> Resolved | None:
        part = self._value(first, last, "T")
        if part is None:  # "the early hours", "late night"
            if self.words[last - 1] != "hours":
                return None
            part = "MO"
        suffix = PARTS[part]
        shift = -1 if "L" in self.codes[first:last] else 0
        base = context.reference if "h" in self.codes[first:last] or shift else context.anchor.start
        if "that" in self.words[first:last]:
            base = context.anchor.start
        if base is None:
            return Resolved(OPEN, "TIME", f"XXXX-XX-XX{suffix}", dated=False)
        day = day_shift(base, shift)
        return Resolved(Interval(day, day), "TIME", iso(day) + suffix, dated=shift != 0)

    def _daypart(self, first: int, last: int, context: Context) -> Resolved | None:
        before = self.words[first - 1] if first else ""
        if self.codes[first] == "T" and before not in (
            "at",
            "by",
            "before",
            "after",
            "since",
            "until",
            "around",
            "from",
        ):
            return None
        if self.codes[first] == "t" and before not in (
            "in",
            "during",
            "on",
            "throughout",
            "overnight",
            "through",
        ):
            return None
        return self._part_of_day(first, last, context)

    def _set(self, first: int, last: int, _context: Context) -> Resolved | None:
        if self.codes[first] == "V":
            return Resolved(OPEN, "SET", self.values[self.words[first]], dated=False)
        if self.codes[last - 1] == "W":
            return Resolved(
                OPEN, "SET", f"XXXX-WXX-{int(self.values[self.words[last - 1]]) + 1}", dated=False
            )
        number = self._number(first, last) or 1
        return Resolved(OPEN, "SET", f"P{number:g}{self.values[self.words[last - 1]]}", dated=False)

    def _vague(self, _first: int, last: int, context: Context) -> Resolved | None:
        value = self.values[self.words[last - 1]]
        if value == "PRESENT_REF":
            return Resolved(Interval(context.reference, context.reference), "DATE", value, dated=False)
        return Resolved(OPEN, "DATE", value, dated=False)

    def _feast(self, first: int, last: int, context: Context) -> Resolved | None:
        feast = self.feasts.get(tuple(self.words[first:last]))
        if feast is None:
            return None
        name = f"XXXX-{feast.month:02}-{feast.day:02}" if feast.calendar == "gregorian" else "XXXX"
        stated = self._stated_year(last)
        if stated is not None:
            interval = feast_interval(feast, stated)
            full = True
        else:
            reference = context.reference or context.narrative
            if reference is None:
                return Resolved(OPEN, "DATE", name)
            spans = [
                s
                for y in range(reference.year - 1, reference.year + 2)
                if (s := feast_interval(feast, y)).start
            ]
            past = [s for s in spans if s.start is not None and s.start <= reference]
            future = [s for s in spans if s.end is not None and s.end >= reference]
            interval = (
                (future[:1] or past[-1:])[0]
                if context.tense == "future" and future
                else (past[-1:] or future[:1] or [OPEN])[0]
            )
            full = False
        if interval.start is None or interval.end is None:
            return Resolved(OPEN, "DATE", name)
        one = interval.start == interval.end
        value = iso(interval.start) if one else f"{iso(interval.start)}/{iso(interval.end)}"
        prec = max(2, 4 if feast.days == 0 else 2) if feast.calendar == "hijri" else None
        return Resolved(interval, "DATE", value, prec=prec, full=full)

    def _stated_year(self, last: int) -> int | None:
        for i in (last, last + 1):
            if self.codes[i : i + 1] == "Y":
                return int(self.words[i])
            if self.codes[i : i + 1] != ",":
                return None
        return None
