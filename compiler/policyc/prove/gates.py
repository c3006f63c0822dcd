"""Formulas as solver variables: a hash-consed circuit that writes its own clauses.

A formula is a literal, a signed integer; minus is negation, 1 is true and -1 is false. Asking twice for the
same gate gives the same literal, so what several criteria share is encoded once. Every gate is defined in both
directions (Tseitin), since any formula may stand under a negation. `at least k of n` is the table of all
`at least j of the last m`, shared like any other gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

TRUE = 1
FALSE = -1


class Gates:
    """A growing set of gates and the clauses that define them; `laws` are the clauses asserted besides."""

    def __init__(self) -> None:
        self.clauses: list[list[int]] = [[TRUE]]
        self.laws: list[list[int]] = []
        self.variables = 1
        self.free = 0
        self._conjunctions: dict[tuple[int, ...], int] = {}
        self._choices: dict[tuple[int, int, int], int] = {}
        self._counts: dict[tuple[int, ...], list[list[int]]] = {}
        self._defined: dict[int, tuple[int, ...]] = {}
        self._chosen: dict[int, tuple[int, int, int]] = {}

    def variable(self) -> int:
        """A fresh variable, which no gate defines; `free` is how many of those there are."""
        self.free += 1
        return self._fresh()

    def switch(self) -> int:
        """A fresh variable that says nothing about the patient, and only turns clauses of the solver on."""
        return self._fresh()

    def require(self, *literals: int) -> None:
        """Assert that one of the literals holds."""
        if TRUE in literals:
            return
        self.clauses.append([literal for literal in literals if literal != FALSE])
        self.laws.append(self.clauses[-1])

    @property
    def defined(self) -> Mapping[int, tuple[int, ...]]:
        """Each conjunction with its members."""
        return self._defined

    @property
    def chosen(self) -> Mapping[int, tuple[int, int, int]]:
        """Each choice with its condition and what holds then and otherwise."""
        return self._chosen

    @property
    def counted(self) -> Mapping[tuple[int, ...], Sequence[Sequence[int]]]:
        """What counts are made of: for some literals, of each `at least` from 0 on, that of their last m."""
        return self._counts

    def conjunction(self, literals: Iterable[int]) -> int:
        """All hold; true for none."""
        members = set(literals)
        members.discard(TRUE)
        if not members:
            return TRUE
        if FALSE in members or len(set(map(abs, members))) < len(members):
            return FALSE
        if len(members) == 1:
            return members.pop()
        key = tuple(sorted(members))
        gate = self._conjunctions.get(key)
        return self._new_conjunction(key) if gate is None else gate

    def disjunction(self, literals: Iterable[int]) -> int:
        """Some holds; false for none."""
        return -self.conjunction([-literal for literal in literals])

    def implication(self, premise: int, conclusion: int) -> int:
        """The premise fails or the conclusion holds."""
        return self.disjunction((-premise, conclusion))

    def choice(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition holds, else `otherwise`."""
        if condition < 0:
            return self.choice(-condition, otherwise, then)
        if condition == TRUE or then == otherwise:
            return then
        if then in (TRUE, condition):
            return self.disjunction((condition, otherwise))
        if then in (FALSE, -condition):
            return self.conjunction((-condition, otherwise))
        if otherwise in (TRUE, -condition):
            return self.disjunction((-condition, then))
        if otherwise in (FALSE, condition):
            return self.conjunction((condition, then))
        if then < 0:
            return -self.choice(condition, -then, -otherwise)
        key = (condition, then, otherwise)
        gate = self._choices.get(key)
        return self._new_choice(key) if gate is None else gate

    def different(self, left: int, right: int) -> int:
        """Exactly one holds."""
        return self.choice(left, -right, right)

    def at_least(self, least: int, literals: Sequence[int]) -> int:
        """At least so many of the literals hold; a literal given twice counts twice."""
        if least <= 0:
            return TRUE
        key = tuple(literals)
        columns = self._counts.setdefault(key, [[TRUE] * (len(key) + 1)])
        while len(columns) <= least:
            columns.append(self._column(columns[-1], key))
        return columns[least][-1]

    def exactly_one(self, literals: Sequence[int]) -> None:
        """Assert that exactly one of the literals holds."""
        self.require(*literals)
        for index, literal in enumerate(literals):
            for other in literals[:index]:
                self.require(-literal, -other)

    def _column(self, fewer: Sequence[int], literals: Sequence[int]) -> list[int]:
        """`At least j of the last m` for each m, given the same for one fewer than j."""
        column = [FALSE]
        for literal, below in zip(reversed(literals), fewer, strict=False):
            column.append(self.choice(literal, below, column[-1]))
        return column

    def _fresh(self) -> int:
        self.variables += 1
        return self.variables

    def _new_conjunction(self, members: tuple[int, ...]) -> int:
        gate = self._conjunctions[members] = self._fresh()
        self._defined[gate] = members
        self.clauses += [[-gate, member] for member in members]
        self.clauses.append([gate, *[-member for member in members]])
        return gate

    def _new_choice(self, key: tuple[int, int, int]) -> int:
        condition, then, otherwise = key
        gate = self._choices[key] = self._fresh()
        self._chosen[gate] = key
        self.clauses += [[-condition, -then, gate], [-condition, then, -gate]]
        self.clauses += [[condition, -otherwise, gate], [condition, otherwise, -gate]]
        self.clauses += [[-then, -otherwise, gate], [then, otherwise, -gate]]
        return gate
