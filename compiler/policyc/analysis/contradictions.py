"""Contradictory: a criterion, an item or a decision line that no patient can meet."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.findings import acknowledge_help, behind, clauses_said, labels_of
from policyc.analysis.lines import DeadLine, dead_lines, line_clash
from policyc.analysis.naming import part_name, part_subject
from policyc.analysis.studied import Studied
from policyc.analysis.verdicts import CONTRADICTORY, Told, told_under
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


def find_contradictions(studied: Studied) -> Iterator[Diagnostic]:
    """The contradictory parts and lines of a version, each with a minimal set of clauses that clash."""
    for told in told_under(studied, CONTRADICTORY):
        yield _part(told)
    for dead in dead_lines(studied):
        if not dead.met:
            yield _line(dead)


def _part(told: Told) -> Diagnostic:
    part, because = told.part, told.because
    axioms, notes = behind(told.look, because)
    return diagnostic(
        CONTRADICTORY,
        f"no patient can meet {part_name(part)}",
        part.span,
        caption="met by nobody",
        labels=labels_of(because, axioms, part.span),
        notes=(_argument(clauses_said(because)), *notes),
        help=f"correct one of the clauses, {acknowledge_help('P701', part_subject(part))}",
    )


def _line(dead: DeadLine) -> Diagnostic:
    because, line = line_clash(dead), dead.reached.line
    axioms, notes = behind(dead.look, because)
    return diagnostic(
        CONTRADICTORY,
        f"no patient can meet line `{line.name}`",
        line.span,
        caption="met by nobody",
        labels=labels_of(because, axioms, line.span),
        notes=(_argument(clauses_said(because)), *notes),
        help=f"correct one of the clauses, {acknowledge_help('P701', line.name)}",
    )


def _argument(clauses: str) -> str:
    return f"Nobody has all of this: {clauses}." if ";" in clauses else f"Nobody has this: {clauses}."
