"""What can be said of a condition from known values alone: the cheap judgement of the checker.

Kleene's three values, with None for unknown. References and windows are left unknown: the reference evaluator
and the solver are two rooms further on, and what is found here is found there as well.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from policyc.check.lengths import day_range
from policyc.model.calendar import Length, days_of
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    Not,
    Since,
    Within,
)
from policyc.model.facts import Moment, Value

_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Known:
    """Known values of facts, and the day windows are counted back from (None: no day in particular)."""

    values: Mapping[str, Value]
    clock: date | None


def known_truth(condition: Condition, known: Known) -> bool | None:
    """Whether the condition holds for every, for no, or for some patients with these values."""
    match condition:
        case Constant(value=value):
            return value
        case Not(operand=operand):
            truth = known_truth(operand, known)
            return None if truth is None else not truth
        case All(items=items):
            return _at_least(len(items), items, known)
        case Any(items=items):
            return _at_least(1, items, known)
        case AtLeast(least=least, items=items):
            return _at_least(least, items, known)
        case IsYes() | IsOneOf() | IncludesValue() | IsNever() | Compare() | Within() | Since():
            given = known.values.get(condition.fact)
            return None if given is None else _atom(condition, given, known.clock)
        case _:
            return None


def _at_least(least: int, items: tuple[Condition, ...], known: Known) -> bool | None:
    truths = [known_truth(item, known) for item in items]
    if truths.count(True) >= least:
        return True
    return False if truths.count(True) + truths.count(None) < least else None


def _atom(condition: Condition, value: Value, clock: date | None) -> bool | None:
    match condition:
        case IsYes():
            return value is True
        case IsOneOf(values=values):
            return value in values
        case IncludesValue(value=member):
            return isinstance(value, frozenset) and member in value
        case IsNever():
            return value is Moment.NEVER
        case Compare(operator=sign, value=threshold) if isinstance(value, int):
            return _compare(sign, value, _days(threshold, clock))
        case Within(length=length):
            return _days_back(value, length, clock, operator.le)
        case Since(length=length, less=less):
            return _days_back(value, length, clock, operator.lt if less else operator.ge)
    return None


def _days(threshold: int | Length, clock: date | None) -> tuple[int, int]:
    if isinstance(threshold, int):
        return threshold, threshold
    if clock is None:
        return day_range(threshold)
    return days_of(threshold, clock), days_of(threshold, clock)


def _compare(sign: str, value: int, thresholds: tuple[int, int]) -> bool | None:
    """Compare with each threshold that is possible; None where they disagree."""
    answers = {_COMPARISONS[sign](value, threshold) for threshold in thresholds}
    return answers.pop() if len(answers) == 1 else None


def _days_back(
    value: Value, length: Length, clock: date | None, compare: Callable[[int, int], bool]
) -> bool | None:
    """An event exactly the length ago is within the last length, and also at least the length ago."""
    if value is Moment.NEVER:
        return False
    if clock is None or not isinstance(value, date):
        return None
    return compare((clock - value).days, days_of(length, clock))
