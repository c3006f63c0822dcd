"""Diffs as JSON, schema `diff`."""

from __future__ import annotations

from policyc.check.cases import case_to_json
from policyc.diff.comparison import Diff
from policyc.diff.edits import Site, TextEdit
from policyc.diff.regions import Decision, Region
from policyc.diff.sides import joint_policy
from policyc.model.program import Epoch
from policyc.report.diff_groups import group_words
from policyc.report.diff_words import answer_words, text_words
from policyc.report.patient_words import patient_words


def diff_json(found: Diff) -> dict[str, object]:
    """The whole diff. `complete` false means that there may be more; the verdict is then `unknown` or `both`."""
    return {
        "format_version": 1,
        "old": _text(found.old),
        "new": _text(found.new),
        "verdict": str(found.verdict),
        "words": answer_words(found),
        "complete": found.complete,
        "reason": found.change_map.reason or None,
        "notes": list(found.notes),
        "edits": [_edit(edit) for edit in found.edits],
        "regions": [_region(region, found) for region in found.regions],
    }


def _text(epoch: Epoch) -> dict[str, object]:
    interval = epoch.interval
    return {
        "policy": epoch.policy.id,
        "title": epoch.policy.title,
        "version": epoch.version.name,
        "text": epoch.name,
        "from": str(interval.start) if interval.start else None,
        "before": str(interval.end) if interval.end else None,
        "words": text_words(epoch),
    }


def _edit(edit: TextEdit) -> dict[str, object]:
    return {
        "kind": str(edit.kind),
        "subject": edit.subject,
        "name": edit.name,
        "words": edit.words,
        "meaning": edit.meaning,
        "old": _site(edit.old),
        "new": _site(edit.new),
    }


def _site(site: Site) -> dict[str, object] | None:
    if not site.path:
        return None
    span, cite = site.span, site.cite
    return {
        "path": site.path,
        "file": span.source if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "cite": {"source": cite.source, "place": cite.place} if cite else None,
    }


def _region(region: Region, found: Diff) -> dict[str, object]:
    policy = joint_policy(found.old.policy, found.new.policy)
    return {
        "fingerprint": region.fingerprint,
        "effect": str(region.effect),
        "words": group_words(region),
        "requested": list(region.requested),
        "old": _decision(region.old),
        "new": _decision(region.new),
        "witness": case_to_json(region.witness, policy),
        "witness_words": patient_words(region.witness, policy),
    }


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "outcome": str(decision.outcome),
        "line": decision.line,
        "criterion": decision.criterion,
        "services": list(decision.services),
    }
