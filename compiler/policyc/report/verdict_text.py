"""Verdicts for the person who reviews a request: what was decided, by which words of the policy, on which facts.

80 columns, everything by its label; the name of a fact follows in brackets, so that it can be typed back. A
verdict that is not settled says first what would settle it in the patient's favour; one that is not favourable
says for every way to approval what was missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.evaluate import trace as trace_of
from policyc.model.cases import Case
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Contradiction, Verdict
from policyc.report.paragraph import counted, paragraph
from policyc.report.style import PLAIN, Style
from policyc.report.verdict_parts import (
    contradiction_lines,
    decided_by_lines,
    document_lines,
    ground_lines,
    services_lines,
    unsettled_lines,
    ways_lines,
)
from policyc.report.verdict_trace import trace_lines
from policyc.report.verdict_words import outcome_words, painted, service_words


def verdicts_text(
    policy: Policy,
    epoch: Epoch | None,
    case: Case,
    verdicts: Sequence[Verdict | Contradiction],
    style: Style = PLAIN,
    *,
    trace: bool = False,
    documents: Mapping[str, str] | None = None,
) -> str:
    """All verdicts of a case. `documents` are the labels of what documents a fact, by name."""
    pages = [_heading(policy, epoch, case, len(verdicts), style)]
    for verdict in verdicts:
        if isinstance(verdict, Contradiction):
            pages.append(contradiction_lines(verdict, policy, style))
        else:
            pages.append(_verdict(policy, epoch, case, verdict, style, documents or {}, trace))
    if epoch is not None:
        pages.append(document_lines(policy, style))
    return "\n\n".join("\n".join(page) for page in pages if page) + "\n"


def _heading(policy: Policy, epoch: Epoch | None, case: Case, services: int, style: Style) -> list[str]:
    payer = f", {policy.payer}" if policy.payer else ""
    lines = [style.bold(paragraph(f"{policy.title}{payer}")), paragraph(f"Policy {policy.id}")]
    if epoch is not None:
        days = epoch.interval
        draft, force = (" (draft)", "proposed") if epoch.version.draft else ("", "in force")
        bounds = f" from {days.start}" if days.start else ""
        bounds += f" before {days.end}" if days.end else ""
        force = f", {force}{bounds}" if bounds else ""
        lines.append(paragraph(f"Text: version {epoch.version.name}{draft}{force}"))
    for clock, day in case.clocks.items():
        lines.append(f"{clock.replace('_', ' ').capitalize()}: {day}")
    if not case.requested:
        lines.append(f"No service is named, so {counted(services, 'service')} of the policy are decided.")
    return lines


def _verdict(
    policy: Policy,
    epoch: Epoch | None,
    case: Case,
    verdict: Verdict,
    style: Style,
    documents: Mapping[str, str],
    trace: bool,
) -> list[str]:
    lines = [style.bold(paragraph(service_words(verdict.service, policy))), ""]
    lines.append(painted(paragraph(_answer(verdict, policy), 2), verdict.outcome, style))
    if epoch is None or verdict.evaluation is None:
        return lines + [
            paragraph(gap.because, 4)
            for gap in policy.not_held
            if verdict.outcome is Outcome.TEXT_NOT_HELD and case.date_of_service in gap.interval
        ]
    tree = trace_of(epoch, verdict.evaluation)
    lines += decided_by_lines(verdict, epoch, style)
    lines += services_lines(verdict, policy)
    if verdict.decided:
        lines += ground_lines(verdict, epoch, case, tree, style)
        if outcome_class(verdict.outcome) is not OutcomeClass.FAVOURABLE:
            lines += ways_lines(verdict, epoch, case, tree, style)
    else:
        lines += unsettled_lines(verdict, epoch, documents, style)
    lines += trace_lines(epoch, tree, style) if trace else ()
    return lines


def _answer(verdict: Verdict, policy: Policy) -> str:
    if verdict.decided:
        return outcome_words(verdict.outcome, policy)
    possible = "; ".join(outcome_words(outcome, policy) for outcome in verdict.possible)
    return f"Undecided: facts are missing. It can still become: {possible}"
