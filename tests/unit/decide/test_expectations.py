"""Cases of files: decided by the text of their day, or by the draft in whose file they stand."""

from policyc.decide.expectations import run_cases
from policyc.model.outcome import Outcome
from policyc.workspace.load import load
from policylang.source import Source

HEADER = """\
vocabulary small "Small"
  document clinic_note "Clinic note"
  fact fever "Fever"
    type yes or no
    ask "Is there a fever?"
    documented by clinic_note
    normally no
    changes by time

policy example.small "Small"
  vocabulary small
  source doc "Document"
  services
    CPT 70000 as scan "Scan"
  version selected by date_of_service
  windows counted back from date_of_service
  undocumented facts are unknown
"""
VERSION = """\
version {name} of example.small effective from {start}
{draft}  section I "Fever" cite doc "I"
    criterion I.A "Fever" cite doc "I.A"
      {condition}
      recommend scan

  decide
    fever: approve cite doc "I" when I is met
    otherwise not medically necessary cite doc "end"

case "Somebody with a fever" on 2024-06-01
  requests scan
  given fever
  and nothing else
  expect {outcome}
"""


def results(outcome_of_adopted: str, outcome_of_draft: str):
    adopted = VERSION.format(
        name="2024", start="2024-01-01", draft="", condition="fever", outcome=outcome_of_adopted
    )
    draft = VERSION.format(
        name="stricter",
        start="2024-01-01",
        draft="  draft\n",
        condition="not fever",
        outcome=outcome_of_draft,
    )
    sources = [Source("a.policy", HEADER), Source("b.policy", adopted), Source("c.policy", draft)]
    loaded = load(sources)
    assert not loaded.errors, loaded.errors
    return list(run_cases(loaded.program.policies["example.small"]))


def test_a_case_in_a_drafts_file_is_decided_by_the_draft():
    by_version = {each.expected.version: each for each in results("approve", "not medically necessary")}
    assert by_version[""].verdicts[0].outcome is Outcome.APPROVE
    assert by_version["stricter"].verdicts[0].outcome is Outcome.NOT_MEDICALLY_NECESSARY
    assert not any(each.mismatches for each in by_version.values())


def test_what_is_not_as_expected_is_told():
    told = [each.mismatches[0].words for each in results("pend", "approve")]
    assert told == [
        "scan: expected pend, but it is approve (by fever, criterion I.A)",
        "scan: expected approve, but it is not medically necessary (by otherwise)",
    ]


def test_a_case_that_expects_nothing_neither_passes_nor_fails():
    adopted = VERSION.format(name="2024", start="2024-01-01", draft="", condition="fever", outcome="approve")
    silent = adopted.replace("  expect approve\n", "")
    loaded = load([Source("a.policy", HEADER), Source("b.policy", silent)])
    assert [
        (found.code, found.level.value, found.span.line) for found in loaded.diagnostics if found.span
    ] == [("P615", "warning", 11)]
    (result,) = run_cases(loaded.program.policies["example.small"])
    assert (result.passed, result.failed) == (False, False)
