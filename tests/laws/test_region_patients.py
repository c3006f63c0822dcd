"""Patients made for a region, other than its witness, are in it: both evaluations decide them as the region says."""

from __future__ import annotations

from random import Random

import pytest

from policyc.evaluate import close_case, evaluate
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.prove.pair import Pair, Region, Side
from tests.generators.changes import next_version
from tests.generators.programs import random_policy

PATIENTS = 4
WISHES = 6


@pytest.mark.parametrize("seed", range(30))
def test_a_case_generated_for_a_region_is_in_that_region(seed: int) -> None:
    rng = Random(seed)
    policy = next_version(rng, random_policy(rng, rng.randint(1, 5)))
    old, new = policy.epochs
    for service in policy.services:
        pair = Pair(old, new, service)
        for region in pair.regions().regions:
            for _ in range(PATIENTS):
                case = close_case(somebody(rng, pair, region), policy)
                before, after = told(old, case, service), told(new, case, service)
                assert (before[0], after[0]) == (region.key.old, region.key.new), case
                assert before[0].outcome is not after[0].outcome or before[1] != after[1]
                assert set(region.old_services) <= before[1]
                assert set(region.new_services) <= after[1]


def test_the_patients_of_a_region_differ() -> None:
    """A generator that hands out one patient again and again would prove little."""
    rng = Random(2)
    patients = []
    for _ in range(10):
        policy = next_version(rng, random_policy(rng, 5))
        pair = Pair(*policy.epochs, next(iter(policy.services)))
        regions = pair.regions().regions
        patients += [{repr(somebody(rng, pair, region)) for _ in range(8)} for region in regions]
    assert len(patients) >= 5
    assert all(len(each) >= 3 for each in patients), [len(each) for each in patients]


def somebody(rng: Random, pair: Pair, region: Region) -> Case:
    """A patient of the region who has some of a few values drawn for a few facts."""
    said = [pair.region(region.key)]
    answer = pair.ask(said)
    families = list(pair.engine.patient.families.values())
    for family in rng.sample(families, min(WISHES, len(families))):
        wish = rng.choice(list(family.choices()))
        wished = pair.ask([*said, *wish])
        if wished.model is not None:
            said, answer = [*said, *wish], wished
    assert answer.model is not None
    return pair.case(answer.model)


def told(epoch: Epoch, case: Case, service: str) -> tuple[Side, set[str]]:
    found = evaluate(epoch, case, service)
    assert found.decided_by is not None
    (outcome,) = found.possible
    return Side(found.decided_by.line, found.decided_by.criterion, outcome), set(found.services)
