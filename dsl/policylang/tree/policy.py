"""Policies as written: header, versions, sections, criteria, decisions, amendments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from policylang.source import Span
from policylang.tree.conditions import Condition
from policylang.tree.node import Cite, Effective, Node, Quantity, Word


@dataclass(frozen=True, slots=True)
class SourceDocument(Node):
    """`source kp "Clinical Review Criteria" revised 2023-10-03 at "file or address"`."""

    name: Word
    title: Word
    revised: date | None = None
    retrieved: date | None = None
    at: Word | None = None


@dataclass(frozen=True, slots=True)
class Service(Node):
    """`CPT 72148 as without_contrast "…"`; several codes may share a service."""

    system: Word
    codes: tuple[Word, ...]
    name: Word
    label: Word


@dataclass(frozen=True, slots=True)
class ServiceGroup(Node):
    """`group lumbar: without_contrast, with_contrast`."""

    name: Word
    members: tuple[Word, ...]
    label: Word | None = None


@dataclass(frozen=True, slots=True)
class RequiredDocument(Node):
    """A row of `documents`: what must accompany a request."""

    name: Word
    label: Word
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class OutcomeWording(Node):
    """`md review worded "case-by-case review"`."""

    outcome: Word
    wording: Word


@dataclass(frozen=True, slots=True)
class HistoryRow(Node):
    """`2023-08-08 approved "…" effective 2024-01-01 requires notice of 60 days`; verb as written."""

    on: date | None
    verb: str
    description: Word
    effective: date | None = None
    requires_notice: bool = False
    notice: Quantity | None = None
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class ReadingChoice(Node):
    """`chosen waived "reason"` or `or nested "reason"`."""

    name: Word
    reason: Word
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """A place where the source can be read in more than one way, and the way that was chosen."""

    name: Word
    question: Word
    choices: tuple[ReadingChoice, ...]
    modelled: bool = True
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class NotHeld(Node):
    """`text not held from D before D because "…"`: a text was in force, and we do not have it."""

    effective: Effective
    because: Word


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """The header of a policy: everything that its versions share."""

    id: Word
    title: Word
    payer: Word | None = None
    vocabularies: tuple[Word, ...] = ()
    sources: tuple[SourceDocument, ...] = ()
    services: tuple[Service, ...] = ()
    groups: tuple[ServiceGroup, ...] = ()
    version_clock: Word | None = None
    window_clock: Word | None = None
    undocumented: str | None = None
    notice: Quantity | None = None
    review_every: Quantity | None = None
    documents: tuple[RequiredDocument, ...] = ()
    wordings: tuple[OutcomeWording, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    readings: tuple[Reading, ...] = ()
    not_held: tuple[NotHeld, ...] = ()
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement(Node):
    """`requires X` with its `waived when` lines."""

    condition: Condition
    waivers: tuple[Condition, ...] = ()
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommend(Node):
    """`recommend without_contrast, with_contrast when X`."""

    services: tuple[Word, ...]
    when: Condition | None = None
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """`define conservative_care "…"` and its condition."""

    name: Word
    title: Word
    condition: Condition | None
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion(Node):
    """`criterion I.C "…"`: a condition, its exceptions, what it recommends."""

    label: Word
    title: Word
    condition: Condition | None
    exceptions: tuple[Condition, ...] = ()
    recommends: tuple[Recommend, ...] = ()
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A section: scope, requirements, recommendation, and its criteria and subsections in order."""

    label: Word
    title: Word
    effective: Effective | None = None
    scope: Condition | None = None
    requirements: tuple[Requirement, ...] = ()
    recommends: tuple[Recommend, ...] = ()
    children: tuple[Criterion | Section, ...] = ()
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Line(Node):
    """A line of `decide`; `first` tells the block; `otherwise` has the name `otherwise` and no condition."""

    name: Word
    outcome: Word
    condition: Condition | None
    first: bool = False
    exceptions: tuple[Condition, ...] = ()
    effective: Effective | None = None
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Replace(Node):
    """`replace` in an amending version: whole parts, found by their identity in the parent."""

    parts: tuple[Definition | Criterion | Section | Line, ...]


@dataclass(frozen=True, slots=True)
class Add(Node):
    """`add`, `add in I`, `add after I.C`, `add before back_pain`: where is in, after, before or "" (the end)."""

    where: str
    anchor: Word | None
    parts: tuple[Definition | Criterion | Section | Line, ...]


@dataclass(frozen=True, slots=True)
class Remove(Node):
    """`remove criterion I.D`; kind is criterion, section, define or line."""

    kind: str
    target: Word


Amendment = Replace | Add | Remove


@dataclass(frozen=True, slots=True)
class Version(Node):
    """A version: stated in full, or amendments of a named parent."""

    name: Word
    policy: Word | None
    effective: Effective | None
    draft: bool = False
    amends: Word | None = None
    approved: date | None = None
    definitions: tuple[Definition, ...] = ()
    sections: tuple[Section, ...] = ()
    lines: tuple[Line, ...] = ()
    decide_span: Span | None = field(default=None, compare=False)
    amendments: tuple[Amendment, ...] = ()
    cite: Cite | None = None
    notes: tuple[Word, ...] = ()
