"""The trace: what was looked at, following the text from the lines down to the facts.

It is made on demand from the truths of an evaluation, so that deciding many cases does not pay for explaining
them. A part of the text that is reached in several ways is spelt out where it is reached first; later it is
mentioned without its children, so that the tree never grows much larger than the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyc.evaluate.atoms import TRUTH_OF_ATOM
from policyc.evaluate.conditions import sections_around
from policyc.evaluate.keys import criterion_key, definition_key, line_key, section_key
from policyc.model.conditions import (
    Citation,
    Condition,
    CriterionTest,
    DefinitionHolds,
    SectionTest,
    parts,
)
from policyc.model.program import Criterion, Epoch, Line, NamedCriterion
from policyc.model.verdict import Evaluation, Truth


class TraceNode(NamedTuple):
    """One part of the text and its truth.

    kind: line, exception, criterion, section, definition, or condition. `condition` is set for conditions,
    exceptions among them, and `title` for the parts that have a name. `path` is the condition's path, or the key
    of `policyc.evaluate.keys`. An exception's truth is its own: a TRUE one defeats what it stands in.
    """

    path: str
    kind: str
    truth: Truth
    title: str = ""
    condition: Condition | None = None
    cite: Citation | None = None
    children: tuple[TraceNode, ...] = ()


def trace(epoch: Epoch, evaluation: Evaluation) -> tuple[TraceNode, ...]:
    """A tree for every decision line that was read, in order, with all that its truth rests on."""
    tracing = _Tracing(epoch, evaluation.truths)
    return tuple(tracing.line(line) for line in epoch.lines if line_key(line.name) in evaluation.truths)


@dataclass(frozen=True, slots=True)
class _Tracing:
    epoch: Epoch
    truths: Mapping[str, Truth]
    shown: set[str] = field(default_factory=set)

    def line(self, line: Line) -> TraceNode:
        key = line_key(line.name)
        children = self.conditions((line.condition,)) + self.conditions(line.exceptions, "exception")
        # A criterion that the condition has already spelt out is not mentioned a second time.
        keys = {criterion_key(named.label, named.scoped) for named in line.names} - self.shown
        named = [self.named(each) for each in line.names if criterion_key(each.label, each.scoped) in keys]
        title = f"{line.name}: {self.epoch.policy.wordings.get(line.outcome, line.outcome)}"
        return TraceNode(
            key, "line", self.truths[key], title, cite=line.cite, children=children + _present(named)
        )

    def named(self, named: NamedCriterion) -> TraceNode | None:
        return self.criterion(named.label, named.scoped)

    def conditions(self, conditions: Iterable[Condition], kind: str = "condition") -> tuple[TraceNode, ...]:
        """The nodes of the conditions that were looked at."""
        truths = self.truths
        return tuple([self.condition(each, kind) for each in conditions if each.path in truths])

    def condition(self, condition: Condition, kind: str = "condition") -> TraceNode:
        children: tuple[TraceNode, ...] = ()
        if type(condition) not in TRUTH_OF_ATOM:
            children = self.conditions(parts(condition)) or _present([self.referenced(condition)])
        path = condition.path
        return TraceNode(path, kind, self.truths[path], "", condition, condition.cite, children)

    def referenced(self, condition: Condition) -> TraceNode | None:
        match condition:
            case DefinitionHolds(name=name):
                return self.definition(name)
            case CriterionTest(label=label, scoped=scoped):
                return self.criterion(label, scoped)
            case SectionTest(label=label, test=test):
                return self.section(label, test)
            case _:
                return None

    def definition(self, name: str) -> TraceNode | None:
        found = self.epoch.definitions[name]
        key = definition_key(name)
        return self.part(
            key, "definition", found.title, found.cite, lambda: self.conditions((found.condition,))
        )

    def criterion(self, label: str, scoped: bool) -> TraceNode | None:
        found = self.epoch.criteria[label]
        key, title = criterion_key(label, scoped), f"{label} {found.title}"
        return self.part(key, "criterion", title, found.cite, lambda: self.criterion_parts(found, scoped))

    def criterion_parts(self, found: Criterion, scoped: bool) -> tuple[TraceNode, ...]:
        """What its sections impose and then its own words; for the latter its condition and exceptions."""
        if not scoped:
            return self.conditions((found.condition,)) + self.conditions(found.exceptions, "exception")
        imposed = [self.section(found.section, test) for test in ("applies", "required") if found.section]
        return _present([*imposed, self.criterion(found.label, False)])

    def section(self, label: str, test: str) -> TraceNode | None:
        """A section test with the scopes, requirements and criteria that it is about."""
        found = self.epoch.sections[label]
        key, title = section_key(label, test), f"{label} {found.title}: {_SECTION_WORDS[test]}"
        return self.part(key, "section", title, found.cite, lambda: self.section_parts(label, test))

    def section_parts(self, label: str, test: str) -> tuple[TraceNode, ...]:
        around = list(reversed(list(sections_around(self.epoch, label))))
        match test:
            case "applies":
                return self.conditions(each.scope for each in around if each.scope is not None)
            case "required":
                return self.conditions(required for each in around for required in each.requirements)
            case "any criterion":
                return self.inside(label)
            case "holds":
                return _present([self.section(label, "required"), self.section(label, "any criterion")])
            case _:
                return _present([self.section(label, "applies"), self.section(label, "holds")])

    def inside(self, label: str) -> tuple[TraceNode, ...]:
        """A section's criteria, and its subsections with their own scopes and requirements."""
        found = self.epoch.sections[label]
        nodes = _present(self.criterion(each, False) for each in found.criteria)
        for name in found.subsections:
            inner = self.epoch.sections[name]
            scope = (inner.scope,) if inner.scope is not None else ()
            nodes += self.conditions((*scope, *inner.requirements))
            nodes += _present([self.section(name, "any criterion")])
        return nodes

    def part(
        self,
        key: str,
        kind: str,
        title: str,
        cite: Citation | None,
        inside: Callable[[], tuple[TraceNode, ...]],
    ) -> TraceNode | None:
        """A named part with its truth, spelt out the first time; None where it was not looked at."""
        truth = self.truths.get(key)
        if truth is None:
            return None
        children: tuple[TraceNode, ...] = ()
        if key not in self.shown:
            self.shown.add(key)
            children = inside()
        return TraceNode(key, kind, truth, title, None, cite, children)


def _present(nodes: Iterable[TraceNode | None]) -> tuple[TraceNode, ...]:
    return tuple([node for node in nodes if node is not None])


_SECTION_WORDS = {
    "applies": "applies",
    "required": "what all its criteria require",
    "any criterion": "any of its criteria",
    "holds": "holds, whether or not it applies",
    "met": "is met",
}
