"""Outcomes of a decision and their classes.

The class of an outcome orders outcomes for a patient: adverse is worse than open, open worse than favourable.
`not in force` and `text not held` say that there is nothing to decide with; they have no class and compare
with nothing.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Outcome(StrEnum):
    """What a decision line gives; the value is the wording of the language and of JSON."""

    APPROVE = "approve"
    REVIEW_NOT_REQUIRED = "review not required"
    SUPPORTED = "supported"
    MD_REVIEW = "md review"
    PEND = "pend"
    OTHER_SERVICE_SUPPORTED = "other service supported"
    INCOMPLETE = "incomplete"
    NOT_MEDICALLY_NECESSARY = "not medically necessary"
    EXPERIMENTAL = "experimental"
    NOT_COVERED = "not covered"
    NOT_SUPPORTED = "not supported"
    NOT_IN_FORCE = "not in force"
    TEXT_NOT_HELD = "text not held"


class OutcomeClass(IntEnum):
    """Ordered for the patient: a higher class is better."""

    ADVERSE = 0
    OPEN = 1
    FAVOURABLE = 2


_CLASSES = {
    Outcome.APPROVE: OutcomeClass.FAVOURABLE,
    Outcome.REVIEW_NOT_REQUIRED: OutcomeClass.FAVOURABLE,
    Outcome.SUPPORTED: OutcomeClass.FAVOURABLE,
    Outcome.MD_REVIEW: OutcomeClass.OPEN,
    Outcome.PEND: OutcomeClass.OPEN,
    Outcome.OTHER_SERVICE_SUPPORTED: OutcomeClass.OPEN,
    Outcome.INCOMPLETE: OutcomeClass.OPEN,
    Outcome.NOT_MEDICALLY_NECESSARY: OutcomeClass.ADVERSE,
    Outcome.EXPERIMENTAL: OutcomeClass.ADVERSE,
    Outcome.NOT_COVERED: OutcomeClass.ADVERSE,
    Outcome.NOT_SUPPORTED: OutcomeClass.ADVERSE,
}

# Lines with these outcomes promise a service, so they depend on a met criterion that supports it.
SERVICE_OUTCOMES = frozenset({Outcome.APPROVE, Outcome.SUPPORTED})


def outcome_class(outcome: Outcome) -> OutcomeClass | None:
    """The class of an outcome, or None when it compares with nothing."""
    return _CLASSES.get(outcome)
