"""What the pytest plugin asks: the cases and claims that stand in one file, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from policyc.analysis.claims import Statement, answer_claims, statements
from policyc.decide.coverage import EpochCoverage
from policyc.decide.expectations import CaseResult, run_cases
from policyc.model.cases import ExpectedCase
from policyc.model.program import Policy
from policyc.report.cases_text import failures
from policyc.report.claims_diagnostics import claim_diagnostic
from policyc.report.claims_text import pasted
from policyc.workspace.checking import UNREADABLE, concerns, read_wanted
from policyc.workspace.load import Loaded, load, select
from policyc.workspace.project import Project, find_project
from policyc.workspace.proving import shared_facts
from policylang.diagnostic import Diagnostic
from policylang.source import Source

Known = MutableMapping[Path, Loaded]
"""Projects that were read, by their folder."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A case and the policy it is about."""

    policy: Policy
    expected: ExpectedCase


@dataclass(frozen=True, slots=True)
class Collected:
    """What stands in a file; where `unfit` is not empty, nothing of it can be tested."""

    cases: tuple[Stated, ...]
    statements: tuple[Statement, ...]
    unfit: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    shared: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Ran:
    """One case that was run, as the report of failures wants it."""

    policy: Policy
    results: tuple[CaseResult, ...]
    coverage: tuple[EpochCoverage, ...] = ()


def collected(path: Path, known: Known) -> Collected:
    """The cases and claims of a file, typed within the project around it, which is read once."""
    project, _ = find_project(path)
    if project.root not in known:
        known[project.root] = load(*read_wanted(project, []))
    loaded = known[project.root]
    if _name(path, project) not in loaded.sources:
        loaded = load(*read_wanted(project, [path]))
    policies = tuple(loaded.program.policies.values())
    meant = [policy for policy in policies if _cases(policy, path, project) or _claims(policy, path, project)]
    return Collected(
        tuple(Stated(policy, each) for policy in meant for each in _cases(policy, path, project)),
        tuple(each for policy in meant for each in _claims(policy, path, project)),
        _unfit(loaded, meant, path, project),
        loaded.sources,
        shared_facts(loaded),
    )


def case_problems(stated: Stated) -> list[Diagnostic]:
    """Why a case fails, as `policyc test` says it; nothing where it passes."""
    results = tuple(run_cases(replace(stated.policy, cases=(stated.expected,))))
    return list(failures([_Ran(stated.policy, results)]))


def claim_problem(statement: Statement, found: Collected) -> tuple[Diagnostic | None, tuple[str, ...]]:
    """Why a claim fails, as `policyc prove` says it, and the patients as cases to paste; None where it passes."""
    answer = next(answer_claims(statement.policy, [statement]))
    told = claim_diagnostic(answer)
    shared = found.shared.get(statement.span.source, ()) if statement.span else ()
    return told, tuple(pasted(answer, shared)) if told is not None else ()


def _name(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)


def _cases(policy: Policy, path: Path, project: Project) -> list[ExpectedCase]:
    return [each for each in policy.cases if each.span and concerns(each.span, [path], project)]


def _claims(policy: Policy, path: Path, project: Project) -> list[Statement]:
    return [each for each in statements(policy) if each.span and concerns(each.span, [path], project)]


def _unfit(loaded: Loaded, meant: list[Policy], path: Path, project: Project) -> tuple[Diagnostic, ...]:
    """What could not be read, the errors of the file itself, and those in the texts it is about."""
    texts = tuple(loaded.sources.values())
    related = {source.name for policy in meant for source in select(texts, policy.id, cases=False)}
    return tuple(
        found
        for found in loaded.errors
        if found.name in UNREADABLE
        or (
            found.span is not None and (found.span.source in related or concerns(found.span, [path], project))
        )
    )
