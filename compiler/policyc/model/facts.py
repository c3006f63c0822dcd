"""Facts of a vocabulary, their values, and the axioms that relate them.

Values of ordered facts are whole numbers in the fact's own unit, so that solver, evaluator and diff count the
same things: a number in steps of its `step` (38.5 with step 0.1 is 385), an age in completed years, a duration
in days. Dates are dates; the solver counts them in days before the window clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from policyc.model.calendar import Length
from policylang.source import Span

if TYPE_CHECKING:
    from policyc.model.conditions import Condition


class FactKind(StrEnum):
    """The type of a fact."""

    YES_NO = "yes or no"
    NUMBER = "number"
    AGE = "age"
    DURATION = "duration"
    DATE = "date"
    ONE_OF = "one of"
    SET_OF = "set of"
    EPISODES = "episodes"


ORDERED = frozenset({FactKind.NUMBER, FactKind.AGE, FactKind.DURATION})


class Moment(Enum):
    """Values of a date fact that are no calendar day."""

    NEVER = "never"
    SOME_DAY = "some day"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days of an episode fact, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """A single visit of a declared kind; visits alone make no stretch."""

    on: date
    kind: str


Episodes = tuple[Stretch | Visit, ...]
Value = bool | int | date | Moment | str | frozenset[str] | Episodes
"""bool: yes/no. int: number, age, duration. date or Moment: date. str: one of. frozenset: set of. tuple: episodes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a `one of` or `set of` fact, or a kind of visit."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Urgency:
    """`urgent when`: operator is one of < <= > >= = ; for yes/no and `one of` facts it is =."""

    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class TerminologyCode:
    """A code of a terminology."""

    system: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Documentation:
    """What documents a fact, and how far back that may date (None: no limit)."""

    by: tuple[str, ...]
    within: Length | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as declared.

    low and high bound ordered facts, both included (a duration in days; where the range was written in months
    or years, the widest number of days it can mean); date facts lie at most `high` days before the clock.
    `never_possible` tells `date or never`. `worse_when` is yes, no, higher or lower (longer and shorter are
    higher and lower), or None.
    """

    name: str
    vocabulary: str
    kind: FactKind
    label: str
    question: str = ""
    unit: str = ""
    step: Decimal = Decimal(1)
    low: int = 0
    high: int = 0
    choices: tuple[Choice, ...] = ()
    never_possible: bool = False
    documentation: Documentation | None = None
    codes: tuple[TerminologyCode, ...] = ()
    normally: Value | None = None
    worse_when: str | None = None
    urgent_when: Urgency | None = None
    changes_by: tuple[str, ...] = ()
    per_service: bool = False
    current_episode_since: str | None = None
    notes: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PartOf:
    """Every day of the stretches of `part` is a day of a stretch of `whole`."""

    part: str
    whole: str
    because: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """No patient has all of these conditions. `A implies B` is never (A and not B)."""

    conditions: tuple[Condition, ...]
    because: str = ""
    text: str = ""
    span: Span | None = None


Axiom = PartOf | Never


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary, its facts in the order they were declared."""

    name: str
    title: str
    documents: Mapping[str, str]
    facts: Mapping[str, Fact]
    axioms: tuple[Axiom, ...]
    span: Span | None = None
