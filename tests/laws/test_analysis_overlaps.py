"""Lines that disagree are those that the reference evaluator, shown each line alone, finds to hold together."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.studied import studied_versions
from policyc.evaluate import requested_services
from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from tests.generators.cases import random_case
from tests.generators.programs import policies
from tests.judges.disagreeing import Pair, clashes
from tests.unit.analysis.samples import patient_of


def told(policy: Policy) -> dict[Pair, Case]:
    """The winner and the loser of each finding, with its patient."""
    (studied,) = studied_versions(policy)
    names = [line.name for line in policy.epochs[0].lines]
    found = {}
    for one in find_overlaps(studied):
        pair = next(
            (first, second)
            for first, second in combinations(names, 2)
            if one.headline == f"lines `{second}` and `{first}` disagree about a patient"
        )
        found[pair] = patient_of(one, policy)
    return found


@given(policies(criteria=5), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_no_case_shows_a_clash_that_was_not_told(policy: Policy, rng: Random) -> None:
    found = told(policy)
    for _ in range(12):
        case = random_case(rng, policy.epochs[0], 0.0)
        for service in requested_services(case, policy):
            assert clashes(policy.epochs[0], case, service) <= found.keys()


@given(policies(criteria=5))
@settings(max_examples=150)
def test_each_patient_shown_has_both_lines_hold_and_the_winner_decide(policy: Policy) -> None:
    for pair, case in told(policy).items():
        shown = {pair for service in case.requested for pair in clashes(policy.epochs[0], case, service)}
        assert pair in shown
        outcomes: set[Outcome] = {line.outcome for line in policy.epochs[0].lines if line.name in pair}
        assert len(outcomes) == 2
