"""Random conditions over what may be mentioned at a place of a policy.

The shapes are those that the language can write: a negation stands before an atom, a reference or `any of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    Not,
    RequestIncludes,
    SectionTest,
    ServiceIs,
    Since,
    Waivable,
    Window,
    Within,
)
from policyc.model.facts import Fact, FactKind
from policyc.model.program import Reading
from tests.generators.facts import LENGTHS


@dataclass
class Scope:
    """What conditions may mention: it grows as a policy is written, so that references never form a cycle."""

    facts: Mapping[str, Fact]
    services: Sequence[str]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    definitions: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)


def random_condition(rng: Random, scope: Scope, depth: int = 2) -> Condition:
    """A condition of at most this depth."""
    if depth <= 0 or rng.random() < 0.45:
        return random_leaf(rng, scope)
    shape = rng.choices(("all", "any", "at least", "none", "reading"), weights=(4, 4, 3, 1, 1))[0]
    if shape == "reading" and scope.readings:
        return random_reading(rng, scope, depth)
    items = tuple(random_item(rng, scope, depth) for _ in range(rng.randint(2, 4)))
    match shape:
        case "all":
            return All(items)
        case "any":
            return Any(items)
        case "none":
            return Not(Any(items))
        case _:
            return AtLeast(rng.randint(1, len(items)), items)


def random_item(rng: Random, scope: Scope, depth: int) -> Condition:
    """An item of a list, which may be lifted."""
    item = random_condition(rng, scope, depth - 1)
    return Waivable(item, (random_leaf(rng, scope),)) if rng.random() < 0.07 else item


def random_reading(rng: Random, scope: Scope, depth: int) -> Condition:
    """A list with one item for each alternative of a reading."""
    reading = scope.readings[rng.choice(list(scope.readings))]
    items = [(each.name, random_condition(rng, scope, depth - 1)) for each in reading.alternatives]
    return Depending(reading.name, tuple(items))


def random_leaf(rng: Random, scope: Scope) -> Condition:
    """An atom or a reference, negated now and then."""
    leaf = random_reference(rng, scope) if rng.random() < 0.15 else random_atom(rng, scope)
    return Not(leaf) if rng.random() < 0.15 else leaf


def random_reference(rng: Random, scope: Scope) -> Condition:
    """A reference to what has been written already; an atom where there is nothing yet."""
    options: list[Condition] = []
    if scope.definitions:
        options.append(DefinitionHolds(rng.choice(scope.definitions)))
    if scope.criteria:
        options.append(CriterionTest(rng.choice(scope.criteria), rng.random() < 0.5))
    if scope.sections:
        tests = ("applies", "met", "holds", "any criterion")
        options.append(SectionTest(rng.choice(scope.sections), rng.choice(tests)))
    return rng.choice(options) if options else random_atom(rng, scope)


def random_atom(rng: Random, scope: Scope) -> Condition:
    """An atom over a fact; now and then one over the service, the request or nothing."""
    if rng.random() < 0.06:
        some = tuple(sorted(rng.sample(list(scope.services), rng.randint(1, len(scope.services)))))
        return rng.choice((ServiceIs(some), RequestIncludes(some[:1]), Constant(rng.random() < 0.5)))
    return random_fact_atom(rng, scope.facts[rng.choice(list(scope.facts))])


def random_fact_atom(rng: Random, fact: Fact) -> Condition:
    """An atom over this fact, its threshold within the fact's range."""
    match fact.kind:
        case FactKind.YES_NO:
            return IsYes(fact.name)
        case FactKind.NUMBER | FactKind.AGE:
            operator = rng.choice(("<", "<=", ">", ">=", "="))
            return Compare(fact.name, operator, rng.randint(fact.low + 1, fact.high - 1))
        case FactKind.DURATION:
            return Compare(fact.name, rng.choice(("<", "<=", ">", ">=")), rng.choice(LENGTHS[:-1]))
        case FactKind.DATE:
            length = rng.choice(LENGTHS)
            since = Since(fact.name, length, less=rng.random() < 0.3)
            return rng.choice(
                (Within(fact.name, length), since, IsNever(fact.name) if fact.never_possible else since)
            )
        case FactKind.ONE_OF:
            return IsOneOf(fact.name, tuple(sorted(some_choices(rng, fact))))
        case FactKind.SET_OF:
            return IncludesValue(fact.name, rng.choice(fact.choices).name)
        case _:
            return random_amount(rng, fact)


def random_amount(rng: Random, fact: Fact) -> Condition:
    """Days or visits of a treatment in a window that is long enough for them."""
    episode = fact.current_episode_since is not None and rng.random() < 0.5
    window = Window(episode, rng.choice((None, *LENGTHS[4:])))
    if fact.choices and rng.random() < 0.4:
        return AtLeastVisits(fact.name, rng.choice(fact.choices).name, rng.randint(1, 2), window)
    return AtLeastDays(fact.name, rng.choice(LENGTHS[:3]), window)


def some_choices(rng: Random, fact: Fact) -> list[str]:
    """Some values of a fact, but not all."""
    names = [choice.name for choice in fact.choices]
    return rng.sample(names, rng.randint(1, len(names) - 1))
