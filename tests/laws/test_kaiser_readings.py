"""Every way of reading Kaiser's text that is modelled decides somebody, and means what its question asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from policyc.check import check_files
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.facts import Stretch, Value, Visit
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from policyc.prove.engine import Engine
from policyc.prove.lowering import Readings, Text
from policyc.prove.pair import common_patient
from policyc.prove.solver import DEFAULT, Status
from policylang import parse
from policylang.source import Source

POLICIES = Path(__file__).parents[2] / "policies"
POLICY = "kaiser_wa.lumbar_mri"

DECIDES_NOBODY = {("urgent_care_chronic", "not_carried")}
"""Alternatives without effect while all others are chosen; the policy's page says when they have one."""

PLAIN, BOTH = "without_contrast", "with_and_without_contrast"
WEEK_8 = {"symptom_duration": 56}
CHRONIC = {"symptom_duration": 245}
REPEAT = {**CHRONIC, "last_lumbar_mri": date(2022, 5, 1)}
INFECTION = {"strong_suspicion_of_spine_infection": True, "fever": True, "known_bacteremia": True}
CAUDA_EQUINA = {"suspected_cauda_equina_syndrome": True, "new_bilateral_cauda_equina_findings": True}
AFTER_SURGERY = {"prior_lumbar_surgery": True, "objective_neurological_worsening": True}
URGENT = {"urgent_intervention_needed": True}
RECENT_CARE = {
    "unimproved_despite_treatment": True,
    "conservative_treatment": (Stretch(date(2023, 12, 8), date(2024, 1, 25)),),
    "physical_therapy": (
        Stretch(date(2023, 12, 10), date(2024, 1, 20)),
        Visit(date(2023, 12, 10), "evaluation"),
        Visit(date(2024, 1, 10), "follow_up"),
    ),
}
SPONDYLITIS = {
    "requested_for_ankylosing_spondylitis": True,
    "ankylosing_spondylitis": "confirmed",
    "ordered_by_managing_rheumatologist": True,
    "unclear_spondylitis_activity": True,
    "mri_would_change_biologic": True,
}
MULTIPLE_SCLEROSIS = {"requested_for_multiple_sclerosis": True}

APPROVED, DENIED = Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY
OTHER = Outcome.OTHER_SERVICE_SUPPORTED


@pytest.fixture(scope="module")
def epochs() -> Sequence[Epoch]:
    paths = sorted(POLICIES.rglob("*.policy"))
    files = [parse(Source(path.name, path.read_text(encoding="utf-8"))).file for path in paths]
    return check_files(files).program.policies[POLICY].epochs


def deciding(epoch: Epoch, service: str) -> set[tuple[str, str]]:
    """The (reading, alternative) that, turned alone, changes the outcome of some patient for this service."""
    patient = common_patient((epoch,), service)
    engine, gates, free = Engine(patient, DEFAULT), patient.gates, Readings(patient.gates, free=True)
    chosen, turned = Text(epoch, patient, Readings(gates)), Text(epoch, patient, free)
    outcomes = {**chosen.outcomes, **turned.outcomes}
    sides = [(chosen.outcomes.get(each, -1), turned.outcomes.get(each, -1)) for each in outcomes]
    differs = gates.disjunction([gates.different(*side) for side in sides])
    found = set()
    for reading in epoch.policy.readings:
        for alternative, literal in list(free.of(POLICY, reading).items())[1:]:
            answer = engine.ask([*free.chosen([(POLICY, reading)]), literal, differs])
            assert answer.status is not Status.UNKNOWN
            if answer.status is Status.SATISFIABLE:
                found.add((reading, alternative))
    return found


def test_every_alternative_that_is_modelled_decides_a_patient(epochs: Sequence[Epoch]) -> None:
    modelled = {
        (reading.name, alternative.name)
        for reading in epochs[0].policy.readings.values()
        for alternative in reading.alternatives[1:]
        if reading.modelled
    }
    found = {pair for epoch in epochs for service in (PLAIN, BOTH) for pair in deciding(epoch, service)}
    assert modelled - found == DECIDES_NOBODY
    assert found <= modelled


