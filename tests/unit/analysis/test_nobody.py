"""Axioms that nobody obeys are told, and nothing is told besides."""

from policyc.analysis import analyse
from tests.spec.programs import check_text

TEXT = """\
vocabulary v "Findings"
  fact fever "Fever"
    type yes or no
  fact chills "Chills"
    type yes or no
  fact rash "Rash"
    type yes or no
  axiom fever implies chills
  axiom never fever and chills
  axiom chills implies fever
  axiom not fever implies chills
  axiom rash implies fever

policy payer.test "Test"
  vocabulary v
  source doc "The document"
  services
    CPT 1 as scan "Scan"

version 2024 effective from 2024-01-01
  section I "Fever" cite doc "1"
    criterion I.A "Fever" cite doc "1"
      fever
  decide
    met: approve cite doc "2" when I is met
    otherwise not medically necessary cite doc "2"
"""


def test_axioms_that_nobody_obeys_are_the_only_thing_told() -> None:
    policy = check_text(TEXT).checked.program.policies["payer.test"]
    (found,) = analyse(policy).found
    assert found.name == "contradictory"
    assert found.headline == "no patient obeys the axioms that `payer.test` rests on"
    assert found.span is not None
    lines = sorted([found.span.line, *(label.span.line for label in found.labels)])
    assert lines == [8, 9, 10, 11]
