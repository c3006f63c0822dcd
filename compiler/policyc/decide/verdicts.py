"""The verdict about a case: the evaluator's answer, completed by the solver where facts are unknown.

An outcome is decided when every completion of the case that obeys the axioms gives it. The evaluator reads in
Kleene's logic, which is sound but weaker; where it leaves something unknown, the solver says exactly which
outcomes and lines are possible and which services are supported in every completion. An undecided verdict
carries the open facts and the routes.

Under `undocumented facts are not met` completions play no part: the evaluator's answer is the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policyc.decide.contradictions import contradiction
from policyc.decide.open_facts import open_facts
from policyc.decide.routes import routes
from policyc.evaluate import citations_of, close_case, evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.facts import Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, DecidedBy, Evaluation, Truth, Verdict
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
    if completion.model is None:
        return replace(_bare(epoch, evaluation), routes_cut=completion.reason)
    possible = question.possible_outcomes(completion.model)
    if possible is None:
        return replace(_bare(epoch, evaluation), routes_cut="the solver reached its limit")
    if len(possible) == 1:
        return _decided(epoch, evaluation, question, completion.model)
    return _undecided(epoch, evaluation, question, possible, with_routes)


def _settled(epoch: Epoch, evaluation: Evaluation) -> Verdict:
    """The evaluator's own answer, where nothing is left to complete."""
    return _with_outcome(_bare(epoch, evaluation), epoch, evaluation.possible[0], evaluation.decided_by)


def _decided(epoch: Epoch, evaluation: Evaluation, question: Question, model: Model) -> Verdict:
    decided_by = _decided_by(question, model)
    outcome = next(outcome for outcome, literal in question.text.outcomes.items() if model.holds(literal))
    verdict = _completed(_bare(epoch, evaluation), question)
    if decided_by is not None:
        verdict = replace(verdict, possible_lines=(decided_by.line,))
    return _with_outcome(verdict, epoch, outcome, decided_by)


def _undecided(
    epoch: Epoch, evaluation: Evaluation, question: Question, possible: tuple[Outcome, ...], with_routes: bool
) -> Verdict:
    verdict = _completed(_bare(epoch, evaluation), question)
    facts, reason = open_facts(question, possible)
    found, cut = routes(question, possible, _candidates(question, facts)) if with_routes else ((), "")
    doubt = f"there may be fewer open facts: {reason}" if reason else ""
    said = "; ".join(words for words in (cut, doubt) if words)
    return replace(verdict, possible=possible, routes=found, open_facts=facts, routes_cut=said)


def _bare(epoch: Epoch, evaluation: Evaluation) -> Verdict:
    """The evaluator's answer as an undecided verdict."""
    return Verdict(
        service=evaluation.service,
        outcome=Outcome.PEND,
        decided=False,
        possible=evaluation.possible,
        decided_by=None,
        possible_lines=evaluation.possible_lines,
        services=evaluation.services,
        also_supported=evaluation.also_supported,
        citations=(),
        routes=(),
        open_facts=(),
        evaluation=evaluation,
        documents=tuple(document.name for document in epoch.policy.documents),
    )


def _with_outcome(verdict: Verdict, epoch: Epoch, outcome: Outcome, decided_by: DecidedBy | None) -> Verdict:
    citations = citations_of(epoch, decided_by) if decided_by else ()
    return replace(
        verdict,
        outcome=outcome,
        decided=True,
        possible=(outcome,),
        decided_by=decided_by,
        citations=citations,
    )


def _completed(verdict: Verdict, question: Question) -> Verdict:
    """With the lines and services that the completions give; what the solver could not tell stays as it was."""
    lines = question.possible_lines()
    text = question.text
    services = tuple(name for name, literal in text.services.items() if question.always(literal))
    also = tuple(
        name for name, literal in text.also.items() if name not in services and question.always(literal)
    )
    known = verdict.possible_lines if lines is None else lines
    return replace(verdict, possible_lines=known, services=services, also_supported=also)


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


def _candidates(question: Question, facts: tuple[str, ...]) -> list[str]:
    """The open facts and those that axioms tie to them."""
    near = set(facts).union(*(group for group in ties(question.patient) if not group.isdisjoint(facts)))
    families = question.patient.families
    return [name for name in question.patient.given.facts if name in near and families[name].variables()]


__all__ = ["decide", "known_facts"]
