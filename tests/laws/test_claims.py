"""Claims about random policies: z3 agrees, the evaluator agrees, and so does turning every reading by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from policyc.analysis.claims import ClaimAnswer, Refutation, Status, answer_claims
from policyc.decide.verdicts import decide
from policyc.evaluate import close_case, evaluate, truth_of
from policyc.model.cases import Claim
from policyc.model.facts import FactKind
from policyc.model.outcome import outcome_class
from policyc.model.program import Policy
from policyc.model.verdict import Truth, Verdict
from policyc.prove.solver import SolverSettings
from tests.generators.cases import broken_axioms
from tests.generators.changes import next_version
from tests.generators.claims import random_claims
from tests.generators.programs import random_policy, with_epochs
from tests.judges.z3_claims import refutable, supposed


def with_claims(seed: int, number: int, every: bool = False, kinds: tuple[str, ...] = ()) -> Policy:
    rng = Random(seed)
    policy = random_policy(rng, rng.randint(1, 5))
    if rng.random() < 0.6 and not every:
        policy = next_version(rng, policy)
    claims = random_claims(rng, policy, number, kinds)
    return replace(policy, claims=tuple(replace(claim, every_reading=every) for claim in claims))


@pytest.mark.parametrize("seed", range(40))
def test_z3_agrees(seed: int) -> None:
    policy = with_claims(seed, 4)
    for answer in answer_claims(policy):
        for text in answer.texts:
            wanted = Status.REFUTED if refutable(text.claim, text.epochs) else Status.PROVED
            assert text.status is wanted, (text.claim, text.reason)
            if text.status is Status.PROVED:
                assert text.vacuous is not supposed(text.claim, text.epochs)


@pytest.mark.parametrize("seed", range(100, 220))
def test_every_refutation_replays(seed: int) -> None:
    policy = with_claims(seed, 8)
    for answer in answer_claims(policy):
        assert answer.status is not Status.UNDECIDED
        for refutation in answer.refutations:
            check_refutes(answer.statement.claim, refutation, policy)


@pytest.mark.parametrize("seed", range(300, 360))
def test_more_of_a_fact(seed: int) -> None:
    policy = with_claims(seed, 5, kinds=("monotone",))
    for answer in answer_claims(policy):
        # Two histories that differ in days of treatment alone cannot always be dated side by side.
        dated = policy.facts[answer.statement.claim.fact].kind is FactKind.EPISODES
        assert answer.status is not Status.UNDECIDED or dated
        for refutation in answer.refutations:
            check_refutes(answer.statement.claim, refutation, policy)


@pytest.mark.parametrize("seed", range(400, 440))
def test_readings_by_hand(seed: int) -> None:
    policy = with_claims(seed, 5, every=True)
    plain = replace(policy, claims=tuple(replace(claim, every_reading=False) for claim in policy.claims))
    by_hand = {
        tuple(sorted(ways.items())): [answer.status is Status.REFUTED for answer in answer_claims(turned)]
        for ways, turned in turnings(plain)
    }
    for place, answer in enumerate(answer_claims(policy)):
        broken = [dict(ways) for ways, refuted in by_hand.items() if refuted[place]]
        check_readings(policy, answer, broken)


@pytest.mark.parametrize("seed", range(500, 512))
def test_nothing_depends_on_the_solver_or_on_numbers(seed: int) -> None:
    policy = with_claims(seed, 5)
    for settings in (SolverSettings("glucose4"), SolverSettings(shuffle=3)):
        assert shown(policy, settings) == shown(policy, SolverSettings())


@pytest.mark.parametrize("seed", range(520, 530))
def test_an_answer_does_not_depend_on_what_else_is_asked(seed: int) -> None:
    policy = with_claims(seed, 5)
    together = list(answer_claims(policy))
    for answer in together:
        [alone] = answer_claims(policy, [answer.statement])
        assert [each.cases for each in alone.refutations] == [each.cases for each in answer.refutations]


def shown(policy: Policy, settings: SolverSettings) -> list[object]:
    return [
        (answer.status, [(each.cases, each.turned) for each in answer.refutations])
        for answer in answer_claims(policy, settings=settings)
    ]


def check_refutes(claim: Claim, refutation: Refutation, policy: Policy) -> None:
    """By the evaluator alone, and by the verdict that a user sees."""
    for case in refutation.cases:
        assert not list(broken_axioms(close_case(case, policy), policy))
    for one in refutation.decided:
        told = evaluate(one.epoch, one.case, one.service, refutation.turned)
        assert told.possible == (one.outcome,)
        said = claim.conditions[:1] if claim.kind == "implies" else claim.conditions
        for condition in said:
            assert truth_of(one.epoch, condition, one.case, one.service, refutation.turned) is Truth.TRUE
        if not refutation.turned:
            [verdict] = [each for each in decide(one.epoch, one.case) if each.service == one.service]
            assert isinstance(verdict, Verdict)
            assert (verdict.decided, verdict.outcome) == (True, one.outcome)
    first, last = refutation.decided[0], refutation.decided[-1]
    classes = outcome_class(first.outcome), outcome_class(last.outcome)
    match claim.kind:
        case "implies":
            [_, conclusion] = claim.conditions
            assert (
                truth_of(first.epoch, conclusion, first.case, first.service, refutation.turned) is Truth.FALSE
            )
        case "same":
            assert first.outcome is not last.outcome
        case "never worse" | "monotone":
            assert classes[1] < classes[0]  # type: ignore[operator]
        case "never":
            assert first.outcome in claim.outcomes
        case _:
            assert (first.outcome in claim.outcomes) is claim.negated


def turnings(policy: Policy) -> Iterator[tuple[Mapping[str, str], Policy]]:
    """Every way to read a policy: what differs from the chosen readings, and the policy with those chosen."""
    ways = [[(name, each.name) for each in reading.alternatives] for name, reading in policy.readings.items()]
    for picked in product(*ways):
        readings = {
            name: replace(
                policy.readings[name],
                alternatives=tuple(
                    sorted(policy.readings[name].alternatives, key=lambda each: each.name != way)
                ),
            )
            for name, way in picked
        }
        differing = {name: way for name, way in picked if way != policy.readings[name].chosen}
        yield differing, with_epochs(replace(policy, readings=readings), policy.epochs)


def check_readings(policy: Policy, answer: ClaimAnswer, broken: list[dict[str, str]]) -> None:
    if {} in broken or not broken:
        assert answer.by_reading is None
        assert answer.status is (Status.REFUTED if broken else Status.PROVED)
        return
    found = answer.by_reading
    assert answer.status is Status.REFUTED
    assert found is not None
    assert found.complete
    sets = [
        frozenset(names)
        for size in range(len(policy.readings) + 1)
        for names in combinations(policy.readings, size)
    ]
    breaking = {each for each in sets if any(ways.keys() <= each for ways in broken)}
    keeping = {each for each in sets if not any(ways.keys().isdisjoint(each) for ways in broken)}
    assert {frozenset(each.readings) for each in found.breaking} == minimal(breaking)
    assert {frozenset(each) for each in found.keeping} == minimal(keeping)
    for each in found.breaking:
        assert dict(each.refutation.turned) in broken
        assert set(each.refutation.turned) == set(each.readings)
        check_refutes(answer.statement.claim, each.refutation, policy)


def minimal(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    return {each for each in sets if not any(other < each for other in sets)}
