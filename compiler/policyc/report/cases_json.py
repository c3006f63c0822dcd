"""What came of running cases, schema `test`."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.decide.coverage import EpochCoverage
from policyc.decide.expectations import CaseResult
from policyc.model.verdict import Contradiction, Verdict
from policyc.report.cases_text import Ran
from policyc.report.claims import claims_json


def cases_json(ran: Sequence[Ran], claims: int = 0) -> dict[str, object]:
    """All cases that were run, what they cover, and how many claims stand beside them unanswered."""
    results = [result for one in ran for result in one.results]
    failed = sum(result.failed for result in results)
    passed = sum(result.passed for result in results)
    return {
        "format_version": 1,
        "counts": {
            "cases": len(results),
            "passed": passed,
            "failed": failed,
            "expects_nothing": len(results) - passed - failed,
        },
        "claims": claims_json(claims),
        "cases": [_case(one.policy.id, result) for one in ran for result in one.results],
        "coverage": [_coverage(one.policy.id, text) for one in ran for text in one.coverage],
    }


def _case(policy: str, result: CaseResult) -> dict[str, object]:
    span = result.expected.span
    return {
        "policy": policy,
        "title": result.expected.title,
        "file": span.source if span else None,
        "line": span.line if span else None,
        "text": result.epoch.name if result.epoch else None,
        "passed": result.passed,
        "mismatches": [
            {
                "line": mismatch.expectation.span.line if mismatch.expectation.span else None,
                "words": mismatch.words,
            }
            for mismatch in result.mismatches
        ],
        "verdicts": [_verdict(one) for one in result.verdicts],
    }


def _verdict(found: Verdict | Contradiction) -> dict[str, object]:
    if isinstance(found, Contradiction):
        return {"service": found.service, "outcome": None, "decided": False}
    return {"service": found.service, "outcome": str(found.outcome), "decided": found.decided}


def _coverage(policy: str, text: EpochCoverage) -> dict[str, object]:
    return {
        "policy": policy,
        "text": text.epoch.name,
        "version": text.epoch.version.name,
        "cases": text.cases,
        "criteria": [
            {
                "criterion": row.label,
                "title": row.title,
                "met": row.met,
                "not_met": row.not_met,
                "unknown": row.unknown,
            }
            for row in text.criteria
        ],
    }
