"""Conditions of the typed program.

Every node has a `path`, its stable identity inside its version: the label or name of what it stands in, then
`/` and positions from 1, for example `II.A.4/2/1`; `II/scope`, `II/requires/1`, `back_pain/when`. Paths take no
part in equality, nor do spans, so two conditions are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policyc.model.calendar import Length
from policylang.source import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source document of the policy."""

    source: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionNode:
    """What all conditions carry."""

    path: str = field(default="", compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)
    cite: Citation | None = field(default=None, compare=False, repr=False)


# --- Atoms over facts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IsYes(ConditionNode):
    """A yes/no fact is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare(ConditionNode):
    """An ordered fact against a threshold; operator is one of < <= > >= =.

    `value` is in the fact's own unit (steps, completed years) for numbers and ages, and a Length for durations.
    """

    fact: str
    operator: str
    value: int | Length


@dataclass(frozen=True, slots=True)
class IsOneOf(ConditionNode):
    """A `one of` fact has one of these values (sorted)."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncludesValue(ConditionNode):
    """A `set of` fact includes this value."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class IsNever(ConditionNode):
    """A `date or never` fact is never."""

    fact: str


@dataclass(frozen=True, slots=True)
class Within(ConditionNode):
    """A date fact lies in the days from clock minus `length` through the clock day. False for never."""

    fact: str
    length: Length


@dataclass(frozen=True, slots=True)
class Since(ConditionNode):
    """`length` or more has passed since a date fact: its day is at or before clock minus `length`.

    With `less` true: less than `length` has passed. Both are false for never.
    """

    fact: str
    length: Length
    less: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Which days count: those of the current episode, those within the last `last`, both, or all."""

    current_episode: bool = False
    last: Length | None = None


@dataclass(frozen=True, slots=True)
class AtLeastDays(ConditionNode):
    """The stretches of an episodes fact cover at least `length` distinct days of the window.

    `length` is in days or weeks, or in months or years counted back from the clock like any other.
    """

    fact: str
    length: Length
    window: Window


@dataclass(frozen=True, slots=True)
class AtLeastVisits(ConditionNode):
    """An episodes fact has at least `least` visits of a kind in the window."""

    fact: str
    kind: str
    least: int
    window: Window


@dataclass(frozen=True, slots=True)
class ServiceIs(ConditionNode):
    """The service being decided is one of these (groups are expanded; sorted)."""

    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestIncludes(ConditionNode):
    """The request as a whole includes one of these services (a group is expanded; sorted)."""

    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constant(ConditionNode):
    """`any patient` and `no patient`."""

    value: bool


# --- References -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DefinitionHolds(ConditionNode):
    """A definition of the version, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class CriterionTest(ConditionNode):
    """`I.C is met` (scoped: its sections' scopes and requirements bind) or `I.C holds` (its own words alone)."""

    label: str
    scoped: bool


@dataclass(frozen=True, slots=True)
class SectionTest(ConditionNode):
    """A test of a section; `test` is one of

    applies: its scope and those of the sections around it;
    met: applies, its requirements and those around it, and some criterion of its own or a subsection that is met;
    holds: met without the scopes of the section and of those around it;
    any criterion: its own criteria alone, or a subsection with the subsection's own scope and requirements.
    """

    label: str
    test: str


# --- Connectives ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Not(ConditionNode):
    """Negation."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class All(ConditionNode):
    """Every item holds; true when there is none."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any(ConditionNode):
    """Some item holds; false when there is none."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast(ConditionNode):
    """At least `least` of the items hold."""

    least: int
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Waivable(ConditionNode):
    """The condition holds, or one of the waivers does."""

    condition: Condition
    waivers: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Depending(ConditionNode):
    """One condition per alternative of a reading, in the order written; the chosen one counts."""

    reading: str
    alternatives: tuple[tuple[str, Condition], ...]


Atom = (
    IsYes | Compare | IsOneOf | IncludesValue | IsNever | Within | Since | AtLeastDays | AtLeastVisits
    | ServiceIs | RequestIncludes | Constant
)  # fmt: skip
Reference = DefinitionHolds | CriterionTest | SectionTest
Connective = Not | All | Any | AtLeast | Waivable | Depending
Condition = Atom | Reference | Connective


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one, in order; none for atoms and references."""
    match condition:
        case Not(operand=operand):
            return (operand,)
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return items
        case Waivable(condition=inner, waivers=waivers):
            return (inner, *waivers)
        case Depending(alternatives=alternatives):
            return tuple(inner for _, inner in alternatives)
        case _:
            return ()


def walk(condition: Condition) -> Iterator[Condition]:
    """This condition and everything inside it, in order; references are not followed."""
    yield condition
    for part in parts(condition):
        yield from walk(part)
