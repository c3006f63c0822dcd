"""Answering the claims of a project: a policy whose text has errors is not asked about, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.analysis.claims import ClaimAnswer, Statement, answer_claims, statements
from policyc.prove.solver import DEFAULT, SolverSettings
from policyc.workspace.checking import concerns, projects_of, read_wanted
from policyc.workspace.load import Loaded, load, select
from policyc.workspace.project import Project
from policylang import tree
from policylang.diagnostic import Diagnostic
from policylang.source import Source

Progress = Callable[[int, int, str], None]
"""Told before each claim: how many are answered, of how many, and what the next one is called."""


@dataclass(frozen=True, slots=True)
class PolicyProof:
    """The answers to the claims of one policy, and by file the facts that `every case` gives there."""

    policy: str
    answers: tuple[ClaimAnswer, ...]
    shared: Mapping[str, tuple[str, ...]]

    def shared_with(self, answer: ClaimAnswer) -> tuple[str, ...]:
        """The facts that `every case` gives in the file of a claim."""
        span = answer.statement.span
        return self.shared.get(span.source, ()) if span else ()


@dataclass(frozen=True, slots=True)
class ProjectProof:
    """What was answered; where `unfit` is not empty, nothing was, since these make a text unfit to be asked about."""

    proved: tuple[PolicyProof, ...]
    unfit: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def prove_project(
    paths: Sequence[Path],
    folder: Path,
    title: str = "",
    progress: Progress | None = None,
    settings: SolverSettings = DEFAULT,
) -> ProjectProof:
    """Answer the claims that stand below the paths (all of the project around `folder` when there is none).

    With `title` only those whose title has these words in it, in capital letters or not.
    """
    unfit: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    chosen: list[tuple[Loaded, tuple[Statement, ...]]] = []
    for project, wanted in projects_of(paths, folder).items():
        texts, problems = read_wanted(project, wanted)
        loaded = load(texts, problems)
        sources.update(loaded.sources)
        meant = _meant(loaded, wanted, project, title)
        unfit += _unfit(loaded, problems, wanted, project, meant)
        chosen += [(loaded, found) for found in meant]
    proved = () if unfit else _proved(chosen, progress, settings)
    return ProjectProof(proved, tuple(unfit), sources)


def _meant(
    loaded: Loaded, wanted: Sequence[Path], project: Project, title: str
) -> list[tuple[Statement, ...]]:
    """The claims that are asked about, by policy."""
    found = [
        tuple(
            one
            for one in statements(policy)
            if concerns(one.span, wanted, project) and title.casefold() in one.title.casefold()
        )
        for policy in loaded.program.policies.values()
    ]
    return [claims for claims in found if claims]


def _proved(
    chosen: Sequence[tuple[Loaded, tuple[Statement, ...]]],
    progress: Progress | None,
    settings: SolverSettings,
) -> tuple[PolicyProof, ...]:
    number = sum(len(claims) for _, claims in chosen)
    told, proofs = 0, []
    for loaded, claims in chosen:
        policy, answers = claims[0].policy, []
        found = answer_claims(policy, claims, settings)
        for claim in claims:
            if progress is not None:
                progress(told, number, claim.title)
            answers.append(next(found))
            told += 1
        proofs.append(PolicyProof(policy.id, tuple(answers), shared_facts(loaded)))
    return tuple(proofs)


def shared_facts(loaded: Loaded) -> dict[str, tuple[str, ...]]:
    """By file the facts that its `every case` gives."""
    return {
        name: tuple(
            dict.fromkeys(
                given.fact.text
                for block in file.blocks
                if isinstance(block, tree.EveryCase)
                for given in block.given
            )
        )
        for name, file in loaded.files.items()
    }


def _unfit(
    loaded: Loaded,
    problems: Sequence[Diagnostic],
    wanted: list[Path],
    project: Project,
    meant: Sequence[Sequence[Statement]],
) -> list[Diagnostic]:
    """The errors in what the wanted claims are about: whatever could not be read, and their policies' texts."""
    texts = tuple(loaded.sources.values())
    related = {source.name for claims in meant for source in select(texts, claims[0].policy.id)}
    return [
        found
        for found in loaded.errors
        if found in problems
        or found.span is None
        or found.span.source in related
        or concerns(found.span, wanted, project)
    ]
