"""The verdict about a case: the evaluator's answer, completed by the solver where facts are unknown.

An outcome is decided when every completion of the case that obeys the axioms gives it. The evaluator reads in
Kleene's logic, which is sound but weaker; where it leaves something unknown, the solver says exactly which
outcomes and lines are possible and which services are supported in every completion. An undecided verdict
carries the open facts and the routes.

Under `undocumented facts are not met` completions play no part: the evaluator's answer is the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyc.decide.contradictions import contradiction
from policyc.decide.open_facts import open_facts
from policyc.decide.routes import routes
from policyc.evaluate import citations_of, close_case, evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.facts import Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, DecidedBy, Evaluation, Route, Truth, Verdict
from policyc.prove.laws import ties
from policyc.prove.pair import side_of
from policyc.prove.patient import Circumstances
from policyc.prove.question import Question, circumstances_of, consistent
from policyc.prove.solver import Model, Status


def decide(epoch: Epoch, case: Case, with_routes: bool = True) -> tuple[Verdict | Contradiction, ...]:
    """One verdict for each requested service, in the order requested; every service where none is named.

    A case that no completion satisfies gives a Contradiction. Where a limit of the solver was reached, the
    verdict is undecided, its possible outcomes are the evaluator's, and `routes_cut` says so. Without
    `with_routes` no routes are looked for.
    """
    closed = close_case(case, epoch.policy)
    requested = requested_services(closed, epoch.policy)
    clock = closed.clocks[epoch.policy.window_clock]
    known = {service: known_facts(closed, epoch.policy, service) for service in requested}
    return tuple(
        _decide(epoch, closed, circumstances_of(epoch.policy, clock, service, requested, known), with_routes)
        for service in requested
    )


def known_facts(case: Case, policy: Policy, service: str) -> Mapping[str, Value]:
    """The facts of a closed case that are known, as they are for one service."""
    given = {**case.facts, **{name: values.get(service) for name, values in case.per_service.items()}}
    return {name: value for name, value in given.items() if value is not None and name in policy.facts}


def _decide(
    epoch: Epoch, case: Case, circumstances: Circumstances, with_routes: bool
) -> Verdict | Contradiction:
    evaluation = evaluate(epoch, case, circumstances.service)
    settled = Truth.UNKNOWN not in evaluation.truths.values()
    if settled or epoch.policy.undocumented_not_met:
        if consistent(circumstances) is False:
            return contradiction(circumstances)
        return _settled(epoch, evaluation)
    question = Question(epoch, circumstances)
    completion = question.ask()
    if completion.status is Status.UNSATISFIABLE:
        return contradiction(circumstances)
    possible = completion.model and question.possible_outcomes(completion.model)
    if completion.model is None or possible is None:
        return _unknown(evaluation, completion.reason or "the solver reached its limit")
    if len(possible) == 1:
        return _decided(epoch, evaluation, question, completion.model)
    return _undecided(evaluation, question, possible, with_routes)


def _settled(epoch: Epoch, evaluation: Evaluation) -> Verdict:
    """The evaluator's own answer, where nothing is left to complete."""
    decided_by = evaluation.decided_by
    citations = citations_of(epoch, decided_by) if decided_by else ()
    return _verdict(
        evaluation, evaluation.possible, decided_by, evaluation.possible_lines, citations=citations
    )


def _decided(epoch: Epoch, evaluation: Evaluation, question: Question, model: Model) -> Verdict:
    decided_by = _decided_by(question, model)
    lines = (decided_by.line,) if decided_by else question.possible_lines()
    supported = _services(question)
    possible = tuple(outcome for outcome, literal in question.text.outcomes.items() if model.holds(literal))
    citations = citations_of(epoch, decided_by) if decided_by else ()
    return _verdict(
        evaluation,
        possible,
        decided_by,
        evaluation.possible_lines if lines is None else lines,
        supported,
        citations=citations,
    )


def _undecided(
    evaluation: Evaluation, question: Question, possible: tuple[Outcome, ...], with_routes: bool
) -> Verdict:
    lines = question.possible_lines()
    supported = _services(question)
    facts, reason = open_facts(question, possible)
    found: tuple[Route, ...] = ()
    cut = ""
    if with_routes:
        found, cut = routes(question, possible, _candidates(question, facts))
    return _verdict(
        evaluation,
        possible,
        None,
        evaluation.possible_lines if lines is None else lines,
        supported,
        routes=found,
        open_facts=facts,
        cut="; ".join(
            words for words in (cut, reason and f"there may be fewer open facts: {reason}") if words
        ),
    )


def _unknown(evaluation: Evaluation, reason: str) -> Verdict:
    possible = evaluation.possible
    return _verdict(evaluation, possible, None, evaluation.possible_lines, cut=reason, decided=False)


def _verdict(
    evaluation: Evaluation,
    possible: tuple[Outcome, ...],
    decided_by: DecidedBy | None,
    lines: tuple[str, ...],
    supported: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
    *,
    citations: tuple[object, ...] = (),
    routes: tuple[Route, ...] = (),
    open_facts: tuple[str, ...] = (),
    cut: str = "",
    decided: bool = True,
) -> Verdict:
    services, also = supported or (evaluation.services, evaluation.also_supported)
    decided = decided and len(possible) == 1
    return Verdict(
        service=evaluation.service,
        outcome=possible[0] if decided else Outcome.PEND,
        decided=decided,
        possible=possible,
        decided_by=decided_by,
        possible_lines=lines,
        services=services,
        also_supported=also,
        citations=citations,  # type: ignore[arg-type]
        routes=routes,
        open_facts=open_facts,
        evaluation=evaluation,
        routes_cut=cut,
    )


def _decided_by(question: Question, model: Model) -> DecidedBy | None:
    """The line that decides every completion, with its criterion where that is always the same."""
    side = side_of(question.text, model)
    decisions = [decision for decision in question.text.decisions if decision.line == side.line]
    gates = question.engine.gates
    if not question.always(gates.disjunction([decision.literal for decision in decisions])):
        return None
    chosen = [lit for decision in decisions for label, lit in decision.criteria if label == side.criterion]
    certain = question.always(gates.disjunction(chosen))
    return DecidedBy(side.line, side.criterion if certain else None)


def _services(question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    text = question.text
    services = tuple(name for name, literal in text.services.items() if question.always(literal))
    also = tuple(
        name for name, literal in text.also.items() if name not in services and question.always(literal)
    )
    return services, also


def _candidates(question: Question, facts: tuple[str, ...]) -> list[str]:
    """The open facts and those that axioms tie to them."""
    near = set(facts).union(*(group for group in ties(question.patient) if not group.isdisjoint(facts)))
    families = question.patient.families
    return [name for name in question.patient.given.facts if name in near and families[name].variables()]


__all__ = ["decide", "known_facts"]
