"""Refutations held against the reference evaluator, which reads the typed program and not the formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.analysis.claims.answer import Decided
from policyc.analysis.claims.meaning import in_force
from policyc.evaluate import evaluate, truth_of
from policyc.model.cases import Case, Claim
from policyc.model.conditions import Condition
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.prove.cores import UndecidedError


def decided(epoch: Epoch, case: Case, service: str, readings: Mapping[str, str]) -> Decided:
    """How a text decides a complete patient, with some readings turned.

    Raises UndecidedError where the evaluator leaves it open, which is a bug of ours.
    """
    found = evaluate(epoch, case, service, readings)
    if len(found.possible) != 1 or found.decided_by is None:
        raise UndecidedError("the evaluator does not decide the patient that was found, a mistake of ours")
    by = found.decided_by
    return Decided(epoch, case, service, found.possible[0], by.line, by.criterion)


def confirm(
    claim: Claim,
    found: Sequence[Decided],
    premises: Sequence[Sequence[Condition]],
    readings: Mapping[str, str],
) -> None:
    """Raise UndecidedError unless the evaluator says too that the claim is refuted, which would be a bug of ours.

    `premises` are what each text presupposes.
    """
    if not refutes(claim, found, premises, readings):
        raise UndecidedError("the evaluator does not confirm the patient that was found, a mistake of ours")


def refutes(
    claim: Claim,
    found: Sequence[Decided],
    premises: Sequence[Sequence[Condition]],
    readings: Mapping[str, str],
) -> bool:
    """Whether these decisions refute a claim, of whom each text presupposes its premises."""
    return _refuted(claim, found, readings) and all(
        _true(one, condition, readings)
        for one, conditions in zip(found, premises, strict=True)
        for condition in conditions
    )


def worse(first: Outcome, second: Outcome) -> bool:
    """Whether the second outcome is worse for the patient. What has no class compares with nothing."""
    before, after = outcome_class(first), outcome_class(second)
    return before is not None and after is not None and after < before


def _refuted(claim: Claim, found: Sequence[Decided], readings: Mapping[str, str]) -> bool:
    first, last = found[0].outcome, found[-1].outcome
    match claim.kind:
        case "implies":
            conclusion = in_force(claim.conditions[1], found[0].epoch)
            return not _true(found[0], conclusion, readings)
        case "same":
            return first is not last
        case "never worse" | "monotone":
            return worse(first, last)
        case "never":
            return first in claim.outcomes
        case _:
            return (first in claim.outcomes) is claim.negated


def _true(one: Decided, condition: Condition, readings: Mapping[str, str]) -> bool:
    return truth_of(one.epoch, condition, one.case, one.service, readings) is Truth.TRUE
