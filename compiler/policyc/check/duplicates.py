"""Names that are declared twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from policyc.check.findings import Findings
from policylang import tree
from policylang.diagnostic import Label
from policylang.source import Span

T = TypeVar("T")


def first_of_each(kind: str, named: Iterable[tuple[tree.Word, T]], findings: Findings) -> dict[str, T]:
    """The first thing of each name, in order; every further one of the same name is reported."""
    kept: dict[str, T] = {}
    places: dict[str, Span] = {}
    for word, thing in named:
        if word.text in kept:
            report_duplicate(kind, word, places[word.text], findings)
        else:
            kept[word.text] = thing
            places[word.text] = word.span
    return kept


def report_duplicate(kind: str, word: tree.Word, first: Span, findings: Findings) -> None:
    """Report the second declaration of a name, with the place of the first."""
    findings.add(
        "duplicate-name",
        f"{kind} `{word.text}` is declared twice",
        word.span,
        caption="declared again here",
        labels=(Label(first, "first declared here"),),
        help="give one of them another name, or remove it",
    )
