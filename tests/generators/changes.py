"""Random next versions of a policy: the same header and facts, and a text changed in a few places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from policyc.model.calendar import Length
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Not,
    Since,
    Waivable,
    Within,
    walk,
)
from policyc.model.facts import FactKind
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy, Recommend
from tests.generators.conditions import Scope, random_leaf
from tests.generators.facts import LENGTHS
from tests.generators.programs import with_epochs


def next_version(rng: Random, policy: Policy, edits: int = 3) -> Policy:
    """The policy with its text, in force for a year, and after it the same text with so many random edits."""
    old = policy.epochs[0]
    new = old
    for _ in range(edits):
        new = rng.choice(EDITS)(rng, new)
    return with_epochs(policy, [old, new])


def edit_criterion(rng: Random, epoch: Epoch) -> Epoch:
    """One place of a criterion's condition says something else."""
    label = rng.choice(list(epoch.criteria))
    criterion = epoch.criteria[label]
    changed = replace(criterion, condition=edited(rng, criterion.condition, epoch))
    return replace(epoch, criteria={**epoch.criteria, label: changed})


def edit_exception(rng: Random, epoch: Epoch) -> Epoch:
    """A criterion gets an exception, or loses those it has."""
    label = rng.choice(list(epoch.criteria))
    criterion = epoch.criteria[label]
    exceptions = () if criterion.exceptions else (random_leaf(rng, plain_scope(epoch)),)
    return replace(epoch, criteria={**epoch.criteria, label: replace(criterion, exceptions=exceptions)})


def edit_scope(rng: Random, epoch: Epoch) -> Epoch:
    """A section applies to other patients, or to all."""
    label = rng.choice(list(epoch.sections))
    section = epoch.sections[label]
    scope = None if section.scope is not None and rng.random() < 0.3 else random_leaf(rng, plain_scope(epoch))
    return replace(epoch, sections={**epoch.sections, label: replace(section, scope=scope)})


def edit_requirements(rng: Random, epoch: Epoch) -> Epoch:
    """A section requires something else, or no longer requires it."""
    label = rng.choice(list(epoch.sections))
    section = epoch.sections[label]
    required = () if section.requirements else (random_leaf(rng, plain_scope(epoch)),)
    return replace(epoch, sections={**epoch.sections, label: replace(section, requirements=required)})


def edit_recommendation(rng: Random, epoch: Epoch) -> Epoch:
    """A criterion recommends another service."""
    label = rng.choice(list(epoch.criteria))
    recommends = (Recommend((rng.choice(list(epoch.policy.services)),)),)
    changed = replace(epoch.criteria[label], recommends=recommends)
    return replace(epoch, criteria={**epoch.criteria, label: changed})


def edit_line(rng: Random, epoch: Epoch) -> Epoch:
    """A line that promises no service gets another outcome."""
    lines = list(epoch.lines)
    number = len(lines) - 1
    outcome = rng.choice((Outcome.MD_REVIEW, Outcome.NOT_MEDICALLY_NECESSARY, Outcome.NOT_COVERED))
    lines[number] = replace(lines[number], outcome=outcome)
    return replace(epoch, lines=tuple(lines))


def reword(rng: Random, epoch: Epoch) -> Epoch:
    """A criterion gets another title, which changes nobody's decision."""
    label = rng.choice(list(epoch.criteria))
    changed = replace(epoch.criteria[label], title=f"Criterion {label} in other words")
    return replace(epoch, criteria={**epoch.criteria, label: changed})


EDITS: tuple[Callable[[Random, Epoch], Epoch], ...] = (
    edit_criterion,
    edit_criterion,
    edit_criterion,
    edit_exception,
    edit_scope,
    edit_requirements,
    edit_recommendation,
    edit_line,
    reword,
)


def edited(rng: Random, condition: Condition, epoch: Epoch) -> Condition:
    """The condition with one of its parts changed."""
    places = list(walk(condition))
    return swapped(condition, rng.choice(places), lambda part: other(rng, part, epoch))


def swapped(condition: Condition, place: Condition, change: Callable[[Condition], Condition]) -> Condition:
    """The condition with this part of it, found by identity, changed."""
    if condition is place:
        return change(condition)
    match condition:
        case Not(operand=operand) if operand is place:
            # A negation stands before an atom, a reference or `any of`, so it is dropped or changed as a whole.
            return change(condition) if isinstance(operand, Any) else operand
        case Not(operand=operand):
            return replace(condition, operand=swapped(operand, place, change))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=tuple(swapped(each, place, change) for each in items))
        case Waivable(condition=inner, waivers=waivers):
            changed = tuple(swapped(each, place, change) for each in waivers)
            return replace(condition, condition=swapped(inner, place, change), waivers=changed)
        case _:
            return condition


def other(rng: Random, part: Condition, epoch: Epoch) -> Condition:
    """Something else in the place of a part, a small change where its kind has one."""
    match part:
        case Compare(fact=fact, value=int(value)):
            known = epoch.policy.facts[fact]
            return replace(part, value=min(max(value + rng.choice((-1, 1)), known.low + 1), known.high))
        case Compare() | Within() | Since():
            return with_length(part, rng.choice(LENGTHS[:-1]))
        case AtLeastDays():
            return with_length(part, rng.choice(LENGTHS[:3]))
        case AtLeastVisits(least=least):
            return replace(part, least=least + 1)
        case All(items=items):
            return rng.choice(
                (Any(items), AtLeast(rng.randint(1, len(items)), items), All(items[1:] or items))
            )
        case Any(items=items) | AtLeast(items=items):
            return rng.choice((All(items), Any((*items, random_leaf(rng, plain_scope(epoch))))))
        case Waivable(condition=inner):
            return inner
        case _:
            return random_leaf(rng, plain_scope(epoch))


def with_length(part: Condition, length: Length) -> Condition:
    """The same question about another length of time."""
    if isinstance(part, Compare):
        return replace(part, value=length)
    return replace(part, length=length) if isinstance(part, Within | Since | AtLeastDays) else part


def plain_scope(epoch: Epoch) -> Scope:
    """What an edit may mention: facts, so that it forms no cycle."""
    kinds = {FactKind.YES_NO, FactKind.NUMBER, FactKind.AGE, FactKind.DURATION, FactKind.ONE_OF}
    facts = {name: fact for name, fact in epoch.policy.facts.items() if fact.kind in kinds}
    return Scope(facts, tuple(epoch.policy.services))
