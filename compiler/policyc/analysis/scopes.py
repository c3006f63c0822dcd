"""The scopes of a text that decide something, and those of one group that are about the same fact.

The members of a group are the sections of one parent whose scope mentions the fact. A section without a word about
the fact stands for its subsections: they are members in its place, each with the scopes around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyc.graph.chosen import constant_value, folded
from policyc.model.conditions import (
    Compare,
    Condition,
    CriterionTest,
    DefinitionHolds,
    SectionTest,
    Since,
    Within,
    walk,
)
from policyc.model.facts import FactKind
from policyc.model.program import Epoch, Section

Threshold = Compare | Since | Within
_KINDS = frozenset({FactKind.NUMBER, FactKind.AGE, FactKind.DURATION, FactKind.DATE})


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that share out a fact: those inside `around` ("": the whole text) whose scope mentions it.

    `open` when a section beside them has criteria and no scope at all, so that it takes every patient.
    """

    fact: str
    around: str
    members: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    open: bool


def groups_of(epoch: Epoch) -> Iterator[Group]:
    """The groups of at least two sections that decide something, outer ones first."""
    chosen = {name: reading.chosen for name, reading in epoch.policy.readings.items()}
    deciding = sections_that_decide(epoch, chosen)
    said = {
        label: tuple(_said(epoch, epoch.sections[label], chosen))
        for label in epoch.sections
        if label in deciding
    }
    mentioned = {getattr(part, "fact", "") for parts in said.values() for part in parts}
    facts = [name for name, fact in epoch.policy.facts.items() if name in mentioned and fact.kind in _KINDS]
    scoped = [label for label, section in epoch.sections.items() if section.scope is not None]
    for around in ("", *scoped):
        for fact in facts:
            members = tuple(_members(epoch, around, fact, said))
            if len(members) > 1:
                parts = [part for label in members for part in said[label]]
                thresholds = [each for each in parts if isinstance(each, Threshold) and each.fact == fact]
                takes_all = _some_open(epoch, around, deciding, chosen)
                yield Group(fact, around, members, tuple(dict.fromkeys(thresholds)), takes_all)


def sections_that_decide(epoch: Epoch, chosen: Mapping[str, str]) -> frozenset[str]:
    """The sections whose scope can play a part in a decision, as the readings are chosen."""
    found: set[str] = set()
    seen: set[Condition] = set()
    waiting = [part for line in epoch.lines for part in (line.condition, *line.exceptions)]
    while waiting:
        for part in walk(folded(waiting.pop(), chosen)):
            if isinstance(part, DefinitionHolds | CriterionTest | SectionTest) and part not in seen:
                seen.add(part)
                found.update(_sections_behind(epoch, part))
                waiting += _said_behind(epoch, part)
    return frozenset(found)


def _sections_behind(epoch: Epoch, part: Condition) -> Iterator[str]:
    match part:
        case SectionTest(label=label, test=test):
            if test in {"applies", "met"}:
                yield from _and_around(epoch, label)
            if test != "applies":
                yield from _inside(epoch, label)
        case CriterionTest(label=label, scoped=True):
            yield from _and_around(epoch, epoch.criteria[label].section)


def _said_behind(epoch: Epoch, part: Condition) -> Iterator[Condition]:
    """The conditions that a reference brings with it; too many rather than too few."""
    match part:
        case DefinitionHolds(name=name):
            yield epoch.definitions[name].condition
        case CriterionTest(label=label, scoped=scoped):
            criterion = epoch.criteria[label]
            yield from (criterion.condition, *criterion.exceptions)
            for name in _and_around(epoch, criterion.section) if scoped else ():
                yield from _layers(epoch.sections[name])
        case SectionTest(label=label):
            for name in (*_and_around(epoch, label), *_inside(epoch, label)):
                section = epoch.sections[name]
                yield from _layers(section)
                for each in section.criteria:
                    yield from (epoch.criteria[each].condition, *epoch.criteria[each].exceptions)


def _layers(section: Section) -> tuple[Condition, ...]:
    return (*(() if section.scope is None else (section.scope,)), *section.requirements)


def _and_around(epoch: Epoch, label: str) -> Iterator[str]:
    while label in epoch.sections:
        yield label
        label = epoch.sections[label].parent


def _inside(epoch: Epoch, label: str) -> Iterator[str]:
    for name in epoch.sections[label].subsections if label in epoch.sections else ():
        yield name
        yield from _inside(epoch, name)


def _members(
    epoch: Epoch, around: str, fact: str, said: Mapping[str, tuple[Condition, ...]]
) -> Iterator[str]:
    for label in _children(epoch, around):
        if any(getattr(part, "fact", "") == fact for part in said.get(label, ())):
            yield label
        else:
            yield from _members(epoch, label, fact, said)


def _children(epoch: Epoch, around: str) -> Iterable[str]:
    if around:
        return epoch.sections[around].subsections
    return (label for label, section in epoch.sections.items() if section.parent not in epoch.sections)


def _some_open(epoch: Epoch, around: str, deciding: frozenset[str], chosen: Mapping[str, str]) -> bool:
    """Whether a section inside, up to the next scope, has criteria of its own and takes every patient."""
    for label in _children(epoch, around):
        section = epoch.sections[label]
        takes_all = section.scope is None or constant_value(folded(section.scope, chosen)) is True
        inside = (section.criteria and label in deciding) or _some_open(epoch, label, deciding, chosen)
        if takes_all and inside:
            return True
    return False


def _said(epoch: Epoch, section: Section, chosen: Mapping[str, str]) -> Iterator[Condition]:
    """Everything a section's own scope says as the readings are chosen, through its definitions."""
    waiting = [] if section.scope is None else [section.scope]
    while waiting:
        for part in walk(folded(waiting.pop(0), chosen)):
            yield part
            if isinstance(part, DefinitionHolds):
                waiting.append(epoch.definitions[part.name].condition)
