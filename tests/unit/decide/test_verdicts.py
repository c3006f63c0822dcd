"""Verdicts on one small policy: what is decided, what is open, which routes there are, and what clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policyc.decide.verdicts import decide
from policyc.model.cases import Case
from policyc.model.conditions import IsYes, Not
from policyc.model.facts import Never, Stretch, Value
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch
from policyc.model.verdict import Contradiction, DecidedBy, Verdict
from policyc.prove.solver import Answer, Solver, Status
from tests.unit.evaluate.samples import HEADER, epoch_of, epoch_with

DAY = date(2024, 3, 1)

TEXT = """
section I "Acute" cite book "1"
  applies when symptom_duration <= 6 weeks
  criterion I.A "Infection" cite book "1.A"
    all of:
      - fever
      - infection
    recommend both
section II "Later" cite book "2"
  applies when symptom_duration > 6 weeks
  requires at least 6 weeks of treatment for the current episode within the last 3 months
  criterion II.A "Any" cite book "2.A"
    any of:
      - fever
      - age >= 50 years
decide
  medicare: review not required cite book "0" when plan is medicare
  indicated: approve cite book "3" when any of:
    - I is met
    - II is met
  otherwise not medically necessary cite book "4"
"""


def verdict(epoch: Epoch, service: str = "plain", **facts: Value | None) -> Verdict:
    found = decide(epoch, Case({"date_of_service": DAY}, (service,), facts))
    assert len(found) == 1
    assert isinstance(found[0], Verdict)
    return found[0]


def routes(found: Verdict, outcome: Outcome) -> list[dict[str, str]]:
    return [
        {each.fact: each.words for each in route.answers}
        for route in found.routes
        if route.outcome is outcome
    ]


def test_what_no_line_decides_alone_is_still_decided() -> None:
    """Kleene's logic cannot see that a condition or its opposite holds."""
    epoch = epoch_with("any of:\n  - fever\n  - not fever")
    found = verdict(epoch)
    assert found.evaluation is not None
    assert len(found.evaluation.possible) > 1
    assert (found.outcome, found.decided) == (Outcome.APPROVE, True)
    assert found.decided_by == DecidedBy("acute", "I.A")
    assert found.services == ("plain", "contrast", "both")
    assert [each.place for each in found.citations] == ["2", "1.A", "1"]


def test_axioms_decide_too() -> None:
    found = verdict(epoch_with("any of:\n  - fever\n  - not infection"))
    assert found.decided_by == DecidedBy("acute", "I.A")


def test_an_undecided_verdict_pends_with_routes_and_open_facts() -> None:
    found = verdict(
        epoch_of(TEXT), plan="commercial", symptom_duration=60, fever=False, onset=DAY - timedelta(60)
    )
    assert (found.outcome, found.decided, found.decided_by) == (Outcome.PEND, False, None)
    assert found.possible == (Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY)
    assert found.possible_lines == ("indicated", "otherwise")
    assert found.open_facts == ("age", "treatment")
    assert routes(found, Outcome.APPROVE) == [
        {
            "age": "at least 50 years",
            "treatment": "at least 42 days for the current episode within the last 3 months",
        }
    ]
    assert routes(found, Outcome.NOT_MEDICALLY_NECESSARY) == [
        {"age": "at most 49 years"},
        {"treatment": "fewer than 42 days for the current episode within the last 3 months"},
    ]
    assert found.routes_cut == ""


def test_favourable_routes_come_first_and_the_normal_answer_is_preferred() -> None:
    found = verdict(epoch_of(TEXT), symptom_duration=10)
    assert [route.outcome for route in found.routes][:1] == [Outcome.REVIEW_NOT_REQUIRED]
    assert routes(found, Outcome.REVIEW_NOT_REQUIRED) == [{"plan": "Medicare"}]
    others = routes(found, Outcome.OTHER_SERVICE_SUPPORTED)
    assert {"infection": "yes", "plan": "Commercial"} in others
    assert {"infection": "yes", "antibiotics": "yes"} in others, (
        "an axiom says that nobody on Medicare has them"
    )


