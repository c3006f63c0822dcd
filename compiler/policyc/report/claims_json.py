"""Answers to claims, schema `claims`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policyc.analysis.claims import ClaimAnswer, Decided, Refutation, TextAnswer
from policyc.check.cases import case_to_json
from policyc.report.claims_cases import refuting_cases
from policyc.report.claims_diagnostics import claim_diagnostic
from policyc.report.diagnostics_json import diagnostics_json


def answers_json(answers: Sequence[tuple[ClaimAnswer, Sequence[str]]]) -> dict[str, object]:
    """All answers in their order, each with the facts that `every case` of its file gives."""
    counts = Counter(str(answer.status) for answer, _ in answers)
    found = [claim_diagnostic(answer) for answer, _ in answers]
    return {
        "format_version": 1,
        "counts": {
            "claims": len(answers),
            "proved": counts["proved"],
            "refuted": counts["refuted"],
            "undecided": counts["undecided"],
            "unexpected": sum(not answer.expected for answer, _ in answers),
        },
        "claims": [_answer(answer, shared) for answer, shared in answers],
        "diagnostics": diagnostics_json([one for one in found if one is not None])["diagnostics"],
    }


def _answer(answer: ClaimAnswer, shared: Sequence[str]) -> dict[str, object]:
    statement = answer.statement
    return {
        "policy": statement.policy.id,
        "title": statement.title,
        "file": statement.span.source if statement.span else None,
        "line": statement.span.line if statement.span else None,
        "kind": statement.claim.kind,
        "under_every_reading": statement.every_reading,
        "known_to_fail": statement.known_to_fail or None,
        "status": str(answer.status),
        "expected": answer.expected,
        "vacuous": answer.vacuous,
        "reason": answer.reason or None,
        "texts": [_text(answer, text, shared) for text in answer.texts],
        "readings": _readings(answer, shared),
    }


def _text(answer: ClaimAnswer, text: TextAnswer, shared: Sequence[str]) -> dict[str, object]:
    return {
        "texts": [epoch.name for epoch in text.epochs],
        "versions": [epoch.version.name for epoch in text.epochs],
        "status": str(text.status),
        "vacuous": text.vacuous,
        "reason": text.reason or None,
        "refutation": None if text.refutation is None else _refutation(answer, text.refutation, shared),
    }


def _readings(answer: ClaimAnswer, shared: Sequence[str]) -> dict[str, object] | None:
    found = answer.by_reading
    if found is None:
        return None
    return {
        "breaking": [
            {
                "readings": dict(breaking.refutation.turned),
                "refutation": _refutation(answer, breaking.refutation, shared),
            }
            for breaking in found.breaking
        ],
        "keeping": [list(keeping) for keeping in found.keeping],
        "complete": found.complete,
    }


def _refutation(answer: ClaimAnswer, refutation: Refutation, shared: Sequence[str]) -> dict[str, object]:
    policy = answer.statement.policy
    return {
        "patients": [case_to_json(case, policy) for case in refutation.cases],
        "decided": [_decided(one, refutation) for one in refutation.decided],
        "cases": list(refuting_cases(answer, refutation, shared)),
    }


def _decided(one: Decided, refutation: Refutation) -> dict[str, object]:
    return {
        "text": one.epoch.name,
        "version": one.epoch.version.name,
        "patient": 0 if one.case == refutation.cases[0] else 1,
        "service": one.service,
        "outcome": str(one.outcome),
        "line": one.line,
        "criterion": one.criterion,
    }
