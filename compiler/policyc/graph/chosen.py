"""A condition as the policy's chosen readings leave it, for pages that people read.

Alternatives that were not chosen are dropped, and with them the items that only they would need: `no patient`
in a list of alternatives, `any patient` in a list of demands, waivers that lift nothing. What is left means the
same under the chosen readings; it is for words, pictures and comparing texts, never for deciding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """The condition under the policy's chosen readings."""
    return folded(condition, {name: reading.chosen for name, reading in policy.readings.items()})


def folded(condition: Condition, chosen: Mapping[str, str]) -> Condition:
    """The condition as it is read: `chosen` maps readings to alternatives, and what these make idle is gone.

    It holds for the same patients under those readings. Paths and spans are kept; a reading that `chosen` does
    not name stays as it is.
    """
    match condition:
        case Depending(reading=reading, alternatives=alternatives):
            inner = dict(alternatives).get(chosen.get(reading, ""))
            return condition if inner is None else folded(inner, chosen)
        case Not(operand=operand):
            inner = folded(operand, chosen)
            known = constant_value(inner)
            return replace(condition, operand=inner) if known is None else _constant(not known, condition)
        case All(items=items):
            return _group(condition, [folded(item, chosen) for item in items], neutral=True)
        case Any(items=items):
            return _group(condition, [folded(item, chosen) for item in items], neutral=False)
        case AtLeast(items=items):
            return _at_least(condition, [folded(item, chosen) for item in items])
        case Waivable(condition=inner, waivers=waivers):
            return _waivable(condition, folded(inner, chosen), [folded(each, chosen) for each in waivers])
        case _:
            return condition


def constant_value(condition: Condition) -> bool | None:
    """True for `any patient`, False for `no patient`, None for anything else."""
    return condition.value if isinstance(condition, Constant) else None


def readings_below(condition: Condition, epoch: Epoch) -> tuple[str, ...]:
    """The readings a condition depends on, in order, through the definitions it names."""
    found: list[str] = []
    for part in walk(condition):
        if isinstance(part, Depending):
            found.append(part.reading)
        elif isinstance(part, DefinitionHolds):
            found += readings_below(epoch.definitions[part.name].condition, epoch)
    return tuple(dict.fromkeys(found))


def _group(around: All | Any, items: Sequence[Condition], neutral: bool) -> Condition:
    """`neutral` is the constant that an item may have without changing the list: True in `all`, False in `any`."""
    if any(constant_value(item) is (not neutral) for item in items):
        return _constant(not neutral, around)
    left = tuple(item for item in items if constant_value(item) is None)
    if not left:
        return _constant(neutral, around)
    return left[0] if len(left) == 1 else replace(around, items=left)


def _at_least(around: AtLeast, items: Sequence[Condition]) -> Condition:
    left = tuple(item for item in items if constant_value(item) is None)
    least = around.least - sum(constant_value(item) is True for item in items)
    if least <= 0 or least > len(left):
        return _constant(least <= 0, around)
    return left[0] if len(left) == 1 else replace(around, least=least, items=left)


def _waivable(around: Waivable, inner: Condition, waivers: Sequence[Condition]) -> Condition:
    if any(constant_value(each) is True for each in (inner, *waivers)):
        return _constant(True, around)
    left = tuple(each for each in waivers if constant_value(each) is None)
    return replace(around, condition=inner, waivers=left) if left else inner


def _constant(value: bool, origin: Condition) -> Constant:
    return Constant(value, path=origin.path, span=origin.span, cite=origin.cite)
