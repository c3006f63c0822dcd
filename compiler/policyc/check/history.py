"""The document's own revision history, held against the notice it promised.

A row is judged alone: the days from its own date to the day it says the change takes effect. A row that
promises notice and names no such day promises something nobody can check, and that is said.
"""

from __future__ import annotations

from policyc.check.findings import Findings
from policyc.check.lengths import day_range
from policyc.check.quantities import read_length
from policyc.check.terms import Terms, read_cite
from policyc.model.calendar import Length, days_of
from policyc.model.program import HistoryRow
from policylang import tree
from policylang.codes import NAMES


def read_notice(quantity: tree.Quantity | None, findings: Findings) -> int | None:
    """The notice of a policy in days; a notice in months counts as the most days it can be."""
    if quantity is None:
        return None
    length = read_length(quantity, findings)
    return day_range(length)[1] if length else None


def read_history(node: tree.Policy, terms: Terms) -> tuple[HistoryRow, ...]:
    """The rows with a date, in the order of the text; broken promises are reported."""
    rows = []
    for row in node.history:
        if row.on is None:
            continue
        notice = _promised(row, node.notice, terms.findings)
        days = _days_of_notice(notice, row) if notice else None
        _check_row(row, notice, terms.findings)
        cite = read_cite(row.cite, terms)
        rows.append(
            HistoryRow(row.on, row.verb, row.description.text, row.effective, days, cite, span=row.span)
        )
    return tuple(rows)


def _promised(row: tree.HistoryRow, general: tree.Quantity | None, findings: Findings) -> Length | None:
    quantity = row.notice or (general if row.requires_notice else None)
    return read_length(quantity, findings) if quantity else None


def _days_of_notice(notice: Length, row: tree.HistoryRow) -> int:
    return days_of(notice, row.effective) if row.effective else day_range(notice)[1]


def _check_row(row: tree.HistoryRow, notice: Length | None, findings: Findings) -> None:
    assert row.on is not None
    if row.requires_notice and (notice is None or row.effective is None):
        missing = "how long the notice is" if notice is None else "when the change takes effect"
        findings.add(
            "notice-unverifiable",
            f"the row of `{row.on}` promises notice and does not say {missing}",
            row.span,
            caption="cannot be verified",
            help="add `effective DATE` to the row" if notice else "write `requires notice of 60 days`",
        )
        return
    if row.effective is None:
        return
    days = (row.effective - row.on).days
    if days < 0 and row.verb.startswith("approv"):
        _approved_late(row, -days, findings)
    elif row.requires_notice and notice is not None and days < _days_of_notice(notice, row):
        findings.add(
            "notice-not-kept",
            f"the row of `{row.on}` kept {max(days, 0)} days of notice and promised {notice}",
            row.span,
            caption=f"from {row.on} to {row.effective} are {days} days",
            help=_check_or_acknowledge("notice-not-kept", row),
        )


def _approved_late(row: tree.HistoryRow, days: int, findings: Findings) -> None:
    findings.add(
        "approval-after-effect",
        f"the row of `{row.on}` was approved {days} {'day' if days == 1 else 'days'} after its effect",
        row.span,
        caption=f"approved {row.on}, in effect from {row.effective}",
        help=_check_or_acknowledge("approval-after-effect", row),
    )


def _check_or_acknowledge(name: str, row: tree.HistoryRow) -> str:
    """The line that accepts the finding on this row alone; the policy's id in its place would accept it on all."""
    line = f'acknowledge {NAMES[name].code} on "{row.on}" because "…"'
    return f"check both dates against the source; if they are right, write `{line}`"
