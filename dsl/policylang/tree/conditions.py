"""Conditions as written."""

from __future__ import annotations

from dataclasses import dataclass, field

from policylang.tree.node import Cite, Node, Quantity, Word


@dataclass(frozen=True, slots=True)
class Named(Node):
    """`fever`, `conservative_care`: a yes/no fact or a definition."""

    name: Word


@dataclass(frozen=True, slots=True)
class Negated(Node):
    """`not X`."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class Compared(Node):
    """`symptom_duration <= 6 weeks`; operator is one of < <= > >= =."""

    fact: Word
    operator: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class IsValue(Node):
    """`plan is medicare`, `plan is one of medicare, medicaid`, `last_mri is never`; `is not` negates."""

    fact: Word
    values: tuple[Word, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Includes(Node):
    """`imaging includes ct`: a value of a `set of` fact."""

    fact: Word
    value: Word


@dataclass(frozen=True, slots=True)
class WithinLast(Node):
    """`last_lumbar_mri within the last 6 months`."""

    fact: Word
    length: Quantity


@dataclass(frozen=True, slots=True)
class TimeSince(Node):
    """`at least 1 year since last_lumbar_mri` (operator >=), `less than 1 year since …` (operator <)."""

    operator: str
    length: Quantity
    fact: Word


@dataclass(frozen=True, slots=True)
class Amount(Node):
    """`at least 6 weeks of physical_therapy for the current episode within the last 3 months`."""

    least: Quantity
    fact: Word
    current_episode: bool
    last: Quantity | None


@dataclass(frozen=True, slots=True)
class Visits(Node):
    """`at least 1 follow_up visit of physical_therapy …`."""

    least: Word
    kind: Word
    fact: Word
    current_episode: bool
    last: Quantity | None


@dataclass(frozen=True, slots=True)
class OutlineTest(Node):
    """`I.C is met`, `II applies`, `II holds`: test is met, applies or holds."""

    label: Word
    test: str


@dataclass(frozen=True, slots=True)
class AnyCriterion(Node):
    """`any criterion of II`."""

    label: Word


@dataclass(frozen=True, slots=True)
class AnySectionApplies(Node):
    """`any section of X applies`; without a label, any section of the version."""

    label: Word | None


@dataclass(frozen=True, slots=True)
class ServiceIs(Node):
    """`service is lumbar`, `service is one of a, b`: the requested service that is being decided."""

    names: tuple[Word, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RequestIncludes(Node):
    """`request includes thoracic`: any of the services requested together."""

    name: Word


@dataclass(frozen=True, slots=True)
class Everybody(Node):
    """`any patient` (value True) and `no patient` (value False)."""

    value: bool


@dataclass(frozen=True, slots=True)
class Item(Node):
    """One `- …` of a list, with what lifts it and what is said about it."""

    condition: Condition
    waivers: tuple[Condition, ...] = ()
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Node):
    """`all of these 3:` and its items. quantifier: all, any, none or at least (then `least` is set).

    `damaged`: an item could not be read, so nothing is to be said about their number (`checksum` is None).
    """

    quantifier: str
    items: tuple[Item, ...]
    least: Word | None = None
    checksum: Word | None = None
    damaged: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Alternative(Node):
    """`- waived: condition` below `depending on reading`."""

    name: Word
    condition: Condition


@dataclass(frozen=True, slots=True)
class Depending(Node):
    """`depending on reading urgent_care:` and one item per alternative."""

    reading: Word
    alternatives: tuple[Alternative, ...]


Condition = (
    Named | Negated | Compared | IsValue | Includes | WithinLast | TimeSince | Amount | Visits
    | OutlineTest | AnyCriterion | AnySectionApplies | ServiceIs | RequestIncludes | Everybody
    | Listing | Depending
)  # fmt: skip
