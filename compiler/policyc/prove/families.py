"""Facts of one patient as solver variables, by interval abstraction: one family of variables per fact.

An ordered fact has a variable `value >= t` for each threshold t that a text mentions, tied into a chain; a
threshold outside the fact's range is constant, never free. Two values between which no threshold lies are the
same to every text, so the assignments of a family are its *abstract values*. Each family can say which
abstract values are nearest to normal, and which literals pin the one that a model has.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.model.facts import Fact, FactKind, Moment
from policyc.prove.gates import FALSE, TRUE, Gates
from policyc.prove.solver import Model


@dataclass(frozen=True, slots=True)
class Span:
    """An abstract value of an ordered quantity: low to high, both included; high None is unbounded."""

    low: int
    high: int | None

    def nearest(self, normal: int) -> int:
        """The value of the span that is nearest to a value."""
        return max(self.low, normal if self.high is None else min(normal, self.high))


class Order:
    """A whole number between bounds, known by its thresholds."""

    def __init__(self, gates: Gates, low: int = 0, high: int | None = None) -> None:
        self.gates = gates
        self.low = low
        self.high = high
        self.thresholds: list[int] = []
        self.variables: dict[int, int] = {}

    def at_least(self, threshold: int) -> int:
        """The literal of `value >= threshold`."""
        if threshold <= self.low:
            return TRUE
        if self.high is not None and threshold > self.high:
            return FALSE
        known = self.variables.get(threshold)
        return self._new(threshold) if known is None else known

    def floor(self, threshold: int) -> int:
        """The literal of the greatest known threshold that is not above this one; true when there is none."""
        if threshold <= self.low:
            return TRUE
        index = bisect_left(self.thresholds, threshold + 1)
        return self.variables[self.thresholds[index - 1]] if index else TRUE

    def span(self, model: Model) -> Span:
        """The abstract value of a model."""
        low, high = self.low, self.high
        for threshold in self.thresholds:
            if not model.holds(self.variables[threshold]):
                high = threshold - 1
                break
            low = threshold
        return Span(low, high)

    def spans(self) -> list[Span]:
        """All abstract values, lowest first."""
        edges = [self.low, *self.thresholds]
        highs: list[int | None] = [*(edge - 1 for edge in self.thresholds), self.high]
        return [Span(low, high) for low, high in zip(edges, highs, strict=True)]

    def pins(self, span: Span) -> list[int]:
        """The literals that say the value is in the span, whose ends are thresholds."""
        above = [] if span.high is None else [-self.at_least(span.high + 1)]
        return [literal for literal in (self.at_least(span.low), *above) if literal != TRUE]

    def spans_from(self, normal: int) -> list[Span]:
        """All abstract values, nearest to a value first, the lower of two equally near."""
        return sorted(self.spans(), key=lambda span: (abs(span.nearest(normal) - normal), span.low))

    def _new(self, threshold: int) -> int:
        variable = self.variables[threshold] = self.gates.variable()
        index = bisect_left(self.thresholds, threshold)
        if index:
            self.gates.require(-variable, self.variables[self.thresholds[index - 1]])
        if index < len(self.thresholds):
            self.gates.require(-self.variables[self.thresholds[index]], variable)
        self.thresholds.insert(index, threshold)
        return variable


class Family(ABC):
    """The variables of one fact (for one service, where it is asked per service)."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        self.gates = gates
        self.fact = fact

    @abstractmethod
    def choices(self) -> Iterator[list[int]]:
        """Abstract values as the literals that pin them, nearest to normal first."""

    @abstractmethod
    def pins(self, model: Model) -> list[int]:
        """Literals that pin the abstract value of the model; the negations of all are all ways to differ."""

    @abstractmethod
    def variables(self) -> list[int]:
        """All variables; two patients agree on the fact when they agree on these."""

    def normal(self) -> int:
        """The literal of the nearest value to normal: of the normal value itself."""
        return self.gates.conjunction(next(self.choices()))


class YesNo(Family):
    """A yes/no fact."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        super().__init__(gates, fact)
        self.yes = gates.variable()

    def choices(self) -> Iterator[list[int]]:
        """Normal, then the other."""
        first = self.yes if self.fact.normally is True else -self.yes
        yield [first]
        yield [-first]

    def variables(self) -> list[int]:
        """The one."""
        return [self.yes]

    def pins(self, model: Model) -> list[int]:
        """Yes or no."""
        return [self.yes if model.holds(self.yes) else -self.yes]


# An example patient of no years would be read as a newborn, which few policies are about.
PLAUSIBLE_AGE = 40


class Ordered(Family):
    """A number, an age or a duration."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        super().__init__(gates, fact)
        self.order = Order(gates, fact.low, upper_bound(fact))

    def normal_value(self) -> int:
        """The normal value; where the vocabulary says none, an adult's age, or else the lowest value."""
        normal = self.fact.normally
        if isinstance(normal, int) and not isinstance(normal, bool):
            return normal
        return PLAUSIBLE_AGE if self.fact.kind is FactKind.AGE else self.fact.low

    def choices(self) -> Iterator[list[int]]:
        """Spans by their distance from the normal value."""
        return (self.order.pins(span) for span in self.order.spans_from(self.normal_value()))

    def variables(self) -> list[int]:
        """One for each threshold."""
        return list(self.order.variables.values())

    def pins(self, model: Model) -> list[int]:
        """The span of the model."""
        return self.order.pins(self.order.span(model))

    def value(self, model: Model) -> int:
        """The value of the model's span that is nearest to normal."""
        return self.order.span(model).nearest(self.normal_value())


