"""A patient as solver variables: the date, the facts, the request, and the axioms they obey.

A patient is asked about for one requested service. Facts the case gives are constants, so that what they
settle folds away; a fact given out of its range, or a part with a day its whole lacks, is a contradiction.
Months are resolved by calendar class: on one day there is one class, over the days of an epoch one of several,
chosen by a variable each.

`settle` asserts the axioms and the laws of episodes. It must run after lowering, since the laws range over the
thresholds that the texts mention; the engine sees to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from policyc.model.calendar import Length
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    Not,
    RequestIncludes,
    ServiceIs,
    Since,
    Window,
    Within,
    walk,
)
from policyc.model.facts import Axiom, Fact, FactKind, Moment, Never, PartOf, Value
from policyc.prove import episodes
from policyc.prove.calendars import Calendar
from policyc.prove.episodes import EpisodesFamily, History, Onset, WindowDays
from policyc.prove.families import Dated, Family, OneOf, Ordered, SetOf, YesNo, family_of
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is fixed about a patient.

    `known` maps facts to values (of the requested service, where asked per service); `requested` is the whole
    request, or None where it is free apart from `service`.
    """

    facts: Mapping[str, Fact]
    axioms: Sequence[Axiom]
    calendar: Calendar
    service: str
    requested: frozenset[str] | None = None
    known: Mapping[str, Value] = field(default_factory=dict)


