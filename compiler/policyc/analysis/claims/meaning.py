"""What the conditions of a claim mean in a text that may lack what they name.

A section, criterion or definition that a version has and that is not in force on the days of a text counts as not
applying, not met and not holding there. Of two texts that are compared, a condition is asked of those alone whose
version has all that it names: what only the later text has says nothing about the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
    walk,
)
from policyc.model.program import Epoch


def in_force(condition: Condition, epoch: Epoch) -> Condition:
    """The condition with everything that is not in force in the epoch replaced by `no patient`."""
    match condition:
        case Not(operand=operand):
            return replace(condition, operand=in_force(operand, epoch))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=tuple(in_force(item, epoch) for item in items))
        case Waivable(condition=inner, waivers=waivers):
            lifted = tuple(in_force(waiver, epoch) for waiver in waivers)
            return replace(condition, condition=in_force(inner, epoch), waivers=lifted)
        case Depending(alternatives=alternatives):
            return replace(
                condition, alternatives=tuple((name, in_force(inner, epoch)) for name, inner in alternatives)
            )
        case _:
            return condition if _has(epoch, condition) else Constant(False, path=condition.path)


def asked_of(condition: Condition, epochs: Sequence[Epoch]) -> bool:
    """Whether a version, given as its epochs, has all that the condition names, on whatever days."""
    return all(any(_has(epoch, part) for epoch in epochs) for part in walk(condition))


def meanings(conditions: Iterable[Condition], epoch: Epoch) -> tuple[Condition, ...]:
    """The conditions as they are meant in an epoch."""
    return tuple(in_force(condition, epoch) for condition in conditions)


def _has(epoch: Epoch, condition: Condition) -> bool:
    match condition:
        case CriterionTest(label=label):
            return label in epoch.criteria
        case SectionTest(label=label):
            return label in epoch.sections
        case DefinitionHolds(name=name):
            return name in epoch.definitions
        case _:
            return True
