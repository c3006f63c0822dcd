"""Looking for patients that show something: among those there are, near them, and last by the solver.

The solver is asked about one patient, or about two who agree in all facts but one and those that axioms tie to it.
Where it finds nobody, that is a proof, and it is said; what it finds is put before the evaluator again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policyc.analysis.subject import Subject, UndecidedError
from policyc.evaluate import requested_services
from policyc.model.cases import Case
from policyc.model.conditions import Condition, CriterionTest
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.prove.solver import Model, Status
from policyc.prove.twins import Twins
from policyc.testing.goals import atoms_of
from policyc.testing.missing.changes import beside_limit, changed, otherwise, setting_of, with_values
from policyc.testing.missing.limits import Limit, exactly, lies_at
from policyc.testing.missing.parts import Part
from policyc.testing.missing.shown import Pool, Shown, shown
from policyc.testing.obeying import broken_axioms, tied
from policyc.testing.plain import moved_value, plainer

Fits = Callable[[Shown, Shown], bool]
_MOST_CRITERIA = 3


@dataclass(frozen=True, slots=True)
class Nobody:
    """Proved: there is no such patient, or no such two. `proved` False: none was found, and nothing follows.

    `limit` tells that the solver reached one.
    """

    proved: bool
    reason: str = ""
    limit: bool = False


Pair = tuple[Shown, Shown]
"""Two patients, the first of whom has what they are about."""
Pairs = Callable[[Shown], Iterator[Pair]]
"""Pairs that fit, made of a patient by changing one fact."""


class Search:
    """A text, its solver, and the patients known so far."""

    def __init__(self, epoch: Epoch, pool: Pool) -> None:
        self.epoch = epoch
        self.pool = pool
        self.subject = Subject(epoch)
        self._twins: Twins | None = None
        self._found: dict[tuple[int, ...], Shown | Nobody] = {}
        self._asked_by: dict[str, frozenset[Condition]] | None = None

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

    def at_limit(self, limit: Limit, turning: bool) -> Pair | Nobody:
        """Two patients right at a limit, one on each side; with `turning` they get different outcomes."""

        tests = [CriterionTest(label, True) for label in self._asking(limit.atom)]

        def outcome_turns(one: Shown, other: Shown) -> bool:
            return bool(one.outcome and other.outcome) and one.outcome != other.outcome

        def criterion_turns(one: Shown, other: Shown) -> bool:
            return any(one.truth(test) is not other.truth(test) for test in tests)

        bases = list(self._beside_bases(limit))
        wanted: tuple[Fits, ...] = (outcome_turns,) if turning else (criterion_turns, _anybody)
        for fits in wanted:
            pairs = self._pairs_beside(limit, fits)
            for one in bases:
                if any(True for _ in pairs(one)):
                    return self._plain(one, pairs)
        inside, outside = (self.at(limit, offset) for offset, _ in limit.sides)
        pairs = self._pairs_beside(limit, wanted[-1])
        return self._twin([inside], [outside], limit.atom, pairs, wanted[-1], turning)

    def _pairs_beside(self, limit: Limit, fits: Fits) -> Pairs:
        return lambda one: (pair for pair in self._beside(one, limit) if fits(*pair))

    def at(self, limit: Limit, offset: int) -> int:
        """The literal of lying at a limit on one side."""
        return exactly(self.subject.patient, limit.atom, offset)

    def turning(self, part: Part, atom: Condition) -> Pair | Nobody:
        """Two patients of whom one has a condition and meets the part, or fails it, and the other the reverse."""

        def fits(one: Shown, other: Shown) -> bool:
            truths = {part.truth(one), part.truth(other)}
            return one.outcome != other.outcome and truths == {Truth.TRUE, Truth.FALSE}

        def pairs(one: Shown) -> Iterator[Pair]:
            return (pair for pair in self._around(one, atom) if fits(*pair))

        for one in self._bases(atom, part):
            known = next(pairs(one), None)
            if known is not None:
                return known
        met, literal = self._met(part), self.literal(atom)
        answers = []
        for way in (met, -met):
            found = self._twin([literal, way], [-literal, -way], atom, pairs, fits, True)
            if not isinstance(found, Nobody):
                return found
            answers.append(found)
        return next((each for each in answers if not each.proved), answers[0])

    # --- Near the patients there are -----------------------------------------------------------------------

    def _beside_bases(self, limit: Limit) -> Iterator[Shown]:
        """Patients worth moving to a limit: those of criteria that ask for it, all complete ones, and the plainest."""
        literal, criteria = self.literal(limit.atom), self._asking(limit.atom)
        for label in criteria[:_MOST_CRITERIA]:
            for way in (literal, -literal):
                found = self._plainest((self.deciding(label), way))
                if isinstance(found, Shown):
                    yield found
        yield from (one for one in list(self.pool.members) if one.outcome and self._is_complete(one))
        for offset, _ in limit.sides:
            found = self._plainest((self.at(limit, offset),))
            if isinstance(found, Shown):
                yield found

    def _asking(self, atom: Condition) -> list[str]:
        """The criteria that ask for a condition, themselves or by their sections."""
        if self._asked_by is None:
            self._asked_by = {
                label: frozenset(atoms_of(CriterionTest(label, True), self.epoch))
                for label in self.epoch.criteria
            }
        return [label for label, atoms in self._asked_by.items() if atom in atoms]

    def _bases(self, atom: Condition, part: Part) -> Iterator[Shown]:
        """Complete patients worth changing: those the solver knows of the criteria that ask for this, then all."""
        literal = self.literal(atom)
        criteria = [part.name] if part.kind == "criterion" else []
        for label in criteria:
            for way in (literal, -literal):
                found = self._plainest((self.deciding(label), way))
                if isinstance(found, Shown):
                    yield found
        for one in list(self.pool.members):
            if one.outcome and part.truth(one) is Truth.TRUE and self._is_complete(one):
                yield one

    def _is_complete(self, one: Shown) -> bool:
        facts = self.epoch.policy.facts
        slots = sum(len(one.requested) if fact.per_service else 1 for fact in facts.values())
        used = {name for name, _ in one.answers}
        return len(one.answers) == slots or used >= self.subject.patient.families.keys()

    def _around(self, one: Shown, atom: Condition) -> Iterator[Pair]:
        """The patient and one who differs in the fact of a condition, who has it first."""
        fact = str(getattr(atom, "fact", ""))
        for value in otherwise(atom, one):
            other = changed(one, fact, value)
            if other is not None and one.truth(atom) is not other.truth(atom):
                yield (one, other) if one.truth(atom) is Truth.TRUE else (other, one)

    def _beside(self, one: Shown, limit: Limit) -> Iterator[Pair]:
        """The patient moved to the two sides of a limit, in the fact of its condition alone."""
        for values in beside_limit(limit, one):
            moved = [changed(one, limit.atom.fact, value) for value in values]
            pair = [each for each in moved if each is not None]
            if len(pair) == len(limit.sides) and all(
                lies_at(limit, each, *side) for each, side in zip(pair, limit.sides, strict=True)
            ):
                yield pair[0], pair[1]

    def _plain(self, base: Shown, pairs: Pairs) -> Pair:
        """The first pair around the plainest patient like this one; as it is where somebody knows one of the two."""
        first = next(pairs(base))
        if any(self.pool.knows(one) for one in first):
            return first

        def keeps(case: Case) -> bool:
            return any(True for _ in pairs(self._shown(case, base.service)))

        return next(pairs(self._shown(plainer(base.closed, self.epoch, keeps), base.service)))

    def _shown(self, case: Case, service: str) -> Shown:
        requested = requested_services(case, self.epoch.policy)
        return shown(self.epoch, case, service if service in requested else requested[0])

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
        self, left: list[int], right: list[int], atom: Condition, pairs: Pairs, fits: Fits, turning: bool
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
        answer = self._twins.ask([*left, *([self._apart] if turning else [])], right, equal)
        if answer.left is None or answer.right is None:
            unknown = answer.status is Status.UNKNOWN
            return Nobody(not unknown, answer.reason, limit=unknown)
        both = self._of_model(answer.left), self._of_model(answer.right)
        for base in both:
            if any(True for _ in pairs(base)):
                return self._plain(base, pairs)
        apart = both[0].differing(both[1])
        if not apart <= free:
            return Nobody(proved=False, reason="only patients who differ in more than this were found")

        def joined(one: Shown) -> Iterator[Pair]:
            moved = self._clock(one) - self._clock(both[0])
            others = {
                slot: moved_value(value, moved)
                for slot, value in both[1].answers.items()
                if slot[0] in apart and slot in one.answers
            }
            pair = one, with_values(one, {**one.answers, **others})
            truths = pair[0].truth(atom), pair[1].truth(atom)
            sound = not any(True for _ in broken_axioms(pair[1].answers, setting_of(pair[1])))
            if sound and truths == (Truth.TRUE, Truth.FALSE) and fits(*pair):
                yield pair

        missed = Nobody(proved=False, reason="none was found")
        return self._plain(both[0], joined) if any(True for _ in joined(both[0])) else missed

    def _clock(self, one: Shown) -> date:
        return one.case.clocks[self.epoch.policy.window_clock]


def _anybody(_one: Shown, _other: Shown) -> bool:
    return True
