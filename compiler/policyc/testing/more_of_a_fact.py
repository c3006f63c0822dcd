"""Claims that more of a fact never worsens the outcome, tried on neighbours: a patient, and the same with more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from policyc.evaluate import evaluate, requested_services
from policyc.model.cases import Case, Claim
from policyc.model.facts import Fact, Stretch, Value
from policyc.model.outcome import outcome_class
from policyc.model.program import Epoch
from policyc.model.verdict import Evaluation
from policyc.testing.agreement import Disagreement, said
from policyc.testing.changing import with_value
from policyc.testing.obeying import Setting, answers_of, broken_axioms
from policyc.testing.values import grid, thresholds_of


def worsened(epoch: Epoch, claim: Claim, complete: Case) -> Iterator[Disagreement]:
    """Where a complete case refutes a claim together with a neighbour who has a little more of its fact."""
    policy = epoch.policy
    services = requested_services(complete, policy)
    for service in services if policy.facts[claim.fact].per_service else services[:1]:
        for pair in _pairs(complete, claim.fact, service, epoch):
            for asked in services:
                before, after = (evaluate(epoch, each, asked) for each in pair)
                if _is_worse(before, after):
                    sides = (f"with less: {said(before)}", f"with more: {said(after)}")
                    yield Disagreement(asked, f"more `{claim.fact}` worsens the outcome", sides, pair)


def _is_worse(before: Evaluation, after: Evaluation) -> bool:
    first, second = (outcome_class(each.possible[0]) for each in (before, after))
    return first is not None and second is not None and second < first


def _pairs(complete: Case, name: str, service: str, epoch: Epoch) -> Iterator[tuple[Case, Case]]:
    """The patient with two adjacent values of a fact, beside every threshold, where the axioms allow both."""
    policy = epoch.policy
    clock = complete.clocks[policy.window_clock]
    setting = Setting(policy, clock, requested_services(complete, policy), {})
    slot = setting.slot(name, service)
    now = answers_of(complete).get(slot)
    if now is None:
        return
    atoms = thresholds_of(epoch).get(name, [])
    for less, more in _steps(now, policy.facts[name], grid(policy.facts[name], atoms, clock), clock):
        pair = with_value(complete, slot, less), with_value(complete, slot, more)
        if not any(True for case in pair for _ in broken_axioms(answers_of(case), setting)):
            yield pair


def _steps(now: Value, fact: Fact, near: Sequence[Value], clock: date) -> Iterator[tuple[Value, Value]]:
    """Adjacent values, the lower first; of episodes the present ones and one day more."""
    if isinstance(now, bool):
        yield False, True
    elif isinstance(now, tuple):
        first = min((each.start for each in now if isinstance(each, Stretch)), default=clock)
        yield now, (Stretch(first - timedelta(days=1), first), *now)
    elif isinstance(now, int):
        values = sorted({now, *(each for each in near if isinstance(each, int))})
        yield from ((value, value + 1) for value in values if value < fact.high)
