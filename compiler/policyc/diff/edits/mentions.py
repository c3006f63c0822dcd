"""Which facts a text asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.model.conditions import Condition, walk
from policyc.model.facts import Axiom, Never, PartOf
from policyc.model.program import Epoch, Recommend


def mentioned_facts(epoch: Epoch) -> frozenset[str]:
    """The facts named in any condition of an epoch."""
    return _facts(_conditions(epoch))


def axiom_facts(axiom: Axiom) -> frozenset[str]:
    """The facts that an axiom relates."""
    match axiom:
        case PartOf(part=part, whole=whole):
            return frozenset((part, whole))
        case Never(conditions=conditions):
            return _facts(conditions)


def _facts(conditions: Iterable[Condition]) -> frozenset[str]:
    parts = (part for condition in conditions for part in walk(condition))
    return frozenset(fact for part in parts if isinstance(fact := getattr(part, "fact", None), str))


def _conditions(epoch: Epoch) -> Iterator[Condition]:
    for definition in epoch.definitions.values():
        yield definition.condition
    for section in epoch.sections.values():
        yield from () if section.scope is None else (section.scope,)
        yield from section.requirements
        yield from _whens(section.recommends)
    for criterion in epoch.criteria.values():
        yield from (criterion.condition, *criterion.exceptions)
        yield from _whens(criterion.recommends)
    for line in epoch.lines:
        yield from (line.condition, *line.exceptions)


def _whens(recommends: Iterable[Recommend]) -> Iterator[Condition]:
    return (recommend.when for recommend in recommends if recommend.when is not None)
