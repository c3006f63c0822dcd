"""Facts of which more can only help, by the signs in which they stand: most facts of most texts need no question.

Read backwards, the lines of a decision give a formula for `an outcome of this class or a better one`: a line of such
an outcome decides, or a later line does and this one is no obstacle. A fact whose worse values never stand against
either formula has no cliff, nor has one when all facts are such that its axioms could change along with it.
"""

from __future__ import annotations

from policyc.analysis.neighbours import MORE, Change, Neighbours
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.prove.families import Family, Ordered, YesNo
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.lowering import Text
from policyc.prove.signs import helping


class Harmless:
    """What can harm in a text. Only for pairs in whom no fact with a direction gets better."""

    def __init__(self, both: Neighbours) -> None:
        self.patient = both.patient
        text = both.subject.text
        goals = [at_least(text, rank) for rank in sorted(OutcomeClass)[1:]]
        self._helping = helping(text.gates, goals)

    def harmless(self, change: Change) -> bool:
        """Whether a change can leave nobody worse off; False says nothing."""
        families = self.patient.families
        return self._helps(families[change.fact], change.more) and all(
            self._may_change(families[name]) for name in change.near
        )

    def _may_change(self, family: Family) -> bool:
        worse = family.fact.worse_when
        if worse in MORE and isinstance(family, YesNo | Ordered):
            return self._helps(family, MORE[worse])
        return not any(self._matters(family, sign) for sign in (1, -1))

    def _helps(self, family: Family, more: bool) -> bool:
        """No higher value (or, not `more`, lower one) stands against a better outcome."""
        return not self._matters(family, -1 if more else 1)

    def _matters(self, family: Family, sign: int) -> bool:
        """Whether some value of a fact helps in this sign, or what counts in episodes that begin with it."""
        own = [sign * variable for variable in family.variables()]
        for other in self.patient.episodes():
            if other.onset.name == family.fact.name:
                own += [
                    sign * variable
                    for quantity, order in other.ordered()
                    if quantity.window.current
                    for variable in order.variables.values()
                ]
        return not self._helping.isdisjoint(own)


def at_least(text: Text, rank: OutcomeClass) -> int:
    """The literal of an outcome of this class or a better one, built from the last line backwards."""
    gates = text.gates
    *lines, otherwise = text.reached
    good = TRUE if _good(otherwise.line.outcome, rank) else FALSE
    for reached in reversed(lines):
        if gates.conjunction((reached.own, -reached.effective)) != FALSE:
            served = (reached.own, good) if rank <= OutcomeClass.OPEN else (-reached.own, good)
            good = gates.disjunction(served) if rank <= OutcomeClass.OPEN else gates.conjunction(served)
    for reached in reversed(lines):
        if _good(reached.line.outcome, rank):
            good = gates.disjunction((reached.effective, good))
        else:
            good = gates.conjunction((-reached.effective, good))
    return good


def _good(outcome: Outcome, rank: OutcomeClass) -> bool:
    found = outcome_class(outcome)
    return found is not None and found >= rank
