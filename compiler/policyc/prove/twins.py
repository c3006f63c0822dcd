"""Two patients under the same text, tied fact by fact.

The second patient is a copy of every variable and clause. `equal` selects, by assumption, the facts on which
both agree; the date, the request and whatever else is `shared` they always have in common. Asked with all of a
set of facts equal, *unsatisfiable* proves that these facts alone settle what was asked.

Agreement is agreement in abstract values: between two onsets that no threshold of any text tells apart, a
difference that only dated episodes could show counts as none. What rests on agreement errs to one side only:
facts may be called open that are not, never the reverse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyc.prove.engine import ask_until_real
from policyc.prove.gates import Gates
from policyc.prove.laws import settle
from policyc.prove.patient import Patient
from policyc.prove.solver import DEFAULT, Answer, Model, Solver, SolverSettings, Status


@dataclass(frozen=True, slots=True)
class TwinAnswer:
    """Both patients when satisfiable."""

    status: Status
    left: Model | None = None
    right: Model | None = None
    reason: str = ""
    core: tuple[str, ...] = ()


class Twins:
    """A patient twice."""

    def __init__(
        self, patient: Patient, settings: SolverSettings = DEFAULT, shared: Iterable[int] = ()
    ) -> None:
        self.patient = patient
        self._solver = Solver(settings)
        self._shared = list(shared)
        self._flushed = 0
        self._selectors: dict[str, int] = {}
        self._tied: set[tuple[int, int]] = set()

    @property
    def gates(self) -> Gates:
        """The formulas of the left patient."""
        return self.patient.gates

    def ask(self, left: Iterable[int], right: Iterable[int], equal: Iterable[str] = ()) -> TwinAnswer:
        """Are there two real patients, equal in these facts, with these literals each?

        When there are none, `core` are some of the equal facts that suffice for that.
        """
        settle(self.patient)
        selected = {of_left(self.selector(fact)): fact for fact in equal}
        answer = self.ask_both([*selected, *map(of_left, left), *map(of_right, right)])
        if answer.model is None:
            core = tuple(selected[literal] for literal in answer.core if literal in selected)
            return TwinAnswer(answer.status, reason=answer.reason, core=core)
        return TwinAnswer(answer.status, *halves(answer.model))

    def ask_both(self, assumptions: list[int]) -> Answer:
        """Are there two real patients under literals of both, as `of_left` and `of_right` make them?

        A core is made of such literals too; `halves` makes the model one of each patient.
        """
        settle(self.patient)
        return ask_until_real(self._ask_once, (self.patient, self.patient), assumptions)

    def require(self, clauses: Sequence[Sequence[int]]) -> None:
        """Assert clauses of literals of both."""
        self._solver.add(clauses)

    def different(self, literals: Sequence[int]) -> int:
        """A literal of the left patient that makes some of the literals hold on the left and not on the right."""
        some = self.gates.variable()
        apart = [self.gates.variable() for _ in literals]
        self._solver.add([[-of_left(some), *map(of_left, apart)]])
        for selected, literal in zip(apart, literals, strict=True):
            self._solver.add(
                [[-of_left(selected), of_left(literal)], [-of_left(selected), -of_right(literal)]]
            )
        return some

    def selector(self, fact: str) -> int:
        """The literal, of the left patient, that makes both agree on a fact."""
        if fact not in self._selectors:
            self._selectors[fact] = self.gates.variable()
        for variable in self.patient.families[fact].variables():
            self._tie(self._selectors[fact], variable)
        return self._selectors[fact]

    def _ask_once(self, assumptions: list[int]) -> tuple[Answer, tuple[Model, ...]]:
        patient = self.patient
        for variable in [
            *self._shared,
            *patient.classes,
            *patient.asked.values(),
            *patient.requests.values(),
        ]:
            self._tie(0, variable)
        fresh = self.gates.clauses[self._flushed :]
        self._flushed = len(self.gates.clauses)
        self._solver.add([[of_left(literal) for literal in clause] for clause in fresh])
        self._solver.add([[of_right(literal) for literal in clause] for clause in fresh])
        answer = self._solver.ask(assumptions)
        return answer, () if answer.model is None else halves(answer.model)

    def _tie(self, selector: int, variable: int) -> None:
        if (selector, variable) in self._tied:
            return
        self._tied.add((selector, variable))
        guard = [-of_left(selector)] if selector else []
        self._solver.add(
            [
                [*guard, -of_left(variable), of_right(variable)],
                [*guard, of_left(variable), -of_right(variable)],
            ]
        )


def of_left(literal: int) -> int:
    """A literal of the left patient as one of both."""
    return 2 * literal - 1 if literal > 0 else 2 * literal + 1


def of_right(literal: int) -> int:
    """A literal of the right patient as one of both."""
    return 2 * literal


def holds(model: Model, literal: int) -> bool:
    """The value of a literal of both."""
    place = abs(literal) - 1
    true = place < len(model.values) and model.values[place] > 0
    return true is (literal > 0)


def halves(model: Model) -> tuple[Model, Model]:
    """A model of both as one of each."""
    return Model(model.values, 2, 0), Model(model.values, 2, 1)


__all__: Sequence[str] = ("TwinAnswer", "Twins", "halves", "holds", "of_left", "of_right")