def outcome(
    epochs: Sequence[Epoch], facts: Mapping[str, Value], service: str, readings: Mapping[str, str]
) -> Outcome:
    """How the text of February 1, 2024 (of March 15 for spondylitis) decides a patient, read as told."""
    march = "requested_for_ankylosing_spondylitis" in facts
    epoch, day = (epochs[2], date(2024, 3, 15)) if march else (epochs[1], date(2024, 2, 1))
    known = {"plan": "commercial", "age": 44, **facts}
    told = evaluate(
        epoch, Case({"date_of_service": day}, (service,), known, nothing_else=True), service, readings
    )
    (only,) = told.possible
    return only


@pytest.mark.parametrize(
    ("readings", "facts", "plain", "both"),
    [
        # The urgent bullet: what still asks for care asks for it in chronic pain as well.
        ({}, {**WEEK_8, **URGENT}, APPROVED, OTHER),
        ({"urgent_care": "still_required"}, {**WEEK_8, **URGENT}, DENIED, DENIED),
        ({"urgent_care": "still_required"}, {**CHRONIC, **URGENT}, DENIED, DENIED),
        (
            {"urgent_care": "still_required", "and_or_nesting": "and_first"},
            {**WEEK_8, **URGENT},
            APPROVED,
            OTHER,
        ),
        ({"subacute_upper_bound": "until_three_months"}, {**CHRONIC, **URGENT}, APPROVED, OTHER),
        (
            {"subacute_upper_bound": "until_three_months", "urgent_care_chronic": "not_carried"},
            {**CHRONIC, **URGENT},
            DENIED,
            DENIED,
        ),
        # Before six weeks it reaches as far as its other readings let it, and stands beside multiple sclerosis.
        ({}, {"symptom_duration": 30, **URGENT}, DENIED, DENIED),
        (
            {"urgent_before_six_weeks": "any_duration"},
            {"symptom_duration": 30, **URGENT, **MULTIPLE_SCLEROSIS},
            APPROVED,
            OTHER,
        ),
        (
            {"urgent_before_six_weeks": "any_duration", "urgent_care": "still_required"},
            {"symptom_duration": 30, **URGENT},
            DENIED,
            DENIED,
        ),
        # A borrowed red flag with a study of its own takes no other red flag's study away.
        ({}, {**WEEK_8, **RECENT_CARE, **INFECTION}, APPROVED, OTHER),
        ({"borrowed_contrast": "red_flags_own"}, {**WEEK_8, **RECENT_CARE, **INFECTION}, OTHER, APPROVED),
        (
            {"borrowed_contrast": "red_flags_own"},
            {**WEEK_8, **RECENT_CARE, **INFECTION, **CAUDA_EQUINA},
            APPROVED,
            APPROVED,
        ),
        # Care waived after surgery is waived for item 3 alone.
        ({}, {**REPEAT, **AFTER_SURGERY}, DENIED, DENIED),
        ({"prior_surgery_care": "own_list"}, {**REPEAT, **AFTER_SURGERY}, OTHER, APPROVED),
        ({"should_have": "advisory"}, {**REPEAT, **AFTER_SURGERY}, APPROVED, APPROVED),
        # Multiple sclerosis, read as a bar, bars spondylitis too.
        ({}, {**CHRONIC, **SPONDYLITIS, **MULTIPLE_SCLEROSIS}, APPROVED, APPROVED),
        ({"ms_and_other_reasons": "bars"}, {**CHRONIC, **SPONDYLITIS, **MULTIPLE_SCLEROSIS}, DENIED, DENIED),
    ],
)
def test_an_alternative_means_what_its_question_asks(
    epochs: Sequence[Epoch],
    readings: Mapping[str, str],
    facts: Mapping[str, Value],
    plain: Outcome,
    both: Outcome,
) -> None:
    told = [outcome(epochs, facts, service, readings) for service in (PLAIN, BOTH)]
    assert told == [plain, both]
