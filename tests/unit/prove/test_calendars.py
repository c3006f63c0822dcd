"""Calendar classes: what months come to in days, on the days asked about and on no others."""

from __future__ import annotations

from datetime import date, timedelta

from policyc.model.calendar import Interval, Length, days_of
from policyc.model.conditions import AtLeastDays, Compare, Not, Since, Window
from policyc.prove.calendars import calendar_over, month_lengths


def vectors(months: tuple[int, ...], days: list[date]) -> set[tuple[int, ...]]:
    return {tuple(days_of(Length(number, "month"), day) for number in months) for day in days}


def test_three_and_six_months_have_as_many_classes_as_all_days_to_2100_show() -> None:
    start = date(2024, 1, 1)
    every = [start + timedelta(days=n) for n in range((date(2100, 1, 1) - start).days)]
    found = calendar_over(frozenset({3, 6}), (Interval(start),)).classes
    assert vectors((3, 6), [each.day for each in found]) == vectors((3, 6), every)
    assert len(found) == len(vectors((3, 6), every)) == 10


def test_a_class_carries_its_first_day_and_only_days_of_the_epoch_count() -> None:
    january = Interval(date(2024, 1, 1), date(2024, 2, 1))
    found = calendar_over(frozenset({1}), (january,)).classes
    assert [each.day for each in found] == [date(2024, 1, 1)]
    spring = Interval(date(2024, 2, 28), date(2024, 4, 1))
    found = calendar_over(frozenset({1}), (spring, january)).classes
    assert [each.day for each in found] == [date(2024, 2, 28), date(2024, 3, 1), date(2024, 3, 30)]


def test_epochs_without_a_beginning_are_walked_back_from_their_end() -> None:
    found = calendar_over(frozenset({2}), (Interval(None, date(2024, 1, 1)),)).classes
    assert all(each.day < date(2024, 1, 1) for each in found)
    assert {days_of(Length(2, "month"), each.day) for each in found} == {59, 60, 61, 62}


def test_every_length_in_months_is_found() -> None:
    conditions = [
        Not(Compare("wait", ">=", Length(3, "month"))),
        Since("event", Length(2, "year")),
        AtLeastDays("care", Length(6, "week"), Window(last=Length(6, "month"))),
    ]
    assert month_lengths(conditions) == {3, 24, 6}
