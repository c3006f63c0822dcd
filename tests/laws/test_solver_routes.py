"""Open facts and routes are exactly what going through all completions gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import pytest

from policyc.decide.routes import FACTS, ROUTES
from policyc.decide.verdicts import decide
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.facts import FactKind
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Verdict
from tests.generators.cases import completions, open_slots, random_case, tries
from tests.generators.facts import random_axioms
from tests.generators.programs import random_policy, with_epochs

MOST = 3000


@dataclass(frozen=True)
class Completion:
    """A complete case, as the answers to the open questions, and its outcome."""

    answers: dict[str, str]
    outcome: Outcome


@pytest.mark.parametrize("seed", range(150))
def test_open_facts_and_routes(seed: int) -> None:
    rng = Random(seed)
    epoch = tied_policy(rng).epochs[0]
    case = random_case(rng, epoch, rng.choice((0.3, 0.5, 0.8)))
    if not enumerable(epoch, case):
        case = random_case(rng, epoch, 0.1)
    if not enumerable(epoch, case):
        case = random_case(rng, epoch)
    complete = list(completions(case, epoch, MOST))
    for verdict in decide(epoch, case):
        assert isinstance(verdict, Verdict)
        if not verdict.decided:
            told = [completion(epoch, each, case, verdict.service) for each in complete]
            check_open_facts(verdict, told)
            check_routes(verdict, told, list(told[0].answers))


def check_open_facts(verdict: Verdict, told: Sequence[Completion]) -> None:
    """Their answers settle the outcome, and no fewer answers do."""
    assert settles(verdict.open_facts, told)
    for name in verdict.open_facts:
        assert not settles([other for other in verdict.open_facts if other != name], told)


def check_routes(verdict: Verdict, told: Sequence[Completion], facts: Sequence[str]) -> None:
    """The first few of the smallest sets, in the order of the vocabulary."""
    for outcome in verdict.possible:
        found = [tuple(answer.fact for answer in r.answers) for r in verdict.routes if r.outcome is outcome]
        assert found == minimal_sets(outcome, told, facts)[:ROUTES]


def minimal_sets(outcome: Outcome, told: Sequence[Completion], facts: Sequence[str]) -> list[tuple[str, ...]]:
    """The sets of facts of which some answers make the outcome certain, and no part of them does."""
    found: list[tuple[str, ...]] = []
    for size in range(1, min(FACTS, len(facts)) + 1):
        for names in combinations(facts, size):
            if not any(set(smaller) <= set(names) for smaller in found):
                outcomes = by_answers(names, told)
                found += [names] if {outcome} in outcomes.values() else []
    return found


def settles(names: Sequence[str], told: Sequence[Completion]) -> bool:
    return all(len(outcomes) == 1 for outcomes in by_answers(names, told).values())


def by_answers(names: Sequence[str], told: Sequence[Completion]) -> dict[tuple[str, ...], set[Outcome]]:
    found: dict[tuple[str, ...], set[Outcome]] = defaultdict(set)
    for each in told:
        found[tuple(each.answers[name] for name in names)].add(each.outcome)
    return found


def completion(epoch: Epoch, complete: Case, case: Case, service: str) -> Completion:
    slots = [(name, of) for name, of in open_slots(case, epoch.policy) if of in ("", service)]
    answers = {name: complete.per_service[name][of] if of else complete.facts[name] for name, of in slots}
    outcome = evaluate(epoch, complete, service).possible[0]
    return Completion({name: repr(value) for name, value in answers.items()}, outcome)


def tied_policy(rng: Random) -> Policy:
    """A small policy with more axioms than usual."""
    policy = random_policy(rng, rng.randint(1, 3), facts=rng.randint(4, 10))
    axioms = random_axioms(rng, policy.facts, rng.randint(0, 6))
    return with_epochs(replace(policy, axioms=axioms), policy.epochs)


def enumerable(epoch: Epoch, case: Case) -> bool:
    """Whether the completions can all be gone through: no episodes, and not every combination of a set is."""
    facts = [epoch.policy.facts[name] for name, _ in open_slots(case, epoch.policy)]
    unlisted = {FactKind.EPISODES, FactKind.SET_OF}
    return tries(case, epoch) <= MOST and not any(fact.kind in unlisted for fact in facts)
