"""Three readings of one text about one case: evaluator, decision graph and solver must not disagree.

The evaluator and the graph answer alike, whatever is unknown. The solver knows exactly what completions give: what
the evaluator leaves possible contains it, equals it where nothing is unknown, and an answer of the one complete
case that is known is among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyc.decide.verdicts import decide, known_facts
from policyc.evaluate import close_case, evaluate, requested_services
from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.model.verdict import Contradiction, DecidedBy, Evaluation, Truth, Verdict
from policyc.prove.pair import side_of
from policyc.prove.question import Question, circumstances_of
from policyc.prove.solver import Status

if TYPE_CHECKING:
    import networkx as nx

_COMPARED = ("possible", "possible_lines", "decided_by", "services", "also_supported")


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its graph, which is built once."""

    epoch: Epoch
    graph: nx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What does not fit together about a case and a service: in one phrase, and what each reading says.

    `cases` are the patient, or two where one is held against the other.
    """

    service: str
    words: str
    said: tuple[str, ...]
    cases: tuple[Case, ...]


class DisagreementError(Exception):
    """Raised where Hypothesis has to notice that something does not fit, and to look for a smaller case."""

    def __init__(self, found: Disagreement) -> None:
        super().__init__(found.words)
        self.found = found


def read(epoch: Epoch) -> Read:
    """A text to be held against its other readings."""
    return Read(epoch, build_graph(epoch))


def disagreements(text: Read, case: Case, complete: Case | None = None) -> Iterator[Disagreement]:
    """What does not agree about a case; `complete` is a complete case that agrees with it."""
    closed = close_case(case, text.epoch.policy)
    for service in requested_services(closed, text.epoch.policy):
        evaluated = evaluate(text.epoch, closed, service)
        drawn = evaluated if complete is None else evaluate(text.epoch, complete, service)
        yield from _of_graph(text, closed, evaluated, case)
        if Truth.UNKNOWN not in evaluated.truths.values():
            yield from _of_solver(text.epoch, closed, evaluated, case)
        elif not text.epoch.policy.undocumented_not_met:
            yield from _of_verdict(text.epoch, case, evaluated, drawn)


def said(evaluation: Evaluation) -> str:
    """What a reading says: outcomes with the lines, and the criterion where one is certain."""
    by = evaluation.decided_by
    words = " or ".join(str(outcome) for outcome in evaluation.possible)
    lines = f"{by.line}{f' under {by.criterion}' if by.criterion else ''}" if by else ""
    lines = lines or ", ".join(evaluation.possible_lines)
    return f"{words} by {lines}, supporting {', '.join(evaluation.services) or 'nothing'}"


def _of_graph(text: Read, closed: Case, evaluated: Evaluation, case: Case) -> Iterator[Disagreement]:
    drawn = evaluate_graph(text.graph, closed, evaluated.service)
    different = [name for name in _COMPARED if getattr(drawn, name) != getattr(evaluated, name)]
    if different:
        sides = (f"the evaluator says {said(evaluated)}", f"the graph says {said(drawn)}")
        yield Disagreement(evaluated.service, "the evaluator and the graph disagree", sides, (case,))


def _of_solver(epoch: Epoch, closed: Case, evaluated: Evaluation, case: Case) -> Iterator[Disagreement]:
    """Where nothing is unknown the solver has one answer, the evaluator's."""
    policy, service = epoch.policy, evaluated.service
    requested = requested_services(closed, policy)
    known = {name: known_facts(closed, policy, name) for name in requested}
    clock = closed.clocks[policy.window_clock]
    question = Question(epoch, circumstances_of(policy, clock, service, requested, known))
    answer = question.ask()
    own = f"the evaluator says {said(evaluated)}"
    if answer.status is Status.UNSATISFIABLE:
        words = "the solver knows no such patient"
        yield Disagreement(service, words, (own, words), (case,))
    elif answer.model is not None:
        side = side_of(question.text, answer.model)
        by = evaluated.decided_by
        if (DecidedBy(side.line, side.criterion), (side.outcome,)) != (by, evaluated.possible):
            other = f"the solver says {side.outcome} by {side.line} under {side.criterion}"
            yield Disagreement(service, "the evaluator and the solver disagree", (own, other), (case,))


def _of_verdict(epoch: Epoch, case: Case, evaluated: Evaluation, drawn: Evaluation) -> Iterator[Disagreement]:
    """Where something is unknown the verdict narrows the evaluator's answer, and allows the drawn completion's."""
    service = evaluated.service
    verdicts: Mapping[str, Verdict | Contradiction] = {
        each.service: each for each in decide(epoch, case, with_routes=False)
    }
    verdict = verdicts[service]
    own = f"the evaluator says {said(evaluated)}"
    if isinstance(verdict, Contradiction):
        words = "the verdict knows no such patient"
        yield Disagreement(service, words, (own, words), (case,))
        return
    possible = " or ".join(str(outcome) for outcome in verdict.possible)
    exact = f"the verdict says {possible} by {', '.join(verdict.possible_lines)}"
    if not _within(verdict, evaluated):
        yield Disagreement(service, "the evaluator and the verdict disagree", (own, exact), (case,))
    if drawn is not evaluated and not _allows(verdict, drawn):
        other = f"a patient who fits the case gets {said(drawn)}"
        yield Disagreement(service, "the verdict leaves out a patient", (exact, other), (case,))


def _within(verdict: Verdict, evaluated: Evaluation) -> bool:
    """The exact answer lies inside the possible one, and is decided exactly where one outcome is left."""
    return (
        set(verdict.possible) <= set(evaluated.possible)
        and set(verdict.possible_lines) <= set(evaluated.possible_lines)
        and set(verdict.services) >= set(evaluated.services)
        and verdict.decided == (len(verdict.possible) == 1)
        and verdict.decided == (not verdict.open_facts)
    )


def _allows(verdict: Verdict, drawn: Evaluation) -> bool:
    return (
        set(drawn.possible) <= set(verdict.possible)
        and set(drawn.possible_lines) <= set(verdict.possible_lines)
        and set(verdict.services) <= set(drawn.services)
    )
