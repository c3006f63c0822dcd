"""All patients, in z3: an encoding of its own, to judge what the solver room proves.

Facts are integers and booleans, not thresholds. Windows are points in time: the days they reach back, by the
calendar of the date of service. For episodes, `c(p)` counts the covered days (or visits) from the clock day back
through point p; between two points it grows by no more than the days between them, and a part never grows by
more than its whole. Since the days between two points can be filled at will, such counts are exactly those of
real histories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

import z3

from policyc.model.calendar import Interval, Length, days_of
from policyc.model.conditions import AtLeastDays, AtLeastVisits, Compare, Condition, Since, Within, walk
from policyc.model.facts import Fact, FactKind, Never, PartOf
from policyc.model.program import Policy

Term = Any
FOUR_YEARS = 1462


class Patients:
    """One patient who asks for one service, with the constraints that make the patient possible."""

    def __init__(
        self, policy: Policy, intervals: Sequence[Interval], service: str, conditions: Iterable[Condition]
    ) -> None:
        self.policy, self.service = policy, service
        said = [each for condition in conditions for each in walk(condition)]
        said += [
            each
            for axiom in policy.axioms
            if isinstance(axiom, Never)
            for condition in axiom.conditions
            for each in walk(condition)
        ]
        self.lengths = sorted({length for each in said for length in lengths_in(each)})
        self.windows = sorted({length for each in said if (length := window_of(each)) is not None})
        self.constraints: list[Term] = []
        self.days = self._calendar(intervals)
        self.values = {name: self._value(fact) for name, fact in policy.facts.items()}
        self.requested = {name: z3.Bool(f"request {name}") for name in policy.services}
        self.constraints.append(self.requested[service])
        self._axioms()
        self._histories()

    # --- The calendar --------------------------------------------------------------------------------------

    def _calendar(self, intervals: Sequence[Interval]) -> dict[Length, Term]:
        days = {length: z3.Int(f"days of {length}") for length in self.lengths}
        rows = {tuple(days_of(length, day) for length in self.lengths) for day in all_days(intervals)}
        options = [
            z3.And([days[length] == number for length, number in zip(self.lengths, row, strict=True)])
            for row in sorted(rows)
        ]
        self.constraints.append(z3.Or(options))
        return days

    # --- Values --------------------------------------------------------------------------------------------

    def _value(self, fact: Fact) -> Term:
        match fact.kind:
            case FactKind.YES_NO:
                return z3.Bool(fact.name)
            case FactKind.ONE_OF:
                return self._bounded(z3.Int(fact.name), 0, len(fact.choices) - 1)
            case FactKind.SET_OF:
                return {choice.name: z3.Bool(f"{fact.name} {choice.name}") for choice in fact.choices}
            case FactKind.DATE:
                never = z3.Bool(f"{fact.name} never") if fact.never_possible else z3.BoolVal(False)
                return never, self._bounded(z3.Int(f"{fact.name} days ago"), 0, fact.high)
            case FactKind.EPISODES:
                return None
            case _:
                return self._bounded(z3.Int(fact.name), fact.low, fact.high)

    def _bounded(self, term: Term, low: int, high: int) -> Term:
        self.constraints += [term >= low, term <= high]
        return term

    def _axioms(self) -> None:
        for axiom in self.policy.axioms:
            if isinstance(axiom, Never):
                self.constraints.append(z3.Not(z3.And([self.truth(each) for each in axiom.conditions])))

    # --- Episodes ------------------------------------------------------------------------------------------

    @cached_property
    def onsets(self) -> dict[str, tuple[Term, Term]]:
        """By the fact that dates an onset: whether there was none, and how many days ago."""
        names = {fact.current_episode_since for fact in self.policy.facts.values()} - {None}
        return {name: self._onset(name) for name in sorted(filter(None, names))}

    def _onset(self, name: str) -> tuple[Term, Term]:
        value = self.values[name]
        return value if isinstance(value, tuple) else (z3.BoolVal(False), value)

    @cached_property
    def points(self) -> dict[str, Term]:
        """How far back windows and episodes reach, by name; `ever` is beyond all of them."""
        points = {f"window {length}": self.days[length] for length in self.windows}
        points |= {f"onset {name}": days for name, (_, days) in self.onsets.items()}
        return points

    def counted(self, fact: str, kind: str, point: str) -> Term:
        """How many days (or visits) of a fact there are from the clock day back through a point."""
        return z3.Int(f"{fact} {kind} through {point}")

    def _histories(self) -> None:
        for name, fact in self.policy.facts.items():
            if fact.kind is FactKind.EPISODES:
                self._history(name, "", grows_daily=True)
                for choice in fact.choices:
                    self._history(name, choice.name, grows_daily=False)
        for axiom in self.policy.axioms:
            if isinstance(axiom, PartOf):
                self._part(axiom)

    def _history(self, fact: str, kind: str, grows_daily: bool) -> None:
        ever = self.counted(fact, kind, "ever")
        self.constraints.append(ever >= 0)
        for name, point in self.points.items():
            count = self.counted(fact, kind, name)
            self.constraints += [count >= 0, count <= ever]
            self.constraints += [count <= point + 1] if grows_daily else []
        for (near, a), (far, b) in combinations(self.points.items(), 2):
            more = self.counted(fact, kind, far) - self.counted(fact, kind, near)
            self.constraints += [z3.If(a <= b, more >= 0, more <= 0)]
            if grows_daily:
                self.constraints += [z3.If(a <= b, more <= b - a, -more <= a - b)]

    def _part(self, axiom: PartOf) -> None:
        def of(fact: str, point: str) -> Term:
            return self.counted(fact, "", point)

        for name in (*self.points, "ever"):
            self.constraints.append(of(axiom.part, name) <= of(axiom.whole, name))
        for name in self.points:
            rest = of(axiom.part, "ever") - of(axiom.part, name)
            self.constraints.append(rest <= of(axiom.whole, "ever") - of(axiom.whole, name))
        for (near, a), (far, b) in combinations(self.points.items(), 2):
            part = of(axiom.part, far) - of(axiom.part, near)
            whole = of(axiom.whole, far) - of(axiom.whole, near)
            self.constraints.append(z3.If(a <= b, part <= whole, part >= whole))

    def amount(self, condition: AtLeastDays | AtLeastVisits) -> Term:
        """How many days or visits lie in the window of a condition."""
        kind = condition.kind if isinstance(condition, AtLeastVisits) else ""
        window = condition.window
        through = f"window {window.last}" if window.last is not None else "ever"
        count = self.counted(condition.fact, kind, through)
        if not window.current_episode:
            return count
        onset = self.policy.facts[condition.fact].current_episode_since
        assert onset is not None
        never, days = self.onsets[onset]
        current = self.counted(condition.fact, kind, f"onset {onset}")
        if window.last is not None:
            current = z3.If(days <= self.days[window.last], current, count)
        return z3.If(never, 0, current)

    def truth(self, condition: Condition) -> Term:
        """The truth of a condition without references; references are for the text to resolve."""
        from tests.judges.z3_text import plain

        return plain(condition, self)


def lengths_in(condition: Condition) -> list[Length]:
    """The lengths a condition counts back."""
    found = []
    match condition:
        case Compare(value=Length() as length):
            found.append(length)
        case Within(length=length) | Since(length=length) | AtLeastDays(length=length):
            found.append(length)
        case _:
            pass
    window = window_of(condition)
    return [*found, window] if window is not None else found


def window_of(condition: Condition) -> Length | None:
    """How far back the episodes of a condition count."""
    return condition.window.last if isinstance(condition, AtLeastDays | AtLeastVisits) else None


def all_days(intervals: Sequence[Interval]) -> Iterable[date]:
    """The days of the intervals, four years of those without an end."""
    for interval in intervals:
        assert interval.start is not None
        end = interval.end or interval.start + timedelta(days=FOUR_YEARS)
        yield from (interval.start + timedelta(days=n) for n in range((end - interval.start).days))
