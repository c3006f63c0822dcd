"""A patient changed in one fact: to either side of a limit, or so that a condition holds or fails.

What axioms force along with it changes too: a part that is longer than its whole, a finding that another implies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from policyc.evaluate import requested_services
from policyc.model.cases import Case
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Not,
    Since,
    Within,
)
from policyc.model.facts import Episodes, Fact, FactKind, PartOf, Stretch, Value, Visit
from policyc.model.verdict import Truth
from policyc.prove.laws import facts_of
from policyc.testing.changing import closed_by_normal, with_value
from policyc.testing.missing.limits import Limit, limits_at, threshold
from policyc.testing.missing.shown import Shown, shown
from policyc.testing.obeying import Broken, Setting, Slot, Values, broken_axioms, truth
from policyc.testing.plain import without_unasked
from policyc.testing.values import grid, in_order, thresholds_of

_ROUNDS = 12


def beside_limit(limit: Limit, one: Shown) -> Iterator[tuple[Value, Value]]:
    """The value of the fact where the condition just holds, with the one where it just fails."""
    atom, fact = limit.atom, one.epoch.policy.facts[limit.atom.fact]
    clock = one.case.clocks[one.epoch.policy.window_clock]
    inside, outside = (threshold(atom, clock) + offset for offset in (limit.inside, limit.outside))
    match atom:
        case Compare():
            yield from _in_range(fact, inside, outside)
        case Within() | Since():
            yield from _days_ago(fact, inside, outside, clock)
        case AtLeastDays():
            yield _of_days(inside, one, fact, clock), _of_days(outside, one, fact, clock)
        case AtLeastVisits(kind=kind):
            yield _of_visits(kind, inside, one, fact, clock), _of_visits(kind, outside, one, fact, clock)


def otherwise(atom: Condition, one: Shown) -> Iterator[Value]:
    """Values of the fact with which a condition that holds fails, or the other way round; near its limit first."""
    name = str(getattr(atom, "fact", ""))
    fact, setting = one.epoch.policy.facts[name], setting_of(one)
    wanted = Truth.FALSE if one.truth(atom) is Truth.TRUE else Truth.TRUE
    tried = [value for limit in limits_at(atom) for pair in beside_limit(limit, one) for value in pair]
    tried += grid(fact, [*thresholds_of(one.epoch).get(name, ()), atom], setting.clock)
    now = one.answers.get(setting.slot(name, one.service))
    if isinstance(now, frozenset):
        tried += [now ^ each for each in tried if isinstance(each, frozenset)]
    for value in dict.fromkeys(tried):
        values = {**one.answers, setting.slot(name, one.service): value}
        if truth(atom, setting.known(values, one.service)) is wanted:
            yield value


def changed(one: Shown, fact: str, value: Value) -> Shown | None:
    """The same patient with another answer, and what axioms force with it; None where they do not allow it."""
    setting = setting_of(one)
    slot = setting.slot(fact, one.service)
    values = {**one.answers, slot: value}
    for _ in range(_ROUNDS):
        broken = next(broken_axioms(values, setting), None)
        if broken is None:
            return with_values(one, values)
        forced = _forced(broken, values, slot, setting)
        if not forced:
            return None
        values |= forced
    return None


def with_unknown(one: Shown, slots: list[Slot], asked: frozenset[str]) -> Shown:
    """The same patient with some answers left open, and without those that the text does not ask for."""
    case = without_unasked(closed_by_normal(one.closed, one.epoch.policy), asked)
    for slot in slots:
        case = with_value(case, slot, None)
    return shown(one.epoch, case, one.service)


def setting_of(one: Shown) -> Setting:
    """The day and the request of a case."""
    policy = one.epoch.policy
    clock = one.case.clocks[policy.window_clock]
    return Setting(policy, clock, requested_services(one.case, policy), {})


def _in_range(fact: Fact, inside: int, outside: int) -> Iterator[tuple[Value, Value]]:
    if all(fact.low <= value <= fact.high for value in (inside, outside)):
        yield inside, outside


def _days_ago(fact: Fact, inside: int, outside: int, clock: date) -> Iterator[tuple[Value, Value]]:
    if min(inside, outside) >= 0 and max(inside, outside) <= fact.high:
        yield clock - timedelta(days=inside), clock - timedelta(days=outside)


def _of_days(days: int, one: Shown, fact: Fact, clock: date) -> Value:
    """So many days that end on the clock day, beside the visits there are."""
    visits = [each for each in _episodes(one, fact) if isinstance(each, Visit)]
    return in_order([*([Stretch(clock - timedelta(days=days - 1), clock)] if days else []), *visits])


def _of_visits(kind: str, number: int, one: Shown, fact: Fact, clock: date) -> Value:
    """So many visits of a kind, on the last days, beside all else there is."""
    kept = [each for each in _episodes(one, fact) if not (isinstance(each, Visit) and each.kind == kind)]
    return in_order([*kept, *(Visit(clock - timedelta(days=ago), kind) for ago in range(number))])


def _episodes(one: Shown, fact: Fact) -> Episodes:
    now = one.answers.get((fact.name, ""), one.answers.get((fact.name, one.service), ()))
    return now if isinstance(now, tuple) else ()


def with_values(one: Shown, values: Values) -> Shown:
    """The same day and request with these answers."""
    facts = {name: value for (name, of), value in values.items() if not of}
    per_service: dict[str, dict[str, Value | None]] = {}
    for (name, service), value in values.items():
        if service:
            per_service.setdefault(name, {})[service] = value
    complete: Case = replace(one.case, facts=facts, per_service=per_service, nothing_else=False)
    return shown(one.epoch, complete, one.service)


def _forced(broken: Broken, values: Values, kept: Slot, setting: Setting) -> Values:
    """What mends an axiom without touching the fact that was changed; nothing where nothing does."""
    axiom, service = broken.axiom, broken.service
    if isinstance(axiom, PartOf):
        return _same_days(axiom, values, kept, setting, service)
    for condition in axiom.conditions:
        (name,) = facts_of((condition,))
        slot = setting.slot(name, service)
        atom = condition.operand if isinstance(condition, Not) else condition
        if slot == kept or setting.policy.facts[name].kind is FactKind.EPISODES:
            continue
        for value in grid(setting.policy.facts[name], [atom], setting.clock):
            tried = {**values, slot: value}
            if truth(condition, setting.known(tried, service)) is Truth.FALSE:
                return {slot: value}
    return {}


def _same_days(axiom: PartOf, values: Values, kept: Slot, setting: Setting, service: str) -> Values:
    """The whole gets the days of its part; where the whole was changed, the part loses what it has more."""
    part, whole = setting.slot(axiom.part, service), setting.slot(axiom.whole, service)
    of_part, of_whole = values.get(part, ()), values.get(whole, ())
    assert isinstance(of_part, tuple)
    assert isinstance(of_whole, tuple)
    stretches = [each for each in of_part if isinstance(each, Stretch)]
    if whole != kept:
        return {whole: in_order({*of_whole, *stretches})}
    visits = [each for each in of_part if isinstance(each, Visit)]
    covers = [each for each in of_whole if isinstance(each, Stretch)]
    cut = [
        Stretch(max(one.start, two.start), min(one.end, two.end))
        for one in stretches
        for two in covers
        if max(one.start, two.start) <= min(one.end, two.end)
    ]
    return {part: in_order([*cut, *visits])}
