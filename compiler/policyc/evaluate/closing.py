"""`and nothing else`: what follows for the facts that a case does not mention.

An unmentioned fact gets what the given facts and the axioms force, else what it `normally` is. Forcing is unit
propagation: where all but one of the conditions that never go together hold, the last one does not. A value
may be forced outright (yes, no, the only choice left) or only bounded (an age of 18 or more); a bound takes
away a `normally` that breaks it, and the fact stays unknown. The days of a part are days of the whole. Facts
said to be unknown stay so, and so do facts without a `normally` whose value nothing forces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policyc.evaluate.atoms import TRUTH_OF_ATOM
from policyc.evaluate.kleene import FALSE, TRUE, UNKNOWN, negation
from policyc.evaluate.situation import Knowledge, requested_services
from policyc.model.cases import Case
from policyc.model.conditions import Condition, IncludesValue, IsNever, Not
from policyc.model.facts import (
    Episodes,
    Fact,
    FactKind,
    Moment,
    Never,
    PartOf,
    Stretch,
    Value,
    Visit,
)
from policyc.model.program import Policy
from policyc.model.verdict import Truth

Slot = tuple[str, str]
"""A fact, and the service it is asked for ("" where it is the same for all)."""
Bound = tuple[Condition, bool]
"""A condition over one fact, and whether it has to hold."""


def close_case(case: Case, policy: Policy) -> Case:
    """The case with `nothing_else` worked out; a case without it is returned as it is.

    A value that clashes with an axiom is kept: whether a case has a completion is not decided here.
    """
    if not case.nothing_else:
        return case
    closing = _Closing(case, policy, _given(case))
    _force(closing)
    _fill(closing)
    return replace(case, facts=_shared(closing), per_service=_per_service(closing), nothing_else=False)


@dataclass(frozen=True, slots=True)
class _Closing:
    case: Case
    policy: Policy
    values: dict[Slot, Value | None]
    bounds: dict[Slot, list[Bound]] = field(default_factory=dict)

    @property
    def services(self) -> tuple[str, ...]:
        return requested_services(self.case, self.policy)

    def slot(self, fact: str, service: str) -> Slot:
        return (fact, service if self.policy.facts[fact].per_service else "")

    def slots(self) -> Iterator[Slot]:
        for name, fact in self.policy.facts.items():
            yield from ((name, service) for service in (self.services if fact.per_service else ("",)))

    def known(self, service: str) -> Knowledge:
        return Knowledge(
            policy=self.policy,
            service=service,
            requested=self.services,
            clock=self.case.clocks[self.policy.window_clock],
            values={fact: value for (fact, of), value in self.values.items() if of in ("", service)},
        )


def _given(case: Case) -> dict[Slot, Value | None]:
    given: dict[Slot, Value | None] = {(fact, ""): value for fact, value in case.facts.items()}
    for fact, values in case.per_service.items():
        given |= {(fact, service): value for service, value in values.items()}
    return given


# --- What is forced ---------------------------------------------------------------------------------------


def _force(closing: _Closing) -> None:
    """Propagate until nothing follows any more; every round settles or bounds a fact, so it ends."""
    never = [axiom for axiom in closing.policy.axioms if isinstance(axiom, Never)]
    while _follows(never, closing):
        pass


def _follows(never: list[Never], closing: _Closing) -> bool:
    """Whether something new follows from some axiom; what is known changes only then."""
    known = [closing.known(service) for service in closing.services]
    return any(_propagate(axiom, each, closing) for axiom in never for each in known)


def _propagate(axiom: Never, known: Knowledge, closing: _Closing) -> bool:
    """Whether something new follows from one axiom for one service."""
    service = known.service
    truths = [_literal(condition, known, closing) for condition in axiom.conditions]
    if FALSE in truths or truths.count(UNKNOWN) != 1:
        return False
    open_condition, wanted = axiom.conditions[truths.index(UNKNOWN)], False
    while isinstance(open_condition, Not):
        open_condition, wanted = open_condition.operand, not wanted
    fact = getattr(open_condition, "fact", None)
    if fact is None or closing.slot(fact, service) in closing.values:
        return False
    slot = closing.slot(fact, service)
    closing.bounds.setdefault(slot, []).append((open_condition, wanted))
    possible = _possible(closing.policy.facts[fact], slot, closing)
    if len(possible) == 1:
        closing.values[slot] = possible[0]
    return True


def _literal(condition: Condition, known: Knowledge, closing: _Closing) -> Truth:
    """The value of a condition over one fact or of its negation; also where only a bound tells it."""
    if isinstance(condition, Not):
        return negation(_literal(condition.operand, known, closing))
    if type(condition) not in TRUTH_OF_ATOM:
        return UNKNOWN
    truth = TRUTH_OF_ATOM[type(condition)](condition, known)
    if truth is UNKNOWN:
        bounds = closing.bounds.get(closing.slot(getattr(condition, "fact", ""), known.service), [])
        return next((TRUE if wanted else FALSE for bound, wanted in bounds if bound == condition), UNKNOWN)
    return truth


def _possible(fact: Fact, slot: Slot, closing: _Closing) -> list[Value]:
    """The values within the bounds, for facts that have few enough to list."""
    listed: list[Value] = []
    if fact.kind is FactKind.YES_NO:
        listed = [True, False]
    elif fact.kind is FactKind.ONE_OF:
        listed = [choice.name for choice in fact.choices]
    elif fact.kind is FactKind.DATE and any(
        bound == (IsNever(fact.name), True) for bound in closing.bounds[slot]
    ):
        listed = [Moment.NEVER]
    return [value for value in listed if _within_bounds(value, slot, closing)]


def _within_bounds(value: Value, slot: Slot, closing: _Closing) -> bool:
    if slot not in closing.bounds:
        return True
    known = closing.known(slot[1])
    known = replace(known, values={**known.values, slot[0]: value})
    return all(
        TRUTH_OF_ATOM[type(bound)](bound, known) is not (FALSE if wanted else TRUE)
        for bound, wanted in closing.bounds[slot]
    )


# --- What is normal ---------------------------------------------------------------------------------------


def _fill(closing: _Closing) -> None:
    open_slots = [slot for slot in closing.slots() if slot not in closing.values]
    for slot in open_slots:
        closing.values[slot] = _normally(closing.policy.facts[slot[0]], closing.bounds.get(slot, []))
    _add_parts(set(open_slots), closing)
    for slot in open_slots:
        value = closing.values[slot]
        if value is not None and not _within_bounds(value, slot, closing):
            closing.values[slot] = None


def _normally(fact: Fact, bounds: Iterable[Bound]) -> Value | None:
    """What the fact normally is, with the members of a set and the event that the axioms force."""
    normally = fact.normally
    if isinstance(normally, frozenset):
        forced = {(bound.value, wanted) for bound, wanted in bounds if isinstance(bound, IncludesValue)}
        added = {value for value, wanted in forced if wanted}
        return frozenset(normally | added) - {value for value, wanted in forced if not wanted}
    if normally is Moment.NEVER and (IsNever(fact.name), False) in bounds:
        return Moment.SOME_DAY
    return normally


def _add_parts(open_slots: set[Slot], closing: _Closing) -> None:
    """Give every open whole the stretches of its parts, along chains of parts of parts."""
    axioms = [axiom for axiom in closing.policy.axioms if isinstance(axiom, PartOf)]
    while any(
        _add_part(axiom, service, open_slots, closing) for axiom in axioms for service in closing.services
    ):
        pass


def _add_part(axiom: PartOf, service: str, open_slots: set[Slot], closing: _Closing) -> bool:
    whole, part = closing.slot(axiom.whole, service), closing.slot(axiom.part, service)
    have, add = closing.values.get(whole), closing.values.get(part)
    if whole not in open_slots or not isinstance(have, tuple) or not isinstance(add, tuple):
        return False
    missing = [episode for episode in add if isinstance(episode, Stretch) and episode not in have]
    closing.values[whole] = _in_order((*have, *missing))
    return bool(missing)


def _in_order(episodes: Episodes) -> Episodes:
    return tuple(
        sorted(
            episodes,
            key=lambda each: (each.on, each.on) if isinstance(each, Visit) else (each.start, each.end),
        )
    )


# --- Back to a case ---------------------------------------------------------------------------------------


def _shared(closing: _Closing) -> dict[str, Value | None]:
    return {fact: value for (fact, service), value in closing.values.items() if not service}


def _per_service(closing: _Closing) -> dict[str, dict[str, Value | None]]:
    answers: dict[str, dict[str, Value | None]] = {}
    for (fact, service), value in closing.values.items():
        if service:
            answers.setdefault(fact, {})[service] = value
    return answers
