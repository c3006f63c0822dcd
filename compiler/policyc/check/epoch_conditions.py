"""The conditions of an epoch, and which of its definitions they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.model.conditions import Condition, DefinitionHolds, walk
from policyc.model.program import Epoch


def conditions_of(epoch: Epoch) -> Iterator[Condition]:
    """Every condition of an epoch: those of its definitions, of its outline and of its lines, in order."""
    for definition in epoch.definitions.values():
        yield definition.condition
    yield from _without_definitions(epoch)


def definitions_in_use(epoch: Epoch) -> tuple[str, ...]:
    """The definitions that the outline or the lines refer to, directly or through others, in the order found."""
    found: dict[str, None] = {}
    open_conditions = list(_without_definitions(epoch))
    while open_conditions:
        for node in walk(open_conditions.pop()):
            if (
                isinstance(node, DefinitionHolds)
                and node.name not in found
                and node.name in epoch.definitions
            ):
                found[node.name] = None
                open_conditions.append(epoch.definitions[node.name].condition)
    return tuple(found)


def _without_definitions(epoch: Epoch) -> Iterator[Condition]:
    for section in epoch.sections.values():
        if section.scope is not None:
            yield section.scope
        yield from section.requirements
        yield from (each.when for each in section.recommends if each.when is not None)
    for criterion in epoch.criteria.values():
        yield criterion.condition
        yield from criterion.exceptions
        yield from (each.when for each in criterion.recommends if each.when is not None)
    for line in epoch.lines:
        yield line.condition
        yield from line.exceptions
