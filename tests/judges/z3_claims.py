"""z3 as the judge of claims about one patient, under the chosen readings."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policyc.model.cases import Claim
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.program import Epoch
from tests.generators.cases import conditions_of
from tests.judges.z3_patients import Patients
from tests.judges.z3_text import Term, TextTerms

LIMIT_MILLISECONDS = 20_000


def refutable(claim: Claim, epochs: Sequence[Epoch]) -> bool:
    """Whether a patient of one text, or of two that are compared, refutes a claim for some service."""
    return any(_refutable(claim, epochs, service) for service in epochs[0].policy.services)


def supposed(claim: Claim, epochs: Sequence[Epoch]) -> bool:
    """Whether some patient meets what a claim presupposes."""
    for service in epochs[0].policy.services:
        patients, texts = _asked(claim, epochs, service)
        if _possible(patients, z3.And(_premises(claim, texts))):
            return True
    return False


def _refutable(claim: Claim, epochs: Sequence[Epoch], service: str) -> bool:
    patients, texts = _asked(claim, epochs, service)
    return _possible(patients, z3.And(*_premises(claim, texts), _violated(claim, texts)))


def _asked(claim: Claim, epochs: Sequence[Epoch], service: str) -> tuple[Patients, list[TextTerms]]:
    conditions = [*claim.conditions, *(each for epoch in epochs for each in conditions_of(epoch))]
    patients = Patients(epochs[0].policy, [epoch.interval for epoch in epochs], service, conditions)
    return patients, [TextTerms(epoch, patients) for epoch in epochs]


def _premises(claim: Claim, texts: Sequence[TextTerms]) -> list[Term]:
    said = claim.conditions[:1] if claim.kind == "implies" else claim.conditions
    return [text.truth(condition) for text in texts for condition in said]


def _violated(claim: Claim, texts: Sequence[TextTerms]) -> Term:
    if claim.kind == "implies":
        return z3.Not(texts[0].truth(claim.conditions[1]))
    if claim.kind in ("same", "never worse"):
        pairs = [
            z3.And(_gives(texts[0], one), _gives(texts[1], other))
            for one in Outcome
            for other in Outcome
            if (one is not other if claim.kind == "same" else _worse(one, other))
        ]
        return z3.Or(pairs)
    said = z3.Or([_gives(texts[0], outcome) for outcome in claim.outcomes])
    return said if claim.kind == "never" or claim.negated else z3.Not(said)


def _gives(text: TextTerms, outcome: Outcome) -> Term:
    return z3.Or([when for _, given, when in text.decisions() if given is outcome])


def _worse(one: Outcome, other: Outcome) -> bool:
    classes = outcome_class(one), outcome_class(other)
    return None not in classes and classes[1] < classes[0]  # type: ignore[operator]


def _possible(patients: Patients, term: Term) -> bool:
    solver = z3.Solver()
    solver.set("timeout", LIMIT_MILLISECONDS)
    solver.add(patients.constraints)
    answer = solver.check(term)
    if answer == z3.unknown:
        raise TimeoutError(solver.reason_unknown())
    return answer == z3.sat
