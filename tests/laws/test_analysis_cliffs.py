"""Cliffs on random policies, held against every patient of small ones: found where there are some, and only there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
from random import Random

import pytest

from policyc.analysis.cliffs import find_cliffs
from policyc.analysis.documentation_cliffs import find_documentation_cliffs
from policyc.analysis.neighbours import MORE
from policyc.analysis.studied import Studied, studied_versions
from policyc.analysis.subject import Subject
from policyc.analysis.worsening import Worsening, worsening
from policyc.check.cases import read_json_case
from policyc.decide.verdicts import decide
from policyc.evaluate import close_case, evaluate
from policyc.model.cases import Case
from policyc.model.conditions import Condition
from policyc.model.facts import Fact, FactKind, Never, Value
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Verdict
from policyc.prove.laws import facts_of
from tests.generators.cases import conditions_of, grid, obeys, thresholds_of
from tests.generators.facts import random_axioms
from tests.generators.programs import random_policy, with_epochs

MOST_PATIENTS = 600
ORDERED = {FactKind.NUMBER, FactKind.AGE, FactKind.DURATION}
Patient = Mapping[str, Value]


@pytest.mark.parametrize("seed", range(40))
def test_a_worsening_is_found_where_some_pair_of_patients_has_one(seed: int) -> None:
    policy = small_policy(seed)
    epoch = policy.epochs[0]
    world = World(epoch)
    if world.size > MOST_PATIENTS:
        return
    told = {re.findall("`(.*?)`", found.headline)[0] for found in find_cliffs(studied(policy))}
    subject = Subject(epoch)
    for name, fact in policy.facts.items():
        if name in world.values and fact.kind in ORDERED | {FactKind.YES_NO} and not fact.per_service:
            exists = {sicker: any(world.worsenings(fact, sicker)) for sicker in (False, True)}
            for only_sicker, some in exists.items():
                found = worsening(subject, name, only_sicker=only_sicker)
                assert (found is not None) is some, (name, found)
            if fact.worse_when in MORE and name in facts_of(conditions_of(epoch)):
                assert (name in told) is exists[True]


@pytest.mark.parametrize("seed", range(1000, 1080))
def test_every_pair_is_real_and_differs_in_one_step(seed: int) -> None:
    policy = with_axioms(seed, random_policy(Random(seed), 1 + seed % 5))
    for epoch in policy.epochs:
        subject = Subject(epoch)
        for name, fact in policy.facts.items():
            if fact.worse_when in MORE:
                found = worsening(subject, name, only_sicker=True)
                if found is not None:
                    check_pair(found, epoch)


@pytest.mark.parametrize("seed", range(80))
def test_a_longer_record_harms_where_some_case_shows_it(seed: int) -> None:
    policy = small_policy(seed, undocumented_not_met=True)
    epoch = policy.epochs[0]
    world = World(epoch)
    if world.size * 2 ** len(world.facts) > MOST_PATIENTS * 3:
        return
    told = {re.findall("`(.*?)`", found.headline)[0] for found in find_documentation_cliffs(studied(policy))}
    assert told == {name for name in world.facts if any(world.harmed_by_recording(name))}


@pytest.mark.parametrize("seed", range(2000, 2080))
def test_every_documentation_cliff_is_one_to_the_evaluator(seed: int) -> None:
    policy = with_axioms(seed, random_policy(Random(seed), 1 + seed % 4, undocumented_not_met=True))
    for found in find_documentation_cliffs(studied(policy)):
        cases = []
        for data in (found.witness, found.twin):
            read = read_json_case(data, policy)
            assert isinstance(read, Case)
            cases.append(read)
        name = re.findall("`(.*?)`", found.headline)[0]
        shorter, longer = ({**case.facts, **case.per_service} for case in cases)
        assert {each for each in shorter | longer if shorter.get(each) != longer.get(each)} <= {name}
        outcomes = []
        for case in cases:
            verdicts = decide(policy.epochs[0], case, with_routes=False)
            assert all(isinstance(verdict, Verdict) for verdict in verdicts)
            outcomes.append([outcome_class(each.outcome) for each in verdicts if isinstance(each, Verdict)])
        assert any(a is not None and b is not None and a > b for a, b in zip(*outcomes, strict=True))


def studied(policy: Policy) -> Studied:
    """The one version of a policy."""
    return next(iter(studied_versions(policy)))


def check_pair(found: Worsening, epoch: Epoch) -> None:
    """Both patients obey the axioms, are decided as said, and differ in the fact and what is named."""
    policy = epoch.policy
    fact = policy.facts[found.fact]
    closed = [close_case(case, policy) for case in (found.before, found.after)]
    assert all(obeys(case, policy) for case in closed)
    before, after = ({**case.facts, **case.per_service} for case in closed)
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {found.fact, *found.changed}
    if fact.kind in ORDERED and isinstance(found.old_value, int) and isinstance(found.new_value, int):
        assert found.new_value - found.old_value == (1 if MORE[fact.worse_when or "yes"] else -1)
    for case, outcome in ((found.before, found.old_outcome), (found.after, found.new_outcome)):
        verdicts = [each for each in decide(epoch, case) if each.service == found.service]
        assert isinstance(verdicts[0], Verdict)
        assert verdicts[0].decided
        assert verdicts[0].outcome is outcome
    old, new = outcome_class(found.old_outcome), outcome_class(found.new_outcome)
    assert old is not None
    assert new is not None
    assert old > new


def small_policy(seed: int, **header: bool) -> Policy:
    """A policy without episodes, whose patients can be counted."""
    rng = Random(seed)
    while True:
        drawn = random_policy(rng, rng.randint(1, 3), rng.randint(3, 5), **header)
        policy = with_axioms(rng.randrange(10**6), drawn)
        mentioned = facts_of(said(policy.epochs[0]))
        if all(policy.facts[name].kind is not FactKind.EPISODES for name in mentioned):
            return policy


def with_axioms(seed: int, policy: Policy) -> Policy:
    """The policy under up to three axioms, and with every yes/no fact worse when yes."""
    rng = Random(seed)
    facts = {
        name: replace(fact, worse_when="yes" if fact.kind is FactKind.YES_NO else fact.worse_when)
        for name, fact in policy.facts.items()
    }
    axioms = random_axioms(rng, facts, rng.choice((0, 1, 2, 3)))
    return with_epochs(replace(policy, facts=facts, axioms=axioms), policy.epochs)


def said(epoch: Epoch) -> list[Condition]:
    """Every condition of a text and of the axioms."""
    axioms = [each for axiom in epoch.policy.axioms if isinstance(axiom, Never) for each in axiom.conditions]
    return [*conditions_of(epoch), *axioms]


class World:
    """All patients of a small text, as far as it tells them apart."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch = epoch
        self.policy = epoch.policy
        self.facts = sorted(facts_of(said(epoch)))
        self.days = [each.day for each in Subject(epoch).patient.given.calendar.classes]
        self.values = dict.fromkeys(self.facts, True)
        self._decided: dict[tuple[object, ...], OutcomeClass | None] = {}
        self.size = len(self.days) * prod(len(self.grid(name, self.days[0])) for name in self.facts)

    def grid(self, name: str, day: object) -> list[Value]:
        atoms = thresholds_of(self.epoch).get(name, [])
        for axiom in self.policy.axioms:
            if isinstance(axiom, Never):
                for each in axiom.conditions:
                    inner = getattr(each, "operand", each)
                    atoms = [*atoms, *([inner] if getattr(inner, "fact", "") == name else [])]
        return grid(self.policy.facts[name], atoms, day)  # type: ignore[arg-type]

    def worsenings(self, fact: Fact, only_sicker: bool) -> Iterator[tuple[Patient, Patient]]:
        """Pairs one step apart, changed no more than the axioms force, the sicker with the lower class."""
        for day in self.days:
            grids = {name: self.grid(name, day) for name in self.facts}
            for values in product(*grids.values()):
                patient = dict(zip(grids, values, strict=True))
                if self.real(patient, day):
                    for sicker in self.steps(fact, patient, grids, day):
                        counts = not only_sicker or self.no_better(patient, sicker)
                        if counts and any(self.falls(patient, sicker, day)):
                            yield patient, sicker

    def steps(
        self, fact: Fact, patient: Patient, grids: Mapping[str, list[Value]], day: object
    ) -> Iterator[Patient]:
        """The nearest real patients in whom the fact is one step worse."""
        value, more = patient[fact.name], MORE.get(fact.worse_when or "yes", True)
        worse: Value
        if isinstance(value, bool):
            if value is more:
                return
            worse = more
        else:
            assert isinstance(value, int)
            worse = value + (1 if more else -1)
            if worse not in grids[fact.name]:
                return
        changed = {**patient, fact.name: worse}
        if self.real(changed, day):
            yield changed
            return
        near = sorted(self.near(fact.name))
        real = [
            candidate
            for values in product(*(grids[name] for name in near))
            if self.real(candidate := {**changed, **dict(zip(near, values, strict=True))}, day)
        ]
        for one in real:
            if not any(other != one and self.between(changed, other, one) for other in real):
                yield one

    def near(self, name: str) -> set[str]:
        """The facts that axioms tie to a fact, in turn."""
        tied = [facts_of(axiom.conditions) for axiom in self.policy.axioms if isinstance(axiom, Never)]
        found = {name}
        while more := {each for names in tied if names & found for each in names} - found:
            found |= more
        return (found & set(self.facts)) - {name}

    def between(self, first: Patient, middle: Patient, last: Patient) -> bool:
        for name in self.facts:
            one, two, three = first[name], middle[name], last[name]
            if self.policy.facts[name].kind in ORDERED:
                if not min(one, three) <= two <= max(one, three):  # type: ignore[operator, type-var]
                    return False
            elif two not in (one, three):
                return False
        return True

    def no_better(self, patient: Patient, sicker: Patient) -> bool:
        """No fact with a direction got better."""
        for name, fact in self.policy.facts.items():
            if name in self.facts and fact.worse_when in MORE:
                before, after = patient[name], sicker[name]
                if before != after and (after > before) is not MORE[fact.worse_when]:  # type: ignore[operator]
                    return False
        return True

    def real(self, patient: Patient, day: object) -> bool:
        return obeys(self.case(patient, day, ()), self.policy)

    def case(self, patient: Patient, day: object, requested: tuple[str, ...]) -> Case:
        services = tuple(self.policy.services)
        shared = {name: value for name, value in patient.items() if not self.policy.facts[name].per_service}
        own = {
            name: dict.fromkeys(services, value)
            for name, value in patient.items()
            if self.policy.facts[name].per_service
        }
        return Case({"date_of_service": day}, requested, shared, own)  # type: ignore[dict-item]

    def falls(self, patient: Patient, sicker: Patient, day: object) -> Iterator[bool]:
        services = tuple(self.policy.services)
        for service in services:
            others = [each for each in services if each != service]
            for kept in product((False, True), repeat=len(others)):
                extra = tuple(name for name, keep in zip(others, kept, strict=True) if keep)
                classes = [self.rank(each, day, (service, *extra)) for each in (patient, sicker)]
                yield classes[0] is not None and classes[1] is not None and classes[0] > classes[1]

    def harmed_by_recording(self, name: str) -> Iterator[bool]:
        """Whether each patient, with each record of the other facts, is worse off when this one is on record."""
        others = [each for each in self.facts if each != name]
        for day in self.days:
            grids = {each: self.grid(each, day) for each in self.facts}
            for values in product(*grids.values()):
                patient = dict(zip(grids, values, strict=True))
                if self.real(patient, day):
                    for kept in product((False, True), repeat=len(others)):
                        record = {
                            each: patient[each] for each, keep in zip(others, kept, strict=True) if keep
                        }
                        yield any(self.falls(record, {**record, name: patient[name]}, day))

    def rank(self, patient: Patient, day: object, requested: tuple[str, ...]) -> OutcomeClass | None:
        key = (tuple(sorted(patient.items(), key=lambda item: item[0])), day, requested)
        if key not in self._decided:
            told = evaluate(self.epoch, self.case(patient, day, requested), requested[0])
            assert len(told.possible) == 1, "a complete case is decided"
            self._decided[key] = outcome_class(told.possible[0])
        return self._decided[key]
