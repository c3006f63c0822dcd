"""Missing cases of a small policy: right at its limits, plain, and about nothing that it does not ask for."""

from __future__ import annotations

from datetime import date
from functools import cache

from policyc.check import check_files
from policyc.model.program import Policy
from policyc.report.missing_cases import MissingRun, missing_text
from policyc.testing.missing import KINDS, missing_cases
from policyc.testing.missing.writing import Titles
from policylang import parse
from policylang.source import Source

POLICY = """\
vocabulary sample "A sample"
  fact age "Age"
    type age from 0 years to 120 years
    ask "How old?"
  fact pain "Pain from 0 to 10"
    type number from 0 to 10 step 1
    ask "How strong?"
    normally 0
  fact wait "Wait"
    type duration from 0 days to 520 weeks
    ask "How long?"
    normally 0 days
  fact unstable "Unstable"
    type yes or no
    ask "Unstable?"
    normally no
  fact planned "Surgery is planned"
    type yes or no
    ask "Planned?"
    normally no
  fact plan "Plan"
    type one of these 2:
      - commercial "Commercial"
      - medicare "Medicare"
    ask "Which plan?"

policy sample.policy "Sample"
  payer "Northwind"
  vocabulary sample
  source s "Source" revised 2025-09-01
  services
    CPT 73221 as plain "Plain"
    CPT 73222 as contrast "Contrast"
  version selected by date_of_service
  windows counted back from date_of_service
  undocumented facts are unknown

version 2026 of sample.policy effective from 2026-01-01
  approved 2025-09-01
  section I "All" cite s "I"
    criterion I.A "Severe" cite s "I.A"
      all of these 2:
        - unstable
        - any of these 2:
          - pain >= 5
          - all of these 2:
            - pain >= 8
            - planned
    criterion I.B "Short and long" cite s "I.B"
      all of these 3:
        - wait <= 3 weeks
        - wait >= 3 months
        - unstable
    criterion I.C "Any age" cite s "I.C"
      all of these 2:
        - age >= 0 years
        - age < 10 years
  decide
    ok: approve cite s "Decision" when I is met
    otherwise not medically necessary cite s "Decision"
"""


def test_a_limit_that_turns_nobodys_outcome_is_shown_at_the_limit_all_the_same() -> None:
    blocks = {each.title: each.block for each in written().cases}
    assert "pain 8" in blocks["Pain from 0 to 10 at least 8, just so"]
    assert "pain 7" in blocks["Pain from 0 to 10 at least 8, just not"]
    assert "wait 21 days" in blocks["Wait at most 3 weeks, just so"]
    assert "wait 22 days" in blocks["Wait at most 3 weeks, just not"]
    assert "pain 4" in blocks["Pain from 0 to 10 at least 5, just not; the outcome turns"]


def test_a_value_that_nobody_can_have_is_said_and_proved() -> None:
    [below] = [each for each in written().not_shown if each.shows == "boundaries"]
    assert below.words == "Age at least 0 years, just not: no patient can have that value"
    assert below.proved
    assert "no patient can have that value (proved)" in missing_text([written()]).replace("\n#  ", "")


def test_a_criterion_that_nobody_can_meet_is_not_waited_for() -> None:
    about = [each.words for each in written().not_shown if each.shows == "criteria"]
    assert about == ["I.B Short and long: nobody can meet it, whatever is known"]
    assert not [each for each in written().cases if each.title.startswith("I.B Short and long: not known")]


def test_no_case_tells_what_the_text_does_not_ask_for() -> None:
    assert not [each.block for each in written().cases if "plan " in each.block]


def test_cases_are_on_the_first_day_for_the_first_service_and_an_adult() -> None:
    for each in written().cases:
        assert " on 2026-01-01\n  requests plain\n" in each.block
        limit_of_age = each.title.startswith(("Age", "I.C"))
        assert "age 40 years" in each.block or limit_of_age, each.block


def test_a_pair_that_only_the_solver_finds_is_plain_too() -> None:
    """Nothing but the limit's own pair is asked for, so no other case is near."""
    policy = read(POLICY.replace("2026-01-01\n", "2026-01-31\n"))
    run = missing_cases(policy.epochs[0], (), ("boundaries",), Titles(()), quiet)
    assert {str(each.case["date_of_service"]) for each in run.cases} == {str(date(2026, 1, 31))}


@cache
def written() -> MissingRun:
    return missing_cases(read(POLICY).epochs[0], (), KINDS, Titles(()), quiet)


def read(text: str) -> Policy:
    parsed = parse(Source("sample.policy", text))
    assert not parsed.diagnostics
    [policy] = check_files([parsed.file]).program.policies.values()
    assert policy.epochs
    return policy


def quiet(text: str, what: str) -> None:
    """Nobody watches."""
