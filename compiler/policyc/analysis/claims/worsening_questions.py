"""`more FACT never worsens the outcome` as a question about two patients, the second of whom has more of it."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.analysis.claims.answer import Decided, Refutation
from policyc.analysis.claims.questions import readings_of
from policyc.analysis.claims.replay import confirm, decided
from policyc.analysis.subject import Subject
from policyc.analysis.worsening import Worsening, worsening
from policyc.model.cases import Claim
from policyc.model.program import Epoch


class WorseningQuestion:
    """A claim that two patients can refute."""

    def __init__(self, claim: Claim, epoch: Epoch, subject: Subject) -> None:
        self.claim, self.epoch, self.subject = claim, epoch, subject
        self.readings = readings_of(subject)

    def refutable(self, freed: Iterable[str] = ()) -> bool:
        """Whether there are two patients who refute the claim."""
        return self._found(freed) is not None

    def refutation(self, freed: Iterable[str] = ()) -> Refutation | None:
        """Two such patients, confirmed by the evaluator."""
        found = self._found(freed)
        if found is None:
            return None
        readings = self.epoch.policy.readings
        turned = {name: way for name, way in found.readings.items() if way != readings[name].chosen}
        both: tuple[Decided, ...] = tuple(
            decided(self.epoch, case, found.service, turned) for case in (found.before, found.after)
        )
        confirm(self.claim, both, ((), ()), turned)
        return Refutation(both, turned)

    def supposed(self) -> bool:
        """Nothing is presupposed."""
        return True

    def _found(self, freed: Iterable[str]) -> Worsening | None:
        policy = self.epoch.policy.id
        return worsening(self.subject, self.claim.fact, MORE_OF_IT, [(policy, name) for name in freed])


MORE_OF_IT = "higher"
"""The direction of a claim is what it says, whatever the fact declares as sicker."""
