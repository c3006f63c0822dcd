"""Lengths and the days they can mean, against counting on every day of many years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from policyc.check.lengths import day_range, is_too_long, order_depends_on_date
from policyc.model.calendar import Length, days_of

EVERY_DAY = [date(2000, 1, 1) + timedelta(days=number) for number in range(8 * 366)]
EVERY_DAY += [date(2099, 1, 1) + timedelta(days=number) for number in range(6 * 366)]


@pytest.mark.parametrize("length", [Length(n, "month") for n in (1, 2, 3, 5, 6, 11, 12, 18, 36)], ids=str)
def test_a_length_in_months_has_the_days_that_the_calendar_gives(length: Length) -> None:
    counted = {days_of(length, day) for day in EVERY_DAY}
    assert day_range(length) == (min(counted), max(counted))


def test_days_weeks_and_years() -> None:
    assert day_range(Length(10, "day")) == (10, 10)
    assert day_range(Length(6, "week")) == (42, 42)
    assert day_range(Length(1, "year")) == (365, 366)


@pytest.mark.parametrize(
    ("one", "other", "depends"),
    [
        (Length(6, "week"), Length(3, "month"), False),
        (Length(13, "week"), Length(3, "month"), True),
        (Length(4, "week"), Length(1, "month"), True),
        (Length(88, "day"), Length(3, "month"), False),
        (Length(89, "day"), Length(3, "month"), True),
        (Length(92, "day"), Length(3, "month"), True),
        (Length(93, "day"), Length(3, "month"), False),
        (Length(12, "month"), Length(1, "year"), False),
        (Length(7, "day"), Length(1, "week"), False),
        (Length(52, "week"), Length(1, "year"), False),
        (Length(366, "day"), Length(1, "year"), True),
    ],
)
def test_whether_the_order_depends_on_the_date(one: Length, other: Length, depends: bool) -> None:
    assert order_depends_on_date(one, other) is depends
    assert order_depends_on_date(other, one) is depends


def test_what_no_date_can_be_counted_back_by() -> None:
    assert not is_too_long(Length(400, "year"))
    assert is_too_long(Length(401, "year"))
    assert is_too_long(Length(10**9, "day"))
