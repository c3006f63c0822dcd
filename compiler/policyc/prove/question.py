"""One text, one partly known patient, one day: what `decide` asks.

Known facts are constants here, so what they settle is folded away before the solver sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from policyc.model.facts import Axiom, Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.prove.calendars import calendar_on
from policyc.prove.engine import Engine
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.lowering import Readings, Text
from policyc.prove.patient import Circumstances, Patient
from policyc.prove.solver import DEFAULT, Answer, Model, SolverSettings, Status

Known = Mapping[str, Value]


class Question:
    """An epoch and what is known about one patient for one requested service."""

    def __init__(
        self, epoch: Epoch, circumstances: Circumstances, settings: SolverSettings = DEFAULT
    ) -> None:
        patient = Patient(Gates(), circumstances)
        self.text = Text(epoch, patient, Readings(patient.gates))
        self.engine = Engine(patient, settings)

    @property
    def patient(self) -> Patient:
        """The patient."""
        return self.engine.patient

    def ask(self, literals: Iterable[int] = ()) -> Answer:
        """Is there a completion of which all literals hold?"""
        return self.engine.ask(literals)

    def always(self, literal: int) -> bool | None:
        """Whether the literal holds in every completion; None when unknown."""
        if literal in (TRUE, FALSE):
            return literal == TRUE
        return self.engine.holds_always((), literal)

    def possible_outcomes(self, model: Model) -> tuple[Outcome, ...] | None:
        """Exactly the outcomes that completions give, given one completion; None when unknown."""
        found = {outcome for outcome, literal in self.text.outcomes.items() if model.holds(literal)}
        rest = [-self.text.outcomes[outcome] for outcome in found]
        while True:
            answer = self.ask(rest)
            if answer.status is Status.UNKNOWN:
                return None
            if answer.model is None:
                return tuple(outcome for outcome in self.text.outcomes if outcome in found)
            held = answer.model
            more = next(outcome for outcome, literal in self.text.outcomes.items() if held.holds(literal))
            found.add(more)
            rest.append(-self.text.outcomes[more])

    def possible_lines(self) -> tuple[str, ...] | None:
        """The lines that decide some completion, in order; None when unknown."""
        answers = {decision.line: Status.UNSATISFIABLE for decision in self.text.decisions}
        for decision in self.text.decisions:
            if answers[decision.line] is Status.UNSATISFIABLE:
                answers[decision.line] = self.ask([decision.literal]).status
        if Status.UNKNOWN in answers.values():
            return None
        lines = (line.name for line in self.text.epoch.lines)
        return tuple(name for name in lines if answers.get(name) is Status.SATISFIABLE)


def circumstances_of(
    policy: Policy, clock: date, service: str, requested: Sequence[str], known: Mapping[str, Known]
) -> Circumstances:
    """What a case fixes; `known` maps each requested service to the facts known for it."""
    others = {name: facts for name, facts in known.items() if name != service}
    calendar = calendar_on(clock)
    return Circumstances(
        policy.facts, policy.axioms, calendar, service, frozenset(requested), known[service], others
    )


def consistent(circumstances: Circumstances, settings: SolverSettings = DEFAULT) -> bool | None:
    """Whether some patient has the known facts under the axioms; None when unknown."""
    status = Engine(Patient(Gates(), circumstances), settings).ask(()).status
    return None if status is Status.UNKNOWN else status is Status.SATISFIABLE


__all__ = ["Axiom", "Question", "circumstances_of", "consistent"]
