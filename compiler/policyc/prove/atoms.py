"""Conditions over one fact as literals of a patient.

A known fact gives a constant. A threshold in months is one threshold per number of days it can come to, and
the calendar class says which of them counts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any as Whatever

from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    RequestIncludes,
    ServiceIs,
    Since,
    Window,
    Within,
)
from policyc.model.facts import Moment
from policyc.prove.episodes import EpisodesFamily, Quantity, WindowDays, known_amount
from policyc.prove.families import Dated, OneOf, Ordered, SetOf, YesNo
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.patient import Patient


def literal_of(patient: Patient, condition: Condition) -> int:
    """The literal of a condition over one fact, the service or the request."""
    return _LITERALS[type(condition)](patient, condition)


def _is_yes(patient: Patient, condition: IsYes) -> int:
    value = patient.given.known.get(condition.fact)
    if value is not None:
        return TRUE if value is True else FALSE
    family = patient.family(condition.fact)
    assert isinstance(family, YesNo)
    return family.yes


def _compare(patient: Patient, condition: Compare) -> int:
    if isinstance(condition.value, int):
        return _compared(patient, condition.fact, condition.operator, condition.value)
    return patient.by_class(
        (condition.value,), lambda days, _: _compared(patient, condition.fact, condition.operator, days[0])
    )


def _compared(patient: Patient, fact: str, operator: str, threshold: int) -> int:
    match operator:
        case ">=":
            return _at_least(patient, fact, threshold)
        case ">":
            return _at_least(patient, fact, threshold + 1)
        case "<":
            return -_at_least(patient, fact, threshold)
        case "<=":
            return -_at_least(patient, fact, threshold + 1)
        case _:
            not_less, more = _at_least(patient, fact, threshold), _at_least(patient, fact, threshold + 1)
            return patient.gates.conjunction((not_less, -more))


def _at_least(patient: Patient, fact: str, threshold: int) -> int:
    value = patient.given.known.get(fact)
    if value is not None:
        return TRUE if int(value) >= threshold else FALSE  # type: ignore[arg-type]
    family = patient.family(fact)
    assert isinstance(family, Ordered)
    return family.order.at_least(threshold)


def _ago(patient: Patient, fact: str, days: int) -> int:
    """A date fact lies so many days or more before the clock."""
    value = patient.given.known.get(fact)
    if value is Moment.NEVER:
        return FALSE
    if isinstance(value, date):
        return TRUE if (patient.clock - value).days >= days else FALSE
    family = patient.family(fact)
    assert isinstance(family, Dated)
    return family.at_least(days)


def _happened(patient: Patient, fact: str) -> int:
    return TRUE if isinstance(patient.given.known.get(fact), date) else _ago(patient, fact, 0)


def _is_never(patient: Patient, condition: IsNever) -> int:
    return -_happened(patient, condition.fact)


def _within(patient: Patient, condition: Within) -> int:
    def literal(days: tuple[int, ...], _: int) -> int:
        return patient.gates.conjunction(
            (_ago(patient, condition.fact, 0), -_ago(patient, condition.fact, days[0] + 1))
        )

    return patient.by_class((condition.length,), literal)


def _since(patient: Patient, condition: Since) -> int:
    def literal(days: tuple[int, ...], _: int) -> int:
        passed = _ago(patient, condition.fact, days[0])
        if not condition.less:
            return passed
        return patient.gates.conjunction((_happened(patient, condition.fact), -passed))

    return patient.by_class((condition.length,), literal)


def _is_one_of(patient: Patient, condition: IsOneOf) -> int:
    value = patient.given.known.get(condition.fact)
    if value is not None:
        return TRUE if value in condition.values else FALSE
    family = patient.family(condition.fact)
    assert isinstance(family, OneOf)
    return patient.gates.disjunction(
        [family.values[name] for name in condition.values if name in family.values]
    )


def _includes(patient: Patient, condition: IncludesValue) -> int:
    value = patient.given.known.get(condition.fact)
    if isinstance(value, frozenset):
        return TRUE if condition.value in value else FALSE
    family = patient.family(condition.fact)
    assert isinstance(family, SetOf)
    return family.includes(condition.value)


def _days_at_least(patient: Patient, condition: AtLeastDays) -> int:
    return patient.by_class(
        (condition.length, condition.window.last),
        lambda days, guard: _amount(patient, condition.fact, "", condition.window, (days[1], days[0]), guard),
    )


def _visits_at_least(patient: Patient, condition: AtLeastVisits) -> int:
    return patient.by_class(
        (condition.window.last,),
        lambda days, guard: _amount(
            patient, condition.fact, condition.kind, condition.window, (days[0], condition.least), guard
        ),
    )


def _amount(
    patient: Patient, fact: str, kind: str, window: Window, days_and_least: tuple[int, int], guard: int
) -> int:
    days, least = days_and_least
    span = WindowDays(window.current_episode, None if days < 0 else days)
    known = patient.history(fact)
    if known is not None:
        return known_amount(known.series(kind), span, least, patient.onset(patient.given.facts[fact]))
    family = patient.family(fact)
    assert isinstance(family, EpisodesFamily)
    return family.at_least(Quantity(kind, span), least, guard, window)


def _service_is(patient: Patient, condition: ServiceIs) -> int:
    return patient.gates.disjunction([patient.asks_for(service) for service in condition.services])


def _request_includes(patient: Patient, condition: RequestIncludes) -> int:
    return patient.gates.disjunction([patient.request(service) for service in condition.services])


def _constant(_patient: Patient, condition: Constant) -> int:
    return TRUE if condition.value else FALSE


_LITERALS: dict[type, Callable[[Patient, Whatever], int]] = {
    IsYes: _is_yes,
    Compare: _compare,
    IsOneOf: _is_one_of,
    IncludesValue: _includes,
    IsNever: _is_never,
    Within: _within,
    Since: _since,
    AtLeastDays: _days_at_least,
    AtLeastVisits: _visits_at_least,
    ServiceIs: _service_is,
    RequestIncludes: _request_includes,
    Constant: _constant,
}
