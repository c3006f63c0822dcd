"""Failed cases in the order of the file, and no word about routes that are not on the page."""

from __future__ import annotations

from dataclasses import dataclass

from policyc.decide.coverage import EpochCoverage
from policyc.decide.expectations import CaseResult, run_cases
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policyc.report.cases_text import failures
from policyc.report.verdict_parts import cut_of
from tests.unit.check.samples import policy_of
from tests.unit.check.test_findings import VERSION

CUTS = "only 5 routes to approve are listed; only 5 routes to not medically necessary are listed"
CASE = '\ncase "Number {0}" on 2024-02-01\n  given fever, chills\n  expect not medically necessary\n'


@dataclass(frozen=True)
class Run:
    """What was run of one policy."""

    policy: Policy
    results: tuple[CaseResult, ...]
    coverage: tuple[EpochCoverage, ...] = ()


def test_failed_cases_come_in_the_order_of_the_file() -> None:
    policy = policy_of(VERSION + "".join(CASE.format(number) for number in range(20)))
    found = failures([Run(policy, tuple(run_cases(policy)))])
    lines = [one.span.line for one in found if one.span]
    assert len(set(lines)) == 20
    assert lines == sorted(lines)
    assert {len(str(line)) for line in lines} > {2}


def test_only_routes_on_the_page_are_spoken_of() -> None:
    assert cut_of(CUTS, Outcome.APPROVE) == "only 5 routes to approve are listed"
    assert cut_of(CUTS, Outcome.MD_REVIEW) == ""
    assert cut_of("the solver reached its limit", None) == "the solver reached its limit"
