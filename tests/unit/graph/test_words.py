"""Conditions, values and outcomes in clinical words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from policyc.graph.words import (
    condition_words,
    joined,
    mid_sentence,
    negated_words,
    outcome_words,
    quantity_words,
    sentence_words,
    value_words,
)
from policyc.model.facts import Fact, FactKind, Moment, Stretch, Value, Visit
from policyc.model.outcome import Outcome
from tests.unit.evaluate.samples import epoch_of, epoch_with

WORDS = [
    ("fever", "Fever", "Fever: no"),
    ("age > 50 years", "Age over 50 years", "Age at most 50 years"),
    ("age = 50 years", "Age exactly 50 years", "Age other than 50 years"),
    (
        "symptom_duration <= 6 weeks",
        "Duration of symptoms at most 6 weeks",
        "Duration of symptoms over 6 weeks",
    ),
    (
        "last_mri within the last 12 months",
        "Last lumbar MRI within the last 12 months",
        "Last lumbar MRI not within the last 12 months",
    ),
    (
        "at least 1 year since last_mri",
        "Last lumbar MRI at least 1 year ago",
        "Last lumbar MRI not at least 1 year ago",
    ),
    ("less than 2 weeks since onset", "Onset less than 2 weeks ago", "Onset not less than 2 weeks ago"),
    ("last_mri is never", "Last lumbar MRI: never", "Last lumbar MRI: at some time"),
    (
        "plan is one of medicare, medicaid",
        "Plan: Medicaid or Medicare",
        "Plan: other than Medicaid or Medicare",
    ),
    ("imaging includes ct", "Imaging so far includes CT", "Imaging so far does not include CT"),
    (
        "at least 6 weeks of treatment for the current episode",
        "At least 6 weeks of conservative treatment in the current episode",
        "Less than 6 weeks of conservative treatment in the current episode",
    ),
    (
        "at least 2 follow_up visits of physical_therapy within the last 3 months",
        "At least 2 follow-up visits of physical therapy within the last 3 months",
        "Fewer than 2 follow-up visits of physical therapy within the last 3 months",
    ),
    (
        "service is plain",
        "Requested service: MRI without contrast",
        "Requested service: other than MRI without contrast",
    ),
    ("any patient", "Any patient", "No patient"),
    ("all of:\n  - fever\n  - infection", "All of these 2", "Not all of these 2"),
    ("any of:\n  - fever\n  - infection", "Any of these 2", "None of these 2"),
    (
        "at least 2 of:\n  - fever\n  - infection\n  - antibiotics",
        "At least 2 of these 3",
        "Fewer than 2 of these 3",
    ),
    ("none of:\n  - fever\n  - infection", "None of these 2", "Any of these 2"),
    ("not fever", "Fever: no", "Fever"),
]


@pytest.mark.parametrize(("text", "words", "opposite"), WORDS, ids=[row[0].split("\n")[0] for row in WORDS])
def test_conditions_and_their_opposites(text: str, words: str, opposite: str) -> None:
    epoch = epoch_with(text)
    condition = epoch.criteria["I.A"].condition
    assert condition_words(condition, epoch) == words
    assert negated_words(condition, epoch) == opposite


REFERENCES = epoch_of("""
define care "Enough care" cite book "D"
  fever
section II "Subacute low back pain" cite book "II"
  applies when age >= 18 years
  requires care
    waived when depending on reading way:
      - narrow: no patient
      - wide: infection
  criterion II.A "EMG shows radiculopathy" cite book "II.A"
    infection
section I "Around" cite book "I"
  criterion I.A "Tests" cite book "I.B"
    all of:
      - care
      - II is met
      - II applies
      - II holds
      - any criterion of II
      - II.A is met
      - not II.A holds
decide
  acute: approve cite book "A" when I is met
  otherwise not medically necessary cite book "O"
""")


def test_references_are_named_by_label_and_title() -> None:
    condition = REFERENCES.criteria["I.A"].condition
    assert sentence_words(condition, REFERENCES) == (
        "All of these 7 (enough care; "
        "section II, subacute low back pain, is met; "
        "section II, subacute low back pain, applies; "
        "section II, subacute low back pain, holds whether or not it applies; "
        "any criterion of section II, subacute low back pain; "
        "criterion II.A, EMG shows radiculopathy, is met; "
        "criterion II.A, EMG shows radiculopathy, does not hold whether or not section II applies)"
    )


def test_a_waiver_that_lifts_nothing_as_read_is_not_mentioned() -> None:
    requirement = REFERENCES.sections["II"].requirements[0]
    assert (
        sentence_words(requirement, REFERENCES) == condition_words(requirement, REFERENCES) == "Enough care"
    )


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("fever", True, "yes"),
        ("fever", None, "unknown"),
        ("age", 1, "1 year"),
        ("symptom_duration", 10, "10 days"),
        ("last_mri", Moment.NEVER, "never"),
        ("last_mri", Moment.SOME_DAY, "on an unrecorded day"),
        ("last_mri", date(2024, 2, 1), "2024-02-01"),
        ("plan", "medicare", "Medicare"),
        ("imaging", frozenset({"plain_films", "ct"}), "CT, Plain films"),
        ("imaging", frozenset(), "none"),
        ("physical_therapy", (), "none"),
        (
            "physical_therapy",
            (Stretch(date(2024, 1, 1), date(2024, 1, 9)), Visit(date(2024, 1, 1), "evaluation")),
            "2024-01-01 through 2024-01-09; initial evaluation visit on 2024-01-01",
        ),
    ],
)
def test_values(fact: str, value: Value | None, words: str) -> None:
    assert value_words(REFERENCES.policy.facts[fact], value) == words


def test_numbers_are_in_their_own_unit() -> None:
    fact = Fact("temperature", "sample", FactKind.NUMBER, "Temperature", unit="celsius", step=Decimal("0.1"))
    assert quantity_words(fact, 385) == "38.5 celsius"
    assert quantity_words(fact, 390) == "39 celsius"


def test_outcomes() -> None:
    assert outcome_words(Outcome.MD_REVIEW) == "Review by a medical director"
    assert outcome_words(Outcome.NOT_MEDICALLY_NECESSARY) == "Not medically necessary"


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Fever", "fever"),
        ("EMG finding", "EMG finding"),
        ("L5 weakness", "L5 weakness"),
        ("A finding", "a finding"),
        ("X-rays of the spine", "X-rays of the spine"),
        ("T-score", "T-score"),
        ("MRI", "MRI"),
        ("CPT code", "CPT code"),
        ("In-network surgeon", "in-network surgeon"),
    ],
)
def test_labels_inside_a_sentence(label: str, inside: str) -> None:
    assert mid_sentence(label) == inside


def test_lists_of_words() -> None:
    assert [joined(words, "or") for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "nothing",
        "a",
        "a or b",
        "a, b or c",
    ]
