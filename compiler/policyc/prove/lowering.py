"""The text of an epoch as formulas about one patient and the service asked for.

References are resolved here, each once. A line decides when its effective condition holds and no earlier
line's does. Effective is: its condition, none of its exceptions, and, for a line that promises a service and
names criteria, some named criterion that is met and supports the service.

A *decision* is one way for the reading of the lines to end: a line, or, when `otherwise` is reached after a
service line failed only for the service, that line with the outcome `other service supported`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome
from policyc.model.program import Epoch, Line, NamedCriterion, Recommend
from policyc.prove.atoms import literal_of
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.patient import Patient


class Readings:
    """The readings of policies as variables, shared by all their versions.

    With `free` False every reading is fixed to its chosen alternative for good, and costs nothing. Otherwise
    `chosen()` gives the assumptions that fix those not named in `freed`.
    """

    def __init__(self, gates: Gates, free: bool = False) -> None:
        self.gates = gates
        self.free = free
        self._variables: dict[tuple[str, str], dict[str, int]] = {}

    def alternative(self, epoch: Epoch, reading: str, alternative: str) -> int:
        """The literal of reading it so."""
        declared = epoch.policy.readings[reading]
        if not self.free:
            return TRUE if declared.chosen == alternative else FALSE
        key = (epoch.policy.id, reading)
        if key not in self._variables:
            names = [other.name for other in declared.alternatives]
            self._variables[key] = {name: self.gates.variable() for name in names}
            self.gates.exactly_one(list(self._variables[key].values()))
        return self._variables[key].get(alternative, FALSE)

    def chosen(self, freed: Iterable[tuple[str, str]] = ()) -> list[int]:
        """Assumptions that fix every reading but the freed ones, (policy, reading), to its first alternative."""
        loose = set(freed)
        return [next(iter(names.values())) for key, names in self._variables.items() if key not in loose]

    def of(self, policy: str, reading: str) -> Mapping[str, int]:
        """The variables of a reading by alternative; empty when no text depends on it."""
        return self._variables.get((policy, reading), {})


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to be decided. `criteria` are exclusive and cover it: the criterion that decides, or None."""

    line: str
    outcome: Outcome
    literal: int
    criteria: tuple[tuple[str | None, int], ...]
    services: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """A line's own condition (exceptions included), the same with the service, and what it then supports."""

    line: Line
    own: int
    effective: int
    named: tuple[tuple[str, int, int], ...]
    services: Mapping[str, int]


