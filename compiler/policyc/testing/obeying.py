"""Axioms: whether complete answers obey them, and answers mended so that they do.

What is broken is mended in place: a whole gets the days of its parts, and of conditions that never go together
one is made false. Where that goes round in circles, the facts that axioms tie to the broken one are left to the
solver, which finds answers beside everything else. So no case is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyc.evaluate.atoms import TRUTH_OF_ATOM
from policyc.evaluate.situation import Knowledge
from policyc.model.cases import Case
from policyc.model.conditions import Condition, Not
from policyc.model.facts import Axiom, PartOf, Stretch, Value
from policyc.model.program import Policy
from policyc.model.verdict import Truth
from policyc.prove.calendars import calendar_on
from policyc.prove.decoding import decode
from policyc.prove.engine import Engine
from policyc.prove.gates import Gates
from policyc.prove.laws import facts_of
from policyc.prove.patient import Circumstances, Patient
from policyc.testing.values import grid, in_order

Slot = tuple[str, str]
"""A fact, and the service it is asked for ("" where it is the same for all)."""
Values = dict[Slot, Value]
Choose = Callable[[int], int]
"""One of so many ways, as a number from 0."""

_ROUNDS_FOR_EACH_AXIOM = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """The policy, the day that windows are counted back from, the services requested, and the atoms of the text."""

    policy: Policy
    clock: date
    services: tuple[str, ...]
    atoms: Mapping[str, Sequence[Condition]]

    def slots(self) -> list[Slot]:
        """Every fact once, or once for each requested service."""
        return [
            (name, service)
            for name, fact in self.policy.facts.items()
            for service in (self.services if fact.per_service else ("",))
        ]

    def slot(self, fact: str, service: str) -> Slot:
        """Where the answer for a service stands."""
        return (fact, service if self.policy.facts[fact].per_service else "")

    def known(self, values: Mapping[Slot, Value], service: str) -> Knowledge:
        """What is known when one service is decided."""
        return Knowledge(
            policy=self.policy,
            service=service,
            requested=self.services,
            clock=self.clock,
            values={fact: value for (fact, of), value in values.items() if of in ("", service)},
        )

    def grid(self, fact: str, atoms: Sequence[Condition] = ()) -> list[Value]:
        """The values worth trying, by the atoms of the text and these."""
        return grid(self.policy.facts[fact], [*self.atoms.get(fact, ()), *atoms], self.clock)


@dataclass(frozen=True, slots=True)
class Broken:
    """An axiom that answers break, for a service."""

    axiom: Axiom
    service: str


def broken_axioms(values: Mapping[Slot, Value], setting: Setting) -> Iterator[Broken]:
    """Every axiom that answers break. A fact without an answer breaks none."""
    facts = setting.policy.facts
    known = {service: setting.known(values, service) for service in setting.services}
    for axiom in setting.policy.axioms:
        asked_apart = any(facts[name].per_service for name in _facts(axiom))
        for service in setting.services if asked_apart else setting.services[:1]:
            if _breaks(axiom, known[service]):
                yield Broken(axiom, service)


def mended(values: Values, setting: Setting, choose: Choose) -> Values | None:
    """Answers that obey every axiom, changed as little as it takes; None where the vocabulary allows nobody."""
    found = dict(values)
    for _ in range(_ROUNDS_FOR_EACH_AXIOM * len(setting.policy.axioms) * len(setting.services)):
        broken = next(broken_axioms(found, setting), None)
        if broken is None:
            return found
        found |= _mend(broken, found, setting, choose)
    return _left_to_the_solver(found, setting)


def answers_of(case: Case) -> dict[Slot, Value]:
    """The answers that a case gives, those that are unknown left out."""
    found: dict[Slot, Value] = {(name, ""): value for name, value in case.facts.items() if value is not None}
    for name, values in case.per_service.items():
        found |= {(name, service): value for service, value in values.items() if value is not None}
    return found


def tied(names: Sequence[str], policy: Policy) -> frozenset[str]:
    """These facts and all that axioms tie to them, directly or through others."""
    groups = [_facts(axiom) for axiom in policy.axioms]
    found = frozenset(names)
    while more := frozenset[str]().union(*(group for group in groups if group & found)) - found:
        found |= more
    return found


def truth(condition: Condition, known: Knowledge) -> Truth:
    """The truth of an atom over a fact, or of its negation."""
    if isinstance(condition, Not):
        return Truth(2 - truth(condition.operand, known).value)
    return TRUTH_OF_ATOM[type(condition)](condition, known)


def _breaks(axiom: Axiom, known: Knowledge) -> bool:
    if isinstance(axiom, PartOf):
        return not _days(known.values.get(axiom.part)) <= _days(known.values.get(axiom.whole))
    return all(truth(condition, known) is Truth.TRUE for condition in axiom.conditions)


def _days(value: Value | None) -> set[int]:
    """The days of the stretches, as ordinals."""
    stretches = [each for each in value if isinstance(each, Stretch)] if isinstance(value, tuple) else []
    return {day for each in stretches for day in range(each.start.toordinal(), each.end.toordinal() + 1)}


def _mend(broken: Broken, values: Values, setting: Setting, choose: Choose) -> Values:
    axiom, service = broken.axiom, broken.service
    if isinstance(axiom, PartOf):
        part = values[setting.slot(axiom.part, service)]
        whole = values.get(setting.slot(axiom.whole, service))
        stretches = [each for each in part if isinstance(each, Stretch)] if isinstance(part, tuple) else []
        kept = whole if isinstance(whole, tuple) else ()
        return {setting.slot(axiom.whole, service): in_order({*kept, *stretches})}
    condition = axiom.conditions[choose(len(axiom.conditions))]
    (fact,) = facts_of((condition,))
    slot = setting.slot(fact, service)
    ways = list(_falsifying(condition, slot, values, setting, service))
    return {slot: ways[choose(len(ways))]} if ways else {}


def _falsifying(
    condition: Condition, slot: Slot, values: Values, setting: Setting, service: str
) -> Iterator[Value]:
    """Values of a fact with which a condition of an axiom fails, those near a threshold of the condition first."""
    atom = condition.operand if isinstance(condition, Not) else condition
    fact = setting.policy.facts[slot[0]]
    near = grid(fact, [atom], setting.clock)
    for value in [*near, *(each for each in setting.grid(slot[0]) if each not in near)]:
        known = setting.known({**values, slot: value}, service)
        if truth(condition, known) is Truth.FALSE:
            yield value


def _left_to_the_solver(values: Values, setting: Setting) -> Values | None:
    """Answers to all facts that axioms tie to a broken one, found by the solver; what is per service stays normal."""
    names = {name for broken in broken_axioms(values, setting) for name in _facts(broken.axiom)}
    loose = tied(sorted(names), setting.policy)
    facts = setting.policy.facts
    kept = {slot: value for slot, value in values.items() if slot[0] not in loose}
    kept |= {
        (name, service): facts[name].normally or False
        for name in loose
        if facts[name].per_service
        for service in setting.services
    }
    first, *others = setting.services
    known = {service: setting.known(kept, service).values for service in setting.services}
    given = Circumstances(
        facts,
        setting.policy.axioms,
        calendar_on(setting.clock),
        first,
        frozenset(setting.services),
        _certain(known[first]),
        {service: _certain(known[service]) for service in others},
    )
    patient = Patient(Gates(), given)
    for name in sorted(loose):
        if not facts[name].per_service:
            patient.family(name)
    answer = Engine(patient).ask(())
    if answer.model is None:
        return None
    found = decode(patient, answer.model).values
    return {**kept, **{(name, ""): value for name, value in found.items()}}


def _certain(values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _facts(axiom: Axiom) -> frozenset[str]:
    if isinstance(axiom, PartOf):
        return frozenset((axiom.part, axiom.whole))
    return facts_of(axiom.conditions)
