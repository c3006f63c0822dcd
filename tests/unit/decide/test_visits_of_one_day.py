"""Two visits of one kind on one day are two visits: in text, in JSON, and to every reading of a policy."""

from __future__ import annotations

import pytest

from policyc.check.cases import case_as_text, case_to_json, read_assignments, read_json_case
from policyc.decide.verdicts import decide
from policyc.evaluate import evaluate
from policyc.graph.build import build_graph
from policyc.graph.deciding import evaluate_graph
from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policyc.model.verdict import Verdict
from policyc.workspace.load import load
from policylang.source import Source

TEXT = """\
vocabulary small "Small"
  fact therapy "Physical therapy"
    type episodes with visits evaluation, follow_up
  fact fever "Fever"
    type yes or no

policy example.small "Small"
  vocabulary small
  source guide "Guide"
  services
    CPT 70000 as scan "Scan"

version 2024 effective from 2024-01-01
  section I "Treated" cite guide "1"
    criterion I.A "Seen often" cite guide "1a"
      any of these 2:
        - all of these 2:
          - fever
          - at least {least} follow_up visits of therapy within the last 1 day
        - all of these 2:
          - not fever
          - at least {least} follow_up visits of therapy
  decide
    treated: approve cite guide "2" when I is met
    otherwise not medically necessary cite guide "3"
"""
CASE = """
case "Seen twice on one day" on 2024-06-01
  given therapy follow_up on 2024-05-31, therapy follow_up on 2024-05-31
  expect approve
"""


def policy_asking_for(least: int, case: str = CASE) -> Policy:
    loaded = load([Source("small.policy", TEXT.format(least=least) + case)])
    assert not loaded.errors, loaded.errors
    return loaded.program.policies["example.small"]


def outcome(policy: Policy, case: Case) -> Outcome:
    """Whether there is a fever is unknown, so that the evaluator alone cannot tell, and the solver must."""
    (verdict,) = decide(policy.epochs[0], case)
    assert isinstance(verdict, Verdict)
    assert verdict.decided
    return verdict.outcome


def test_every_reading_counts_both() -> None:
    for least, expected in ((2, Outcome.APPROVE), (3, Outcome.NOT_MEDICALLY_NECESSARY)):
        policy = policy_asking_for(least)
        (given,) = (each.case for each in policy.cases)
        assert outcome(policy, given) is expected
        for fever in (True, False):
            known = Case(given.clocks, given.requested, {**given.facts, "fever": fever})
            epoch = policy.epochs[0]
            assert evaluate(epoch, known, "scan").possible == (expected,)
            assert evaluate_graph(build_graph(epoch), known, "scan").possible == (expected,)


def test_text_json_and_command_line_give_the_same_case() -> None:
    policy = policy_asking_for(2)
    (given,) = (each.case for each in policy.cases)
    assert len(given.facts["therapy"]) == 2  # type: ignore[arg-type]
    assert read_json_case(case_to_json(given, policy), policy) == given
    (again,) = (each.case for each in policy_asking_for(2, "\n" + case_as_text(given, policy, "Again")).cases)
    assert again == given
    facts = read_assignments(["therapy=follow_up 2024-05-31, follow_up 2024-05-31"], policy)
    assert read_json_case({"date_of_service": "2024-06-01", "facts": facts}, policy) == given


@pytest.mark.parametrize("least", [2, 9])
def test_the_solver_knows_of_patients_who_were_seen_more_often_than_there_are_days(least: int) -> None:
    policy = policy_asking_for(least)
    (given,) = (each.case for each in policy.cases)
    (verdict,) = decide(policy.epochs[0], Case(given.clocks, given.requested, {"fever": True}))
    assert isinstance(verdict, Verdict)
    assert set(verdict.possible) == {Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY}
    assert verdict.open_facts == ("therapy",)
