"""The text of a policy that says `undocumented facts are not met`, with facts that may be undocumented.

There a mention of an unknown fact is false in negation normal form, whether it is asked for or denied. So each fact
has a variable beside its value, that it is documented, and a condition has two formulas: it is met, or its opposite
is. Both may fail. A fact of which only a part is known counts as unknown.
"""

from __future__ import annotations

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
from policyc.model.program import Epoch, Section
from policyc.prove.gates import FALSE
from policyc.prove.lowering import Readings, Text
from policyc.prove.patient import Patient


class UndocumentedText(Text):
    """The formulas of one epoch for one patient, of whom some facts may be undocumented."""

    def __init__(
        self, epoch: Epoch, patient: Patient, readings: Readings, documented: dict[str, int]
    ) -> None:
        self._documented = documented
        super().__init__(epoch, patient, readings)

    def condition(self, condition: Condition) -> int:
        """The literal of a condition being met."""
        return self.gates.conjunction((super().condition(condition), self._known(condition)))

    def refuted(self, condition: Condition) -> int:
        """The literal of the opposite of a condition being met."""
        gates = self.gates
        match condition:
            case Not(operand=operand):
                return self.condition(operand)
            case All(items=items):
                return gates.disjunction([self.refuted(item) for item in items])
            case Any(items=items):
                return gates.conjunction([self.refuted(item) for item in items])
            case AtLeast(least=least, items=items):
                return gates.at_least(len(items) - least + 1, [self.refuted(item) for item in items])
            case Waivable(condition=inner, waivers=waivers):
                return gates.conjunction([self.refuted(item) for item in (inner, *waivers)])
            case Depending(reading=reading, alternatives=alternatives):
                cases = [
                    (self.readings.alternative(self.epoch, reading, name), c) for name, c in alternatives
                ]
                parts = [(chosen, self.refuted(inner)) for chosen, inner in cases if chosen != FALSE]
                return gates.disjunction([gates.conjunction(pair) for pair in parts])
            case DefinitionHolds(name=name):
                return self.refuted(self.epoch.definitions[name].condition)
            case CriterionTest(label=label, scoped=scoped):
                return self.refuted_criterion(label, scoped)
            case SectionTest(label=label, test=test):
                return self._refuted_section(label, test)
            case _:
                return gates.conjunction((-super().condition(condition), self._known(condition)))

    def refuted_criterion(self, label: str, scoped: bool) -> int:
        """The opposite of a criterion being met (scoped) or holding."""
        criterion = self.epoch.criteria[label]
        parts = [self.refuted(criterion.condition), *(self.condition(each) for each in criterion.exceptions)]
        if scoped:
            parts += [self._refuted_section(criterion.section, test) for test in ("applies", "requirements")]
        return self.gates.disjunction(parts)

    def _refuted_section(self, label: str, test: str) -> int:
        section, gates = self.epoch.sections.get(label), self.gates
        if section is None:
            return FALSE
        match test:
            case "applies" | "requirements":
                around = self._refuted_section(section.parent, test)
                return gates.disjunction((self._refuted_layer(section, test), around))
            case "met":
                return gates.disjunction(
                    [self._refuted_section(label, each) for each in ("applies", "holds")]
                )
            case "holds":
                return gates.disjunction(
                    [self._refuted_section(label, each) for each in ("requirements", "any criterion")]
                )
            case _:
                inside = [self._refuted_inside(self.epoch.sections[name]) for name in section.subsections]
                return gates.conjunction(
                    inside + [self.refuted_criterion(name, False) for name in section.criteria]
                )

    def _refuted_inside(self, section: Section) -> int:
        layers = [self._refuted_layer(section, test) for test in ("applies", "requirements")]
        return self.gates.disjunction([*layers, self._refuted_section(section.label, "any criterion")])

    def _refuted_layer(self, section: Section, test: str) -> int:
        scope = () if section.scope is None else (section.scope,)
        own = scope if test == "applies" else section.requirements
        return self.gates.disjunction([self.refuted(each) for each in own])

    def _known(self, condition: Condition) -> int:
        """The fact that a condition is about is documented."""
        fact = getattr(condition, "fact", "")
        if fact not in self._documented:
            self._documented[fact] = self.gates.variable() if fact else 1
        return self._documented[fact]
