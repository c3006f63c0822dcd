"""Two texts, one patient: everything a diff asks.

    pair = Pair(old, new, service)                 # epochs; raises nothing
    found = pair.regions()                         # every region, each with its plainest patient
    found.complete, found.reason                   # True is a proof that nothing changes outside the regions
    region.key.old, region.key.new                 # Side(line, criterion, outcome)
    region.old_services, region.new_services       # supported by the deciding line for every patient of it
    region.witness                                 # model.cases.Case, complete, `nothing_else`

Parts of it, for other questions:

    pair.change                                    # literal: outcome or services differ
    pair.differs(ignore_services=True)             # literal: outcome differs
    pair.region(key)                               # literal: this region
    pair.old.condition(c), pair.new.criterion(label, scoped), pair.old.outcomes[o], .services[s], .also[s]
    pair.ask([literals])                           # Answer: status, model, core, reason
    pair.always([literals], literal)               # True, False or None (unknown)
    pair.key_of(model), pair.witness([literals])   # Witness(case, model) | None | Unknown
    pair.freed(readings)                           # assumptions that leave some readings open (free_readings=True)
    twins.Twins(pair.engine)                       # a second patient, tied fact by fact

The patient ranges over the days of both epochs, the new one's first, and over all facts of both vocabularies
under all their axioms; both texts see the same patient, request and service. A service that one side does not
know is supported by nothing there. Readings are shared by the versions of a policy and fixed to the chosen
alternatives unless `free_readings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policyc.model.calendar import Interval, day_before
from policyc.model.cases import Case
from policyc.model.conditions import Condition
from policyc.model.facts import Never
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from policyc.prove.calendars import calendar_over, month_lengths
from policyc.prove.decoding import as_case
from policyc.prove.engine import Engine
from policyc.prove.gates import FALSE, Gates
from policyc.prove.lowering import Readings, Text
from policyc.prove.patient import Circumstances, Patient
from policyc.prove.solver import DEFAULT, Answer, Model, SolverSettings, Status
from policyc.prove.witness import Wishes, plainest


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """How one text decides: the line, the first criterion that supports (None: none decides), the outcome."""

    line: str
    criterion: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RegionKey:
    """A region: how the old text decides its patients, and how the new one does."""

    old: Side
    new: Side


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its plainest patient. The services are those supported for every patient of the region."""

    key: RegionKey
    old_services: tuple[str, ...]
    new_services: tuple[str, ...]
    witness: Case


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions in the order of the old, then the new lines. Not complete: `reason` says which limit was met."""

    regions: tuple[Region, ...]
    complete: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A patient as a case, and the model it was read from."""

    case: Case
    model: Model


@dataclass(frozen=True, slots=True)
class Unknown:
    """A limit was reached before the answer."""

    reason: str


