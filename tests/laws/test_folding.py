"""What pages show of a condition under the chosen readings holds for the same patients as the condition."""

from random import Random

import pytest

from policyc.evaluate import evaluate, requested_services, truth_of
from policyc.graph.chosen import as_chosen, constant_value, folded
from policyc.model.conditions import Any, Constant, IsYes, Waivable
from tests.generators.cases import conditions_of, random_case
from tests.generators.programs import random_policy


@pytest.mark.parametrize("seed", range(20))
def test_folding_keeps_the_truth(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, 4)
    epoch = policy.epochs[0]
    for _ in range(5):
        case = random_case(rng, epoch)
        service = requested_services(case, policy)[0]
        assert evaluate(epoch, case, service).possible
        for condition in conditions_of(epoch):
            shown = as_chosen(condition, policy)
            assert truth_of(epoch, shown, case, service) is truth_of(epoch, condition, case, service)


def test_a_requirement_that_binds_nobody_is_gone_with_its_waivers() -> None:
    assert constant_value(folded(Waivable(Constant(True), (IsYes("fever"),)), {})) is True
    assert folded(Any((Constant(False), IsYes("fever"))), {}) == IsYes("fever")
