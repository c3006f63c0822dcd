"""The one port to python-sat: CaDiCaL, with conflict limits; nothing else in the project knows it.

Variables may be renumbered behind the port (`shuffle`), which changes nothing that a caller can see but which
model comes back; tests use it to show that results do not depend on the numbering.
"""

from __future__ import annotations

import random
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

CADICAL = "cadical195"
CONFLICT_LIMIT = 2_000_000


class Status(Enum):
    """The three answers of a solver."""

    SATISFIABLE = "satisfiable"
    UNSATISFIABLE = "unsatisfiable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Model:
    """A satisfying assignment as the solver gave it: signed variables in order. Those left out are false.

    Two patients in one assignment are told apart by `stride` and `offset`.
    """

    values: Sequence[int]
    stride: int = 1
    offset: int = 0

    def holds(self, literal: int) -> bool:
        """The value of a literal."""
        place = (abs(literal) - 1) * self.stride + self.offset
        true = place < len(self.values) and self.values[place] > 0
        return true is (literal > 0)

    def signs(self, variables: Sequence[int]) -> tuple[bool, ...]:
        """The values of variables."""
        values, size = self.values, len(self.values)
        places = [(variable - 1) * self.stride + self.offset for variable in variables]
        return tuple([place < size and values[place] > 0 for place in places])


@dataclass(frozen=True, slots=True)
class Answer:
    """A model when satisfiable; when unsatisfiable, assumptions that suffice for it (not minimal)."""

    status: Status
    model: Model | None = None
    core: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SolverSettings:
    """Which solver, how many conflicts a question may cost, and a seed that renumbers variables (None: do not)."""

    name: str = CADICAL
    conflicts: int = CONFLICT_LIMIT
    shuffle: int | None = None


DEFAULT = SolverSettings()


class Solver:
    """An incremental solver over clauses of signed integers."""

    def __init__(self, settings: SolverSettings = DEFAULT) -> None:
        from pysat.solvers import Solver as Backend

        self._backend = Backend(name=settings.name)
        # Left to the interpreter's end, python-sat's own finalizer would find its library gone, and say so.
        weakref.finalize(self, self._backend.delete)
        self._settings = settings
        self._renamed: dict[int, int] = {}
        self._original: dict[int, int] = {}
        self._random = random.Random(settings.shuffle)

    def add(self, clauses: Sequence[Sequence[int]]) -> None:
        """Assert clauses."""
        if not clauses:
            return
        if self._settings.shuffle is not None:
            self._rename(clauses)
            clauses = [self._forth(clause) for clause in clauses]
        self._backend.append_formula(clauses)

    def ask(self, assumptions: Sequence[int]) -> Answer:
        """Is there an assignment under the assumptions? Unknown when the conflict limit is reached."""
        self._backend.conf_budget(self._settings.conflicts)
        if self._settings.shuffle is not None:
            self._rename([assumptions])
            assumptions = self._forth(assumptions)
        satisfiable = self._backend.solve_limited(assumptions=list(assumptions))
        if satisfiable is None:
            limit = f"the solver gave up after {self._settings.conflicts} conflicts"
            return Answer(Status.UNKNOWN, reason=limit)
        if satisfiable:
            return Answer(Status.SATISFIABLE, model=Model(self._in_order(self._backend.get_model() or ())))
        return Answer(Status.UNSATISFIABLE, core=tuple(self._back(self._backend.get_core() or ())))

    def _in_order(self, model: Sequence[int]) -> Sequence[int]:
        if self._settings.shuffle is None:
            return model
        values = {abs(literal): literal for literal in self._back(model)}
        return [values.get(variable, -variable) for variable in range(1, max(values, default=0) + 1)]

    def _rename(self, clauses: Iterable[Sequence[int]]) -> None:
        fresh = sorted({abs(literal) for clause in clauses for literal in clause} - self._renamed.keys())
        names = list(range(len(self._renamed) + 1, len(self._renamed) + len(fresh) + 1))
        self._random.shuffle(names)
        self._renamed.update(zip(fresh, names, strict=True))
        self._original.update(zip(names, fresh, strict=True))

    def _forth(self, literals: Iterable[int]) -> list[int]:
        return [self._renamed[abs(literal)] * (1 if literal > 0 else -1) for literal in literals]

    def _back(self, literals: Iterable[int]) -> Iterable[int]:
        if self._settings.shuffle is None:
            return literals
        found = ((self._original.get(abs(literal)), literal) for literal in literals)
        return [name if literal > 0 else -name for name, literal in found if name is not None]
