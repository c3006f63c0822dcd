"""Versions of which nobody can tell whether the notice that their policy promises was kept.

Nothing is said of the first adopted version, which changes no text, nor of one that says when it was approved or
on whose first day some row of the history stands or takes effect: there the dates are given, and can be judged.
"""

from __future__ import annotations

from policyc.check.bench import PolicyBench
from policyc.check.findings import Findings


def check_notice(policy: PolicyBench, findings: Findings) -> None:
    """Report an adopted version that follows another, in a policy that promises notice, and gives no date for it."""
    if policy.node.notice is None or policy.incomplete or findings.damaged:
        return
    recorded = {day for row in policy.policy.history for day in (row.on, row.effective)}
    adopted = [each for each in policy.versions.values() if not each.version.draft]
    starts = [each.version.interval.start for each in adopted]
    for stated in adopted:
        version, start = stated.version, stated.version.interval.start
        follows = any(other is None or (start is not None and other < start) for other in starts)
        if start is None or not follows or version.approved is not None or start in recorded:
            continue
        findings.add(
            "notice-unrecorded",
            f"nothing says when version `{version.name}` was approved, and its policy promises notice",
            stated.node.name.span,
            caption=f"effective from {start}",
            help=f"write `approved DATE` in the version, or a row of the history with `effective {start}`",
        )
