"""A text in z3: conditions, criteria, lines and services, read straight from the typed program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import z3

from policyc.model import conditions as c
from policyc.model.calendar import Length
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome
from policyc.model.program import Epoch, Line, NamedCriterion, Section
from tests.judges.z3_patients import Patients

Term = Any


def plain(condition: c.Condition, patients: Patients) -> Term:
    """A condition over facts, negated or not."""
    values = patients.values
    match condition:
        case c.Not(operand=operand):
            return z3.Not(plain(operand, patients))
        case c.IsYes(fact=fact):
            return values[fact]
        case c.Compare(fact=fact, operator=operator, value=value):
            return compared(
                values[fact], operator, patients.days[value] if isinstance(value, Length) else value
            )
        case c.IsOneOf(fact=fact, values=names):
            choices = [choice.name for choice in patients.policy.facts[fact].choices]
            return z3.Or([values[fact] == choices.index(name) for name in names])
        case c.IncludesValue(fact=fact, value=name):
            return values[fact][name]
        case c.IsNever() | c.Within() | c.Since():
            return dated(condition, patients)
        case c.AtLeastDays(length=length):
            return patients.amount(condition) >= patients.days[length]
        case c.AtLeastVisits(least=least):
            return patients.amount(condition) >= least
        case _:
            return about_the_request(condition, patients)


def about_the_request(condition: c.Condition, patients: Patients) -> Term:
    match condition:
        case c.ServiceIs(services=services):
            return z3.BoolVal(patients.service in services)
        case c.RequestIncludes(services=services):
            return z3.Or([patients.requested[name] for name in services])
        case c.Constant(value=value):
            return z3.BoolVal(value)
        case _:
            raise AssertionError(f"not over facts: {condition}")


def dated(condition: c.IsNever | c.Within | c.Since, patients: Patients) -> Term:
    never, days = patients.values[condition.fact]
    match condition:
        case c.IsNever():
            return never
        case c.Within(length=length):
            return z3.And(z3.Not(never), days <= patients.days[length])
        case c.Since(length=length, less=less):
            passed = days >= patients.days[length]
            return z3.And(z3.Not(never), z3.Not(passed) if less else passed)


def compared(term: Term, operator: str, threshold: Term) -> Term:
    match operator:
        case "<":
            return term < threshold
        case "<=":
            return term <= threshold
        case ">":
            return term > threshold
        case ">=":
            return term >= threshold
        case _:
            return term == threshold


class TextTerms:
    """What an epoch says about a patient."""

    def __init__(self, epoch: Epoch, patients: Patients) -> None:
        self.epoch, self.patients = epoch, patients
        self.policy = epoch.policy
        self.said: dict[object, Term] = {}

    # --- Conditions ----------------------------------------------------------------------------------------

    def once(self, key: object, find: Callable[[], Term]) -> Term:
        """A term, worked out once."""
        if key not in self.said:
            self.said[key] = find()
        return self.said[key]

    def truth(self, condition: c.Condition) -> Term:
        return self.once(("condition", id(condition)), lambda: self._truth(condition))

    def holds(self, label: str) -> Term:
        return self.once(("holds", label), lambda: self._holds(label))

    def met(self, label: str) -> Term:
        return self.once(("met", label), lambda: self._met(label))

    def section(self, label: str, test: str) -> Term:
        return self.once((label, test), lambda: self._section(label, test))

    def supports(self, label: str, service: str) -> Term:
        return self.once(("supports", label, service), lambda: self._supports(label, service))

    def decisions(self) -> list[tuple[Line, Outcome, Term]]:
        """Every way the reading can end, with the condition for just that."""
        found: list[tuple[Line, Outcome, Term]] = self.once("decisions", self._decisions)
        return found

    def _truth(self, condition: c.Condition) -> Term:
        match condition:
            case c.Not(operand=operand):
                return z3.Not(self.truth(operand))
            case c.All(items=items):
                return z3.And([self.truth(item) for item in items])
            case c.Any(items=items):
                return z3.Or([self.truth(item) for item in items])
            case c.AtLeast(least=least, items=items):
                return z3.Sum([z3.If(self.truth(item), 1, 0) for item in items]) >= least
            case c.Waivable(condition=inner, waivers=waivers):
                return z3.Or([self.truth(each) for each in (inner, *waivers)])
            case c.Depending(reading=reading, alternatives=alternatives):
                return self.truth(dict(alternatives)[self.policy.readings[reading].chosen])
            case c.DefinitionHolds(name=name):
                return self.truth(self.epoch.definitions[name].condition)
            case c.CriterionTest(label=label, scoped=scoped):
                return self.met(label) if scoped else self.holds(label)
            case c.SectionTest(label=label, test=test):
                return self.section(label, test)
            case _:
                return plain(condition, self.patients)

    def _holds(self, label: str) -> Term:
        criterion = self.epoch.criteria[label]
        lifted = [z3.Not(self.truth(each)) for each in criterion.exceptions]
        return z3.And([self.truth(criterion.condition), *lifted])

    def _met(self, label: str) -> Term:
        imposed = [
            term for each in self.around(self.epoch.criteria[label].section) for term in self.imposed(each)
        ]
        return z3.And([self.holds(label), *imposed])

    def around(self, label: str) -> list[Section]:
        found = []
        while label:
            found.append(self.epoch.sections[label])
            label = found[-1].parent
        return found

    def imposed(self, section: Section) -> list[Term]:
        return [*self.scope(section), *(self.truth(each) for each in section.requirements)]

    def scope(self, section: Section) -> list[Term]:
        return [] if section.scope is None else [self.truth(section.scope)]

    def _section(self, label: str, test: str) -> Term:
        section = self.epoch.sections[label]
        around = self.around(label)
        if test == "applies":
            return z3.And([term for each in around for term in self.scope(each)])
        if test == "any criterion":
            inside = [self.holds(each) for each in section.criteria]
            for each in section.subsections:
                inner = self.epoch.sections[each]
                inside.append(z3.And([*self.imposed(inner), self.section(each, "any criterion")]))
            return z3.Or(inside)
        # Worked out only where they are asked for: a requirement may itself ask for the criteria alone.
        required = [self.truth(condition) for each in around for condition in each.requirements]
        applies = [self.section(label, "applies")] if test == "met" else []
        return z3.And([*applies, *required, self.section(label, "any criterion")])

    # --- Decisions -----------------------------------------------------------------------------------------

    def named(self, named: NamedCriterion) -> Term:
        if any(self.policy.readings[reading].chosen != way for reading, way in named.readings):
            return z3.BoolVal(False)
        own = self.met(named.label) if named.scoped else self.holds(named.label)
        return z3.And([own, *(self.truth(each) for each in named.given)])

    def _supports(self, label: str, service: str) -> Term:
        criterion = self.epoch.criteria[label]
        chain = [*criterion.recommends]
        for section in self.around(criterion.section):
            chain += section.recommends
        result: Term = z3.BoolVal(True)
        for recommend in reversed(chain):
            own = z3.BoolVal(service in recommend.services)
            result = own if recommend.when is None else z3.If(self.truth(recommend.when), own, result)
        return result

    def own(self, line: Line) -> Term:
        return z3.And([self.truth(line.condition), *(z3.Not(self.truth(each)) for each in line.exceptions)])

    def line_supports(self, line: Line, service: str) -> Term:
        if line.outcome not in SERVICE_OUTCOMES or not line.names:
            return z3.BoolVal(line.outcome in SERVICE_OUTCOMES)
        return z3.Or([z3.And(self.named(each), self.supports(each.label, service)) for each in line.names])

    def promises(self, line: Line) -> bool:
        return line.outcome in SERVICE_OUTCOMES and bool(line.names)

    def _decisions(self) -> list[tuple[Line, Outcome, Term]]:
        service = self.patients.service
        found, before = [], []
        for line in self.epoch.lines[:-1]:
            own = self.own(line)
            fires = z3.And(own, self.line_supports(line, service)) if self.promises(line) else own
            found.append((line, line.outcome, z3.And([fires, *before])))
            before.append(z3.Not(fires))
        for line in filter(self.promises, self.epoch.lines[:-1]):
            own = self.own(line)
            found.append((line, Outcome.OTHER_SERVICE_SUPPORTED, z3.And([own, *before])))
            before.append(z3.Not(own))
        last = self.epoch.lines[-1]
        return [*found, (last, last.outcome, z3.And(before))]

    def criterion(self, line: Line, outcome: Outcome, label: str | None) -> Term:
        """That this is the criterion that decides, the line deciding."""
        earlier: list[Term] = []
        found = []
        for each in line.names:
            counts = self.named(each)
            if outcome in SERVICE_OUTCOMES:
                counts = z3.And(counts, self.supports(each.label, self.patients.service))
            if each.label == label:
                found.append(z3.And([counts, *earlier]))
            earlier.append(z3.Not(counts))
        return z3.And(earlier) if label is None else z3.Or(found)

    def outcome(self, numbers: dict[Outcome, int]) -> Term:
        result: Term = z3.IntVal(-1)
        for _, outcome, when in self.decisions():
            result = z3.If(when, numbers[outcome], result)
        return result

    def service(self, service: str) -> Term:
        """That the deciding line supports a service."""
        return z3.Or([z3.And(when, self.line_supports(line, service)) for line, _, when in self.decisions()])

    def decided(self, name: str, outcome: Outcome, criterion: str | None) -> Term:
        """That this line decides so, by this criterion."""
        return z3.Or(
            [
                z3.And(when, self.criterion(line, outcome, criterion))
                for line, given, when in self.decisions()
                if (line.name, given) == (name, outcome)
            ]
        )
