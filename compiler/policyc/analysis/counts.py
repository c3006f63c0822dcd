"""Count collapse: an `at least N of` that is really another number in its place."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.findings import acknowledge_help, behind, clauses_said, labels_of
from policyc.analysis.naming import part_name, part_subject, place_name
from policyc.analysis.studied import Studied
from policyc.analysis.verdicts import COUNT, Told, told_under
from policyc.graph.words import condition_words, joined, mid_sentence
from policyc.model.conditions import AtLeast, Condition
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Label


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
        labels=(*_certain(told), *labels_of(because, axioms, part.span)),
        notes=(_argument(told), *notes),
        help=f"write the count that is meant, {acknowledge_help('P705', part_subject(part))}",
    )


def _sure(told: Told) -> dict[int, Condition]:
    """The items that everyone meets here, by their places."""
    count = told.part.condition
    assert isinstance(count, AtLeast)
    asked = {(about, number) for key, about, number in told.look.never if key == told.part.key}
    return {place: item for place, item in enumerate(count.items) if ("item", place) in asked}


def _certain(told: Told) -> Iterator[Label]:
    for item in _sure(told).values() if told.because.kind == "guaranteed" else ():
        if item.span is not None:
            yield Label(item.span, "met by every patient here")


def _argument(told: Told) -> str:
    clauses = clauses_said(told.because)
    if told.because.kind == "guaranteed":
        sure = [f"{place + 1} ({_said(item, told)})" for place, item in _sure(told).items()]
        items = f"item{'s' if len(sure) > 1 else ''} {joined(sure, 'and')}"
        return (
            f"Everyone here meets {items}, by: {_places(told)}."
            if clauses
            else f"Every patient meets {items}."
        )
    nobody = f"Nobody here meets {told.because.kind} of them"
    return f"{nobody}, by: {clauses}." if clauses else f"{nobody}: of these items some go together."


def _places(told: Told) -> str:
    """The reasons, each with where it stands."""
    epoch = told.look.subject.epoch
    said = [
        f"{reason.words} ({place_name(reason.key[0], reason.span, epoch)})" for reason in told.because.reasons
    ]
    return "; ".join(dict.fromkeys(said))


def _said(item: Condition, told: Told) -> str:
    return mid_sentence(condition_words(item, told.look.subject.epoch))
