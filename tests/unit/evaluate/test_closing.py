"""`and nothing else`: what the given facts and the axioms force, else what is normal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policyc.evaluate import close_case
from policyc.model.cases import Case
from policyc.model.conditions import Compare, IncludesValue, IsNever, IsOneOf, IsYes, Not
from policyc.model.facts import Axiom, Moment, Never, Stretch, Value, Visit
from policyc.model.program import Policy
from tests.unit.evaluate.samples import epoch_with

POLICY = epoch_with("fever").policy


def closed(policy: Policy = POLICY, **facts: Value | None) -> dict[str, Value | None]:
    """The facts of a case of which these facts are given and nothing else."""
    case = Case({"date_of_service": date(2024, 2, 1)}, (), facts, nothing_else=True)
    return dict(close_case(case, policy).facts)


def with_axioms(*axioms: Axiom) -> Policy:
    return replace(POLICY, axioms=axioms)


def normally(policy: Policy, fact: str, value: Value) -> Policy:
    """The policy with a fact that is normally something else."""
    return replace(policy, facts={**policy.facts, fact: replace(policy.facts[fact], normally=value)})


def test_unmentioned_facts_are_normal_and_those_without_a_normal_unknown() -> None:
    facts = closed()
    assert facts["fever"] is False
    assert facts["plan"] == "commercial"
    assert facts["last_mri"] is Moment.NEVER
    assert facts["imaging"] == frozenset()
    assert facts["treatment"] == ()
    assert facts["age"] is facts["symptom_duration"] is facts["onset"] is None


def test_given_facts_and_explicit_unknowns_stay() -> None:
    facts = closed(fever=None, plan="medicare", age=44)
    assert (facts["fever"], facts["plan"], facts["age"]) == (None, "medicare", 44)


def test_a_closed_case_is_closed_once() -> None:
    case = close_case(Case({"date_of_service": date(2024, 2, 1)}, nothing_else=True), POLICY)
    assert not case.nothing_else
    assert close_case(case, POLICY) is case


def test_an_implication_forces_and_is_forced_backwards() -> None:
    assert closed(infection=True)["fever"] is True
    unusual = normally(POLICY, "infection", True)
    assert closed(unusual, fever=False)["infection"] is False
    assert closed(unusual)["infection"] is True


def test_forcing_goes_along_chains() -> None:
    policy = with_axioms(
        Never((IsYes("infection"), Not(IsYes("fever")))),
        Never((IsYes("fever"), Not(IsYes("antibiotics")))),
        Never((IsYes("antibiotics"), Not(IsOneOf("plan", ("medicaid",))))),
    )
    facts = closed(policy, infection=True)
    assert (facts["fever"], facts["antibiotics"], facts["plan"]) == (True, True, "medicaid")


def test_an_explicit_unknown_is_not_forced() -> None:
    assert closed(infection=True, fever=None)["fever"] is None


def test_the_only_choice_left_is_forced() -> None:
    policy = with_axioms(
        Never((IsYes("fever"), IsOneOf("plan", ("commercial",)))),
        Never((IsYes("infection"), IsOneOf("plan", ("medicare",)))),
    )
    assert closed(policy, fever=True, infection=True)["plan"] == "medicaid"
    assert closed(policy, fever=True)["plan"] is None


def test_a_bound_takes_away_a_normal_that_breaks_it() -> None:
    policy = normally(with_axioms(Never((IsYes("fever"), Compare("age", "<", 50)))), "age", 40)
    assert closed(policy, fever=True)["age"] is None
    assert closed(policy)["age"] == 40


def test_a_bound_is_known_to_other_axioms() -> None:
    young = Compare("age", "<", 18)
    policy = with_axioms(Never((IsYes("fever"), Not(young))), Never((young, Not(IsYes("infection")))))
    assert closed(policy, fever=True)["infection"] is True


def test_members_of_a_set_and_events_are_forced() -> None:
    policy = with_axioms(
        Never((IsYes("fever"), Not(IncludesValue("imaging", "ct")))),
        Never((IsYes("fever"), IsNever("last_mri"))),
    )
    facts = closed(policy, fever=True)
    assert facts["imaging"] == frozenset({"ct"})
    assert facts["last_mri"] is Moment.SOME_DAY


def test_days_of_a_part_are_days_of_the_whole() -> None:
    therapy = (Stretch(date(2024, 1, 1), date(2024, 1, 20)), Visit(date(2024, 1, 1), "evaluation"))
    assert closed(physical_therapy=therapy)["treatment"] == therapy[:1]
    assert closed(physical_therapy=therapy, treatment=())["treatment"] == ()
    assert closed(physical_therapy=therapy, treatment=None)["treatment"] is None
    assert closed(physical_therapy=None)["treatment"] == ()


def test_each_service_is_closed_by_itself() -> None:
    asked = {"earlier_request": {"plain": True}}
    case = Case({"date_of_service": date(2024, 2, 1)}, ("plain", "both"), {}, asked, nothing_else=True)
    assert close_case(case, POLICY).per_service == {"earlier_request": {"plain": True, "both": False}}
