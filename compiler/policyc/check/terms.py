"""What names can mean at the place where a condition stands.

A condition is typed on the days of one epoch. The outline holds the sections and criteria in force on those
days; `ever` holds the labels of the version on any day, so that a reference to what is not in force is told
apart from one to what does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyc.check.findings import Findings
from policyc.model.calendar import Interval
from policyc.model.conditions import Citation
from policyc.model.facts import Fact
from policyc.model.program import Reading, Service
from policylang import tree
from policylang.source import Span


@dataclass(slots=True)
class Uses:
    """What was used, as (kind, owner, name): the owner is a vocabulary, a policy, or `policy version`."""

    names: set[tuple[str, str, str]] = field(default_factory=set)

    def mark(self, kind: str, owner: str, name: str) -> None:
        """Note that a name is used."""
        self.names.add((kind, owner, name))

    def has(self, kind: str, owner: str, name: str) -> bool:
        """Whether a name was used."""
        return (kind, owner, name) in self.names


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section, the label of the section around it ("" at the top), and the days it is in force."""

    node: tree.Section
    parent: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class PlacedCriterion:
    """A criterion and the label of its section ("" at the top)."""

    node: tree.Criterion
    section: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a version in force on some days, in the order of the text."""

    definitions: Mapping[str, tree.Definition] = field(default_factory=dict)
    sections: Mapping[str, PlacedSection] = field(default_factory=dict)
    criteria: Mapping[str, PlacedCriterion] = field(default_factory=dict)
    lines: tuple[tree.Line, ...] = ()


@dataclass(slots=True)
class Absences:
    """References to labels that are not in force: (place, label) -> the days on which that is so."""

    found: dict[tuple[Span, str], list[Interval]] = field(default_factory=dict)

    def note(self, span: Span, label: str, days: Interval) -> None:
        """Note that the label is not in force on these days."""
        known = self.found.setdefault((span, label), [])
        if days not in known:
            known.append(days)

    def join(self, other: Absences) -> None:
        """Note what was noted elsewhere."""
        for (span, label), intervals in other.found.items():
            for days in intervals:
                self.note(span, label, days)


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that a condition, a citation or a recommendation can name, and where findings go.

    `owner` and `version` say for whom names are used; in a vocabulary there is no policy and `version` is "".
    """

    findings: Findings
    uses: Uses
    owner: str
    facts: Mapping[str, Fact]
    version: str = ""
    services: Mapping[str, Service] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    outline: Outline = field(default_factory=Outline)
    ever: frozenset[str] = frozenset()
    days: Interval = field(default_factory=Interval)
    absences: Absences = field(default_factory=Absences)

    @property
    def in_vocabulary(self) -> bool:
        """Whether the condition stands in an axiom, where no service is requested and no text in force."""
        return not self.version

    @property
    def text(self) -> str:
        """The owner of the names of the version."""
        return f"{self.owner} {self.version}"


def read_cite(cite: tree.Cite | None, terms: Terms) -> Citation | None:
    """The citation, its source found among those of the policy."""
    if cite is None:
        return None
    name = cite.source.text
    if name in terms.sources:
        terms.uses.mark("source", terms.owner, name)
    else:
        terms.findings.unknown("source", name, cite.source.span, terms.sources)
    return Citation(name, cite.place.text)


def read_services(words: tuple[tree.Word, ...], terms: Terms) -> tuple[str, ...]:
    """The services that names of services and groups stand for, sorted; unknown names are reported."""
    found: set[str] = set()
    for word in words:
        if word.text in terms.groups:
            terms.uses.mark("group", terms.owner, word.text)
            found.update(terms.groups[word.text])
        elif word.text in terms.services:
            terms.uses.mark("service", terms.owner, word.text)
            found.add(word.text)
        else:
            terms.findings.unknown("service", word.text, word.span, {*terms.services, *terms.groups})
    return tuple(sorted(found))
