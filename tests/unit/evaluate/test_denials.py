"""A line that promises no service supports none, and is decided by the first met criterion it names."""

from datetime import date

import pytest

from policyc.decide.verdicts import decide
from policyc.diff import diff
from policyc.evaluate import evaluate
from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.model.cases import Case
from policyc.model.program import Epoch
from policyc.model.verdict import DecidedBy, Verdict
from policyc.workspace.load import load
from policylang.source import Source

TEXT = """\
vocabulary small "Small"
  document clinic_note "Clinic note"
  fact cosmetic "Cosmetic"
    type yes or no
    ask "Is it cosmetic?"
    documented by clinic_note
    normally no
    changes by nothing

policy example.small "Small"
  vocabulary small
  source doc "Document"
  services
    CPT 70000 as scan_one "Scan one"
    CPT 70001 as scan_two "Scan two"
  version selected by date_of_service
  windows counted back from date_of_service
  undocumented facts are unknown

version 2024 of example.small effective from 2024-01-01
  section X "Exclusions" cite doc "X"
    criterion X.A "Cosmetic" cite doc "X.A"
      cosmetic
      recommend SERVICE

  decide
    excluded: not covered cite doc "X" when X is met
    otherwise not medically necessary cite doc "end"
"""
CASE = Case({"date_of_service": date(2024, 6, 1)}, ("scan_two",), {"cosmetic": True})


def epoch(service: str) -> Epoch:
    loaded = load([Source("small.policy", TEXT.replace("SERVICE", service))])
    assert not loaded.errors, loaded.errors
    return loaded.program.policies["example.small"].epochs[0]


@pytest.mark.parametrize("service", ["scan_one", "scan_two", "scan_one, scan_two"])
def test_a_denial_supports_nothing_in_any_reading(service):
    text = epoch(service)
    expected = DecidedBy("excluded", "X.A")
    for found in (evaluate(text, CASE, "scan_two"), evaluate_graph(build_graph(text), CASE, "scan_two")):
        assert (found.decided_by, found.services, found.also_supported) == (expected, (), ())
    (verdict,) = decide(text, CASE)
    assert isinstance(verdict, Verdict)
    assert (verdict.decided_by, verdict.services, verdict.also_supported) == (expected, (), ())


def test_what_a_denied_criterion_recommends_changes_nobody():
    assert diff(epoch("scan_one"), epoch("scan_two")).verdict == "equivalent"
