"""Claims as they stand in files, and the texts that each is about.

A claim that could not be typed alike for all its versions is several `Claim`s of one place; a reader wrote one,
and is given one answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyc.analysis.studied import epochs_of
from policyc.model.cases import Claim
from policyc.model.program import Epoch, Policy
from policylang.source import Span

OF_TWO_TEXTS = frozenset({"same", "never worse"})
"""The kinds of claim that hold two versions against each other."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One `prove` of a file, as typed for each of its versions."""

    policy: Policy
    claims: tuple[Claim, ...]

    @property
    def claim(self) -> Claim:
        """Any of them: they differ in their version and their conditions only."""
        return self.claims[0]

    @property
    def title(self) -> str:
        """What the author calls it."""
        return self.claim.title

    @property
    def span(self) -> Span | None:
        """Where it stands."""
        return self.claim.span

    @property
    def known_to_fail(self) -> str:
        """The reason why it stays although it does not hold; empty when it is meant to hold."""
        return self.claim.known_to_fail

    @property
    def every_reading(self) -> bool:
        """Whether it is claimed however the text is read."""
        return self.claim.every_reading


def statements(policy: Policy) -> tuple[Statement, ...]:
    """The claims about a policy in the order of their places, each once."""
    found: dict[object, list[Claim]] = {}
    for number, claim in enumerate(policy.claims):
        found.setdefault(claim.span or number, []).append(claim)
    return tuple(Statement(policy, tuple(claims)) for claims in found.values())


def texts_of(claim: Claim, policy: Policy) -> tuple[tuple[Epoch, ...], ...]:
    """The texts a claim is about, in order of time: one by one, or in pairs of the earlier named and the later."""
    named = claim.versions or ((claim.version,) if claim.version else ())
    versions = [version for version in policy.versions if not named or version.name in named]
    by_version = {version.name: epochs_of(policy, version) for version in versions}
    if claim.kind in OF_TWO_TEXTS:
        first, second = (by_version.get(name, ()) for name in claim.versions)
        return tuple((old, new) for old in first for new in second)
    return tuple((epoch,) for epochs in by_version.values() for epoch in epochs)
