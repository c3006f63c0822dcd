"""Boundaries of windows and thresholds of time, each worked out by hand on the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from policyc.model.facts import Moment, Stretch, Visit
from policyc.model.verdict import Truth
from tests.unit.evaluate.samples import truth

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def day(text: str) -> date:
    return date.fromisoformat(text)


def stretch(start: str, end: str) -> Stretch:
    return Stretch(day(start), day(end))


@pytest.mark.parametrize(
    ("length", "clock", "edge"),
    [
        ("3 months", "2024-05-31", "2024-02-29"),  # May has a 31st, February has not, and 2024 is a leap year
        ("3 months", "2023-05-31", "2023-02-28"),
        ("3 months", "2024-05-29", "2024-02-29"),
        ("1 month", "2024-03-31", "2024-02-29"),
        ("1 month", "2024-03-30", "2024-02-29"),
        ("1 month", "2024-02-29", "2024-01-29"),
        ("6 months", "2024-08-31", "2024-02-29"),
        ("12 months", "2024-02-29", "2023-02-28"),
        ("1 year", "2025-02-28", "2024-02-28"),
        ("1 year", "2025-03-01", "2024-03-01"),
        ("4 years", "2024-02-29", "2020-02-29"),
        ("6 weeks", "2024-03-14", "2024-02-01"),  # 42 days, one of them 29 February
        ("42 days", "2023-03-15", "2023-02-01"),
    ],
)
class TestTheEdgeOfAWindow:
    """An event exactly N ago is within the last N, and is also at least N ago; a day decides on either side."""

    def test_on_the_edge(self, length: str, clock: str, edge: str) -> None:
        assert truth(f"last_mri within the last {length}", clock, last_mri=day(edge)) is TRUE
        assert truth(f"at least {length} since last_mri", clock, last_mri=day(edge)) is TRUE
        assert truth(f"less than {length} since last_mri", clock, last_mri=day(edge)) is FALSE

    def test_a_day_earlier(self, length: str, clock: str, edge: str) -> None:
        before = date.fromordinal(day(edge).toordinal() - 1)
        assert truth(f"last_mri within the last {length}", clock, last_mri=before) is FALSE
        assert truth(f"at least {length} since last_mri", clock, last_mri=before) is TRUE
        assert truth(f"less than {length} since last_mri", clock, last_mri=before) is FALSE

    def test_a_day_later(self, length: str, clock: str, edge: str) -> None:
        after = date.fromordinal(day(edge).toordinal() + 1)
        assert truth(f"last_mri within the last {length}", clock, last_mri=after) is TRUE
        assert truth(f"at least {length} since last_mri", clock, last_mri=after) is FALSE
        assert truth(f"less than {length} since last_mri", clock, last_mri=after) is TRUE

    def test_a_duration_as_long(self, length: str, clock: str, edge: str) -> None:
        days = (day(clock) - day(edge)).days
        for symptom_duration, shorter, longer in (
            (days - 1, TRUE, FALSE),
            (days, FALSE, FALSE),
            (days + 1, FALSE, TRUE),
        ):
            assert truth(f"symptom_duration < {length}", clock, symptom_duration=symptom_duration) is shorter
            assert truth(f"symptom_duration > {length}", clock, symptom_duration=symptom_duration) is longer


@pytest.mark.parametrize(
    "condition", ["last_mri within the last 6 months", "at least 6 months since last_mri"]
)
def test_never_is_not_unknown(condition: str) -> None:
    assert truth(condition, "2024-02-01", last_mri=Moment.NEVER) is FALSE
    assert truth(condition, "2024-02-01", last_mri=Moment.SOME_DAY) is UNKNOWN
    assert truth(condition, "2024-02-01", last_mri=None) is UNKNOWN
    assert truth(condition, "2024-02-01") is UNKNOWN


def test_less_than_since_is_false_for_never() -> None:
    assert truth("less than 6 months since last_mri", "2024-02-01", last_mri=Moment.NEVER) is FALSE
    assert truth("less than 6 months since last_mri", "2024-02-01", last_mri=Moment.SOME_DAY) is UNKNOWN


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Moment.NEVER, TRUE), (Moment.SOME_DAY, FALSE), (date(2024, 1, 1), FALSE), (None, UNKNOWN)],
)
def test_is_never(value: Moment | date | None, expected: Truth) -> None:
    assert truth("last_mri is never", "2024-02-01", last_mri=value) is expected


class TestDaysOfTreatment:
    """`at least 6 weeks of physical_therapy` counts 42 distinct days."""

    @pytest.mark.parametrize(
        ("stretches", "expected"),
        [
            ([("2024-01-01", "2024-02-11")], TRUE),  # both ends count: 31 + 11 days
            ([("2024-01-01", "2024-02-10")], FALSE),
            ([("2024-01-01", "2024-01-31"), ("2024-01-20", "2024-02-11")], TRUE),
            ([("2024-01-01", "2024-01-31"), ("2024-01-01", "2024-01-31")], FALSE),  # the same days twice
            ([("2024-01-01", "2024-01-21"), ("2024-01-22", "2024-02-11")], TRUE),  # end to end
            ([("2024-01-01", "2024-01-21"), ("2024-01-23", "2024-02-11")], FALSE),
            ([("2024-01-01", "2024-02-11"), ("2024-01-05", "2024-01-06")], TRUE),  # one inside the other
            ([("2024-03-01", "2024-06-01")], FALSE),  # not yet
            ([], FALSE),
        ],
    )
    def test_distinct_days_count(self, stretches: list[tuple[str, str]], expected: Truth) -> None:
        episodes = tuple(stretch(*each) for each in stretches)
        assert (
            truth("at least 6 weeks of physical_therapy", "2024-02-20", physical_therapy=episodes) is expected
        )

    def test_visits_are_not_days(self) -> None:
        visits = tuple(Visit(date(2024, 1, 1 + number), "follow_up") for number in range(28))
        assert truth("at least 1 week of physical_therapy", "2024-02-20", physical_therapy=visits) is FALSE

    def test_unknown_episodes(self) -> None:
        assert truth("at least 6 weeks of physical_therapy", "2024-02-20") is UNKNOWN

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2024-02-29", "2024-03-27", TRUE),  # from the first day of the window, 28 days
            ("2024-02-28", "2024-03-26", FALSE),  # one of the 28 days lies before the window
            ("2024-05-04", "2024-05-31", TRUE),  # to the last day of the window
            ("2024-05-05", "2024-06-01", FALSE),  # one of the 28 days has not come yet
        ],
    )
    def test_both_ends_of_a_window_count(self, start: str, end: str, expected: Truth) -> None:
        condition = "at least 4 weeks of physical_therapy within the last 3 months"
        assert truth(condition, "2024-05-31", physical_therapy=(stretch(start, end),)) is expected


class TestTheCurrentEpisode:
    """`for the current episode` keeps the days from the day of onset on."""

    CONDITION = "at least 2 weeks of physical_therapy for the current episode"
    THERAPY = (stretch("2024-01-01", "2024-01-31"),)

    @pytest.mark.parametrize(
        ("symptom_duration", "expected"),
        [(13, TRUE), (12, FALSE), (500, TRUE), (0, FALSE), (None, UNKNOWN)],
    )
    def test_onset_by_duration(self, symptom_duration: int | None, expected: Truth) -> None:
        """On 31 January, 13 days ago is the 18th; with the day of onset that leaves 14 days."""
        told = truth(
            self.CONDITION, "2024-01-31", physical_therapy=self.THERAPY, symptom_duration=symptom_duration
        )
        assert told is expected

    @pytest.mark.parametrize(
        ("onset", "expected"),
        [(date(2024, 1, 18), TRUE), (date(2024, 1, 19), FALSE), (Moment.SOME_DAY, UNKNOWN), (None, UNKNOWN)],
    )
    def test_onset_by_date(self, onset: date | Moment | None, expected: Truth) -> None:
        condition = "at least 2 weeks of treatment for the current episode"
        assert truth(condition, "2024-01-31", treatment=self.THERAPY, onset=onset) is expected

    def test_too_few_days_are_too_few_whatever_the_onset(self) -> None:
        few = (stretch("2024-01-01", "2024-01-13"),)
        assert truth(self.CONDITION, "2024-01-31", physical_therapy=few) is FALSE

    def test_unknown_onset_leaves_days_before_the_earliest_one_out(self) -> None:
        """Symptoms last at most five years, so treatment before that is no treatment of this episode."""
        long_ago = (stretch("2010-01-01", "2010-12-31"),)
        assert truth(self.CONDITION, "2024-01-31", physical_therapy=long_ago) is FALSE

    def test_both_windows_bind(self) -> None:
        condition = "at least 4 weeks of physical_therapy for the current episode within the last 3 months"
        therapy = (stretch("2024-01-01", "2024-02-10"),)
        for clock, symptom_duration, expected in (
            ("2024-04-14", 365, TRUE),  # the window begins on 14 January: 28 days
            ("2024-04-15", 365, FALSE),
            ("2024-04-14", 91, TRUE),  # onset on 14 January
            ("2024-04-14", 90, FALSE),
        ):
            told = truth(condition, clock, physical_therapy=therapy, symptom_duration=symptom_duration)
            assert told is expected, (clock, symptom_duration)


class TestVisits:
    """Visits of a kind are counted in the same windows."""

    EVALUATION, FOLLOW_UP = Visit(date(2024, 2, 29), "evaluation"), Visit(date(2024, 3, 1), "follow_up")

    @pytest.mark.parametrize(
        ("condition", "clock", "expected"),
        [
            ("at least 1 evaluation visit of physical_therapy", "2024-05-31", TRUE),
            ("at least 2 evaluation visits of physical_therapy", "2024-05-31", FALSE),
            ("at least 1 evaluation visit of physical_therapy within the last 3 months", "2024-05-31", TRUE),
            ("at least 1 evaluation visit of physical_therapy within the last 3 months", "2024-06-01", FALSE),
            ("at least 1 follow_up visit of physical_therapy within the last 3 months", "2024-06-01", TRUE),
            ("at least 1 follow_up visit of physical_therapy", "2024-02-29", FALSE),
        ],
    )
    def test_visits_in_windows(self, condition: str, clock: str, expected: Truth) -> None:
        assert truth(condition, clock, physical_therapy=(self.EVALUATION, self.FOLLOW_UP)) is expected

    def test_an_unknown_onset_may_leave_a_visit_out(self) -> None:
        condition = "at least 1 evaluation visit of physical_therapy for the current episode"
        visits = (self.EVALUATION,)
        assert truth(condition, "2024-05-31", physical_therapy=visits) is UNKNOWN
        assert truth(condition, "2024-05-31", physical_therapy=visits, symptom_duration=92) is TRUE
        assert truth(condition, "2024-05-31", physical_therapy=visits, symptom_duration=91) is FALSE
        assert truth(condition, "2024-02-29", physical_therapy=visits) is TRUE
