"""Laws of idle parts and dead lines, on random policies: what is told is so, and what is not told matters.

Parts are taken out by rewriting the text, and both texts are put before the solver and the reference evaluator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from policyc.analysis.disagreements import disagreements
from policyc.analysis.effects import effects_of
from policyc.analysis.holes import Holes
from policyc.analysis.lines import dead_lines
from policyc.analysis.parts import Key, Parts
from policyc.analysis.studied import Studied, studied_versions
from policyc.analysis.subject import Subject
from policyc.analysis.verdicts import ALWAYS_TRUE, CONTRADICTORY, told_of
from policyc.evaluate import evaluate
from policyc.evaluate.closing import close_case
from policyc.evaluate.keys import criterion_key
from policyc.model.cases import Case
from policyc.model.conditions import Constant
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Truth
from policyc.prove.pair import Pair
from policyc.prove.solver import Status
from tests.generators.cases import random_case
from tests.generators.finishing import finished
from tests.generators.programs import random_policy
from tests.judges.disagreeing import clashes
from tests.judges.taking_out import decided, without

SEEDS = range(40)


def studied(seed: int, **header: object) -> tuple[Policy, Studied]:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(1, 7), **header)
    return policy, next(iter(studied_versions(policy)))


def patients(epoch: Epoch, seed: int, count: int, unknown: float = 0.0) -> Iterator[tuple[Case, str]]:
    rng = Random(seed)
    for _ in range(count):
        case = random_case(rng, epoch, unknown)
        yield case, rng.choice(case.requested or tuple(epoch.policy.services))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_idle_parts_can_be_taken_out_together(seed: int) -> None:
    policy, version = studied(seed)
    idle = effects_of(version).together
    epoch = version.subjects[0].epoch
    less = without(epoch, [path for path, _ in idle])
    for service in policy.services:
        pair = Pair(epoch, less, service)
        assert pair.ask([pair.change]).status is Status.UNSATISFIABLE
    for case, service in patients(epoch, seed, 30):
        assert decided(epoch, case, service) == decided(less, case, service)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_other_part_matters_to_a_patient(seed: int) -> None:
    policy, version = studied(seed)
    effects = effects_of(version)
    idle = effects.together
    subject = Subject(version.subjects[0].epoch)
    holes = Holes(subject, Parts(subject.epoch).parts)
    for key in holes.selectors.keys() - set(effects.idle):
        gone: tuple[Key, ...] = ()
        model = subject.find([*holes.without([key]), holes.change])
        if model is None:
            gone = idle
            model = subject.find([*holes.without([*idle, key]), holes.change])
        assert model is not None
        case = close_case(subject.case(model), policy)
        service = subject.patient.service(model)
        less = without(subject.epoch, [path for path, _ in (*gone, key)])
        told = {(line.name, other.name) for line, other, _ in disagreements(subject.gates, subject.text)}
        agreed = {pair for pair in told if pair not in disputed(subject)}
        newly = clashes(less, case, service) & agreed
        assert newly or decided(subject.epoch, case, service) != decided(less, case, service)


def disputed(subject: Subject) -> set[tuple[str, str]]:
    """The pairs of lines that disagree about some patient."""
    pairs = disagreements(subject.gates, subject.text)
    return {(line.name, other.name) for line, other, literal in pairs if subject.possible([literal])}


@pytest.mark.parametrize("seed", SEEDS)
def test_dead_lines_decide_nobody_and_contradictory_criteria_are_never_met(seed: int) -> None:
    _, version = studied(seed)
    dead = {each.name for each in dead_lines(version)}
    parts = [each.part for each in told_of(version) if each.code == CONTRADICTORY]
    never = [criterion_key(part.path, scoped=True) for part in parts if part.kind == "criterion"]
    for case, service in patients(version.subjects[0].epoch, seed, 60):
        answer = evaluate(version.subjects[0].epoch, case, service)
        assert answer.decided_by is not None
        assert answer.decided_by.line not in dead
        assert not [key for key in never if answer.truths.get(key) is Truth.TRUE]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_criterion_that_everyone_meets_might_as_well_ask_nothing(seed: int) -> None:
    policy, version = studied(seed)
    epoch = version.subjects[0].epoch
    for told in told_of(version):
        if told.code == ALWAYS_TRUE and told.part.kind == "whole":
            label = told.part.unit[1]
            free = replace(epoch.criteria[label], condition=Constant(True))
            less = finished(replace(epoch, criteria={**epoch.criteria, label: free}))
            for service in policy.services:
                pair = Pair(epoch, less, service)
                assert pair.ask([pair.change]).status is Status.UNSATISFIABLE


@pytest.mark.parametrize("seed", SEEDS)
def test_idle_parts_are_idle_for_incomplete_patients_where_undocumented_facts_are_not_met(seed: int) -> None:
    _, version = studied(seed, undocumented_not_met=True)
    idle = effects_of(version).together
    epoch = version.subjects[0].epoch
    less = without(epoch, [path for path, _ in idle])
    for case, service in patients(epoch, seed, 40, unknown=0.3):
        assert strictly(epoch, case, service) == strictly(less, case, service)


def strictly(epoch: Epoch, case: Case, service: str) -> tuple[object, ...]:
    answer = evaluate(epoch, case, service)
    return answer.possible, tuple(sorted(answer.services))
