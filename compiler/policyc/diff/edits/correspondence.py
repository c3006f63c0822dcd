"""Which criteria, sections, definitions and decision lines of two epochs are the same ones.

What corresponds depends on names (two criteria say the same when what they refer to does), so pairing and
renaming are repeated until they stand still.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from policyc.diff.edits.change import Side, Sides
from policyc.diff.edits.likeness import likeness
from policyc.diff.edits.pairing import Paired, paired
from policyc.diff.renaming import Names, renamed_epoch
from policyc.diff.services import same_services
from policyc.model.conditions import Condition
from policyc.model.program import Criterion, Definition, Epoch, Line, Section

# A renaming that has not settled by then is a chain of references deeper than any policy.
ROUNDS = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Texts:
    """Two epochs, the old one read under the new names, and what corresponds.

    Criteria, sections and definitions of `old` keep their own labels; everything they refer to has its new one.
    """

    old: Epoch
    new: Epoch
    names: Names
    criteria: Paired[Criterion]
    sections: Paired[Section]
    definitions: Paired[Definition]
    lines: Paired[Line]
    sides: Sides


def corresponding(old: Epoch, new: Epoch) -> Texts:
    """Pair the named things of two epochs."""
    services = same_services(old.policy, new.policy)
    found = _paired_under(old, new, services)
    for _ in range(ROUNDS):
        again = _paired_under(renamed_epoch(old, found.names), new, services)
        if again.names == found.names:
            return again
        found = again
    return found


def alike(a: Criterion | Definition, b: Criterion | Definition) -> float:
    """How alike two of them are, from 0 to 1: wholly when they have one title, else by what they say."""
    return 1.0 if a.title and a.title == b.title else likeness(_said(a), _said(b))


def _paired_under(old: Epoch, new: Epoch, services: Mapping[str, str]) -> Texts:
    definitions = paired(
        tuple(old.definitions.values()),
        tuple(new.definitions.values()),
        lambda definition: definition.name,
        lambda definition: definition.condition,
        alike,
    )
    criteria = paired(
        tuple(old.criteria.values()),
        tuple(new.criteria.values()),
        lambda criterion: criterion.label,
        lambda criterion: (_said(criterion), criterion.recommends),
        alike,
    )
    sections = _sections(old, new, {a.label: b.label for a, b in criteria.both})
    found = Names(
        _new_names(criteria, lambda criterion: criterion.label, new.criteria),
        _new_names(sections, lambda section: section.label, new.sections),
        _new_names(definitions, lambda definition: definition.name, new.definitions),
        services,
    )
    return Texts(old, new, found, criteria, sections, definitions, _lines(old, new), _sides(old, new))


def _sides(old: Epoch, new: Epoch) -> Sides:
    return Sides(Side(_chosen(old), old.definitions), Side(_chosen(new), new.definitions))


def _chosen(epoch: Epoch) -> dict[str, str]:
    return {name: reading.chosen for name, reading in epoch.policy.readings.items()}


def _new_names(pairs: Paired[T], name: Callable[[T], str], taken: Container[str]) -> dict[str, str]:
    names = {name(a): name(b) for a, b in pairs.both if name(a) != name(b)}
    return names | {name(a): f"former {name(a)}" for a in pairs.removed if name(a) in taken}


def _said(part: Criterion | Definition | Line) -> tuple[Condition, ...]:
    return (part.condition,) if isinstance(part, Definition) else (part.condition, *part.exceptions)


def _imposed(section: Section) -> tuple[Condition, ...]:
    return (*(() if section.scope is None else (section.scope,)), *section.requirements)


def _sections(old: Epoch, new: Epoch, new_labels: Mapping[str, str]) -> Paired[Section]:
    """Sections are alike when they hold the same criteria; without any, when they impose the same."""
    held: dict[int, frozenset[str]] = {}
    for section in old.sections.values():
        held[id(section)] = frozenset(new_labels.get(label, f"former {label}") for label in section.criteria)
    for section in new.sections.values():
        held[id(section)] = frozenset(section.criteria)

    def alike(a: Section, b: Section) -> float:
        either = held[id(a)] | held[id(b)]
        if a.title and a.title == b.title:
            return 1.0
        return len(held[id(a)] & held[id(b)]) / len(either) if either else likeness(_imposed(a), _imposed(b))

    def content(section: Section) -> Hashable:
        return (_imposed(section), held[id(section)]) if held[id(section)] else None

    return paired(
        tuple(old.sections.values()), tuple(new.sections.values()), lambda s: s.label, content, alike
    )


def _lines(old: Epoch, new: Epoch) -> Paired[Line]:
    """All lines but `otherwise`, which is always there. A name is a line's identity, whatever it says."""

    def alike(a: Line, b: Line) -> float:
        return 1.0 if a.name == b.name else likeness(_said(a), _said(b)) * (a.outcome is b.outcome)

    return paired(
        old.lines[:-1],
        new.lines[:-1],
        lambda line: line.name,
        lambda line: (line.outcome, _said(line)),
        alike,
    )
