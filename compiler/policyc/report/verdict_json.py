"""Verdicts as JSON, schema `verdict`."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.check.cases import value_to_json
from policyc.evaluate import trace
from policyc.evaluate.trace import TraceNode
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, Route, Truth, Verdict
from policyc.report.verdict_trace import node_title

TRUTHS = {Truth.TRUE: "met", Truth.FALSE: "not met", Truth.UNKNOWN: "unknown"}


def verdicts_json(
    policy: Policy, epoch: Epoch | None, case: Case, verdicts: Sequence[Verdict | Contradiction]
) -> dict[str, object]:
    """All verdicts of a case. The case itself is not repeated."""
    return {
        "format_version": 1,
        "policy": policy.id,
        "version": epoch.version.name if epoch else None,
        "text": epoch.name if epoch else None,
        "date_of_service": str(case.date_of_service),
        "verdicts": [
            _contradiction(one) if isinstance(one, Contradiction) else verdict_json(policy, epoch, one)
            for one in verdicts
        ],
    }


def verdict_json(policy: Policy, epoch: Epoch | None, verdict: Verdict) -> dict[str, object]:
    """One verdict."""
    decided_by = verdict.decided_by
    tree = trace(epoch, verdict.evaluation) if epoch and verdict.evaluation else ()
    return {
        "service": verdict.service,
        "outcome": str(verdict.outcome),
        "wording": policy.wordings.get(verdict.outcome),
        "decided": verdict.decided,
        "possible": [str(outcome) for outcome in verdict.possible],
        "decided_by": {"line": decided_by.line, "criterion": decided_by.criterion} if decided_by else None,
        "possible_lines": list(verdict.possible_lines),
        "services": list(verdict.services),
        "also_supported": list(verdict.also_supported),
        "citations": [{"source": cite.source, "place": cite.place} for cite in verdict.citations],
        "routes": [_route(route, policy) for route in verdict.routes],
        "routes_cut": verdict.routes_cut or None,
        "open_facts": list(verdict.open_facts),
        "documents": [document.name for document in policy.documents],
        "trace": [_trace(node, epoch) for node in tree] if epoch else [],
    }


def _route(route: Route, policy: Policy) -> dict[str, object]:
    return {
        "outcome": str(route.outcome),
        "answers": [
            {
                "fact": answer.fact,
                "service": answer.service or None,
                "value": None
                if answer.value is None
                else value_to_json(policy.facts[answer.fact], answer.value),
                "words": answer.words,
            }
            for answer in route.answers
        ],
    }


def _trace(node: TraceNode, epoch: Epoch) -> dict[str, object]:
    return {
        "node": node.path,
        "kind": node.kind,
        "value": TRUTHS[node.truth],
        "text": node_title(node, epoch),
        "cite": {"source": node.cite.source, "place": node.cite.place} if node.cite else None,
        "children": [_trace(child, epoch) for child in node.children],
    }


def _contradiction(found: Contradiction) -> dict[str, object]:
    return {
        "service": found.service,
        "outcome": None,
        "decided": False,
        "contradiction": {"facts": list(found.facts), "axioms": list(found.axioms)},
    }
