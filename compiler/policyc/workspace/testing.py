"""Running the cases of a project: a policy whose text has errors is not tested, and that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.decide.coverage import EpochCoverage, coverage
from policyc.decide.expectations import CaseResult, run_cases
from policyc.model.program import Policy
from policyc.workspace.checking import concerns, projects_of, read_wanted, stated_claims
from policyc.workspace.load import Loaded, load, select
from policyc.workspace.project import Project
from policylang.diagnostic import Diagnostic
from policylang.source import Source


@dataclass(frozen=True, slots=True)
class PolicyRun:
    """The cases of one policy that were run, and what they cover."""

    policy: Policy
    results: tuple[CaseResult, ...]
    coverage: tuple[EpochCoverage, ...]


@dataclass(frozen=True, slots=True)
class ProjectRun:
    """What was run; where `unfit` is not empty, nothing was, since these make a text unfit to decide with.

    `claims` counts the claims that stand beside the cases; running cases answers none of them.
    """

    ran: tuple[PolicyRun, ...]
    unfit: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    claims: int = 0


def run_project_cases(paths: Sequence[Path], folder: Path) -> ProjectRun:
    """Run the cases that stand below the paths (all of the project around `folder` when there is none)."""
    ran: list[PolicyRun] = []
    unfit: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    claims = 0
    for project, wanted in projects_of(paths, folder).items():
        texts, problems = read_wanted(project, wanted)
        loaded = load(texts, problems)
        sources.update(loaded.sources)
        claims += stated_claims(loaded, wanted, project)
        unfit += _unfit(loaded, problems, wanted, project)
        if not unfit:
            ran += [_run(policy, wanted, project) for policy in loaded.program.policies.values()]
    run = tuple(one for one in ran if one.results) if not unfit else ()
    return ProjectRun(run, tuple(unfit), sources, claims)


@dataclass(frozen=True, slots=True)
class WantedPolicies:
    """Policies with their cases and claims; where `unfit` is not empty, these make a text unfit to decide with."""

    policies: tuple[Policy, ...]
    unfit: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def wanted_policies(paths: Sequence[Path], folder: Path) -> WantedPolicies:
    """The policies of which some part stands below the paths (all of the project around `folder` without paths)."""
    policies: list[Policy] = []
    unfit: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for project, wanted in projects_of(paths, folder).items():
        texts, problems = read_wanted(project, wanted)
        loaded = load(texts, problems)
        sources.update(loaded.sources)
        meant = [each for each in loaded.program.policies.values() if _is_meant(each, wanted, project)]
        related = {source.name for each in meant for source in select(texts, each.id)}
        unfit += [
            found
            for found in loaded.errors
            if found in problems
            or found.span is None
            or found.span.source in related
            or concerns(found.span, wanted, project)
        ]
        policies += meant
    return WantedPolicies(tuple(policies), tuple(unfit), sources)


def _is_meant(policy: Policy, wanted: list[Path], project: Project) -> bool:
    spans = [policy.span, *(version.span for version in policy.versions)]
    spans += [*(case.span for case in policy.cases), *(claim.span for claim in policy.claims)]
    return any(span is not None and concerns(span, wanted, project) for span in spans)


def _unfit(
    loaded: Loaded, problems: Sequence[Diagnostic], wanted: list[Path], project: Project
) -> list[Diagnostic]:
    """The errors in what the wanted cases are about: whatever could not be read, and their policies' texts."""
    texts = tuple(loaded.sources.values())
    related = {
        source.name
        for policy in loaded.program.policies.values()
        if any(concerns(case.span, wanted, project) for case in policy.cases)
        for source in select(texts, policy.id)
    }
    return [
        found
        for found in loaded.errors
        if found in problems
        or found.span is None
        or found.span.source in related
        or concerns(found.span, wanted, project)
    ]


def _run(policy: Policy, wanted: list[Path], project: Project) -> PolicyRun:
    meant = tuple(result for result in run_cases(policy) if concerns(result.expected.span, wanted, project))
    return PolicyRun(policy, meant, coverage(policy, meant))
