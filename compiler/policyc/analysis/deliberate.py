"""What an author settled on purpose: conditions that `any patient` and `no patient` decide, whatever the facts.

Such a condition, and whatever has no effect because of it, is never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.program import Epoch, Section


class Deliberate:
    """What constants alone settle in an epoch: True, False, or None where the facts count.

    Under the chosen readings or, not `chosen`, where every alternative agrees.
    """

    def __init__(self, epoch: Epoch, chosen: bool = True) -> None:
        self.epoch = epoch
        self.chosen = chosen
        self._named: dict[Condition, bool | None] = {}

    def value(self, condition: Condition) -> bool | None:
        """What a condition comes to."""
        match condition:
            case Constant(value=value):
                return value
            case Not(operand=operand):
                inner = self.value(operand)
                return None if inner is None else not inner
            case All(items=items):
                return _every(self.value(item) for item in items)
            case Any(items=items):
                return _some(self.value(item) for item in items)
            case Waivable(condition=inner, waivers=waivers):
                return _some(self.value(item) for item in (inner, *waivers))
            case AtLeast(least=least, items=items):
                return _count(least, [self.value(item) for item in items])
            case Depending(reading=reading, alternatives=alternatives):
                return self._reading(reading, alternatives)
            case DefinitionHolds() | CriterionTest() | SectionTest():
                if condition not in self._named:
                    self._named[condition] = self._reference(condition)
                return self._named[condition]
            case _:
                return None

    def _reading(self, reading: str, alternatives: Sequence[tuple[str, Condition]]) -> bool | None:
        chosen = self.epoch.policy.readings[reading].chosen
        values = {self.value(inner) for name, inner in alternatives if not self.chosen or name == chosen}
        return values.pop() if len(values) == 1 else None

    def _reference(self, condition: Condition) -> bool | None:
        match condition:
            case DefinitionHolds(name=name):
                return self.value(self.epoch.definitions[name].condition)
            case CriterionTest(label=label, scoped=scoped):
                return self._criterion(label, scoped)
            case SectionTest(label=label, test=test) if label in self.epoch.sections:
                return self._section(self.epoch.sections[label], test)
            case _:
                return None

    def _criterion(self, label: str, scoped: bool) -> bool | None:
        criterion = self.epoch.criteria[label]
        own = [self.value(criterion.condition), *(self.value(Not(each)) for each in criterion.exceptions)]
        section = self.epoch.sections.get(criterion.section)
        if scoped and section is not None:
            own += [self._section(section, "applies"), self._section(section, "requirements")]
        return _every(own)

    def _section(self, section: Section, test: str) -> bool | None:
        around = self.epoch.sections.get(section.parent)
        if test in {"applies", "requirements"}:
            own = [self.value(each) for each in _layer(section, test)]
            return _every([*own, True if around is None else self._section(around, test)])
        if test == "met":
            return _every(self._section(section, each) for each in ("applies", "holds"))
        if test == "holds":
            return _every(self._section(section, each) for each in ("requirements", "any criterion"))
        inside = [self._criterion(name, False) for name in section.criteria]
        return _some(inside + [self._inside(self.epoch.sections[name]) for name in section.subsections])

    def _inside(self, section: Section) -> bool | None:
        own = [self.value(each) for test in ("applies", "requirements") for each in _layer(section, test)]
        return _every([*own, self._section(section, "any criterion")])


def _layer(section: Section, test: str) -> tuple[Condition, ...]:
    if test == "requirements":
        return section.requirements
    return () if section.scope is None else (section.scope,)


def _every(values: Iterable[bool | None]) -> bool | None:
    found = set(values)
    return False if False in found else None if None in found else True


def _some(values: Iterable[bool | None]) -> bool | None:
    found = set(values)
    return True if True in found else None if None in found else False


def _count(least: int, values: Sequence[bool | None]) -> bool | None:
    if values.count(True) >= least:
        return True
    return False if len(values) - values.count(False) < least else None
