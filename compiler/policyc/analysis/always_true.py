"""Always true: a condition that is guaranteed by what encloses it."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.findings import acknowledge_help, behind, labels_of
from policyc.analysis.naming import part_name, part_subject, place_name
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
    return diagnostic(
        ALWAYS_TRUE,
        f"{part_name(part)} is already true for everyone who reaches it",
        part.span,
        caption="always true here",
        labels=labels_of(because, axioms, part.span),
        notes=(_argument(told), *notes),
        help=f"leave it out, or correct it; {acknowledge_help('P704', part_subject(part))}",
    )


def _argument(told: Told) -> str:
    """What requires it already, and where."""
    epoch = told.look.subject.epoch
    said = dict.fromkeys(
        f"{reason.words} ({place_name(reason.key[0], reason.span, epoch)})" for reason in told.because.reasons
    )
    return f"Already required: {'; '.join(said)}." if said else "It is true of every patient."
