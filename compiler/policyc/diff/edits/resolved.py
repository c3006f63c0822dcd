"""What a condition comes to under the chosen readings: dependings give way to their chosen alternative, and
what is always or never true folds away. For meaning, definitions are spelt out and the order of items is put
aside as well; for words they are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
)
from policyc.model.program import Definition

# A definition may refer to another, never to itself; this deep is deeper than any policy.
DEPTH = 64


def resolved(condition: Condition, chosen: Mapping[str, str]) -> Condition:
    """The condition as it is read, in the words it was written in."""
    match condition:
        case Depending(reading=reading, alternatives=alternatives):
            inner = dict(alternatives).get(chosen.get(reading, ""))
            return condition if inner is None else resolved(inner, chosen)
        case Not(operand=operand):
            inner = resolved(operand, chosen)
            known = _known(inner)
            return replace(condition, operand=inner) if known is None else Constant(not known)
        case All(items=items):
            return _all(condition, [resolved(item, chosen) for item in items])
        case Any(items=items):
            return _any(condition, [resolved(item, chosen) for item in items])
        case AtLeast(items=items):
            return _at_least(condition, [resolved(item, chosen) for item in items])
        case Waivable(condition=inner, waivers=waivers):
            return _waivable(condition, resolved(inner, chosen), [resolved(each, chosen) for each in waivers])
        case _:
            return condition


def meaning(
    condition: Condition, chosen: Mapping[str, str], definitions: Mapping[str, Definition]
) -> Condition:
    """Equal for two conditions only if they say the same of every patient."""
    return _ordered(resolved(_spelt_out(condition, definitions, DEPTH), chosen))


def is_constant(condition: Condition, chosen: Mapping[str, str], value: bool) -> bool:
    """Whether the condition comes to `any patient` (True) or `no patient` (False)."""
    return _known(resolved(condition, chosen)) is value


def _known(condition: Condition) -> bool | None:
    return condition.value if isinstance(condition, Constant) else None


def _without(items: Iterable[Condition], value: bool) -> tuple[Condition, ...]:
    return tuple(item for item in items if _known(item) is not value)


def _all(around: All, items: list[Condition]) -> Condition:
    if any(_known(item) is False for item in items):
        return Constant(False)
    left = _without(items, True)
    return left[0] if len(left) == 1 else replace(around, items=left) if left else Constant(True)


def _any(around: Any, items: list[Condition]) -> Condition:
    if any(_known(item) is True for item in items):
        return Constant(True)
    left = _without(items, False)
    return left[0] if len(left) == 1 else replace(around, items=left) if left else Constant(False)


def _at_least(around: AtLeast, items: list[Condition]) -> Condition:
    left = tuple(item for item in items if _known(item) is None)
    least = around.least - sum(_known(item) is True for item in items)
    if least <= 0 or least > len(left):
        return Constant(least <= 0)
    return left[0] if len(left) == 1 else replace(around, least=least, items=left)


def _waivable(around: Waivable, inner: Condition, waivers: list[Condition]) -> Condition:
    if _known(inner) is True or any(_known(each) is True for each in waivers):
        return Constant(True)
    left = _without(waivers, False)
    return replace(around, condition=inner, waivers=left) if left else inner


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
