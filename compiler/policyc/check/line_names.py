"""Which criteria a decision line names, and what the place where it names them still asks of a patient.

A line names a criterion where it stands un-negated in its condition: directly, through a test of a section that
holds it, or through a definition; never through another criterion, and never in an exception.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
        replace(line, names=tuple(dict.fromkeys(_named(line.condition, _Place(epoch, True, (), set())))))
        for line in epoch.lines
    )
    return replace(epoch, lines=lines)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a condition stands: under an even number of negations or not, and under which readings.

    A definition is followed once for each such place, so that one which refers to itself, an error of its own,
    and many that refer to each other over and over are both followed in bounded time.
    """

    epoch: Epoch
    positive: bool
    readings: Readings
    followed: set[tuple[str, bool, Readings]]

    def has_yet_to_follow(self, name: str) -> bool:
        """Whether a definition has still to be followed from here."""
        key = (name, self.positive, self.readings)
        new = key not in self.followed and name in self.epoch.definitions
        self.followed.add(key)
        return new


def _named(condition: Condition, place: _Place) -> Iterator[NamedCriterion]:
    """What is named, in the order of the text; definitions are followed without recursion, however many."""
    ahead = [(condition, place)]
    while ahead:
        condition, place = ahead.pop()
        match condition:
            case CriterionTest(label=label, scoped=scoped) if place.positive:
                yield NamedCriterion(label, scoped, (), place.readings)
            case SectionTest(label=label, test=test) if place.positive and test != "applies":
                yield from _in_section(label, test, place.epoch, place.readings)
            case _:
                ahead.extend(reversed(_inside(condition, place)))


def _inside(condition: Condition, place: _Place) -> list[tuple[Condition, _Place]]:
    """The conditions that a condition is made of, each with the place that is its own."""
    match condition:
        case DefinitionHolds(name=name):
            definitions = place.epoch.definitions
            return [(definitions[name].condition, place)] if place.has_yet_to_follow(name) else []
        case Not(operand=operand):
            return [(operand, replace(place, positive=not place.positive))]
        case Depending(reading=reading, alternatives=alternatives):
            return [
                (inner, replace(place, readings=(*place.readings, (reading, alternative))))
                for alternative, inner in alternatives
            ]
    return [(part, place) for part in parts(condition)]


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
