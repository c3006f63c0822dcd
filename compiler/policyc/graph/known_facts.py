"""What a case says about the atoms of a graph, for `policyc.graph.deciding`.

Written apart from the reference evaluator and its calendar: months are counted back on the calendar page, and
the days of a window are listed one by one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policyc.graph.nodes import Header, Onset
from policyc.model.calendar import Length
from policyc.model.cases import Case
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Atom,
    Compare,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    RequestIncludes,
    ServiceIs,
    Since,
    Within,
)
from policyc.model.facts import Moment, Stretch, Value, Visit

May = tuple[bool, bool]
"""Whether something may hold, and whether it may fail; at least one of the two."""

EITHER: May = (True, True)


@dataclass(frozen=True, slots=True)
class Patient:
    """A case for one service: the clock day as an ordinal, the facts, and where current episodes begin."""

    today: int
    service: str
    requested: frozenset[str]
    facts: Mapping[str, Value | None]
    onsets: Mapping[str, Onset]


def patient_of(header: Header, case: Case, service: str) -> Patient:
    """The patient whom the case describes, for one service."""
    groups = dict(header.groups)
    asked = case.requested or header.services
    return Patient(
        today=case.clocks[header.window_clock].toordinal(),
        service=service,
        requested=frozenset(member for name in asked for member in groups.get(name, (name,))),
        facts={**case.facts, **{fact: by.get(service) for fact, by in case.per_service.items()}},
        onsets={onset.episodes: onset for onset in header.onsets},
    )


def atom_may(atom: Atom, patient: Patient) -> May:
    """Whether the atom may hold and may fail for the patient."""
    match atom:
        case Constant(value=holds):
            return holds, not holds
        case ServiceIs(services=services):
            return _certain(patient.service in services)
        case RequestIncludes(services=services):
            return _certain(not patient.requested.isdisjoint(services))
    value = patient.facts.get(atom.fact)
    if value is None:
        return EITHER
    if isinstance(atom, AtLeastDays | AtLeastVisits):
        return _amount_may(atom, value, patient)
    if isinstance(atom, Within | Since):
        return _event_may(atom, value, patient)
    return _certain(_plain(atom, value, patient))


def _plain(atom: IsYes | Compare | IsOneOf | IncludesValue | IsNever, value: Value, patient: Patient) -> bool:
    match atom:
        case IsYes():
            return bool(value)
        case IsOneOf(values=values):
            return any(value == each for each in values)
        case IncludesValue(value=member):
            return isinstance(value, frozenset) and member in value
        case IsNever():
            return value == Moment.NEVER
        case Compare(operator=operator, value=threshold):
            if isinstance(threshold, Length):
                threshold = patient.today - back(patient.today, threshold)
            difference = int(value) - threshold if isinstance(value, int) else 0
            signs = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,)}[operator]
            return (difference > 0) - (difference < 0) in signs


def _event_may(atom: Within | Since, value: Value, patient: Patient) -> May:
    if value == Moment.SOME_DAY:
        return EITHER
    if not isinstance(value, date):
        return _certain(False)
    edge, day = back(patient.today, atom.length), value.toordinal()
    if isinstance(atom, Within):
        return _certain(day in range(edge, patient.today + 1))
    return _certain(day > edge if atom.less else not day > edge)


def _amount_may(atom: AtLeastDays | AtLeastVisits, value: Value, patient: Patient) -> May:
    """Tried for every onset that matters: with the first and the last possible one, and with none."""
    least = patient.today - back(patient.today, atom.length) if isinstance(atom, AtLeastDays) else atom.least
    enough = [
        first is not None and len(_days(atom, value, first, patient.today)) >= least
        for first in _window_beginnings(atom, patient)
    ]
    return any(enough), not all(enough)


def _window_beginnings(atom: AtLeastDays | AtLeastVisits, patient: Patient) -> Iterator[int | None]:
    """The first days that the window may have; None for a window without any."""
    begin = back(patient.today, atom.window.last) if atom.window.last else 1
    if not atom.window.current_episode:
        yield begin
        return
    onset = patient.onsets[atom.fact]
    match patient.facts.get(onset.fact):
        case Moment.NEVER:
            yield None
        case date() as day:
            yield max(begin, day.toordinal())
        case int(days):
            yield max(begin, patient.today - days)
        case unknown:
            yield max(begin, patient.today - onset.high)
            yield max(begin, patient.today - (onset.low if onset.duration else 0))
            if onset.never_possible and unknown is None:
                yield None


def _days(atom: AtLeastDays | AtLeastVisits, episodes: Value, first: int, last: int) -> list[int]:
    """The days of the window that count: those of stretches once each, those of visits as often as they occur."""
    listed = episodes if isinstance(episodes, tuple) else ()
    if isinstance(atom, AtLeastVisits):
        days = [each.on.toordinal() for each in listed if isinstance(each, Visit) and each.kind == atom.kind]
        return [day for day in days if first <= day <= last]
    covered: set[int] = set()
    for each in listed:
        if isinstance(each, Stretch):
            covered.update(range(max(first, each.start.toordinal()), min(last, each.end.toordinal()) + 1))
    return sorted(covered)


def back(today: int, length: Length) -> int:
    """The day a length before, as an ordinal; where a month has no such day, its last."""
    if length.unit in {"day", "week"}:
        return today - length.number * (7 if length.unit == "week" else 1)
    day = date.fromordinal(today)
    year, month = day.year, day.month
    for _ in range(length.number * (12 if length.unit == "year" else 1)):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, monthrange(year, month)[1])).toordinal()


def _certain(holds: bool) -> May:
    return holds, not holds
