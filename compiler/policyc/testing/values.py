"""The values of a fact that are worth trying: those beside a threshold, and the ends of its range.

Thresholds in months are counted back from the window clock, so the values depend on the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from policyc.model.calendar import Length, days_of
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Since,
    Within,
    walk,
)
from policyc.model.facts import Episodes, Fact, FactKind, Moment, Stretch, Value, Visit
from policyc.model.program import Epoch

_LONG_AGO = 1000


def thresholds_of(epoch: Epoch) -> dict[str, list[Condition]]:
    """The atoms of an epoch over each fact."""
    return atoms_by_fact(conditions_of(epoch))


def atoms_by_fact(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    """The atoms that stand in conditions, for each fact in the order written; references are not followed."""
    found: dict[str, list[Condition]] = {}
    for condition in conditions:
        for each in walk(condition):
            name = getattr(each, "fact", None)
            if name is not None:
                found.setdefault(name, []).append(each)
    return found


def conditions_of(epoch: Epoch) -> Iterator[Condition]:
    """Every condition that stands in an epoch by itself."""
    for definition in epoch.definitions.values():
        yield definition.condition
    for section in epoch.sections.values():
        yield from (each for each in (section.scope, *section.requirements) if each is not None)
        yield from (each.when for each in section.recommends if each.when is not None)
    for criterion in epoch.criteria.values():
        yield from (criterion.condition, *criterion.exceptions)
        yield from (each.when for each in criterion.recommends if each.when is not None)
    for line in epoch.lines:
        yield from (line.condition, *line.exceptions)


def grid(fact: Fact, atoms: Sequence[Condition], clock: date) -> list[Value]:
    """Values of a fact such that, by these atoms over it alone, every kind of patient has one (episodes: many do)."""
    match fact.kind:
        case FactKind.YES_NO:
            return [False, True]
        case FactKind.ONE_OF:
            return [choice.name for choice in fact.choices]
        case FactKind.SET_OF:
            names = [choice.name for choice in fact.choices]
            return [frozenset(), frozenset(names), *(frozenset({name}) for name in names)]
        case FactKind.DATE:
            never: list[Value] = [Moment.NEVER] if fact.never_possible else []
            return never + [clock - timedelta(days=days) for days in ordered_grid(fact, atoms, clock)]
        case FactKind.EPISODES:
            return episodes_grid(fact, atoms, clock)
        case _:
            return list(ordered_grid(fact, atoms, clock))


def ordered_grid(fact: Fact, atoms: Sequence[Condition], clock: date) -> list[int]:
    """The ends of the range and what lies beside each threshold."""
    low = 0 if fact.kind is FactKind.DATE else fact.low
    points = {low, min(fact.high, low + _LONG_AGO) if fact.kind is FactKind.DATE else fact.high}
    for atom in atoms:
        if isinstance(atom, Compare):
            threshold = atom.value if isinstance(atom.value, int) else days_of(atom.value, clock)
        elif isinstance(atom, Within | Since):
            threshold = days_of(atom.length, clock)
        else:
            continue
        points |= {threshold - 1, threshold, threshold + 1}
    return sorted(point for point in points if low <= point <= fact.high)


def episodes_grid(_fact: Fact, atoms: Sequence[Condition], clock: date) -> list[Value]:
    """None; stretches just long enough and one day too short, at the clock and at a window's edge; visits."""
    found: set[Episodes] = {()}
    for atom in atoms:
        if not isinstance(atom, AtLeastDays | AtLeastVisits):
            continue
        edge = clock - timedelta(days=days_of(atom.window.last or Length(1, "year"), clock))
        if isinstance(atom, AtLeastDays):
            days = days_of(atom.length, clock)
            for short in (0, 1):
                found.add((Stretch(clock - timedelta(days=days - 1 - short), clock),))
                found.add((Stretch(edge - timedelta(days=short), edge + timedelta(days=days - 1 - short)),))
        else:
            for first in (edge, edge - timedelta(days=1), clock):
                found.add(tuple(Visit(first, atom.kind) for _ in range(atom.least)))
    return sorted(found, key=repr)


def in_order(episodes: Iterable[Stretch | Visit]) -> Episodes:
    """Episodes in one order, whatever the hash seed."""
    return tuple(sorted(episodes, key=repr))


def onset_day(fact: Fact, values: Mapping[str, Value | None], clock: date) -> date | None:
    """The first day of the current episode of an episodes fact, where that is known."""
    value = values.get(fact.current_episode_since or "")
    if isinstance(value, date):
        return value
    return clock - timedelta(days=value) if isinstance(value, int) else None
