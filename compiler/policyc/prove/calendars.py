"""Calendar classes: what the months and years of a text come to in days, on the days it is asked about.

The lengths in days of all windows depend on the date alone. A *calendar class* is one vector of them, and few
occur: ten for windows of three and six months. Classes are found by walking the days. The Gregorian calendar
repeats every 1461 days while the date and everything counted back from it lie between March 1900 and February
2100, so a stretch of days without an end is walked for one such period (and one day more): nothing new comes
after it before the year 2100, and nothing is claimed beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from policyc.model.calendar import Interval, Length, months_before
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Since,
    Within,
    walk,
)

PERIOD_DAYS = 1462
_SOME_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarClass:
    """The first date of the class, which stands for all of them."""

    day: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """The classes that occur, in the order of their first dates as asked."""

    classes: tuple[CalendarClass, ...]


def month_lengths(conditions: Iterable[Condition]) -> frozenset[int]:
    """Every length in months or years that the conditions count back, in months. References are not followed."""
    return frozenset(
        months
        for condition in conditions
        for inner in walk(condition)
        for length in _lengths(inner)
        if (months := length.months) is not None
    )


def calendar_on(day: date) -> Calendar:
    """The one class of a day."""
    return Calendar((CalendarClass(day),))


@lru_cache(maxsize=256)
def calendar_over(months: frozenset[int], intervals: tuple[Interval, ...]) -> Calendar:
    """The classes of all days of the intervals; earlier intervals first, then earlier days."""
    ordered = tuple(sorted(months))
    found: dict[tuple[int, ...], date] = {}
    for interval in intervals:
        for day in _days(interval):
            found.setdefault(_vector(ordered, day), day)
            if not ordered:
                break
    return Calendar(tuple(CalendarClass(day) for day in found.values()))


def _vector(months: tuple[int, ...], day: date) -> tuple[int, ...]:
    return tuple((day - months_before(day, number)).days for number in months)


def _days(interval: Interval) -> Iterator[date]:
    if interval.start is None and interval.end is not None:
        first = interval.end - timedelta(days=PERIOD_DAYS)
    else:
        first = interval.start or _SOME_DAY
    length = PERIOD_DAYS if interval.end is None else min(PERIOD_DAYS, (interval.end - first).days)
    return (first + timedelta(days=number) for number in range(length))


def _lengths(condition: Condition) -> tuple[Length, ...]:
    match condition:
        case Compare(value=Length() as length):
            return (length,)
        case Within(length=length) | Since(length=length):
            return (length,)
        case AtLeastDays(length=length, window=window):
            return (length,) if window.last is None else (length, window.last)
        case AtLeastVisits(window=window):
            return () if window.last is None else (window.last,)
        case _:
            return ()
