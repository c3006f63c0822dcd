"""What came of random tests: the data, and as a page for people and as JSON (schema `random-test`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.report.paragraph import counted, paragraph
from policyc.report.style import PLAIN, Style
from policylang.diagnostic import Diagnostic

REACHED, UNREACHABLE, UNDECIDED = "reached", "proved unreachable", "undecided"


@dataclass(frozen=True, slots=True)
class BranchRun:
    """A line and the criterion under which it decides: what was found, and how many generated cases took it."""

    line: str
    criterion: str | None
    outcome: str
    status: str
    cases: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not agree, and the smallest case that shows it (or two) as blocks to paste into a file."""

    diagnostic: Diagnostic
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextRun:
    """The random tests of one text.

    `neighbours` counts the patients tried around the branches, `claims` the claims tried on pairs of patients.
    """

    policy: str
    text: str
    version: str
    cases: int
    neighbours: int
    claims: int
    branches: tuple[BranchRun, ...]
    failures: tuple[Failure, ...]


def is_undecided(runs: Sequence[TextRun]) -> bool:
    """Whether a limit hid whether some branch can be reached."""
    return any(branch.status == UNDECIDED for run in runs for branch in run.branches)


def random_text(runs: Sequence[TextRun], seed: int, style: Style = PLAIN) -> str:
    """The page: text by text how often each branch was reached, and which cannot be; then the seed."""
    pages = ["\n".join(_page(run, style)) for run in runs]
    pages.append(f"Seed {seed}: `--seed {seed}` draws the same cases again.")
    return "\n\n".join(pages) + "\n"


def random_json(runs: Sequence[TextRun], seed: int) -> dict[str, object]:
    """The same as JSON data."""
    return {
        "format_version": 1,
        "seed": seed,
        "failed": sum(len(run.failures) for run in runs),
        "complete": not is_undecided(runs),
        "texts": [_text_json(run) for run in runs],
    }


def _page(run: TextRun, style: Style) -> Iterator[str]:
    reached = [branch for branch in run.branches if branch.status == REACHED]
    dead = [branch for branch in run.branches if branch.status == UNREACHABLE]
    unknown = [branch for branch in run.branches if branch.status == UNDECIDED]
    failed = style.red(f", {counted(len(run.failures), 'failure')}") if run.failures else ""
    yield f"{style.bold(run.text)} (version {run.version}): {counted(run.cases, 'case')}{failed}"
    yield paragraph(
        f"{len(reached)} of {counted(len(run.branches), 'branch', 'branches')} reached by a patient; "
        f"{sum(branch.cases > 0 for branch in reached)} of them by generated cases too; "
        f"{run.neighbours} patients tried around them", 2, 4
    )  # fmt: skip
    for branch in reached:
        yield f"  {branch.cases:>6}  {_named(branch)}"
    for branch in dead:
        yield style.yellow(f"       -  {_named(branch)}: proved unreachable")
    for branch in unknown:
        yield style.yellow(f"       ?  {_named(branch)}: undecided, {branch.reason}")
    if run.claims:
        yield paragraph(f"{counted(run.claims, 'claim')} that more is never worse tried on neighbours", 2, 4)


def _named(branch: BranchRun) -> str:
    return f"{branch.line}{f' under {branch.criterion}' if branch.criterion else ''}: {branch.outcome}"


def _text_json(run: TextRun) -> dict[str, object]:
    return {
        "policy": run.policy,
        "text": run.text,
        "version": run.version,
        "cases": run.cases,
        "neighbours": run.neighbours,
        "claims": run.claims,
        "branches": [
            {
                "line": branch.line,
                "criterion": branch.criterion,
                "outcome": branch.outcome,
                "status": branch.status,
                "cases": branch.cases,
                "reason": branch.reason,
            }
            for branch in run.branches
        ],
        "failures": [
            {
                "code": failure.diagnostic.code,
                "headline": failure.diagnostic.headline,
                "notes": list(failure.diagnostic.notes),
                "witness": failure.diagnostic.witness,
                "twin": failure.diagnostic.twin,
                "blocks": list(failure.blocks),
            }
            for failure in run.failures
        ],
    }