class Pair:
    """Two epochs about one patient and one requested service."""

    def __init__(
        self,
        old: Epoch,
        new: Epoch,
        service: str,
        settings: SolverSettings = DEFAULT,
        free_readings: bool = False,
        like: Patient | None = None,
    ) -> None:
        patient = common_patient((old, new), service, like)
        self.engine = Engine(patient, settings)
        self._wishes = Wishes(self.engine)
        self.readings = Readings(patient.gates, free_readings)
        self.old = Text(old, patient, self.readings)
        self.new = Text(new, patient, self.readings)
        self.change = patient.gates.disjunction([self.differs(), *self._services_differ()])

    # --- Regions -------------------------------------------------------------------------------------------

    def regions(self) -> Regions:
        """Every region, found one by one until the solver proves that there are no more.

        A region whose plainest patient or services a limit hid is given with the patient that was found and the
        services that were proved; then the answer is not complete.
        """
        keys, reason = self._keys()
        found: list[Region] = []
        for key, model in sorted(keys, key=lambda each: self._order(each[0])):
            witness = self.witness([self.region(key)])
            if not isinstance(witness, Witness):
                reason = reason or (witness.reason if witness else "")
                witness = Witness(self.case(model), model)
            sides = [self._supported(text, key) for text in (self.old, self.new)]
            reason = reason or next((why for _, why in sides if why), "")
            found.append(Region(key, sides[0][0], sides[1][0], witness.case))
        return Regions(tuple(found), not reason, reason)

    def region(self, key: RegionKey) -> int:
        """The literal of a region."""
        sides = (decided(self.old, key.old), decided(self.new, key.new))
        return self.engine.gates.conjunction((*sides, self.change))

    def key_of(self, model: Model) -> RegionKey:
        """The region that a model's patient belongs to, changed or not."""
        return RegionKey(side_of(self.old, model), side_of(self.new, model))

    # --- Questions -----------------------------------------------------------------------------------------

    def differs(self, ignore_services: bool = True) -> int:
        """The literal of the outcomes differing (or, not ignoring services, those too)."""
        if not ignore_services:
            return self.change
        gates = self.engine.gates
        outcomes = [*dict.fromkeys([*self.old.outcomes, *self.new.outcomes])]
        sides = [(self.old.outcomes.get(o, -1), self.new.outcomes.get(o, -1)) for o in outcomes]
        return gates.disjunction([gates.different(*side) for side in sides])

    def ask(self, literals: Iterable[int]) -> Answer:
        """Is there a patient of whom all literals hold, under the chosen readings?"""
        return self.engine.ask([*self.readings.chosen(), *literals])

    def always(self, literals: Sequence[int], literal: int) -> bool | None:
        """Whether the literal holds of every patient of whom the others hold; None when unknown."""
        return self.engine.holds_always([*self.readings.chosen(), *literals], literal)

    def witness(self, literals: Iterable[int]) -> Witness | Unknown | None:
        """The plainest patient of whom all literals hold; None: proved that there is none."""
        answer = plainest(self._wishes, [*self.readings.chosen(), *literals])
        if answer.model is None:
            return Unknown(answer.reason) if answer.status is Status.UNKNOWN else None
        return Witness(self.case(answer.model), answer.model)

    def case(self, model: Model) -> Case:
        """A model's patient as a case, dated within the epochs.

        A clock that picks a text without counting windows stands on the first day of that text.
        """
        policies = (self.old.epoch.policy, self.new.epoch.policy)
        days = {
            epoch.policy.version_clock: day
            for epoch in (self.old.epoch, self.new.epoch)
            if epoch.policy.version_clock != epoch.policy.window_clock and (day := some_day(epoch.interval))
        }
        return as_case(self.engine.patient, model, tuple(dict.fromkeys(policies)), days)

    def freed(self, readings: Iterable[tuple[str, str]]) -> list[int]:
        """Assumptions for `engine.ask` that leave these readings, (policy, reading), open and fix the others."""
        return self.readings.chosen(readings)

    def _keys(self) -> tuple[list[tuple[RegionKey, Model]], str]:
        keys: list[tuple[RegionKey, Model]] = []
        blocked: list[int] = []
        while True:
            answer = self.ask([self.change, *blocked])
            if answer.model is None:
                return keys, answer.reason
            keys.append((self.key_of(answer.model), answer.model))
            blocked.append(-self.region(keys[-1][0]))

    def _order(self, key: RegionKey) -> tuple[tuple[int, int], tuple[int, int]]:
        return position(self.old, key.old), position(self.new, key.new)

    def _supported(self, text: Text, key: RegionKey) -> tuple[tuple[str, ...], str]:
        """The services a text supports for every patient of a region, and why there may be more."""
        answers = {name: self.always([self.region(key)], literal) for name, literal in text.services.items()}
        reason = "the solver reached its limit" if None in answers.values() else ""
        return tuple(name for name, always in answers.items() if always), reason

    def _services_differ(self) -> Iterator[int]:
        for service in dict.fromkeys([*self.old.services, *self.new.services]):
            sides = (self.old.services.get(service, -1), self.new.services.get(service, -1))
            yield self.engine.gates.different(*sides)


