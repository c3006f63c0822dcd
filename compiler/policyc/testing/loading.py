"""Policies for a test suite, by reference, and what they decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyc.decide.expectations import decide_by_clock
from policyc.model.cases import Case
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, Verdict
from policyc.report.terminal import render_diagnostics
from policyc.workspace.reference import Resolved, one_epoch, resolve
from policylang.diagnostic import Diagnostic


class UnfitPolicyError(Exception):
    """A reference that means no policy, or one whose text has errors; the text is what `policyc` would say."""


def load_policy(reference: str | Path, folder: str | Path = ".") -> Policy:
    """The policy that a reference means from a folder: an id, a path, or REVISION:PATH.

    Raises UnfitPolicyError.
    """
    return _resolved(reference, folder).policy


def load_epoch(reference: str | Path, folder: str | Path = ".") -> Epoch:
    """The one text that a reference such as `kaiser_wa.lumbar_mri@2024-01-01` means. Raises UnfitPolicyError."""
    found = one_epoch(_resolved(reference, folder))
    if isinstance(found, Diagnostic):
        raise UnfitPolicyError(render_diagnostics([found], {}))
    return found


def verdicts(policy: Policy, case: Case) -> tuple[Verdict | Contradiction, ...]:
    """One verdict for each service requested, by the text in force on the day of the case."""
    return decide_by_clock(policy, texts_of(policy), case, with_routes=False)[1]


def texts_of(policy: Policy) -> Sequence[Epoch]:
    """The adopted texts of a policy in order of time; its drafts where it has adopted none."""
    return policy.epochs or [epoch for drafts in policy.drafts.values() for epoch in drafts]


def _resolved(reference: str | Path, folder: str | Path) -> Resolved:
    found = resolve(str(reference), Path(folder))
    if isinstance(found, Resolved):
        return found
    sources = found.loaded.sources if found.loaded else {}
    raise UnfitPolicyError(render_diagnostics(found.diagnostics, sources))
