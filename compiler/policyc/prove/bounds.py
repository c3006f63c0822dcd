"""How many of some literals may hold, as a question puts it: assumed for one question, never negated or asserted.

A full count says in both directions what `at least k` means. For an upper bound one direction is enough, which
takes a third of the clauses and is proved in half the time: the variable of `k or more` is forced wherever k hold,
and a question that assumes it false allows fewer.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyc.prove.gates import FALSE, TRUE, Gates


class UpperBound:
    """Upper bounds on how many of the literals hold."""

    def __init__(self, gates: Gates, literals: Sequence[int]) -> None:
        self._gates = gates
        self._literals = tuple(reversed(literals))
        self._columns = [[TRUE] * (len(literals) + 1)]

    def at_most(self, most: int) -> int:
        """A literal to assume: no more than so many hold."""
        while len(self._columns) <= most + 1:
            self._columns.append(self._column(self._columns[-1]))
        return -self._columns[most + 1][-1]

    def _column(self, fewer: Sequence[int]) -> list[int]:
        """`So many or more of the first m` for each m, given the same for one fewer.

        A literal together with one fewer before it forces the next variable, and so does the variable before.
        """
        gates, column = self._gates, [FALSE]
        for literal, below in zip(self._literals, fewer, strict=False):
            already = column[-1]
            if FALSE in (literal, below) and already == FALSE:
                column.append(FALSE)
                continue
            gates.variables += 1
            column.append(gates.variables)
            if below != FALSE:
                gates.clauses.append([gates.variables, -literal] + ([-below] if below != TRUE else []))
            if already != FALSE:
                gates.clauses.append([gates.variables, -already])
        return column
