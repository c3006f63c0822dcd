"""What a condition comes to under the chosen readings: dependings give way to their chosen alternative, and
what is always or never true folds away. For meaning, definitions are spelt out and the order of items is put
aside as well; for words they are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policyc.graph.chosen import constant_value, folded
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    DefinitionHolds,
    Depending,
    Not,
    Waivable,
)
from policyc.model.program import Definition

# A definition may refer to another, never to itself; this deep is deeper than any policy.
DEPTH = 64


def meaning(
    condition: Condition, chosen: Mapping[str, str], definitions: Mapping[str, Definition]
) -> Condition:
    """Equal for two conditions only if they say the same of every patient."""
    return _ordered(folded(_spelt_out(condition, definitions, DEPTH), chosen))


def is_constant(condition: Condition, chosen: Mapping[str, str], value: bool) -> bool:
    """Whether the condition comes to `any patient` (True) or `no patient` (False)."""
    return constant_value(folded(condition, chosen)) is value


def _spelt_out(condition: Condition, definitions: Mapping[str, Definition], depth: int) -> Condition:
    """With definitions in place of their names; paths and spans take no part in equality."""

    def inside(inner: Condition) -> Condition:
        return _spelt_out(inner, definitions, depth)

    match condition:
        case DefinitionHolds(name=name) if name in definitions and depth:
            return _spelt_out(definitions[name].condition, definitions, depth - 1)
        case Not(operand=operand):
            return replace(condition, operand=inside(operand))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=tuple(map(inside, items)))
        case Waivable(condition=inner, waivers=waivers):
            return Any((inside(inner), *map(inside, waivers)))
        case Depending(alternatives=alternatives):
            return replace(condition, alternatives=tuple((name, inside(each)) for name, each in alternatives))
        case _:
            return condition


def _ordered(condition: Condition) -> Condition:
    """With the items of every list in one order, and without paths, which would show in it."""
    match condition:
        case Not(operand=operand):
            return replace(condition, path="", operand=_ordered(operand))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, path="", items=tuple(sorted(map(_ordered, items), key=repr)))
        case _:
            return replace(condition, path="")
