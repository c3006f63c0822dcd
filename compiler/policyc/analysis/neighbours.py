"""A subject twice: two patients who differ in one fact, by one step, and in what axioms force along with it.

A *step* of a fact is two adjacent values that some text tells apart: no and yes, or the two sides of a threshold.
Everything else is equal, with two exceptions. Facts that axioms tie to the changed one may differ too, but each
only where leaving it as it was would break an axiom. And where the onset of the current episode moves, the dated
episodes stay the same days, of which other windows count more or fewer.

Both patients are copies of one set of clauses in one solver, so literals here are literals of both, made by
`of_left` and `of_right`. All that speaks of one change is guarded by its selector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt

from policyc.analysis.subject import Subject
from policyc.model.conditions import All, Any, AtLeast, Compare, Condition, Not
from policyc.model.facts import Never, Value
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.prove.atoms import literal_of
from policyc.prove.cores import UndecidedError
from policyc.prove.episodes import EpisodesFamily
from policyc.prove.families import Dated, Family, Ordered, YesNo
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.laws import facts_of, never_together, settle
from policyc.prove.patient import Patient
from policyc.prove.solver import Answer, Model, Status
from policyc.prove.twins import Twins, of_left, of_right

MORE = {"yes": True, "higher": True, "longer": True, "no": False, "lower": False, "shorter": False}
"""Whether the sicker patient of a direction has the higher value."""


@dataclass(frozen=True, slots=True)
class Step:
    """Two adjacent values, the less and the more sick, and the variable of the patients having them."""

    variable: int
    before: Value | None
    after: Value | None

    @property
    def threshold(self) -> int:
        """The threshold between the values of an ordered fact; 0 for other facts."""
        values = [value for value in (self.before, self.after) if type(value) is int]
        return max(values, default=0)

    @property
    def literal(self) -> int:
        """The literal of both."""
        return of_left(self.variable)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that gets worse by one of its steps, and the literal that says so.

    `near` are the facts that axioms tie to it, `forced` the literal of those being as they were unless forced.
    """

    fact: str
    more: bool
    selector: int
    steps: tuple[Step, ...]
    near: frozenset[str]
    forced: int


