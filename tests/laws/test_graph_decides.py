"""Laws between two readings of a text: the reference evaluator and the decision graph."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.evaluate import evaluate, requested_services
from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.graph.graph_json import graph_from_json, graph_to_json
from policyc.graph.invariants import check_invariants
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Evaluation
from tests.generators.cases import random_case
from tests.generators.changes import next_version
from tests.generators.programs import policies_and_cases, random_policy

COMPARED = ("service", "possible", "possible_lines", "decided_by", "services", "also_supported")


@settings(max_examples=60)
@given(policies_and_cases(criteria=3))
def test_evaluator_and_graph_agree(drawn: tuple[Policy, Case]) -> None:
    policy, case = drawn
    check_agreement(policy.epochs[0], case, {})


@pytest.mark.parametrize("seed", range(24))
def test_they_agree_on_larger_policies_under_any_reading(seed: int) -> None:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(4, 12), undocumented_not_met=seed % 4 == 0)
    for unknown in (0.0, 0.1, 0.3, 0.7):
        readings = {name: rng.choice(each.alternatives).name for name, each in policy.readings.items()}
        check_agreement(policy.epochs[0], random_case(rng, policy.epochs[0], unknown), readings)


@settings(max_examples=40)
@given(policies_and_cases(criteria=2, undocumented_not_met=True))
def test_they_agree_where_undocumented_facts_are_not_met(drawn: tuple[Policy, Case]) -> None:
    policy, case = drawn
    check_agreement(policy.epochs[0], case, {})


@pytest.mark.parametrize("seed", range(20))
def test_a_graph_keeps_its_invariants_and_its_json(seed: int) -> None:
    policy = next_version(Random(seed), random_policy(Random(seed), 1 + seed))
    for epoch in policy.epochs:
        graph = build_graph(epoch)
        check_invariants(graph)
        again = graph_from_json(graph_to_json(graph))
        assert graph_to_json(again) == graph_to_json(graph)
        assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
        assert list(again.edges(data=True)) == list(graph.edges(data=True))
        assert again.graph == graph.graph


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_equal_texts_have_equal_graphs(seed: int) -> None:
    first, second = (graph_to_json(build_graph(random_policy(Random(seed), 2).epochs[0])) for _ in range(2))
    assert first == second


def check_agreement(epoch: Epoch, case: Case, readings: dict[str, str]) -> None:
    """The same answer for every service of the case, also from a graph that went through JSON."""
    graph = graph_from_json(graph_to_json(build_graph(epoch)))
    for service in requested_services(case, epoch.policy):
        evaluated = evaluate(epoch, case, service, readings)
        assert told(evaluate_graph(graph, case, service, readings)) == told(evaluated)


def told(evaluation: Evaluation) -> dict[str, object]:
    """What both readings tell; their truths are kept under different names."""
    return {name: getattr(evaluation, name) for name in COMPARED}
