"""What a finding says of its patient, and of what is decided for that patient."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.analysis.subject import Subject
from policyc.check.cases import case_to_json
from policyc.graph.words import outcome_words, service_words
from policyc.model.calendar import day_before
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.prove.lowering import Text
from policyc.prove.pair import Side, side_of
from policyc.prove.solver import Model


def witness_of(subject: Subject, model: Model) -> dict[str, object]:
    """The patient of a model in the JSON shape of a case."""
    return case_to_json(subject.case(model), subject.epoch.policy)


def verdict_of(subject: Subject, model: Model) -> str:
    """What is decided for a model's patient: `"MRI without contrast": approve, by line `acute` under I.A`."""
    policy = subject.epoch.policy
    service = service_words(policy, subject.patient.service(model))
    return f"{service}: {side_words(side_of(subject.text, model), policy)}"


def side_words(side: Side, policy: Policy) -> str:
    """An outcome and what decides it: `approve, by line `acute` under I.A`."""
    under = f" under {side.criterion}" if side.criterion else ""
    return f"{outcome_said(side.outcome, policy)}, by line `{side.line}`{under}"


def outcome_said(outcome: Outcome, policy: Policy) -> str:
    """An outcome as an author writes it, with the policy's own wording where it has one."""
    worded = policy.wordings.get(outcome)
    return f'{outcome} ("{outcome_words(outcome, policy)}")' if worded else str(outcome)


def services_of(text: Text, model: Model) -> tuple[str, ...]:
    """The services that the deciding line supports for a model's patient."""
    return tuple(name for name, literal in text.services.items() if model.holds(literal))


def days_said(epochs: Sequence[Epoch], every: Sequence[Epoch]) -> str:
    """On which days a finding of some epochs holds, as an end of a sentence; nothing when in all of them."""
    if len(epochs) == len(every):
        return ""
    return f", {' and '.join(_stretch(epoch) for epoch in epochs)}"


def _stretch(epoch: Epoch) -> str:
    start, end = epoch.interval.start, epoch.interval.end
    first = f"from {start}" if start else ""
    last = f"through {day_before(end)}" if end else ""
    return " ".join(part for part in (first, last) if part)
