"""Truth of conditions over single facts, the service and the request.

A mention of an unknown fact is UNKNOWN, whatever the range of the fact: what ranges and axioms add is the
solver's to say.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from policyc.evaluate.kleene import FALSE, TRUE, UNKNOWN, of
from policyc.evaluate.situation import Knowledge
from policyc.evaluate.windows import enough_days, enough_visits
from policyc.model.calendar import Length, days_of
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    RequestIncludes,
    ServiceIs,
    Since,
    Within,
)
from policyc.model.facts import Moment
from policyc.model.verdict import Truth

_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


def is_yes(condition: IsYes, known: Knowledge) -> Truth:
    """A yes/no fact is yes."""
    value = known.values.get(condition.fact)
    return UNKNOWN if value is None else of(value is True)


def compare(condition: Compare, known: Knowledge) -> Truth:
    """An ordered fact against its threshold, which for a duration is a number of days back from the clock."""
    value = known.values.get(condition.fact)
    if value is None:
        return UNKNOWN
    threshold = condition.value
    if isinstance(threshold, Length):
        threshold = days_of(threshold, known.clock)
    return of(_COMPARISONS[condition.operator](cast("int", value), threshold))


def is_one_of(condition: IsOneOf, known: Knowledge) -> Truth:
    """A `one of` fact has one of the values."""
    value = known.values.get(condition.fact)
    return UNKNOWN if value is None else of(value in condition.values)


def includes_value(condition: IncludesValue, known: Knowledge) -> Truth:
    """A `set of` fact, complete once given, includes the value."""
    value = known.values.get(condition.fact)
    return UNKNOWN if value is None else of(condition.value in cast("frozenset[str]", value))


def is_never(condition: IsNever, known: Knowledge) -> Truth:
    """The event never happened; `some day` says that it did."""
    value = known.values.get(condition.fact)
    return UNKNOWN if value is None else of(value is Moment.NEVER)


def within(condition: Within, known: Knowledge) -> Truth:
    """The event lies in the window, whose first and last day count."""
    day = known.values.get(condition.fact)
    if not isinstance(day, date):
        return FALSE if day is Moment.NEVER else UNKNOWN
    return of(_days_before(condition.length, known) <= day <= known.clock)


def since(condition: Since, known: Knowledge) -> Truth:
    """Long enough has passed, or not yet; an event exactly that long ago counts as long enough."""
    day = known.values.get(condition.fact)
    if not isinstance(day, date):
        return FALSE if day is Moment.NEVER else UNKNOWN
    return of((day > _days_before(condition.length, known)) is condition.less)


def service_is(condition: ServiceIs, known: Knowledge) -> Truth:
    """The service being decided is one of these."""
    return of(known.service in condition.services)


def request_includes(condition: RequestIncludes, known: Knowledge) -> Truth:
    """The request as a whole includes one of these."""
    return TRUE if any(service in condition.services for service in known.requested) else FALSE


def constant(condition: Constant, _known: Knowledge) -> Truth:
    """Any patient, or none."""
    return of(condition.value)


# A table rather than a match: the evaluator looks at a hundred conditions per case.
TRUTH_OF_ATOM: Mapping[type, Callable[[Any, Knowledge], Truth]] = {
    IsYes: is_yes,
    Compare: compare,
    IsOneOf: is_one_of,
    IncludesValue: includes_value,
    IsNever: is_never,
    Within: within,
    Since: since,
    AtLeastDays: enough_days,
    AtLeastVisits: enough_visits,
    ServiceIs: service_is,
    RequestIncludes: request_includes,
    Constant: constant,
}


def _days_before(length: Length, known: Knowledge) -> date:
    return known.clock - timedelta(days=days_of(length, known.clock))
