"""Policies, versions and epochs of the typed program.

An epoch is the text of one version on a stretch of days in which nothing of it changes: dated sections and
lines that are not in force are gone from it, so that what reads an epoch never asks for a date again, except
to count windows back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policyc.model.calendar import Interval, Length
from policyc.model.cases import Acknowledgement, Claim, ExpectedCase
from policyc.model.conditions import Citation, Condition
from policyc.model.facts import Axiom, Fact, Vocabulary
from policyc.model.outcome import Outcome
from policylang.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part of the program stands; no part of equality."""

    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SourceDocument(Place):
    """A document the policy cites."""

    name: str
    title: str
    revised: date | None = None
    retrieved: date | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Service(Place):
    """A service that can be requested, with its codes (`CPT 72148`)."""

    name: str
    label: str
    system: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequiredDocument(Place):
    """What must accompany a request."""

    name: str
    label: str
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow(Place):
    """A row of the document's own revision history. notice is None where the row promises none."""

    on: date
    verb: str
    description: str
    effective: date | None = None
    notice_days: int | None = None
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read, with its reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading(Place):
    """An ambiguity of the source; the chosen alternative comes first."""

    name: str
    question: str
    alternatives: tuple[Alternative, ...]
    modelled: bool = True
    cite: Citation | None = None
    notes: tuple[str, ...] = ()

    @property
    def chosen(self) -> str:
        """The name of the chosen alternative."""
        return self.alternatives[0].name


@dataclass(frozen=True, slots=True)
class Recommend(Place):
    """Services supported, when the condition holds (None: always)."""

    services: tuple[str, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Definition(Place):
    """A named condition."""

    name: str
    title: str
    condition: Condition
    cite: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion(Place):
    """A criterion: holds when its condition does and none of its exceptions."""

    label: str
    title: str
    section: str
    condition: Condition
    exceptions: tuple[Condition, ...] = ()
    recommends: tuple[Recommend, ...] = ()
    cite: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section(Place):
    """A section in force; `parent` is the label of the section around it, or ""."""

    label: str
    title: str
    parent: str
    interval: Interval
    scope: Condition | None = None
    requirements: tuple[Condition, ...] = ()
    recommends: tuple[Recommend, ...] = ()
    criteria: tuple[str, ...] = ()
    subsections: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    cite: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedCriterion:
    """A criterion that a decision line names, where it does not stand under a negation.

    scoped as in CriterionTest. Through `any criterion of X` and `X holds`, unscoped in X; the conditions that X
    still imposes there are in `given`. `readings` are the (reading, alternative) pairs under which the line
    names it at all.
    """

    label: str
    scoped: bool
    given: tuple[Condition, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line(Place):
    """A decision line; the last line of an epoch is `otherwise`, whose condition is Constant(True).

    `names` are the criteria it names, in order, each once. A line with a service outcome and names depends on
    one of them being met and supporting the requested service.
    """

    name: str
    outcome: Outcome
    condition: Condition
    first: bool = False
    exceptions: tuple[Condition, ...] = ()
    names: tuple[NamedCriterion, ...] = ()
    interval: Interval = Interval()
    cite: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version(Place):
    """A version as stated: its days, and when it was approved."""

    name: str
    interval: Interval
    draft: bool = False
    approved: date | None = None
    amends: str = ""
    cite: Citation | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Epoch:
    """One version on days of one text. Mappings keep the order of the text; `lines` ends with `otherwise`."""

    policy: Policy
    version: Version
    interval: Interval
    definitions: Mapping[str, Definition]
    sections: Mapping[str, Section]
    criteria: Mapping[str, Criterion]
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """`ID@DATE` of its first day (or of the day before its end, where it has no first)."""
        day = self.interval.start or self.interval.end
        return f"{self.policy.id}@{day}" if day else self.policy.id


@dataclass(frozen=True, slots=True)
class NotHeld(Place):
    """Days on which a text was in force that we do not have."""

    interval: Interval
    because: str


@dataclass(frozen=True, slots=True, eq=False)
class Policy(Place):
    """A policy: its header, its facts (of all its vocabularies, in order), and its epochs.

    `epochs` are the adopted text in order of time; `drafts` map the name of each draft version to its epochs.
    Policies compare by identity, since epochs refer back to them.
    """

    id: str
    title: str
    payer: str
    vocabularies: tuple[str, ...]
    facts: Mapping[str, Fact]
    axioms: tuple[Axiom, ...]
    sources: Mapping[str, SourceDocument]
    services: Mapping[str, Service]
    groups: Mapping[str, tuple[str, ...]]
    version_clock: str
    window_clock: str
    undocumented_not_met: bool
    notice_days: int | None
    review_every: Length | None
    documents: tuple[RequiredDocument, ...]
    wordings: Mapping[Outcome, str]
    history: tuple[HistoryRow, ...]
    readings: Mapping[str, Reading]
    not_held: tuple[NotHeld, ...]
    versions: tuple[Version, ...]
    epochs: list[Epoch] = field(default_factory=list)
    drafts: dict[str, list[Epoch]] = field(default_factory=dict)
    cases: tuple[ExpectedCase, ...] = ()
    claims: tuple[Claim, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def clocks(self) -> tuple[str, ...]:
        """The clocks a case of this policy needs, the version clock first."""
        return tuple(dict.fromkeys((self.version_clock, self.window_clock)))


@dataclass(frozen=True, slots=True)
class Program:
    """Everything in a project that could be understood."""

    vocabularies: Mapping[str, Vocabulary]
    policies: Mapping[str, Policy]
