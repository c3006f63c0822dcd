"""New names for old: what is merely called otherwise looks changed wherever it is mentioned, so the old text is
read under the new names.
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
    RequestIncludes,
    SectionTest,
    ServiceIs,
    Waivable,
)
from policyc.model.program import Epoch, Policy, Recommend


@dataclass(frozen=True, slots=True)
class Names:
    """Old name -> name to read it under; what is not here keeps its name.

    What has no counterpart is read as `former X` where the new text calls something else X, or a reference to
    the one would pass for a reference to the other.
    """

    criteria: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)


def renamed_epoch(epoch: Epoch, names: Names) -> Epoch:
    """The epoch with every reference and every key under its new name.

    Criteria, sections and definitions keep their own name inside; services, of which one name is as good as
    another, do not.
    """
    return replace(
        epoch,
        policy=_policy(epoch.policy, names),
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
            replace(
                line,
                condition=renamed(line.condition, names),
                exceptions=_each(line.exceptions, names),
                names=tuple(replace(named, given=_each(named.given, names)) for named in line.names),
            )
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
        case ServiceIs(services=services) | RequestIncludes(services=services):
            return replace(condition, services=_services(services, names)) if names.services else condition
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
        replace(
            recommend,
            services=_services(recommend.services, names),
            when=None if recommend.when is None else renamed(recommend.when, names),
        )
        for recommend in recommends
    )


def _services(services: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(sorted(names.services.get(name, name) for name in services)) if names.services else services


def _policy(policy: Policy, names: Names) -> Policy:
    if not names.services:
        return policy
    new = names.services
    services = {
        new.get(name, name): replace(service, name=new.get(name, name))
        for name, service in policy.services.items()
    }
    groups = {
        group: tuple(new.get(name, name) for name in members) for group, members in policy.groups.items()
    }
    return replace(policy, services=services, groups=groups)