def test_known_treatment_is_counted_from_an_onset_that_is_not_known() -> None:
    long = (Stretch(DAY - timedelta(days=80), DAY),)
    found = verdict(epoch_of(TEXT), plan="commercial", symptom_duration=60, fever=True, treatment=long)
    assert found.open_facts == ("onset",)
    assert routes(found, Outcome.APPROVE) == [{"onset": "at least 41 days ago"}]


def test_without_routes_they_are_not_looked_for() -> None:
    case = Case({"date_of_service": DAY}, ("plain",), {})
    found = decide(epoch_of(TEXT), case, with_routes=False)[0]
    assert isinstance(found, Verdict)
    assert found.routes == ()
    assert found.open_facts


def test_a_clash_names_the_fewest_facts_and_axioms() -> None:
    facts: dict[str, Value | None] = {"age": 40, "antibiotics": True, "infection": True, "fever": False}
    case = Case({"date_of_service": DAY}, ("plain",), facts)
    found = decide(epoch_of(TEXT), case)[0]
    assert isinstance(found, Contradiction)
    assert found.facts == ("fever", "infection")
    assert found.axioms == ("infection implies fever",)


def test_a_part_with_a_day_that_its_whole_lacks_is_a_clash() -> None:
    facts: dict[str, Value | None] = {
        "physical_therapy": (Stretch(DAY - timedelta(days=9), DAY),),
        "treatment": (Stretch(DAY - timedelta(days=8), DAY),),
    }
    found = decide(epoch_of(TEXT), Case({"date_of_service": DAY}, ("plain",), facts))[0]
    assert isinstance(found, Contradiction)
    assert found.facts == ("physical_therapy", "treatment")
    assert found.axioms == ("physical_therapy part of treatment",)


def test_where_undocumented_facts_are_not_met_nothing_is_left_open() -> None:
    header = HEADER + "  undocumented facts are not met\n"
    found = verdict(epoch_of(TEXT, header), plan="commercial")
    assert (found.outcome, found.decided) == (Outcome.NOT_MEDICALLY_NECESSARY, True)
    assert found.routes == ()
    assert found.open_facts == ()


def test_a_case_that_names_no_service_asks_for_each() -> None:
    facts: dict[str, Value | None] = {"symptom_duration": 10, "infection": True, "plan": "commercial"}
    found = decide(epoch_of(TEXT), Case({"date_of_service": DAY}, (), facts))
    told = {each.service: each.outcome for each in found if isinstance(each, Verdict)}
    other = Outcome.OTHER_SERVICE_SUPPORTED
    assert told == {"plain": other, "contrast": other, "both": Outcome.APPROVE}
    assert all(each.services == ("both",) for each in found if isinstance(each, Verdict))


def test_what_is_known_for_one_service_can_settle_a_fact_of_all() -> None:
    """An axiom over a fact asked per service binds for each service, also while another is decided."""
    epoch = epoch_with("fever")
    axiom = Never((IsYes("earlier_request"), Not(IsYes("fever"))), text="earlier_request implies fever")
    epoch = replace(epoch, policy=replace(epoch.policy, axioms=(axiom,)))
    asked = {"earlier_request": {"contrast": True}}
    case = Case({"date_of_service": DAY}, ("plain", "contrast"), {}, asked)
    found = decide(epoch, case)
    assert [each.decided_by for each in found if isinstance(each, Verdict)] == [DecidedBy("acute", "I.A")] * 2
    denied = decide(epoch, replace(case, facts={"fever": False}))
    assert [each.facts for each in denied if isinstance(each, Contradiction)] == [
        ("fever", "earlier_request")
    ] * 2


def test_where_the_solver_gives_up_the_verdict_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    tired = Answer(Status.UNKNOWN, reason="the solver is tired")
    monkeypatch.setattr(Solver, "ask", lambda *_: tired)
    found = verdict(epoch_with("any of:\n  - fever\n  - not fever"))
    assert (found.outcome, found.decided) == (Outcome.PEND, False)
    assert found.routes_cut == "the solver is tired"
    assert found.evaluation is not None
    assert found.possible == found.evaluation.possible
