"""The tabular (civil) Islamic calendar: 30-year cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29.

Algorithm: Reingold and Dershowitz, Calendrical Calculations. The sighted moon may differ by a day or two.
"""

from __future__ import annotations

from datetime import date

# 1 Muharram 1 is 16 July 622 (Julian), proleptic Gregorian 19 July 622
_EPOCH = date(622, 7, 19).toordinal()


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Hijri one (month 1-12, day 1-30); ValueError where it is past year 9999."""
    days = day - 1 + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_EPOCH + days)


def hijri_year(day: date) -> int:
    """The Hijri year that a Gregorian date falls in."""
    year = (30 * (day.toordinal() - _EPOCH) + 10646) // 10631
    return max(year, 1)


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Hijri month."""
    start = from_hijri(year, month, 1)
    following = from_hijri(year, month + 1, 1) if month < 12 else from_hijri(year + 1, 1, 1)
    return start, date.fromordinal(following.toordinal() - 1)
