"""Looking for patients that show something: among those there are, near them, and last by the solver.

The solver is asked about one patient, or about two who agree in all facts but one and those that axioms tie to it.
Where it finds nobody, that is a proof, and it is said; what it finds is put before the evaluator again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from policyc.analysis.subject import Subject, UndecidedError
from policyc.model.conditions import Condition
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.prove.solver import Model, Status
from policyc.prove.twins import Twins
from policyc.testing.missing.changes import beside_limit, changed, otherwise, plainer
from policyc.testing.missing.parts import Part
from policyc.testing.missing.shown import Pool, Shown, shown
from policyc.testing.obeying import tied

Fits = Callable[[Shown, Shown], bool]


@dataclass(frozen=True, slots=True)
class Nobody:
    """Proved: there is no such patient, or no such two. `proved` False: none was found, and nothing follows.

    `limit` tells that the solver reached one.
    """

    proved: bool
    reason: str = ""
    limit: bool = False


Pair = tuple[Shown, Shown]


class Search:
    """A text, its solver, and the patients known so far."""

    def __init__(self, epoch: Epoch, pool: Pool) -> None:
        self.epoch = epoch
        self.pool = pool
        self.subject = Subject(epoch)
        self._twins: Twins | None = None
        self._found: dict[tuple[int, ...], Shown | Nobody] = {}

    def patient(self, *ways: Iterable[int]) -> Shown | Nobody:
        """The plainest patient with these literals, in the first of the ways that somebody has."""
        answer: Shown | Nobody = Nobody(proved=True)
        for way in ways:
            found = self._plainest(tuple(way))
            if isinstance(found, Shown):
                return found
            answer = found if not found.proved else answer
        return answer

    def literal(self, condition: Condition) -> int:
        """A condition as a literal."""
        return self.subject.text.condition(condition)

    def deciding(self, label: str) -> int:
        """The literal of a criterion deciding."""
        sides = self.subject.text.sides
        return self.subject.gates.disjunction(
            [literal for side, literal in sides.items() if side[1] == label]
        )

    def beside(self, atom: Condition) -> Pair | Nobody:
        """Two patients on the two sides of a limit who get different outcomes."""
        known = self._known(atom, lambda one, other: one.outcome != other.outcome, at_limit=True)
        if known is not None:
            return known
        literal = self.literal(atom)
        return self._twin([literal], [-literal], atom, lambda one, other: one.outcome != other.outcome, True)

    def turning(self, part: Part, atom: Condition) -> Pair | Nobody:
        """Two patients of whom one has a condition and meets the part, or fails it, and the other the reverse."""

        def fits(one: Shown, other: Shown) -> bool:
            truths = {part.truth(one), part.truth(other)}
            return one.outcome != other.outcome and truths == {Truth.TRUE, Truth.FALSE}

        known = self._known(atom, fits, at_limit=False, part=part)
        if known is not None:
            return known
        met, literal = self._met(part), self.literal(atom)
        answers = []
        for way in (met, -met):
            found = self._twin([literal, way], [-literal, -way], atom, fits, False)
            if not isinstance(found, Nobody):
                return found
            answers.append(found)
        return (
            answers[0] if all(each.proved for each in answers) else next(a for a in answers if not a.proved)
        )

    # --- Near the patients there are -----------------------------------------------------------------------

    def _known(self, atom: Condition, fits: Fits, at_limit: bool, part: Part | None = None) -> Pair | None:
        for one in self._bases(atom, part):
            for pair in self._around(one, atom, at_limit):
                if fits(*pair):
                    return pair
        return None

    def _bases(self, atom: Condition, part: Part | None) -> Iterator[Shown]:
        """Complete patients worth changing: those the solver knows of the criteria that ask for this, then all."""
        literal = self.literal(atom)
        criteria = [part.name] if part is not None and part.kind == "criterion" else []
        for label in criteria:
            for way in (literal, -literal):
                found = self._plainest((self.deciding(label), way))
                if isinstance(found, Shown):
                    yield found
        for one in list(self.pool.members):
            if one.outcome and (part is None or part.truth(one) is Truth.TRUE) and self._is_complete(one):
                yield one

    def _is_complete(self, one: Shown) -> bool:
        facts = self.epoch.policy.facts
        slots = sum(len(one.requested) if fact.per_service else 1 for fact in facts.values())
        used = {name for name, _ in one.answers}
        return len(one.answers) == slots or used >= self.subject.patient.families.keys()

    def _around(self, one: Shown, atom: Condition, at_limit: bool) -> Iterator[Pair]:
        fact = str(getattr(atom, "fact", ""))
        if at_limit:
            for values in beside_limit(atom, one):
                pair = [changed(one, fact, value) for value in values]
                if (
                    pair[0] is not None
                    and pair[1] is not None
                    and self._are_two_sides(pair[0], pair[1], atom)
                ):
                    yield pair[0], pair[1]
            return
        for value in otherwise(atom, one):
            other = changed(one, fact, value)
            if other is not None and one.truth(atom) is not other.truth(atom):
                yield (one, other) if one.truth(atom) is Truth.TRUE else (other, one)

    def _are_two_sides(self, one: Shown, other: Shown, atom: Condition) -> bool:
        return (one.truth(atom), other.truth(atom)) == (Truth.TRUE, Truth.FALSE)

    # --- By the solver -------------------------------------------------------------------------------------

    def _plainest(self, literals: tuple[int, ...]) -> Shown | Nobody:
        if literals not in self._found:
            try:
                model = self.subject.plainest(literals)
                self._found[literals] = Nobody(proved=True) if model is None else self._of_model(model)
            except UndecidedError as error:
                self._found[literals] = Nobody(proved=False, reason=str(error), limit=True)
        return self._found[literals]

    def _of_model(self, model: Model) -> Shown:
        return shown(self.epoch, self.subject.case(model), self.subject.patient.service(model))

    def _met(self, part: Part) -> int:
        if part.test is not None:
            return self.literal(part.test)
        decisions = [each.literal for each in self.subject.text.decisions if each.line == part.name]
        return self.subject.gates.disjunction(decisions)

    def _twin(
        self, left: list[int], right: list[int], atom: Condition, fits: Fits, at_limit: bool
    ) -> Pair | Nobody:
        if self._twins is None:
            self._twins = Twins(self.subject.patient, self.subject.settings)
            self._apart = self._twins.different(list(self.subject.text.outcomes.values()))
        free = tied([str(getattr(atom, "fact", ""))], self.epoch.policy)
        # The same days count otherwise where the current episode begins on another day.
        counted = {
            fact.name for fact in self.epoch.policy.facts.values() if fact.current_episode_since in free
        }
        equal = [name for name in self.subject.patient.families if name not in free | counted]
        answer = self._twins.ask([*left, self._apart], right, equal)
        if answer.left is None or answer.right is None:
            unknown = answer.status is Status.UNKNOWN
            return Nobody(not unknown, answer.reason, limit=unknown)
        one, other = self._of_model(answer.left), self._of_model(answer.right)
        for base in (one, other):
            for pair in self._around(base, atom, at_limit):
                if fits(*pair):
                    return plainer(pair, fits)
        if fits(one, other) and one.differing(other) <= free:
            return plainer((one, other), fits)
        return Nobody(proved=False, reason="only patients who differ in more than this were found")
