"""The timeline of a policy: versions, epochs, approvals and notice."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from policyc.model.calendar import Interval
from policyc.model.program import Epoch, HistoryRow, Policy
from policyc.report.style import PLAIN, Style


def timeline_text(policy: Policy, style: Style = PLAIN) -> str:
    """The timeline at 80 columns."""
    lines = [style.bold(f"{policy.title} ({policy.id})"), ""]
    lines.append(f"The text is picked by the {_clock(policy.version_clock)}.")
    lines += ["", style.bold("Texts")]
    for gap in policy.not_held:
        lines.append(f"  {days_words(gap.interval):<40} text not held")
        lines.append(textwrap.fill(gap.because, 78, initial_indent="    ", subsequent_indent="    "))
    for epoch in policy.epochs:
        lines += _epoch_lines(epoch, style)
    for name, epochs in policy.drafts.items():
        lines += [f"  {days_words(epoch.interval):<40} draft {name}" for epoch in epochs]
    if policy.history:
        lines += ["", style.bold("Decisions in the document's history")]
    for row in policy.history:
        lines += _history_lines(row, style)
    return "\n".join(lines) + "\n"


def timeline_json(policy: Policy) -> dict[str, object]:
    """The timeline, schema `timeline`."""
    return {
        "format_version": 1,
        "policy": policy.id,
        "title": policy.title,
        "version_clock": policy.version_clock,
        "window_clock": policy.window_clock,
        "notice_days": policy.notice_days,
        "not_held": [{**_interval(gap.interval), "because": gap.because} for gap in policy.not_held],
        "epochs": [_epoch_json(epoch) for epoch in policy.epochs],
        "drafts": {name: [_epoch_json(epoch) for epoch in epochs] for name, epochs in policy.drafts.items()},
        "history": [_history_json(row) for row in policy.history],
    }


def notice_given(row: HistoryRow) -> int | None:
    """Days from the decision to its effect, or None where a date is missing."""
    return (row.effective - row.on).days if row.effective is not None else None


def _epoch_lines(epoch: Epoch, style: Style) -> Iterator[str]:
    yield f"  {days_words(epoch.interval):<40} version {style.bold(epoch.version.name)}"
    dated = [s for s in epoch.sections.values() if s.interval.start or s.interval.end]
    for section in dated:
        yield f"    section {section.label} as in force {days_words(section.interval)}"
    if epoch.version.approved:
        yield f"    approved {epoch.version.approved}"


def _history_lines(row: HistoryRow, style: Style) -> Iterator[str]:
    yield textwrap.fill(
        f"{row.on} {row.verb}: {row.description}", 78, initial_indent="  ", subsequent_indent="    "
    )
    if row.notice_days is not None:
        given = notice_given(row)
        if given is None:
            yield f"    {row.notice_days} days of notice promised; no date of effect, so it cannot be verified"
        else:
            verdict = style.green("kept") if given >= row.notice_days else style.red("not kept")
            yield f"    effective {row.effective}, {given} days after the decision"
            yield f"    {row.notice_days} days of notice promised: {verdict}"
    elif row.effective is not None:
        yield f"    effective {row.effective}, {notice_given(row)} days after the decision"


def days_words(interval: Interval) -> str:
    """`from 2024-01-01 before 2024-03-01`, with the open ends left out; `always` where both are."""
    if interval.start and interval.end:
        return f"from {interval.start} before {interval.end}"
    if interval.start:
        return f"from {interval.start}"
    return f"before {interval.end}" if interval.end else "always"


def _clock(name: str) -> str:
    return name.replace("_", " ")


def _interval(interval: Interval) -> dict[str, object]:
    return {"from": _iso(interval.start), "before": _iso(interval.end)}


def _epoch_json(epoch: Epoch) -> dict[str, object]:
    return {
        "version": epoch.version.name,
        **_interval(epoch.interval),
        "approved": _iso(epoch.version.approved),
        "amends": epoch.version.amends or None,
        "sections": list(epoch.sections),
        "criteria": list(epoch.criteria),
    }


def _history_json(row: HistoryRow) -> dict[str, object]:
    given = notice_given(row)
    kept = None if row.notice_days is None or given is None else given >= row.notice_days
    return {
        "on": _iso(row.on),
        "verb": row.verb,
        "description": row.description,
        "effective": _iso(row.effective),
        "notice_days_promised": row.notice_days,
        "notice_days_given": given,
        "notice_kept": kept,
    }


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
