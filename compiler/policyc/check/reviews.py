"""Reviews of a policy, held against the period in which it promises one (`review every …`).

A review is a row of the history whose verb says so (reviewed, revised, approved, …) or the approval of an adopted
version. Each is on time when it is no further from the one before than the period, counted back from its own day.
Nothing is said of the days before the first review on record, nor of a version that was approved late: only rows of
the history are late reviews. Nothing is said either where the policy promises no period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from policyc.check.bench import PolicyBench
from policyc.check.findings import Findings
from policyc.model.calendar import Length, days_of, months_before
from policyc.model.program import Policy
from policylang.codes import NAMES, diagnostic
from policylang.diagnostic import Diagnostic, Label
from policylang.source import Span

# What somebody does who has read the whole policy again. To clarify or correct a wording is not that.
REVIEWING = ("adopt", "approv", "reaffirm", "renew", "review", "revis", "updat")


@dataclass(frozen=True, slots=True)
class Review:
    """A day on which the policy was reviewed, what was done, and where that is written."""

    on: date
    verb: str
    span: Span | None


def reviews_of(policy: Policy) -> tuple[Review, ...]:
    """The reviews on record in order of time, one for each day."""
    rows = [Review(row.on, row.verb, row.span) for row in policy.history if row.verb.startswith(REVIEWING)]
    approvals = [
        Review(version.approved, "approved", version.span)
        for version in policy.versions
        if version.approved is not None and not version.draft
    ]
    by_day: dict[date, Review] = {}
    for review in (*rows, *approvals):
        by_day.setdefault(review.on, review)
    return tuple(by_day[day] for day in sorted(by_day))


def check_reviews(policy: PolicyBench, findings: Findings) -> None:
    """Report each review on record that came later than the period of the policy allows."""
    if policy.incomplete or findings.damaged:
        return
    findings.adopt(Findings(found=list(_late(policy.policy))))


def review_overdue(policy: Policy, today: date | None) -> tuple[Diagnostic, ...]:
    """The review that is due by a day and is not on record; nothing without a day.

    Nothing is said where a later review is on record, or where on that day no adopted version is in force.
    """
    period, reviews = policy.review_every, reviews_of(policy)
    if today is None or period is None or not reviews or reviews[-1].on >= today:
        return ()
    days = _overdue(reviews[-1].on, today, period)
    if days <= 0 or not any(today in each.interval for each in policy.versions if not each.draft):
        return ()
    last = reviews[-1]
    return (
        diagnostic(
            "review-overdue",
            f"on {today} the review of `{policy.id}` is {_days(days)} overdue",
            last.span,
            caption=f"{last.verb} on {last.on}; nothing later is on record",
            notes=(f"the policy promises a review every {_period(period)}",),
            help="record the review in the history, or have it made; if it is known to be late, write"
            f' `acknowledge {NAMES["review-overdue"].code} on {policy.id} because "…"`',
        ),
    )


def _late(policy: Policy) -> Iterator[Diagnostic]:
    period = policy.review_every
    if period is None:
        return
    rows = {row.on for row in policy.history}
    for earlier, later in pairwise(reviews_of(policy)):
        days = _overdue(earlier.on, later.on, period)
        if days <= 0 or later.on not in rows:
            continue
        before = f"the review before it: {earlier.verb} on {earlier.on}"
        yield diagnostic(
            "review-overdue",
            f"the review of `{later.on}` came {_days(days)} late",
            later.span,
            caption=f"{later.verb} on {later.on}",
            labels=(Label(earlier.span, before),) if earlier.span else (),
            notes=(f"the policy promises a review every {_period(period)}",),
            help="add the reviews between the two, if there were any, to the history; if there were none, write"
            f' `acknowledge {NAMES["review-overdue"].code} on "{later.on}" because "…"`',
        )


def _overdue(earlier: date, later: date, period: Length) -> int:
    """How many days after the end of the period the later day is; 0 when it is on time."""
    if (later - earlier).days <= days_of(period, later):
        return 0
    months = period.months
    due = earlier + timedelta(days_of(period, earlier)) if months is None else months_before(earlier, -months)
    return (later - due).days


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _period(period: Length) -> str:
    return period.unit if period.number == 1 else str(period)


__all__ = ["Review", "check_reviews", "review_overdue", "reviews_of"]
