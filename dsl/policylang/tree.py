"""The syntax tree: what the analyst wrote, before anything is known of its meaning.

Names are kept as written; numbers as their decimal text. Every node knows its span, which takes no part in
equality. Dates are already dates: an impossible one is reported by the parser and stands as None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from policylang.source import Span

NOWHERE = Span("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that was written somewhere."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A name, label, number or string as written, with its place (strings without quotes, escapes undone)."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite(Node):
    """`cite kp "II.A"`: a place in a declared source."""

    source: Word
    place: Word


@dataclass(frozen=True, slots=True)
class Effective(Node):
    """`effective from D`, `before D`, `through D` or both ends; `until` is refused by the parser."""

    from_date: date | None = None
    before: date | None = None
    through: date | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """`6 weeks`, `2`, `38.5 celsius`; unit is None where none was written."""

    number: Word
    unit: Word | None = None


# --- Conditions -------------------------------------------------------------------------------------------


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
    """`all of these 3:` and its items. quantifier: all, any, none or at least (then `least` is set)."""

    quantifier: str
    items: tuple[Item, ...]
    least: Word | None = None
    checksum: Word | None = None


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


# --- Vocabularies -----------------------------------------------------------------------------------------


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


# --- Policies ---------------------------------------------------------------------------------------------


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


# --- Cases, claims, acknowledgements ----------------------------------------------------------------------


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


Claim = Whenever | NeverOutcome | MoreNeverWorsens | MetImplies | SameOutcome


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
    """A part that could not be read. `names` are what it would have declared, so that nobody is told twice."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File(Node):
    """One source file: its blocks in order, and the parts of it that could not be read."""

    name: str
    blocks: tuple[Block, ...] = ()
    damages: tuple[Damage, ...] = field(default=(), compare=False)
