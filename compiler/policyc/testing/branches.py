"""The branches of a text, a line with the criterion that decides: each with its plainest patient, or the proof
that there is none. Every patient is put before the evaluator again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.analysis.subject import Subject, UndecidedError
from policyc.evaluate import close_case, evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.conditions import Condition
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome
from policyc.model.program import Epoch
from policyc.model.verdict import DecidedBy
from policyc.prove.gates import FALSE
from policyc.testing.agreement import Disagreement, Read, disagreements, said
from policyc.testing.changing import closed_by_normal, with_value
from policyc.testing.goals import atoms_of
from policyc.testing.obeying import Setting, answers_of, broken_axioms
from policyc.testing.values import grid


@dataclass(frozen=True, slots=True)
class Branch:
    """A line, the criterion under which it decides (None: under none), and the outcome."""

    line: str
    criterion: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Visited:
    """A branch with a patient who takes it; None where it was proved that nobody does, or `reason` says why not."""

    branch: Branch
    witness: Case | None
    reason: str = ""
    disagreement: Disagreement | None = None


def visit(text: Read, subject: Subject) -> Iterator[Visited]:
    """Every branch of a text, in its order."""
    for branch in branches(text.epoch):
        try:
            model = subject.plainest([_literal(branch, subject)])
        except UndecidedError as error:
            yield Visited(branch, None, str(error))
            continue
        if model is None:
            yield Visited(branch, None)
            continue
        case, service = subject.case(model), subject.patient.service(model)
        found = _not_replayed(text.epoch, branch, case, service) or next(disagreements(text, case), None)
        yield Visited(branch, case, disagreement=found)


def neighbours(text: Read, subject: Subject) -> Iterator[Case]:
    """Around each branch with a criterion, patients for whom one of its conditions may make the difference.

    For each condition over a fact, the plainest patient of the branch who meets it, and the same patient with each
    other value of that fact that is worth trying, where the axioms allow it.
    """
    for branch in branches(text.epoch):
        criterion = subject.epoch.criteria.get(branch.criterion or "")
        literal = _literal(branch, subject)
        for atom in atoms_of(criterion.condition, text.epoch) if criterion else ():
            yield from _around(text.epoch, subject, literal, atom)


def _around(epoch: Epoch, subject: Subject, literal: int, atom: Condition) -> Iterator[Case]:
    try:
        model = subject.plainest([literal, subject.text.condition(atom)])
    except UndecidedError:
        return
    if model is None:
        return
    case, policy, fact = subject.case(model), epoch.policy, str(getattr(atom, "fact", ""))
    yield case
    closed = close_case(case, policy)
    setting = Setting(policy, case.clocks[policy.window_clock], requested_services(case, policy), {})
    for value in grid(policy.facts[fact], [atom], setting.clock):
        other = with_value(closed, setting.slot(fact, subject.patient.service(model)), value)
        if not any(True for _ in broken_axioms(answers_of(other), setting)):
            yield closed_by_normal(other, policy)


def branches(epoch: Epoch) -> list[Branch]:
    """The branches that the words of a text allow, in the order of its lines and of the criteria they name.

    A line that promises a service and names criteria never decides under none of them, and what it names only as a
    reading that was not chosen has it does not count. Where another service than the one asked for is supported,
    that is no branch of its own.
    """
    readings = epoch.policy.readings
    found: list[Branch] = []
    for line in epoch.lines:
        named = [
            name.label
            for name in line.names
            if all(readings[reading].chosen == alternative for reading, alternative in name.readings)
        ]
        nothing = [None] if line.outcome not in SERVICE_OUTCOMES or not line.names else []
        found += [Branch(line.name, label, line.outcome) for label in (*dict.fromkeys(named), *nothing)]
    return found


def _literal(branch: Branch, subject: Subject) -> int:
    return subject.text.sides.get((branch.line, branch.criterion, branch.outcome), FALSE)


def _not_replayed(epoch: Epoch, branch: Branch, case: Case, service: str) -> Disagreement | None:
    evaluated = evaluate(epoch, case, service)
    if (evaluated.decided_by, evaluated.possible) == (
        DecidedBy(branch.line, branch.criterion),
        (branch.outcome,),
    ):
        return None
    other = f"the solver says {branch.outcome} by {branch.line} under {branch.criterion}"
    own = f"the evaluator says {said(evaluated)}"
    return Disagreement(service, "the solver's patient does not replay", (own, other), (case,))
