"""Vocabularies as written: facts, their types and properties, axioms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policylang.tree.conditions import Condition
from policylang.tree.node import Node, Quantity, Word


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """A value of a `one of` or `set of` fact, or a kind of visit, with its label."""

    name: Word
    label: Word | None = None


@dataclass(frozen=True, slots=True)
class FactType(Node):
    """kind: yes or no, number, age, duration, date, date or never, one of, set of, episodes.

    number: unit, low, high, step; age and duration: low and high; one of and set of: choices and an optional
    `these N` checksum; episodes: the kinds of visit as choices.
    """

    kind: str
    unit: Word | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    step: Word | None = None
    choices: tuple[Choice, ...] = ()
    checksum: Word | None = None


@dataclass(frozen=True, slots=True)
class Documented(Node):
    """`documented by clinic_note, lab_report within the last 6 months`."""

    by: tuple[Word, ...]
    within: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Code(Node):
    """`code SNOMED "386661006" "Fever"`: a terminology code."""

    system: Word
    code: Word
    label: Word | None = None


@dataclass(frozen=True, slots=True)
class Value(Node):
    """A value as written in a case or after `normally`.

    kind: yes, no, unknown, never, some day, none, quantity, date, since, name, stretch, visit.
    quantity: `quantity`; date and since: `on`; name: `name`; stretch: `on` through `through`;
    visit: kind of visit in `name`, day in `on`.
    """

    kind: str
    quantity: Quantity | None = None
    on: date | None = None
    through: date | None = None
    name: Word | None = None


@dataclass(frozen=True, slots=True)
class Urgent(Node):
    """`urgent when yes`, `urgent when >= 39 celsius`, `urgent when paraplegia`."""

    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """`fact fever "Fever"` and its properties."""

    name: Word
    label: Word
    type: FactType | None
    question: Word | None = None
    documented: Documented | None = None
    codes: tuple[Code, ...] = ()
    normally: Value | None = None
    worse_when: Word | None = None
    urgent_when: Urgent | None = None
    changes_by: tuple[Word, ...] = ()
    per_service: bool = False
    current_episode_since: Word | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class PartOf(Node):
    """`axiom physical_therapy part of conservative_treatment`."""

    part: Word
    whole: Word
    because: Word | None = None


@dataclass(frozen=True, slots=True)
class Implies(Node):
    """`axiom A implies B`."""

    condition: Condition
    consequence: Condition
    because: Word | None = None


@dataclass(frozen=True, slots=True)
class NeverTogether(Node):
    """`axiom never A and B and …`."""

    conditions: tuple[Condition, ...]
    because: Word | None = None


Axiom = PartOf | Implies | NeverTogether


@dataclass(frozen=True, slots=True)
class DocumentKind(Node):
    """`document clinic_note "Clinic note"` of a vocabulary."""

    name: Word
    label: Word


@dataclass(frozen=True, slots=True)
class Vocabulary(Node):
    """`vocabulary spine "…"`: facts that payers share."""

    name: Word
    title: Word
    documents: tuple[DocumentKind, ...] = ()
    facts: tuple[Fact, ...] = ()
    axioms: tuple[Axiom, ...] = ()
    notes: tuple[Word, ...] = ()
