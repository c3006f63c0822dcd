"""Which parts of a text lead to a decision: what the lines ask for, directly or through other parts.

Every alternative of a reading counts as asked for, chosen or not, since a reading is recorded to be compared. A
claim asks as well. A criterion that is asked for brings its sections with it, whatever their scope; a section that
is asked for brings everything inside it. `X applies` asks for the scope of X alone, while `any section of X
applies`, which tells the listed from the unlisted, asks for its sections as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policyc.model.conditions import (
    Any,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    SectionTest,
    walk,
)
from policyc.model.program import Criterion, Epoch, Section


@dataclass(slots=True)
class Mentioned:
    """Names of definitions, criteria, sections and readings. Of a section in `scopes` the scope alone is meant."""

    definitions: set[str] = field(default_factory=set)
    criteria: set[str] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)


def asked_for(epoch: Epoch) -> Mentioned:
    """Everything of an epoch that its lines, or a claim about it, ask for."""
    found = Mentioned()
    ahead: list[Condition] = [*_of_lines(epoch), *_of_claims(epoch)]
    while ahead:
        for node in nodes(ahead.pop()):
            ahead += _asked(node, epoch, found)
    return found


def nodes(condition: Condition) -> Iterator[Condition]:
    """A condition and all inside it; of `any section of X applies` a test of each section as a whole."""
    for node in walk(condition):
        if isinstance(node, Any):
            yield from _as_a_whole(node)
        yield node


def conditions_inside(part: Criterion | Section) -> Iterator[Condition]:
    """The conditions that stand in a criterion or section itself."""
    if isinstance(part, Criterion):
        yield part.condition
        yield from part.exceptions
    else:
        if part.scope is not None:
            yield part.scope
        yield from part.requirements
    yield from (each.when for each in part.recommends if each.when is not None)


def sections_around(label: str, epoch: Epoch) -> Iterator[Section]:
    """A section and those around it, from the inside out; nothing for no section."""
    section = epoch.sections.get(label)
    while section is not None:
        yield section
        section = epoch.sections.get(section.parent)


def inside(label: str, epoch: Epoch) -> Iterator[Section | Criterion]:
    """A section with all that stands in it, outermost first."""
    section = epoch.sections[label]
    yield section
    yield from (epoch.criteria[name] for name in section.criteria)
    for name in section.subsections:
        yield from inside(name, epoch)


def _of_lines(epoch: Epoch) -> Iterator[Condition]:
    for line in epoch.lines:
        yield line.condition
        yield from line.exceptions


def _of_claims(epoch: Epoch) -> Iterator[Condition]:
    for claim in epoch.policy.claims:
        if claim.version in ("", epoch.version.name):
            yield from claim.conditions


def _asked(node: Condition, epoch: Epoch, found: Mentioned) -> Iterable[Condition]:
    """Note what a node asks for; the conditions that this brings with it, the first time."""
    match node:
        case DefinitionHolds(name=name) if name not in found.definitions and name in epoch.definitions:
            found.definitions.add(name)
            return [epoch.definitions[name].condition]
        case CriterionTest(label=label) if label in epoch.criteria:
            return _criterion(epoch.criteria[label], epoch, found)
        case SectionTest(label=label, test="applies"):
            return _scopes(label, epoch, found)
        case SectionTest(label=label) if label in epoch.sections:
            return _section(label, epoch, found)
        case Depending(reading=reading):
            found.readings.add(reading)
    return []


def _criterion(criterion: Criterion, epoch: Epoch, found: Mentioned) -> list[Condition]:
    if criterion.label in found.criteria:
        return []
    found.criteria.add(criterion.label)
    around = [
        each for section in sections_around(criterion.section, epoch) for each in conditions_inside(section)
    ]
    return [*conditions_inside(criterion), *around]


def _section(label: str, epoch: Epoch, found: Mentioned) -> list[Condition]:
    if label in found.sections:
        return []
    conditions = [each for section in sections_around(label, epoch) for each in conditions_inside(section)]
    for part in inside(label, epoch):
        if isinstance(part, Section):
            found.sections.add(part.label)
        else:
            found.criteria.add(part.label)
        conditions += conditions_inside(part)
    return conditions


def _scopes(label: str, epoch: Epoch, found: Mentioned) -> list[Condition]:
    if label in found.scopes:
        return []
    found.scopes.add(label)
    return [each.scope for each in sections_around(label, epoch) if each.scope is not None]


def _as_a_whole(node: Any) -> Iterator[SectionTest]:
    """`any section of X applies` was typed as a list of tests that all stand where the whole of it stands."""
    tests = [item for item in node.items if isinstance(item, SectionTest) and item.span == node.span]
    if len(tests) == len(node.items) and all(item.test == "applies" for item in tests):
        yield from (SectionTest(item.label, "met", span=item.span) for item in tests)
