"""A patient as solver variables: the date, the facts, the request, and the axioms they obey.

A patient is asked about for one requested service. Facts the case gives are constants, so that what they
settle folds away; a fact given out of its range, or a part with a day its whole lacks, is a contradiction.
Months are resolved by calendar class: on one day there is one class, over the days of an epoch one of several,
chosen by a variable each.

The axioms and the laws of episodes are asserted by `laws.settle`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policyc.model.calendar import Length, days_of
from policyc.model.facts import Axiom, Fact, FactKind, Moment, Never, PartOf, Value
from policyc.prove import episodes
from policyc.prove.calendars import Calendar
from policyc.prove.episodes import EpisodesFamily, History, Onset
from policyc.prove.families import Dated, Family, Ordered, family_of
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Model

_NO_LENGTH = Length(-1, "day")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is fixed about a patient.

    `service` is the requested one, or "" where it may be any of `services`. `known` maps facts to values (of the
    requested service, where asked per service); `requested` is the whole request, or None where it is free apart
    from `service`; `others` are the known facts of other services.
    """

    facts: Mapping[str, Fact]
    axioms: Sequence[Axiom]
    calendar: Calendar
    service: str
    requested: frozenset[str] | None = None
    known: Mapping[str, Value] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    services: tuple[str, ...] = ()


@dataclass(slots=True)
class Laws:
    """What `laws.settle` has asserted: the axioms that wait, and the thresholds and the extent it has seen.

    `possible` are the assignments of everything a history depends on that were found to have one; `dated` are the
    variables it depends on when there were `dated_at` free ones.
    """

    waiting: list[Never]
    thresholds: int = -1
    settled: tuple[int, ...] = ()
    views: list[Patient] | None = None
    possible: set[tuple[bool, ...]] = field(default_factory=set)
    dated: Sequence[int] = ()
    dated_at: int = -1


class Patient:
    """The variables of one patient. Families come into being when a text first mentions their fact.

    `elsewhere` is the same patient as asked about another service: it shares all facts but those asked per service.
    """

    def __init__(self, gates: Gates, circumstances: Circumstances, elsewhere: Patient | None = None) -> None:
        self.elsewhere = elsewhere
        self.gates = gates
        self.given = circumstances
        self.families: dict[str, Family] = {}
        self._episodes: list[EpisodesFamily] = []
        self._parts: list[tuple[str, str]] | None = None
        self.requests: dict[str, int] = {}
        self.asked = _asked(gates, circumstances)
        self.laws = Laws([axiom for axiom in circumstances.axioms if isinstance(axiom, Never)])
        classes = circumstances.calendar.classes
        self.classes = [TRUE] if len(classes) == 1 else [gates.variable() for _ in classes]
        self._cases: dict[tuple[Length, ...], list[tuple[tuple[int, ...], int]]] = {}
        self._histories: dict[str, History] = {}
        if len(classes) > 1:
            gates.exactly_one(self.classes)

    def family(self, name: str) -> Family:
        """The variables of a fact that is not known."""
        fact = self.given.facts[name]
        if self.elsewhere is not None and not fact.per_service:
            return self.elsewhere.family(name)
        if name not in self.families:
            if fact.kind is FactKind.EPISODES:
                family = EpisodesFamily(self.gates, fact, self.onset(fact))
                self._episodes.append(family)
                self.families[name] = family
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
        key = tuple(length or _NO_LENGTH for length in lengths)
        if key not in self._cases:
            found: dict[tuple[int, ...], list[int]] = {}
            calendar = self.given.calendar
            for entry, literal in zip(calendar.classes, self.classes, strict=True):
                days = tuple(days_of(length, entry.day) for length in key)
                found.setdefault(days, []).append(literal)
            whole = len(found) == 1
            self._cases[key] = [
                (days, TRUE if whole else self.gates.disjunction(literals))
                for days, literals in found.items()
            ]
        return self._cases[key]

    def asks_for(self, service: str) -> int:
        """The literal of a service being the one that is decided."""
        return self.asked.get(service, FALSE)

    def service(self, model: Model) -> str:
        """The service that a model is decided for."""
        return next(name for name, literal in self.asked.items() if model.holds(literal))

    def request(self, service: str) -> int:
        """The literal of the request including a service."""
        if service == self.given.service:
            return TRUE
        return self.gates.disjunction((self.asks_for(service), self._requested_too(service)))

    def _requested_too(self, service: str) -> int:
        if self.given.requested is not None:
            return TRUE if service in self.given.requested else FALSE
        if service not in self.requests:
            self.requests[service] = self.gates.variable()
        return self.requests[service]

    def by_class(
        self, lengths: tuple[Length | None, ...], literal: Callable[[tuple[int, ...], int], int]
    ) -> int:
        """The disjunction over what the lengths come to; exact, since some class always holds."""
        gates = self.gates
        cases = [(guard, literal(days, guard)) for days, guard in self.cases(*lengths)]
        return gates.disjunction([gates.conjunction((guard, inner)) for guard, inner in cases])

    def episodes(self) -> list[EpisodesFamily]:
        """The families of episodes that are not known."""
        return self._episodes

    def parts(self) -> list[tuple[str, str]]:
        """Which fact is part of which, directly or through others."""
        if self._parts is None:
            pairs = {(axiom.part, axiom.whole) for axiom in self.given.axioms if isinstance(axiom, PartOf)}
            while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
                pairs |= more
            self._parts = sorted(pairs)
        return self._parts

    def _never(self, name: str) -> int:
        family = self.families[name]
        return family.never if isinstance(family, Dated) else FALSE

    def _days(self, value: Value) -> int | None:
        if value is Moment.NEVER:
            return None
        return (self.clock - value).days if isinstance(value, date) else int(value)  # type: ignore[arg-type]


def _asked(gates: Gates, given: Circumstances) -> dict[str, int]:
    """The literals of each service being asked for; with one alone there is nothing to choose."""
    names = (given.service,) if given.service else given.services
    if len(names) == 1:
        return {names[0]: TRUE}
    literals = {name: gates.variable() for name in names}
    gates.exactly_one(list(literals.values()))
    return literals
