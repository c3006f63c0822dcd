"""Laws of the facts that matter: the evaluator sees every difference told, and none that is denied."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from policyc.analysis.idle_facts import axiom_text, idle
from policyc.analysis.matters import (
    difference,
    facts_mentioned,
    facts_that_matter,
    groups_of,
    related,
)
from policyc.analysis.studied import studied_versions
from policyc.analysis.subject import Subject
from policyc.decide.verdicts import decide
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.conditions import All, Any, IsYes, Not
from policyc.model.facts import Fact, FactKind, Never
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Verdict
from tests.generators.cases import obeying, obeys, random_case, random_value, thresholds_of
from tests.generators.programs import program_of, random_policy, with_epochs


def decision(epoch: Epoch, case: Case, service: str) -> tuple[object, ...]:
    """What counts of a decision about a complete patient: a refusal counts with the line that gives it."""
    told = evaluate(epoch, case, service)
    (outcome,) = told.possible
    assert told.decided_by is not None
    favourable = outcome_class(outcome) is OutcomeClass.FAVOURABLE
    return outcome, told.services, told.also_supported, "" if favourable else told.decided_by.line


def decisions(epoch: Epoch, case: Case) -> list[tuple[object, ...]]:
    return [decision(epoch, case, service) for service in epoch.policy.services]


def changed(rng: Random, case: Case, group: frozenset[str], epoch: Epoch) -> Case:
    """The case with new values for the facts of a group."""
    policy, atoms = epoch.policy, thresholds_of(epoch)
    facts, per_service = dict(case.facts), {name: dict(each) for name, each in case.per_service.items()}
    for name in sorted(group):
        if policy.facts[name].per_service:
            per_service[name] = {service: rng.random() < 0.5 for service in policy.services}
        else:
            facts[name] = random_value(rng, policy.facts[name], atoms.get(name, []), case.date_of_service)
    new = replace(case, facts=facts, per_service=per_service)
    return obeying(rng, new, policy)


def same_outside(one: Case, other: Case, group: frozenset[str]) -> bool:
    names = [*one.facts, *one.per_service]
    return all(
        one.facts.get(name) == other.facts.get(name)
        and one.per_service.get(name) == other.per_service.get(name)
        for name in names
        if name not in group
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_patient_shows_that_a_fact_matters_which_is_said_not_to(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(1, 4), facts=rng.randint(4, 9))
    (epoch,) = policy.epochs
    matters = facts_that_matter(tuple(studied_versions(policy)))
    tried = 0
    for group in groups_of(policy.facts.values(), policy.axioms):
        assert group <= matters or group.isdisjoint(matters)
        for _ in range(25):
            case = replace(random_case(rng, epoch), requested=())
            other = changed(rng, case, group, epoch)
            if same_outside(case, other, group) and obeys(case, policy) and obeys(other, policy):
                tried += 1
                assert group <= matters or decisions(epoch, case) == decisions(epoch, other)
    assert tried > 20


@pytest.mark.parametrize("seed", range(60))
def test_what_matters_is_shown_by_two_patients(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(1, 6), readings={})
    matters = facts_that_matter(tuple(studied_versions(policy)))
    subject = Subject(policy.epochs[0])
    for group in groups_of(policy.facts.values(), policy.axioms):
        pair = difference(subject, group)
        # A group may matter only in company of its axioms, which keep its patients from showing it.
        assert (
            pair is not None
            or group.isdisjoint(matters)
            or any(related(axiom) <= group for axiom in policy.axioms)
        )
        if pair is not None:
            assert group <= matters
            service = subject.patient.service(pair[0])
            first, second = (decision(policy.epochs[0], subject.case(model), service) for model in pair)
            assert first != second


def with_idle_facts(rng: Random) -> Policy:
    """A random policy that asks for a fact which changes nothing, and an axiom that ties it to another such."""
    policy = random_policy(rng, rng.randint(1, 4), facts=rng.randint(4, 9))
    text = policy.epochs[0]
    names = ("idle_one", "idle_two")
    facts = {name: Fact(name, "sample", FactKind.YES_NO, name, normally=False) for name in names}
    axiom = Never((IsYes("idle_one"), Not(IsYes("idle_two"))), text="idle_one implies idle_two")
    label, criterion = next(iter(text.criteria.items()))
    own = criterion.condition
    absorbed = Any((own, All((own, IsYes("idle_one")))))
    criteria = {**text.criteria, label: replace(criterion, condition=absorbed)}
    wider = replace(policy, facts={**policy.facts, **facts}, axioms=(*policy.axioms, axiom))
    return with_epochs(wider, [replace(text, criteria=criteria)])


@pytest.mark.parametrize("seed", range(60))
def test_without_an_idle_axiom_every_verdict_is_the_same(seed: int) -> None:
    rng = Random(seed)
    policy = with_idle_facts(rng)
    matters = {policy.id: facts_that_matter(tuple(studied_versions(policy)))}
    told = idle(program_of(policy).vocabularies, matters, {policy.id: facts_mentioned(policy)})
    headlines = [one.headline for one in told]
    assert any("`idle_one`" in headline for headline in headlines)
    gone = [axiom for axiom in policy.axioms if any(f"`{axiom_text(axiom)}`" in each for each in headlines)]
    assert policy.axioms[-1] in gone
    kept = tuple(axiom for axiom in policy.axioms if axiom not in gone)
    epoch = policy.epochs[0]
    without = replace(epoch, policy=replace(policy, axioms=kept))
    for unknown in (0.0, 0.3, 0.6, 0.9):
        case = random_case(rng, epoch, unknown)
        verdicts = decide(epoch, case, with_routes=False)
        assert all(isinstance(verdict, Verdict) for verdict in verdicts)
        assert verdicts == decide(without, case, with_routes=False)
