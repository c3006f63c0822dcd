"""Many patients tried at once: what a change of one fact does to each of them, without asking the solver.

Every variable has a column of bits, one bit for each patient, and a gate is computed for all of them with a few
operations on whole numbers. A change is carried only as far as it changes a column. A patient counts as long as all
laws of the vocabulary hold; a law that needs dates is not seen here, so changes that could break one are not tried.

Trials find patients, and prove nothing: what they do not find is left to the solver.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Family, OneOf
from policyc.prove.gates import TRUE
from policyc.prove.patient import Patient
from policyc.prove.solver import Model

Columns = Mapping[int, int]
"""Columns by variable."""


class Trials:
    """The patients of some models of one patient's formulas, and what is watched of each."""

    def __init__(self, patient: Patient, models: Sequence[Model], watched: Iterable[int]) -> None:
        gates = patient.gates
        self.patient = patient
        self.all = (1 << len(models)) - 1
        self._conjunctions, self._choices = gates.defined, gates.chosen
        self._users = _users([*self._conjunctions.items(), *self._choices.items()])
        self._laws: dict[int, list[Sequence[int]]] = {}
        for law in gates.laws:
            for literal in law:
                self._laws.setdefault(abs(literal), []).append(law)
        self._watched = frozenset(map(abs, watched))
        self._columns = self._computed(gates.variables, models)
        self._real = self.all
        for law in gates.laws:
            self._real &= self._some(law)
        self._without = self._without_episodes()

    def matters(self, names: Iterable[str]) -> bool:
        """Whether a change of one of the facts changes what is watched of some patient."""
        families = self.patient.families
        return any(
            self._changes(columns, counting)
            for name in names
            if name in families
            for columns, counting in self._tries(families[name])
        )

    # --- Changes -------------------------------------------------------------------------------------------

    def _tries(self, family: Family) -> Iterator[tuple[Columns, int]]:
        """Changes of one fact, and the patients for whom they are tried."""
        variables = family.variables()
        counting = self._without.get(family.fact.name, self.all)
        if isinstance(family, EpisodesFamily):
            yield dict.fromkeys(variables, 0), counting
        elif isinstance(family, OneOf):
            for variable in variables:
                yield {**dict.fromkeys(variables, 0), variable: self.all}, counting
        else:
            for variable in variables:
                yield {variable: self.all ^ self._columns[variable]}, counting

    def _changes(self, columns: Columns, counting: int) -> bool:
        """Whether what is watched changes for one of those who count and remain real patients."""
        before = self._carry(columns)
        real = self._still_real(before, counting)
        different = 0
        for variable in self._watched.intersection(before):
            different |= before[variable] ^ self._columns[variable]
        for variable, column in before.items():
            self._columns[variable] = column
        return bool(different & real)

    def _still_real(self, changed: Iterable[int], counting: int) -> int:
        real = self._real & counting
        for variable in changed:
            for law in self._laws.get(variable, ()):
                real &= self._some(law)
            if not real:
                break
        return real

    def _carry(self, columns: Columns) -> dict[int, int]:
        """Change the columns and all that follows from them; what the changed ones were before.

        A gate is numbered after its members, so each is computed once.
        """
        before: dict[int, int] = {}
        ahead: list[int] = []
        waiting: set[int] = set()

        def put(variable: int, column: int) -> None:
            if self._columns[variable] != column:
                before[variable] = self._columns[variable]
                self._columns[variable] = column
                for user in self._users.get(variable, ()):
                    if user not in waiting:
                        waiting.add(user)
                        heapq.heappush(ahead, user)

        for variable, column in columns.items():
            put(variable, column)
        while ahead:
            gate = heapq.heappop(ahead)
            put(gate, self._value(gate))
        return before

    # --- Columns -------------------------------------------------------------------------------------------

    def _computed(self, variables: int, models: Sequence[Model]) -> list[int]:
        self._columns = [0] * (variables + 1)
        self._columns[TRUE] = self.all
        inputs = [
            each
            for each in range(TRUE + 1, variables + 1)
            if each not in self._conjunctions and each not in self._choices
        ]
        rows = [model.signs(inputs) for model in models]
        for variable, signs in zip(inputs, zip(*rows, strict=True), strict=False):
            self._columns[variable] = int("".join(["1" if sign else "0" for sign in signs]), 2)
        for gate in sorted([*self._conjunctions, *self._choices]):
            self._columns[gate] = self._value(gate)
        return self._columns

    def _value(self, gate: int) -> int:
        members = self._conjunctions.get(gate)
        if members is None:
            condition, then, otherwise = (self._of(literal) for literal in self._choices[gate])
            return (condition & then) | (otherwise & ~condition)
        value = self.all
        for literal in members:
            value &= self._of(literal)
            if not value:
                break
        return value

    def _some(self, literals: Iterable[int]) -> int:
        value = 0
        for literal in literals:
            value |= self._of(literal)
        return value

    def _of(self, literal: int) -> int:
        return self._columns[literal] if literal > 0 else self.all ^ self._columns[-literal]

    def _without_episodes(self) -> dict[str, int]:
        """For each onset, the patients without any of the episodes that are counted from it."""
        found: dict[str, int] = {}
        for family in self.patient.episodes():
            onset = family.fact.current_episode_since
            if onset is not None:
                some = self._some(family.variables())
                found[onset] = found.get(onset, self.all) & ~some
        return found


def _users(gates: Iterable[tuple[int, Sequence[int]]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for gate, members in gates:
        for literal in members:
            found.setdefault(abs(literal), []).append(gate)
    return found
