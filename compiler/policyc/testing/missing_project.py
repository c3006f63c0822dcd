"""The texts that a reference means, with the policy's own cases, for `policyc cases`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from policyc.decide.expectations import run_cases
from policyc.model.program import Epoch, Policy
from policyc.report.missing_cases import MissingRun
from policyc.testing.missing import missing_cases
from policyc.testing.missing.targets import Tell
from policyc.testing.missing.writing import Titles
from policyc.workspace.gathering import Gathered, from_files, from_git
from policyc.workspace.load import load, select
from policyc.workspace.reference import Resolved
from policylang.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class MissingCases:
    """What was written, and the mistakes in the cases there are, which were left out."""

    runs: tuple[MissingRun, ...]
    wrong: tuple[Diagnostic, ...] = field(default=())


def missing_of(resolved: Resolved, folder: Path, kinds: Collection[str], tell: Tell) -> MissingCases:
    """The missing cases of every text that a reference means."""
    policy, wrong = _with_cases(resolved, folder)
    results = tuple(run_cases(policy))
    titles = Titles(case.title for case in policy.cases)
    epochs = [_same_text(epoch, policy) for epoch in resolved.epochs]
    runs = tuple(missing_cases(epoch, results, kinds, titles, tell) for epoch in epochs)
    return MissingCases(runs, wrong)


def _with_cases(resolved: Resolved, folder: Path) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The policy again, with the files that hold nothing but its cases, which a reference does not read."""
    reference = resolved.reference
    if reference.revision is None:
        gathered = from_files(reference.target, folder)
    else:
        gathered = from_git(reference.revision, reference.target, folder)
    if not isinstance(gathered, Gathered):
        return resolved.policy, ()
    loaded = load(select(gathered.sources, resolved.policy.id))
    return loaded.program.policies.get(resolved.policy.id, resolved.policy), loaded.errors


def _same_text(epoch: Epoch, policy: Policy) -> Epoch:
    every = [*policy.epochs, *(each for drafts in policy.drafts.values() for each in drafts)]
    alike = (
        each for each in every if (each.version.name, each.interval) == (epoch.version.name, epoch.interval)
    )
    return next(alike, epoch)
