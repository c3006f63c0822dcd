"""What the judge says of the first version of a policy: the planted defect is there, or it is not.

A defect that a mutation only seems to plant would make the benchmark too easy or too hard; so each is confirmed.
"""

from __future__ import annotations

from functools import cached_property

from policyc.model.conditions import walk
from policyc.model.program import Policy
from tests.generators.cases import conditions_of
from tests.judges import z3_findings, z3_twins
from tests.judges.z3_subject import FreeText, Z3Subject
from tests.judges.z3_undocumented import documentation_cliff


class Evidence:
    """The first version of a policy, epoch by epoch, before the judge."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    @cached_property
    def subjects(self) -> list[Z3Subject]:
        """The epochs of the version."""
        first = self.policy.versions[0].name
        return [Z3Subject(epoch) for epoch in self.policy.epochs if epoch.version.name == first]

    def contradictory(self, name: str) -> bool:
        """Nobody meets a criterion, satisfies a list, or is taken by a line."""
        return all(name in z3_findings.contradictory(subject) for subject in self.subjects)

    def blockers(self, name: str) -> set[frozenset[str]] | None:
        """The sets of earlier lines that take all patients of a line; None when it decides somebody."""
        found = [z3_findings.blockers(subject, name) for subject in self.subjects]
        dead = all(name in z3_findings.unreachable(subject) for subject in self.subjects)
        return found[0] if dead and all(each == found[0] for each in found) else None

    def redundant(self, path: str) -> bool:
        """Nothing changes without a part."""
        return all(z3_findings.is_redundant(subject, path) for subject in self.subjects)

    def always_true(self, path: str) -> bool:
        """A condition holds for all whom its surroundings take."""
        return all(path in z3_findings.always_true(subject) for subject in self.subjects)

    def collapsed(self, path: str) -> bool:
        """A count is another count there."""
        return all(path in z3_findings.collapsed_counts(subject) for subject in self.subjects)

    def overlap(self, one: str, other: str) -> bool:
        """Two lines hold for one patient whom the first of them decides."""
        return any((one, other) in z3_findings.overlaps(subject) for subject in self.subjects)

    def gap(self, fact: str) -> bool:
        """A value of a fact belongs to none of the sections that share it out."""
        return all(z3_twins.gap(subject, self.policy.facts[fact]) for subject in self.subjects)

    def cliff(self, fact: str) -> bool:
        """Somebody is worse off for a sicker value."""
        return any(z3_twins.cliff(subject, fact, []) for subject in self.subjects)

    def documentation_cliff(self, fact: str) -> bool:
        """Somebody is worse off once a fact is documented."""
        return any(documentation_cliff(subject, fact) for subject in self.subjects)

    def idle(self, fact: str) -> bool:
        """Nothing depends on a fact."""
        return not any(z3_twins.matters(subject, fact) for subject in self.subjects)

    def matters_otherwise(self, fact: str) -> bool:
        """Some outcome depends on a fact when one reading is read otherwise."""
        return any(
            z3_twins.matters(subject, fact, {name: each.name})
            for name, reading in self.policy.readings.items()
            for each in reading.alternatives[1:]
            for subject in self.subjects
        )

    def reading_matters(self, *names: str) -> bool:
        """Somebody is decided differently when these readings are turned together."""
        return any(z3_twins.reading_matters(subject, names) for subject in self.subjects)

    def matter_together(self, one: str, other: str) -> bool:
        """Neither reading matters while the other is read as chosen, and both together do."""
        alone = self.reading_matters(one) or self.reading_matters(other)
        return not alone and self.reading_matters(one, other)

    def does_nothing(self, label: str) -> bool:
        """A criterion could be taken out."""
        return all(z3_findings.is_redundant(subject, label) for subject in self.subjects)

    def unmentioned(self, name: str) -> bool:
        """No condition refers to a definition."""
        return not any(
            getattr(part, "name", "") == name
            for subject in self.subjects
            for condition in conditions_of(subject.epoch)
            for part in walk(condition)
        )

    def never_in_force(self, label: str) -> bool:
        """No epoch has a section."""
        return not any(label in epoch.sections for epoch in self.policy.epochs)

    def service_is_dead(self, name: str) -> bool:
        """The service is supported for nobody."""
        return not any(subject.possible(subject.text.service(name)) for subject in self.subjects)

    def same_on_both_sides(self, day: str) -> bool:
        """The epochs that a day divides decide everybody alike."""
        before = next(s for s in self.subjects if str(s.epoch.interval.end) == day)
        after = next(s for s in self.subjects if str(s.epoch.interval.start) == day)
        other = FreeText(after.epoch, before.patients).decision()
        return not before.possible(before.differs(before.text.decision(), other))

    def guard_is_idle(self, day: str) -> bool:
        """A day lies before the version begins."""
        return all(str(subject.epoch.interval.start) > day for subject in self.subjects)
