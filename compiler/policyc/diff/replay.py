"""Every patient the solver finds is decided again by the reference evaluator before anyone sees it."""

from __future__ import annotations

from policyc.diff.regions import Decision
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.model.verdict import DecidedBy, Evaluation


class ReplayError(Exception):
    """The solver and the evaluator disagree about a patient: a mistake of ours, never a result."""


def replay(epoch: Epoch, case: Case, service: str, decision: Decision, compared: tuple[str, ...]) -> None:
    """Check that the epoch decides the case so; raises ReplayError where it does not.

    `case` is complete for the epoch. Of the services, those `compared` take part.
    """
    found = evaluate(epoch, case, service)
    by = DecidedBy(decision.line, decision.criterion)
    if found.possible != (decision.outcome,) or found.decided_by != by:
        raise ReplayError(_complaint(epoch, service, decision, found))
    if not set(decision.services) & set(compared) <= set(found.services):
        raise ReplayError(_complaint(epoch, service, decision, found))


def _complaint(epoch: Epoch, service: str, decision: Decision, found: Evaluation) -> str:
    return (
        f"{epoch.name}, {service}: the solver says {decision}, the evaluator {found.possible} by "
        f"{found.decided_by}, supporting {found.services}"
    )