class Text:
    """The formulas of one epoch for one patient."""

    def __init__(self, epoch: Epoch, patient: Patient, readings: Readings) -> None:
        self.epoch = epoch
        self.patient = patient
        self.gates = patient.gates
        self.readings = readings
        self._definitions: dict[str, int] = {}
        self._criteria: dict[tuple[str, bool], int] = {}
        self._sections: dict[tuple[str, str], int] = {}
        self._supports: dict[str, Mapping[str, int]] = {}
        self.reached = tuple(self._reach(line) for line in epoch.lines)
        self.decisions = tuple(self._decisions())
        self.outcomes: dict[Outcome, int] = _grouped(self.gates, self.decisions)
        self.sides: dict[tuple[str, str | None, Outcome], int] = _sides(self.gates, self.decisions)
        self.services = {service: self._supported(service) for service in epoch.policy.services}
        self.also = {service: self._also(service) for service in epoch.policy.services}

    # --- Conditions ----------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> int:
        """The literal of a condition of this text."""
        match condition:
            case Not(operand=operand):
                return self.refuted(operand)
            case All(items=items):
                return self.gates.conjunction([self.condition(item) for item in items])
            case Any(items=items):
                return self.gates.disjunction([self.condition(item) for item in items])
            case AtLeast(least=least, items=items):
                return self.gates.at_least(least, [self.condition(item) for item in items])
            case Waivable(condition=inner, waivers=waivers):
                return self.gates.disjunction([self.condition(item) for item in (inner, *waivers)])
            case Depending(reading=reading, alternatives=alternatives):
                return self._depending(reading, alternatives)
            case DefinitionHolds(name=name):
                return self.definition(name)
            case CriterionTest(label=label, scoped=scoped):
                return self.criterion(label, scoped)
            case SectionTest(label=label, test=test):
                return self.section(label, test)
            case _:
                return literal_of(self.patient, condition)

    def refuted(self, condition: Condition) -> int:
        """The literal of a condition failing."""
        return -self.condition(condition)

    def definition(self, name: str) -> int:
        """The literal of a definition."""
        if name not in self._definitions:
            self._definitions[name] = self.condition(self.epoch.definitions[name].condition)
        return self._definitions[name]

    def criterion(self, label: str, scoped: bool) -> int:
        """A criterion is met (scoped) or holds."""
        key = (label, scoped)
        if key not in self._criteria:
            criterion = self.epoch.criteria[label]
            if scoped:
                section = criterion.section
                parts = [self.criterion(label, False), self.section(section, "applies")]
                parts.append(self.section(section, "requirements"))
            else:
                parts = [self.condition(criterion.condition)]
                parts += [self.refuted(exception) for exception in criterion.exceptions]
            self._criteria[key] = self.gates.conjunction(parts)
        return self._criteria[key]

    def section(self, label: str, test: str) -> int:
        """A section test as in SectionTest; `requirements` are its own and those of the sections around it."""
        key = (label, test)
        if key not in self._sections:
            self._sections[key] = self._section(label, test)
        return self._sections[key]

    def _section(self, label: str, test: str) -> int:
        section, gates = self.epoch.sections.get(label), self.gates
        if section is None:
            return TRUE
        match test:
            case "applies":
                own = TRUE if section.scope is None else self.condition(section.scope)
                return gates.conjunction((own, self.section(section.parent, test)))
            case "requirements":
                own = gates.conjunction([self.condition(item) for item in section.requirements])
                return gates.conjunction((own, self.section(section.parent, test)))
            case "met":
                return gates.conjunction((self.section(label, "applies"), self.section(label, "holds")))
            case "holds":
                return gates.conjunction(
                    (self.section(label, "requirements"), self.section(label, "any criterion"))
                )
            case _:
                criteria = [self.criterion(name, False) for name in section.criteria]
                return gates.disjunction(criteria + [self._inside(name) for name in section.subsections])

    def _inside(self, label: str) -> int:
        """A subsection with its own scope and requirements, not those around it."""
        section = self.epoch.sections[label]
        own = [] if section.scope is None else [section.scope]
        conditions = [self.condition(item) for item in (*own, *section.requirements)]
        return self.gates.conjunction([*conditions, self.section(label, "any criterion")])

    def _depending(self, reading: str, alternatives: Sequence[tuple[str, Condition]]) -> int:
        cases = [
            (self.readings.alternative(self.epoch, reading, name), inner) for name, inner in alternatives
        ]
        parts = [(chosen, self.condition(inner)) for chosen, inner in cases if chosen != FALSE]
        return self.gates.disjunction([self.gates.conjunction(pair) for pair in parts])

    # --- Decisions -----------------------------------------------------------------------------------------

    def supports(self, label: str) -> Mapping[str, int]:
        """What a criterion supports: its first recommendation that applies, else its section's, else all."""
        if label not in self._supports:
            criterion = self.epoch.criteria[label]
            chain = list(criterion.recommends)
            section = self.epoch.sections.get(criterion.section)
            while section is not None:
                chain += section.recommends
                section = self.epoch.sections.get(section.parent)
            self._supports[label] = self._recommended(chain)
        return self._supports[label]

    def _recommended(self, chain: Sequence[Recommend]) -> Mapping[str, int]:
        found = dict.fromkeys(self.epoch.policy.services, TRUE)
        for recommend in reversed(chain):
            when = TRUE if recommend.when is None else self.condition(recommend.when)
            for service, below in found.items():
                own = TRUE if service in recommend.services else FALSE
                found[service] = self.gates.choice(when, own, below)
        return found

    def _reach(self, line: Line) -> Reached:
        exceptions = [self.refuted(exception) for exception in line.exceptions]
        own = self.gates.conjunction([self.condition(line.condition), *exceptions])
        named = tuple(self._named(name) for name in line.names)
        promises = line.outcome in SERVICE_OUTCOMES
        served = self.gates.disjunction([supported for _, _, supported in named])
        effective = self.gates.conjunction((own, served)) if promises and named else own
        if named and promises:
            met = [(self.supports(label), literal) for label, literal, _ in named]
            services = {
                service: self.gates.disjunction([self.gates.conjunction((m, s[service])) for s, m in met])
                for service in self.epoch.policy.services
            }
        else:
            services = dict.fromkeys(self.epoch.policy.services, TRUE if promises else FALSE)
        return Reached(line, own, effective, named, services)

    def _named(self, named: NamedCriterion) -> tuple[str, int, int]:
        """The label, `met`, and `met and supports the requested service`."""
        chosen = [self.readings.alternative(self.epoch, reading, name) for reading, name in named.readings]
        given = [self.condition(condition) for condition in named.given]
        met = self.gates.conjunction([self.criterion(named.label, named.scoped), *given, *chosen])
        return named.label, met, self.gates.conjunction((met, self._serves(self.supports(named.label))))

    def _serves(self, supported: Mapping[str, int]) -> int:
        """What is supported includes the service that is decided."""
        asked = self.patient.asked
        return self.gates.disjunction(
            [self.gates.conjunction((literal, supported.get(name, FALSE))) for name, literal in asked.items()]
        )

    def _decisions(self) -> Iterable[Decision]:
        passed = TRUE
        for reached in self.reached[:-1]:
            literal = self.gates.conjunction((passed, reached.effective))
            promises = reached.line.outcome in SERVICE_OUTCOMES
            supported = [(label, served if promises else met) for label, met, served in reached.named]
            yield self._decision(reached, reached.line.outcome, literal, supported)
            passed = self.gates.conjunction((passed, -reached.effective))
        for reached in self.reached[:-1]:
            only_service = self.gates.conjunction((passed, reached.own, -reached.effective))
            if only_service != FALSE:
                met = [(label, literal) for label, literal, _ in reached.named]
                yield self._decision(reached, Outcome.OTHER_SERVICE_SUPPORTED, only_service, met)
            passed = self.gates.conjunction((passed, -only_service))
        otherwise = self.reached[-1]
        yield self._decision(otherwise, otherwise.line.outcome, passed, ())

    def _decision(
        self, reached: Reached, outcome: Outcome, literal: int, named: Sequence[tuple[str, int]]
    ) -> Decision:
        criteria: list[tuple[str | None, int]] = []
        left = literal
        for label, met in named:
            criteria.append((label, self.gates.conjunction((left, met))))
            left = self.gates.conjunction((left, -met))
        criteria.append((None, left))
        possible = tuple((label, found) for label, found in criteria if found != FALSE)
        return Decision(reached.line.name, outcome, literal, possible, reached.services)

    def _supported(self, service: str) -> int:
        gates = self.gates
        return gates.disjunction(
            [gates.conjunction((d.literal, d.services[service])) for d in self.decisions]
        )

    def _also(self, service: str) -> int:
        """Some met criterion that another service line names supports the service."""
        gates = self.gates
        others = {
            reached.line.name: reached.services[service]
            for reached in self.reached
            if reached.named and reached.line.outcome in SERVICE_OUTCOMES
        }
        parts = [
            gates.conjunction(
                (d.literal, gates.disjunction([s for name, s in others.items() if name != d.line]))
            )
            for d in self.decisions
        ]
        return gates.disjunction(parts)


def _grouped(gates: Gates, decisions: Sequence[Decision]) -> dict[Outcome, int]:
    found: dict[Outcome, list[int]] = {}
    for decision in decisions:
        found.setdefault(decision.outcome, []).append(decision.literal)
    return {outcome: gates.disjunction(literals) for outcome, literals in found.items()}


def _sides(gates: Gates, decisions: Sequence[Decision]) -> dict[tuple[str, str | None, Outcome], int]:
    """The literal of each line deciding by each criterion with each outcome."""
    found: dict[tuple[str, str | None, Outcome], list[int]] = {}
    for decision in decisions:
        for label, literal in decision.criteria:
            found.setdefault((decision.line, label, decision.outcome), []).append(literal)
    return {side: gates.disjunction(literals) for side, literals in found.items()}
