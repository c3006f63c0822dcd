"""Laws of the solver: it decides complete patients as the evaluator does, and hands out real patients only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
import z3

from policyc.decide.verdicts import known_facts
from policyc.evaluate import evaluate, requested_services
from policyc.model.calendar import Interval
from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Moment, PartOf, Value
from policyc.model.program import Epoch
from policyc.prove.decoding import decode
from policyc.prove.pair import side_of
from policyc.prove.question import Question, circumstances_of
from policyc.prove.solver import Model
from tests.generators.cases import broken_axioms, conditions_of, days_covered, random_case
from tests.generators.programs import random_policy
from tests.judges.z3_patients import Patients
from tests.judges.z3_text import TextTerms


def questions(epoch: Epoch, case: Case) -> Iterator[tuple[str, Question]]:
    """What the solver is asked about each requested service of a case."""
    policy = epoch.policy
    requested = requested_services(case, policy)
    known = {service: known_facts(case, policy, service) for service in requested}
    for service in requested:
        clock = case.clocks[policy.window_clock]
        yield service, Question(epoch, circumstances_of(policy, clock, service, requested, known))


@pytest.mark.parametrize("seed", range(60))
def test_complete_patients_are_decided_as_the_evaluator_does(seed: int) -> None:
    rng = Random(seed)
    epoch = random_policy(rng, rng.randint(1, 6)).epochs[0]
    case = random_case(rng, epoch)
    for service, question in questions(epoch, case):
        told = evaluate(epoch, case, service)
        answer = question.ask()
        assert answer.model is not None
        assert told.decided_by is not None
        side = side_of(question.text, answer.model)
        assert (side.outcome,) == told.possible
        assert (side.line, side.criterion) == (told.decided_by.line, told.decided_by.criterion)
        assert supported(question.text.services, answer.model) == set(told.services)
        also = supported(question.text.also, answer.model)
        assert also - set(told.services) == set(told.also_supported)


@pytest.mark.parametrize("seed", range(80))
def test_every_model_is_a_real_patient_and_decided_so(seed: int) -> None:
    rng = Random(seed)
    epoch = random_policy(rng, rng.randint(1, 5)).epochs[0]
    for unknown in (0.3, 0.7, 1.0):
        case = random_case(rng, epoch, unknown)
        for service, question in questions(epoch, case):
            for decision in question.text.decisions:
                model = question.ask([decision.literal]).model
                if model is not None:
                    patient = completed(case, epoch, service, question, model)
                    told = evaluate(epoch, patient, service)
                    assert told.possible == (decision.outcome,)
                    assert told.decided_by is not None
                    assert told.decided_by.line == decision.line
                    check_axioms(epoch, patient)


@pytest.mark.parametrize("seed", range(40))
def test_z3_finds_the_same_decisions_possible(seed: int) -> None:
    rng = Random(seed)
    epoch = random_policy(rng, rng.randint(1, 4)).epochs[0]
    case = replace(random_case(rng, epoch, 1.0), facts={}, per_service={})
    day = case.date_of_service
    for service, question in questions(epoch, case):
        one_day = Interval(day, day.fromordinal(day.toordinal() + 1))
        patients = Patients(epoch.policy, (one_day,), service, conditions_of(epoch))
        text = TextTerms(epoch, patients)
        judge = z3.Solver()
        judge.set("timeout", 20_000)
        judge.add(patients.constraints)
        requested = requested_services(case, epoch.policy)
        judge.add([term == (name in requested) for name, term in patients.requested.items()])
        by_line = {(line.name, outcome): term for line, outcome, term in text.decisions()}
        for decision in question.text.decisions:
            possible = question.ask([decision.literal]).model is not None
            assert judge.check(by_line[decision.line, decision.outcome]) == (z3.sat if possible else z3.unsat)


def supported(services: dict[str, int], model: Model) -> set[str]:
    return {name for name, literal in services.items() if model.holds(literal)}


def completed(case: Case, epoch: Epoch, service: str, question: Question, model: Model) -> Case:
    """The case with what the model says, and any value for facts that are not in play."""
    policy = epoch.policy
    said = decode(question.patient, model).values
    facts: dict[str, Value | None] = {}
    per_service: dict[str, dict[str, Value | None]] = {}
    for name, fact in policy.facts.items():
        if fact.per_service:
            known = {key: value for key, value in case.per_service.get(name, {}).items() if value is not None}
            own = {service: said[name]} if name in said else {}
            per_service[name] = {**dict.fromkeys(policy.services, False), **known, **own}
        else:
            given = case.facts.get(name)
            unsaid = given if given not in (None, Moment.SOME_DAY) else any_value(fact)
            facts[name] = said.get(name, unsaid)
    return replace(case, facts=facts, per_service=per_service)


def any_value(fact: Fact) -> Value:
    match fact.kind:
        case FactKind.YES_NO:
            return False
        case FactKind.DATE:
            return Moment.NEVER
        case FactKind.ONE_OF:
            return fact.choices[0].name
        case FactKind.SET_OF:
            return frozenset()
        case FactKind.EPISODES:
            return ()
        case _:
            return fact.low


def check_axioms(epoch: Epoch, patient: Case) -> None:
    """Axioms hold, as far as the facts in play go; a fact out of play may have to change its value for it."""
    assert not list(broken_axioms(patient, epoch.policy))
    for axiom in epoch.policy.axioms:
        if isinstance(axiom, PartOf) and patient.facts[axiom.whole]:
            part, whole = patient.facts[axiom.part], patient.facts[axiom.whole]
            assert days_covered(part) <= days_covered(whole)
