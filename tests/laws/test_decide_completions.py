"""The verdict on an incomplete case is what going through its completions one by one gives."""

from __future__ import annotations

from random import Random

import pytest

from policyc.decide.verdicts import decide
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.facts import FactKind
from policyc.model.program import Epoch
from policyc.model.verdict import Verdict
from tests.generators.cases import completions, open_slots, random_case, tries
from tests.generators.programs import random_policy

MOST = 1500


@pytest.mark.parametrize("seed", range(40))
def test_a_verdict_is_what_all_completions_say(seed: int) -> None:
    rng = Random(seed)
    epoch = random_policy(rng, rng.randint(1, 3), facts=5).epochs[0]
    case = enumerable_case(rng, epoch)
    complete = list(completions(case, epoch, MOST))
    for verdict in decide(epoch, case):
        assert isinstance(verdict, Verdict)
        told = [evaluate(epoch, each, verdict.service) for each in complete]
        outcomes = {each.possible[0] for each in told}
        lines = {each.decided_by.line for each in told if each.decided_by is not None}
        assert set(verdict.possible) == outcomes
        assert verdict.decided == (len(outcomes) == 1)
        assert (verdict.decided_by is not None) == (len(lines) == len(outcomes) == 1)
        assert set(verdict.services) == set.intersection(*(set(each.services) for each in told))


def enumerable_case(rng: Random, epoch: Epoch) -> Case:
    """A case whose completions can all be gone through: its episodes are known, and not too much else is not."""
    for unknown in (0.5, 0.4, 0.3, 0.2, 0.1):
        case = random_case(rng, epoch, unknown)
        facts = [epoch.policy.facts[name] for name, _ in open_slots(case, epoch.policy)]
        few = tries(case, epoch) <= MOST
        if few and not any(fact.kind is FactKind.EPISODES for fact in facts):
            return case
    return random_case(rng, epoch)
