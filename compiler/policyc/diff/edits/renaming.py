"""New names for old: references inside conditions are names, so what was merely renumbered looks changed
wherever it is mentioned. The old text is therefore read under its new names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
)
from policyc.model.program import Epoch, Recommend


@dataclass(frozen=True, slots=True)
class Names:
    """Old name -> name to read it under; what is not here keeps its name.

    What has no counterpart is read as `former X` where the new text calls something else X, or a reference to
    the one would pass for a reference to the other.
    """

    criteria: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)


def renamed_epoch(epoch: Epoch, names: Names) -> Epoch:
    """The epoch with every reference and every key under its new name; what is named keeps its own name."""
    return replace(
        epoch,
        definitions={
            names.definitions.get(name, name): replace(
                definition, condition=renamed(definition.condition, names)
            )
            for name, definition in epoch.definitions.items()
        },
        sections={
            names.sections.get(label, label): replace(
                section,
                scope=None if section.scope is None else renamed(section.scope, names),
                requirements=_each(section.requirements, names),
                recommends=_recommends(section.recommends, names),
            )
            for label, section in epoch.sections.items()
        },
        criteria={
            names.criteria.get(label, label): replace(
                criterion,
                condition=renamed(criterion.condition, names),
                exceptions=_each(criterion.exceptions, names),
                recommends=_recommends(criterion.recommends, names),
            )
            for label, criterion in epoch.criteria.items()
        },
        lines=tuple(
            replace(line, condition=renamed(line.condition, names), exceptions=_each(line.exceptions, names))
            for line in epoch.lines
        ),
    )


def renamed(condition: Condition, names: Names) -> Condition:
    """The condition with every reference under its new name; paths and spans stay."""
    match condition:
        case DefinitionHolds(name=name):
            return replace(condition, name=names.definitions.get(name, name))
        case CriterionTest(label=label):
            return replace(condition, label=names.criteria.get(label, label))
        case SectionTest(label=label):
            return replace(condition, label=names.sections.get(label, label))
        case Not(operand=operand):
            return replace(condition, operand=renamed(operand, names))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=_each(items, names))
        case Waivable(condition=inner, waivers=waivers):
            return replace(condition, condition=renamed(inner, names), waivers=_each(waivers, names))
        case Depending(alternatives=alternatives):
            return replace(
                condition, alternatives=tuple((name, renamed(inner, names)) for name, inner in alternatives)
            )
        case _:
            return condition


def _each(conditions: tuple[Condition, ...], names: Names) -> tuple[Condition, ...]:
    return tuple(renamed(condition, names) for condition in conditions)


def _recommends(recommends: tuple[Recommend, ...], names: Names) -> tuple[Recommend, ...]:
    return tuple(
        replace(recommend, when=None if recommend.when is None else renamed(recommend.when, names))
        for recommend in recommends
    )
