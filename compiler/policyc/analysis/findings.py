"""Findings as diagnostics: the part, each clause that makes it so, the axioms and the readings behind it."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.analysis.because import Because
from policyc.analysis.behind import axioms_behind, readings_note
from policyc.analysis.effects import Look
from policyc.model.facts import Axiom, PartOf
from policylang.diagnostic import Label
from policylang.source import Span


def labels_of(because: Because, axioms: Iterable[Axiom], but: Span | None) -> tuple[Label, ...]:
    """A label for each reason and each axiom that stands somewhere, the finding's own place left out."""
    found = [
        label
        for reason in (*because.asked_by, *because.reasons)
        if (label := reason.label()) is not None and label.span != but
    ]
    found += [Label(axiom.span, axiom_words(axiom)) for axiom in axioms if axiom.span is not None]
    return tuple(dict.fromkeys(found))


def axiom_words(axiom: Axiom) -> str:
    """An axiom as it is written."""
    if isinstance(axiom, PartOf):
        return f"the vocabulary says: {axiom.part} part of {axiom.whole}"
    return f"the vocabulary says: {axiom.text}" if axiom.text else "an axiom of the vocabulary"


def behind(look: Look, because: Because) -> tuple[tuple[Axiom, ...], tuple[str, ...]]:
    """The axioms that a finding rests on, and the notes about them and about readings."""
    axioms = axioms_behind(look, because.impossible)
    notes = tuple(dict.fromkeys(map(_axiom_note, axioms)))
    reading = readings_note(look, because.impossible)
    return axioms, (*notes, *((reading,) if reading else ()))


def _axiom_note(axiom: Axiom) -> str:
    said = axiom_words(axiom).removeprefix("the vocabulary says: ")
    because = f", because {axiom.because}" if axiom.because else ""
    return f"By the axiom `{said}` of the vocabulary{because}."


def clauses_said(because: Because) -> str:
    """The reasons one after the other."""
    return "; ".join(dict.fromkeys(reason.words for reason in because.reasons))


def acknowledge_help(code: str, name: str) -> str:
    """The line that accepts a finding."""
    return f'or, if it is meant so, `acknowledge {code} on {name} because "…"`'