def side_of(text: Text, model: Model) -> Side:
    """How a text decides a model's patient."""
    decision = next(decision for decision in text.decisions if model.holds(decision.literal))
    criterion = next(label for label, literal in decision.criteria if model.holds(literal))
    return Side(decision.line, criterion, decision.outcome)


def decided(text: Text, side: Side) -> int:
    """The literal of a text deciding so; false where it never does."""
    return text.sides.get((side.line, side.criterion, side.outcome), FALSE)


def position(text: Text, side: Side) -> tuple[int, int]:
    """Where a side stands in the order of its text."""
    for place, decision in enumerate(text.decisions):
        if (decision.line, decision.outcome) == (side.line, side.outcome):
            labels = [label for label, _ in decision.criteria]
            return place, labels.index(side.criterion) if side.criterion in labels else len(labels)
    return len(text.decisions), 0


def common_patient(epochs: Sequence[Epoch], service: str, like: Patient | None = None) -> Patient:
    """A patient about whom several texts can be asked, on the days of any of them, the last text's first.

    `like` is such a patient for the same texts and another service, which saves working it all out again.
    """
    given = _circumstances(epochs, service) if like is None else replace(like.given, service=service)
    return Patient(Gates(), given)


def any_patient(*epochs: Epoch, said: Iterable[Condition] = ()) -> Patient:
    """A patient about whom texts can be asked, for whichever of their services is requested.

    The patient ranges over the days of all of them, the last text's first. `said` are further conditions that will
    be asked about.
    """
    given = _circumstances(epochs, "", said)
    services = dict.fromkeys(service for epoch in epochs for service in epoch.policy.services)
    return Patient(Gates(), replace(given, services=tuple(services)))


def _circumstances(epochs: Sequence[Epoch], service: str, more: Iterable[Condition] = ()) -> Circumstances:
    policies = [epoch.policy for epoch in epochs]
    facts = {name: fact for policy in policies for name, fact in policy.facts.items()}
    axioms = tuple(dict.fromkeys(axiom for policy in policies for axiom in policy.axioms))
    said = [*more, *(condition for epoch in epochs for condition in conditions_of(epoch))]
    said += [condition for axiom in axioms if isinstance(axiom, Never) for condition in axiom.conditions]
    calendar = calendar_over(month_lengths(said), window_days(epochs))
    return Circumstances(facts, axioms, calendar, service)


def window_days(epochs: Sequence[Epoch]) -> tuple[Interval, ...]:
    """The days on which the window clock may stand.

    Where another clock picks the text, the window clock is free of the epoch: one whole period of the calendar,
    from the epoch's first day on, has every class there is.
    """
    same = [epoch.policy.version_clock == epoch.policy.window_clock for epoch in epochs]
    own = [epoch.interval for epoch, bound in zip(epochs, same, strict=True) if bound]
    free = [Interval(epoch.interval.start) for epoch, bound in zip(epochs, same, strict=True) if not bound]
    return tuple(dict.fromkeys([*reversed(own), *free]))


def some_day(interval: Interval) -> date | None:
    """The first day of an interval, or the last where it has no first."""
    return interval.start or (interval.end and day_before(interval.end))


def conditions_of(epoch: Epoch) -> Iterator[Condition]:
    """Every condition written in an epoch."""
    for definition in epoch.definitions.values():
        yield definition.condition
    for section in epoch.sections.values():
        if section.scope is not None:
            yield section.scope
        yield from section.requirements
        yield from (recommend.when for recommend in section.recommends if recommend.when is not None)
    for criterion in epoch.criteria.values():
        yield criterion.condition
        yield from criterion.exceptions
        yield from (recommend.when for recommend in criterion.recommends if recommend.when is not None)
    for line in epoch.lines:
        yield line.condition
        yield from line.exceptions
        yield from (condition for named in line.names for condition in named.given)
