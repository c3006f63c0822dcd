"""What cases show: for one requested service, the outcome and the truth of every condition that is asked for.

A pool holds the cases of a file and those that are written beside them. Two of its cases make a *pair* when they
differ in one fact, and in no other but those that axioms tie to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyc.decide.verdicts import decide
from policyc.evaluate import close_case, evaluate, requested_services, truth_of
from policyc.model.cases import Case
from policyc.model.conditions import Condition
from policyc.model.facts import Value
from policyc.model.program import Epoch
from policyc.model.verdict import Contradiction, Evaluation, Truth, Verdict
from policyc.testing.obeying import Slot, answers_of, tied


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as decided for one service. `closed` is the case with `and nothing else` worked out."""

    epoch: Epoch
    case: Case
    closed: Case
    service: str
    answers: dict[Slot, Value]
    evaluation: Evaluation
    truths: dict[Condition, Truth] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """The outcome, or "" where several are possible."""
        return str(self.evaluation.possible[0]) if len(self.evaluation.possible) == 1 else ""

    def truth(self, condition: Condition) -> Truth:
        """The truth of a condition of the text."""
        if condition not in self.truths:
            self.truths[condition] = truth_of(self.epoch, condition, self.closed, self.service)
        return self.truths[condition]

    def same_as(self, other: Shown) -> bool:
        """Whether both are about one patient, one day and one request."""
        return self.answers == other.answers and self.beside(other)

    def beside(self, other: Shown) -> bool:
        """Whether both are about one day and one request."""
        return (self.service, self.case.clocks, self.requested) == (
            other.service,
            other.case.clocks,
            other.requested,
        )

    @property
    def requested(self) -> tuple[str, ...]:
        """All services of the request."""
        return requested_services(self.case, self.epoch.policy)

    def differing(self, other: Shown) -> frozenset[str]:
        """The facts on which two cases differ."""
        return frozenset(slot[0] for slot, _ in self.answers.items() ^ other.answers.items())


def shown(epoch: Epoch, case: Case, service: str) -> Shown:
    """What a case shows of one of its services."""
    closed = close_case(case, epoch.policy)
    return Shown(epoch, case, closed, service, answers_of(closed), evaluate(epoch, closed, service))


def verdict_of(one: Shown) -> Verdict | Contradiction:
    """The verdict, settled by the solver where something is unknown."""
    found = {each.service: each for each in decide(one.epoch, one.case, with_routes=False)}
    return found[one.service]


class Pool:
    """Cases of one text, and the pairs among them."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch = epoch
        self.members: list[Shown] = []
        self.pairs: list[tuple[Shown, Shown, frozenset[str]]] = []

    def add(self, one: Shown) -> bool:
        """Add a case; False where the same one is there already."""
        if self.knows(one):
            return False
        for other in self.members:
            if other.beside(one):
                apart = other.differing(one)
                if apart and apart <= tied(sorted(apart)[:1], self.epoch.policy):
                    self.pairs.append((other, one, apart))
        self.members.append(one)
        return True

    def knows(self, one: Shown) -> bool:
        """Whether a case is there already."""
        return any(other.same_as(one) for other in self.members)

    def shows(self, condition: Condition, truth: Truth) -> bool:
        """Whether some case shows a condition so."""
        return any(one.truth(condition) is truth for one in self.members)
