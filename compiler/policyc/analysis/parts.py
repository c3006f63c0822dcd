"""The parts of a text that could be taken out, and what binds at the place of each.

Going from the lines through everything they refer to, as the readings are chosen, gives the parts that could have
an effect at all: items of lists, exceptions, waivers, scopes, requirements and criteria. A *unit* is what the parts
stand in: a definition, a criterion, a section's scope or its requirements, a line. What binds in a unit binds
wherever it is used: a criterion borrowed without its scope is not bound by it.

What constants settle on purpose is left out, and so is what only that refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyc.analysis.clauses import Clause, chain, distinct
from policyc.analysis.deliberate import Deliberate
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
from policyc.model.program import Criterion, Epoch, Line, Section
from policylang.source import Span

Unit = tuple[str, str]
"""What parts stand in: `definition`, `criterion`, `scope`, `requires`, `recommend` or `line`, and its name."""

Key = tuple[str, Span | None]


@dataclass(frozen=True, slots=True)
class Part:
    """What could be taken out: in its place then stands `neutral`.

    `around` binds at its place, apart from what its own list says; `siblings` is what must be, by its own list and
    by the other ways around it, for the part to count; `head` is its list. Of a criterion, `condition` is its own.
    """

    kind: str
    path: str
    unit: Unit
    neutral: bool
    condition: Condition
    span: Span | None
    rank: tuple[int, ...]
    around: tuple[Clause, ...] = ()
    siblings: tuple[Clause, ...] = ()
    head: Condition | None = None

    @property
    def key(self) -> Key:
        """What identifies it among the epochs of a version."""
        return self.path, self.span


@dataclass(frozen=True, slots=True)
class Use:
    """A unit is referred to from another, where these clauses bind."""

    user: Unit
    bound: tuple[Clause, ...]
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    unit: Unit
    rank: tuple[int, ...]
    around: tuple[Clause, ...] = ()
    others: tuple[Clause, ...] = ()

    def inside(self, step: int, around: Iterable[Clause] = (), others: Iterable[Clause] = ()) -> _Place:
        return _Place(self.unit, (*self.rank, step), (*self.around, *around), (*self.others, *others))


class Parts:
    """The parts of an epoch that could have an effect, and how its units use each other."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch = epoch
        self.deliberate = Deliberate(epoch)
        self.parts: list[Part] = []
        self.counts: list[Part] = []
        self.wholes: list[Part] = []
        self.uses: dict[Unit, list[Use]] = {}
        self._bound: dict[Unit, tuple[Clause, ...]] = {}
        self._ranks = _ranks(epoch)
        for line in epoch.lines[:-1]:
            self._line(line)
        for found in (self.parts, self.counts, self.wholes):
            found.sort(key=lambda part: part.rank)

    def bound(self, unit: Unit) -> tuple[Clause, ...]:
        """What binds wherever a unit is used."""
        if unit not in self._bound:
            self._bound[unit] = ()
            found = [distinct((*self.bound(use.user), *use.bound)) for use in self.uses.get(unit, ())]
            common = set.intersection(*({c.key for c in one} for one in found)) if found else set()
            self._bound[unit] = tuple(clause for clause in found[0] if clause.key in common) if found else ()
        return self._bound[unit]

    def context(self, part: Part) -> tuple[Clause, ...]:
        """What binds at the place of a part, apart from what its own list says."""
        return distinct((*self.bound(part.unit), *part.around))

    # --- Units ---------------------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        if self.deliberate.value(line.condition) is False:
            return
        unit = ("line", line.name)
        self.uses[unit] = []
        place = _Place(unit, (self._ranks[unit],))
        exceptions = self._exceptions(line.condition, line.exceptions, place)
        self._walk(line.condition, place.inside(0, exceptions))
        for named in line.names:
            self._recommend(named.label, place)

    def _exceptions(
        self, condition: Condition, exceptions: tuple[Condition, ...], place: _Place
    ) -> tuple[Clause, ...]:
        """Go through the exceptions; what the condition may then take for granted."""
        none = tuple(Clause(each, False) for each in exceptions)
        for step, exception in enumerate(exceptions):
            if self.deliberate.value(exception) is None:
                siblings = (*none[:step], *none[step + 1 :])
                here = place.inside(1_000 + step, (Clause(condition),))
                self._part("exception", exception, here, False, siblings)
                self._walk(exception, here)
        return none

    def _criterion(self, label: str, place: _Place, bound: Iterable[Clause]) -> None:
        criterion = self.epoch.criteria[label]
        unit = ("criterion", label)
        if self._use(unit, place, bound) and self._is_open(criterion):
            here = _Place(unit, (self._ranks[unit],))
            self.parts.append(
                Part("criterion", label, unit, False, criterion.condition, criterion.span, here.rank)
            )
            exceptions = self._exceptions(criterion.condition, criterion.exceptions, here)
            if self.deliberate.value(criterion.condition) is None:
                self.wholes.append(_whole(criterion, here.inside(0, exceptions)))
            self._walk(criterion.condition, here.inside(0, exceptions))

    def _is_open(self, criterion: Criterion) -> bool:
        return self.deliberate.value(CriterionTest(criterion.label, scoped=False)) is None

    def _recommend(self, label: str, place: _Place) -> None:
        unit = ("recommend", label)
        if self._use(unit, place, ()):
            criterion = self.epoch.criteria[label]
            around = chain(self.epoch, criterion.section)
            for recommend in (*criterion.recommends, *(each for one in around for each in one.recommends)):
                if recommend.when is not None:
                    self._walk(recommend.when, _Place(unit, (self._ranks["criterion", label], 2_000)))

    def _section(self, label: str, test: str, place: _Place, bound: tuple[Clause, ...]) -> None:
        around = chain(self.epoch, label)
        if test in {"applies", "met"}:
            for section in around:
                bound = self._scope(section, place, bound)
        if test in {"met", "holds"}:
            for section in around:
                bound = self._requires(section, place, bound)
        if test in {"met", "holds", "any criterion"}:
            self._inside(self.epoch.sections[label], place, bound)

    def _inside(self, section: Section, place: _Place, bound: tuple[Clause, ...]) -> None:
        for label in section.criteria:
            self._criterion(label, place, bound)
        for label in section.subsections:
            inner = self.epoch.sections[label]
            within = self._requires(inner, place, self._scope(inner, place, bound))
            self._inside(inner, place, within)

    def _scope(self, section: Section, place: _Place, bound: tuple[Clause, ...]) -> tuple[Clause, ...]:
        if section.scope is None:
            return bound
        unit = ("scope", section.label)
        if self._use(unit, place, bound) and self.deliberate.value(section.scope) is None:
            here = _Place(unit, (self._ranks[unit],))
            self._part("scope", section.scope, here, True)
            self._walk(section.scope, here)
        return (*bound, Clause(section.scope))

    def _requires(self, section: Section, place: _Place, bound: tuple[Clause, ...]) -> tuple[Clause, ...]:
        if not section.requirements:
            return bound
        unit = ("requires", section.label)
        if self._use(unit, place, bound):
            self._demands("requirement", section.requirements, _Place(unit, (self._ranks[unit],)))
        return (*bound, *(Clause(each) for each in section.requirements))

    def _definition(self, name: str, place: _Place) -> None:
        unit = ("definition", name)
        if self._use(unit, place, (*place.around,)):
            self._walk(self.epoch.definitions[name].condition, _Place(unit, (self._ranks[unit],)))

    def _use(self, unit: Unit, place: _Place, bound: Iterable[Clause]) -> bool:
        """Note a use; whether it is the first one."""
        first = unit not in self.uses
        self.uses.setdefault(unit, []).append(Use(place.unit, distinct(bound), place.rank))
        return first

    # --- Conditions ----------------------------------------------------------------------------------------

    def _part(
        self,
        kind: str,
        condition: Condition,
        place: _Place,
        neutral: bool,
        siblings: Iterable[Clause] = (),
        head: Condition | None = None,
    ) -> None:
        self.parts.append(
            Part(
                kind,
                condition.path,
                place.unit,
                neutral,
                condition,
                condition.span,
                place.rank,
                place.around,
                distinct((*siblings, *place.others)),
                head,
            )
        )

    def _walk(self, condition: Condition, place: _Place) -> None:
        if self.deliberate.value(condition) is not None:
            return
        match condition:
            case Not(operand=operand):
                self._walk(operand, place)
            case All(items=items):
                self._demands("item", items, place, condition)
            case Any(items=items):
                self._ways("item", items, place, condition)
            case AtLeast(items=items):
                self._counted(items, place, condition)
            case Waivable(condition=inner, waivers=waivers):
                self._ways("waiver", (inner, *waivers), place, condition)
            case Depending(reading=reading, alternatives=alternatives):
                chosen = self.epoch.policy.readings[reading].chosen
                self._walk(dict(alternatives)[chosen], place)
            case _:
                self._refer(condition, place)

    def _refer(self, condition: Condition, place: _Place) -> None:
        match condition:
            case DefinitionHolds(name=name):
                self._definition(name, place)
            case CriterionTest(label=label, scoped=scoped):
                bound = place.around
                for section in chain(self.epoch, self.epoch.criteria[label].section) if scoped else ():
                    bound = self._scope(section, place, bound)
                for section in chain(self.epoch, self.epoch.criteria[label].section) if scoped else ():
                    bound = self._requires(section, place, bound)
                self._criterion(label, place, bound)
            case SectionTest(label=label, test=test):
                self._section(label, test, place, place.around)

    def _demands(
        self, kind: str, items: tuple[Condition, ...], place: _Place, head: Condition | None = None
    ) -> None:
        """All of the items are demanded: each may count on the others."""
        facts = [item for item in items if self.deliberate.value(item) is None]
        for step, item in enumerate(items):
            others = tuple(Clause(each) for each in facts if each is not item)
            if item in facts and (others or kind == "requirement"):
                self._part(kind, item, place.inside(step), True, others, head)
            self._walk(item, place.inside(step, others))

    def _ways(self, kind: str, items: tuple[Condition, ...], place: _Place, head: Condition) -> None:
        """Any of the items is enough: each counts where the others fail. The first is no waiver."""
        facts = [item for item in items if self.deliberate.value(item) is None]
        written = not all(item.span is not None and item.span == head.span for item in items)
        for step, item in enumerate(items):
            others = tuple(Clause(each, False) for each in facts if each is not item)
            removable = step > 0 if kind == "waiver" else bool(others)
            if any(item is each for each in facts) and removable and written:
                self._part(kind, item, place.inside(step), False, others, head)
            self._walk(item, place.inside(step, (), others))

    def _counted(self, items: tuple[Condition, ...], place: _Place, head: AtLeast) -> None:
        self.counts.append(
            Part("count", head.path, place.unit, True, head, head.span, place.rank, place.around)
        )
        for step, item in enumerate(items):
            if self.deliberate.value(item) is None:
                self._part("item", item, place.inside(step), False, (), head)
            self._walk(item, place.inside(step))


def _whole(criterion: Criterion, place: _Place) -> Part:
    condition = criterion.condition
    return Part(
        "whole", condition.path, place.unit, True, condition, criterion.span, place.rank, place.around
    )


def _ranks(epoch: Epoch) -> dict[Unit, int]:
    """The units in the order of the text."""
    return {unit: place for place, unit in enumerate(_units(epoch))}


def _units(epoch: Epoch) -> Iterator[Unit]:
    yield from (("definition", name) for name in epoch.definitions)
    for section in epoch.sections.values():
        yield ("scope", section.label)
        yield ("requires", section.label)
        for label in section.criteria:
            yield ("criterion", label)
    yield from (("criterion", label) for label, each in epoch.criteria.items() if not each.section)
    yield from (("line", line.name) for line in epoch.lines)
