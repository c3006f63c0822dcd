"""What the checker adds to a text: the path of every condition, and the criteria that each line names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
    parts,
)
from policyc.model.program import Criterion, Definition, Epoch, Line, NamedCriterion, Recommend, Section


def finished(epoch: Epoch) -> Epoch:
    """The epoch with all paths and names as they should be, whatever they were before."""
    epoch = replace(
        epoch,
        definitions={name: _definition(each) for name, each in epoch.definitions.items()},
        sections={label: _section(each) for label, each in epoch.sections.items()},
        criteria={label: _criterion(each) for label, each in epoch.criteria.items()},
        lines=tuple(_line(each) for each in epoch.lines),
    )
    return replace(
        epoch, lines=tuple(replace(line, names=names(line.condition, epoch)) for line in epoch.lines)
    )


def names(condition: Condition, epoch: Epoch) -> tuple[NamedCriterion, ...]:
    """The criteria that a line with this condition names, in order, each once."""
    return tuple(dict.fromkeys(_named(condition, epoch)))


def placed(condition: Condition, path: str, below: str = "") -> Condition:
    """The condition with this path, and its parts numbered below it or, if given, below another path."""
    return replace(_with_parts(condition, below or path), path=path)


def _with_parts(condition: Condition, path: str) -> Condition:
    match condition:
        case Not(operand=operand):
            return replace(condition, operand=placed(operand, f"{path}/1"))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=_placed_all(items, path))
        case Waivable(condition=inner, waivers=waivers):
            inner, *waivers = _placed_all((inner, *waivers), path)
            return replace(condition, condition=inner, waivers=tuple(waivers))
        case Depending(alternatives=alternatives):
            conditions = _placed_all(tuple(each for _, each in alternatives), path)
            pairs = zip((name for name, _ in alternatives), conditions, strict=True)
            return replace(condition, alternatives=tuple(pairs))
    return condition


def _placed_all(conditions: tuple[Condition, ...], path: str) -> tuple[Condition, ...]:
    return tuple(placed(each, f"{path}/{number}") for number, each in enumerate(conditions, 1))


def _definition(each: Definition) -> Definition:
    return replace(each, condition=placed(each.condition, f"{each.name}/condition", each.name))


def _criterion(each: Criterion) -> Criterion:
    return replace(
        each,
        condition=placed(each.condition, f"{each.label}/condition", each.label),
        exceptions=_placed_all(each.exceptions, f"{each.label}/unless"),
        recommends=_recommends(each.recommends, each.label),
    )


def _section(each: Section) -> Section:
    return replace(
        each,
        scope=placed(each.scope, f"{each.label}/scope") if each.scope is not None else None,
        requirements=_placed_all(each.requirements, f"{each.label}/requires"),
        recommends=_recommends(each.recommends, each.label),
    )


def _recommends(recommends: tuple[Recommend, ...], label: str) -> tuple[Recommend, ...]:
    return tuple(
        replace(
            each, when=placed(each.when, f"{label}/recommend/{number}") if each.when is not None else None
        )
        for number, each in enumerate(recommends, 1)
    )


def _line(each: Line) -> Line:
    return replace(
        each,
        condition=placed(each.condition, f"{each.name}/when"),
        exceptions=_placed_all(each.exceptions, f"{each.name}/unless"),
    )


# --- The criteria a line names ----------------------------------------------------------------------------


def _named(condition: Condition, epoch: Epoch) -> Iterator[NamedCriterion]:
    match condition:
        case All() | Any() | AtLeast() | Waivable():
            for item in parts(condition):
                yield from _named(item, epoch)
        case Depending(reading=reading, alternatives=alternatives):
            for alternative, item in alternatives:
                for each in _named(item, epoch):
                    yield replace(each, readings=(*each.readings, (reading, alternative)))
        case DefinitionHolds(name=name):
            yield from _named(epoch.definitions[name].condition, epoch)
        case CriterionTest(label=label, scoped=scoped):
            yield NamedCriterion(label, scoped)
        case SectionTest(label=label, test=test):
            yield from _named_by_section(epoch.sections[label], test, epoch)


def _named_by_section(section: Section, test: str, epoch: Epoch) -> Iterator[NamedCriterion]:
    if test == "met":
        yield from (NamedCriterion(each.label, True) for each, _ in _inside(section, (), epoch))
    elif test in {"holds", "any criterion"}:
        required = _required_around(section, epoch) if test == "holds" else ()
        yield from (
            NamedCriterion(each.label, False, given) for each, given in _inside(section, required, epoch)
        )


def _inside(
    section: Section, given: tuple[Condition, ...], epoch: Epoch
) -> Iterator[tuple[Criterion, tuple[Condition, ...]]]:
    """The criteria of a section and its subsections in the order of the text, with what is imposed on the way."""
    for label in section.order:
        if label in epoch.criteria:
            yield epoch.criteria[label], given
        else:
            inner = epoch.sections[label]
            scope = (inner.scope,) if inner.scope is not None else ()
            yield from _inside(inner, (*given, *scope, *inner.requirements), epoch)


def _required_around(section: Section, epoch: Epoch) -> tuple[Condition, ...]:
    around = _required_around(epoch.sections[section.parent], epoch) if section.parent else ()
    return (*around, *section.requirements)
