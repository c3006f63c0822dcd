"""The trace follows the text from the lines down to the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from policyc.evaluate import TraceNode, evaluate, trace
from policyc.model.cases import Case
from policyc.model.conditions import Citation
from policyc.model.verdict import Truth
from tests.generators.cases import random_case
from tests.generators.programs import random_policy
from tests.unit.evaluate.samples import epoch_of

EPOCH = epoch_of("""
define care "Enough care" cite book "D"
  at least 2 of these 3:
    - fever
    - infection
    - antibiotics
section I "Acute" cite book "I"
  applies when age >= 18 years
  requires care
  criterion I.A "No earlier request" cite book "I.A"
    not earlier_request
    unless plan is medicaid
decide
  acute: approve cite book "A" when I is met
  otherwise not medically necessary cite book "O"
""")


def nodes(tree: tuple[TraceNode, ...]) -> Iterator[TraceNode]:
    for node in tree:
        yield node
        yield from nodes(node.children)


def test_a_trace_leads_to_every_fact() -> None:
    facts = {"fever": True, "infection": None, "antibiotics": False, "age": 18, "plan": "medicaid"}
    case = Case({"date_of_service": date(2024, 2, 1)}, (), facts)
    tree = trace(EPOCH, evaluate(EPOCH, case, "plain"))
    found = {node.path: node for node in nodes(tree)}
    assert [node.path for node in tree] == ["decide/acute", "decide/otherwise"]
    assert found["decide/acute"].truth is Truth.FALSE
    assert found["I/applies"].truth is Truth.TRUE
    assert found["care/holds"].truth is Truth.UNKNOWN
    assert found["care/holds"].cite == Citation("book", "D")
    assert found["care/2"].truth is Truth.UNKNOWN
    assert found["I.A/holds"].truth is Truth.FALSE
    assert found["I.A/unless/1"].kind == "exception"
    assert found["I.A/unless/1"].truth is Truth.TRUE
    assert found["I.A/holds"].title == "I.A No earlier request"


def test_lines_after_the_first_true_one_are_not_in_it() -> None:
    case = Case(
        {"date_of_service": date(2024, 2, 1)},
        ("plain",),
        {"fever": True, "infection": True, "age": 18, "plan": "commercial"},
        {"earlier_request": {"plain": False}},
    )
    tree = trace(EPOCH, evaluate(EPOCH, case, "plain"))
    assert [(node.path, node.truth) for node in tree] == [("decide/acute", Truth.TRUE)]


@pytest.mark.parametrize("seed", range(8))
def test_named_parts_are_spelt_out_once(seed: int) -> None:
    policy = random_policy(Random(seed), 12)
    epoch = policy.epochs[0]
    evaluation = evaluate(epoch, random_case(Random(seed), epoch, 0.2), "service_a")
    everything = list(nodes(trace(epoch, evaluation)))
    spelt_out = [node.path for node in everything if node.condition is None and node.children]
    assert len(spelt_out) == len(set(spelt_out))
    assert all(node.truth is evaluation.truths[node.path] for node in everything)
