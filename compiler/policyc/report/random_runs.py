"""What came of random tests: the data, and as a page for people and as JSON (schema `random-test`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.report.paragraph import counted, paragraph
from policyc.report.style import PLAIN, Style
from policylang.diagnostic import Diagnostic

REACHED, UNREACHABLE, UNDECIDED = "reached", "proved unreachable", "undecided"
_STATUSES = (REACHED, UNREACHABLE, UNDECIDED)


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
class ClaimRun:
    """A claim that was tried: whether it is known to fail, and whether some patient refuted it."""

    title: str
    known_to_fail: bool
    refuted: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not agree or does not hold, and the smallest case found (or two) as blocks to paste into a file."""

    diagnostic: Diagnostic
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextRun:
    """The random tests of one text.

    `neighbours` counts the patients beside those of the branches, who differ from them in one answer.
    """

    policy: str
    text: str
    version: str
    cases: int
    neighbours: int
    claims: tuple[ClaimRun, ...]
    branches: tuple[BranchRun, ...]
    failures: tuple[Failure, ...]


def is_undecided(runs: Sequence[TextRun]) -> bool:
    """Whether a limit hid whether some branch can be reached, or no case could be drawn at all."""
    return any(not run.cases or branch.status == UNDECIDED for run in runs for branch in run.branches)


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
    if not run.cases:
        yield paragraph("No case could be drawn, so nothing was tested: look at the axioms first.", 2, 4)
    yield paragraph(_branch_words(run), 2, 4)
    yield "  How many of the generated cases took each:"
    for branch in reached:
        yield f"  {branch.cases:>6}  {_named(branch)}"
    for branch in dead:
        yield style.yellow(f"       -  {_named(branch)}: proved unreachable")
    for branch in unknown:
        yield style.yellow(f"       ?  {_named(branch)}: undecided, {branch.reason}")
    if run.neighbours:
        patients = counted(run.neighbours, "more patient", "more patients")
        yield paragraph(
            f"{patients}, who differ from those shown in one answer, decided all three ways", 2, 4
        )
    if run.claims:
        yield paragraph(_claim_words(run), 2, 4)
    for claim in (each for each in run.claims if each.known_to_fail):
        word = "refuted, as is known" if claim.refuted else "known to fail, but nobody here refuted it"
        yield paragraph(f"“{claim.title}”: {word}", 4, 6)


def _branch_words(run: TextRun) -> str:
    """How many branches there are, how many can be reached, and whether the rest is proved."""
    number = {each: sum(branch.status == each for branch in run.branches) for each in _STATUSES}
    said = [f"{number[REACHED]} can be reached, and a patient shows each"]
    said += [f"{number[UNREACHABLE]} cannot, proved"] if number[UNREACHABLE] else []
    said += [f"{number[UNDECIDED]} undecided"] if number[UNDECIDED] else []
    return f"{counted(len(run.branches), 'branch', 'branches')}: {'; '.join(said)}"


def _claim_words(run: TextRun) -> str:
    meant = [each for each in run.claims if not each.known_to_fail]
    refuted = sum(each.refuted for each in meant)
    tried = f"{counted(len(run.claims), 'claim')} tried on every patient: "
    return tried + (f"{refuted} refuted" if refuted else "nobody refutes what is meant to hold")


def _named(branch: BranchRun) -> str:
    return f"{branch.line}{f' under {branch.criterion}' if branch.criterion else ''}: {branch.outcome}"


def _text_json(run: TextRun) -> dict[str, object]:
    return {
        "policy": run.policy,
        "text": run.text,
        "version": run.version,
        "cases": run.cases,
        "neighbours": run.neighbours,
        "claims": [
            {"title": each.title, "known_to_fail": each.known_to_fail, "refuted": each.refuted}
            for each in run.claims
        ],
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
