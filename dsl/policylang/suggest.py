"""Did you mean: the known word that a writer most likely meant.

The distance is optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each
costing one. A word may be one slip away for three letters, two for six, and never more than three.
"""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`, or None when none is near. Ties go to the first in the alphabet.

    A word that is known, apart from capitals or from underscores, is always near.
    """
    best, best_distance = None, slips_allowed(word) + 1
    plain = bare(word)
    for candidate in sorted(set(known)):
        if candidate == word:
            continue
        if bare(candidate) == plain:
            return candidate
        distance = slips(word, candidate, best_distance - 1)
        if distance < best_distance:
            best, best_distance = candidate, distance
    return best


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may hold and still be recognised."""
    return min(3, (len(word) + 1) // 3) if len(word) > 2 else 0


def bare(word: str) -> str:
    """A word without what is easily left out."""
    return word.lower().replace("_", "").replace(".", "").replace("-", "")


def slips(first: str, second: str, limit: int) -> int:
    """The distance of two words, or any number above the limit where it is more than the limit."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
