"""Whether new versions kept the notice that their policy promises, counted from their approval to their first day.

Nothing is said of the first adopted version, which changes no text, nor of one that was replaced before it was in
force. Where a row of the history speaks of the version, it stands or takes effect on the version's first day or
stands on the day of its approval, the row says what was promised, and is judged by `history`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policyc.check.bench import PolicyBench, StatedVersion
from policyc.check.findings import Findings
from policyc.check.quantities import read_length
from policyc.check.replaced import in_use
from policyc.model.calendar import Length, days_of
from policylang.codes import NAMES


def check_notice(policy: PolicyBench, findings: Findings) -> None:
    """Report adopted versions that follow another and kept less notice than promised, or do not tell it."""
    if policy.node.notice is None or policy.incomplete or findings.damaged:
        return
    notice = read_length(policy.node.notice, Findings())
    for stated, start in _following(policy):
        approved = stated.version.approved
        if approved is None:
            _report_unrecorded(stated, start, findings)
        elif notice is not None and approved <= start and (start - approved).days < days_of(notice, start):
            _report_short(stated, approved, start, notice, findings)


def _following(policy: PolicyBench) -> Iterator[tuple[StatedVersion, date]]:
    """The adopted versions that follow another and of which no row speaks, with their first days."""
    adopted = in_use([each for each in policy.versions.values() if not each.version.draft])
    starts = [each.version.interval.start for each in adopted]
    history = policy.policy.history
    for stated in adopted:
        start = stated.version.interval.start
        follows = start is not None and any(other is None or other < start for other in starts)
        spoken_of = any(
            start in (row.on, row.effective) or stated.version.approved == row.on for row in history
        )
        if start is not None and follows and not spoken_of:
            yield stated, start


def _report_unrecorded(stated: StatedVersion, start: date, findings: Findings) -> None:
    findings.add(
        "notice-unrecorded",
        f"nothing says when version `{stated.version.name}` was approved, and its policy promises notice",
        stated.node.name.span,
        caption=f"effective from {start}",
        help=f"write `approved DATE` in the version, or a row of the history with `effective {start}`",
    )


def _report_short(
    stated: StatedVersion, approved: date, start: date, notice: Length, findings: Findings
) -> None:
    days = (start - approved).days
    name = stated.version.name
    findings.add(
        "notice-not-kept",
        f"version `{name}` kept {days} {'day' if days == 1 else 'days'} of notice, and its policy promises {notice}",
        stated.node.name.span,
        caption=f"approved {approved}, effective from {start}",
        help="check both dates against the source; if they are right, write"
        f' `acknowledge {NAMES["notice-not-kept"].code} on "{name}" because "…"`',
    )
