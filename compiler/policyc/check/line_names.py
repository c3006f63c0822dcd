"""Which criteria a decision line names, and what the place where it names them still asks of a patient.

A line names a criterion where it stands un-negated in its condition: directly, through a test of a section that
holds it, or through a definition; never through another criterion, and never in an exception.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyc.model.conditions import (
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    parts,
)
from policyc.model.program import Epoch, NamedCriterion

Readings = tuple[tuple[str, str], ...]


def with_names(epoch: Epoch) -> Epoch:
    """The epoch with the names of its lines filled in."""
    lines = tuple(
        replace(line, names=tuple(dict.fromkeys(_named(line.condition, epoch, True, (), frozenset()))))
        for line in epoch.lines
    )
    return replace(epoch, lines=lines)


def _named(
    condition: Condition, epoch: Epoch, positive: bool, readings: Readings, seen: frozenset[str]
) -> Iterator[NamedCriterion]:
    match condition:
        case CriterionTest(label=label, scoped=scoped):
            if positive:
                yield NamedCriterion(label, scoped, (), readings)
        case SectionTest(label=label, test=test):
            if positive and test != "applies" and label in epoch.sections:
                yield from _in_section(label, test, epoch, readings)
        case DefinitionHolds(name=name):
            # A definition that refers to itself is an error of its own; here it only must not go on for ever.
            if name not in seen and name in epoch.definitions:
                inner = epoch.definitions[name].condition
                yield from _named(inner, epoch, positive, readings, seen | {name})
        case Not(operand=operand):
            yield from _named(operand, epoch, not positive, readings, seen)
        case Depending(reading=reading, alternatives=alternatives):
            for alternative, inner in alternatives:
                yield from _named(inner, epoch, positive, (*readings, (reading, alternative)), seen)
        case _:
            for part in parts(condition):
                yield from _named(part, epoch, positive, readings, seen)


def _in_section(label: str, test: str, epoch: Epoch, readings: Readings) -> Iterator[NamedCriterion]:
    if test == "met":
        for criterion, _ in _criteria(label, epoch, ()):
            yield NamedCriterion(criterion, True, (), readings)
        return
    imposed = _requirements_around(label, epoch) if test == "holds" else ()
    for criterion, given in _criteria(label, epoch, imposed):
        yield NamedCriterion(criterion, False, given, readings)


def _requirements_around(label: str, epoch: Epoch) -> tuple[Condition, ...]:
    """The requirements of a section and of those around it, from the outside in."""
    section = epoch.sections[label]
    around = _requirements_around(section.parent, epoch) if section.parent in epoch.sections else ()
    return (*around, *section.requirements)


def _criteria(
    label: str, epoch: Epoch, given: tuple[Condition, ...]
) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """The criteria of a section in order, with what is given and what its subsections impose besides."""
    for name in epoch.sections[label].order:
        if name in epoch.criteria:
            yield name, given
        elif name in epoch.sections:
            inner = epoch.sections[name]
            scope = (inner.scope,) if inner.scope is not None else ()
            yield from _criteria(name, epoch, (*given, *scope, *inner.requirements))
