"""What is said of readings is what the reference evaluator finds when they are turned."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.analysis.readings import find_readings
from policyc.analysis.studied import studied_versions
from policyc.analysis.turning import Turning, places_of
from policyc.evaluate import evaluate, requested_services
from policyc.model.cases import Case
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.generators.cases import random_case
from tests.generators.programs import policies
from tests.unit.analysis.samples import patient_of

WITH_READINGS = policies(criteria=5).filter(lambda policy: bool(policy.readings))
Answer = tuple[object, ...]


def answer(policy: Policy, case: Case, service: str, readings: dict[str, str]) -> Answer:
    """The outcome of a complete case and the services that the deciding line supports."""
    told = evaluate(policy.epochs[0], case, service, readings)
    (outcome,) = told.possible
    return outcome, told.services


def every_reading(policy: Policy) -> list[dict[str, str]]:
    """Every way of reading the policy."""
    names = [[each.name for each in reading.alternatives] for reading in policy.readings.values()]
    return [dict(zip(policy.readings, chosen, strict=True)) for chosen in product(*names)]


def found_by_reading(policy: Policy) -> dict[str, Diagnostic]:
    """What is told of each reading on which the text depends."""
    found = find_readings(tuple(studied_versions(policy)))
    return {one.headline.split("`")[1]: one for one in found}


@given(WITH_READINGS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_no_case_contradicts_what_is_said_of_a_reading(policy: Policy, rng: Random) -> None:
    told = found_by_reading(policy)
    chosen = {name: reading.chosen for name, reading in policy.readings.items()}
    for _ in range(8):
        case = random_case(rng, policy.epochs[0], 0.0)
        for service in requested_services(case, policy):
            answers = {
                tuple(each.values()): answer(policy, case, service, each) for each in every_reading(policy)
            }
            for name, reading in policy.readings.items():
                for read in every_reading(policy):
                    turned = {**read, name: reading.chosen}
                    if answers[tuple(read.values())] == answers[tuple(turned.values())]:
                        continue
                    assert told[name].code == "P712"
                    if turned == chosen:
                        assert "once" not in told[name].headline


@given(WITH_READINGS)
@settings(max_examples=150)
def test_the_patient_shown_is_decided_differently(policy: Policy) -> None:
    for name, found in found_by_reading(policy).items():
        if found.code == "P713" or "once" in found.headline:
            continue
        case = patient_of(found, policy)
        ways = [{name: each.name} for each in policy.readings[name].alternatives]
        assert any(
            len({answer(policy, case, service, way) for way in ways}) > 1 for service in case.requested
        )


@given(WITH_READINGS)
@settings(max_examples=150)
def test_company_is_minimal_and_its_patient_shows_it(policy: Policy) -> None:
    ((subject,),) = (studied.subjects for studied in studied_versions(policy))
    turning = Turning(subject, places_of(policy.epochs[0]))
    for name, reading in policy.readings.items():
        if turning.alone(name):
            continue
        for company in turning.companies(name):
            turned = turning.patient_in(name, company)
            assert turned is not None
            assert company
            assert all(way != policy.readings[other].chosen for other, way in turned.others.items())
            case = subject.case(turned.model)
            ways = [{**turned.others, name: each.name} for each in reading.alternatives]
            assert any(
                len({answer(policy, case, service, way) for way in ways}) > 1 for service in case.requested
            )
