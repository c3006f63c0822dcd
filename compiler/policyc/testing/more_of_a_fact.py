"""Claims that more of a fact never worsens the outcome, tried on neighbours: a patient, and the same with more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from policyc.evaluate import evaluate, requested_services
from policyc.model.cases import Case, Claim
from policyc.model.facts import Stretch, Value
from policyc.model.outcome import outcome_class
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Evaluation
from policyc.testing.agreement import Disagreement, said
from policyc.testing.obeying import Setting, answers_of, broken_axioms


def monotone_claims(epoch: Epoch) -> tuple[Claim, ...]:
    """The claims about a text that more of a fact worsens nothing, but for those that are known to fail."""
    return tuple(
        claim
        for claim in epoch.policy.claims
        if claim.kind == "monotone"
        and claim.fact
        and not claim.known_to_fail
        and claim.version in ("", epoch.version.name)
    )


def worsened(epoch: Epoch, claims: Sequence[Claim], complete: Case) -> Iterator[Disagreement]:
    """The claims that a complete case refutes together with a neighbour who has a little more of the fact."""
    policy = epoch.policy
    services = requested_services(complete, policy)
    for claim in claims:
        for service in services if policy.facts[claim.fact].per_service else services[:1]:
            for more in _with_more(complete, claim.fact, service, policy):
                for asked in services:
                    before, after = (evaluate(epoch, each, asked) for each in (complete, more))
                    if _is_worse(before, after):
                        sides = (f"with less: {said(before)}", f"with more: {said(after)}")
                        words = f"more `{claim.fact}` worsens the outcome"
                        yield Disagreement(asked, words, sides, (complete, more))


def _is_worse(before: Evaluation, after: Evaluation) -> bool:
    first, second = (outcome_class(each.possible[0]) for each in (before, after))
    return first is not None and second is not None and second < first


def _with_more(complete: Case, name: str, service: str, policy: Policy) -> Iterator[Case]:
    """The same patient with the next higher value, where the axioms allow that as it is."""
    fact = policy.facts[name]
    clock = complete.clocks[policy.window_clock]
    value = complete.per_service[name][service] if fact.per_service else complete.facts[name]
    more: Value | None = None
    if value is False:
        more = True
    elif isinstance(value, int) and not isinstance(value, bool) and value < fact.high:
        more = value + 1
    elif isinstance(value, tuple):
        first = min((each.start for each in value if isinstance(each, Stretch)), default=clock)
        more = (Stretch(first - timedelta(days=1), first), *value)
    if more is None:
        return
    if fact.per_service:
        changed = replace(
            complete,
            per_service={**complete.per_service, name: {**complete.per_service[name], service: more}},
        )
    else:
        changed = replace(complete, facts={**complete.facts, name: more})
    setting = Setting(policy, clock, requested_services(complete, policy), {})
    if not any(True for _ in broken_axioms(answers_of(changed), setting)):
        yield changed
