"""In which direction formulas depend on what they are made of, by the signs in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from policyc.prove.gates import Gates


def helping(gates: Gates, roots: Iterable[int]) -> frozenset[int]:
    """The literals that may help some of the formulas to hold: turning any other true helps none of them.

    Where a choice is made its condition may help with either sign, except in a count, where one more never hurts.
    """
    inside = dict(gates.defined)
    counting = dict(_counting(gates))
    for gate, key in gates.chosen.items():
        condition, then, otherwise = key
        signs = (counting[key],) if key in counting else (1, -1)
        inside[gate] = (*(sign * condition for sign in signs), then, otherwise)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        literal = waiting.pop()
        if literal not in found:
            found.add(literal)
            members = inside.get(abs(literal), ())
            waiting += members if literal > 0 else [-member for member in members]
    return frozenset(found)


def _counting(gates: Gates) -> Iterator[tuple[tuple[int, int, int], int]]:
    """The choices that counts are made of, with the sign in which their condition helps them."""
    for literals, columns in gates.counted.items():
        for fewer, column in pairwise(columns):
            for choice in zip(reversed(literals), fewer, column, strict=False):
                yield _as_kept(*choice)


def _as_kept(condition: int, then: int, otherwise: int) -> tuple[tuple[int, int, int], int]:
    """A choice whose condition helps it, as the gates keep it: turned around until no sign is left to turn."""
    sign = 1
    if condition < 0:
        condition, then, otherwise, sign = -condition, otherwise, then, -1
    if then < 0:
        then, otherwise, sign = -then, -otherwise, -sign
    return (condition, then, otherwise), sign
