"""Lines that disagree are those that the reference evaluator, shown each line alone, finds to hold together."""

from __future__ import annotations

import re
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.analysis.lines import dead_lines
from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.studied import studied_versions
from policyc.evaluate import requested_services
from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from tests.generators.cases import random_case
from tests.generators.programs import policies
from tests.judges.disagreeing import clashes
from tests.unit.analysis.samples import patient_of


def told(policy: Policy) -> dict[str, tuple[list[str], Case]]:
    """The line that loses of each finding, with those that win over it and the patient shown."""
    (studied,) = studied_versions(policy)
    found = {}
    for one in find_overlaps(studied):
        loser, *winners = re.findall("`(.*?)`", one.headline)
        found[loser] = (winners, patient_of(one, policy))
    return found


@given(policies(criteria=5), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_no_case_shows_a_clash_that_was_not_told(policy: Policy, rng: Random) -> None:
    pairs = {(winner, loser) for loser, (winners, _) in told(policy).items() for winner in winners}
    dead = {line.name for studied in studied_versions(policy) for line in dead_lines(studied)}
    for _ in range(12):
        case = random_case(rng, policy.epochs[0], 0.0)
        for service in requested_services(case, policy):
            shown = clashes(policy.epochs[0], case, service)
            assert {pair for pair in shown if pair[1] not in dead} <= pairs


@given(policies(criteria=5))
@settings(max_examples=150)
def test_each_patient_shown_has_both_lines_hold_and_the_winner_decide(policy: Policy) -> None:
    for loser, (winners, case) in told(policy).items():
        shown = {pair for service in case.requested for pair in clashes(policy.epochs[0], case, service)}
        assert (winners[0], loser) in shown
        outcomes: set[Outcome] = {
            line.outcome for line in policy.epochs[0].lines if line.name in {winners[0], loser}
        }
        assert len(outcomes) == 2
