"""Lengths of time: from what was written to a Length, and the days a length can have.

Weeks have seven days, but a month has as many days as the calendar gives it where it is counted back from. So
a length in months stands for a range of days, and two lengths are in order only where their ranges do not
overlap.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from policyc.model.calendar import Length, days_of

CALENDAR_UNITS = {
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
}

# Nobody has waited, or lived, longer than this; it bounds durations and dates that declare no range.
LONGEST = Length(120, "year")

# More than anybody means, and few enough days for every date of a case to be counted back from.
MOST_YEARS = 400

# Every month length and every leap year rule occurs in these years, and a length in months is shortest and
# longest where it starts or ends with a month.
_SAMPLE_YEARS = (*range(1996, 2006), *range(2095, 2106))
_SAMPLE_DAYS = (1, 28, 29, 30, 31)


@lru_cache(maxsize=4096)
def day_range(length: Length) -> tuple[int, int]:
    """The fewest and the most days that the length can mean, whatever day it is counted back from."""
    if length.months is None:
        days = days_of(length, date(2000, 1, 1))
        return days, days
    counts = [days_of(length, day) for day in _sample_dates()]
    return min(counts), max(counts)


def order_depends_on_date(one: Length, other: Length) -> bool:
    """Whether it takes a date to tell which of the two is longer.

    Lengths in months and years are always in order among themselves, and so are days and weeks.
    """
    if (one.months is None) == (other.months is None):
        return False
    one_least, one_most = day_range(one)
    other_least, other_most = day_range(other)
    return one_least <= other_most and other_least <= one_most


def is_too_long(length: Length) -> bool:
    """Whether the length is beyond what any date could be counted back by."""
    per_year = {"day": 366, "week": 53, "month": 12, "year": 1}[length.unit]
    return length.number > MOST_YEARS * per_year


@lru_cache(maxsize=1)
def _sample_dates() -> tuple[date, ...]:
    return tuple(
        date(year, month, day)
        for year in _SAMPLE_YEARS
        for month in range(1, 13)
        for day in _SAMPLE_DAYS
        if _exists(year, month, day)
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
