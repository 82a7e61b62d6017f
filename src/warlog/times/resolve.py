"""Turns matched words into intervals of days and TIMEX3 values."""

from __future__ import annotations

from datetime import date

from warlog.quantities.numbers import cardinal
from warlog.times.calendar_rules import OPEN, PARTS, Context, Resolved, iso
from warlog.times.feasts import feast_interval
from warlog.times.grammar import Found
from warlog.times.intervals import Interval, day_shift
from warlog.times.span_rules import SpanRules, period

_BEFORE_BARE_PART = frozenset(
    {
        "at",
        "by",
        "before",
        "after",
        "since",
        "until",
        "till",
        "around",
        "from",
        "past",
        "to",
        "between",
        "and",
    }
)
_BEFORE_PART = frozenset({"in", "during", "on", "throughout", "overnight", "through", "of", "by", "until"})


class Resolver(SpanRules):
    """Resolves the matches of one text; times of day, sets, vague words and feasts are its own."""

    def resolve(self, found: Found, context: Context) -> Resolved | None:
        """The meaning of a match, None where its words are no time after all."""
        method = getattr(self, f"_{found.rule}")
        return method(found.first, found.last, context)

    def _at_clock(self, hour: int, minute: int, zone: str, context: Context) -> Resolved | None:
        if hour > 24 or minute > 59:
            return None
        day = self._day_told(context)
        date_text = iso(day) if day is not None else "XXXX-XX-XX"
        return Resolved(Interval(day, day), "TIME", f"{date_text}T{hour:02}:{minute:02}{zone}", dated=False)

    @staticmethod
    def _day_told(context: Context) -> date | None:
        """The day that a time of day belongs to: of the last date told, where that is a day."""
        start, end = context.anchor
        return start if start is not None and end is not None and (end - start).days <= 1 else context.told

    def _clock(self, first: int, last: int, context: Context) -> Resolved | None:
        hour_text, _, minute = self.words[first].replace("h", ":").partition(":")
        if len(hour_text) == 4:
            hour_text, minute = hour_text[:2], hour_text[2:]
        if not hour_text.isdecimal() or not (minute or "00").isdecimal():
            return None
        hour = int(hour_text)
        half = next((self.words[i][0] for i in range(first, last) if self.codes[i] == "A"), None)
        if half is not None:
            hour = hour % 12 + (12 if half == "p" else 0)
        zone = "Z" if self._value(first, last, "z") == "Z" else ""
        return self._at_clock(hour, int(minute or 0), zone, context)

    def _military(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "0305 local time", "1800 hours"."""
        if len(self.words[first]) != 4:
            return None
        return self._clock(first, last, context)

    def _oclock(self, first: int, last: int, context: Context) -> Resolved | None:
        """ "Four o'clock in the morning", "8:30 in the evening", "quarter to six"."""
        codes = self.codes[first:last]
        if codes[0] in "aQE":
            return self._to_the_hour(first, last, context)
        if "x" in codes and self.words[first + 1] != "o":
            return None
        if "x" not in codes and self.codes[first] != "C" and "A" not in codes and "T" not in codes:
            return None
        word, minute = self.words[first], 0
        if self.codes[first] == "C":
            hour_text, _, minute_text = word.replace("h", ":").partition(":")
            hour, minute = int(hour_text), int(minute_text)
        else:
            value = cardinal([word])
            if value is None or not 0 < value <= 12:
                return None
            hour = int(value)
        part = self._value(first, last, "T")
        if part in ("AF", "EV") or (part == "NI" and hour > 5):
            hour = hour % 12 + 12
        elif part in ("MO", "NI"):
            hour %= 12
        return self._at_clock(hour, minute, "", context)

    def _to_the_hour(self, first: int, last: int, context: Context) -> Resolved | None:
        words = [w for w in self.words[first:last] if w not in ("a", "an")]
        hour = cardinal(words[-1:])
        if len(words) != 3 or hour is None or not 0 < hour <= 12:
            return None
        kind = (words[0], words[1])
        minutes = {("quarter", "to"): -15, ("quarter", "past"): 15, ("half", "past"): 30}.get(kind)
        if minutes is None:
            return None
        at = int(hour) * 60 + minutes
        return self._at_clock(at // 60, at % 60, "", context)

    def _part_of_day(self, first: int, last: int, context: Context) -> Resolved | None:
        part = self._value(first, last, "T")
        if part is None:  # "the early hours", "the early days"
            unit_word = self.words[last - 1]
            if unit_word != "hours":
                edge = self.words[last - 2] in ("early", "opening")
                if not (edge and unit_word.endswith("s")):
                    return None
                return Resolved(OPEN, "DURATION", period(None, self.values[unit_word]), dated=False)
            part = "MO"
        suffix = PARTS[part]
        codes = self.codes[first:last]
        word = next((w for w, c in zip(self.words[first:last], codes, strict=True) if c in "LXh"), "")
        shift = int(self.values[word]) if word else 0
        told = word in ("that", "same") or (codes[0] == "t" and word not in ("last", "past"))
        base = context.reference if word and not told else self._day_told(context)
        if base is None and context.unfixed is not None and told and shift == 0:
            return Resolved(OPEN, "TIME", context.unfixed + suffix, dated=False)
        if base is None:
            return Resolved(OPEN, "TIME", f"XXXX-XX-XX{suffix}", dated=False)
        day = day_shift(base, shift)
        return Resolved(Interval(day, day), "TIME", iso(day) + suffix, dated=shift != 0)

    def _daypart(self, first: int, last: int, context: Context) -> Resolved | None:
        before = self.words[first - 1] if first else ""
        if self.codes[first] == "T" and before not in _BEFORE_BARE_PART:
            return None
        if self.codes[first] == "t" and before not in _BEFORE_PART:
            return None
        return self._part_of_day(first, last, context)

    def _lone(self, first: int, _last: int, _context: Context) -> Resolved | None:
        """ "Recent" and "current" before a noun."""
        value = {"recent": "PAST_REF", "current": "PRESENT_REF"}.get(self.words[first])
        return Resolved(OPEN, "DATE", value, dated=False, state=True) if value else None

    def _vague(self, _first: int, last: int, context: Context) -> Resolved | None:
        value = self.values[self.words[last - 1]]
        if value == "PRESENT_REF":
            return Resolved(Interval(context.reference, context.reference), "DATE", value, dated=False)
        return Resolved(OPEN, "DATE", value, dated=False)

    def feast_words(self, first: int, last: int) -> tuple[str, ...]:
        """The words as feasts are listed: without hyphens, which writers set as they like."""
        return tuple(w for w in self.words[first:last] if w not in ("-", "'"))

    def _feast(self, first: int, last: int, context: Context) -> Resolved | None:
        named = last - (self.codes[last - 1] == "Y")
        named -= self.words[named - 1] == ","
        feast = self.feasts.get(self.feast_words(first, named))
        if feast is None:
            return None
        name = f"XXXX-{feast.month:02}-{feast.day:02}" if feast.calendar == "gregorian" else "XXXX"
        stated = self._year(named, last)
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
            eve = day_shift(reference, 2)  # the moon may be sighted a day or two before its table
            past = [s for s in spans if s.start is not None and s.start <= eve]
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
        value = iso(interval.start) if one or feast.days else f"{iso(interval.start)}/{iso(interval.end)}"
        prec = max(2, 4 if feast.days == 0 else 2) if feast.calendar == "hijri" else None
        return Resolved(interval, "DATE", value, prec=prec, full=full)
