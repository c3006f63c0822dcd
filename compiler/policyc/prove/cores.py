"""Minimal sets of conditions: those that clash together, and those whose release ends every clash.

Given conditions of which no patient has all, a *core* is a minimal set of them that clashes already, and a
*correction* a minimal set without which the others can all be had. Each correction meets every core. Both are
enumerated by MARCO (Liffiton, Previti, Malik, Marques-Silva: Fast, flexible MUS enumeration, 2016): a second
solver knows which sets were not explored; a set that can be had is grown to a maximal one, whose rest is a
correction, and one that cannot is shrunk to a core. Growing and shrinking go in the order given, so what is found
first does not depend on the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policyc.prove.solver import Answer, Solver, Status

Ask = Callable[[Sequence[int]], Answer]
MOST_SETS = 20


class UndecidedError(Exception):
    """A question met a limit; the text is the reason, in words for a user."""


@dataclass(frozen=True, slots=True)
class MinimalSets:
    """Cores and corrections, each as literals in the order given, smaller sets first.

    Not complete: there may be more, since the limit of their number was reached.
    """

    cores: tuple[tuple[int, ...], ...]
    corrections: tuple[tuple[int, ...], ...]
    complete: bool


def possible(ask: Ask, literals: Sequence[int]) -> bool:
    """Whether some patient has all of the literals. Raises UndecidedError at a limit."""
    answer = ask(literals)
    if answer.status is Status.UNKNOWN:
        raise UndecidedError(answer.reason)
    return answer.status is Status.SATISFIABLE


def minimal_core(ask: Ask, hard: Sequence[int], soft: Sequence[int]) -> tuple[int, ...] | None:
    """A minimal set of soft literals that no patient has together with the hard ones; None when one has all.

    Later literals are dropped first. Raises UndecidedError at a limit.
    """
    if possible(ask, [*hard, *soft]):
        return None
    return tuple(_needed(ask, list(hard), list(dict.fromkeys(soft)), known=False))


def _needed(ask: Ask, hard: list[int], soft: list[int], known: bool) -> list[int]:
    """What is left of soft literals when each, from the last to the first, is dropped that can be.

    Whole halves are dropped at once where that can be. `known`: that not all of them can be.
    """
    if not soft or (not known and not possible(ask, hard)):
        return []
    if len(soft) == 1:
        return soft
    first, second = soft[: len(soft) // 2], soft[len(soft) // 2 :]
    late = _needed(ask, [*hard, *first], second, known=False)
    return [*_needed(ask, [*hard, *late], first, known=not late), *late]


def minimal_sets(ask: Ask, hard: Sequence[int], soft: Sequence[int], most: int = MOST_SETS) -> MinimalSets:
    """All cores and corrections of soft literals under the hard ones, up to so many of each.

    Raises UndecidedError at a limit of the solver.
    """
    places = {literal: place for place, literal in enumerate(dict.fromkeys(soft), start=1)}
    unexplored, cores, corrections = Solver(), [], []
    seed = _seed(unexplored, list(places.values()))
    complete = seed is not None
    while seed is not None and complete:
        held = [literal for literal, place in places.items() if place in seed]
        if possible(ask, [*hard, *held]):
            held = _grown(ask, hard, held, list(places))
            rest = tuple(literal for literal in places if literal not in held)
            corrections.append(rest)
            unexplored.add([[places[literal] for literal in rest]])
        else:
            core = minimal_core(ask, hard, held) or ()
            cores.append(core)
            unexplored.add([[-places[literal] for literal in core]])
        if not (cores and not cores[-1]) and not (corrections and not corrections[-1]):
            seed = _seed(unexplored, list(places.values()))
        else:
            seed = None
        complete = seed is None or max(len(cores), len(corrections)) < most
    return MinimalSets(_sorted(cores, places), _sorted(corrections, places), complete)


def _grown(ask: Ask, hard: Sequence[int], held: list[int], soft: Sequence[int]) -> list[int]:
    grown = list(held)
    for literal in soft:
        if literal not in grown and possible(ask, [*hard, *grown, literal]):
            grown.append(literal)
    return grown


def _seed(unexplored: Solver, places: Sequence[int]) -> set[int] | None:
    """A maximal set of places that is not explored, or None when all are."""
    if unexplored.ask([]).status is not Status.SATISFIABLE:
        return None
    seed: list[int] = []
    for place in places:
        if unexplored.ask([*seed, place]).status is Status.SATISFIABLE:
            seed.append(place)
    return set(seed)


def _sorted(found: Sequence[tuple[int, ...]], places: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    return tuple(sorted(found, key=lambda one: (len(one), [places[literal] for literal in one])))