class Dated(Family):
    """A date: days before the window clock, or never."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        super().__init__(gates, fact)
        self.order = Order(gates, 0, upper_bound(fact))
        self.never = gates.variable() if fact.never_possible else FALSE
        self._tied: set[int] = set()

    def at_least(self, days: int) -> int:
        """So many days or more ago; false for never."""
        literal = self.order.at_least(days)
        if literal == TRUE:
            return -self.never
        if FALSE not in (literal, self.never) and literal not in self._tied:
            self._tied.add(literal)
            self.gates.require(-self.never, -literal)
        return literal

    def choices(self) -> Iterator[list[int]]:
        """Never first where it is possible, then from long ago to now; a date without never: from now on back."""
        if self.never == FALSE:
            yield from (self.order.pins(span) for span in self.order.spans())
            return
        yield [self.never]
        yield from ([-self.never, *self.order.pins(span)] for span in reversed(self.order.spans()))

    def variables(self) -> list[int]:
        """Never, and one for each threshold."""
        never = [] if self.never == FALSE else [self.never]
        return [*never, *self.order.variables.values()]

    def pins(self, model: Model) -> list[int]:
        """Never, or the span of the model."""
        if model.holds(self.never):
            return [self.never]
        never = [] if self.never == FALSE else [-self.never]
        return [*never, *self.order.pins(self.order.span(model))]

    def days(self, model: Model) -> int | None:
        """Days before the clock, as recent as the model's span allows; None for never."""
        return None if model.holds(self.never) else self.order.span(model).low


class OneOf(Family):
    """A fact with one of some values."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        super().__init__(gates, fact)
        self.values = {choice.name: gates.variable() for choice in fact.choices}
        gates.exactly_one(list(self.values.values()))

    def choices(self) -> Iterator[list[int]]:
        """Normal, then as declared."""
        names = sorted(self.values, key=lambda name: name != self.fact.normally)
        return ([self.values[name]] for name in names)

    def variables(self) -> list[int]:
        """One for each value."""
        return list(self.values.values())

    def pins(self, model: Model) -> list[int]:
        """The value."""
        return [self.values[self.value(model)]]

    def value(self, model: Model) -> str:
        """The value of the model."""
        return next(name for name, literal in self.values.items() if model.holds(literal))


class SetOf(Family):
    """A fact with any of some values; those that no text mentions are as normal."""

    def __init__(self, gates: Gates, fact: Fact) -> None:
        super().__init__(gates, fact)
        self.values: dict[str, int] = {}

    def includes(self, name: str) -> int:
        """The literal of `includes name`; false for a value the fact does not have."""
        if all(choice.name != name for choice in self.fact.choices):
            return FALSE
        if name not in self.values:
            self.values[name] = self.gates.variable()
        return self.values[name]

    def mentioned(self) -> Sequence[str]:
        """The values some text mentions, as declared."""
        return [choice.name for choice in self.fact.choices if choice.name in self.values]

    def normal_values(self) -> frozenset[str]:
        """What the set normally holds: nothing, where the vocabulary does not say."""
        return self.fact.normally if isinstance(self.fact.normally, frozenset) else frozenset()

    def choices(self) -> Iterator[list[int]]:
        """Only the normal set; `steps` goes on value by value."""
        yield [self._normally(name) for name in self.mentioned()]

    def steps(self) -> Iterator[int]:
        """What to wish for in turn when the normal set is impossible: each value as it normally is."""
        return (self._normally(name) for name in self.mentioned())

    def variables(self) -> list[int]:
        """One for each value that some text mentions."""
        return list(self.values.values())

    def pins(self, model: Model) -> list[int]:
        """Each mentioned value, in or out."""
        literals = [self.values[name] for name in self.mentioned()]
        return [literal if model.holds(literal) else -literal for literal in literals]

    def value(self, model: Model) -> frozenset[str]:
        """The set of the model."""
        unmentioned = self.normal_values().difference(self.values)
        return unmentioned | {name for name, literal in self.values.items() if model.holds(literal)}

    def _normally(self, name: str) -> int:
        return self.values[name] if name in self.normal_values() else -self.values[name]


def upper_bound(fact: Fact) -> int | None:
    """The greatest value of an ordered fact or date; None where the vocabulary gives no range."""
    return None if fact.low == 0 and fact.high == 0 else fact.high


def family_of(gates: Gates, fact: Fact) -> Family:
    """The family of a fact that is not episodes."""
    match fact.kind:
        case FactKind.YES_NO:
            return YesNo(gates, fact)
        case FactKind.NUMBER | FactKind.AGE | FactKind.DURATION:
            return Ordered(gates, fact)
        case FactKind.DATE:
            return Dated(gates, fact)
        case FactKind.ONE_OF:
            return OneOf(gates, fact)
        case FactKind.SET_OF:
            return SetOf(gates, fact)
        case _:
            raise ValueError(f"{fact.name} is {fact.kind}")


__all__ = [
    "Dated",
    "Family",
    "Moment",
    "OneOf",
    "Order",
    "Ordered",
    "SetOf",
    "Span",
    "YesNo",
    "family_of",
    "upper_bound",
]