class Neighbours:
    """The two patients of a subject."""

    def __init__(self, subject: Subject) -> None:
        settle(subject.patient)
        self.subject = subject
        self.patient = subject.patient
        policy = subject.epoch.policy
        shared = [subject.readings.of(policy.id, name).values() for name in policy.readings]
        self.twins = Twins(self.patient, subject.settings, [literal for some in shared for literal in some])
        self.never = never_together(self.patient)
        self.worse = self._fresh()
        self.falls: tuple[tuple[int, int], ...] = ()
        self.plainly_worse: tuple[int, ...] = ()
        self._require_worse()
        self.apart = {name: self._fresh() for name in self.patient.families}
        self.recounted: dict[str, int] = {}
        self._tied = [frozenset[str]().union(*(names for _, names in axiom)) for axiom in self.never]
        self._tied += [frozenset(pair) & self.patient.families.keys() for pair in self.patient.parts()]
        self.doubtful: set[int] = set()
        self._equal: dict[tuple[int, bool], tuple[int, ...]] = {}
        self._changes: dict[tuple[str, bool], Change | None] = {}
        self._sicker: int | None = None
        self._broken: dict[tuple[str, int], int] = {}
        self.twins.require([clause for name in self.apart for clause in self._apart(name)])

    # --- Questions -----------------------------------------------------------------------------------------

    def change(self, fact: str, more: bool) -> Change | None:
        """The change of a fact to more or to less; None where no text and no axiom in play mentions it."""
        key = fact, more
        if key not in self._changes:
            family = self.patient.families.get(fact)
            self._changes[key] = None if family is None else self._new_change(family, more)
        return self._changes[key]

    def ask(self, change: Change, literals: Iterable[int], near: bool, chosen: Sequence[int]) -> Answer:
        """Both patients of such a change, the sicker one worse off; `near` facts may differ where forced.

        `chosen` are the assumptions about readings; `halves` makes two models of one. Raises UndecidedError at a
        limit.
        """
        return self._answer([*self._alike(change, near), self.worse, *map(of_left, chosen), *literals])

    def _alike(self, change: Change, near: bool) -> tuple[int, ...]:
        """The literals of such a change, and of everything else being equal."""
        key = change.selector, near
        if key not in self._equal:
            free = {change.fact, *(change.near if near else ())}
            equal = [-self._same(name, free) for name in self.apart if name not in free]
            self._equal[key] = (change.selector, *((change.forced,) if near else ()), *equal)
        return self._equal[key]

    def _answer(self, literals: list[int]) -> Answer:
        answer = self.twins.ask_both(literals)
        if answer.status is Status.UNKNOWN:
            raise UndecidedError(answer.reason)
        return answer

    def sicker(self) -> int:
        """The literal of no fact with a declared direction being better in the right patient."""
        if self._sicker is None:
            self._sicker = self._fresh()
            for family in self.patient.families.values():
                if family.fact.worse_when in MORE and not isinstance(family, EpisodesFamily | Dated):
                    more = MORE[family.fact.worse_when]
                    self.twins.require(
                        [[-self._sicker, *grows(literal, more)] for literal in family.variables()]
                    )
        return self._sicker

    def some_of(self, literals: Sequence[int]) -> int:
        """A literal that makes one of these hold."""
        some = self._fresh()
        self.twins.require([[-some, *literals]])
        return some

    def differing(self, left: Model, right: Model, among: Iterable[str]) -> tuple[str, ...]:
        """The facts that two models tell apart, sorted."""
        families = self.patient.families
        variables = {name: families[name].variables() for name in among}
        return tuple(sorted(name for name, own in variables.items() if left.signs(own) != right.signs(own)))

    # --- Construction --------------------------------------------------------------------------------------

    def _fresh(self) -> int:
        return of_left(self.patient.gates.switch())

    def _require_worse(self) -> None:
        """The class of the right patient is lower; an outcome without a class compares with nothing."""
        text = self.subject.text
        gates = self.patient.gates
        of_class = {
            rank: gates.disjunction(
                [literal for outcome, literal in text.outcomes.items() if outcome_class(outcome) is rank]
            )
            for rank in OutcomeClass
        }
        best, middle, worst = (of_class[rank] for rank in sorted(OutcomeClass, reverse=True))
        self.falls = (best, worst), (best, middle), (middle, worst)
        self.plainly_worse = of_left(best), of_right(worst)
        self.twins.require(
            [
                [-self.worse, of_left(best), of_left(middle)],
                [-self.worse, -of_left(best), of_right(middle), of_right(worst)],
                [-self.worse, -of_left(middle), of_right(worst)],
            ]
        )

    def _apart(self, name: str) -> list[list[int]]:
        variables = self.patient.families[name].variables()
        return [clause for variable in variables for clause in differ(variable, self.apart[name])]

    def _same(self, name: str, free: Iterable[str]) -> int:
        """The literal of a fact differing; where the onset of its current episode may move, of other days."""
        family = self.patient.families[name]
        if isinstance(family, EpisodesFamily) and family.needs_dating() and family.onset.name in free:
            if name not in self.recounted:
                self.recounted[name] = self._fresh()
                self.twins.require(list(self._recounted(family, self.recounted[name])))
            return self.recounted[name]
        return self.apart[name]

    def _recounted(self, family: EpisodesFamily, apart: int) -> Iterable[list[int]]:
        """The same days: equal amounts, except that a longer episode may take in more of them than a shorter."""
        assert family.onset.family is not None
        onset = family.onset.family
        longer, shorter = self._fresh(), self._fresh()
        for one, more in ((longer, True), (shorter, False)):
            crossed = []
            for variable in onset.variables():
                crossed.append(self._fresh())
                later = variable if variable in onset.order.variables.values() else -variable
                self._all_hold(crossed[-1], [-literal for literal in grows(later, not more)])
            yield [-one, *crossed]
        for quantity, order in family.ordered():
            for variable in order.variables.values():
                if quantity.window.current:
                    yield [apart, longer, *grows(variable, False)]
                    yield [apart, shorter, *grows(variable, True)]
                else:
                    yield from differ(variable, apart)

    def _new_change(self, family: Family, more: bool) -> Change | None:
        fact, selector = family.fact.name, self._fresh()
        steps: list[Step] = []
        match family:
            case YesNo():
                step = self.patient.gates.switch()
                self._all_hold(
                    of_left(step), [literal if more else -literal for literal in _no_yes(family.yes)]
                )
                steps.append(Step(step, not more, more))
            case Ordered():
                steps += self._thresholds(family, more)
            case EpisodesFamily():
                steps += self._amounts(family, more)
            case _:
                raise ValueError(f"{fact} has no direction")
        self.twins.require([[-selector, *(step.literal for step in steps)]])
        near = self.near(fact)
        forced = self._fresh()
        self.twins.require([[-forced, -selector, *clause] for clause in self._forcing(near)])
        return Change(fact, more, selector, tuple(steps), near, forced)

    def _all_hold(self, guard: int, literals: Iterable[int]) -> None:
        self.twins.require([[-guard, literal] for literal in literals])

    def _thresholds(self, family: Ordered, more: bool) -> Iterable[Step]:
        """A step over each threshold: the values just below it and at it, between the thresholds beside it."""
        order = family.order
        edges = [None, *order.thresholds, None]
        for below, threshold, above in zip(edges, edges[1:], edges[2:], strict=False):
            assert threshold is not None
            low, high = (of_left, of_right) if more else (of_right, of_left)
            step = self.patient.gates.switch()
            variables = order.variables
            ends = [-low(variables[threshold]), high(variables[threshold])]
            ends += [] if below is None else [low(variables[below])]
            ends += [] if above is None else [-high(variables[above])]
            self._all_hold(of_left(step), ends)
            values = (threshold - 1, threshold) if more else (threshold, threshold - 1)
            yield Step(step, *values)

    def _amounts(self, family: EpisodesFamily, more: bool) -> Iterable[Step]:
        """At least as many days or visits in every window, and more in some."""
        step, some = self.patient.gates.switch(), []
        for variable in family.variables():
            self.twins.require([[-of_left(step), *grows(variable, more)]])
            some.append(self._fresh())
            grown = (
                (-of_left(variable), of_right(variable)) if more else (of_left(variable), -of_right(variable))
            )
            self._all_hold(some[-1], grown)
        self.twins.require([[-of_left(step), *some]])
        yield Step(step, None, None)

    def near(self, fact: str) -> frozenset[str]:
        """The facts that axioms tie to a fact, directly or through others."""
        near = frozenset((fact,))
        while more := frozenset[str]().union(*(names for names in self._tied if names & near)) - near:
            near |= more
        return near - {fact}

    def _forcing(self, near: frozenset[str]) -> Iterator[list[int]]:
        """Each fact that differs: left as it was, or a step nearer to that, some axiom would be broken."""
        wholes = {whole for _, whole in self.patient.parts()}
        for name in sorted(near - wholes):
            yield [-self.apart[name], *self._broken_as_it_was(name)]
            family = self.patient.families[name]
            if isinstance(family, Ordered):
                yield from self._nearer(family)

    def _broken_as_it_was(self, name: str) -> list[int]:
        """For each axiom over a fact, a literal that makes the right patient break it with the left one's value."""
        broken = []
        for axiom in self.never:
            if any(name in names for _, names in axiom):
                broken.append(self._fresh())
                for literal, names in axiom:
                    if names <= {name}:
                        self._all_hold(broken[-1], [of_left(literal)])
                    elif name not in names:
                        self._all_hold(broken[-1], [of_right(literal)])
        return broken

    def _nearer(self, family: Ordered) -> Iterator[list[int]]:
        """A value over a threshold that the left one is under: just under it, an axiom would be broken; and so on."""
        name, order = family.fact.name, family.order
        edges = [None, *order.thresholds, None]
        for below, threshold, above in zip(edges, edges[1:], edges[2:], strict=False):
            assert threshold is not None
            variables = order.variables
            over = [-of_right(variables[threshold])] + ([of_right(variables[above])] if above else [])
            under = [of_right(variables[threshold])] + ([-of_right(variables[below])] if below else [])
            yield [of_left(variables[threshold]), *over, *self._broken_at(name, threshold - 1)]
            yield [-of_left(variables[threshold]), *under, *self._broken_at(name, threshold)]

    def _broken_at(self, name: str, value: int) -> list[int]:
        """The literal of the right patient breaking some axiom if the fact had this value."""
        key = name, value
        if key not in self._broken:
            gates, axioms = self.patient.gates, self.patient.given.axioms
            some = [
                gates.conjunction([valued(self.patient, each, name, value) for each in axiom.conditions])
                for axiom in axioms
                if isinstance(axiom, Never) and name in facts_of(axiom.conditions)
            ]
            self._broken[key] = of_right(gates.disjunction(some))
        return [self._broken[key]]


