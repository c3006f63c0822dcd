"""Random tests find what is planted, and shrink it; a seed gives the same run; correct policies pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from policyc.check import check_files
from policyc.model.cases import Case, Claim
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Evaluation
from policyc.report.random_runs import TextRun, random_text
from policyc.testing import agreement, load_policy
from policyc.testing.random_tests import random_test, random_test_of_text
from policylang import parse
from policylang.source import Source
from tests.generators.programs import random_policy
from tests.tidy.tracked import ROOT
from tests.unit.testing.test_plain_cases import POLICY

KAISER = load_policy("kaiser_wa.lumbar_mri", ROOT)


def quiet(text: str, done: int, number: int) -> None:
    """Nobody watches."""


def test_kaiser_passes_and_every_branch_is_accounted_for() -> None:
    runs = list(random_test(KAISER, 8, 1, quiet))
    assert len(runs) == len(KAISER.epochs)
    assert not [run.failures for run in runs if run.failures]
    statuses = {branch.status for run in runs for branch in run.branches}
    assert statuses == {"reached"}
    assert all(run.cases == 8 for run in runs)
    assert sum(branch.cases > 0 for run in runs for branch in run.branches) > 10


@pytest.mark.parametrize("seed", range(12))
def test_random_policies_pass(seed: int) -> None:
    policy = random_policy(Random(seed), 1 + seed % 5, undocumented_not_met=seed % 4 == 0)
    [run] = random_test(policy, 30, seed, quiet)
    assert not run.failures, run.failures[0].diagnostic.notes


def test_a_seed_gives_the_same_run() -> None:
    [epoch] = random_policy(Random(3), 4).epochs
    first, second = (random_test_of_text(epoch, 30, 5, quiet) for _ in range(2))
    assert first == second
    assert random_test_of_text(epoch, 30, 6, quiet) != first


def test_a_wrong_graph_is_caught_and_the_case_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph forgets fever; so one of its companions and fever are what it takes, and little besides."""
    right = agreement.evaluate_graph

    def wrong(
        graph: object, case: Case, service: str, readings: Mapping[str, str] | None = None
    ) -> Evaluation:
        return right(graph, replace(case, facts={**case.facts, "fever": False}), service, readings)  # type: ignore[arg-type]

    monkeypatch.setattr(agreement, "evaluate_graph", wrong)
    run = failing(KAISER.epochs[1])
    assert run.failures[-1].diagnostic.code == "P806"
    witness = run.failures[-1].diagnostic.witness
    assert witness is not None
    facts = witness["facts"]
    assert isinstance(facts, Mapping)
    assert "fever" in facts
    assert len(facts) <= 9, facts
    assert witness["requested"] == ["with_and_without_contrast"]


def test_a_wrong_evaluator_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluator takes an age for a year more."""
    right = agreement.evaluate

    def wrong(
        epoch: Epoch, case: Case, service: str, readings: Mapping[str, str] | None = None
    ) -> Evaluation:
        age = case.facts.get("age")
        older = {**case.facts, "age": age + 1} if isinstance(age, int) and age < 120 else case.facts
        return right(epoch, replace(case, facts=older), service, readings)

    monkeypatch.setattr(agreement, "evaluate", wrong)
    run = failing(KAISER.epochs[1], 20)
    blocks = [block for failure in run.failures for block in failure.blocks]
    assert all("age" in block for block in blocks)


def test_a_claim_that_does_not_hold_is_refuted_by_two_neighbours() -> None:
    claim = Claim("More pain is never worse", "monotone", fact="symptom_duration")
    policy = replaced(KAISER, (claim,))
    run = failing(policy.epochs[1], 10)
    assert run.cases == 10
    [failure] = run.failures
    assert failure.diagnostic.headline == "Claim “More pain is never worse” does not hold"
    assert failure.diagnostic.twin is not None
    assert len(failure.blocks) == 2
    text = "cases for kaiser_wa.lumbar_mri\n\n" + "\n".join(run.failures[0].blocks)
    assert not parse(Source("pasted.policy", text)).diagnostics
    assert "--seed 3" in run.failures[0].diagnostic.help
    assert "Seed 3:" in random_text([run], 3)


CLAIMS = """
cases for sample.policy

prove "Nobody is approved"
  never approve when age >= 0 years

prove "Severe pain is approved"
  whenever pain >= 5 then outcome is approve

prove "I.A is for the unstable alone"
  I.A is met implies unstable

prove "Severe is all"
  I is met implies I.A is met

prove "Known"
  never not medically necessary when unstable
  known to fail because "It is written so"
"""


def test_claims_of_every_kind_are_tried_and_each_is_told_once_with_a_plain_case() -> None:
    run = random_test_of_text(small().epochs[0], 15, 1, quiet)
    assert [failure.diagnostic.headline for failure in run.failures] == [
        f"Claim “{title}” does not hold"
        for title in ("Nobody is approved", "Severe pain is approved", "Severe is all")
    ]
    blocks = [block for failure in run.failures for block in failure.blocks]
    assert not [block for block in blocks if "plan " in block]
    assert "given age 40 years, pain 5\n" in blocks[1]
    assert run.cases == 15
    known = [each for each in run.claims if each.known_to_fail]
    assert [(each.title, each.refuted) for each in known] == [("Known", True)]
    assert "“Known”: refuted, as is known" in random_text([run], 1)


@pytest.mark.parametrize("kind", ["same", "never worse"])
def test_claims_about_two_versions_are_tried_on_the_days_of_the_later(kind: str) -> None:
    later = (
        POLICY[POLICY.index("version 2026") :].replace("2026", "2027", 2).replace("pain >= 5", "pain >= 6")
    )
    policy = small(later)
    told = Claim("As before", kind, versions=("2026", "2027"))
    first, second = replaced(policy, (told,)).epochs
    assert not random_test_of_text(first, 10, 1, quiet).claims
    [failure] = random_test_of_text(second, 10, 1, quiet).failures
    assert "pain 5" in failure.blocks[0]
    assert "on 2027-01-01" in failure.blocks[0]


def small(more: str = "") -> Policy:
    earlier = POLICY.replace("from 2026-01-01", "from 2026-01-01 before 2027-01-01")
    files = [parse(Source(f"{at}.policy", text)) for at, text in enumerate((earlier + more, CLAIMS))]
    assert not [each for one in files for each in one.diagnostics]
    [policy] = check_files([one.file for one in files]).program.policies.values()
    return policy


def failing(epoch: Epoch, number: int = 20) -> TextRun:
    run = random_test_of_text(epoch, number, 3, quiet)
    assert run.failures
    return run


def replaced(policy: Policy, claims: tuple[Claim, ...]) -> Policy:
    made = replace(policy, claims=claims, epochs=[])
    made.epochs.extend(replace(epoch, policy=made) for epoch in policy.epochs)
    return made
