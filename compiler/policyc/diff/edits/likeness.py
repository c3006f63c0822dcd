"""How much two texts share."""

from __future__ import annotations

from policyc.model.conditions import All, Any, AtLeast, Condition, Depending, Not, Waivable, walk


def likeness(old: tuple[Condition, ...], new: tuple[Condition, ...]) -> float:
    """How much two texts share, from 0 to 1: the atoms and references in both, of those in either."""
    left = {leaf for condition in old for leaf in leaves(condition)}
    right = {leaf for condition in new for leaf in leaves(condition)}
    return len(left & right) / len(left | right) if left | right else 1.0


def leaves(condition: Condition) -> tuple[Condition, ...]:
    """The atoms and references of a condition."""
    connectives = Not | All | Any | AtLeast | Waivable | Depending
    return tuple(c for c in walk(condition) if not isinstance(c, connectives))
