"""Cases, expectations, claims and acknowledgements of the typed program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policyc.model.conditions import Condition
from policyc.model.facts import Value
from policyc.model.outcome import Outcome
from policylang.source import Span


@dataclass(frozen=True, slots=True)
class Case:
    """A patient and a request.

    `clocks` maps clock names to dates and always has `date_of_service`. `requested` may be empty: then every
    service of the policy is asked for. In `facts` a missing fact is unknown, unless `nothing_else` closes the
    case; None is unknown even then. `per_service` maps the facts marked so to service -> value. Values are as
    in `policyc.model.facts`.
    """

    clocks: Mapping[str, date]
    requested: tuple[str, ...] = ()
    facts: Mapping[str, Value | None] = field(default_factory=dict)
    per_service: Mapping[str, Mapping[str, Value | None]] = field(default_factory=dict)
    nothing_else: bool = False

    @property
    def date_of_service(self) -> date:
        """The date of service."""
        return self.clocks["date_of_service"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case expects for one service, or for each (service ""). Only what is set is checked.

    outcome None with undecided True: undecided; contradiction: no completion satisfies the case.
    """

    service: str = ""
    outcome: Outcome | None = None
    undecided: bool = False
    contradiction: bool = False
    line: str | None = None
    criterion: str | None = None
    supporting: tuple[str, ...] | None = None
    also_supporting: tuple[str, ...] | None = None
    open_facts: tuple[str, ...] | None = None
    possible: tuple[Outcome, ...] | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ExpectedCase:
    """A case of a file, `every case` already merged in.

    `version` names the draft that the case is decided by; "" for the adopted text of its day.
    """

    title: str
    case: Case
    expects: tuple[Expectation, ...]
    version: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A `prove`; kind is whenever, never, monotone, implies, same or never worse.

    whenever: `conditions` then the outcome is in `outcomes` (or in none of them, when `negated`);
    never: the outcome is never `outcomes[0]` when `conditions`;
    monotone: more of `fact` never worsens the outcome;
    implies: conditions[0] implies conditions[1];
    same: same outcome in `versions` when `conditions`;
    never worse: the outcome of the second of `versions` is not worse than that of the first when `conditions`.
    Conditions are typed per version: `version` names the one whose text they were read in ("" for all).
    """

    title: str
    kind: str
    conditions: tuple[Condition, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    negated: bool = False
    fact: str = ""
    versions: tuple[str, ...] = ()
    version: str = ""
    every_reading: bool = False
    known_to_fail: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Silences one finding in one place; `policy` is the id of the policy it is about, with its vocabularies."""

    code: str
    target: str
    because: str
    version: str = ""
    policy: str = ""
    vocabularies: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False)
