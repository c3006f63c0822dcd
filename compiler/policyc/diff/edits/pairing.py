"""Which things of the old text are which of the new: by identity first, then by content.

A label is the identity of what it stands on, but a document renumbers. So a pair with one label is believed
when the two say much the same; else whoever says exactly the same under another label is preferred to it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Paired(Generic[T]):
    """Pairs in the order of the new text; what has no partner in the order of its own."""

    both: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def paired(
    old: Sequence[T],
    new: Sequence[T],
    identity: Callable[[T], Hashable],
    content: Callable[[T], Hashable],
    likeness: Callable[[T, T], float],
) -> Paired[T]:
    """Pair two sequences; every element is in at most one pair.

    In turn: same identity and likeness of at least `LIKE`; same content; same identity; the most alike pairs
    of at least `LIKE`.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()

    def take(pairs: Sequence[tuple[int, int]]) -> None:
        for i, j in pairs:
            if i not in partner and j not in taken:
                partner[i] = j
                taken.add(j)

    named = _equal_pairs([identity(x) for x in old], [identity(x) for x in new])
    take([(i, j) for i, j in named if likeness(old[i], new[j]) >= LIKE])
    take(_equal_pairs(_left(old, partner, content), _left(new, taken, content)))
    take(named)
    rest = [(i, j) for i in range(len(old)) if i not in partner for j in range(len(new)) if j not in taken]
    ranked = sorted((-likeness(old[i], new[j]), abs(i - j), i, j) for i, j in rest)
    take([(i, j) for minus, _, i, j in ranked if -minus >= LIKE])
    both = sorted(partner.items(), key=lambda pair: pair[1])
    return Paired(
        tuple((old[i], new[j]) for i, j in both),
        tuple(x for i, x in enumerate(old) if i not in partner),
        tuple(x for j, x in enumerate(new) if j not in taken),
    )


def out_of_order(positions: Sequence[int]) -> frozenset[int]:
    """The fewest positions whose removal leaves the rest rising: what moved, when the others stood still."""
    best: list[tuple[int, ...]] = []
    for position in positions:
        before = max((run for run in best if run[-1] < position), key=len, default=())
        best.append((*before, position))
    kept = max(best, key=len, default=())
    return frozenset(positions) - frozenset(kept)


def _equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions with equal keys, the first with the first, the second with the second; None is no key."""
    waiting: dict[Hashable, list[int]] = {}
    for j, key in enumerate(new):
        waiting.setdefault(key, []).append(j)
    return [(i, waiting[key].pop(0)) for i, key in enumerate(old) if key is not None and waiting.get(key)]


def _left(
    items: Sequence[T], gone: dict[int, int] | set[int], content: Callable[[T], Hashable]
) -> list[Hashable]:
    return [None if index in gone else content(item) for index, item in enumerate(items)]
