"""Strategies: axioms obeyed without throwing cases away, boundaries and unknowns likely, requests of every shape."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.evaluate import close_case, evaluate, requested_services
from policyc.model.calendar import days_of
from policyc.model.cases import Case
from policyc.model.conditions import Compare, Length
from policyc.model.facts import Moment
from policyc.model.program import Policy
from policyc.model.verdict import Contradiction, Verdict
from policyc.testing import UnfitPolicyError, cases, load_epoch, load_policy, verdicts
from policyc.testing.obeying import Setting, broken_axioms
from policyc.testing.strategies import Drawn, drawn_cases
from policyc.testing.values import thresholds_of
from tests.generators.programs import random_policy
from tests.tidy.tracked import ROOT

KAISER = load_policy("kaiser_wa.lumbar_mri", ROOT)


@settings(max_examples=70)
@given(drawn_cases(KAISER))
def test_kaisers_axioms_are_obeyed_and_cases_close_to_what_was_drawn(drawn: Drawn) -> None:
    check_drawn(drawn, KAISER)


@settings(max_examples=70)
@given(st.integers(0, 400).flatmap(lambda seed: st.tuples(st.just(seed), drawn_of_random(seed))))
def test_axioms_of_random_vocabularies_are_obeyed(drawn: tuple[int, Drawn]) -> None:
    check_drawn(drawn[1], random_policy(Random(drawn[0]), 1 + drawn[0] % 4))


@settings(max_examples=60)
@given(cases(KAISER))
def test_no_case_is_contradictory(case: Case) -> None:
    assert not [each for each in verdicts(KAISER, case) if isinstance(each, Contradiction)]


@settings(max_examples=100)
@given(cases(KAISER, unknowns=False))
def test_without_unknowns_every_case_is_decided_by_the_evaluator_alone(case: Case) -> None:
    for verdict in verdicts(KAISER, case):
        assert isinstance(verdict, Verdict)
        assert verdict.decided
        assert verdict.evaluation is not None
        assert len(verdict.evaluation.possible) == 1


def test_boundary_values_unknowns_days_and_requests_all_occur() -> None:
    seen: Counter[str] = Counter()
    epoch = KAISER.epochs[1]
    limits = [each for each in thresholds_of(epoch)["symptom_duration"] if isinstance(each, Compare)]

    @settings(max_examples=300)
    @given(cases(epoch))
    def look(case: Case) -> None:
        day = case.date_of_service
        lengths = {days_of(each.value, day) for each in limits if isinstance(each.value, Length)}
        duration = case.facts.get("symptom_duration")
        seen["just at a limit"] += duration in lengths
        seen["just above a limit"] += isinstance(duration, int) and duration - 1 in lengths
        seen["unknown"] += None in case.facts.values()
        seen["some day"] += Moment.SOME_DAY in case.facts.values()
        seen["closed"] += case.nothing_else
        seen["left open"] += not case.nothing_else
        seen["first day"] += day == epoch.interval.start
        seen["last day"] += day == date(2024, 2, 29)
        seen["one service"] += len(case.requested) == 1
        seen["several services"] += len(case.requested) > 1
        seen["no service named"] += not case.requested
        seen["stretches"] += bool(case.facts.get("conservative_treatment"))

    look()
    rare = {what: number for what, number in seen.items() if number < 2}
    assert not rare
    assert len(seen) == 12


def test_lines_far_from_the_normal_patient_are_reached() -> None:
    """By the line that decides: what one condition of a line asks for is answered more often than chance would."""
    reached: Counter[str] = Counter()

    @settings(max_examples=200)
    @given(cases(KAISER.epochs[1], unknowns=False, services=["without_contrast"]))
    def look(case: Case) -> None:
        decided_by = evaluate(KAISER.epochs[1], case, "without_contrast").decided_by
        assert decided_by is not None
        reached[decided_by.line] += 1

    look()
    assert {"acute", "subacute", "medicare", "not_listed", "otherwise"} <= set(reached)


def test_facts_asked_for_each_service_are_answered_for_each() -> None:
    policy = next(found for found in map(policy_of, range(200)) if has_per_service(found))
    seen: set[bool] = set()

    @settings(max_examples=60)
    @given(cases(policy, unknowns=False))
    def look(case: Case) -> None:
        closed = close_case(case, policy)
        for values in closed.per_service.values():
            assert set(values) == set(requested_services(case, policy))
            seen.update(bool(value) for value in values.values())

    look()
    assert seen == {True, False}


@settings(max_examples=30)
@given(cases(KAISER, services=["with_contrast"], on=date(2024, 1, 15)))
def test_a_day_and_services_may_be_fixed(case: Case) -> None:
    assert case.date_of_service == date(2024, 1, 15)
    assert case.requested == ("with_contrast",)


def test_what_cannot_be_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="in force"):
        cases(KAISER, on=date(1999, 1, 1))
    with pytest.raises(ValueError, match="no service spa"):
        cases(KAISER, services=["spa"])


def test_policies_are_loaded_by_reference() -> None:
    epoch = load_epoch("kaiser_wa.lumbar_mri@2024-01-01", ROOT)
    assert (epoch.policy.id, epoch.interval.start) == (KAISER.id, date(2024, 1, 1))
    with pytest.raises(UnfitPolicyError, match=r"kaiser_wa\.lumbar_mri"):
        load_policy("kaiser_wa.lumbar_mry", ROOT)
    with pytest.raises(UnfitPolicyError, match=r"3 texts"):
        load_epoch("kaiser_wa.lumbar_mri", ROOT)


def check_drawn(drawn: Drawn, policy: Policy) -> None:
    """The complete case obeys the axioms, and what the other says, closed, is what the complete one says."""
    services = requested_services(drawn.complete, policy)
    clock = drawn.complete.clocks[policy.window_clock]
    setting = Setting(policy, clock, services, {})
    assert not list(broken_axioms(answers(drawn.complete), setting))
    said = answers(close_case(drawn.case, policy))
    complete = answers(drawn.complete)
    for slot, value in said.items():
        if value is Moment.SOME_DAY:
            assert isinstance(complete[slot], date)
        elif value is not None:
            assert value == complete[slot], slot
    if drawn.case.nothing_else:
        assert said.keys() == complete.keys()


def answers(case: Case) -> dict[tuple[str, str], object]:
    shared: dict[tuple[str, str], object] = {(name, ""): value for name, value in case.facts.items()}
    apart = {
        (name, service): value
        for name, values in case.per_service.items()
        for service, value in values.items()
    }
    return {**shared, **apart}


def policy_of(seed: int) -> Policy:
    return random_policy(Random(seed), 1 + seed % 4)


def drawn_of_random(seed: int) -> st.SearchStrategy[Drawn]:
    return drawn_cases(policy_of(seed))


def has_per_service(policy: Policy) -> bool:
    asked = any(fact.per_service for fact in policy.facts.values())
    return asked and len(policy.services) > 1


def test_the_example_for_engineers_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands in docs/engineers.md: it passes, and a wrong expectation in its place fails."""
    page = (ROOT / "docs/engineers.md").read_text()
    [example] = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "@given" in block]
    monkeypatch.chdir(ROOT)
    run_example(example)
    with pytest.raises(AssertionError):
        run_example(example.replace('"review not required"', '"not covered"'))


def run_example(text: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(text, "example", "exec"), names)
    names["test_medicare_never_waits"]()
