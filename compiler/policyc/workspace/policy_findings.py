"""The findings of a checked project sorted by the policy that they are about, for the pages of a build."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.model.program import Policy, Program
from policyc.report.findings_page import PageFinding
from policyc.workspace.project_check import CheckResult
from policylang.diagnostic import Diagnostic


def about_policies(checked: CheckResult, program: Program) -> dict[str, tuple[PageFinding, ...]]:
    """For each policy what was found in its own texts and in the vocabularies it uses, in the order of the check."""
    found = [PageFinding(one.diagnostic, one.patients) for one in checked.findings]
    found += [
        PageFinding(one.finding.diagnostic, one.finding.patients, one.because) for one in checked.acknowledged
    ]
    return {
        policy.id: tuple(one for one in found if _is_about(one.diagnostic, policy))
        for policy in program.policies.values()
    }


def _is_about(found: Diagnostic, policy: Policy) -> bool:
    return found.section.split(" of ")[-1] in set(_outermost(policy))


def _outermost(policy: Policy) -> Iterator[str]:
    """The outermost blocks in which something about a policy can stand."""
    yield f"policy {policy.id}"
    yield policy.id
    yield from (f"vocabulary {name}" for name in policy.vocabularies)
