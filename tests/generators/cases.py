"""Random cases of an epoch: boundary values likely, and complete cases obey the axioms.

The values worth trying for a fact are those of `policyc.testing`: next to a threshold of the epoch, and the ends
of its range. `completions` goes through them for the unknown facts of a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, product
from math import prod
from random import Random

from policyc.evaluate.atoms import TRUTH_OF_ATOM
from policyc.evaluate.situation import Knowledge, values_for
from policyc.model.calendar import day_before
from policyc.model.cases import Case
from policyc.model.conditions import Condition, IsYes, Not
from policyc.model.facts import Fact, FactKind, Moment, Never, PartOf, Stretch, Value
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Truth
from policyc.testing.values import conditions_of, grid, in_order, thresholds_of

__all__ = ["conditions_of", "grid", "in_order", "thresholds_of"]

DAYS = (
    date(2024, 1, 1),
    date(2024, 2, 29),
    date(2024, 3, 31),
    date(2024, 5, 31),
    date(2024, 7, 15),
    date(2024, 12, 31),
    date(2025, 2, 28),
    date(2025, 3, 1),
)


def random_case(rng: Random, epoch: Epoch, unknown: float = 0.0) -> Case:
    """A case on a day of the epoch; each fact is unknown this often (0: complete, and the axioms are obeyed)."""
    policy = epoch.policy
    clock = rng.choice([day for day in DAYS if day in epoch.interval] or [some_day(epoch)])
    services = tuple(policy.services)
    requested = tuple(rng.sample(services, rng.randint(1, len(services)))) if rng.random() < 0.7 else ()
    case = Case({"date_of_service": clock}, requested)
    thresholds = thresholds_of(epoch)
    facts: dict[str, Value | None] = {}
    per_service: dict[str, dict[str, Value | None]] = {}
    for name, fact in policy.facts.items():
        if fact.per_service:
            per_service[name] = {service: rng.random() < 0.4 for service in services}
        else:
            facts[name] = random_value(rng, fact, thresholds.get(name, []), clock)
    case = obeying(rng, replace(case, facts=facts, per_service=per_service), policy)
    return with_unknowns(rng, case, policy, unknown) if unknown else case


def some_day(epoch: Epoch) -> date:
    """A day on which the epoch is in force."""
    return epoch.interval.start or (day_before(epoch.interval.end) if epoch.interval.end else DAYS[0])


def with_unknowns(rng: Random, case: Case, policy: Policy, unknown: float) -> Case:
    """The case with some of its answers taken away, or reduced to `some day`."""

    def kept(name: str, value: Value | None) -> Value | None:
        if rng.random() >= unknown:
            return value
        event = policy.facts[name].kind is FactKind.DATE and isinstance(value, date)
        return Moment.SOME_DAY if event and rng.random() < 0.4 else None

    facts = {name: kept(name, value) for name, value in case.facts.items()}
    present = {name: value for name, value in facts.items() if value is not None or rng.random() < 0.5}
    per_service = {
        name: {service: kept(name, value) for service, value in values.items()}
        for name, values in case.per_service.items()
    }
    return replace(case, facts=present, per_service=per_service)


# --- Values -----------------------------------------------------------------------------------------------


def random_value(rng: Random, fact: Fact, atoms: Sequence[Condition], clock: date) -> Value:
    """A value of a fact, more often than not one beside a threshold of these atoms."""
    options = grid(fact, atoms, clock)
    if fact.kind is FactKind.EPISODES and rng.random() < 0.5:
        both = {
            episode for value in rng.choices(options, k=2) if isinstance(value, tuple) for episode in value
        }
        return in_order(both)
    if fact.kind in {FactKind.NUMBER, FactKind.AGE, FactKind.DURATION} and rng.random() < 0.2:
        return rng.randint(fact.low, fact.high)
    return rng.choice(options)


# --- Axioms -----------------------------------------------------------------------------------------------


def obeying(rng: Random, case: Case, policy: Policy) -> Case:
    """The case with parts added to their wholes, and findings said to be absent until no axiom is broken.

    An axiom that says nothing of a finding which may be absent has one of its facts drawn anew.
    """
    facts = dict(case.facts)
    for _ in policy.axioms:
        for axiom in policy.axioms:
            if isinstance(axiom, PartOf):
                part, whole = facts[axiom.part], facts[axiom.whole]
                assert isinstance(part, tuple)
                assert isinstance(whole, tuple)
                facts[axiom.whole] = in_order({*whole, *(each for each in part if isinstance(each, Stretch))})
    while broken := next((axiom for axiom in broken_axioms(replace(case, facts=facts), policy)), None):
        signs = [each.fact for each in broken.conditions if isinstance(each, IsYes)]
        if signs:
            facts[signs[0]] = False
        else:
            atom = rng.choice([each.operand if isinstance(each, Not) else each for each in broken.conditions])
            name = str(getattr(atom, "fact", ""))
            facts[name] = random_value(rng, policy.facts[name], [atom], case.date_of_service)
    return replace(case, facts=facts)


def broken_axioms(case: Case, policy: Policy) -> Iterator[Never]:
    """The `never` axioms that a complete case breaks."""
    for axiom in policy.axioms:
        if isinstance(axiom, Never) and all(
            truth_in(each, case, policy) is Truth.TRUE for each in axiom.conditions
        ):
            yield axiom


def obeys(case: Case, policy: Policy) -> bool:
    """Whether a complete case obeys every axiom."""
    covered = all(
        days_covered(case.facts[axiom.part]) <= days_covered(case.facts[axiom.whole])
        for axiom in policy.axioms
        if isinstance(axiom, PartOf)
    )
    return covered and not any(True for _ in broken_axioms(case, policy))


def truth_in(condition: Condition, case: Case, policy: Policy) -> Truth:
    """The truth of an atom over a shared fact, or of its negation."""
    if isinstance(condition, Not):
        return Truth(2 - truth_in(condition.operand, case, policy).value)
    known = Knowledge(
        policy=policy, service="", requested=(), clock=case.date_of_service, values=values_for(case, "")
    )
    return TRUTH_OF_ATOM[type(condition)](condition, known)


def days_covered(value: Value | None) -> set[int]:
    """The days of the stretches, as ordinals."""
    stretches = [each for each in value if isinstance(each, Stretch)] if isinstance(value, tuple) else []
    return {day for each in stretches for day in range(each.start.toordinal(), each.end.toordinal() + 1)}


# --- Completions ------------------------------------------------------------------------------------------


def completions(case: Case, epoch: Epoch, most: int = 4000) -> Iterator[Case]:
    """Complete cases that agree with what is known and obey the axioms, over the grid of every unknown fact.

    Without episodes among the unknown facts there is one for every kind of completion; no more than `most` are
    tried.
    """
    slots = open_slots(case, epoch.policy)
    for values in islice(product(*open_grids(case, epoch)), most):
        complete = completed(case, dict(zip(slots, values, strict=True)))
        if obeys(complete, epoch.policy):
            yield complete


def tries(case: Case, epoch: Epoch) -> int:
    """How many completions there are to try, those that break an axiom included."""
    return prod(len(values) for values in open_grids(case, epoch))


def open_grids(case: Case, epoch: Epoch) -> list[list[Value]]:
    """The values to try for each unknown fact; an event that happened on some day is not never."""
    policy, clock = epoch.policy, case.clocks[epoch.policy.window_clock]
    atoms = thresholds_of(epoch)
    return [
        [
            value
            for value in grid(policy.facts[name], atoms.get(name, []), clock)
            if value is not Moment.NEVER or case.facts.get(name) is not Moment.SOME_DAY
        ]
        for name, _ in open_slots(case, policy)
    ]


def open_slots(case: Case, policy: Policy) -> list[tuple[str, str]]:
    """The unknown facts, with the service they are asked for ("" where it is the same for all)."""
    found = []
    for name, fact in policy.facts.items():
        if fact.per_service:
            values = case.per_service.get(name, {})
            found += [(name, service) for service in policy.services if values.get(service) is None]
        elif case.facts.get(name) in (None, Moment.SOME_DAY):
            found.append((name, ""))
    return found


def completed(case: Case, answers: dict[tuple[str, str], Value]) -> Case:
    """The case with these answers."""
    facts = dict(case.facts)
    per_service = {name: dict(values) for name, values in case.per_service.items()}
    for (name, service), value in answers.items():
        if service:
            per_service.setdefault(name, {})[service] = value
        else:
            facts[name] = value
    return replace(case, facts=facts, per_service=per_service)
