"""A policy as an outline that can be changed in one place and written down.

Drafts are text with structure and nothing more: conditions are rows of the language or lists of them. So what is
planted in a draft goes through parser, checker and analysis like anything that somebody writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Item:
    """An item of a list, what waives it, and the alternative it stands for in a list that depends on a reading."""

    says: Says
    waivers: list[Says] = field(default_factory=list)
    name: str = ""


@dataclass
class Listed:
    """A list: its head without the count (`all of`, `at least 2 of`, `depending on reading R`), and its items."""

    head: str
    items: list[Item]


Says = str | Listed


@dataclass
class Requirement:
    """What a section requires, and what waives it."""

    says: Says
    waivers: list[Says] = field(default_factory=list)


@dataclass
class CriterionDraft:
    """A criterion; `facts` are those that nothing else of the draft asks for."""

    label: str
    says: Says
    exceptions: list[Says] = field(default_factory=list)
    recommends: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


@dataclass
class SectionDraft:
    """A section; `days` as after `effective`.

    `divides` is the fact by which it adjoins its neighbours, `inside` a condition that its scope guarantees and
    `outside` one that its scope excludes, both about that fact; `borrowed` when another section asks for its criteria.
    """

    label: str
    scope: Says | None = None
    requires: list[Requirement] = field(default_factory=list)
    recommends: list[str] = field(default_factory=list)
    criteria: list[CriterionDraft] = field(default_factory=list)
    subsections: list[SectionDraft] = field(default_factory=list)
    days: str = ""
    divides: str = ""
    inside: str = ""
    outside: str = ""
    borrowed: bool = False


@dataclass
class LineDraft:
    """A line of `decide`."""

    name: str
    outcome: str
    says: Says
    exceptions: list[Says] = field(default_factory=list)
    first: bool = False
    days: str = ""


@dataclass
class VersionDraft:
    """A version; `days` as after `effective`."""

    name: str
    days: str
    approved: str
    definitions: dict[str, Says] = field(default_factory=dict)
    sections: list[SectionDraft] = field(default_factory=list)
    lines: list[LineDraft] = field(default_factory=list)
    otherwise: str = "not medically necessary"

    def every_section(self) -> Iterator[SectionDraft]:
        """The sections and their subsections, as written."""
        for section in self.sections:
            yield section
            yield from section.subsections

    def every_criterion(self) -> Iterator[tuple[SectionDraft, CriterionDraft]]:
        """The criteria with their sections."""
        for section in self.every_section():
            for criterion in section.criteria:
                yield section, criterion

    def line(self, name: str) -> LineDraft:
        """The line of this name."""
        return next(line for line in self.lines if line.name == name)


@dataclass
class PolicyDraft:
    """A vocabulary, a header and versions.

    `facts` map names to the rows below `fact`.
    """

    facts: dict[str, list[str]] = field(default_factory=dict)
    axioms: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    readings: dict[str, list[str]] = field(default_factory=dict)
    versions: list[VersionDraft] = field(default_factory=list)
    undocumented_not_met: bool = False


def all_of(*says: Says) -> Listed:
    """A list of which every item must hold."""
    return Listed("all of", [Item(each) for each in says])


def any_of(*says: Says) -> Listed:
    """A list of which some item must hold."""
    return Listed("any of", [Item(each) for each in says])


def none_of(*says: Says) -> Listed:
    """A list of which no item may hold."""
    return Listed("none of", [Item(each) for each in says])


def at_least(least: int, *says: Says) -> Listed:
    """A list of which so many items must hold."""
    return Listed(f"at least {least} of", [Item(each) for each in says])


def depending(reading: str, **says: Says) -> Listed:
    """A list with one item for each alternative of a reading."""
    return Listed(f"depending on reading {reading}", [Item(each, name=name) for name, each in says.items()])


# --- Writing it down --------------------------------------------------------------------------------------


def written(draft: PolicyDraft) -> str:
    """The draft as one file."""
    rows = [*_vocabulary(draft), "", *_header(draft)]
    for version in draft.versions:
        rows += ["", *_version(version)]
    return "\n".join(rows) + "\n"


def _vocabulary(draft: PolicyDraft) -> Iterator[str]:
    yield 'vocabulary sample "A sample vocabulary"'
    for name, rows in draft.facts.items():
        yield f'  fact {name} "{_title(name)}"'
        yield from _deeper(rows, 2)
    yield from _deeper((f"axiom {axiom}" for axiom in draft.axioms), 1)


def _header(draft: PolicyDraft) -> Iterator[str]:
    yield 'policy sample.policy "A sample policy"'
    yield "  vocabulary sample"
    yield '  source book "A document"'
    yield "  services"
    for number, service in enumerate(draft.services):
        yield f'    CPT {70000 + number} as {service} "{_title(service)}"'
    yield f"  undocumented facts are {'not met' if draft.undocumented_not_met else 'unknown'}"
    yield from _deeper(draft.header, 1)
    if draft.history:
        yield "  history"
        yield from _deeper(draft.history, 2)
    for name, rows in draft.readings.items():
        yield f'  reading {name} "How is {_title(name).lower()} meant?"'
        yield from _deeper(rows, 2)


def _version(version: VersionDraft) -> Iterator[str]:
    yield f"version {version.name} of sample.policy effective {version.days}"
    yield f"  approved {version.approved}"
    for name, says in version.definitions.items():
        yield f'  define {name} "{_title(name)}" cite book "{name}"'
        yield from _deeper(statement("", says), 2)
    for section in version.sections:
        yield from _deeper(_section(section), 1)
    yield "  decide"
    yield from _deeper(_lines(version), 2)


def _section(section: SectionDraft) -> Iterator[str]:
    days = f" effective {section.days}" if section.days else ""
    yield f'section {section.label} "Section {section.label}"{days} cite book "{section.label}"'
    rows: list[str] = []
    if section.scope is not None:
        rows += statement("applies when ", section.scope)
    for each in section.requires:
        rows += _lifted("requires ", each.says, each.waivers)
    rows += [f"recommend {services}" for services in section.recommends]
    for criterion in section.criteria:
        rows += _criterion(criterion)
    for inner in section.subsections:
        rows += _section(inner)
    yield from _deeper(rows, 1)


def _criterion(criterion: CriterionDraft) -> Iterator[str]:
    yield f'criterion {criterion.label} "Criterion {criterion.label}" cite book "{criterion.label}"'
    yield from _deeper(statement("", criterion.says), 1)
    for each in criterion.exceptions:
        yield from _deeper(statement("unless ", each), 1)
    yield from _deeper((f"recommend {services}" for services in criterion.recommends), 1)


def _lines(version: VersionDraft) -> Iterator[str]:
    first = [line for line in version.lines if line.first]
    if first:
        yield "first"
        for line in first:
            yield from _deeper(_line(line), 1)
        yield "then"
    for line in version.lines:
        if not line.first:
            yield from _deeper(_line(line), 1 if first else 0)
    yield f'otherwise {version.otherwise} cite book "otherwise"'


def _line(line: LineDraft) -> Iterator[str]:
    days = f" effective {line.days}" if line.days else ""
    yield from statement(f'{line.name}: {line.outcome}{days} cite book "{line.name}" when ', line.says)
    for each in line.exceptions:
        yield from _deeper(statement("unless ", each), 1)


def statement(before: str, says: Says) -> Iterator[str]:
    """A condition after these words, its items below it."""
    if isinstance(says, str):
        yield before + says
        return
    counted = "" if says.head.startswith("depending") else f" these {len(says.items)}"
    yield f"{before}{says.head}{counted}:"
    for item in says.items:
        name = f"{item.name}: " if item.name else ""
        yield from _deeper(_lifted(f"- {name}", item.says, item.waivers), 1)


def _lifted(before: str, says: Says, waivers: list[Says]) -> Iterator[str]:
    yield from statement(before, says)
    for each in waivers:
        yield from _deeper(statement("waived when ", each), 1)


def _deeper(rows: Iterator[str] | list[str], levels: int) -> list[str]:
    return ["  " * levels + row for row in rows]


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
