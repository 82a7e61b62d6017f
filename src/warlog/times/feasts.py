"""The days of feasts and Hijri months in a Gregorian year."""

from __future__ import annotations

from datetime import date, timedelta

from warlog.times.hijri import from_hijri, hijri_month, hijri_year
from warlog.times.intervals import Interval, day_shift
from warlog.times.lexicon import Feast

_OPEN = Interval(None, None)


def feast_interval(feast: Feast, year: int) -> Interval:
    """The days of a feast in a Gregorian year; open where it has none."""
    if not 2 <= year < 9000:
        return _OPEN
    if feast.calendar == "gregorian":
        day = date(year, feast.month, feast.day)
        return Interval(day, day_shift(day, feast.days - 1))
    if feast.calendar == "easter":
        day = day_shift(western_easter(year), feast.day)
        return Interval(day, day)
    if feast.calendar == "orthodox":
        day = day_shift(orthodox_easter(year), feast.day)
        return Interval(day, day)
    if feast.calendar == "nth_thursday":
        first = date(year, feast.month, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (feast.day - 1))
        return Interval(day, day)
    if year < 650:
        return _OPEN
    for hijri in range(hijri_year(date(year, 1, 1)), hijri_year(date(year, 12, 31)) + 1):
        if feast.days == 0:
            start, end = hijri_month(hijri, feast.month)
        else:
            start = from_hijri(hijri, feast.month, feast.day)
            end = day_shift(start, feast.days - 1)
        if start.year == year:
            return Interval(start, end)
    return _OPEN


def western_easter(year: int) -> date:
    """Easter Sunday, Gregorian (anonymous computus, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus, Julian computus, ch. 8); right from 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return day_shift(date(year, month, day + 1), 13)
