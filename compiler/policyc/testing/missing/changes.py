"""A patient changed in one fact: to either side of a limit, or so that a condition holds or fails.

What axioms force along with it changes too: a part that is longer than its whole, a finding that another implies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from policyc.evaluate import requested_services
from policyc.model.calendar import days_of
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
from policyc.testing.missing.limits import BESIDE
from policyc.testing.missing.shown import Shown, shown
from policyc.testing.obeying import Broken, Setting, Slot, Values, broken_axioms, truth
from policyc.testing.values import grid, in_order, thresholds_of

_ROUNDS = 12
_THRESHOLDS = (Compare, Within, Since, AtLeastDays, AtLeastVisits)


def is_threshold(atom: Condition) -> bool:
    """Whether a condition is about a limit that a value can lie beside."""
    return isinstance(atom, _THRESHOLDS)


def beside_limit(atom: Condition, one: Shown) -> Iterator[tuple[Value, Value]]:
    """Values of the fact just on the side where the condition holds, each with one just on the other side."""
    fact = one.epoch.policy.facts[str(getattr(atom, "fact", ""))]
    clock = one.case.clocks[one.epoch.policy.window_clock]
    match atom:
        case Compare(operator=operator, value=value):
            threshold = value if isinstance(value, int) else days_of(value, clock)
            for inside, outside in BESIDE[operator]:
                yield from _in_range(fact, threshold + inside, threshold + outside)
        case Within(length=length):
            yield from _days_ago(fact, days_of(length, clock), 1, clock)
        case Since(length=length, less=less):
            days = days_of(length, clock)
            yield from _days_ago(fact, days - less, 1 if less else -1, clock)
        case AtLeastDays(length=length):
            yield from _stretches(days_of(length, clock), one, fact, clock)
        case AtLeastVisits(kind=kind, least=least):
            yield from _visits(kind, least, one, fact, clock)


def otherwise(atom: Condition, one: Shown) -> Iterator[Value]:
    """Values of the fact with which a condition that holds fails, or the other way round; near its limit first."""
    name = str(getattr(atom, "fact", ""))
    fact, setting = one.epoch.policy.facts[name], setting_of(one)
    wanted = Truth.FALSE if one.truth(atom) is Truth.TRUE else Truth.TRUE
    tried = [value for pair in beside_limit(atom, one) for value in pair]
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
            return _shown_with(one, values)
        forced = _forced(broken, values, slot, setting)
        if not forced:
            return None
        values |= forced
    return None


def with_unknown(one: Shown, slots: list[Slot]) -> Shown:
    """The same patient with some answers left open."""
    case = closed_by_normal(one.closed, one.epoch.policy)
    for slot in slots:
        case = with_value(case, slot, None)
    return shown(one.epoch, case, one.service)


def setting_of(one: Shown) -> Setting:
    """The day and the request of a case."""
    policy = one.epoch.policy
    clock = one.case.clocks[policy.window_clock]
    return Setting(policy, clock, requested_services(one.case, policy), {})


def plainer(pair: tuple[Shown, Shown], fits: Callable[[Shown, Shown], bool]) -> tuple[Shown, Shown]:
    """Both patients with each other fact as it normally is, where they still fit so."""
    facts = pair[0].epoch.policy.facts
    keep = pair[0].differing(pair[1])
    for slot in sorted(pair[0].answers):
        normally = facts[slot[0]].normally
        if slot[0] in keep or normally is None or pair[0].answers[slot] == normally:
            continue
        one, other = (_shown_with(each, {**each.answers, slot: normally}) for each in pair)
        sound = not any(True for each in (one, other) for _ in broken_axioms(each.answers, setting_of(each)))
        if sound and fits(one, other):
            pair = one, other
    return pair


def _in_range(fact: Fact, inside: int, outside: int) -> Iterator[tuple[Value, Value]]:
    if all(fact.low <= value <= fact.high for value in (inside, outside)):
        yield inside, outside


def _days_ago(fact: Fact, inside: int, step: int, clock: date) -> Iterator[tuple[Value, Value]]:
    if min(inside, inside + step) >= 0 and max(inside, inside + step) <= fact.high:
        yield clock - timedelta(days=inside), clock - timedelta(days=inside + step)


def _stretches(days: int, one: Shown, fact: Fact, clock: date) -> Iterator[tuple[Value, Value]]:
    """So many days that end on the clock day, and one fewer, beside the visits there are."""
    now = one.answers.get((fact.name, ""), ())
    visits = [each for each in now if isinstance(each, Visit)] if isinstance(now, tuple) else []
    enough = Stretch(clock - timedelta(days=days - 1), clock)
    fewer = [Stretch(clock - timedelta(days=days - 2), clock)] if days > 1 else []
    yield in_order([enough, *visits]), in_order([*fewer, *visits])


def _visits(kind: str, least: int, one: Shown, fact: Fact, clock: date) -> Iterator[tuple[Value, Value]]:
    now = one.answers.get((fact.name, ""), ())
    others: Episodes = now if isinstance(now, tuple) else ()
    kept = [each for each in others if not (isinstance(each, Visit) and each.kind == kind)]
    enough = [Visit(clock - timedelta(days=number), kind) for number in range(least)]
    yield in_order([*kept, *enough]), in_order([*kept, *enough[1:]])


def _shown_with(one: Shown, values: Values) -> Shown:
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
