"""Outcomes, services, criteria and citations in the words a reviewer uses, with their codes."""

from __future__ import annotations

from policyc.model.conditions import Citation
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.report.style import Style

_OUTCOMES = {
    Outcome.APPROVE: "Approved",
    Outcome.REVIEW_NOT_REQUIRED: "No medical-necessity review is required",
    Outcome.SUPPORTED: "Supported",
    Outcome.MD_REVIEW: "Goes to a medical director for review",
    Outcome.PEND: "Held for more information",
    Outcome.OTHER_SERVICE_SUPPORTED: "Not this service: the criteria support another one",
    Outcome.INCOMPLETE: "The request is incomplete",
    Outcome.NOT_MEDICALLY_NECESSARY: "Not medically necessary",
    Outcome.EXPERIMENTAL: "Experimental or investigational",
    Outcome.NOT_COVERED: "Not covered",
    Outcome.NOT_SUPPORTED: "Not supported",
    Outcome.NOT_IN_FORCE: "No decision: no text of this policy was in force on that day",
    Outcome.TEXT_NOT_HELD: "No decision: the text that was in force on that day is not held here",
}


def outcome_words(outcome: Outcome, policy: Policy) -> str:
    """The policy's own wording of an outcome where it has one, with ours beside it, else ours."""
    own = policy.wordings.get(outcome)
    return f"{own} ({_OUTCOMES[outcome][0].lower()}{_OUTCOMES[outcome][1:]})" if own else _OUTCOMES[outcome]


def painted(words: str, outcome: Outcome, style: Style) -> str:
    """Words in the colour of an outcome's class; without colour they stand as they are."""
    paint = {
        OutcomeClass.FAVOURABLE: style.green,
        OutcomeClass.OPEN: style.yellow,
        OutcomeClass.ADVERSE: style.red,
    }
    found = outcome_class(outcome)
    return style.bold(words) if found is None else paint[found](words)


def service_words(name: str, policy: Policy) -> str:
    """`MRI lumbar spine without contrast (CPT 72148)`; the name where the policy has no such service."""
    service = policy.services.get(name)
    if service is None:
        return name
    return f"{service.label} ({service.system} {', '.join(service.codes)})"


def criterion_words(label: str, epoch: Epoch) -> str:
    """`II.A.4 Urgent surgery or intensive intervention`."""
    criterion = epoch.criteria.get(label)
    return f"{label} {criterion.title}" if criterion else label


def section_words(label: str, epoch: Epoch) -> str:
    """`II Subacute low back pain`."""
    section = epoch.sections.get(label)
    return f"{label} {section.title}" if section else label


def citation_words(cite: Citation | None, policy: Policy) -> str:
    """`Clinical Review Criteria: Lumbar Spine MRI, II.A`; empty where nothing is cited."""
    if cite is None:
        return ""
    source = policy.sources.get(cite.source)
    return f"{source.title if source else cite.source}, {cite.place}"


def fact_words(name: str, policy: Policy) -> str:
    """`Strong suspicion of spine infection [strong_suspicion_of_spine_infection]`."""
    fact = policy.facts.get(name)
    return f"{fact.label} [{name}]" if fact else name
