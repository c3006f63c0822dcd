"""What the passes of the checker work on: one table per stage, filled in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policyc.check.clashes import Rule, rules_of
from policyc.check.findings import Findings
from policyc.check.intervals import cut
from policyc.check.neighbourhoods import Elsewhere
from policyc.check.outline import Layout, outline_on
from policyc.check.terms import Outline, Terms, Uses
from policyc.model.calendar import Interval
from policyc.model.facts import Vocabulary
from policyc.model.program import Policy, Version
from policylang import tree


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """How to check.

    `levels` maps a code or a readable name to `error`, `warning`, `note` or `off`. `whole_project` says that
    the files are all there are, so that what none of them uses is used by nobody.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    whole_project: bool = True


@dataclass(slots=True)
class StatedVersion:
    """A version on its way: as written, stated in full, its days, and where its parts stand."""

    node: tree.Version
    full: tree.Version
    version: Version
    layout: Layout
    _outlines: dict[Interval, Outline] = field(default_factory=dict)

    def days(self) -> list[Interval]:
        """All days, cut wherever the version or a part of it comes into force or ceases to be."""
        own = self.version.interval
        return cut(Interval(), (own.start, own.end, *self.layout.bounds))

    @property
    def days_of_change(self) -> frozenset[date]:
        """The days on which the version or a part of it comes into force or ceases to be."""
        own = (self.version.interval.start, self.version.interval.end)
        return frozenset((*self.layout.bounds, *(day for day in own if day is not None)))

    def outline(self, days: Interval) -> Outline:
        """The parts in force on days that `days()` does not cut."""
        if days not in self._outlines:
            self._outlines[days] = outline_on(self.layout, days)
        return self._outlines[days]


@dataclass(slots=True)
class PolicyBench:
    """A policy on its way. `policy` is replaced as it grows, until epochs refer to it.

    `incomplete`: the days of one of its versions make no sense, so that the version is missing here.
    """

    node: tree.Policy
    policy: Policy
    versions: dict[str, StatedVersion] = field(default_factory=dict)
    incomplete: bool = False
    _rules: tuple[Rule, ...] | None = None

    def nodes(self) -> dict[str, tree.Version]:
        """The versions as written, by name."""
        return {name: stated.node for name, stated in self.versions.items()}

    def rules(self) -> tuple[Rule, ...]:
        """The axioms of the policy, ready to be held against many cases."""
        if self._rules is None:
            self._rules = rules_of(self.policy.axioms)
        return self._rules


@dataclass(slots=True)
class Bench:
    """The files of one neighbourhood, what is known of them so far, and what was found.

    `elsewhere` is what other files of the project declare.
    """

    files: Sequence[tree.File]
    config: CheckConfig
    findings: Findings
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    uses: Uses = field(default_factory=Uses)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    policies: dict[str, PolicyBench] = field(default_factory=dict)

    def blocks(self, kind: type[tree.Node]) -> list[tree.Node]:
        """Every block of a kind, in the order of the files."""
        return [block for file in self.files for block in file.blocks if isinstance(block, kind)]

    def known_policies(self) -> list[str]:
        """The ids of all policies of the project, those of further files included."""
        return sorted({*self.policies, *self.elsewhere.policies})


def header_terms(bench: Bench, policy: Policy) -> Terms:
    """What can be named in the header of a policy, and in its cases."""
    return Terms(
        bench.findings,
        bench.uses,
        policy.id,
        policy.facts,
        version="header",
        services=policy.services,
        groups=policy.groups,
        readings=policy.readings,
        sources=frozenset(policy.sources),
    )
