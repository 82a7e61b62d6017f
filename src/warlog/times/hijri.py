"""The Islamic calendar: Umm al-Qura where its tables reach (1365-1500), else tabular (civil).

Tabular: 30-year cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29; algorithm of Reingold and Dershowitz,
Calendrical Calculations. Where the moon is sighted, a month may begin a day or two off either.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from warlog.quantities.tables import read_table

# 1 Muharram 1 is 16 July 622 (Julian), proleptic Gregorian 19 July 622
_EPOCH = date(622, 7, 19).toordinal()


@cache
def _table() -> dict[int, tuple[int, str]]:
    """Of each year, the ordinal of its first day and its long months."""
    return {
        int(year): (date.fromisoformat(day).toordinal(), long)
        for year, day, long in read_table("umm_al_qura")
    }


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Hijri one (month 1-12, day 1-30); ValueError where it is past year 9999."""
    known = _table().get(year)
    if known is not None:
        start, long = known
        return date.fromordinal(start + 29 * (month - 1) + long[: month - 1].count("1") + day - 1)
    days = day - 1 + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_EPOCH + days)


def hijri_year(day: date) -> int:
    """The Hijri year that a Gregorian date falls in."""
    year = max((30 * (day.toordinal() - _EPOCH) + 10646) // 10631, 1)
    if from_hijri(year, 1, 1) > day and year > 1:
        return year - 1
    return year + 1 if from_hijri(year + 1, 1, 1) <= day else year


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Hijri month."""
    start = from_hijri(year, month, 1)
    following = from_hijri(year, month + 1, 1) if month < 12 else from_hijri(year + 1, 1, 1)
    return start, date.fromordinal(following.toordinal() - 1)
