"""Which criteria a policy's cases exercise: how often each was met, not met and unknown, text by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from policyc.decide.expectations import CaseResult
from policyc.evaluate import truth_of
from policyc.evaluate.keys import criterion_key
from policyc.model.conditions import CriterionTest
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Truth, Verdict


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """How many pairs of a case and a service found a criterion met, not met, and unknown."""

    label: str
    title: str
    met: int
    not_met: int
    unknown: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What no case shows."""
        counts = {"met": self.met, "not met": self.not_met, "unknown": self.unknown}
        return tuple(name for name, number in counts.items() if number == 0)


@dataclass(frozen=True, slots=True)
class EpochCoverage:
    """The coverage of one text; `cases` is how many cases it decided."""

    epoch: Epoch
    cases: int
    criteria: tuple[CriterionCoverage, ...]


def coverage(policy: Policy, results: Iterable[CaseResult]) -> tuple[EpochCoverage, ...]:
    """The coverage of every adopted text of a policy, in order of time, by these results."""
    found = tuple(results)
    epochs = tuple(policy.epochs) or tuple(epoch for drafts in policy.drafts.values() for epoch in drafts)
    return tuple(_of_epoch(epoch, [each for each in found if each.epoch is epoch]) for epoch in epochs)


def _of_epoch(epoch: Epoch, results: list[CaseResult]) -> EpochCoverage:
    seen = {label: Counter[Truth]() for label in epoch.criteria}
    for result in results:
        for verdict in result.verdicts:
            if isinstance(verdict, Verdict) and verdict.evaluation is not None:
                for label, counts in seen.items():
                    counts[_truth(label, epoch, result, verdict)] += 1
    rows = tuple(
        CriterionCoverage(
            label,
            epoch.criteria[label].title,
            counts[Truth.TRUE],
            counts[Truth.FALSE],
            counts[Truth.UNKNOWN],
        )
        for label, counts in seen.items()
    )
    return EpochCoverage(epoch, len(results), rows)


def _truth(label: str, epoch: Epoch, result: CaseResult, verdict: Verdict) -> Truth:
    """Whether the criterion is met: as the evaluation found it, or asked now where it did not look."""
    known = verdict.evaluation.truths.get(criterion_key(label, True)) if verdict.evaluation else None
    if known is not None:
        return known
    test = CriterionTest(label, True, path=criterion_key(label, True))
    return truth_of(epoch, test, result.expected.case, verdict.service)
