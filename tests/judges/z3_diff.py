"""z3 as the judge of a change map."""

from __future__ import annotations

import z3

from policyc.diff.regions import ChangeMap, Region
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from tests.generators.cases import conditions_of
from tests.judges.z3_patients import Patients
from tests.judges.z3_text import Term, TextTerms

LIMIT_MILLISECONDS = 20_000


def objections(found: ChangeMap, old: Epoch, new: Epoch) -> list[str]:
    """What z3 has against a complete change map of two epochs of one policy; empty when nothing.

    Raises TimeoutError where z3 cannot tell in time.
    """
    return [words for service in new.policy.services for words in _about_service(found, old, new, service)]


def _about_service(found: ChangeMap, old: Epoch, new: Epoch, service: str) -> list[str]:
    conditions = [*conditions_of(old), *conditions_of(new)]
    patients = Patients(new.policy, (old.interval, new.interval), service, conditions)
    texts = TextTerms(old, patients), TextTerms(new, patients)
    solver = z3.Solver()
    solver.set("timeout", LIMIT_MILLISECONDS)
    solver.add(patients.constraints)
    changed = _changed(texts, list(new.policy.services))
    regions = [region for region in found.regions if service in region.requested]
    terms = [z3.And(_region(region, texts), changed) for region in regions]
    said = []
    if _possible(solver, changed, z3.Not(z3.Or(terms))):
        said.append(f"{service}: {solver.model()} is decided differently and in no region")
    for region, term in zip(regions, terms, strict=True):
        if not _possible(solver, term):
            said.append(f"{service}: nobody is in {region}")
        supported = [z3.Not(texts[0].service(name)) for name in region.old.services]
        supported += [z3.Not(texts[1].service(name)) for name in region.new.services]
        if supported and _possible(solver, term, z3.Or(supported)):
            said.append(f"{service}: not everybody in {region} is supported so")
    return said


def _changed(texts: tuple[TextTerms, TextTerms], services: list[str]) -> Term:
    numbers = {outcome: number for number, outcome in enumerate(Outcome)}
    outcomes = texts[0].outcome(numbers) != texts[1].outcome(numbers)
    return z3.Or([outcomes, *(texts[0].service(name) != texts[1].service(name) for name in services)])


def _region(region: Region, texts: tuple[TextTerms, TextTerms]) -> Term:
    said = []
    for decision, text in zip((region.old, region.new), texts, strict=True):
        said.append(text.decided(decision.line, decision.outcome, decision.criterion))
        if region.old.outcome is region.new.outcome:
            for name in text.policy.services:
                term = text.service(name)
                said.append(term if name in decision.services else z3.Not(term))
    return z3.And(said)


def _possible(solver: z3.Solver, *terms: Term) -> bool:
    answer = solver.check(*terms)
    if answer == z3.unknown:
        raise TimeoutError(solver.reason_unknown())
    return answer == z3.sat
