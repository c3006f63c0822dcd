"""A patient made plain: of whom something holds, and of whom nothing more can be made normal without losing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from policyc.evaluate import close_case, requested_services
from policyc.model.cases import Case
from policyc.model.facts import ORDERED, Fact, FactKind, Stretch, Value, Visit
from policyc.model.program import Epoch, Policy
from policyc.prove.pair import some_day
from policyc.testing.changing import with_value
from policyc.testing.obeying import Setting, Slot, answers_of, broken_axioms, tied
from policyc.testing.values import atoms_by_fact, conditions_of, in_order, ordered_grid, thresholds_of

_ROUNDS = 3
_ADULT = 40


def plainer(case: Case, epoch: Epoch, keeps: Callable[[Case], bool]) -> Case:
    """The patient of a case on the first day of the text, asking for one service, with normal answers.

    Each of these as far as `keeps` still holds of the patient; the axioms are obeyed. The answer is not closed.
    """
    found = replace(close_case(case, epoch.policy), nothing_else=False)
    for _ in range(_ROUNDS):
        before = found
        for way in (_first_day, _one_service, *map(_answer, sorted(answers_of(found)))):
            allowed = (each for each in way(found, epoch) if each != found and _is_sound(each, epoch.policy))
            found = next((each for each in allowed if keeps(each)), found)
        if found == before:
            break
    return found


def asked_facts(epoch: Epoch) -> frozenset[str]:
    """The facts that a text asks for, the onset of the episodes among them, and all that axioms tie to them."""
    policy = epoch.policy
    named = set(atoms_by_fact(conditions_of(epoch)))
    onsets = {policy.facts[name].current_episode_since for name in named}
    return tied(sorted(named | {name for name in onsets if name}), policy)


def without_unasked(case: Case, asked: frozenset[str]) -> Case:
    """The case without the answers that nobody asks for."""
    facts = {name: value for name, value in case.facts.items() if name in asked}
    per_service = {name: values for name, values in case.per_service.items() if name in asked}
    return replace(case, facts=facts, per_service=per_service)


def moved_value(value: Value, moved: timedelta) -> Value:
    """A value so many days later; one that is no day and no episodes stays."""
    if isinstance(value, date):
        return value + moved
    if isinstance(value, tuple):
        return in_order(_moved_episode(each, moved) for each in value)
    return value


def plain_value(fact: Fact, clock: date) -> Value:
    """What is normal; where nothing is: no, none, the first choice, the lowest number, forty years of age."""
    if fact.normally is not None:
        return fact.normally
    match fact.kind:
        case FactKind.YES_NO:
            return False
        case FactKind.ONE_OF:
            return fact.choices[0].name
        case FactKind.SET_OF:
            return frozenset()
        case FactKind.EPISODES:
            return ()
        case FactKind.DATE:
            return clock
        case FactKind.AGE:
            return max(fact.low, min(fact.high, _ADULT))
        case _:
            return fact.low


_Way = Callable[[Case, Epoch], Iterator[Case]]


def _first_day(case: Case, epoch: Epoch) -> Iterator[Case]:
    """The same patient so many days earlier, or later, that the day is the first of the text."""
    day = some_day(epoch.interval)
    if day is None:
        return
    moved = day - case.clocks[epoch.policy.version_clock]
    clocks = {name: each + moved for name, each in case.clocks.items()}
    yield replace(case, clocks=clocks, facts=_moved(case.facts, moved), per_service=_all_moved(case, moved))


def _all_moved(case: Case, moved: timedelta) -> dict[str, Mapping[str, Value | None]]:
    return {name: _moved(values, moved) for name, values in case.per_service.items()}


def _moved(values: Mapping[str, Value | None], moved: timedelta) -> dict[str, Value | None]:
    return {name: None if value is None else moved_value(value, moved) for name, value in values.items()}


def _moved_episode(episode: Stretch | Visit, moved: timedelta) -> Stretch | Visit:
    if isinstance(episode, Stretch):
        return Stretch(episode.start + moved, episode.end + moved)
    return Visit(episode.on + moved, episode.kind)


def _one_service(case: Case, epoch: Epoch) -> Iterator[Case]:
    """A request for each service in turn, up to the one that is requested alone."""
    requested = requested_services(case, epoch.policy)
    for service in epoch.policy.services:
        if (service,) == requested:
            return
        answers = {
            name: {service: values.get(service, next(iter(values.values())))}
            for name, values in case.per_service.items()
            if values
        }
        yield replace(case, requested=(service,), per_service=answers)


def _answer(slot: Slot) -> _Way:
    def plainly(case: Case, epoch: Epoch) -> Iterator[Case]:
        now = answers_of(case).get(slot)
        if now is None:
            return
        fact, clock = epoch.policy.facts[slot[0]], case.clocks[epoch.policy.window_clock]
        plain = plain_value(fact, clock)
        yield with_value(case, slot, plain)
        if fact.kind in ORDERED and isinstance(now, int) and isinstance(plain, int):
            near = ordered_grid(fact, thresholds_of(epoch).get(fact.name, ()), clock)
            nearer = [value for value in near if abs(value - plain) < abs(now - plain)]
            yield from (
                with_value(case, slot, each) for each in sorted(nearer, key=lambda at: abs(at - plain))
            )
        if isinstance(now, tuple):
            for left in now:
                yield with_value(case, slot, in_order(each for each in now if each != left))
        elif isinstance(now, frozenset):
            for name in sorted(now):
                yield with_value(case, slot, now - {name})

    return plainly


def _is_sound(case: Case, policy: Policy) -> bool:
    setting = Setting(policy, case.clocks[policy.window_clock], requested_services(case, policy), {})
    return not any(True for _ in broken_axioms(answers_of(case), setting))