def valued(patient: Patient, condition: Condition, fact: str, value: int) -> int:
    """The literal of a condition without references, were an ordered fact to have this value."""
    gates = patient.gates
    inner = [valued(patient, item, fact, value) for item in getattr(condition, "items", ())]
    match condition:
        case Not(operand=operand):
            return -valued(patient, operand, fact, value)
        case All():
            return gates.conjunction(inner)
        case Any():
            return gates.disjunction(inner)
        case AtLeast(least=least):
            return gates.at_least(least, inner)
        case Compare() if condition.fact == fact:
            return _compared(patient, condition, value)
        case _:
            return literal_of(patient, condition)


def _compared(patient: Patient, condition: Compare, value: int) -> int:
    holds = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}[condition.operator]
    if isinstance(condition.value, int):
        return TRUE if holds(value, condition.value) else FALSE
    cases = patient.cases(condition.value)
    return patient.gates.disjunction([literal for days, literal in cases if holds(value, days[0])])


def grows(literal: int, more: bool) -> tuple[int, int]:
    """Of a clause: what holds on the left holds on the right, or, not `more`, the reverse."""
    return (-of_left(literal), of_right(literal)) if more else (of_left(literal), -of_right(literal))


def differ(literal: int, apart: int) -> tuple[list[int], list[int]]:
    """The clauses by which `apart` follows from a difference."""
    return [apart, of_left(literal), -of_right(literal)], [apart, -of_left(literal), of_right(literal)]


def _no_yes(literal: int) -> tuple[int, int]:
    return -of_left(literal), of_right(literal)


__all__ = ["MORE", "Change", "Neighbours", "Step"]
