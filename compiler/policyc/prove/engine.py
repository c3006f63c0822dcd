"""Asking about one patient: a solver that hands out real patients only.

A model is held against real histories before anyone sees it. Where it has none, the reason is added as a lemma
and the question is asked again, so that *satisfiable* means a patient and *unsatisfiable* a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from policyc.prove.dating import GaveUpError
from policyc.prove.gates import Gates
from policyc.prove.histories import refutation
from policyc.prove.laws import settle
from policyc.prove.patient import Patient
from policyc.prove.solver import DEFAULT, Answer, Model, Solver, SolverSettings, Status

ROUNDS = 2_000


class Engine:
    """A patient, the formulas about that patient, and a solver that knows them."""

    def __init__(self, patient: Patient, settings: SolverSettings = DEFAULT) -> None:
        self.patient = patient
        self.settings = settings
        self._solver = Solver(settings)
        self._flushed = 0

    @property
    def gates(self) -> Gates:
        """The formulas."""
        return self.patient.gates

    def require(self, *literals: int) -> None:
        """Assert for good that one of the literals holds."""
        self.gates.require(*literals)

    def ask(self, assumptions: Iterable[int]) -> Answer:
        """Is there a real patient under the assumptions? Unknown when a limit was reached, and says which."""
        return ask_until_real(self._ask_once, (self.patient,), list(assumptions))

    def holds_always(self, assumptions: Sequence[int], literal: int) -> bool | None:
        """Whether the literal holds for every real patient under the assumptions; None when unknown."""
        status = self.ask([*assumptions, -literal]).status
        return None if status is Status.UNKNOWN else status is Status.UNSATISFIABLE

    def _ask_once(self, assumptions: Sequence[int]) -> tuple[Answer, tuple[Model, ...]]:
        settle(self.patient)
        self._solver.add(self.gates.clauses[self._flushed :])
        self._flushed = len(self.gates.clauses)
        answer = self._solver.ask(assumptions)
        return answer, () if answer.model is None else (answer.model,)


def ask_until_real(
    ask_once: Callable[[list[int]], tuple[Answer, tuple[Model, ...]]],
    patients: Sequence[Patient],
    assumptions: list[int],
) -> Answer:
    """Ask, date the models, add lemmas, ask again. `ask_once` also gives the model as each patient's own."""
    for _ in range(ROUNDS):
        answer, models = ask_once(assumptions)
        if answer.status is not Status.SATISFIABLE:
            return answer
        try:
            found = [refutation(patient, model) for patient, model in zip(patients, models, strict=True)]
        except GaveUpError:
            return Answer(Status.UNKNOWN, reason="the search for dated episodes reached its limit")
        lemmas = [lemma for lemma in found if lemma is not None]
        if not lemmas:
            return answer
        for lemma in lemmas:
            patients[0].gates.require(*lemma)
    return Answer(Status.UNKNOWN, reason=f"no datable history after {ROUNDS} attempts")
