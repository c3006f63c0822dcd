"""What is typed on a command line: facts as after `given`, services by name or code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policyc.check.cases import read_assignments, read_json_case, read_request
from policyc.model.cases import Case
from policyc.model.facts import Moment, Stretch, Value, Visit
from policylang.diagnostic import Diagnostic
from tests.unit.check.samples import sample_policy

POLICY = sample_policy()


def test_assignments() -> None:
    read = read_assignments(
        [
            "fever=yes",
            "weakness=no",
            "age = 44 years",
            "symptom_duration=since 2024-01-01",
            "plan=commercial",
            "last_lumbar_mri=never",
            "elevated_esr_or_crp=unknown",
            "earlier_imaging=ct, plain_films",
            "conservative_treatment=none",
            "physical_therapy=2023-12-01..2024-01-10, evaluation 2023-12-01",
            "prior_request_denied for without_contrast=yes",
            "prior_request_denied for with_and_without_contrast=no",
        ],
        POLICY,
    )
    assert isinstance(read, dict)
    case = read_json_case({"date_of_service": "2024-02-01", "facts": read}, POLICY)
    assert isinstance(case, Case)
    assert case.facts["symptom_duration"] == 31
    assert case.facts["physical_therapy"] == (
        Stretch(date(2023, 12, 1), date(2024, 1, 10)),
        Visit(date(2023, 12, 1), "evaluation"),
    )
    assert case.per_service["prior_request_denied"] == {
        "without_contrast": True,
        "with_and_without_contrast": False,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "physical_therapy=from 2023-12-01 through 2024-01-10, evaluation on 2023-12-01",
            (Stretch(date(2023, 12, 1), date(2024, 1, 10)), Visit(date(2023, 12, 1), "evaluation")),
        ),
        ("physical_therapy=none", ()),
        ("last_lumbar_mri=2023-05-01", date(2023, 5, 1)),
        ("last_lumbar_mri=some day", Moment.SOME_DAY),
        ("last_lumbar_mri=never", Moment.NEVER),
        ("symptom_duration=since 2024-01-01", 31),
        ("earlier_imaging=ct, plain_films", frozenset({"ct", "plain_films"})),
        ("earlier_imaging=none", frozenset()),
        ("fever=unknown", None),
    ],
)
def test_an_assignment_takes_what_given_takes(text: str, expected: Value | None) -> None:
    read = read_assignments([text], POLICY)
    assert isinstance(read, dict)
    case = read_json_case({"date_of_service": "2024-02-01", "facts": read}, POLICY)
    assert isinstance(case, Case)
    assert list(case.facts.values()) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fever=maybe", "give yes, no or unknown"),
        ("physical_therapy=from 2023-12-01 to 2024-01-10", "`from DATE through DATE`, `KIND on DATE`"),
        ("last_lumbar_mri=05/01/2023", "give a date, `2024-01-01`, or `some day`, or `never`"),
    ],
)
def test_an_assignment_is_mended_in_the_words_of_the_language(text: str, words: str) -> None:
    read = read_assignments([text], POLICY)
    assert isinstance(read, tuple)
    (found,) = read
    assert found.name == "wrong-value"
    assert words in found.help
    assert not {"{", "[", '"', "null"} & set(found.help)


@pytest.mark.parametrize("text", ["without_contrast", "72148", "CPT 72148", "cpt  72148"])
def test_a_service_is_requested_by_its_name_or_its_code(text: str) -> None:
    assert read_request(text, POLICY) == "without_contrast"


def test_services_that_could_be_requested_are_told_with_their_codes() -> None:
    found = read_request("99999", POLICY)
    assert isinstance(found, Diagnostic)
    assert "`without_contrast` (CPT 72148)" in found.help
    services = {name: replace(each, codes=("72148",)) for name, each in POLICY.services.items()}
    several = read_request("72148", replace(POLICY, services=services))
    assert isinstance(several, Diagnostic)
    assert "several services" in several.headline


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["fever"], ["malformed-assignment"]),
        (["=yes"], ["malformed-assignment"]),
        (["fevr=yes"], ["unknown-name"]),
        (["fever=yes", "fever=no"], ["conflicting-givens"]),
        (["fever for without_contrast=yes"], ["not-per-service"]),
    ],
)
def test_assignments_that_are_none(texts: list[str], names: list[str]) -> None:
    read = read_assignments(texts, POLICY)
    assert isinstance(read, tuple)
    assert [found.name for found in read] == names
