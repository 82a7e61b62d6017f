"""Arithmetic on days and intervals of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Interval(NamedTuple):
    """Days from `start` to `end`, both inclusive; None is an open end."""

    start: date | None
    end: date | None


def day_shift(day: date, days: float) -> date:
    """`day` moved by whole days, held within the calendar's range."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return date.max if days > 0 else date.min


def month_shift(day: date, months: int) -> date:
    """The same day of the month `months` later, the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_shift(day: date, number: float, unit: str) -> date:
    """`day` moved by a number of TIMEX units (negative: back); parts of days keep the day."""
    if unit in ("M", "Y", "DE", "CE"):
        months = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}[unit] * number
        return month_shift(day, int(max(min(months, 10**6), -(10**6))))
    days = {"S": 1 / 86400, "MIN": 1 / 1440, "H": 1 / 24, "D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}[
        unit
    ] * number
    return day_shift(day, round(days))


def month_interval(year: int, month: int) -> Interval:
    """A calendar month."""
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_interval(year: int) -> Interval:
    """A calendar year."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def unit_interval(day: date, unit: str) -> Interval:
    """The calendar unit (day, week from Monday, weekend, month, year, decade, century) that holds `day`."""
    if unit in ("W", "WE", "F"):
        monday = day_shift(day, -day.weekday())
        return Interval(
            day_shift(monday, 5 if unit == "WE" else 0), day_shift(monday, 13 if unit == "F" else 6)
        )
    if unit == "M":
        return month_interval(day.year, day.month)
    if unit in ("Y", "DE", "CE"):
        span = {"Y": 1, "DE": 10, "CE": 100}[unit]
        first = max(day.year // span * span, 1)
        return Interval(date(first, 1, 1), date(min(first + span - 1, 9999), 12, 31))
    return Interval(day, day)


def part_of(interval: Interval, edge: str) -> Interval:
    """The early, middle or late third of a closed interval (`edge` START, MID, END); of a year, quarters overlap no more."""
    if interval.start is None or interval.end is None:
        return interval
    days = (interval.end - interval.start).days + 1
    third = max(days // 3, 1)
    if edge == "START":
        return Interval(interval.start, day_shift(interval.start, third - 1))
    if edge == "END":
        return Interval(day_shift(interval.end, 1 - third), interval.end)
    middle = day_shift(interval.start, third)
    return Interval(middle, max(middle, day_shift(interval.end, -third)))


def precision(interval: Interval) -> int:
    """UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more or open."""
    if interval.start is None or interval.end is None:
        return 5
    days = (interval.end - interval.start).days + 1
    return 1 if days <= 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
