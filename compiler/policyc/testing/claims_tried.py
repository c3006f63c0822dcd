"""Claims of every kind, tried on complete patients by the evaluator, under the readings that were chosen.

A patient who meets what a claim presupposes and gets what it rules out refutes it; of two texts both decide the
same patient; that more of a fact worsens nothing is tried on the patient and neighbours who differ in that fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyc.analysis.claims.answer import Decided
from policyc.analysis.claims.questions import premises_of
from policyc.analysis.claims.replay import decided, refutes
from policyc.analysis.claims.statements import Statement, statements, texts_of
from policyc.evaluate import close_case, requested_services
from policyc.model.cases import Case, Claim
from policyc.model.conditions import Condition
from policyc.model.program import Epoch
from policyc.testing.agreement import Disagreement
from policyc.testing.more_of_a_fact import worsened
from policyc.testing.plain import asked_facts, plainer
from policyc.testing.values import atoms_by_fact


@dataclass(frozen=True, slots=True)
class TriedClaim:
    """A claim about a text, or about it and an earlier one, with what each text presupposes."""

    statement: Statement
    claim: Claim
    epochs: tuple[Epoch, ...]
    premises: tuple[tuple[Condition, ...], ...]

    @property
    def epoch(self) -> Epoch:
        """The text on whose days patients are drawn; the later of two."""
        return self.epochs[-1]

    @property
    def asked(self) -> frozenset[str]:
        """The facts that the texts and the claim ask for."""
        own = atoms_by_fact(self.claim.conditions)
        return frozenset(own).union(
            [self.claim.fact] if self.claim.fact else [], *map(asked_facts, self.epochs)
        )


def claims_about(epoch: Epoch) -> tuple[TriedClaim, ...]:
    """The claims about a text, in their order; one that compares texts is tried on the days of the later."""
    policy = epoch.policy
    return tuple(
        TriedClaim(statement, claim, epochs, tuple(premises_of(claim, each) for each in epochs))
        for statement in statements(policy)
        for claim in statement.claims
        for epochs in texts_of(claim, policy)
        if epochs[-1] is epoch
    )


def refuted(tried: tuple[TriedClaim, ...], case: Case) -> Iterator[tuple[TriedClaim, Disagreement]]:
    """The claims that a patient with complete answers refutes, each once, with what shows it."""
    if not tried:
        return
    known: dict[tuple[int, str], Decided] = {}
    complete = close_case(case, tried[0].epoch.policy)
    for one in tried:
        found = next(_refuting(one, complete, known), None)
        if found is not None:
            yield one, found


def plain_refutation(tried: TriedClaim, found: Disagreement) -> Disagreement:
    """The same claim refuted by the plainest patient like the one who was found."""

    def keeps(case: Case) -> bool:
        return any(True for _ in _refuting(tried, case, {}))

    return next(_refuting(tried, plainer(found.cases[0], tried.epoch, keeps), {}), found)


def _refuting(
    one: TriedClaim, complete: Case, known: dict[tuple[int, str], Decided]
) -> Iterator[Disagreement]:
    words = f"claim “{one.statement.title}” does not hold"
    if one.claim.kind == "monotone":
        yield from (replace(found, words=words) for found in worsened(one.epoch, one.claim, complete))
        return
    for service in requested_services(complete, one.epoch.policy):
        found = tuple(_decided(epoch, complete, service, known) for epoch in one.epochs)
        if refutes(one.claim, found, one.premises, {}):
            yield Disagreement(service, words, tuple(map(_said, found)), (complete,))


def _decided(epoch: Epoch, case: Case, service: str, known: dict[tuple[int, str], Decided]) -> Decided:
    key = id(epoch), service
    if key not in known:
        known[key] = decided(epoch, case, service, {})
    return known[key]


def _said(one: Decided) -> str:
    under = f" under {one.criterion}" if one.criterion else ""
    return f"the text {one.epoch.name} gives {one.outcome} by {one.line}{under}"
