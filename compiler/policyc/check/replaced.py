"""Texts that were approved and never came into force, because a later approval replaced them first.

A *version* is replaced when another was approved after it, before its first day, and is in force on all of its days
from the same day or an earlier one. Then the later approval counts, as a committee would say; without both dates of
approval nobody can tell, and two versions on one day are an error.

A *row* of the history is replaced when on the day it takes effect nothing of the text changes, and the version then
in force was approved after the row and took effect before that day: the text that the row approved never stood.

Drafts may be superseded in silence.
"""

from __future__ import annotations

from policyc.check.bench import PolicyBench, StatedVersion
from policyc.check.findings import Findings
from policyc.model.program import HistoryRow, Version
from policylang.codes import NAMES
from policylang.diagnostic import Label


def replaces(other: Version, version: Version) -> bool:
    """Whether a version was replaced by another before its first day."""
    start, earlier = version.interval.start, other.interval.start
    if version.draft or other.draft or start is None or earlier is None:
        return False
    if version.approved is None or other.approved is None or not version.approved < other.approved < start:
        return False
    return earlier <= start and other.interval.meet(version.interval) == version.interval


def in_use(stated: list[StatedVersion]) -> list[StatedVersion]:
    """The versions that none of the others replaced before their first day."""
    return [each for each in stated if not any(replaces(other.version, each.version) for other in stated)]


def check_replaced(policy: PolicyBench, findings: Findings) -> None:
    """Report adopted versions and rows of the history that were replaced before the day they take effect."""
    if policy.incomplete or findings.damaged:
        return
    adopted = [each for each in policy.versions.values() if not each.version.draft]
    for stated in adopted:
        by = next((other for other in adopted if replaces(other.version, stated.version)), None)
        if by is not None:
            _report_version(stated, by, findings)
    for row in policy.policy.history:
        after = _replacing(row, in_use(adopted))
        if after is not None:
            _report_row(row, after, findings)


def _replacing(row: HistoryRow, adopted: list[StatedVersion]) -> StatedVersion | None:
    """The version that took the place of what a row approved, before the day on which the row takes effect."""
    day = row.effective
    if (
        day is None
        or not row.verb.startswith("approv")
        or any(day in each.days_of_change for each in adopted)
    ):
        return None
    for stated in adopted:
        start, approved = stated.version.interval.start, stated.version.approved
        if start is None or approved is None or day not in stated.version.interval:
            continue
        if row.on < approved < day and row.on < start:
            return stated
    return None


def _report_version(stated: StatedVersion, by: StatedVersion, findings: Findings) -> None:
    version, other = stated.version, by.version
    findings.add(
        "replaced-before-in-force",
        f"version `{version.name}` was replaced by `{other.name}` before it was in force",
        stated.node.name.span,
        caption=f"approved {version.approved}, to be effective from {version.interval.start}",
        labels=(
            Label(by.node.name.span, f"approved {other.approved}, effective from {other.interval.start}"),
        ),
        help="check the dates against the source, or mark the version `draft`; if it was really adopted, write"
        f' `acknowledge {NAMES["replaced-before-in-force"].code} on "{version.name}" because "…"`',
    )


def _report_row(row: HistoryRow, by: StatedVersion, findings: Findings) -> None:
    version = by.version
    findings.add(
        "replaced-before-in-force",
        f"what the row of `{row.on}` approved was replaced before it was in force",
        row.span,
        caption=f"to be effective from {row.effective}, when no text changes",
        labels=(
            Label(
                by.node.name.span,
                f"approved later, on {version.approved}, and effective from {version.interval.start}",
            ),
        ),
        help=f"give version `{version.name}` a part that is `effective from {row.effective}`, or correct the"
        f' row; if it is right, write `acknowledge {NAMES["replaced-before-in-force"].code} on "{row.on}"'
        ' because "…"`',
    )
