"""Always true: a condition that is guaranteed by what encloses it."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.findings import acknowledge_help, behind, clauses_said, labels_of
from policyc.analysis.naming import part_name, part_subject
from policyc.analysis.studied import Studied
from policyc.analysis.verdicts import ALWAYS_TRUE, Told, told_under
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


def find_always_true(studied: Studied) -> Iterator[Diagnostic]:
    """The conditions of a version that everyone meets in their place, each with what guarantees it."""
    for told in told_under(studied, ALWAYS_TRUE):
        yield _part(told)


def _part(told: Told) -> Diagnostic:
    part, because = told.part, told.because
    axioms, notes = behind(told.look, because)
    clauses = clauses_said(because)
    return diagnostic(
        ALWAYS_TRUE,
        f"{part_name(part)} is true of everyone for whom it is asked",
        part.span,
        caption="always true here",
        labels=labels_of(because, axioms, part.span),
        notes=(f"Guaranteed by: {clauses}." if clauses else "It is true of every patient.", *notes),
        help=f"leave it out, or correct it; {acknowledge_help('P704', part_subject(part))}",
    )
