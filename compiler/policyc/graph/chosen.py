"""A condition as the policy's chosen readings leave it, for pages that people read.

Alternatives that were not chosen are dropped, and with them the items that only they would need: `no patient`
in a list of alternatives, `any patient` in a list of demands, waivers that lift nothing. What is left means the
same under the chosen readings; it is for words and pictures only, never for deciding.
"""

from __future__ import annotations

from dataclasses import replace

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    DefinitionHolds,
    Depending,
    Not,
    Waivable,
    walk,
)
from policyc.model.program import Epoch, Policy


def as_chosen(condition: Condition, policy: Policy) -> Condition:
    """The condition under the chosen readings, without parts that these make idle. Paths and spans are kept."""
    match condition:
        case Depending():
            chosen = dict(condition.alternatives)[policy.readings[condition.reading].chosen]
            return as_chosen(chosen, policy)
        case Not():
            inner = as_chosen(condition.operand, policy)
            return (
                _constant(not inner.value, condition)
                if isinstance(inner, Constant)
                else replace(condition, operand=inner)
            )
        case All():
            return _all(condition, policy)
        case Any():
            return _any(condition, policy)
        case AtLeast():
            return _at_least(condition, policy)
        case Waivable():
            return _waivable(condition, policy)
        case _:
            return condition


def readings_below(condition: Condition, epoch: Epoch) -> tuple[str, ...]:
    """The readings a condition depends on, in order, through the definitions it names."""
    found: list[str] = []
    for part in walk(condition):
        if isinstance(part, Depending):
            found.append(part.reading)
        elif isinstance(part, DefinitionHolds):
            found += readings_below(epoch.definitions[part.name].condition, epoch)
    return tuple(dict.fromkeys(found))


def _all(condition: All, policy: Policy) -> Condition:
    items = [as_chosen(item, policy) for item in condition.items]
    if any(isinstance(item, Constant) and not item.value for item in items):
        return _constant(False, condition)
    left = tuple(item for item in items if not isinstance(item, Constant))
    return _group(condition, left, True)


def _any(condition: Any, policy: Policy) -> Condition:
    items = [as_chosen(item, policy) for item in condition.items]
    if any(isinstance(item, Constant) and item.value for item in items):
        return _constant(True, condition)
    left = tuple(item for item in items if not isinstance(item, Constant))
    return _group(condition, left, False)


def _group(condition: All | Any, items: tuple[Condition, ...], empty: bool) -> Condition:
    if not items:
        return _constant(empty, condition)
    return items[0] if len(items) == 1 else replace(condition, items=items)


def _at_least(condition: AtLeast, policy: Policy) -> Condition:
    items = [as_chosen(item, policy) for item in condition.items]
    sure = sum(isinstance(item, Constant) and item.value for item in items)
    left = tuple(item for item in items if not isinstance(item, Constant))
    least = condition.least - sure
    if least <= 0:
        return _constant(True, condition)
    if least > len(left):
        return _constant(False, condition)
    return replace(condition, least=least, items=left)


def _waivable(condition: Waivable, policy: Policy) -> Condition:
    inner = as_chosen(condition.condition, policy)
    waivers = [as_chosen(waiver, policy) for waiver in condition.waivers]
    if any(isinstance(waiver, Constant) and waiver.value for waiver in waivers):
        return _constant(True, condition)
    left = tuple(waiver for waiver in waivers if not isinstance(waiver, Constant))
    return replace(condition, condition=inner, waivers=left) if left else inner


def _constant(value: bool, origin: Condition) -> Constant:
    return Constant(value, path=origin.path, span=origin.span, cite=origin.cite)
