"""Cases, claims and acknowledgements as written, and the file that holds all blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from policylang.tree.conditions import Condition
from policylang.tree.node import Node, Word
from policylang.tree.policy import Policy, Version
from policylang.tree.vocabulary import Value, Vocabulary


@dataclass(frozen=True, slots=True)
class Given(Node):
    """`age 44 years`, `fever`, `not fever`, `prior for thoracic yes`: one fact of a case."""

    fact: Word
    value: Value
    service: Word | None = None


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """`expect approve by back_pain under I.C supporting with_and_without_contrast`.

    outcome is an outcome, `undecided` or `contradiction`; open_facts is set by `pend for F, …`, which means
    undecided with exactly those open facts.
    """

    outcome: Word
    service: Word | None = None
    line: Word | None = None
    criterion: Word | None = None
    supporting: tuple[Word, ...] | None = None
    also_supporting: tuple[Word, ...] | None = None
    open_facts: tuple[Word, ...] | None = None
    possible: tuple[Word, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case(Node):
    """A patient and a request with the expected verdict."""

    title: Word
    on: date | None
    clocks: tuple[tuple[Word, date | None], ...] = ()
    requests: tuple[Word, ...] = ()
    given: tuple[Given, ...] = ()
    nothing_else: bool = False
    expects: tuple[Expect, ...] = ()
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class EveryCase(Node):
    """`every case`: facts that all cases of the file share."""

    given: tuple[Given, ...] = ()
    requests: tuple[Word, ...] = ()
    nothing_else: bool = False


@dataclass(frozen=True, slots=True)
class Whenever(Node):
    """`whenever A and B then outcome is approve or pend`; `is other than` negates."""

    conditions: tuple[Condition, ...]
    outcomes: tuple[Word, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NeverOutcome(Node):
    """`never approve when A and B`."""

    outcome: Word
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class MoreNeverWorsens(Node):
    """`more FACT never worsens the outcome`."""

    fact: Word


@dataclass(frozen=True, slots=True)
class MetImplies(Node):
    """`A is met implies B is met`."""

    condition: Condition
    consequence: Condition


@dataclass(frozen=True, slots=True)
class SameOutcome(Node):
    """`same outcome in 2023 and 2024 when A and B`."""

    versions: tuple[Word, Word]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NeverWorse(Node):
    """`outcome is never worse in 2024 than in 2023 when A and B`."""

    version: Word
    than: Word
    conditions: tuple[Condition, ...]


Claim = Whenever | NeverOutcome | MoreNeverWorsens | MetImplies | SameOutcome | NeverWorse


@dataclass(frozen=True, slots=True)
class Prove(Node):
    """A claim about every patient, with its title."""

    title: Word
    claim: Claim | None
    every_reading: bool = False
    known_to_fail: Word | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledge(Node):
    """`acknowledge CODE on X of version V because "…"`."""

    code: Word
    target: Word
    because: Word
    version: Word | None = None


@dataclass(frozen=True, slots=True)
class CasesFor(Node):
    """`cases for ID`: the policy that the cases, claims and acknowledgements of this file are about."""

    policy: Word


Block = Vocabulary | Policy | Version | CasesFor | EveryCase | Case | Prove | Acknowledge


@dataclass(frozen=True, slots=True)
class Damage(Node):
    """A part that could not be read, kept so that nobody is told twice.

    `names` are what it would have declared (unknown elsewhere only on its account); `mentions` are all names
    and labels in it (used, for all we know).
    """

    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File(Node):
    """One source file: its blocks in order, and the parts of it that could not be read."""

    name: str
    blocks: tuple[Block, ...] = ()
    damages: tuple[Damage, ...] = field(default=(), compare=False)
