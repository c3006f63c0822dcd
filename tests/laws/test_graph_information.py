"""Laws of partial knowledge: an answer more never takes back what was certain, and no completion is overlooked."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policyc.evaluate import evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Evaluation, Truth
from tests.generators.cases import completions, random_case, with_unknowns
from tests.generators.programs import cases, policies, random_policy


@settings(max_examples=60)
@given(policies(criteria=3), st.data())
def test_refining_an_unknown_keeps_what_was_certain(policy: Policy, data: st.DataObject) -> None:
    epoch = policy.epochs[0]
    complete = data.draw(cases(policy, unknown=0.0))
    rng = data.draw(st.randoms(use_true_random=False))
    some = with_unknowns(rng, complete, policy, 0.3)
    fewer = with_unknowns(rng, some, policy, 0.4)
    for service in requested_services(complete, policy):
        known = [evaluate(epoch, case, service) for case in (fewer, some, complete)]
        check_more_is_told(known[0], known[1])
        check_more_is_told(known[1], known[2])


@pytest.mark.parametrize("seed", range(40))
def test_every_completion_is_among_the_possible(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, 2, facts=5)
    epoch = policy.epochs[0]
    case = random_case(rng, epoch, 0.5)
    tried = 0
    for complete in completions(case, epoch, most=150):
        tried += 1
        check_is_a_completion(epoch, case, complete)
    assert tried


@settings(max_examples=50)
@given(policies(criteria=2), st.data())
def test_complete_facts_decide(policy: Policy, data: st.DataObject) -> None:
    case = data.draw(cases(policy, unknown=0.0))
    evaluation = evaluate(policy.epochs[0], case, next(iter(policy.services)))
    assert len(evaluation.possible) == len(evaluation.possible_lines) == 1
    assert evaluation.decided_by is not None
    assert Truth.UNKNOWN not in evaluation.truths.values()


@settings(max_examples=50)
@given(policies(criteria=2), st.data())
def test_unknown_is_no_where_the_policy_says_so(policy: Policy, data: st.DataObject) -> None:
    """Such a policy always decides, and a line decides there only if it does whatever the facts turn out to be."""
    case = data.draw(cases(policy, unknown=0.5))
    strict = replace(policy, undocumented_not_met=True)
    for service in requested_services(case, policy):
        told = evaluate(policy.epochs[0], case, service)
        strictly = evaluate(replace(policy.epochs[0], policy=strict), case, service)
        assert len(strictly.possible) == 1
        assume(told.decided_by is not None)
        assert strictly.possible == told.possible


def check_more_is_told(before: Evaluation, after: Evaluation) -> None:
    """With more known, nothing certain changes, and what was possible only shrinks."""
    assert set(after.possible) <= set(before.possible)
    assert set(after.possible_lines) <= set(before.possible_lines)
    assert set(before.services) <= set(after.services)
    for path, truth in before.truths.items():
        assert truth is Truth.UNKNOWN or after.truths.get(path, truth) is truth, path


def check_is_a_completion(epoch: Epoch, case: Case, complete: Case) -> None:
    for service in requested_services(case, epoch.policy):
        partly, fully = evaluate(epoch, case, service), evaluate(epoch, complete, service)
        assert fully.possible[0] in partly.possible
        assert fully.decided_by is not None
        assert fully.decided_by.line in partly.possible_lines
        assert set(partly.services) <= set(fully.services)
        assert set(partly.also_supported) <= {*fully.also_supported, *fully.services}
        if partly.decided_by is not None and partly.decided_by.criterion is not None:
            assert fully.decided_by == partly.decided_by