class Patient:
    """The variables of one patient. Families come into being when a text first mentions their fact."""

    def __init__(self, gates: Gates, circumstances: Circumstances) -> None:
        self.gates = gates
        self.given = circumstances
        self.families: dict[str, Family] = {}
        self.requests: dict[str, int] = {}
        classes = circumstances.calendar.classes
        self.classes = [TRUE] if len(classes) == 1 else [gates.variable() for _ in classes]
        self._cases: dict[tuple[Length, ...], list[tuple[tuple[int, ...], int]]] = {}
        self._histories: dict[str, History] = {}
        self._settled = -1
        self._axioms_left = [axiom for axiom in circumstances.axioms if isinstance(axiom, Never)]
        if len(classes) > 1:
            gates.exactly_one(self.classes)

    def family(self, name: str) -> Family:
        """The variables of a fact that is not known."""
        if name not in self.families:
            fact = self.given.facts[name]
            if fact.kind is FactKind.EPISODES:
                self.families[name] = EpisodesFamily(self.gates, fact, self.onset(fact))
            else:
                self.families[name] = family_of(self.gates, fact)
            if self.given.known.get(name) is Moment.SOME_DAY:
                self.gates.require(-self._never(name))
        return self.families[name]

    def onset(self, fact: Fact) -> Onset:
        """When the current episode of an episodes fact began."""
        name = fact.current_episode_since
        if name is None:
            return Onset()
        value = self.given.known.get(name)
        if value is None or value is Moment.SOME_DAY:
            family = self.family(name)
            assert isinstance(family, Ordered | Dated)
            return Onset(family=family, name=name)
        return Onset(self._days(value), name=name)

    def history(self, name: str) -> History | None:
        """The known episodes of a fact, or None when they are not known."""
        value = self.given.known.get(name)
        if not isinstance(value, tuple):
            return None
        if name not in self._histories:
            self._histories[name] = episodes.history(value, self.clock)
        return self._histories[name]

    @property
    def clock(self) -> date:
        """The window clock, where it is one day; otherwise the first day considered."""
        return self.given.calendar.classes[0].day

    def day(self, model: Model) -> date:
        """The date of the model's calendar class."""
        calendar = self.given.calendar.classes
        return next(c.day for c, literal in zip(calendar, self.classes, strict=True) if model.holds(literal))

    def cases(self, *lengths: Length | None) -> list[tuple[tuple[int, ...], int]]:
        """What the lengths come to in days (-1 for None), with the literal of the classes where they do."""
        key = tuple(length or Length(-1, "day") for length in lengths)
        if key not in self._cases:
            found: dict[tuple[int, ...], list[int]] = {}
            calendar = self.given.calendar
            for entry, literal in zip(calendar.classes, self.classes, strict=True):
                days = tuple(_in_days(length, calendar.months, entry.days) for length in key)
                found.setdefault(days, []).append(literal)
            whole = len(found) == 1
            self._cases[key] = [
                (days, TRUE if whole else self.gates.disjunction(literals))
                for days, literals in found.items()
            ]
        return self._cases[key]

    def atom(self, condition: Condition) -> int:
        """The literal of a condition over facts."""
        return _ATOMS[type(condition)](self, condition)

    def condition(self, condition: Condition) -> int:
        """The literal of a condition without references, such as an axiom's."""
        match condition:
            case Not(operand=operand):
                return -self.condition(operand)
            case All(items=items):
                return self.gates.conjunction([self.condition(item) for item in items])
            case Any(items=items):
                return self.gates.disjunction([self.condition(item) for item in items])
            case AtLeast(least=least, items=items):
                return self.gates.at_least(least, [self.condition(item) for item in items])
            case _:
                return self.atom(condition)

    def settle(self) -> None:
        """Assert the axioms that touch anything mentioned, and the laws of episodes over all their thresholds.

        What was asserted before stays true when texts mention more; then it is asserted again, for more.
        """
        for axiom in self._new_axioms():
            conditions = [self.condition(condition) for condition in axiom.conditions]
            self.gates.require(*(-literal for literal in conditions))
        thresholds = sum(len(order.thresholds) for family in self.episodes() for _, order in family.ordered())
        if self._settled == thresholds:
            return
        for family in self.episodes():
            episodes.require_laws(self.gates, family)
        for part, whole in self.parts():
            self._require_part(part, whole)
        self._settled = thresholds

    def episodes(self) -> list[EpisodesFamily]:
        """The families of episodes that are not known."""
        return [family for family in self.families.values() if isinstance(family, EpisodesFamily)]

    def parts(self) -> list[tuple[str, str]]:
        """Which fact is part of which, directly or through others."""
        pairs = {(axiom.part, axiom.whole) for axiom in self.given.axioms if isinstance(axiom, PartOf)}
        while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
            pairs |= more
        return sorted(pairs)

    def _new_axioms(self) -> Iterator[Never]:
        """The axioms not asserted yet that mention a fact in play, until none is left that does."""
        again = True
        while again:
            again = False
            for axiom in list(self._axioms_left):
                if not facts_of(axiom.conditions).isdisjoint(self.families.keys() | self.given.known.keys()):
                    self._axioms_left.remove(axiom)
                    yield axiom
                    again = True

    def _require_part(self, part: str, whole: str) -> None:
        inner, outer = self.history(part), self.history(whole)
        small, large = self.families.get(part), self.families.get(whole)
        if inner is not None and outer is not None:
            self.gates.require(TRUE if set(inner.days) <= set(outer.days) else FALSE)
        elif isinstance(large, EpisodesFamily) and inner is not None:
            episodes.require_known_part(self.gates, inner.days, large)
        elif isinstance(small, EpisodesFamily) and outer is not None:
            episodes.require_known_whole(self.gates, small, outer.days)
        elif isinstance(small, EpisodesFamily) and isinstance(large, EpisodesFamily):
            episodes.require_part(self.gates, small, large)

    def _never(self, name: str) -> int:
        family = self.families[name]
        return family.never if isinstance(family, Dated) else FALSE

    def _days(self, value: Value) -> int | None:
        if value is Moment.NEVER:
            return None
        return (self.clock - value).days if isinstance(value, date) else int(value)  # type: ignore[arg-type]

    # --- Atoms ---------------------------------------------------------------------------------------------

    def _is_yes(self, condition: IsYes) -> int:
        value = self.given.known.get(condition.fact)
        if value is not None:
            return TRUE if value is True else FALSE
        family = self.family(condition.fact)
        assert isinstance(family, YesNo)
        return family.yes

    def _compare(self, condition: Compare) -> int:
        if isinstance(condition.value, int):
            return self._compared(condition.fact, condition.operator, condition.value)
        return self._by_class(
            (condition.value,), lambda days, _: self._compared(condition.fact, condition.operator, days[0])
        )

    def _compared(self, fact: str, operator: str, threshold: int) -> int:
        match operator:
            case ">=":
                return self._at_least(fact, threshold)
            case ">":
                return self._at_least(fact, threshold + 1)
            case "<":
                return -self._at_least(fact, threshold)
            case "<=":
                return -self._at_least(fact, threshold + 1)
            case _:
                not_less, more = self._at_least(fact, threshold), self._at_least(fact, threshold + 1)
                return self.gates.conjunction((not_less, -more))

    def _at_least(self, fact: str, threshold: int) -> int:
        value = self.given.known.get(fact)
        if value is not None:
            return TRUE if int(value) >= threshold else FALSE  # type: ignore[arg-type]
        family = self.family(fact)
        assert isinstance(family, Ordered)
        return family.order.at_least(threshold)

    def _ago(self, fact: str, days: int) -> int:
        """A date fact lies so many days or more before the clock."""
        value = self.given.known.get(fact)
        if value is Moment.NEVER:
            return FALSE
        if isinstance(value, date):
            return TRUE if (self.clock - value).days >= days else FALSE
        family = self.family(fact)
        assert isinstance(family, Dated)
        return family.at_least(days)

    def _is_never(self, condition: IsNever) -> int:
        return -self._ago(condition.fact, 0)

    def _within(self, condition: Within) -> int:
        def literal(days: tuple[int, ...], _: int) -> int:
            return self.gates.conjunction(
                (self._ago(condition.fact, 0), -self._ago(condition.fact, days[0] + 1))
            )

        return self._by_class((condition.length,), literal)

    def _since(self, condition: Since) -> int:
        def literal(days: tuple[int, ...], _: int) -> int:
            passed = self._ago(condition.fact, days[0])
            if not condition.less:
                return passed
            return self.gates.conjunction((self._ago(condition.fact, 0), -passed))

        return self._by_class((condition.length,), literal)

    def _is_one_of(self, condition: IsOneOf) -> int:
        value = self.given.known.get(condition.fact)
        if value is not None:
            return TRUE if value in condition.values else FALSE
        family = self.family(condition.fact)
        assert isinstance(family, OneOf)
        return self.gates.disjunction(
            [family.values[name] for name in condition.values if name in family.values]
        )

    def _includes(self, condition: IncludesValue) -> int:
        value = self.given.known.get(condition.fact)
        if isinstance(value, frozenset):
            return TRUE if condition.value in value else FALSE
        family = self.family(condition.fact)
        assert isinstance(family, SetOf)
        return family.includes(condition.value)

    def _days_at_least(self, condition: AtLeastDays) -> int:
        return self._by_class(
            (condition.length, condition.window.last),
            lambda days, guard: self._amount(condition.fact, "", condition.window, (days[1], days[0]), guard),
        )

    def _visits_at_least(self, condition: AtLeastVisits) -> int:
        return self._by_class(
            (condition.window.last,),
            lambda days, guard: self._amount(
                condition.fact, condition.kind, condition.window, (days[0], condition.least), guard
            ),
        )

    def _amount(
        self, fact: str, kind: str, window: Window, days_and_least: tuple[int, int], guard: int
    ) -> int:
        days, least = days_and_least
        span = WindowDays(window.current_episode, None if days < 0 else days)
        known = self.history(fact)
        if known is not None:
            return episodes.known_amount(known.series(kind), span, least, self.onset(self.given.facts[fact]))
        family = self.family(fact)
        assert isinstance(family, EpisodesFamily)
        return family.at_least(kind, span, least, guard)

    def _service_is(self, condition: ServiceIs) -> int:
        return TRUE if self.given.service in condition.services else FALSE

    def _request_includes(self, condition: RequestIncludes) -> int:
        return self.gates.disjunction([self.request(service) for service in condition.services])

    def request(self, service: str) -> int:
        """The literal of the request including a service."""
        if service == self.given.service:
            return TRUE
        if self.given.requested is not None:
            return TRUE if service in self.given.requested else FALSE
        if service not in self.requests:
            self.requests[service] = self.gates.variable()
        return self.requests[service]

    def _by_class(
        self, lengths: tuple[Length | None, ...], literal: Callable[[tuple[int, ...], int], int]
    ) -> int:
        """The disjunction over what the lengths come to; exact, since some class always holds."""
        gates = self.gates
        cases = [(guard, literal(days, guard)) for days, guard in self.cases(*lengths)]
        return gates.disjunction([gates.conjunction((guard, inner)) for guard, inner in cases])


def facts_of(conditions: Iterable[Condition]) -> frozenset[str]:
    """The facts that conditions mention; references are not followed."""
    inner = (part for condition in conditions for part in walk(condition))
    return frozenset(part.fact for part in inner if hasattr(part, "fact"))


def _in_days(length: Length, months: tuple[int, ...], days: tuple[int, ...]) -> int:
    if length.months is None:
        return length.number * (7 if length.unit == "week" else 1)
    return days[months.index(length.months)]


_ATOMS: dict[type, Callable[..., int]] = {
    IsYes: Patient._is_yes,
    Compare: Patient._compare,
    IsOneOf: Patient._is_one_of,
    IncludesValue: Patient._includes,
    IsNever: Patient._is_never,
    Within: Patient._within,
    Since: Patient._since,
    AtLeastDays: Patient._days_at_least,
    AtLeastVisits: Patient._visits_at_least,
    ServiceIs: Patient._service_is,
    RequestIncludes: Patient._request_includes,
    Constant: lambda _, condition: TRUE if condition.value else FALSE,
}
