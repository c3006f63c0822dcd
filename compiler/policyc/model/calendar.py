"""Calendar arithmetic of the language: lengths, closed-open intervals, completed years.

N months before D is the same day of the month N months earlier, or the last day of that month when it has no
such day; a year is twelve months; a week is seven days. Thresholds in months are therefore day counts that
depend on the date they are counted back from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# The days a case can be about. Windows reach back 120 years at the most, so every count stays inside the calendar;
# and from 1901 to 2099 every fourth year is a leap year, which the analysis of calendar classes relies on.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2099, 12, 31)

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A span of time as written: unit is day, week, month or year (singular)."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    @property
    def months(self) -> int | None:
        """The length in months where it is one in months or years, else None."""
        return {"month": self.number, "year": 12 * self.number}.get(self.unit)


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` up to, but not including, `end`; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meet(self, other: Interval) -> Interval | None:
        """The days in both, or None when there is none."""
        start = max((d for d in (self.start, other.start) if d is not None), default=None)
        end = min((d for d in (self.end, other.end) if d is not None), default=None)
        return None if start is not None and end is not None and start >= end else Interval(start, end)


@lru_cache(maxsize=65536)
def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of that month.

    Raises OverflowError before year 1.
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    if year < 1:
        raise OverflowError("a date before year 1")
    return date(year, month + 1, min(day.day, _month_days(year, month + 1)))


@lru_cache(maxsize=65536)
def days_of(length: Length, back_from: date) -> int:
    """How many days lie between the day `length` before `back_from` and `back_from`."""
    if length.unit == "day":
        return length.number
    if length.unit == "week":
        return 7 * length.number
    return (back_from - months_before(back_from, length.months or 0)).days


def completed_years(born: date, day: date) -> int:
    """Age in completed years; someone born on 29 February ages on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def _month_days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]
