"""Count collapse: an `at least N of` that is really another number in its place."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.findings import acknowledge_help, behind, clauses_said, labels_of
from policyc.analysis.naming import part_name, part_subject
from policyc.analysis.studied import Studied
from policyc.analysis.verdicts import COUNT, Told, told_under
from policyc.model.conditions import AtLeast
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


def find_count_collapses(studied: Studied) -> Iterator[Diagnostic]:
    """The counts of a version that amount to another one, with what they amount to."""
    for told in told_under(studied, COUNT):
        yield _count(told)


def _count(told: Told) -> Diagnostic:
    part, because = told.part, told.because
    count = part.condition
    assert isinstance(count, AtLeast)
    axioms, notes = behind(told.look, because)
    return diagnostic(
        COUNT,
        f"{part_name(part)}, at least {count.least} of these {len(count.items)}, is really {told.really}",
        part.span,
        caption=f"really {told.really}",
        labels=labels_of(because, axioms, part.span),
        notes=(_argument(told), *notes),
        help=f"write the count that is meant, {acknowledge_help('P705', part_subject(part))}",
    )


def _argument(told: Told) -> str:
    clauses = clauses_said(told.because)
    if told.because.kind == "guaranteed":
        return (
            f"An item is met by everyone here, by: {clauses}." if clauses else "Every patient meets an item."
        )
    nobody = f"Nobody here meets {told.because.kind} of them"
    return f"{nobody}, by: {clauses}." if clauses else f"{nobody}: of these items some go together."
