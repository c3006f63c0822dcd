"""Random claims about a policy with one version or two."""

from __future__ import annotations

from random import Random

from policyc.model.cases import Claim
from policyc.model.conditions import Condition
from policyc.model.facts import ORDERED, FactKind
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from tests.generators.conditions import Scope, random_leaf

OUTCOMES = (
    Outcome.APPROVE,
    Outcome.OTHER_SERVICE_SUPPORTED,
    Outcome.MD_REVIEW,
    Outcome.NOT_MEDICALLY_NECESSARY,
)


def random_claims(rng: Random, policy: Policy, number: int, kinds: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """Claims of the kinds given, or of any that the policy's versions allow but about more of a fact."""
    compared = ("same", "never worse") if len(policy.versions) > 1 else ()
    allowed = kinds or ("whenever", "whenever", "never", "implies", *compared)
    return tuple(random_claim(rng, policy, f"Claim {place}", rng.choice(allowed)) for place in range(number))


def random_claim(rng: Random, policy: Policy, title: str, kind: str) -> Claim:
    """A claim of a kind."""
    versions = tuple(version.name for version in policy.versions[:2])
    outcomes = tuple(rng.sample(OUTCOMES, rng.randint(1, 2)))
    match kind:
        case "whenever":
            return Claim(title, kind, conditions(rng, policy), outcomes, negated=rng.random() < 0.5)
        case "never":
            return Claim(title, kind, conditions(rng, policy), outcomes[:1])
        case "implies":
            return Claim(title, kind, tuple(random_leaf(rng, scope_of(policy)) for _ in range(2)))
        case "monotone":
            grown = ORDERED | {FactKind.YES_NO, FactKind.EPISODES}
            facts = [name for name, fact in policy.facts.items() if fact.kind in grown]
            return Claim(title, kind, fact=rng.choice(facts))
        case _:
            return Claim(title, kind, conditions(rng, policy), versions=versions)


def conditions(rng: Random, policy: Policy) -> tuple[Condition, ...]:
    """One to three tests."""
    return tuple(random_leaf(rng, scope_of(policy)) for _ in range(rng.randint(1, 3)))


def scope_of(policy: Policy) -> Scope:
    """What a claim may mention: everything that the first text has."""
    text = policy.epochs[0]
    scope = Scope(policy.facts, tuple(policy.services), {})
    scope.definitions += text.definitions
    scope.criteria += text.criteria
    scope.sections += text.sections
    return scope
