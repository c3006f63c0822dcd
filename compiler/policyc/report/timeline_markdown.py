"""The timeline of a policy as a Markdown page."""

from __future__ import annotations

from policyc.model.program import HistoryRow, Policy
from policyc.report.outline_markdown import escaped, table
from policyc.report.timeline import days_words, notice_given


def timeline_markdown(policy: Policy) -> str:
    """Which text binds when, and what the document's own history says of it."""
    texts = [(days_words(gap.interval), "text not held", escaped(gap.because)) for gap in policy.not_held] + [
        (
            days_words(epoch.interval),
            f"version {escaped(epoch.version.name)}",
            _approved(epoch.version.approved),
        )
        for epoch in policy.epochs
    ]
    texts += [
        (days_words(epoch.interval), f"draft {escaped(name)}", "")
        for name, epochs in policy.drafts.items()
        for epoch in epochs
    ]
    parts = [f"# Timeline: {escaped(policy.title)}\n", f"Policy `{policy.id}`.\n", "## Texts\n"]
    parts.append(table(("Days", "Text", "Remark"), texts))
    if policy.history:
        parts.append("## Decisions in the document's own history\n")
        rows = [
            (str(row.on), escaped(row.verb), escaped(row.description), _notice(row)) for row in policy.history
        ]
        parts.append(table(("Day", "What", "About", "Effect and notice"), rows))
    return "\n".join(parts)


def _approved(day: object) -> str:
    return f"approved {day}" if day is not None else ""


def _notice(row: HistoryRow) -> str:
    given = notice_given(row)
    effect = (
        f"effective {row.effective}, {given} days after the decision"
        if row.effective
        else "no date of effect"
    )
    if row.notice_days is None:
        return effect
    if given is None:
        return f"{effect}; {row.notice_days} days of notice promised, which cannot be verified"
    kept = "kept" if given >= row.notice_days else "**not kept**"
    return f"{effect}; {row.notice_days} days of notice promised: {kept}"
