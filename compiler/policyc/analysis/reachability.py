"""Unreachable: a decision line that patients meet and that decides none of them, since earlier lines take them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.because import Because
from policyc.analysis.findings import acknowledge_help, behind
from policyc.analysis.holes import Holes
from policyc.analysis.lines import DeadLine, blockers, dead_lines
from policyc.analysis.showing import verdict_of, witness_of
from policyc.analysis.studied import Studied
from policyc.graph.words import joined
from policyc.prove.lowering import Reached
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label

MOST_BLOCKERS = 10


def find_unreachable(studied: Studied) -> Iterator[Diagnostic]:
    """The masked lines of a version, with the minimal sets of earlier lines that take everyone who meets them."""
    for dead in dead_lines(studied):
        if dead.met:
            yield _line(dead)


def _line(dead: DeadLine) -> Diagnostic:
    line, look = dead.reached.line, dead.look
    sets, complete = blockers(dead, MOST_BLOCKERS)
    model = look.subject.plainest([dead.reached.effective])
    axioms, notes = behind(look, Because("masked", (), lambda holes: _decides(holes, line.name)))
    first = sets[0] if sets else ()
    labels = [Label(each.line.span, "takes them first") for each in first if each.line.span is not None]
    labels += [Label(axiom.span, "the vocabulary says so") for axiom in axioms if axiom.span is not None]
    shown = () if model is None else (f"This patient meets it; {verdict_of(look.subject, model)}.",)
    return diagnostic(
        "unreachable",
        f"line `{line.name}` never decides: earlier lines take everyone who meets it",
        line.span,
        caption="decides nobody",
        labels=tuple(labels),
        notes=(
            *(_blocked(each, place) for place, each in enumerate(_names(sets))),
            *_cut(complete),
            *shown,
            *notes,
        ),
        help=f"move it up, or correct it; {acknowledge_help('P702', line.name)}",
        witness=None if model is None else witness_of(look.subject, model),
    )


def _decides(holes: Holes, name: str) -> list[int]:
    return [
        holes.subject.gates.disjunction([each.literal for each in holes.text.decisions if each.line == name])
    ]


def _names(sets: Sequence[tuple[Reached, ...]]) -> list[str]:
    return [joined([f"`{each.line.name}`" for each in one], "and") for one in sets]


def _blocked(names: str, place: int) -> str:
    also = "also " if place else ""
    together = " together" if " and " in names else ""
    return f"Everyone who meets it is {also}taken by {names}{together}."


def _cut(complete: bool) -> tuple[str, ...]:
    return () if complete else (f"There may be more such sets than the {MOST_BLOCKERS} shown.",)
