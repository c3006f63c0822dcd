"""What a pass of the analysis studies: one version of a policy, as one subject for each of its epochs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.analysis.subject import Subject
from policyc.model.program import Epoch, Policy, Version
from policyc.prove.solver import DEFAULT, SolverSettings


@dataclass(frozen=True, slots=True)
class Studied:
    """A version with its epochs in order of time. A finding is told once, if it holds in all of them."""

    policy: Policy
    version: Version
    subjects: tuple[Subject, ...]


def studied_versions(policy: Policy, settings: SolverSettings = DEFAULT) -> Iterator[Studied]:
    """The adopted versions in order of time, then the drafts; those without an epoch are left out."""
    for version in policy.versions:
        epochs = epochs_of(policy, version)
        if epochs:
            yield Studied(policy, version, tuple(Subject(epoch, settings) for epoch in epochs))


def epochs_of(policy: Policy, version: Version) -> tuple[Epoch, ...]:
    """The epochs of a version, in order of time."""
    every = policy.drafts.get(version.name, ()) if version.draft else policy.epochs
    return tuple(epoch for epoch in every if epoch.version.name == version.name)
