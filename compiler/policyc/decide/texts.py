"""Which text decides a case: the one in force on the case's version clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Verdict


def text_for(policy: Policy, epochs: Sequence[Epoch], case: Case) -> Epoch | Outcome:
    """The epoch that holds the case's day.

    Else `text not held` where the policy says that a text was in force that we lack, and `not in force` on any
    other day. A case without the policy's version clock is decided by its date of service.
    """
    day = version_day(policy, case)
    for epoch in epochs:
        if day in epoch.interval:
            return epoch
    if any(day in gap.interval for gap in policy.not_held):
        return Outcome.TEXT_NOT_HELD
    return Outcome.NOT_IN_FORCE


def version_day(policy: Policy, case: Case) -> date:
    """The day that picks the text for a case."""
    return case.clocks.get(policy.version_clock, case.date_of_service)


def verdict_without_text(service: str, outcome: Outcome) -> Verdict:
    """The verdict where there is no text to decide with: nothing is approved, nothing denied."""
    return Verdict(
        service=service,
        outcome=outcome,
        decided=True,
        possible=(outcome,),
        decided_by=None,
        possible_lines=(),
        services=(),
        also_supported=(),
        citations=(),
        routes=(),
        open_facts=(),
        evaluation=None,
    )
