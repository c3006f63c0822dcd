"""Readings: the places where a source can be read in more than one way, and the way that was chosen."""

from __future__ import annotations

from policyc.check.duplicates import first_of_each
from policyc.check.terms import Terms, read_cite
from policyc.model.program import Alternative, Reading
from policylang import tree
from policylang.diagnostic import Label


def read_reading(node: tree.Reading, terms: Terms) -> Reading:
    """The reading, its chosen alternative first."""
    kept = first_of_each("alternative", [(choice.name, choice) for choice in node.choices], terms.findings)
    _check_choice(node, terms)
    ordered = sorted(kept.values(), key=lambda choice: not choice.chosen)
    return Reading(
        node.name.text,
        node.question.text,
        tuple(Alternative(choice.name.text, choice.reason.text) for choice in ordered)
        or (Alternative("", ""),),
        node.modelled,
        read_cite(node.cite, terms),
        tuple(note.text for note in node.notes),
        span=node.name.span,
    )


def _check_choice(node: tree.Reading, terms: Terms) -> None:
    chosen = [choice for choice in node.choices if choice.chosen]
    if len(chosen) != 1:
        terms.findings.add(
            "reading-choice",
            f"reading `{node.name.text}` has {'no' if not chosen else len(chosen)} chosen alternatives",
            node.name.span,
            caption="one alternative is chosen",
            labels=tuple(Label(choice.span, "chosen") for choice in chosen),
            help='write `chosen NAME "reason"` for one and `or NAME "reason"` for the others',
        )
    elif len(node.choices) == 1 and node.modelled:
        terms.findings.add(
            "reading-choice",
            f"reading `{node.name.text}` has nothing to choose between",
            node.name.span,
            caption="one alternative only",
            help='add the other way to read it: `or NAME "reason"`',
        )
