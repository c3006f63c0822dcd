"""Facts of which more can only help, by the signs in which they stand: most facts of most texts need no question.

Read backwards, the lines of a decision give a formula for `an outcome of this class or a better one`: a line of such
an outcome decides, or a later line does and this one is no obstacle. A fact whose worse values never stand against
either formula has no cliff, nor has one when all facts are such that its axioms could change along with it.

A line that says of its patients that no other criteria are met says nothing more, where those others are approved.
Such demands are left out where one question proves that the formula stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.neighbours import MORE, Neighbours
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.prove.families import Family, Ordered, YesNo
from policyc.prove.gates import FALSE, TRUE
from policyc.prove.signs import helping


class Harmless:
    """What can harm in a text. Only for pairs in whom no fact with a direction gets better."""

    def __init__(self, both: Neighbours) -> None:
        self.both = both
        self.families = both.patient.families
        self._gates = both.subject.gates
        self._said = frozenset(self._said_by_lines())
        goals = [self._goal(rank) for rank in sorted(OutcomeClass)[1:]]
        self._helping = helping(self._gates, goals)

    def harmless(self, fact: str, more: bool) -> bool:
        """Whether more (or less) of a fact can leave nobody worse off; False says nothing."""
        return self._helps(self.families[fact], more) and all(
            self._may_change(self.families[name]) for name in self.both.near(fact)
        )

    def _may_change(self, family: Family) -> bool:
        worse = family.fact.worse_when
        if worse in MORE and isinstance(family, YesNo | Ordered):
            return self._helps(family, MORE[worse])
        return self._helps(family, True) and self._helps(family, False)

    def _helps(self, family: Family, more: bool) -> bool:
        """No higher value (or, not `more`, lower one) stands against a better outcome."""
        return self._helping.isdisjoint(self._values(family, -1 if more else 1))

    def _values(self, family: Family, sign: int) -> Iterator[int]:
        """The literals of a fact's values, and of what counts in an episode that begins with it, in this sign."""
        yield from (sign * variable for variable in family.variables())
        for other in self.both.patient.episodes():
            if other.onset.name == family.fact.name:
                for quantity, order in other.ordered():
                    if quantity.window.current:
                        yield from (sign * variable for variable in order.variables.values())

    # --- Formulas ------------------------------------------------------------------------------------------

    def _goal(self, rank: OutcomeClass) -> int:
        """The literal of an outcome of this class or a better one."""
        exact, short = self._at_least(rank, False), self._at_least(rank, True)
        same = exact == short or not self.both.subject.possible([short, -exact])
        return short if same else exact

    def _at_least(self, rank: OutcomeClass, short: bool) -> int:
        """That literal, built from the last line backwards; `short` leaves out that others do not hold."""
        gates = self._gates
        *lines, otherwise = self.both.subject.text.reached
        found = TRUE if good(otherwise.line.outcome, rank) else FALSE
        for reached in reversed(lines):
            if gates.conjunction((reached.own, -reached.effective)) == FALSE:
                continue
            if good(Outcome.OTHER_SERVICE_SUPPORTED, rank):
                found = gates.disjunction((reached.own, found))
            else:
                found = gates.conjunction((-reached.own, found))
        for reached in reversed(lines):
            if good(reached.line.outcome, rank):
                own = self._shortened(reached.effective) if short else reached.effective
                found = gates.disjunction((own, found))
            else:
                found = gates.conjunction((-reached.effective, found))
        return found

    def _shortened(self, literal: int) -> int:
        """A conjunction without the members that say that what another line asks for does not hold."""
        return self._gates.conjunction([each for each in self._members(literal) if -each not in self._said])

    def _said_by_lines(self) -> Iterator[int]:
        """What lines ask for, each of their alternatives."""
        for reached in self.both.subject.text.reached[:-1]:
            yield from (-member for member in self._members(-reached.own))

    def _members(self, literal: int) -> Iterator[int]:
        inside = self._gates.defined.get(literal) if literal > 0 else None
        if inside is None:
            yield literal
        else:
            for member in inside:
                yield from self._members(member)


def good(outcome: Outcome, rank: OutcomeClass) -> bool:
    """Whether an outcome is of this class or a better one."""
    found = outcome_class(outcome)
    return found is not None and found >= rank
