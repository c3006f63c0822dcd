"""Redundant: a criterion, item, exception, waiver, scope, requirement or date guard that could go without effect."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.dates import idle_bounds, idle_dates
from policyc.analysis.findings import acknowledge_help, behind, clauses_said, labels_of
from policyc.analysis.naming import part_name, part_subject
from policyc.analysis.studied import Studied
from policyc.analysis.verdicts import REDUNDANT, Told, told_under
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic


def find_redundancies(studied: Studied) -> Iterator[Diagnostic]:
    """The redundant parts of a version, each with what makes it so."""
    for told in told_under(studied, REDUNDANT):
        yield _part(told)
    yield from idle_dates(studied)
    yield from idle_bounds(studied)


def _part(told: Told) -> Diagnostic:
    part, because = told.part, told.because
    axioms, notes = behind(told.look, because)
    return diagnostic(
        REDUNDANT,
        f"{part_name(part)} has no effect: without it nobody would be decided differently",
        part.span,
        caption="could be left out",
        labels=labels_of(because, axioms, part.span),
        notes=(_argument(told), *notes),
        help=f"leave it out, or correct it; {acknowledge_help('P703', part_subject(part))}",
    )


def _argument(told: Told) -> str:
    """Why, in a sentence."""
    because, part = told.because, told.part
    clauses = clauses_said(because)
    asked = "; ".join(dict.fromkeys(reason.words for reason in because.asked_by))
    match because.kind:
        case "settled":
            return f"It says nothing that is not said already: {clauses}." if clauses else "Everyone has it."
        case "excluded" | "clash" if part.kind == "waiver":
            return f"Whom it would help, this helps already or leaves out: {clauses}."
        case "excluded" | "clash":
            return f"Nobody to whom it could apply has it: {clauses}." if clauses else "Nobody has it."
        case _ if clauses and asked:
            return (
                f"It is asked already, by: {asked}. Whom that does not bind is decided alike by: {clauses}."
            )
        case _ if part.kind == "criterion" and (other := _swallowing(told)):
            return f"Every patient who meets `{part.path}` also meets `{other}` and gets the same answer."
        case _ if clauses:
            return f"Everyone to whom it makes a difference is decided alike by: {clauses}."
    return "Whoever it makes a difference to gets the same outcome without it."


def _swallowing(told: Told) -> str:
    """The criterion that everyone meets who meets this one, where it alone makes this one redundant; else empty."""
    look, reasons = told.look, told.because.reasons
    if len(reasons) != 1 or reasons[0].key[0] not in look.subject.epoch.criteria:
        return ""
    other, text = reasons[0].key[0], look.text
    both = [text.criterion(told.part.path, True), -text.criterion(other, True)]
    return "" if look.subject.possible(both) else other
