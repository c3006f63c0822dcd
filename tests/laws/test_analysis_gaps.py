"""Gaps between scopes are those that a walk over every value and every date finds, and no others."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.analysis.gaps import find_gaps
from policyc.model.calendar import Length, days_of
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.unit.analysis.samples import patient_of, policy_of, told

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
LENGTHS = [Length(30, "day"), Length(1, "month"), Length(42, "day"), Length(6, "week"), Length(43, "day")]
LENGTHS += [Length(13, "week"), Length(90, "day"), Length(3, "month"), Length(92, "day")]
FIRST_DAY, DAYS, MOST = date(2024, 2, 20), 30, 110


@dataclass(frozen=True)
class Bound:
    """A comparison of the duration."""

    sign: str
    length: Length

    def __str__(self) -> str:
        return f"pain {self.sign} {self.length}"

    def holds(self, value: int, day: date) -> bool:
        return OPERATORS[self.sign](value, days_of(self.length, day))


@dataclass(frozen=True)
class Scope:
    """Bounds joined by a list, and whether the patient must have a fever (None: it does not matter)."""

    head: str
    bounds: tuple[Bound, ...]
    fever: bool | None

    def __str__(self) -> str:
        items = [str(bound) for bound in self.bounds]
        items += [] if self.fever is None else ["fever" if self.fever else "not fever"]
        if len(items) == 1:
            return items[0]
        return "\n".join([f"{self.head} of:", *(f"      - {item}" for item in items)])

    def takes(self, value: int, day: date) -> bool:
        """Whether somebody with this value satisfies the scope; fever is free."""
        inner = [bound.holds(value, day) for bound in self.bounds]
        return all(inner) if self.head == "all" else any(inner) or self.fever is not None


bounds = st.builds(Bound, st.sampled_from(sorted(OPERATORS)), st.sampled_from(LENGTHS))
scopes = st.builds(
    Scope,
    st.sampled_from(["all", "all", "any"]),
    st.lists(bounds, min_size=1, max_size=2, unique_by=str).map(tuple),
    st.sampled_from([None, None, None, True, False]),
)


def policy_over(scopes: Sequence[Scope], first: date, days: int) -> Policy:
    labels = [f"S{number}" for number in range(1, len(scopes) + 1)]
    sections = [
        f'  section {label} "A section" cite doc "1"\n    applies when {scope}\n'
        f'    criterion {label}.x "Any" cite doc "1"\n      weakness\n'
        for label, scope in zip(labels, scopes, strict=True)
    ]
    met = "\n".join(f"      - {label} is met" for label in labels)
    return policy_of(
        f"version 2024 effective from {first} before {first + timedelta(days)}\n"
        f"{''.join(sections)}"
        f'  decide\n    listed: approve cite doc "1" when any of:\n{met}\n'
        f'    otherwise not medically necessary cite doc "1"\n'
    )


def runs(scopes: Sequence[Scope], day: date) -> list[range]:
    """The stretches of values between taken ones that no scope takes on a day."""
    taken = [value for value in range(MOST) if any(scope.takes(value, day) for scope in scopes)]
    pairs = pairwise(taken)
    return [range(low + 1, high) for low, high in pairs if high > low + 1]


def place_of(found: Diagnostic, policy: Policy) -> tuple[int, date]:
    """The value and the date of a finding's patient."""
    case = patient_of(found, policy)
    value = case.facts.get("pain", 10)
    assert isinstance(value, int)
    return value, case.date_of_service


@given(st.lists(scopes, min_size=2, max_size=4), st.integers(0, DAYS - 1))
@settings(max_examples=150)
def test_on_one_day_each_gap_is_told_once(scopes: list[Scope], number: int) -> None:
    day = FIRST_DAY + timedelta(number)
    policy = policy_over(scopes, day, 1)
    places = [place_of(found, policy) for found in told(find_gaps, policy)]
    expected = runs(scopes, day)
    assert len(places) == len(expected)
    assert all(sum(value in run for value, _ in places) == 1 for run in expected)


@given(st.lists(scopes, min_size=2, max_size=4))
@settings(max_examples=100)
def test_over_many_days_every_day_with_a_gap_is_answered_for(scopes: list[Scope]) -> None:
    policy = policy_over(scopes, FIRST_DAY, DAYS)
    places = [place_of(found, policy) for found in told(find_gaps, policy)]
    every = [day for number in range(DAYS) if runs(scopes, day := FIRST_DAY + timedelta(number))]
    assert bool(places) is bool(every)
    assert all(any(value in run for run in runs(scopes, day)) for value, day in places)
