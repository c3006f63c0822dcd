"""Counting out: what the analysis should find in a small policy, from every patient there can be.

For texts without dates, sets and episodes the values next to the thresholds, and the ends of each range, stand for all
values; so going through them is going through all patients. Everything is what the reference evaluator says of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.program import Epoch
from tests.generators.cases import completions, some_day, tries
from tests.judges.disagreeing import Pair, clashes, holding
from tests.judges.taking_out import decided, without

MOST = 120


@dataclass(frozen=True)
class Counted:
    """Every patient of a small policy with every service they can ask for."""

    epoch: Epoch
    patients: tuple[tuple[Case, str], ...]

    def deciding_lines(self) -> set[str]:
        """The lines that decide somebody."""
        told = (evaluate(self.epoch, case, service).decided_by for case, service in self.patients)
        return {each.line for each in told if each is not None}

    def lines_that_hold(self) -> set[str]:
        """The lines that hold for somebody, whoever decides."""
        return set(chain.from_iterable(holding(self.epoch, case, service) for case, service in self.patients))

    def overlaps(self) -> set[Pair]:
        """The lines that disagree about somebody, the one that decides before the other."""
        return set(chain.from_iterable(clashes(self.epoch, case, service) for case, service in self.patients))

    def facts_that_matter(self) -> set[str]:
        """The facts in which alone two patients differ who are told different things."""
        told = [(case, service, self._told(case, service)) for case, service in self.patients]
        return {name for name in self.epoch.policy.facts if _tells_apart(name, told)}

    def _told(self, case: Case, service: str) -> object:
        return decided(self.epoch, case, service), evaluate(self.epoch, case, service).also_supported

    def has_effect(self, path: str) -> bool:
        """Whether somebody is decided differently, or more lines disagree, without the part at this path."""
        rest = without(self.epoch, [path])
        if any(decided(self.epoch, *patient) != decided(rest, *patient) for patient in self.patients):
            return True
        return not Counted(rest, self.patients).overlaps() <= self.overlaps()


def counted(epoch: Epoch) -> Counted | None:
    """Every patient, where they are few enough to be counted."""
    nobody = Case({"date_of_service": some_day(epoch)}, tuple(epoch.policy.services))
    if tries(nobody, epoch) > MOST:
        return None
    patients = []
    for case in completions(nobody, epoch, MOST):
        patients += [(asking, service) for asking, service in _requests(case, tuple(epoch.policy.services))]
    return Counted(epoch, tuple(patients))


def _tells_apart(name: str, told: list[tuple[Case, str, object]]) -> bool:
    seen: dict[object, object] = {}
    for case, service, what in told:
        rest = [(fact, value) for fact, value in case.facts.items() if fact != name]
        rest += [(fact, values[service]) for fact, values in case.per_service.items() if fact != name]
        if seen.setdefault((service, case.requested, tuple(rest)), what) != what:
            return True
    return False


def _requests(case: Case, services: tuple[str, ...]) -> Iterator[tuple[Case, str]]:
    for size in range(1, len(services) + 1):
        for some in combinations(services, size):
            for service in some:
                yield Case(case.clocks, some, case.facts, case.per_service), service
