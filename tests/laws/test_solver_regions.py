"""Regions and their witnesses: replayed, plain, and the same for every solver and numbering."""

from __future__ import annotations

from random import Random

import pytest

from policyc.evaluate import close_case, evaluate
from policyc.model.cases import Case
from policyc.model.facts import PartOf
from policyc.model.program import Epoch, Policy
from policyc.prove.pair import Pair, Region, Regions, Side
from policyc.prove.solver import SolverSettings
from tests.generators.cases import broken_axioms, days_covered
from tests.generators.changes import next_version
from tests.generators.programs import random_policy

OTHER_SOLVERS = (
    SolverSettings("glucose4"),
    SolverSettings(shuffle=3),
    SolverSettings("cadical153", shuffle=9),
)


def two_versions(seed: int) -> Policy:
    rng = Random(seed)
    return next_version(rng, random_policy(rng, rng.randint(1, 6)))


@pytest.mark.parametrize("seed", range(60))
def test_every_witness_replays_and_obeys_the_axioms(seed: int) -> None:
    policy = two_versions(seed)
    old, new = policy.epochs
    for service in policy.services:
        found = Pair(old, new, service).regions()
        assert found.complete
        assert len({region.key for region in found.regions}) == len(found.regions)
        for region in found.regions:
            check_replays(old, region.key.old, region, service)
            check_replays(new, region.key.new, region, service)
            check_real(policy, close_case(region.witness, policy))


@pytest.mark.parametrize("seed", range(20))
def test_nothing_depends_on_the_solver_or_on_numbers(seed: int) -> None:
    old, new = two_versions(seed).epochs
    service = next(iter(old.policy.services))
    answers = [Pair(old, new, service, settings).regions() for settings in OTHER_SOLVERS]
    assert answers == [Pair(old, new, service).regions()] * len(OTHER_SOLVERS)


@pytest.mark.parametrize("seed", range(20))
def test_a_text_against_itself_has_no_regions(seed: int) -> None:
    epoch = two_versions(seed).epochs[0]
    for service in epoch.policy.services:
        assert Pair(epoch, epoch, service).regions() == Regions((), True)


def check_replays(epoch: Epoch, side: Side, region: Region, service: str) -> None:
    told = evaluate(epoch, region.witness, service)
    assert told.possible == (side.outcome,)
    assert told.decided_by is not None
    assert (told.decided_by.line, told.decided_by.criterion) == (side.line, side.criterion)


def check_real(policy: Policy, patient: Case) -> None:
    assert not list(broken_axioms(patient, policy))
    for axiom in policy.axioms:
        part, whole = (
            (patient.facts[axiom.part], patient.facts[axiom.whole]) if isinstance(axiom, PartOf) else ((), ())
        )
        assert days_covered(part) <= days_covered(whole)
