"""What a patient would need for a condition to hold, or to fail: one way of several, atom by atom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
from policyc.model.program import Epoch

Choose = Callable[[int], int]
"""One of so many ways, as a number from 0."""
Demand = tuple[Condition, bool]
"""An atom, and whether it has to hold."""


def demands(condition: Condition, wanted: bool, epoch: Epoch, choose: Choose) -> Iterator[Demand]:
    """The atoms of one way for a condition to hold (or, not wanted, to fail); where there are several, chosen."""
    match condition:
        case Not(operand=operand):
            yield from demands(operand, not wanted, epoch, choose)
        case All(items=items):
            yield from _some(items, len(items), wanted, epoch, choose)
        case Any(items=items):
            yield from _some(items, 1, wanted, epoch, choose)
        case AtLeast(least=least, items=items):
            yield from _some(items, least, wanted, epoch, choose)
        case Waivable(condition=inner, waivers=waivers):
            yield from _some((inner, *waivers), 1, wanted, epoch, choose)
        case Depending(reading=reading, alternatives=alternatives):
            chosen = dict(alternatives)[epoch.policy.readings[reading].chosen]
            yield from demands(chosen, wanted, epoch, choose)
        case DefinitionHolds() | CriterionTest() | SectionTest():
            yield from demands(meaning(condition, epoch), wanted, epoch, choose)
        case _:
            yield condition, wanted


def atoms_of(condition: Condition, epoch: Epoch) -> tuple[Condition, ...]:
    """The conditions over one fact that a condition rests on, each once, in order; references are followed."""
    found: dict[Condition, None] = {}
    seen: set[Condition] = set()
    waiting = [condition]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DefinitionHolds | CriterionTest | SectionTest):
            if each not in seen:
                seen.add(each)
                waiting.append(meaning(each, epoch))
        elif isinstance(each, Depending):
            waiting.append(dict(each.alternatives)[epoch.policy.readings[each.reading].chosen])
        elif hasattr(each, "fact"):
            found.setdefault(each)
        else:
            waiting += reversed(parts(each))
    return tuple(found)


def meaning(condition: DefinitionHolds | CriterionTest | SectionTest, epoch: Epoch) -> Condition:
    """What a reference stands for, one step deep."""
    match condition:
        case DefinitionHolds(name=name):
            return epoch.definitions[name].condition
        case CriterionTest(label=label, scoped=scoped):
            criterion = epoch.criteria[label]
            own = (criterion.condition, *map(Not, criterion.exceptions))
            return All((*own, *_imposed(criterion.section, True, epoch)) if scoped else own)
        case SectionTest(label=label, test="applies"):
            return All(tuple(_imposed(label, True, epoch, requirements=False)))
        case SectionTest(label=label, test="any criterion"):
            section = epoch.sections[label]
            own = tuple(CriterionTest(name, False) for name in section.criteria)
            return Any((*own, *(_inside(name, epoch) for name in section.subsections)))
        case SectionTest(label=label, test=test):
            return All((*_imposed(label, test == "met", epoch), SectionTest(label, "any criterion")))


def _inside(label: str, epoch: Epoch) -> Condition:
    """A subsection with its own scope and requirements, not those around it."""
    section = epoch.sections[label]
    scope = () if section.scope is None else (section.scope,)
    return All((*scope, *section.requirements, SectionTest(label, "any criterion")))


def _imposed(label: str, scoped: bool, epoch: Epoch, requirements: bool = True) -> Iterator[Condition]:
    """The scopes and the requirements of a section and of those around it."""
    while label:
        section = epoch.sections[label]
        if scoped and section.scope is not None:
            yield section.scope
        if requirements:
            yield from section.requirements
        label = section.parent


def _some(
    items: Sequence[Condition], least: int, wanted: bool, epoch: Epoch, choose: Choose
) -> Iterator[Demand]:
    """Enough of the items to hold for the list to hold, or enough to fail for it to fail."""
    needed = least if wanted else len(items) - least + 1
    left = list(items)
    while len(left) > max(0, needed):
        left.pop(-1 - choose(len(left)))
    for item in left:
        yield from demands(item, wanted, epoch, choose)
